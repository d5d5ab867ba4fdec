"""A change is asked for after publishing, backed, and taken back."""

from datetime import timedelta
from functools import partial

import pytest

from openspace.people import Kind
from openspace.requests import Status
from services import (
    people,
    requesting,
    requests,
    spaces,
)
from services.requesting import Outcome
from tests.storage.requested import seen, swap, to_noon, told, two_published
from tests.storage.week import NOON, NOW, TEN, TUESDAY, Week, user_id


@pytest.fixture
def week(week: Week) -> Week:
    return two_published(week)


# Asking


def test_a_move_without_a_room_is_to_the_same_room_where_that_is_free(week: Week) -> None:
    assert to_noon(week, reason="Trains <b>") is Outcome.NEW
    listed = seen(week, "cy")
    assert listed.place is not None
    assert (listed.place[1].name, listed.request.reason) == ("Room A", "Trains <b>")
    assert (listed.is_mine, listed.is_backed, listed.obstacle) == (False, False, None)


def test_a_move_without_a_room_is_to_one_that_is_big_enough(week: Week) -> None:
    week.has_published(3, "Room A", start=NOON)
    assert week.mallory.is_refused(
        requesting.ask_move, 1, day=TUESDAY, start=NOON, room_name="", reason=""
    ).startswith("No room that is free then is big enough.")
    week.has_room("Room C", 3)
    week.has_room("Room D", 9)
    to_noon(week)
    place = seen(week, "cy").place
    assert place is not None
    assert place[1].name == "Room C"


def test_each_facilitator_is_told_of_a_new_request_once_and_nobody_else(week: Week) -> None:
    week.ada(people.add_facilitator, user_id("cy"))
    assert told(week, lambda: to_noon(week)) == [
        ("ChangeAsked", user_id("ada")),
        ("ChangeAsked", user_id("cy")),
    ]
    assert told(week, lambda: to_noon(week, "dee")) == []
    assert told(week, lambda: swap(week, "cy")) == [("ChangeAsked", user_id("ada"))]


def test_the_same_change_is_one_request_that_is_backed(week: Week) -> None:
    assert [to_noon(week), to_noon(week), to_noon(week, "dee"), to_noon(week, "dee")] == [
        Outcome.NEW,
        Outcome.ALREADY,
        Outcome.BACKED,
        Outcome.ALREADY,
    ]
    assert swap(week) is Outcome.NEW
    # A swap has no direction.
    again = week["dee"](requesting.ask_swap, 2, 1, reason="")
    assert (again.outcome, again.listed.request.number) == (Outcome.BACKED, 2)
    assert [one.request.backers for one in week.ada.sees(requests.show).listed] == [1, 1]


def test_what_cannot_be_asked_for_is_refused_with_the_way_out(week: Week) -> None:
    def move(number: int, room: str = "Room B", *, start: object = NOON, reason: str = "") -> str:
        ask = partial(requesting.ask_move, day=TUESDAY, room_name=room, reason=reason)
        return week.mallory.is_refused(ask, number, start=start)

    def swapping(number: int, other: int) -> str:
        return week.mallory.is_refused(requesting.ask_swap, number, other, reason="")

    assert move(3).startswith("#3 has no place in the published timetable")
    assert move(9).startswith("Topic 9 isn't there")
    assert move(1, "Room A", start=TEN).startswith("#1 “First topic” is there already.")
    assert move(1, "Room Z").startswith("There is no room “Room Z”.")
    assert move(1, reason="x" * 301) == (
        "A reason has at most 300 characters; this one has 301. Shorten it, and send it again."
    )
    assert swapping(1, 1).startswith("A session swaps with another one")
    assert swapping(1, 3).startswith("#3 has no place")
    late = week.mallory.at(NOW + timedelta(days=1, minutes=30))
    ask = partial(requesting.ask_move, day=TUESDAY, room_name="", reason="")
    assert late.is_refused(ask, 1, start=NOON).startswith("#1 “First topic” has begun")
    assert late.is_refused(ask, 2, start=TEN).startswith("Tue 23 Nov 10:00-11:00 has begun.")


def test_a_person_has_at_most_five_open_requests(week: Week) -> None:
    for n in range(6):
        week.has_room(f"Room {n}", 5)
    for n in range(5):
        to_noon(week, room=f"Room {n}")
    assert week.mallory.is_refused(
        requesting.ask_move, 1, day=TUESDAY, start=NOON, room_name="Room 5", reason=""
    ) == (
        "You have 5 open requests, and that is the most. Take one back first: `/openspace requests`"
        " lists them."
    )
    week.mallory(requesting.take_back, 3)
    assert to_noon(week, room="Room 5") is Outcome.NEW


def test_guests_ask_and_back_only_where_they_are_let_in_but_take_back_always(week: Week) -> None:
    guest = week.knows("guest", Kind.GUEST)
    to_noon(week)
    assert "own staff" in guest.is_refused(requesting.ask_swap, 1, 2, reason="")
    assert "own staff" in guest.is_refused(requesting.back, 1)
    week.ada(spaces.set_guests_allowed, allowed=True)
    guest(requesting.ask_swap, 1, 2, reason="")
    guest(requesting.back, 1)
    week.ada(spaces.set_guests_allowed, allowed=False)
    assert guest(requesting.stop_backing, 1).outcome is Outcome.STOPPED
    assert guest(requesting.take_back, 2).outcome is Outcome.TAKEN_BACK


# Backing


def test_one_backs_and_stops_as_often_as_one_likes_but_not_ones_own(week: Week) -> None:
    to_noon(week)
    deeds = (requesting.back, requesting.back, requesting.stop_backing, requesting.stop_backing)
    assert [week.cy(deed, 1).listed.request.backers for deed in deeds] == [1, 1, 0, 0]
    assert week.mallory(requesting.back, 1).outcome is Outcome.ALREADY
    assert seen(week, "mallory").request.backers == 0
    assert week.cy.is_refused(requesting.back, 9).startswith("There is no request 9.")


def test_only_who_asked_takes_a_request_back(week: Week) -> None:
    to_noon(week)
    assert week.cy.is_refused(requesting.take_back, 1).startswith("Somebody else asked for that")
    for _ in "twice":
        assert week.mallory(requesting.take_back, 1).outcome is Outcome.TAKEN_BACK
    assert week.cy.is_refused(requesting.back, 1).startswith("Request 1 was taken back")
    assert week.cy.sees(requests.show).listed == ()
    assert seen(week, "mallory").request.status is Status.WITHDRAWN
