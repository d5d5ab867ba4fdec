"""People take seats, wait for them, and give them up."""

from datetime import timedelta

import pytest

from openspace.signup import Place
from services import agenda, proposing, signup, timetable
from services.agenda import Agenda
from services.news import SeatChanged
from services.signup import Clash, SignedUp
from tests.storage.promised import mark, promised
from tests.storage.week import NOON, NOW, Week, user_id


@pytest.fixture
def week(week: Week) -> Week:
    """Session 1 at ten in Room A with two seats, 2 at ten in Room B, 3 at noon in Room A."""
    week.has_topics("First topic", by="h1")
    week.has_topics("Second topic", by="h2")
    week.has_topics("Third topic", by="h3")
    week.has_topics("Topic without a place", by="h4")
    week.has_slots()
    week.has_room("Room A", 2)
    week.has_room("Room B", 2)
    week.has_session(1, "Room A")
    week.has_session(2, "Room B")
    week.has_session(3, "Room A", start=NOON)
    week.ada(timetable.publish)
    return week


def joins(week: Week, name: str, *numbers: int) -> SignedUp:
    return week[name](signup.join, numbers, anyway=False)


def leaves(week: Week, name: str, *numbers: int) -> list[tuple[str, int, bool]]:
    """Let somebody leave; return who was told about which seat."""
    before = mark(week.database)
    week[name](signup.leave, numbers)
    return told(week, after=before)


def told(week: Week, *, after: int) -> list[tuple[str, int, bool]]:
    news = promised(week.database, after=after)
    seats = [item for item in news if isinstance(item, SeatChanged)]
    assert len(seats) == len(news)
    return [(item.user_id, item.session.number, item.has_seat) for item in seats]


def as_stored(week: Week, name: str) -> Agenda:
    return week[name].sees(agenda.show)


def test_the_first_have_a_seat_and_the_rest_wait_in_order(week: Week) -> None:
    places = [joins(week, f"g{n}", 1).entries[0].mine for n in range(1, 5)]
    assert places == [
        Place(1, has_seat=True, capacity=2),
        Place(2, has_seat=True, capacity=2),
        Place(3, has_seat=False, capacity=2),
        Place(4, has_seat=False, capacity=2),
    ]
    entry = as_stored(week, "bo").entries[0]
    assert (entry.signed_up, entry.free, entry.waiting, entry.mine) == (4, 0, 2, None)


def test_who_joins_or_leaves_twice_stays_where_they_are(week: Week) -> None:
    for name in ("g1", "g2", "g3"):
        joins(week, name, 1)
    assert joins(week, "g2", 1).entries[0].mine == Place(2, has_seat=True, capacity=2)
    assert leaves(week, "g1", 1) == [(user_id("g3"), 1, True)]
    assert leaves(week, "g1", 1) == []


def test_the_answer_to_a_change_is_what_is_stored(week: Week) -> None:
    for name in ("g1", "g2", "g3"):
        assert joins(week, name, 3, 1).agenda.entries == as_stored(week, name).entries
    assert joins(week, "g3", 1).agenda.entries == as_stored(week, "g3").entries
    for name in ("g1", "g4"):
        left = week[name](signup.leave, (1, 3))
        assert left.agenda.entries == as_stored(week, name).entries
        assert [entry.session.number for entry in left.entries] == [1, 3]


def test_the_first_who_waits_gets_a_seat_that_comes_free_and_alone_is_told(week: Week) -> None:
    for n in range(1, 6):
        joins(week, f"g{n}", 1)
    assert leaves(week, "g4", 1) == []
    assert leaves(week, "g2", 1) == [(user_id("g3"), 1, True)]
    assert leaves(week, "g1", 1) == [(user_id("g5"), 1, True)]
    assert leaves(week, "g3", 1) == []


def test_who_comes_back_stands_at_the_end(week: Week) -> None:
    for n in range(1, 4):
        joins(week, f"g{n}", 1)
    week["g1"](signup.leave, (1,))
    assert joins(week, "g1", 1).entries[0].mine == Place(3, has_seat=False, capacity=2)


def test_several_sessions_are_joined_all_or_none(week: Week) -> None:
    assert week.bo.is_refused(signup.join, (1, 9), anyway=False).startswith("Topic 9 isn't there")
    assert week.bo.is_refused(signup.join, (1, 4), anyway=False) == (
        "#4 has no place in the published timetable yet, so nobody has a seat there."
        " `/agenda week` shows the sessions that do."
    )
    both = joins(week, "bo", 3, 1)
    assert [entry.session.number for entry in both.entries] == [3, 1]
    assert [entry.session.number for entry in both.agenda.mine()] == [1, 3]


def test_two_sessions_at_one_time_need_a_warning_first(week: Week) -> None:
    joins(week, "bo", 1)
    with pytest.raises(Clash) as warned:
        joins(week, "bo", 3, 2)
    clash = warned.value
    assert (clash.wanted.session.number, clash.other.session.number, clash.numbers) == (
        2,
        1,
        (3, 2),
    )
    assert [entry.session.number for entry in as_stored(week, "bo").mine()] == [1]
    week.bo(signup.join, (3, 2), anyway=True)
    assert [entry.session.number for entry in as_stored(week, "bo").mine()] == [1, 2, 3]
    before = mark(week.database)
    joins(week, "bo", 1, 2)
    assert promised(week.database, after=before) == []


def test_two_sessions_asked_for_together_at_one_time_need_a_warning_too(week: Week) -> None:
    with pytest.raises(Clash):
        joins(week, "bo", 1, 2)
    assert as_stored(week, "bo").mine() == ()


def test_a_session_that_is_over_keeps_its_list(week: Week) -> None:
    ends_at = as_stored(week, "bo").entries[0].session.slot.ends_at
    just_before = week.bo.at(ends_at - timedelta(seconds=1))
    just_before(signup.join, (1,), anyway=False)
    sentence = "#1 “First topic” is over. `/agenda` shows what is still to come."
    assert week.bo.at(ends_at).is_refused(signup.leave, (1,)) == sentence
    assert week.cy.at(ends_at).is_refused(signup.join, (1,), anyway=False) == sentence
    assert [entry.is_over for entry in week.bo.at(ends_at).sees(agenda.show).entries] == [
        True,
        True,
        False,
    ]


def test_a_host_has_their_session_without_a_seat(week: Week) -> None:
    assert [entry.session.number for entry in as_stored(week, "h2").mine()] == [2]


def test_a_withdrawn_topic_has_no_seats(week: Week) -> None:
    joins(week, "bo", 1)
    week["h1"](proposing.withdraw, 1)
    assert as_stored(week, "bo").mine() == ()
    week.bo.is_refused(signup.join, (1,), anyway=False)
    week.bo.is_refused(signup.leave, (1,))


def test_the_agenda_is_by_day_in_the_zone_of_the_open_space(week: Week) -> None:
    shown = as_stored(week, "bo")
    assert (shown.today, shown.is_published) == (NOW.date(), True)
    assert shown.on(shown.today) == ()
    assert len(shown.on(shown.today + timedelta(days=1))) == 3
