"""The ballot in Home and as a form: each press shows what is true now, and nothing is lost."""

import pytest

from handlers.blocks import hosting, lists, voting
from sandbox.sights import View
from tests.handlers import dump
from tests.handlers.cast import Somebody, Week
from tests.handlers.seen import button, buttons, labels, words_of
from tests.handlers.test_ballot import THEMES, three
from tests.handlers.test_errors import locked

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(autouse=True)
def arrived(week: Week) -> None:
    """Cy has been seen in the private channel, so that they find its open space."""
    week.cy.types("topics")
    week.settled()


def opens_ballot(somebody: Somebody) -> View:
    """Press *Vote* in Home; the form."""
    somebody.opens_home()
    somebody.presses_at_home(voting.OPEN)
    return somebody.person.form()


def presses(somebody: Somebody, form: View, what: str, about: int | None = None) -> View:
    """Press a button in a form; the form on top once that is answered."""
    block, element = button(form, what, about)
    outcome = somebody.person.presses(
        form, action_id=element["action_id"], block_id=block["block_id"]
    )
    assert outcome.error is None
    somebody.world.wait_for_lanes()
    return somebody.person.forms()[-1]


def test_the_title_always_says_how_many_dots_are_left(week: Week) -> None:
    week.voting(*(f"Topic called {n}" for n in range(1, 33)))
    form = opens_ballot(week.cy)
    assert form.title == "5 of 5 dots left"
    first = buttons(form, voting.MORE)[0]
    form = presses(week.cy, form, voting.MORE, first)
    assert (form.title, buttons(form, voting.FEWER)) == ("4 of 5 dots left", [first])
    form = presses(week.cy, presses(week.cy, form, voting.MORE, first), lists.LATER)
    assert form.title == "3 of 5 dots left"
    assert "Page 2 of 3" in form.shown
    other = buttons(form, voting.MORE)[0]
    form = presses(week.cy, form, voting.MORE, other)
    assert ("Page 2 of 3" in form.shown, form.title) == (True, "2 of 5 dots left")
    form = presses(week.cy, form, voting.FEWER, other)
    assert form.title == "3 of 5 dots left"
    assert "*2 dots* of yours" in week.cy.votes().text


def test_it_is_the_same_ballot_in_the_same_order_as_the_message(week: Week) -> None:
    week.voting(*(f"Topic called {n}" for n in range(1, 9)))
    form = opens_ballot(week.cy)
    assert buttons(form, voting.DETAILS) == buttons(week.cy.votes(), voting.DETAILS)


def test_details_open_above_and_a_dot_given_there_shows_in_both(week: Week) -> None:
    week.voting("Procurement", "Transport")
    details = presses(week.cy, opens_ballot(week.cy), voting.DETAILS, 2)
    assert details.title == "Topic 2"
    assert "Join as co-host: #2 Transport" in labels(details)
    details = presses(week.cy, details, voting.MORE, 2)
    assert "*1 dot* of yours" in details.shown
    below, above = week.cy.person.forms()
    assert (below.title, above.title) == ("4 of 5 dots left", "Topic 2")
    week.cy.person.closes(above)
    assert week.cy.person.form().title == "4 of 5 dots left"


def test_home_shows_the_topics_with_ones_dots_and_a_press_shows_at_once(week: Week) -> None:
    week.voting("Procurement", "Transport")
    week.cy.votes("1 x2")
    week.cy.opens_home()
    assert buttons(week.cy.home(), voting.FEWER) == [1]
    home = week.cy.presses_at_home(voting.MORE, 1)
    assert "*3 dots* of yours" in words_of(home)
    assert "*2 dots left* of 5" in words_of(home)
    for dots in (2, 1, 0):
        home = week.cy.presses_at_home(voting.FEWER, 1)
        assert ("Your dots" in words_of(home)) is (dots > 0)


def test_more_topics_with_dots_than_home_has_room_for_are_named(week: Week) -> None:
    week.voting(*(f"Topic called {n}" for n in range(1, 7)))
    week.cy.votes("1 2 3 4 5")
    week.cy.opens_home()
    assert buttons(week.cy.home(), voting.FEWER) == [1, 2, 3, 4]
    assert "And 1 more: `/vote` shows all." in words_of(week.cy.home())


def test_after_voting_closed_home_shows_ones_dots_and_no_buttons_for_them(week: Week) -> None:
    week.voting("Procurement", "Transport")
    week.cy.votes("2 x2")
    week.cy.opens_home()
    week.ada.runs("close voting")
    week.world.settle()
    home = week.cy.home()
    assert "Voting is closed. These are the dots you gave.\n#2 *Transport*" in words_of(home)
    assert (buttons(home, voting.MORE), buttons(home, voting.FEWER)) == ([], [])
    assert "Vote" not in home.labels


