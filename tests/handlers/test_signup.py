"""`/signup` and the seat buttons: seats, waiting lists, promotion, two sessions at one time."""

import re

from handlers.blocks import agenda as blocks
from tests.handlers import dump
from tests.handlers.cast import Somebody, Week
from tests.handlers.seen import buttons

DATABASES = ("sqlite", "postgresql")

AT_ONE_TIME = (("Opening", "10:00", "Room A"), ("Beside it", "10:00", "Room B"))


def guests(week: Week, count: int) -> list[Somebody]:
    return [week.newcomer(f"guest{n}") for n in range(count)]


def test_a_seat_is_taken_and_given_up_by_typing(week: Week) -> None:
    week.published()
    taken = week.cy.signs_up("1")
    assert "you have a seat" in taken.text
    assert "1 seat free" in taken.text
    given_up = week.cy.signs_up("cancel 1")
    assert "you are not signed up" in given_up.text
    assert "2 seats free" in given_up.text


def test_a_full_session_has_a_waiting_list_in_order(week: Week) -> None:
    week.published()
    answers = [one.signs_up("1").text for one in guests(week, 5)]
    assert [("you have a seat" in text) for text in answers] == [True, True, False, False, False]
    assert "you are first on the waiting list" in answers[2]
    assert "you are number 2 on the waiting list" in answers[3]
    assert "no seat free, 3 waiting" in answers[4].lower()


def test_the_first_who_waits_gets_the_seat_and_is_told_and_nobody_else(week: Week) -> None:
    week.published()
    first, second, third, fourth = guests(week, 4)
    for one in (first, second, third, fourth):
        one.signs_up("1")
    first.signs_up("cancel 1")
    assert "#1 *Opening*" in third.last_letter()
    assert "`/signup cancel 1`" in third.last_letter()
    assert "You have a seat" in third.signs_up().text
    assert [one.letters() for one in (first, second, fourth, week.bo, week.ada)] == [[]] * 5
    second.signs_up("cancel 1")
    assert "#1 *Opening*" in fourth.last_letter()
    assert len(third.letters()) == 1


def test_somebody_who_only_waited_leaves_without_moving_anybody(week: Week) -> None:
    week.published()
    first, second, third, fourth = guests(week, 4)
    for one in (first, second, third, fourth):
        one.signs_up("1")
    third.signs_up("cancel 1")
    assert fourth.letters() == []
    assert "first on the waiting list" in fourth.signs_up().text


def test_the_buttons_take_a_seat_and_give_it_up_in_place(week: Week) -> None:
    week.published()
    listed = week.cy.signs_up()
    assert (buttons(listed, blocks.TAKE), buttons(listed, blocks.GIVE_UP)) == ([1], [])
    taken = week.cy.presses(listed, blocks.TAKE, 1)
    assert (taken.ts, buttons(taken, blocks.GIVE_UP)) == (listed.ts, [1])
    assert "You have a seat" in taken.text
    back = week.cy.presses(taken, blocks.GIVE_UP, 1)
    assert (back.ts, buttons(back, blocks.TAKE)) == (listed.ts, [1])


def test_giving_a_seat_up_by_button_promotes_and_tells(week: Week) -> None:
    week.published(seats=1)
    week.cy.signs_up("1")
    week.bo.signs_up("1")
    week.cy.presses(week.cy.signs_up(), blocks.GIVE_UP, 1)
    assert "#1 *Opening*" in week.bo.last_letter()


def test_the_same_press_twice_takes_one_seat(week: Week) -> None:
    week.published()
    listed = week.cy.signs_up()
    now = week.cy.pushes_at_once(listed, (blocks.TAKE, 1), (blocks.TAKE, 1))
    assert "1 seat free" in now.text


def test_two_quick_presses_end_with_both_seats(week: Week) -> None:
    week.published(("Opening", "10:00", "Room A"), ("Later", "11:00", "Room A"))
    listed = week.cy.signs_up()
    now = week.cy.pushes_at_once(listed, (blocks.TAKE, 1), (blocks.TAKE, 2))
    assert buttons(now, blocks.GIVE_UP) == [1, 2]


def test_two_sessions_at_one_time_are_warned_of_and_nothing_is_changed_yet(week: Week) -> None:
    week.published(*AT_ONE_TIME)
    week.cy.signs_up("1")
    before = dump.rows(week.settled().world.database)
    warned = week.cy.signs_up("2")
    assert "#2 *Beside it* is at the same time as #1 *Opening*" in warned.text
    assert "`/signup 2 anyway`" in warned.text
    assert dump.rows(week.world.database) == before
    assert "you have a seat" in week.cy.signs_up("2 anyway").text
    assert buttons(week.cy.types("agenda mine"), blocks.GIVE_UP) == [1, 2]


def test_the_warning_after_a_press_comes_below_and_its_button_signs_up_for_both(
    week: Week,
) -> None:
    week.published(*AT_ONE_TIME)
    week.cy.signs_up("1")
    listed = week.cy.signs_up()
    warned = week.cy.presses(listed, blocks.TAKE, 2, add=True)
    assert "at the same time" in warned.text
    both = week.cy.presses(warned, blocks.TAKE_ANYWAY, 2)
    assert buttons(both, blocks.GIVE_UP) == [1, 2]


def test_two_named_at_once_that_clash_are_warned_of_too(week: Week) -> None:
    week.published(*AT_ONE_TIME)
    warned = week.cy.signs_up("1 2")
    assert "`/signup 1 2 anyway`" in warned.text
    assert buttons(week.cy.signs_up(), blocks.GIVE_UP) == []


def test_what_has_no_seats_is_refused_with_the_reason(week: Week) -> None:
    week.proposing()
    week.bo.proposes("Procurement")
    assert "no place in the published timetable" in week.cy.signs_up("1").text
    assert "Topic 9 isn't there" in week.cy.signs_up("9").text
    week.published()
    assert "no place in the published timetable" in week.cy.signs_up("2 1").text
    assert buttons(week.cy.signs_up(), blocks.GIVE_UP) == []


def test_signing_up_for_forty_sessions_at_once_is_answered_with_all_of_them(week: Week) -> None:
    hours = range(10, 18)
    week.ada.runs('rooms add "Room A" 5')
    week.ada.runs("slots add mon-fri " + " ".join(f"{hour}-{hour + 1}" for hour in hours))
    for day in ("mon", "tue", "wed", "thu", "fri"):
        for hour in hours:
            week.ada.runs(f'talks add "Talk {day} {hour}" {day} {hour}:00 "Room A" by "Somebody"')
    week.ada.runs("timetable publish")
    taken = week.cy.signs_up(" ".join(map(str, range(1, 41))))
    assert "Something went wrong" not in taken.text
    standing = re.findall(r"#(\d+) \*[^\n]*: you have a seat", taken.text)
    assert [int(number) for number in standing] == list(range(1, 41))
