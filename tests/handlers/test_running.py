"""The panel of facilitators, in the answer to `/openspace` and at home; and one's own messages."""

import pytest

from handlers.blocks import lists, notices, running, tally
from tests.handlers.cast import Somebody, Week
from tests.handlers.seen import button, words_of

PANEL = [running.SETTINGS, running.WINDOWS, running.TALLY, running.MESSAGES, running.CLOSE]


def test_facilitators_have_the_panel_and_others_do_not(week: Week) -> None:
    answer, home = week.ada.runs(), week.ada.opens_home()
    for action_id in PANEL:
        button(answer, action_id)
        button(home, action_id)
    others, home = week.bo.runs(), week.bo.opens_home()
    for action_id in PANEL:
        for shown in (others, home):
            with pytest.raises(LookupError):
                button(shown, action_id)


@pytest.mark.parametrize(
    ("action_id", "title"),
    [
        (running.SETTINGS, "Settings"),
        (running.WINDOWS, "Open or close"),
        (running.TALLY, "Tally"),
        (running.MESSAGES, "Messages"),
    ],
)
def test_each_button_opens_a_form_at_home(week: Week, action_id: str, title: str) -> None:
    week.voting("Procurement")
    week.cy.votes("1")
    week.ada.opens_home()
    week.ada.presses_at_home(action_id)
    assert week.ada.person.form().title == title


def test_tally_and_messages_take_the_place_of_the_answer(week: Week) -> None:
    week.voting("Procurement")
    assert "Tally of CoProWeekScot" in week.ada.presses(week.ada.runs(), running.TALLY).text
    assert "Messages of CoProWeekScot" in week.ada.presses(week.ada.runs(), running.MESSAGES).text


def test_a_list_that_is_open_as_a_form_has_pages_and_no_charts(week: Week) -> None:
    week.voting(*(f"Topic number {n}" for n in range(1, 26)))
    week.cy.votes("1")
    week.ada.opens_home()
    week.ada.presses_at_home(running.TALLY)
    form = week.ada.person.form()
    with pytest.raises(LookupError):
        button(form, tally.CHART)
    assert "#25 " not in form.shown
    assert _clicks(week.ada, lists.LATER) == ["Tally"]
    assert "*Topic number 25*" in week.ada.person.form().shown
    assert _clicks(week.ada, tally.FILE) == ["Tally", "Open space"]
    assert "file" in week.ada.person.form().shown


def _clicks(somebody: Somebody, action_id: str) -> list[str]:
    """Press a button in the form on top; the titles of all that are open then."""
    assert somebody.person.clicks(somebody.person.form(), action_id).error is None
    somebody.world.wait_for_lanes()
    return [form.title for form in somebody.person.forms()]


def test_who_may_see_the_list_no_more_is_told_above_it(week: Week) -> None:
    week.voting(*(f"Topic number {n}" for n in range(1, 26)))
    week.ada.runs(f"facilitators add {week.bo.mention}")
    week.bo.opens_home()
    week.bo.presses_at_home(running.TALLY)
    week.ada.runs(f"facilitators remove {week.bo.mention}")
    assert _clicks(week.bo, lists.LATER) == ["Tally", "Open space"]
    assert "The tally is not shown to you now" in week.bo.person.form().shown


def test_it_is_closed_and_reopened_from_the_answer(week: Week) -> None:
    week.settled()
    standing = week.ada.runs()
    _, element = button(standing, running.CLOSE)
    assert "the channel is told" in element["confirm"]["text"]["text"]
    closed = week.ada.presses(standing, running.CLOSE)
    assert "CoProWeekScot is closed." in closed.text
    week.settled()
    told = len(week.cy.reads())
    assert "It has ended" in week.bo.runs().text
    opened = week.ada.presses(closed, running.REOPEN)
    assert "is open again" in opened.text
    button(opened, running.CLOSE)
    assert len(week.settled().cy.reads()) == told + 1


def test_it_is_closed_and_reopened_at_home(week: Week) -> None:
    week.ada.opens_home()
    home = week.ada.presses_at_home(running.CLOSE)
    assert "CoProWeekScot is closed." in words_of(home)
    home = week.ada.presses_at_home(running.REOPEN)
    assert "is open again" in words_of(home)
    button(home, running.CLOSE)


def test_who_is_facilitator_no_more_presses_in_vain(week: Week) -> None:
    week.ada.runs(f"facilitators add {week.bo.mention}")
    standing = week.bo.runs()
    week.ada.runs(f"facilitators remove {week.bo.mention}")
    for action_id in (running.SETTINGS, running.WINDOWS, running.MESSAGES, running.CLOSE):
        assert "Only facilitators" in week.bo.presses(standing, action_id, add=True).text
    assert week.bo.person.forms() == []


def test_everyone_gets_to_their_own_messages_from_the_answer(week: Week) -> None:
    shown = week.bo.presses(week.bo.runs(), notices.SHOW, add=True)
    assert "You get all messages" in shown.text
    chosen = week.bo.presses(shown, notices.MINE, add=True)
    assert "From now on you get only" in chosen.text
    assert "only" in week.bo.runs("notices").text


def test_a_form_that_slack_does_not_open_is_said_where_the_button_was(week: Week) -> None:
    week.ada.opens_home()
    standing = week.ada.runs()
    week.world.expects_refusals = True
    week.world.workspace.faults(rate_500=1.0, methods=["views.open"])
    for action_id in (running.SETTINGS, running.WINDOWS, running.TALLY):
        assert "did not open the form in time" in words_of(week.ada.presses_at_home(action_id))
    for action_id in (running.SETTINGS, running.WINDOWS):
        said = week.ada.presses(standing, action_id, add=True).text
        assert "did not open the form in time" in said
