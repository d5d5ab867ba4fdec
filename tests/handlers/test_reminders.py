"""What the clock lets single people read: reminders, briefings of hosts, that voting closes."""

from datetime import UTC, datetime

import pytest

from tests.handlers.cast import Somebody, Week
from tests.handlers.seen import as_read

DATABASES = ("sqlite", "postgresql")

STOP = (
    "To stop these messages, type `/openspace notices none`."
    " In CoProWeekScot you then get no messages."
)


def at(week: Week, day: int, hour: int, minute: int = 0) -> None:
    """Let it be that time of November 2027, and let the clock tick three times."""
    week.world.clock.set(datetime(2027, 11, day, hour, minute, tzinfo=UTC))
    for _ in range(3):
        week.world.settle()


def letters(*people: Somebody) -> list[list[str]]:
    """What each was written, without the way to stop it, which stands below every message.

    That a session has its place, of which `hosted` lets its host be told, is left out.
    """
    seen = [
        [as_read(one.text) for one in person.letters() if "has its place" not in one.text]
        for person in people
    ]
    assert all(text.splitlines()[-1].startswith("To stop these") for some in seen for text in some)
    return [[text.rsplit("\n", 1)[0].rstrip() for text in some] for some in seen]


def begins(number: int, title: str, time: str, where: str, *, minutes: int = 15) -> str:
    return (
        f"#{number} *{title}* begins in {minutes} minutes, at {time}, {where}.\n"
        f"If you cannot come, give your seat to the next: `/signup cancel {number}`."
    )


def hosted(week: Week, *, seats: int = 2) -> Week:
    """Bo hosts #1 on Tuesday at 10:00 in Room A; slots at 10:00, 11:00, 7:30; talk #2 at 11:00."""
    week.proposing()
    week.bo.proposes("Procurement")
    week.published(("Opening", "11:00", "Room B"), seats=seats)
    week.ada.runs("slots add tue 7:30-8:30")
    week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    week.ada.runs("timetable publish")
    return week.settled()


def test_who_has_a_seat_and_who_hosts_is_reminded_once_and_who_waits_is_not(week: Week) -> None:
    hosted(week)
    first, second, third, fourth = (week.newcomer(f"guest{n}") for n in range(4))
    for one in (first, second, third):
        one.signs_up("1")
    everybody = (first, second, third, fourth, week.bo, week.ada, week.cy)
    at(week, 23, 9, 44)
    assert letters(*everybody) == [[]] * 7
    at(week, 23, 9, 45)
    for_guests = [begins(1, "Procurement", "10:00", "Room A")]
    for_bo = [
        "You host #1 *Procurement* in 15 minutes, at 10:00, Room A. 2 people have a seat, 1 waits."
    ]
    assert letters(*everybody) == [for_guests, for_guests, [], [], for_bo, [], []]
    assert first.last_letter().splitlines()[-1] == STOP
    at(week, 23, 9, 46)
    at(week, 23, 10)
    assert letters(*everybody) == [for_guests, for_guests, [], [], for_bo, [], []]


def test_a_reminder_that_comes_late_says_how_late_it_is(week: Week) -> None:
    hosted(week)
    week.cy.signs_up("1 2")
    at(week, 23, 9, 53)
    assert letters(week.cy) == [[begins(1, "Procurement", "10:00", "Room A", minutes=7)]]
    at(week, 23, 10, 45)
    link = "<https://meet.example.org/b|join the call>"
    assert letters(week.cy)[0][1:] == [begins(2, "Opening", "11:00", f"Room B ({link})")]


def test_a_session_that_has_begun_is_not_reminded_of(week: Week) -> None:
    hosted(week)
    week.cy.signs_up("1")
    at(week, 23, 10)
    at(week, 23, 10, 10)
    assert letters(week.cy, week.bo) == [[], []]


def test_who_gives_up_the_seat_hears_nothing_and_who_gets_it_one_message(week: Week) -> None:
    hosted(week, seats=1)
    leaving, waiting = week.newcomer("leaving"), week.newcomer("waiting")
    leaving.signs_up("1")
    waiting.signs_up("1")
    week.world.clock.set(datetime(2027, 11, 23, 9, 45, tzinfo=UTC))
    week.world.ticks.promise()
    leaving.signs_up("cancel 1")
    at(week, 23, 9, 45)
    assert letters(leaving) == [[]]
    assert letters(waiting) == [
        [
            "A seat came free and it is yours: #1 *Procurement*, Tue 23 Nov 10:00 to 11:00, Room A."
            " If you cannot come, give it to the next with `/signup cancel 1`.\n\n"
            + begins(1, "Procurement", "10:00", "Room A")
        ]
    ]
    at(week, 23, 9, 59)
    assert [len(some) for some in letters(leaving, waiting)] == [0, 1]


