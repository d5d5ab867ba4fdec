"""Why is it there? Asked by typing, by a button of a topic, and by the menu of the agenda."""

from handlers.blocks import timetable, values, why
from handlers.blocks.values import InDraft, View
from tests.handlers import dump
from tests.handlers.cast import Week
from tests.handlers.in_forms import chosen
from tests.handlers.test_voting import space_id

DATABASES = ("sqlite", "postgresql")
TALK = "#2 is on Tue 23 Nov 10:00 in Room A because a facilitator set this talk there."


def test_anybody_asks_by_typing_in_several_ways(week: Week) -> None:
    week.voting("Procurement").published()
    week.cy.runs()
    before = dump.rows(week.settled().world.database)
    for words in ("why 2", "explain #2", "timetable why 2", "reason 2"):
        assert TALK in week.cy.runs(words).text
        assert TALK in week.ada.runs(words).text
    assert TALK in week.cy.types("agenda why 2").text
    assert dump.rows(week.settled().world.database) == before


def test_a_topic_without_a_place_says_so_and_nothing_of_the_draft(week: Week) -> None:
    week.voting("Procurement")
    said = week.cy.runs("why 1").text
    assert "#1 has no place, as the timetable is not published yet." in said
    week.published()
    week.ada.runs('move 1 tue 11:00 "Room B"')
    assert "#1 has no place in the timetable." in week.cy.runs("why 1").text
    assert "#1 is on Tue 23 Nov 11:00 in Room B" in week.ada.runs("why 1").text


def test_a_topics_button_and_the_agendas_menu_tell_the_same(week: Week) -> None:
    week.voting("Procurement").published()
    shown = week.cy.types("topics 2")
    assert TALK in week.cy.presses(shown, why.OPEN, 2, add=True).text
    agenda = week.cy.types("agenda week")
    chosen(week.cy, agenda, "#2 Opening")
    newest = week.cy.person.last_answer(week.channel)
    assert newest is not None
    assert TALK in newest.text


def test_the_menu_of_the_draft_tells_it_below_the_draft(week: Week) -> None:
    week.voting("Procurement").published()
    value = values.write(InDraft(space_id(week), 2, why.DEED, View("timetable")))
    assert TALK in week.ada.clicks_raw(timetable.CHANGE, value).text


def test_names_of_rooms_and_titles_stay_text(week: Week) -> None:
    week.voting("Procurement")
    week.ada.runs('rooms add "<b> & `x`" 3')
    week.ada.runs("slots add tue 10:00-11:00")
    week.ada.runs('move 1 tue 10:00 "<b> & `x`"')
    assert "in &lt;b&gt; &amp; 'x'" in week.ada.runs("why 1").text
