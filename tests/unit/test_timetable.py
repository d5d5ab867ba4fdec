"""Slots and sessions do not clash, and publishing changes exactly what differs."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openspace import RuleViolation, timetable
from openspace.timetable import Change, Fate, Room, Session, Slot
from tests.unit.test_spaces import SPACE

TEN = datetime(2027, 11, 23, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SLOTS = tuple(Slot(n, TEN + n * HOUR, TEN + (n + 1) * HOUR) for n in range(3))
ROOMS = tuple(Room(n, f"Room {'ABC'[n]}", 10, None) for n in range(3))


def session(number: int, slot: int = 0, room: int = 0, *hosts: str) -> Session:
    return Session(number * 10, number, f"Topic {number}", SLOTS[slot], ROOMS[room], hosts)


def placing_refusal(placed: Session, *others: Session) -> str:
    with pytest.raises(RuleViolation) as refused:
        timetable.check_placing(placed, others, zone="Europe/London")
    return refused.value.text


def test_a_room_holds_one_session_at_a_time() -> None:
    assert placing_refusal(session(2), session(1)) == (
        "Room A already holds #1 “Topic 1” on Tue 23 Nov 10:00. Choose another slot or room, or"
        " take that one out first: `/openspace timetable unplace 1`."
    )
    timetable.check_placing(session(2, 1), [session(1)], zone="Europe/London")
    timetable.check_placing(session(2, 0, 1), [session(1)], zone="Europe/London")


def test_nobody_hosts_two_sessions_at_one_time() -> None:
    assert placing_refusal(session(2, 0, 1, "bo", "cy"), session(1, 0, 0, "ada", "bo")) == (
        "A host of #2 already hosts #1 “Topic 1” on Tue 23 Nov 10:00, and nobody can host two"
        " sessions at once. Choose another slot: `/openspace slots` lists them."
    )
    timetable.check_placing(session(2, 1, 1, "bo"), [session(1, 0, 0, "bo")], zone="UTC")
    timetable.check_placing(session(2, 0, 1, "cy"), [session(1, 0, 0, "bo")], zone="UTC")
    timetable.check_placing(session(2, 0, 1), [session(1, 0, 0)], zone="UTC")


def test_a_session_does_not_clash_with_itself() -> None:
    timetable.check_placing(session(1, 0, 0, "bo"), [session(1, 0, 0, "bo")], zone="UTC")


TIMETABLES = st.dictionaries(
    st.integers(1, 5), st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=5
)


@settings(max_examples=30)
@given(TIMETABLES, TIMETABLES)
def test_publishing_changes_exactly_what_differs(
    before: dict[int, tuple[int, int]], after: dict[int, tuple[int, int]]
) -> None:
    published = [session(number, *place) for number, place in before.items()]
    draft = [session(number, *place) for number, place in after.items()]
    changes = timetable.changes(published, draft)
    assert {change.session.number: change.fate for change in changes} == {
        number: Fate.NEW
        if number not in before
        else Fate.CANCELLED
        if number not in after
        else Fate.MOVED
        for number in before.keys() | after.keys()
        if before.get(number) != after.get(number)
    }
    order = [(change.session.slot.starts_at, change.session.number) for change in changes]
    assert order == sorted(order)


def test_new_words_or_a_pin_are_no_change() -> None:
    pinned = replace(session(1), is_pinned=True, title="Another title")
    assert timetable.changes([session(1)], [pinned]) == ()


def test_a_change_is_about_the_session_as_it_will_be() -> None:
    old, new = session(1), session(1, 1)
    assert [change.session for change in (Change(old, new), Change(old, None))] == [new, old]


def slot_refusal(starts_at: datetime, ends_at: datetime, *others: Slot) -> str:
    with pytest.raises(RuleViolation) as refused:
        timetable.check_slot(starts_at, ends_at, space=SPACE, others=others)
    return refused.value.text


def test_slots_touch_but_do_not_overlap() -> None:
    (taken, *_) = SLOTS
    for starts_at, ends_at in (
        (TEN, TEN + HOUR),
        (TEN - HOUR, TEN + timedelta(minutes=1)),
        (TEN + timedelta(minutes=59), TEN + 2 * HOUR),
        (TEN + timedelta(minutes=10), TEN + timedelta(minutes=20)),
        (TEN - HOUR, TEN + 2 * HOUR),
    ):
        assert slot_refusal(starts_at, ends_at, taken) == (
            "There is already a slot on Tue 23 Nov 10:00-11:00, and slots do not overlap. Choose"
            " another time, or remove that one first: `/openspace slots remove 2027-11-23 10:00`."
        )
    timetable.check_slot(TEN - HOUR, TEN, space=SPACE, others=[taken])
    timetable.check_slot(TEN + HOUR, TEN + 2 * HOUR, space=SPACE, others=[taken])


def test_a_slot_has_a_length_of_at_most_twelve_hours() -> None:
    for ends_at in (TEN, TEN - HOUR):
        assert slot_refusal(TEN, ends_at).startswith("The slot on Tue 23 Nov 10:00 would end")
    timetable.check_slot(TEN, TEN + 12 * HOUR, space=SPACE, others=())
    assert slot_refusal(TEN, TEN + 12 * HOUR + timedelta(minutes=1)) == (
        "A slot lasts at most 12 hours. Type for example `/openspace slots add tue 10:00-11:00`."
    )


def test_a_slot_lies_within_the_days() -> None:
    sunday, saturday = TEN - timedelta(days=2), TEN + timedelta(days=4)
    for starts_at in (sunday, saturday):
        assert slot_refusal(starts_at, starts_at + HOUR) == (
            "The open space runs Mon 22 to Fri 26 Nov 2027. Choose a day within it, like"
            " `/openspace slots add 2027-11-22 10:00-11:00`."
        )
    late_friday = datetime(2027, 11, 26, 23, 30, tzinfo=UTC)
    assert slot_refusal(late_friday, late_friday + HOUR).startswith("The open space runs")


@pytest.mark.parametrize(("name", "capacity"), [("A", 1), ("x" * 60, 10_000)])
def test_a_room_may_be_like_this(name: str, capacity: int) -> None:
    timetable.check_room(name, capacity)


@pytest.mark.parametrize(
    ("name", "capacity", "sentence"),
    [
        ("", 5, "A room's name has 1 to 60 characters."),
        ("x" * 61, 5, "A room's name has 1 to 60 characters."),
        ("A", 0, "A room has 1 to 10,000 seats."),
        ("A", 10_001, "A room has 1 to 10,000 seats."),
    ],
)
def test_a_room_may_not_be_like_this(name: str, capacity: int, sentence: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        timetable.check_room(name, capacity)
    assert refused.value.text == (
        f'{sentence} Type for example `/openspace rooms add "Room A" 30`.'
    )


def test_a_room_is_found_in_any_case_and_spacing() -> None:
    assert timetable.find_room(ROOMS, " room   b ") == ROOMS[1]


def test_of_many_rooms_ten_are_named() -> None:
    many = [Room(n, f"R{n}", 1, None) for n in range(12)]
    with pytest.raises(RuleViolation) as refused:
        timetable.find_room(many, "Room Z")
    assert refused.value.text == (
        "There is no room “Room Z”. The rooms are “R0”, “R1”, “R2”, “R3”, “R4”, “R5”, “R6”, “R7”,"
        " “R8”, “R9” and 2 more: `/openspace rooms` lists them."
    )
    with pytest.raises(RuleViolation, match="There are no rooms yet"):
        timetable.find_room((), "Room Z")


def test_a_slot_is_found_by_its_start() -> None:
    day = date(2027, 11, 23)
    assert timetable.find_slot(SLOTS, TEN + HOUR, day=day, zone="UTC") == SLOTS[1]
    with pytest.raises(RuleViolation) as refused:
        timetable.find_slot(SLOTS, TEN - HOUR, day=day, zone="UTC")
    assert refused.value.text == (
        "No slot begins on Tue 23 Nov 09:00. On Tue 23 Nov they begin at 10:00, 11:00, 12:00:"
        " `/openspace slots` lists all."
    )
    with pytest.raises(RuleViolation, match="There are no slots on Wed 24 Nov"):
        timetable.find_slot(SLOTS, TEN + 24 * HOUR, day=date(2027, 11, 24), zone="UTC")


def test_a_slot_is_written_and_typed_in_the_zone_of_the_open_space() -> None:
    summer = Slot(1, datetime(2027, 7, 1, 9, tzinfo=UTC), datetime(2027, 7, 1, 10, tzinfo=UTC))
    assert timetable.slot_label(summer, "Europe/London") == "Thu 1 Jul 10:00-11:00"
    assert timetable.slot_words(summer, "Europe/London") == "2027-07-01 10:00"
