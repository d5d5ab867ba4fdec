"""Open spaces with very many topics, people and messages, put straight into the tables."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from storage.database import Database
from storage.tables import (
    Base,
    BoardRow,
    DotsRow,
    HomeRow,
    HostRow,
    MessageRow,
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
from tests.storage.week import FIRST_DAY, LAST_DAY, NOW, TEAM, Week, user_id


def fill(week: Week, *, topics: int, people: int) -> None:
    """Let everybody host, vote and sign up; half of the topics are placed and published.

    Everyone but whoever joins later, `v0`, is signed up for the session #1.
    """
    with week.database.begin() as db:
        _fill(db, week.space.id, topics=topics, slots=5, persons=_persons(db, people))
        db.execute(update(SpaceRow).values(next_number=topics + 1))


def fill_many(database: Database, *, spaces: int, people: int, messages: int) -> None:
    """Make open spaces of a hundred sessions; *people* and *messages* are spread among them.

    In each, voting closes by itself at the end. All messages were settled long before.
    """
    with database.begin() as db:
        persons = _persons(db, people)
        made = _made(db, SpaceRow, [_space(n) for n in range(spaces)])
        for n, space_id in enumerate(made):
            _fill(db, space_id, topics=100, slots=100, persons=persons[n::spaces])
        _add(
            db,
            SetTimeRow,
            [
                {"space_id": one, "window": "voting", "is_open": False, "at": NOW + 4 * DAY}
                for one in made
            ],
        )
        _add(db, MessageRow, [_message(n, made[n % spaces]) for n in range(messages)])
        _add(db, BoardRow, [_board(space_id) for space_id in made])
        _add(db, HomeRow, [_home(n, made[n % spaces]) for n in range(people)])


DAY = timedelta(days=1)


def _space(n: int) -> dict[str, Any]:
    return {
        "team_id": TEAM,
        "channel_id": f"C{n}",
        "name": f"Open space {n}",
        "first_day": FIRST_DAY,
        "last_day": LAST_DAY,
        "zone": "Europe/London",
        "budget": 5,
        "tally_seen_by": "facilitators",
        "proposals_open": True,
        "voting_open": True,
        "guests_allowed": False,
        "is_private": False,
        "next_number": 101,
        "created_at": NOW,
        "closed_at": None,
        "digest_at": time(9),
        "summary_at": time(16, 30),
        "reminder_min": 15,
    }


def _message(n: int, space_id: int) -> dict[str, Any]:
    at = NOW - 30 * DAY - timedelta(seconds=n)
    return {
        "space_id": space_id,
        "team_id": TEAM,
        "key": f"old:{n}",
        "kind": "reminder",
        "recipient": f"U{n % 1000}",
        "subject": "",
        "not_before": at,
        "expires_at": at + timedelta(hours=1),
        "status": "sent" if n % 10 else "dropped",
        "attempts": 1,
        "claim": f"{n:032}" if n % 10 else None,
        "claimed_at": at,
        "look_at": None,
        "settled_at": at,
        "slack_ts": "1.0" if n % 10 else None,
        "number": n % 20 + 1,
        "day": None,
        "reason": "",
    }


def _board(space_id: int) -> dict[str, Any]:
    return {
        "space_id": space_id,
        "team_id": TEAM,
        "posting": 1,
        "key": f"board_posted:{space_id}:1",
        "slack_ts": "1.0",
        "replaces": None,
        "is_pinned": True,
        "due_at": NOW + 4 * DAY,
        **_painted(),
    }


def _home(n: int, space_id: int) -> dict[str, Any]:
    return {
        "team_id": TEAM,
        "user_id": user_id(f"v{n}"),
        "opened_at": NOW - DAY,
        "space_id": space_id,
        "words": "",
        "page": 1,
        **_painted(),
    }


def _painted() -> dict[str, Any]:
    return {
        "unpainted": 0,
        "shown": "0" * 64,
        "painted_at": NOW - DAY,
        "claim": None,
        "claimed_until": None,
    }


def _persons(db: Session, people: int) -> list[int]:
    return _made(
        db,
        PersonRow,
        [
            {"team_id": TEAM, "user_id": user_id(f"v{n}"), "kind": "member", "checked_at": NOW}
            for n in range(people)
        ],
    )


def _fill(db: Session, space_id: int, *, topics: int, slots: int, persons: list[int]) -> None:
    people = len(persons)
    guests = _made(
        db,
        ParticipantRow,
        [
            {
                "space_id": space_id,
                "person_id": person,
                "is_facilitator": False,
                "is_present": True,
            }
            for person in persons
        ],
    )
    numbered = _made(
        db,
        TopicRow,
        [_topic(space_id, n, author_id=guests[n % people], at=NOW) for n in range(topics)],
    )
    _add(
        db,
        HostRow,
        [
            {"topic_id": topic, "participant_id": guests[n % people]}
            for n, topic in enumerate(numbered)
        ],
    )
    _add(
        db,
        DotsRow,
        [
            {"topic_id": numbered[n % topics], "participant_id": guest, "dots": 2}
            for n, guest in enumerate(guests)
        ],
    )
    rooms = _made(
        db,
        RoomRow,
        [
            {
                "space_id": space_id,
                "name": f"Room {n}",
                "name_key": f"room {n}",
                "capacity": 8,
                "link": None,
            }
            for n in range(max(topics // 10, 1))
        ],
    )
    times = _made(
        db,
        SlotRow,
        [
            {
                "space_id": space_id,
                "starts_at": NOW + timedelta(hours=n),
                "ends_at": NOW + timedelta(hours=n + 1),
            }
            for n in range(slots)
        ],
    )
    placed = [
        {
            "topic_id": topic,
            "space_id": space_id,
            "slot_id": times[n % slots],
            "room_id": rooms[n // slots],
            "published_slot_id": times[n % slots],
            "published_room_id": rooms[n // slots],
            "is_pinned": False,
        }
        for n, topic in enumerate(numbered[: slots * len(rooms)])
    ]
    _add(db, SessionRow, placed)
    _add(
        db,
        SignupRow,
        [{"topic_id": numbered[0], "participant_id": guest} for guest in guests[1:]],
    )


def _topic(space_id: int, n: int, *, author_id: int, at: datetime) -> dict[str, Any]:
    return {
        "space_id": space_id,
        "number": n + 1,
        "title": f"Topic {n + 1}",
        "title_key": f"topic {n + 1}",
        "description": "",
        "access_notes": "",
        "speakers": None,
        "theme_id": None,
        "author_id": author_id,
        "created_at": at,
        "withdrawn_at": None,
    }


def _made(db: Session, table: Any, rows: list[dict[str, Any]]) -> list[int]:
    """Insert *rows* and return their ids."""
    return sorted(db.scalars(insert(table).returning(table.id), rows))


def _add(db: Session, table: type[Base], rows: list[dict[str, Any]]) -> None:
    db.execute(insert(table), rows)
