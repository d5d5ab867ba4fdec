"""The second line behind the rules: what the tables themselves refuse, on both databases."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError, InternalError, StatementError
from sqlalchemy.orm import Session

from services import proposing, signup, timetable, voting
from services.visits import Visit
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
    TopicRow,
)
from tests.storage.week import CHANNEL, NOON, NOW, TEAM, Week

SPACE = {
    "team_id": TEAM,
    "channel_id": "C2",
    "name": "A week",
    "first_day": date(2027, 11, 22),
    "last_day": date(2027, 11, 26),
    "zone": "Europe/London",
    "budget": 5,
    "tally_seen_by": "everyone",
    "proposals_open": False,
    "voting_open": False,
    "guests_allowed": False,
    "is_private": False,
    "next_number": 1,
    "created_at": NOW,
    "closed_at": None,
}


@pytest.fixture
def week(week: Week) -> Week:
    """Two topics placed and published, a vote and a sign-up, so that every table has a row."""
    week.has_topics("First topic", "Second topic")
    week.has_slots()
    week.has_room("Room A", 10)
    week.has_session(1, "Room A")
    week.has_session(2, "Room A", start=NOON)
    week.ada(timetable.publish)
    week.bo(voting.set_dots, {1: 2})
    week.bo(signup.join, (1,), anyway=False)
    return week


def is_refused(database: Database, table: type[Base], **values: Any) -> None:
    with pytest.raises(IntegrityError), database.begin() as db:
        db.execute(insert(table).values(**values))


def change_is_refused(database: Database, table: type[Base], **values: Any) -> None:
    with pytest.raises(IntegrityError), database.begin() as db:
        db.execute(update(table).values(**values))


def test_a_channel_has_one_open_space_that_is_not_closed(week: Week) -> None:
    is_refused(week.database, SpaceRow, **{**SPACE, "channel_id": CHANNEL})
    with week.database.begin() as db:
        db.execute(insert(SpaceRow).values({**SPACE, "channel_id": CHANNEL, "closed_at": NOW}))
        db.execute(insert(SpaceRow).values({**SPACE, "channel_id": CHANNEL, "team_id": "T2"}))


@pytest.mark.parametrize(
    "wrong",
    [{"budget": 0}, {"budget": 101}, {"last_day": date(2027, 11, 21)}, {"name": None}],
)
def test_an_open_space_is_within_its_bounds(database: Database, wrong: dict[str, Any]) -> None:
    is_refused(database, SpaceRow, **{**SPACE, **wrong})


@pytest.mark.parametrize("dots", [-1, 0, 101])
def test_a_line_of_a_ballot_holds_one_to_a_hundred_dots(week: Week, dots: int) -> None:
    change_is_refused(week.database, DotsRow, dots=dots)


def test_a_person_has_one_line_a_topic_one_seat_a_session_and_one_part_a_space(week: Week) -> None:
    with week.database.reading() as db:
        lines = [
            (table, dict(db.execute(select(*table.__table__.c)).mappings().first() or {}))
            for table in (DotsRow, HostRow, SignupRow, ParticipantRow, PersonRow)
        ]
    for table, line in lines:
        assert line
        line.pop("id", None)
        is_refused(week.database, table, **line)


def test_two_sessions_never_share_a_place_drafted_or_published(week: Week) -> None:
    with week.database.reading() as db:
        slot, room = db.execute(select(SessionRow.slot_id, SessionRow.room_id).limit(1)).one()
    change_is_refused(week.database, SessionRow, slot_id=slot, room_id=room)
    change_is_refused(week.database, SessionRow, published_slot_id=slot, published_room_id=room)


def test_a_place_is_a_slot_and_a_room_or_neither(week: Week) -> None:
    change_is_refused(week.database, SessionRow, slot_id=None)
    change_is_refused(week.database, SessionRow, published_room_id=None)


def test_a_topic_number_is_there_once_and_a_title_once_a_person(week: Week) -> None:
    change_is_refused(week.database, TopicRow, number=1)
    change_is_refused(week.database, TopicRow, title_key="the same")


def test_rooms_have_seats_and_slots_have_a_length(week: Week) -> None:
    change_is_refused(week.database, RoomRow, capacity=0)
    change_is_refused(week.database, SlotRow, ends_at=SlotRow.starts_at)


@pytest.mark.parametrize("table", [PersonRow, ParticipantRow, RoomRow, SlotRow])
def test_what_others_point_to_cannot_be_deleted(week: Week, table: type[Base]) -> None:
    with pytest.raises(IntegrityError), week.database.begin() as db:
        db.execute(delete(table))


def test_nothing_points_to_what_is_not_there(week: Week) -> None:
    change_is_refused(week.database, DotsRow, topic_id=999)
    change_is_refused(week.database, SessionRow, room_id=999)


def test_a_session_takes_its_signups_with_it(week: Week) -> None:
    with week.database.begin() as db:
        db.execute(delete(SessionRow))
    with week.database.reading() as db:
        assert db.scalars(select(SignupRow.id)).all() == []


def test_a_place_on_a_list_is_never_given_out_twice(week: Week) -> None:
    with week.database.reading() as db:
        old = db.scalars(select(SignupRow.id)).one()
    week.bo(signup.leave, (1,))
    week.cy(signup.join, (1,), anyway=False)
    with week.database.reading() as db:
        assert db.scalars(select(SignupRow.id)).one() > old


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    naive = datetime(2027, 11, 22, 9, 0)  # noqa: DTZ001 - the very thing that is refused
    with pytest.raises(StatementError, match="without a time zone"), database.begin() as db:
        db.execute(insert(SpaceRow).values({**SPACE, "created_at": naive}))


def test_a_moment_comes_back_in_utc_from_whatever_zone(database: Database) -> None:
    at = datetime(2027, 6, 1, 9, 0, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    with database.begin() as db:
        db.execute(insert(SpaceRow).values({**SPACE, "created_at": at}))
    with database.reading() as db:
        stored = db.scalars(select(SpaceRow.created_at)).one()
    assert (stored, stored.tzinfo) == (datetime(2027, 6, 1, 3, 30, 0, 123456, tzinfo=UTC), UTC)


def test_sqlite_checks_foreign_keys_and_survives_a_power_cut(database: Database) -> None:
    if database.engine.dialect.name != "sqlite":
        return  # PostgreSQL does both without being asked
    with database.engine.connect() as connection:
        settings = [
            connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("foreign_keys", "journal_mode", "synchronous")
        ]
    assert settings == [1, "wal", 2]


def test_who_reads_sees_one_state_whatever_is_written_meanwhile(week: Week) -> None:
    with week.database.reading() as db:
        before = db.execute(select(DotsRow.topic_id, DotsRow.dots)).all()
        week.cy(voting.set_dots, {1: 3, 2: 1})
        assert db.execute(select(DotsRow.topic_id, DotsRow.dots)).all() == before


def test_who_only_reads_cannot_write(database: Database) -> None:
    if database.engine.dialect.name == "sqlite":
        return  # what reads here is not kept from writing; the other half of this test finds it
    with (
        pytest.raises(InternalError, match="read-only transaction"),
        database.reading() as db,
    ):
        db.execute(insert(SpaceRow).values(SPACE))


def test_a_failure_leaves_nothing_of_its_transaction(week: Week) -> None:
    def fails(db: Session, _visit: Visit) -> None:
        db.execute(update(DotsRow).values(dots=5))
        raise LookupError

    with pytest.raises(LookupError):
        week.bo(fails)
    assert week.bo.sees(proposing.listing).mine == {1: 2}
