"""Nobody is written to at night, but of what begins before they are awake."""

from datetime import time

import pytest

from services import people, placing, signup, slots, timetable, visits
from services.current import Dropped, Later, Said
from services.news import MadeFacilitator, SessionChanged
from tests.storage import clockwork, post
from tests.storage.clockwork import utc
from tests.storage.promised import mark
from tests.storage.week import NOON, TUESDAY, Week, user_id

TONIGHT = utc("2027-11-22 20:00")
TOMORROW_AT_EIGHT = utc("2027-11-23 08:00")


@pytest.fixture
def week(week: Week) -> Week:
    """Bo hosts session 1 on Tuesday at ten in Room A, which has two seats."""
    week.has_topics("First topic", "Second topic")
    week.has_slots()
    week.has_room("Room A", 2)
    week.has_room("Room B", 1)
    week.has_published(1, "Room A")
    return week


def test_at_night_nobody_is_disturbed_until_the_morning(week: Week) -> None:
    ada = week.ada.at(TONIGHT)
    ada(people.add_facilitator, user_id("cy"))
    (row,) = (one for one in post.rows(week.database).values() if one.kind == "made_facilitator")
    assert row.not_before == TOMORROW_AT_EIGHT

    def at(text: str) -> Said | Dropped | Later:
        return clockwork.said(
            week.database, "made_facilitator", user_id("cy"), now=utc(f"2027-11-{text}")
        )

    told = MadeFacilitator(user_id("cy"), week.ada.sees(visits.look).space)
    assert [at("22 17:59"), at("22 18:00"), at("23 07:59"), at("23 08:00")] == [
        told,
        Later(TOMORROW_AT_EIGHT),
        Later(TOMORROW_AT_EIGHT),
        told,
    ]


def test_what_begins_before_people_are_awake_is_told_at_night_too(week: Week) -> None:
    week.ada(slots.add, days=[TUESDAY], times=[(time(7), time(8)), (time(8, 1), time(9))])
    week.has_published(2, "Room B", start=time(7))
    for name in ("g1", "g2"):
        week[name](signup.join, (1, 2), anyway=False)
    before = mark(week.database)
    week["g1"].at(TONIGHT)(signup.leave, (2,))
    ada = week.ada.at(TONIGHT)
    ada(placing.move, 2, day=TUESDAY, start=NOON, room_name="Room B")
    ada(placing.move, 1, day=TUESDAY, start=time(8, 1), room_name="Room B")
    ada(timetable.publish)
    due_at = {
        (row.kind, row.recipient, row.number): row.not_before
        for row in post.rows(week.database).values()
        if row.id > before and row.kind != "timetable_published"
    }
    assert due_at == {
        ("seat_changed", "UG2", 2): TONIGHT,
        ("session_changed", "UG2", 2): TONIGHT,
        ("session_changed", "UBO", 2): TONIGHT,
        ("session_changed", "UG1", 1): TOMORROW_AT_EIGHT,
        ("session_changed", "UG2", 1): TOMORROW_AT_EIGHT,
        ("session_changed", "UBO", 1): TOMORROW_AT_EIGHT,
        ("seat_changed", "UG2", 1): TOMORROW_AT_EIGHT,
    }
    told = clockwork.said(week.database, "session_changed", "UG2", now=TONIGHT)
    assert isinstance(told, SessionChanged), told
