"""The draft in somebody's Home: it stays there, and sessions are placed and published from it."""

from handlers.blocks import placing, setting_up, timetable
from sandbox.sights import View
from tests.handlers.cast import Week
from tests.handlers.in_forms import chosen
from tests.handlers.seen import as_read, words_of
from tests.handlers.test_proposing_form import sends
from tests.handlers.test_timetable import prepared
from tests.handlers.test_timetable_clicks import TEN_A, at

DATABASES = ("sqlite", "postgresql")


def home_draft(week: Week) -> View:
    week.ada.opens_home()
    return week.ada.presses_at_home(setting_up.TIMETABLE)


def test_at_home_the_draft_stays_also_when_something_changes(week: Week) -> None:
    prepared(week)
    shown = home_draft(week)
    assert "*Without a place*\n#1 *Procurement*" in words_of(shown)
    assert "What needs you now" not in words_of(shown)
    week.cy.proposes("Another topic")
    week.settled()
    assert "#4 *Another topic*" in words_of(week.ada.home())
    assert "*Without a place*" in words_of(week.ada.home())
    back = week.ada.presses_at_home("Back to your Home")
    assert "What needs you now" in words_of(back)
    assert "Without a place" not in words_of(back)


def test_at_home_sessions_are_placed_pinned_and_published(week: Week) -> None:
    prepared(week)
    home_draft(week)
    week.ada.presses_at_home(timetable.PLACE_BUTTON, 1)
    form = week.ada.person.form()
    assert form.callback_id == placing.CALLBACK
    done = sends(week.ada, form, at(form, TEN_A))
    assert "Saved.\n#1 *Procurement*" in done.shown
    placed = as_read(words_of(week.ada.home()))
    assert placed.startswith("#1 *Procurement*: Tue 23 Nov 10:00 to 11:00, Room A.\n")
    assert "Room A (2): #1 *Procurement*" in placed
    chosen(week.ada, week.ada.home(), "Pin: #1 Procurement")
    pinned = words_of(week.ada.home())
    assert pinned.startswith("#1 is pinned")
    assert "Room A (2): #1 *Procurement*, pinned" in pinned
    published = words_of(week.ada.presses_at_home(timetable.PUBLISH))
    assert published.startswith("The timetable is published. One person is told.")
    assert "New: #1 *Procurement*" in published


def test_at_home_a_refusal_stands_above_the_draft(week: Week) -> None:
    week.proposing().bo.proposes("Procurement")
    home_draft(week)
    said = words_of(week.ada.presses_at_home(timetable.PLACE_BUTTON, 1))
    assert said.startswith("There are no slots to come")
    assert "*Without a place*\n#1 *Procurement*" in said


def test_at_home_the_draft_is_gone_for_who_facilitates_no_longer(week: Week) -> None:
    prepared(week)
    home_draft(week)
    week.ada.runs(f"facilitators add {week.bo.mention}")
    week.bo.runs(f"facilitators remove {week.ada.mention}")
    week.settled()
    assert "Without a place" not in words_of(week.ada.home())
