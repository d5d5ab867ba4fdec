"""Sessions as a calendar file in the direct message, and the ways from one day to another."""

from typing import Any

import pytest
from icalendar import Calendar

from handlers.blocks import agenda as blocks
from handlers.blocks import lists, values
from handlers.blocks.values import Turn, View
from tests.handlers.cast import Somebody, Week
from tests.handlers.seen import as_read, button, buttons, labels
from tests.handlers.test_agenda import three_days
from tests.handlers.test_voting import space_id

COMING = "The calendar file comes in a direct message from me."


def events(person: Somebody) -> list[Any]:
    """What is in the file of the last letter that brought one."""
    (file,) = next(letter.files for letter in reversed(person.letters()) if letter.files)
    assert file["name"] == "sessions.ics"
    return [*Calendar.from_ical(person.person.fetches(file)).walk("VEVENT")]


def titles(person: Somebody) -> list[str]:
    return [str(event["summary"]) for event in events(person)]


def test_a_seat_has_a_button_for_a_calendar_file_of_that_session(week: Week) -> None:
    three_days(week)
    week.cy.signs_up("2")
    shown = week.cy.types("agenda tue")
    assert buttons(shown, blocks.CALENDAR) == [2]
    assert button(shown, blocks.CALENDAR)[1]["accessibility_label"] == (
        "Calendar file: #2 Talk on tue"
    )
    assert week.cy.presses(shown, blocks.CALENDAR, 2, add=True).text == COMING
    (event,) = events(week.cy)
    assert [str(event[name]) for name in ("summary", "location")] == ["Talk on tue", "Room A"]
    assert event["dtstart"].to_ical() == b"20271123T100000"
    assert event["dtstart"].params["tzid"] == "Europe/London"
    note = as_read(next(letter.text for letter in week.cy.letters() if letter.text))
    assert note.splitlines()[0] == (
        "#2 *Talk on tue*, Tue 23 Nov 10:00 to 11:00, as a file for your calendar:"
    )


def test_my_agenda_has_a_button_for_a_calendar_file_of_all_that_is_mine(week: Week) -> None:
    three_days(week)
    week.bo.signs_up("1")
    week.cy.signs_up("1 3")  # 1 is full: cy waits
    mine = week.cy.types("agenda mine")
    said = week.cy.presses(mine, "Calendar file of all", add=True)
    assert said.text == COMING
    assert titles(week.cy) == ["Talk on mon", "Talk on tue"]
    assert [str(event["status"]) for event in events(week.cy)] == ["TENTATIVE", "CONFIRMED"]
    assert "2 sessions in *CoProWeekScot*, as a file" in week.cy.letters()[0].text
    assert [one.letters() for one in (week.ada, week.bo, week.mallory)] == [[], [], []]


def test_calendar_files_can_be_typed(week: Week) -> None:
    three_days(week)
    week.cy.signs_up("3 4")
    assert week.cy.types("agenda mine calendar").text == COMING
    assert titles(week.cy) == ["Talk on tue", "Talk on wed"]
    assert week.cy.types("agenda 1 calendar").text == COMING
    assert titles(week.cy) == ["Talk on mon"]


def test_a_session_that_moves_keeps_its_uid(week: Week) -> None:
    three_days(week)
    week.cy.types("agenda 4 calendar")
    (before,) = events(week.cy)
    week.ada.runs('timetable move 4 mon 10:00 "Room B"')
    week.ada.runs("timetable publish")
    week.cy.types("agenda 4 calendar")
    (after,) = events(week.cy)
    assert before["uid"] == after["uid"]
    assert before["dtstart"].dt != after["dtstart"].dt


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("mine calendar", "You have no sessions yet, so there is nothing for your calendar."),
        ("9 calendar", "Topic 9 isn't there: the numbers go from 1 to 5."),
        ("5 calendar", "#5 has no place in the published timetable yet"),
        ("tue calendar", "A calendar file holds your own sessions or one session"),
    ],
)
def test_without_a_session_there_is_no_file(week: Week, words: str, said: str) -> None:
    three_days(week).proposing()
    week.bo.proposes("Procurement")
    assert said in week.cy.types(f"agenda {words}").text
    assert week.cy.letters() == []


