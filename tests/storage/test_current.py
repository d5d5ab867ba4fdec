"""What a person is told is what is true and wanted then; else it is dropped, with the reason."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from openspace.notices import Notices
from openspace.people import Kind
from openspace.spaces import Space
from services import (
    agenda,
    letters,
    notices,
    people,
    placing,
    proposing,
    rooms,
    signup,
    spaces,
    talks,
    timetable,
    visits,
    voting,
)
from services.current import (
    CHANGED_AGAIN,
    CLOSED,
    NO_SEAT,
    NOT_PUBLISHED,
    NOT_WANTED,
    Dropped,
    Later,
    Said,
)
from services.news import (
    NamedHost,
    SeatChanged,
    SessionChanged,
    TopicWithdrawn,
    Trouble,
)
from tests.storage import clockwork, post
from tests.storage.week import FIRST_DAY, NOON, NOW, TEN, TUESDAY, Week, user_id

ACCOUNT_CLOSED = Dropped("The account is closed.")
NO_GUESTS = Dropped("Guests do not take part any more.")


@pytest.fixture
def week(week: Week) -> Week:
    """Bo hosts session 1 on Tuesday at ten in Room A, which has two seats."""
    week.has_topics("First topic", "Second topic")
    week.has_slots()
    week.has_room("Room A", 2)
    week.has_room("Room B", 1)
    week.has_published(1, "Room A")
    return week


def said(week: Week, kind: str, name: str, *, first: bool = False) -> Said | Dropped | Later:
    return clockwork.said(week.database, kind, user_id(name), now=NOW, first=first)


def now_is(week: Week) -> Space:
    return week.ada.sees(visits.look).space


def names_cy_as_host(week: Week) -> None:
    week.ada(
        talks.add,
        title="A talk",
        day=TUESDAY,
        start=NOON,
        room_name="Room A",
        speakers="Una",
        hosts=(user_id("cy"),),
    )


# Whoever it is


@pytest.mark.parametrize(
    ("deed", "becomes"),
    [
        (lambda week: week.knows("cy", Kind.DEACTIVATED), ACCOUNT_CLOSED),
        (lambda week: week.knows("cy", Kind.BOT), ACCOUNT_CLOSED),
        (lambda week: week.knows("cy", Kind.GUEST), NO_GUESTS),
        (lambda week: week.knows("cy", Kind.EXTERNAL), NO_GUESTS),
        (lambda week: week.cy(notices.choose, Notices.NONE), NOT_WANTED),
        (lambda week: week.ada(spaces.close), CLOSED),
    ],
)
def test_nobody_is_told_what_they_do_not_want_or_may_not_hear(
    week: Week, deed: Callable[[Week], object], becomes: Dropped
) -> None:
    names_cy_as_host(week)
    assert said(week, "named_host", "cy") == NamedHost(user_id("cy"), now_is(week), 3, "A talk")
    deed(week)
    assert said(week, "named_host", "cy") == becomes


def test_guests_hear_while_they_are_let_in_and_who_wants_only_their_own_hears_that(
    week: Week,
) -> None:
    names_cy_as_host(week)
    week.knows("cy", Kind.GUEST)
    week.ada(spaces.set_guests_allowed, allowed=True)
    week.ada(people.add_facilitator, user_id("cy"))
    week.cy(notices.choose, Notices.MINE)
    for kind in ("named_host", "made_facilitator"):
        assert not isinstance(said(week, kind, "cy"), Dropped | Later)


# Seats


def with_a_seat_for_cy(week: Week) -> None:
    """Let cy wait behind two, one of whom leaves."""
    for name in ("g1", "g2", "cy"):
        week[name](signup.join, (1,), anyway=False)
    week["g1"](signup.leave, (1,))


def test_a_seat_is_told_with_the_session_as_it_is_then(week: Week) -> None:
    with_a_seat_for_cy(week)
    week.ada(rooms.add, name="room a", capacity=9, link="https://meet.example.org")
    session = week.cy.sees(agenda.show).entries[0].session
    assert session.room.capacity == 9
    assert said(week, "seat_changed", "cy") == SeatChanged(
        user_id("cy"), now_is(week), session, has_seat=True
    )


@pytest.mark.parametrize(
    ("deeds", "becomes"),
    [
        ([lambda week: week.cy(signup.leave, (1,))], NO_SEAT),
        ([lambda week: week.has_published(1, "Room B")], CHANGED_AGAIN),
        ([lambda week: week.bo(proposing.withdraw, 1)], NOT_PUBLISHED),
        (
            [lambda week: week.ada(placing.unplace, 1), lambda week: week.ada(timetable.publish)],
            NOT_PUBLISHED,
        ),
    ],
)
def test_a_seat_that_is_none_any_more_is_not_told(
    week: Week, deeds: list[Callable[[Week], object]], becomes: Dropped
) -> None:
    with_a_seat_for_cy(week)
    for deed in deeds:
        deed(week)
    assert said(week, "seat_changed", "cy", first=True) == becomes


def test_a_lost_seat_is_not_told_to_whom_has_one_again(week: Week) -> None:
    for name in ("g1", "cy"):
        week[name](signup.join, (1,), anyway=False)
    week.has_published(1, "Room B")
    lost = said(week, "seat_changed", "cy")
    assert isinstance(lost, SeatChanged)
    assert not lost.has_seat
    week["g1"](signup.leave, (1,))
    assert said(week, "seat_changed", "cy", first=True) == CHANGED_AGAIN
    gained = said(week, "seat_changed", "cy")
    assert isinstance(gained, SeatChanged)
    assert gained.has_seat


# Changes of the timetable


def test_a_move_is_told_as_long_as_it_is_so(week: Week) -> None:
    week.cy(signup.join, (1,), anyway=False)
    week.has_published(1, "Room A", start=NOON)
    for name in ("bo", "cy"):
        told = said(week, "session_changed", name)
        assert isinstance(told, SessionChanged)
        assert told.change.after == week.cy.sees(agenda.show).entries[0].session
        assert told.is_host is (name == "bo")
    week.has_published(1, "Room B", start=NOON)
    assert isinstance(said(week, "session_changed", "cy"), SessionChanged)
    week.has_published(1, "Room A", start=TEN)
    moves = [row for row in post.rows(week.database).values() if row.kind == "session_changed"]
    assert len(moves) == 1 + 3 * 2
    assert said(week, "session_changed", "bo", first=True) != CHANGED_AGAIN  # new, and at ten
    assert said(week, "session_changed", "cy", first=True) == CHANGED_AGAIN
    week.cy(signup.leave, (1,))
    assert said(week, "session_changed", "cy") == NO_SEAT
    assert isinstance(said(week, "session_changed", "bo"), SessionChanged)
    week.bo(proposing.withdraw, 1)
    assert said(week, "session_changed", "bo") == NOT_PUBLISHED


def test_who_lost_a_seat_by_a_cancellation_that_is_taken_back_is_told_so(week: Week) -> None:
    week["guest"](signup.join, (1,), anyway=False)
    week.ada(placing.unplace, 1)
    week.ada(timetable.publish)
    told = said(week, "session_changed", "guest")
    assert isinstance(told, SessionChanged)
    assert told.change.after is None
    week.has_session(1, "Room A")
    assert said(week, "session_changed", "guest") == told
    week.ada(timetable.publish)
    back = said(week, "session_changed", "guest")
    assert isinstance(back, SessionChanged)
    assert back.back is not None
    assert (back.back.number, back.back.room.name) == (1, "Room A")
    week["guest"](signup.join, (1,), anyway=False)
    assert said(week, "session_changed", "guest") == CHANGED_AGAIN


# Withdrawn topics, hosts, facilitators


def test_a_withdrawn_topic_is_told_to_its_voters_who_want_all_and_to_whom_it_was_theirs(
    week: Week,
) -> None:
    week.cy(voting.set_dots, {1: 2})
    week["guest"](signup.join, (1,), anyway=False)
    for name in ("cy", "guest", "bo"):
        week[name](notices.choose, Notices.MINE)
    week.ada(proposing.withdraw, 1)
    assert said(week, "topic_withdrawn", "cy") == NOT_WANTED
    for name in ("guest", "bo"):
        told = said(week, "topic_withdrawn", name)
        assert isinstance(told, TopicWithdrawn)
    week.cy(notices.choose, Notices.ALL)
    assert said(week, "topic_withdrawn", "cy") == TopicWithdrawn(
        user_id("cy"),
        now_is(week),
        1,
        "First topic",
        dots_back=2,
        had_signed_up=False,
        was_host=False,
    )


def test_who_is_not_what_they_were_named_any_more_hears_nothing(week: Week) -> None:
    names_cy_as_host(week)
    week.ada(people.add_facilitator, user_id("cy"))
    week.ada(proposing.withdraw, 3)
    week.ada(people.remove_facilitator, user_id("cy"))
    assert said(week, "named_host", "cy") == CHANGED_AGAIN
    assert said(week, "made_facilitator", "cy") == CHANGED_AGAIN


def test_facilitators_hear_of_trouble_also_once_it_is_closed(week: Week) -> None:
    trouble = Trouble(user_id("ada"), week.space, True, "The channel is archived.", FIRST_DAY)
    with week.database.begin() as db:
        letters.promise(db, week.space, [trouble], now=NOW)
    week.ada(people.add_facilitator, user_id("bo"))
    week.ada(spaces.close)
    assert said(week, "trouble", "ada") == replace(trouble, space=now_is(week))
    week.ada(spaces.reopen)
    week.bo(people.remove_facilitator, user_id("ada"))
    assert said(week, "trouble", "ada") == CHANGED_AGAIN
