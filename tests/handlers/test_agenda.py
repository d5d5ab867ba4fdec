"""`/agenda`: days, one's own sessions, free seats, and buttons in it."""

from datetime import timedelta

import pytest

from handlers.blocks import agenda as blocks
from handlers.blocks import lists, values
from handlers.blocks.values import Seat, Turn, View
from tests.handlers.cast import Week
from tests.handlers.seen import buttons
from tests.handlers.test_voting import space_id
from tests.handlers.world import MONDAY


def three_days(week: Week) -> Week:
    """Talk 1 on Monday, talks 2 and 3 on Tuesday, talk 4 on Wednesday."""
    week.ada.runs('rooms add "Room A" 1')
    week.ada.runs('rooms add "Room B" 5 https://meet.example.org/b')
    week.ada.runs("slots add mon-wed 10:00-11:00")
    places = (("mon", "Room A"), ("tue", "Room A"), ("tue", "Room B"), ("wed", "Room A"))
    for day, room in places:
        week.ada.runs(f'talks add "Talk on {day}" {day} 10:00 "{room}" by "Somebody"')
    week.ada.runs("timetable publish")
    return week


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("", [1]),
        ("today", [1]),
        ("tomorrow", [2, 3]),
        ("tue", [2, 3]),
        ("Wednesday", [4]),
        ("2027-11-24", [4]),
        ("thu", []),
        ("week", [1, 2, 3, 4]),
        ("mine", []),
    ],
)
def test_the_agenda_shows_the_sessions_of_the_days_asked_for(
    week: Week, words: str, numbers: list[int]
) -> None:
    three_days(week)
    shown = week.cy.types(f"agenda {words}")
    assert buttons(shown, blocks.TAKE) == numbers
    assert [n for n in range(1, 5) if f"#{n} *" in shown.text] == numbers


def test_before_the_first_day_the_whole_week_is_shown(week: Week) -> None:
    three_days(week)
    week.world.clock.set(MONDAY - timedelta(days=3))
    assert buttons(week.cy.types("agenda"), blocks.TAKE) == [1, 2, 3, 4]


def test_mine_shows_what_one_signed_up_for_and_hosts(week: Week) -> None:
    three_days(week)
    week.cy.signs_up("3")
    assert buttons(week.cy.types("agenda mine"), blocks.GIVE_UP) == [3]
    week.ada.runs(f'talks add "Hosted" wed 10:00 "Room B" by {week.bo.mention}')
    week.ada.runs("timetable publish")
    assert "#5 *Hosted*" in week.bo.types("agenda mine").text
    assert "#3 *" not in week.bo.types("agenda mine").text


def test_a_session_says_when_where_who_and_how_many_seats(week: Week) -> None:
    three_days(week)
    week.cy.signs_up("1")
    week.bo.signs_up("1")
    shown = week.bo.types("agenda").text
    assert "10:00 Europe/London" in shown
    assert "Room A" in shown
    assert "talk by Somebody" in shown
    assert "no seat free, 1 waiting" in shown.lower()
    assert "<https://meet.example.org/b|" in week.bo.types("agenda tue").text


def test_a_session_that_is_over_has_no_button_and_says_so(week: Week) -> None:
    three_days(week)
    shown = week.cy.types("agenda")
    week.world.clock.set(MONDAY + timedelta(hours=2))
    over = week.cy.types("agenda")
    assert "over" in over.text
    assert buttons(over, blocks.TAKE) == []
    said = week.cy.presses(shown, blocks.TAKE, 1, add=True)
    assert "is over" in said.text
    assert buttons(week.cy.signs_up(), blocks.TAKE) == [2, 3, 4]


def test_the_buttons_refresh_the_day_that_was_shown(week: Week) -> None:
    three_days(week)
    shown = week.cy.types("agenda tue")
    taken = week.cy.presses(shown, blocks.TAKE, 2)
    assert (taken.ts, buttons(taken, blocks.GIVE_UP), buttons(taken, blocks.TAKE)) == (
        shown.ts,
        [2],
        [3],
    )
    assert "#4 *" not in taken.text


def test_what_is_not_published_is_seen_by_nobody_but_facilitators(week: Week) -> None:
    week.ada.runs('rooms add "Room A" 1')
    week.ada.runs("slots add tue 10:00-11:00")
    week.ada.runs('talks add "A secret so far" tue 10:00 "Room A" by "Somebody"')
    for words in ("agenda week", "agenda tue", "signup", "openspace talks"):
        assert "A secret so far" not in week.cy.types(words).text
    assert "A secret so far" in week.ada.runs("talks").text


def test_a_day_outside_is_refused_with_one_that_is_inside(week: Week) -> None:
    three_days(week)
    refused = week.cy.types("agenda sat")
    assert "22 to Fri 26 Nov" in refused.text
    assert "`/agenda mon`" in refused.text


def test_pages_turn_and_a_press_stays_on_its_page(week: Week) -> None:
    week.ada.runs('rooms add "Room A" 5')
    week.ada.runs("slots add mon-fri 12-13 13-14 14-15")
    for day in ("mon", "tue", "wed", "thu", "fri"):
        for hour in (12, 13, 14):
            week.ada.runs(f'talks add "Talk {day} {hour}" {day} {hour}:00 "Room A" by "X"')
    week.ada.runs("timetable publish")
    first = week.cy.types("agenda week")
    second = week.cy.presses(first, lists.LATER)
    assert (buttons(first, blocks.TAKE), buttons(second, blocks.TAKE)) == (
        list(range(1, 13)),
        [13, 14, 15],
    )
    taken = week.cy.presses(second, blocks.TAKE, 14)
    assert (buttons(taken, blocks.TAKE), buttons(taken, blocks.GIVE_UP)) == ([13, 15], [14])


@pytest.mark.parametrize("words", ["x", "2027-13-01", "tue", "\ud800", "2027-11-23T10:00"])
def test_a_button_with_a_forged_day_gets_a_plain_sentence(week: Week, words: str) -> None:
    three_days(week)
    value = values.write(Turn(space_id(week), View("agenda", words)))
    assert "This button is from an older version" in week.cy.clicks_raw(lists.LATER, value).text


def test_a_forged_seat_in_a_topic_without_place_is_refused(week: Week) -> None:
    week.voting("Procurement")
    value = values.write(Seat(space_id(week), 1, View("agenda", "week")))
    for action in (blocks.TAKE, blocks.TAKE_ANYWAY, blocks.GIVE_UP):
        assert "no place in the published timetable" in week.cy.clicks_raw(action, value).text