def test_voting_that_closed_meanwhile_is_said_and_the_form_shows_it(week: Week) -> None:
    week.voting("Procurement")
    form = opens_ballot(week.cy)
    week.ada.runs("close voting")
    before = dump.rows(week.settled().world.database)
    above = presses(week.cy, form, voting.MORE, 1)
    assert "Voting is closed" in above.shown
    below = week.cy.person.forms()[0]
    assert (below.title, buttons(below, voting.MORE)) == ("Your ballot", [])
    assert dump.rows(week.settled().world.database) == before


def test_a_press_at_home_after_voting_closed_is_answered_above_it(week: Week) -> None:
    week.voting("Procurement")
    week.cy.votes("1")
    week.cy.opens_home()
    week.ada.runs("close voting")
    assert "Voting is closed" in words_of(week.cy.presses_at_home(voting.MORE, 1))


def test_a_database_that_does_not_answer_is_said_above_the_ballot_which_stays(week: Week) -> None:
    week.voting("Procurement")
    form = opens_ballot(week.cy)
    with locked(week):
        above = presses(week.cy, form, voting.MORE, 1)
    assert "did not answer in time" in above.shown
    below = week.cy.person.forms()[0]
    assert below.title == "5 of 5 dots left"
    week.cy.person.closes(above)
    assert presses(week.cy, below, voting.MORE, 1).title == "4 of 5 dots left"


def test_two_quick_presses_both_count(week: Week) -> None:
    week.voting("Procurement", "Transport")
    form = opens_ballot(week.cy)
    for number in (1, 2):
        _, element = button(form, voting.MORE, number)
        view = {**form.raw, "app_installed_team_id": week.world.sandbox.team_id}
        week.world.interacts(
            {
                "type": "block_actions",
                "team": {"id": week.world.sandbox.team_id},
                "user": {"id": week.cy.id},
                "api_app_id": week.world.sandbox.app_id,
                "view": view,
                "trigger_id": "1.1.1",
                "actions": [{**element, "block_id": "b"}],
            }
        )
    week.world.wait_for_lanes()
    assert week.cy.person.form().title == "3 of 5 dots left"


def test_the_ballot_narrows_to_a_theme_within_the_form(week: Week) -> None:
    three(week)
    form = opens_ballot(week.cy)
    block, element = button(form, voting.THEME)
    (value,) = [o["value"] for o in element["options"] if o["text"]["text"] == THEMES[0]]
    week.cy.person.presses(form, action_id=voting.THEME, block_id=block["block_id"], value=value)
    week.world.wait_for_lanes()
    narrowed = week.cy.person.form()
    assert sorted(buttons(narrowed, voting.DETAILS)) == [1, 3]
    assert presses(week.cy, narrowed, voting.MORE, 3).title == "4 of 5 dots left"
    assert sorted(buttons(week.cy.person.form(), voting.DETAILS)) == [1, 3]


def test_who_joins_from_the_ballot_is_told_above_it(week: Week) -> None:
    week.voting("Procurement")
    details = presses(week.cy, opens_ballot(week.cy), voting.DETAILS, 1)
    said = presses(week.cy, details, hosting.JOIN)
    assert "You host this now: #1 *Procurement*" in said.shown
    assert f"{week.cy.mention} joined you as co-host" in week.bo.last_letter()


def test_who_may_take_part_no_more_gives_no_dot_in_an_open_form(week: Week) -> None:
    week.voting("Procurement")
    week.ada.runs("guests allow")
    guest = week.newcomer("guest", kind="guest")
    guest.types("topics")
    week.settled()
    form = opens_ballot(guest)
    week.ada.runs("guests refuse")
    assert "own staff" in presses(guest, form, voting.MORE, 1).shown
    week.ada.runs("guests allow")
    assert "*5 dots left*" in guest.votes().text


def test_an_open_space_that_ended_meanwhile_is_said_above_the_ballot(week: Week) -> None:
    week.voting("Procurement")
    form = opens_ballot(week.cy)
    week.ada.runs("close")
    before = dump.rows(week.settled().world.database)
    assert "is closed" in presses(week.cy, form, voting.MORE, 1).shown
    assert buttons(week.cy.person.forms()[0], voting.MORE) == []
    assert dump.rows(week.settled().world.database) == before


def test_a_trigger_that_is_too_old_opens_no_ballot_and_home_says_so(week: Week) -> None:
    week.voting("Procurement")
    week.cy.opens_home()
    week.world.expects_refusals = True
    week.world.workspace.faults(rate_500=1, methods=["views.open"])
    home = week.cy.presses_at_home(voting.OPEN)
    week.world.workspace.faults(rate_500=0, methods=None)
    assert "did not open the form in time" in words_of(home)
    assert week.cy.person.forms() == []


def test_details_that_slack_does_not_open_leave_the_ballot_which_says_so(week: Week) -> None:
    week.voting("Procurement")
    form = opens_ballot(week.cy)
    week.world.expects_refusals = True
    week.world.workspace.faults(rate_500=1, methods=["views.push"])
    kept = presses(week.cy, form, voting.DETAILS, 1)
    assert kept.title == "5 of 5 dots left"
    assert "did not open the form in time" in kept.shown
    week.world.workspace.faults(rate_500=0, methods=None)
    assert len(week.cy.person.forms()) == 1
