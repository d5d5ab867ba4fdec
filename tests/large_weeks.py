"""Open spaces as large as can be, put straight into the tables; their people are invented."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from storage.database import Database
from storage.tables import (
    Base,
    DotsRow,
    HostRow,
    ParticipantRow,
    PersonRow,
    RoomRow,
    SessionRow,
    SignupRow,
    SlotRow,
    SpaceRow,
    ThemeRow,
    TopicRow,
)

WORDS = "How do we listen to people whom our services reach late, and what do we then change? "
THEMES = ("Addressing inequalities", "Resource communities", "Time for co-production")


@dataclass(frozen=True)
class Size:
    """How large an open space is.

    Args:
        dots_each: on how many topics each person has one dot.
        sessions: how many of the topics are in the published timetable.
        signups: how many seats are taken in all of them together.
    """

    topics: int
    people: int
    dots_each: int = 0
    sessions: int = 0
    signups: int = 0


@dataclass(frozen=True)
class Week:
    """An open space that was made; voting is open and its second day is today.

    Args:
        facilitator: a user id; the others are those of `person`.
    """

    team_id: str
    channel_id: str
    space_id: int
    facilitator: str
    now: datetime

    def person(self, n: int) -> str:
        """Return the user id of the n-th person, 0 for the first."""
        return _user_id(self.channel_id, n)


def fill(
    database: Database, size: Size, *, team_id: str, channel_id: str, now: datetime | None = None
) -> Week:
    """Store an open space of that size in a channel that has none.

    Args:
        now: when it is; None for the clock's time.
    """
    at = now or datetime.now(UTC)
    with database.begin() as db:
        space_id = _made(db, SpaceRow, [_space(size, team_id, channel_id, at)])[0]
        guests = _guests(db, size, team_id, channel_id, space_id, at)
        topics = _topics(db, size, space_id, guests, at)
        _dots(db, size, guests, topics)
        _sessions(db, size, space_id, guests, topics, at)
    return Week(team_id, channel_id, space_id, _user_id(channel_id, 0), at)


def _user_id(channel_id: str, n: int) -> str:
    return f"U{channel_id[-6:]}N{n}"


def _space(size: Size, team_id: str, channel_id: str, now: datetime) -> dict[str, Any]:
    return {
        "team_id": team_id,
        "channel_id": channel_id,
        "name": "The large week",
        "first_day": (now - timedelta(days=1)).date(),
        "last_day": (now + timedelta(days=3)).date(),
        "zone": "Europe/London",
        "budget": max(size.dots_each + 5, 5),
        "tally_seen_by": "everyone",
        "proposals_open": True,
        "voting_open": True,
        "guests_allowed": False,
        "is_private": False,
        "next_number": size.topics + 1,
        "created_at": now,
        "closed_at": None,
        "digest_at": None,
        "summary_at": None,
        "reminder_min": None,
    }


def _guests(
    db: Session, size: Size, team_id: str, channel_id: str, space_id: int, now: datetime
) -> list[int]:
    known = [
        {
            "team_id": team_id,
            "user_id": _user_id(channel_id, n),
            "kind": "member",
            "checked_at": now,
        }
        for n in range(size.people)
    ]
    return _made(
        db,
        ParticipantRow,
        [
            {
                "space_id": space_id,
                "person_id": person,
                "is_facilitator": n == 0,
                "is_present": True,
            }
            for n, person in enumerate(_made(db, PersonRow, known))
        ],
    )


def _topics(db: Session, size: Size, space_id: int, guests: list[int], now: datetime) -> list[int]:
    themes = _made(db, ThemeRow, [{"space_id": space_id, "name": name} for name in THEMES])
    made = _made(
        db,
        TopicRow,
        [
            {
                "space_id": space_id,
                "number": n + 1,
                "title": f"Large topic {n + 1}: who is not in the room yet",
                "title_key": f"large topic {n + 1}: who is not in the room yet",
                "description": WORDS * 4,
                "access_notes": "",
                "speakers": None,
                "theme_id": themes[n % len(themes)],
                "author_id": guests[n % len(guests)],
                "created_at": now,
                "withdrawn_at": None,
            }
            for n in range(size.topics)
        ],
    )
    hosts = [
        {"topic_id": one, "participant_id": guests[n % len(guests)]} for n, one in enumerate(made)
    ]
    _add(db, HostRow, hosts)
    return made


def _dots(db: Session, size: Size, guests: list[int], topics: list[int]) -> None:
    each = min(size.dots_each, len(topics))
    _add(
        db,
        DotsRow,
        [
            # Seven shares no factor with the usual counts: dots are spread unevenly enough.
            {"participant_id": guest, "topic_id": topics[(n * 7 + k) % len(topics)], "dots": 1}
            for n, guest in enumerate(guests)
            for k in range(each)
        ],
    )


def _sessions(
    db: Session, size: Size, space_id: int, guests: list[int], topics: list[int], now: datetime
) -> None:
    placed = topics[: size.sessions]
    if not placed:
        return
    slots, rooms = 20, -(-len(placed) // 20)
    begin = datetime.combine(now.date(), time(9), UTC)
    times = _made(
        db,
        SlotRow,
        [
            {
                "space_id": space_id,
                "starts_at": begin + timedelta(days=n // 5, hours=n % 5),
                "ends_at": begin + timedelta(days=n // 5, hours=n % 5 + 1),
            }
            for n in range(slots)
        ],
    )
    places = _made(
        db,
        RoomRow,
        [
            {
                "space_id": space_id,
                "name": f"Room {n}",
                "name_key": f"room {n}",
                "capacity": 40,
                "link": None,
            }
            for n in range(rooms)
        ],
    )
    _add(
        db,
        SessionRow,
        [
            {
                "topic_id": topic,
                "space_id": space_id,
                "slot_id": times[n % slots],
                "room_id": places[n // slots],
                "published_slot_id": times[n % slots],
                "published_room_id": places[n // slots],
                "is_pinned": False,
            }
            for n, topic in enumerate(placed)
        ],
    )
    each = -(-size.signups // len(placed))
    taken = [
        {"topic_id": topic, "participant_id": guests[(n * each + k) % len(guests)]}
        for n, topic in enumerate(placed)
        for k in range(min(each, len(guests)))
    ]
    _add(db, SignupRow, taken[: size.signups])


def _made(db: Session, table: Any, rows: list[dict[str, Any]]) -> list[int]:
    return sorted(db.scalars(insert(table).returning(table.id), rows)) if rows else []


def _add(db: Session, table: type[Base], rows: list[dict[str, Any]]) -> None:
    if rows:
        db.execute(insert(table), rows)