@pytest.mark.parametrize("hold", ["promised", "slack asks to wait"])
def test_after_a_move_the_old_time_is_never_reminded_of_and_those_concerned_hear_once(
    week: Week, hold: str
) -> None:
    hosted(week)
    week.cy.signs_up("1")
    other = week.newcomer("other")
    other.signs_up("2")
    week.world.clock.set(datetime(2027, 11, 23, 9, 45, tzinfo=UTC))
    if hold == "promised":
        week.world.ticks.promise()
    else:
        week.world.expects_refusals = True
        week.world.workspace.faults(rate_429=1.0, retry_after_s=30, methods=["chat.postMessage"])
        week.world.settle()
    week.ada.runs('timetable move 1 tue 11:00 "Room A"')
    week.ada.runs("timetable publish")
    week.world.workspace.faults(rate_429=0.0, methods=None)
    at(week, 23, 9, 46)
    moved = "has moved. Moved: #1 *Procurement*, now Tue 23 Nov 11:00 to 12:00, Room A."
    assert letters(week.cy, week.bo, other) == [
        [f"A session you signed up for {moved}\n`/signup cancel 1` if it no longer suits you."],
        [f"The session you host {moved}\n`/agenda mine` shows your sessions."],
        [],
    ]
    at(week, 23, 9, 59)
    at(week, 23, 10, 44)
    assert [len(some) for some in letters(week.cy, week.bo, other)] == [1, 1, 0]
    at(week, 23, 10, 45)
    assert letters(week.cy)[0][1:] == [begins(1, "Procurement", "11:00", "Room A")]
    assert letters(week.bo)[0][1:] == [
        "You host #1 *Procurement* in 15 minutes, at 11:00, Room A. 1 person has a seat."
    ]
    assert "The session was moved." in week.ada.runs("messages").text


@pytest.mark.parametrize(
    ("deeds", "told"),
    [
        (
            ("timetable unplace 1", "timetable publish"),
            (
                "A session you signed up for is cancelled. Cancelled: #1 *Procurement*, which was"
                " Tue 23 Nov 10:00 to 11:00, Room A.\n"
                "`/agenda week` shows the sessions there are."
            ),
        ),
        (
            ("withdraw 1",),
            (
                "#1 *Procurement* in CoProWeekScot was withdrawn."
                " Its session will not take place: `/agenda` shows the others."
            ),
        ),
        (("close",), None),
    ],
)
def test_nobody_is_reminded_of_what_does_not_take_place(
    week: Week, deeds: tuple[str, ...], told: str | None
) -> None:
    hosted(week)
    week.cy.signs_up("1")
    week.world.clock.set(datetime(2027, 11, 23, 9, 45, tzinfo=UTC))
    week.world.ticks.promise()
    for deed in deeds:
        week.ada.runs(deed)
    at(week, 23, 9, 45)
    at(week, 23, 9, 55)
    assert letters(week.cy) == [[told] if told else []]
    assert len(letters(week.bo)[0]) == (1 if told else 0)
    assert "begins in" not in week.cy.last_letter() + week.bo.last_letter()


def test_two_sessions_at_one_time_are_one_message(week: Week) -> None:
    hosted(week)
    week.ada.runs('timetable move 2 tue 10:00 "Room B"')
    week.ada.runs("timetable publish")
    week.cy.signs_up("1 2 anyway")
    at(week, 23, 9, 45)
    link = "<https://meet.example.org/b|join the call>"
    both = (
        begins(1, "Procurement", "10:00", "Room A"),
        begins(2, "Opening", "10:00", f"Room B ({link})"),
    )
    assert letters(week.cy) == [["\n\n".join(both)]]


def test_the_setting_counts_as_it_is_when_the_time_comes(week: Week) -> None:
    hosted(week)
    week.cy.signs_up("1 2")
    week.world.clock.set(datetime(2027, 11, 23, 9, 45, tzinfo=UTC))
    week.world.ticks.promise()
    week.ada.runs("reminder 5")
    at(week, 23, 9, 54)
    assert letters(week.cy) == [[]]
    at(week, 23, 9, 55)
    assert letters(week.cy) == [[begins(1, "Procurement", "10:00", "Room A", minutes=5)]]
    week.ada.runs("reminder off")
    at(week, 23, 10, 55)
    assert len(letters(week.cy)[0]) == 1


# By night


def test_nobody_is_disturbed_in_the_evening_about_what_can_wait(week: Week) -> None:
    hosted(week, seats=1)
    week.cy.signs_up("1")
    waiting = week.newcomer("waiting")
    waiting.signs_up("1")
    week.world.settle()
    at(week, 22, 18)
    week.cy.signs_up("cancel 1")
    at(week, 22, 18, 1)
    at(week, 23, 7, 59)
    assert letters(waiting) == [[]]
    at(week, 23, 8)
    assert [text[:27] for text in letters(waiting)[0]] == ["A seat came free and it is "]


def test_what_begins_before_people_are_awake_is_told_at_once_and_reminded_of(week: Week) -> None:
    hosted(week, seats=1)
    week.ada.runs('timetable move 1 tue 7:30 "Room A"')
    week.ada.runs("timetable publish")
    week.cy.signs_up("1")
    waiting = week.newcomer("waiting")
    waiting.signs_up("1")
    at(week, 22, 22)
    week.cy.signs_up("cancel 1")
    at(week, 22, 22)
    assert [text[:27] for text in letters(waiting)[0]] == ["A seat came free and it is "]
    at(week, 23, 7, 15)
    assert letters(waiting)[0][1:] == [begins(1, "Procurement", "07:30", "Room A")]
    assert "in 15 minutes, at 07:30" in letters(week.bo)[0][-1]


def test_what_slack_put_off_until_the_evening_waits_for_the_morning(week: Week) -> None:
    hosted(week, seats=1)
    week.world.expects_refusals = True
    week.cy.signs_up("1")
    waiting = week.newcomer("waiting")
    waiting.signs_up("1")
    at(week, 22, 17, 59)
    week.world.workspace.faults(rate_429=1.0, retry_after_s=120, methods=["chat.postMessage"])
    week.cy.signs_up("cancel 1")
    week.world.settle()
    week.world.workspace.faults(rate_429=0.0, methods=None)
    at(week, 22, 18, 5)
    assert letters(waiting) == [[]]
    at(week, 23, 8)
    assert [text[:27] for text in letters(waiting)[0]] == ["A seat came free and it is "]
