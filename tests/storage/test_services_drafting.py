"""What was done to the draft is taken back: undone, discarded, left out, swapped."""

import pytest

from services import drafting, placing, rooms, timetable
from tests.storage import searches
from tests.storage.searches import DRAFTED, SPREAD, asked, places, settled, taken
from tests.storage.week import NOON, TEN, TUESDAY, Week


@pytest.fixture
def week(week: Week) -> Week:
    """See `searches.prepare`."""
    return searches.prepare(week)


def test_each_step_is_undone_in_turn_by_whoever_facilitates(week: Week) -> None:
    week.has_session(1, "Room A")
    asked(week)
    settled(week, taken(week), SPREAD)
    week.ada(placing.swap, 1, 3)
    assert places(week) == DRAFTED | {1: ("Room A", NOON), 3: ("Room A", TEN)}
    week.ada(placing.unplace, 2)
    assert week.ada.sees(timetable.draft).left_out == {2}
    assert [week.ada(drafting.undo).deed for _ in range(2)] == ["unplace #2", "swap #1 and #3"]
    assert places(week) == DRAFTED
    assert week.ada.sees(timetable.draft).left_out == frozenset()
    assert [week.ada(drafting.undo).deed for _ in range(2)] == ["draft", "move #1"]
    assert places(week) == {}
    assert week.ada.is_refused(drafting.undo).startswith("There is nothing to undo")


def test_what_cannot_go_back_is_named(week: Week) -> None:
    week.has_session(1, "Room A")
    week.has_session(2, "Room B")
    week.ada(placing.unplace, 2)
    week.ada(rooms.remove, "Room B")
    assert week.ada(drafting.undo).lost == (2,)
    assert places(week) == {1: ("Room A", TEN)}


def test_discarding_goes_back_to_what_everybody_sees(week: Week) -> None:
    assert week.ada.is_refused(drafting.discard).startswith("There is nothing in the draft")
    week.has_published(1, "Room A")
    week.has_session(2, "Room B")
    week.ada(placing.move, 1, day=TUESDAY, start=NOON, room_name="Room B")
    week.ada(drafting.discard)
    assert places(week) == {1: ("Room A", TEN)}
    assert week.ada.is_refused(drafting.discard) == (
        "The draft is what everyone sees already, so there is nothing to discard."
    )
    week.ada(drafting.undo)
    assert places(week) == {1: ("Room B", NOON), 2: ("Room B", TEN)}


def test_a_draft_leaves_out_what_was_taken_off_until_it_is_unpinned(week: Week) -> None:
    week.has_published(1, "Room A")
    week.ada(placing.unplace, 1)
    week.ada(timetable.publish)
    asked(week)
    job = taken(week)
    assert job is not None
    assert [topic.number for topic in job.coded.topics] == list(range(2, 9))
    settled(week, job, {})
    week.ada(placing.pin, 1, is_pinned=False)
    asked(week)
    again = taken(week)
    assert again is not None
    assert [topic.number for topic in again.coded.topics] == list(range(1, 9))


def test_a_swap_keeps_every_rule(week: Week) -> None:
    week.has_topics("Another of Bo")
    week.has_session(1, "Room A")
    week.has_session(2, "Room B", start=NOON)
    assert week.ada.is_refused(placing.swap, 1, 1).startswith("A session cannot change places")
    assert week.ada.is_refused(placing.swap, 1, 3).startswith("#3 has no place in the draft.")
    week.has_session(9, "Room A", start=NOON)
    assert week.ada.is_refused(placing.swap, 1, 2) == (
        "A host of #1 already hosts #9 “Another of Bo” on Tue 23 Nov 12:00, and nobody can host two"
        " sessions at once. Choose another slot: `/openspace slots` lists them."
    )
    week.ada(placing.swap, 1, 9)
    assert places(week)[1] == ("Room A", NOON)
