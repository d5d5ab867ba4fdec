"""An open space with very many topics and voters, put straight into the tables."""

import random
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from storage.database import open_database
from storage.tables import (
    DotsRow,
    HostRow,
    ParticipantRow,
    PersonRow,
    RoomRow,
    SlotRow,
    SpaceRow,
    TopicRow,
)
from tests.e2e.week import TOMORROW

INTERESTS = 12
"""Most people want what others of their interest want, which makes clashes."""


def fill(database_url: str, *, topics: int, slots: int, rooms: int, people: int) -> None:
    """Give the only open space topics with hosts and voters, and where they could be."""
    with closing(open_database(database_url)) as database, database.begin() as db:
        space_id, team_id = db.execute(select(SpaceRow.id, SpaceRow.team_id)).one()
        guests = _people(db, space_id, team_id, people)
        numbered = _topics(db, space_id, topics, guests)
        _votes(db, guests, numbered)
        _places(db, space_id, slots, rooms, seats=people // rooms)


def _people(db: Session, space_id: int, team_id: str, people: int) -> list[int]:
    known = [
        {
            "team_id": team_id,
            "user_id": f"UVOTER{n}",
            "kind": "member",
            "checked_at": datetime.now(UTC),
        }
        for n in range(people)
    ]
    rows = [
        {"space_id": space_id, "person_id": one, "is_facilitator": False, "is_present": True}
        for one in _made(db, PersonRow, known)
    ]
    return _made(db, ParticipantRow, rows)


def _topics(db: Session, space_id: int, topics: int, guests: Sequence[int]) -> list[int]:
    first = db.scalars(select(SpaceRow.next_number)).one()
    rows = [
        {
            "space_id": space_id,
            "number": first + n,
            "title": f"Large topic {n}",
            "title_key": f"large topic {n}",
            "description": "",
            "access_notes": "",
            "speakers": None,
            "theme_id": None,
            "author_id": guests[n],
            "created_at": datetime.now(UTC),
            "withdrawn_at": None,
        }
        for n in range(topics)
    ]
    db.execute(update(SpaceRow).values(next_number=first + topics))
    made = _made(db, TopicRow, rows)
    hosts = [{"topic_id": one, "participant_id": guests[n]} for n, one in enumerate(made)]
    db.execute(insert(HostRow), hosts)
    return made


def _votes(db: Session, guests: Sequence[int], topics: Sequence[int]) -> None:
    chance = random.Random(1)
    rows = []
    for guest in guests:
        interest = chance.randrange(INTERESTS)
        own = [one for n, one in enumerate(topics) if n % INTERESTS == interest]
        wanted = {*chance.sample(own, 3), *chance.sample(topics, 2)}
        rows += [{"participant_id": guest, "topic_id": one, "dots": 1} for one in wanted]
    db.execute(insert(DotsRow), rows)


def _places(db: Session, space_id: int, slots: int, rooms: int, *, seats: int) -> None:
    starts = [
        datetime.combine(TOMORROW, time(), UTC) + timedelta(days=n % 3, hours=n // 3)
        for n in range(slots)
    ]
    times = [
        {"space_id": space_id, "starts_at": one, "ends_at": one + timedelta(hours=1)}
        for one in starts
    ]
    db.execute(insert(SlotRow), times)
    named = [
        {
            "space_id": space_id,
            "name": f"Room {n}",
            "name_key": f"room {n}",
            "capacity": seats,
            "link": None,
        }
        for n in range(rooms)
    ]
    db.execute(insert(RoomRow), named)


def _made(db: Session, table: Any, rows: list[dict[str, Any]]) -> list[int]:
    return sorted(db.scalars(insert(table).returning(table.id), rows))
