"""Open spaces put straight into the tables, and what people must be told of them, each once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from openspace import moments
from openspace.spaces import Window
from storage.database import Database
from storage.tables import (
    Base,
    HostRow,
    ParticipantRow,
    PersonRow,
    RoomRow,
    SessionRow,
    SetTimeRow,
    SignupRow,
    SlotRow,
    SpaceRow,
    TopicRow,
)

TEAM = "T0SANDBOX1"
ZONE = "Europe/London"
LASTS = timedelta(minutes=30)

Fact = tuple[str, str, str]
"""Who must be told (a person or a channel), what, and about which session or open space."""


@dataclass(frozen=True)
class Meeting:
    """One published session; *seated* fill its room, and those *waiting* have no seat."""

    title: str
    starts_at: datetime
    seated: tuple[str, ...]
    waiting: tuple[str, ...] = ()
    host: str | None = None


@dataclass(frozen=True)
class Plan:
    """One open space of two days, and when it speaks by itself.

    Args:
        opens_at: when voting opens by itself; None for not.
        closes_at: when proposing, which is open, closes by itself; None leaves it closed.
    """

    name: str
    channel_id: str
    first_day: date
    people: tuple[str, ...]
    meetings: tuple[Meeting, ...]
    reminder_min: int
    digest_at: time | None = None
    summary_at: time | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    is_voting: bool = False


def facts(plan: Plan) -> Iterator[Fact]:
    """Yield what must be told of an open space, for its meetings and set times."""
    for meeting in plan.meetings:
        if moments.today(meeting.starts_at, ZONE) == plan.first_day:
            for user_id in {*meeting.seated, *([meeting.host] if meeting.host else [])}:
                yield user_id, "reminder", meeting.title
        elif meeting.host:
            yield meeting.host, "briefing", plan.name
    daily = {"digest": plan.digest_at, "summary": plan.summary_at}
    changes = {"Voting is open": plan.opens_at, "Proposing is closed": plan.closes_at}
    for what, moment in {**daily, **changes}.items():
        if moment is not None:
            yield plan.channel_id, what, plan.name
    if plan.is_voting or plan.opens_at or plan.closes_at:
        # Put straight into the tables it has no board until something changes.
        yield plan.channel_id, "board", plan.name


_SAID = (
    ("board", re.compile(r"\A(.+?): the board$", re.MULTILINE)),
    ("reminder", re.compile(r"^You host #\d+ \*(.+?)\* in \d+ minutes?,", re.MULTILINE)),
    ("reminder", re.compile(r"^#\d+ \*(.+?)\* begins in \d+ minutes?,", re.MULTILINE)),
    ("briefing", re.compile(r"^\*Tomorrow you host\* in (.+?), ", re.MULTILINE)),
    ("digest", re.compile(r"\AGood morning: (.+?), ")),
    ("summary", re.compile(r"\A(.+?), .+: the day in short$", re.MULTILINE)),
    ("Voting is open", re.compile(r"\A\*Voting is open\* in (.+?)\. ")),
    ("Proposing is closed", re.compile(r"\A\*Proposing is closed\* in (.+?)\. ")),
)


def told(where: str, text: str) -> list[Fact]:
    """Return what a message tells; what nobody expects is told as `?`."""
    found = [(where, what, one) for what, words in _SAID for one in words.findall(text)]
    return found or [(where, "?", text)]


def fill(database: Database, plans: Sequence[Plan], *, now: datetime) -> None:
    """Store open spaces with all that happens in them."""
    with database.begin() as db:
        everyone = dict.fromkeys(user_id for plan in plans for user_id in plan.people)
        made = _made(
            db,
            PersonRow,
            [
                {"team_id": TEAM, "user_id": user_id, "kind": "member", "checked_at": now}
                for user_id in everyone
            ],
        )
        persons = dict(zip(everyone, made, strict=True))
        for plan in plans:
            _fill(db, plan, persons, now)


def _fill(db: Session, plan: Plan, persons: dict[str, int], now: datetime) -> None:
    (space_id,) = _made(db, SpaceRow, [_space(plan, now)])
    guests = dict(
        zip(
            plan.people,
            _made(
                db,
                ParticipantRow,
                [
                    {
                        "space_id": space_id,
                        "person_id": persons[user_id],
                        "is_facilitator": n == 0,
                        "is_present": True,
                    }
                    for n, user_id in enumerate(plan.people)
                ],
            ),
            strict=True,
        )
    )
    set_times = [
        {"space_id": space_id, "window": window.value, "is_open": is_open, "at": at}
        for window, is_open, at in (
            (Window.VOTING, True, plan.opens_at),
            (Window.PROPOSALS, False, plan.closes_at),
        )
        if at is not None
    ]
    _add(db, SetTimeRow, set_times)
    _meet(db, space_id, plan, guests, now)


def _space(plan: Plan, now: datetime) -> dict[str, Any]:
    return {
        "team_id": TEAM,
        "channel_id": plan.channel_id,
        "name": plan.name,
        "first_day": plan.first_day,
        "last_day": plan.first_day + timedelta(days=1),
        "zone": ZONE,
        "budget": 5,
        "tally_seen_by": "everyone",
        "proposals_open": plan.closes_at is not None,
        "voting_open": plan.is_voting,
        "guests_allowed": False,
        "is_private": False,
        "next_number": len(plan.meetings) + 1,
        "created_at": now,
        "closed_at": None,
        "digest_at": plan.digest_at,
        "summary_at": plan.summary_at,
        "reminder_min": plan.reminder_min,
    }


def _meet(db: Session, space_id: int, plan: Plan, guests: dict[str, int], now: datetime) -> None:
    """Store the meetings, each in a room of its own, so that any may be at the same time."""
    count = len(plan.meetings)
    topics = _made(
        db,
        TopicRow,
        [_topic(space_id, n, one.title, now) for n, one in enumerate(plan.meetings)],
    )
    rooms = _made(
        db,
        RoomRow,
        [
            {
                "space_id": space_id,
                "name": f"Room {n}",
                "name_key": f"room {n}",
                "capacity": max(len(one.seated), 1),
                "link": None,
            }
            for n, one in enumerate(plan.meetings)
        ],
    )
    times = sorted({one.starts_at for one in plan.meetings})
    made = _made(
        db,
        SlotRow,
        [{"space_id": space_id, "starts_at": at, "ends_at": at + LASTS} for at in times],
    )
    slots = dict(zip(times, made, strict=True))
    _add(
        db,
        SessionRow,
        [
            {
                "topic_id": topics[n],
                "space_id": space_id,
                "slot_id": slots[plan.meetings[n].starts_at],
                "room_id": rooms[n],
                "published_slot_id": slots[plan.meetings[n].starts_at],
                "published_room_id": rooms[n],
                "is_pinned": False,
            }
            for n in range(count)
        ],
    )
    hosted = [(topic, one.host) for topic, one in zip(topics, plan.meetings, strict=True)]
    _add(
        db,
        HostRow,
        [{"topic_id": topic, "participant_id": guests[host]} for topic, host in hosted if host],
    )
    _add(
        db,
        SignupRow,
        [
            {"topic_id": topic, "participant_id": guests[user_id]}
            for topic, one in zip(topics, plan.meetings, strict=True)
            for user_id in (*one.seated, *one.waiting)
        ],
    )


def _topic(space_id: int, n: int, title: str, now: datetime) -> dict[str, Any]:
    return {
        "space_id": space_id,
        "number": n + 1,
        "title": title,
        "title_key": title.lower(),
        "description": "",
        "access_notes": "",
        "speakers": None,
        "theme_id": None,
        "author_id": None,
        "created_at": now,
        "withdrawn_at": None,
    }


def _made(db: Session, table: Any, rows: list[dict[str, Any]]) -> list[int]:
    """Insert *rows* and return their ids in that order."""
    made = insert(table).returning(table.id, sort_by_parameter_order=True)
    return list(db.scalars(made, rows)) if rows else []


def _add(db: Session, table: type[Base], rows: list[dict[str, Any]]) -> None:
    if rows:
        db.execute(insert(table), rows)