def test_titles_and_rooms_with_signs_of_the_file_stay_words(week: Week) -> None:
    title = "A, b; c \\ d: BEGIN:VALARM"
    week.ada.runs('rooms add "Hall; x, y" 5')
    week.ada.runs("slots add tue 10:00-11:00")
    week.ada.runs(f'talks add "{title}" tue 10:00 "Hall; x, y" by "One, two; three"')
    week.ada.runs("timetable publish")
    week.cy.types("agenda 1 calendar")
    (event,) = events(week.cy)
    assert (str(event["summary"]), str(event["location"])) == (title, "Hall; x, y")
    assert "Talk by One, two; three." in str(event["description"])
    assert event.subcomponents == []


@pytest.mark.parametrize("method", ["files.completeUploadExternal", "chat.postMessage"])
def test_a_calendar_file_that_slack_does_not_take_is_said(week: Week, method: str) -> None:
    three_days(week).settled()
    week.world.expects_refusals = True
    week.world.workspace.faults(rate_500=1.0, methods=[method])
    week.cy.types("agenda 3 calendar")
    week.world.wait_for_lanes()
    seen = [one.text for one in week.cy.person.sees(week.channel) if one.is_ephemeral]
    assert any("`/agenda 3 calendar` tries again" in text for text in seen)


@pytest.mark.parametrize("words", ["x", "2027-13-01", "\ud800"])
def test_a_forged_calendar_button_gets_a_plain_sentence(week: Week, words: str) -> None:
    three_days(week)
    value = values.write(Turn(space_id(week), View("agenda", words)))
    assert "from an older version" in week.cy.clicks_raw(blocks.CALENDAR, value).text
    assert week.cy.letters() == []


def test_a_calendar_button_of_a_session_that_is_gone_says_so(week: Week) -> None:
    three_days(week)
    week.cy.signs_up("2")
    shown = week.cy.types("agenda tue")
    week.ada.runs("withdraw 2")
    said = week.cy.presses(shown, blocks.CALENDAR, 2, add=True)
    assert "nothing for your calendar" in said.text


def test_somebody_outside_gets_no_file(week: Week) -> None:
    three_days(week)
    value = values.write(Turn(space_id(week), View("agenda", "week")))
    assert "no open space" in week.mallory.clicks_raw(blocks.CALENDAR, value).text
    assert week.mallory.letters() == []


def test_a_day_shows_each_time_once_and_the_sessions_below_it(week: Week) -> None:
    three_days(week)
    week.cy.signs_up("2")
    shown = as_read(week.cy.types("agenda tue").text).splitlines()
    assert shown[:6] == [
        "CoProWeekScot, Tue 23 Nov",
        "*10:00 to 11:00*",
        "#2 *Talk on tue*, talk by Somebody",
        "Room A. *You have a seat* (no seat free)",
        "#3 *Talk on tue*, talk by Somebody",
        "Room B (<https://meet.example.org/b|join the call>). 5 seats free",
    ]
    week_shown = as_read(week.cy.types("agenda week").text)
    assert [line for line in week_shown.splitlines() if " to 11:00*" in line] == [
        "*Mon 22 Nov, 10:00 to 11:00*",
        "*Tue 23 Nov, 10:00 to 11:00*",
        "*Wed 24 Nov, 10:00 to 11:00*",
    ]


def test_buttons_lead_from_day_to_day_and_to_the_week_and_mine(week: Week) -> None:
    three_days(week)
    week.cy.signs_up("4")
    monday = week.cy.types("agenda mon")
    with pytest.raises(LookupError):
        button(monday, blocks.DAY_BEFORE)
    assert "Tue 23 Nov: agenda of CoProWeekScot" in labels(monday)
    tuesday = week.cy.presses(monday, blocks.DAY_AFTER)
    assert (tuesday.ts, buttons(tuesday, blocks.TAKE)) == (monday.ts, [2, 3])
    wednesday = week.cy.presses(tuesday, "Wed 24 Nov")
    assert buttons(wednesday, blocks.GIVE_UP) == [4]
    with pytest.raises(LookupError):
        button(wednesday, blocks.DAY_AFTER)
    back = week.cy.presses(wednesday, blocks.DAY_BEFORE)
    assert buttons(back, blocks.TAKE) == [2, 3]
    whole = week.cy.presses(back, blocks.WEEK)
    assert buttons(whole, blocks.TAKE) == [1, 2, 3]
    mine = week.cy.presses(whole, blocks.MINE)
    assert (buttons(mine, blocks.GIVE_UP), mine.text.splitlines()[0]) == (
        [4],
        "Your sessions in CoProWeekScot",
    )
    with pytest.raises(LookupError):
        button(mine, lists.LATER)
