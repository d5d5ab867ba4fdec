"""Somebody's own week by typing and by clicking, and another run of a topic."""

import re

from handlers.blocks import agenda, runs, suggesting
from tests.handlers.cast import Week

DATABASES = ("sqlite",)


def voted(week: Week) -> Week:
    """Cy wants 1 with two dots, 2, 3 and 4; 1 and 2 are at ten, 3 at eleven, with one seat."""
    week.ada.runs("open proposals")
    for host, title in (
        (week.bo, "Procurement"),
        (week.ada, "Transport"),
        (week.bo, "Digital"),
        (week.bo, "Inclusion"),
    ):
        host.proposes(title)
    week.ada.runs("open voting")
    week.cy.votes("1 x2")
    week.cy.votes("2 3 4")
    week.ada.runs('rooms add "Room A" 1')
    week.ada.runs('rooms add "Room B" 30')
    week.ada.runs("slots add tue 10:00-11:00 11:00-12:00")
    for place in ('1 tue 10:00 "Room B"', '2 tue 10:00 "Room A"', '3 tue 11:00 "Room A"'):
        week.ada.runs(f"timetable move {place}")
    return week


def test_from_publishing_to_all_seats_by_the_button_of_the_message(week: Week) -> None:
    voted(week).ada.runs("timetable publish")
    letter = week.cy.letters()[-1]
    assert "You can get to 2 of the 4 topics that have dots of yours." in letter.text
    assert re.search(
        r"#2 \*Transport\* is at the same time as #1 \*Procurement\*, to which you gave more dots.",
        letter.text,
    )
    assert "#4 *Inclusion* has no place in the timetable." in letter.text
    assert f"hosted by <@{week.ada.id}>: ask them for the notes" in letter.text
    assert "Take both seats" in str(letter.blocks)
    week.bo.signs_up("3")
    week.cy.pushes(letter, suggesting.TAKE_ALL)
    week.world.wait_for_lanes()
    said = week.cy.person.last_answer(letter.channel)
    assert said is not None
    assert "You have a seat now in #1. #3 is full, so you are on the waiting list there." in (
        said.text
    )
    assert "Your week" not in week.bo.last_letter()


def test_by_typing_one_seat_after_the_other_and_all_at_once(week: Week) -> None:
    voted(week).ada.runs("timetable publish")
    shown = week.cy.types("agenda suggested")
    for words in ("agenda my week", "openspace week"):
        assert week.cy.types(words).text == shown.text
    after = week.cy.presses(shown, agenda.TAKE, 3)
    assert "You have a seat." in after.text
    assert "You have a seat now in #1." in week.cy.signs_up("suggested").text
    assert "You have all the seats that are suggested." in week.cy.signs_up("suggested").text
    assert "not given any dots" in week.bo.types("agenda suggested").text


def test_a_later_timetable_tells_only_whom_it_changes_something_for(week: Week) -> None:
    voted(week)
    week.cy.votes("remove 4")
    week.cy.votes("3 x2")
    week.ada.runs("timetable publish")
    week.bo.votes("3")
    before = len(week.cy.letters()), len(week.bo.letters())
    week.ada.runs('timetable move 2 tue 11:00 "Room B"')
    week.ada.runs("timetable publish")
    # 2 now clashes with 3 instead of 1, which is no news for cy.
    assert (len(week.cy.letters()), len(week.bo.letters())) == before
    week.ada.runs("slots add wed 10:00-11:00")
    week.ada.runs('timetable move 2 wed 10:00 "Room B"')
    week.ada.runs("timetable publish")
    assert "New: you can get to #2 *Transport*." in week.cy.last_letter()


def test_another_run_from_the_question_to_its_place(week: Week) -> None:
    voted(week)
    assert "#3" in week.ada.runs("run 3").text
    question = week.bo.letters()[-1]
    assert "Would you hold it a second time" in question.text
    week.bo.pushes(question, runs.YES, 3)
    week.world.wait_for_lanes()
    assert "#5" in week.ada.last_letter()
    assert "another run already: #5" in week.bo.runs("run 3 yes").text
    assert "Only its hosts" in week.cy.runs("run 3 no").text
    assert "#5 is another run of #3" in week.cy.votes("5").text
    assert "#5" not in week.cy.votes().text
    assert "Another run of #3" in week.cy.types("topics 5").text
