"""An open space with very many topics and people, put straight into the tables."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

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
    TopicRow,
)
from tests.storage.week import NOW, TEAM, Week, user_id


def fill(week: Week, *, topics: int, people: int) -> None:
    """Let everybody host, vote and sign up; half of the topics are placed and published.

    Everyone but whoever joins later, `v0`, is signed up for the session #1.
    """
    with week.database.begin() as db:
        _fill(db, week.space.id, topics=topics, people=people)
        db.execute(update(SpaceRow).values(next_number=topics + 1))


def _fill(db: Session, space_id: int, *, topics: int, people: int) -> None:
    persons = _made(
        db,
        PersonRow,
        [
            {"team_id": TEAM, "user_id": user_id(f"v{n}"), "kind": "member", "checked_at": NOW}
            for n in range(people)
        ],
    )
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
    slots = _made(
        db,
        SlotRow,
        [
            {
                "space_id": space_id,
                "starts_at": NOW + timedelta(hours=n),
                "ends_at": NOW + timedelta(hours=n + 1),
            }
            for n in range(5)
        ],
    )
    placed = [
        {
            "topic_id": topic,
            "space_id": space_id,
            "slot_id": slots[n % 5],
            "room_id": rooms[n // 5],
            "published_slot_id": slots[n % 5],
            "published_room_id": rooms[n // 5],
            "is_pinned": False,
        }
        for n, topic in enumerate(numbered[: 5 * len(rooms)])
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
