"""The places that a form offers, and what a move is said to have changed."""

from datetime import time
from functools import partial

import pytest

from openspace import effects
from openspace.discretion import SILENT
from openspace.spaces import Window
from services import places, placing
from services.timetable import Draft
from tests.storage.test_services_why import crowd
from tests.storage.week import NOON, TEN, TUESDAY, Week


@pytest.fixture
def clashing(week: Week) -> Week:
    """#1 (bo) and #2 (cy) both at ten, wanted by the same ten people; #3 (dee) has no place."""
    week.has_topics("Transport")
    week.has_topics("Digital", by="cy")
    week.has_topics("Housing", by="dee")
    week.has_slots()
    week.has_room("Room A", 10)
    week.has_room("Room B", 20)
    week.has_session(1, "Room A")
    week.has_session(2, "Room B")
    with week.database.begin() as db:
        crowd(db, week.space.id, first=6, both=10, other=5)
    week.closes(Window.VOTING)
    return week


def moved(week: Week, number: int, start: time, room: str) -> Draft:
    return week.ada(placing.move, number, day=TUESDAY, start=start, room_name=room)


def told(draft: Draft) -> str:
    return "" if draft.effect is None else effects.in_words(draft.effect)


def test_places_come_best_first_each_with_what_it_changes(clashing: Week) -> None:
    found = clashing.ada.sees(places.begin, 1).places
    offered = [
        (one.slot.starts_at.hour, one.room.name, one.swap, effects.in_words(one.effect))
        for one in found
        if one.effect.forbidden is None
    ]
    assert offered == [
        (12, "Room A", None, "about 10 more wishes are met"),
        (12, "Room B", None, "about 10 more wishes are met"),
        (10, "Room B", 2, "about as good"),
    ]


def test_a_move_says_what_it_changed_and_nothing_while_people_vote(clashing: Week) -> None:
    assert told(moved(clashing, 1, NOON, "Room A")) == "about 10 more wishes are met"
    assert told(moved(clashing, 1, TEN, "Room A")) == "about 10 fewer wishes are met"
    clashing.opens(Window.VOTING)
    assert moved(clashing, 1, NOON, "Room A").effect is None
    offered = clashing.ada.sees(places.begin, 1).places
    assert {one.effect.wishes for one in offered} == {SILENT}


def test_a_swap_that_was_chosen_is_done_once(clashing: Week) -> None:
    (swap,) = [one for one in clashing.ada.sees(places.begin, 1).places if one.swap]
    for _ in range(2):
        draft = clashing.ada(
            places.take, 1, day=TUESDAY, start=TEN, room_id=swap.room.id, other=swap.swap
        )
        assert {one.number: one.room.name for one in draft.sessions} == {1: "Room B", 2: "Room A"}


def test_who_types_a_taken_place_is_told_of_the_swap(clashing: Week) -> None:
    swap = "`/openspace timetable swap 1 2`"
    move = partial(placing.move, day=TUESDAY, start=TEN, room_name="Room B")
    assert swap in clashing.ada.is_refused(move, 1)
    assert "swap" not in clashing.ada.is_refused(move, 3)
