"""What is one's own in Home, with the buttons to do something about it."""

import pytest

from handlers.blocks import proposing, voting
from tests.handlers.cast import Week
from tests.handlers.seen import buttons, labels, words_of
from tests.handlers.test_proposing_form import opens, sends

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(autouse=True)
def arrived(week: Week) -> None:
    """Bo and cy have been seen in the private channel, so that they find its open space."""
    for somebody in (week.bo, week.cy):
        somebody.types("topics")
    week.settled()


def test_a_newcomer_has_a_button_beside_each_of_the_three_things(week: Week) -> None:
    week.voting("Procurement").published()
    week.cy.opens_home()
    assert week.cy.home().labels[:3] == ["Propose a topic", "Vote", "Show the sessions"]


def test_a_newcomer_has_no_button_for_what_is_closed(week: Week) -> None:
    week.cy.opens_home()
    said = words_of(week.cy.home())
    assert "once proposing is open" in said
    assert "Once voting is open, you have 5 dots to give" in said
    assert {"Propose a topic", "Vote"} & set(week.cy.home().labels) == set()


def test_a_topic_is_proposed_from_home(week: Week) -> None:
    week.proposing()
    week.cy.opens_home()
    week.cy.presses_at_home(proposing.PROPOSE)
    assert "Your topic is #1" in sends(week.cy, week.cy.person.form(), {"Title": "Buses"}).shown
    week.world.settle()
    assert "Your topics\n#1 *Buses*" in words_of(week.cy.home())


def test_proposing_that_closed_meanwhile_is_said_at_home(week: Week) -> None:
    week.proposing()
    week.cy.opens_home()
    week.ada.runs("close proposals")
    assert "Proposing is closed just now" in words_of(week.cy.presses_at_home(proposing.PROPOSE))


def test_ones_topics_are_edited_and_withdrawn_from_home(week: Week) -> None:
    week.proposing().bo.proposes("Transport")
    week.bo.opens_home()
    assert {"Edit: #1 Transport", "Withdraw: #1 Transport"} <= set(labels(week.bo.home()))
    week.bo.presses_at_home(proposing.EDIT, 1)
    assert "Saved." in sends(week.bo, week.bo.person.form(), {"Title": "Rural buses"}).shown
    week.world.settle()
    assert "#1 *Rural buses*" in words_of(week.bo.home())
    gone = week.bo.presses_at_home(proposing.WITHDRAW, 1)
    assert "#1 *Rural buses* is withdrawn." in words_of(gone)
    assert "Your topics" not in words_of(gone)


def test_a_co_host_edits_at_home_and_does_not_withdraw(week: Week) -> None:
    week.proposing().bo.proposes("Transport")
    week.cy.runs("cohost 1")
    week.cy.opens_home()
    home = week.cy.home()
    assert (buttons(home, proposing.EDIT), buttons(home, proposing.WITHDRAW)) == ([1], [])


def test_who_was_taken_out_meanwhile_is_refused_at_home(week: Week) -> None:
    week.proposing().bo.proposes("Transport")
    week.cy.runs("cohost 1")
    week.cy.opens_home()
    sends(week.bo, opens(week.bo, "openspace edit 1"), {"Hosts": [week.bo.id]})
    assert "Only whoever proposed #1" in words_of(week.cy.presses_at_home(proposing.EDIT, 1))


def test_details_open_as_a_form_from_home(week: Week) -> None:
    week.voting("Procurement")
    week.cy.votes("1")
    week.cy.opens_home()
    week.cy.presses_at_home(voting.DETAILS, 1)
    assert week.cy.person.form().title == "Topic 1"


def test_after_the_end_nothing_can_be_pressed_about_ones_own(week: Week) -> None:
    week.voting("Procurement")
    week.bo.votes("1")
    week.ada.runs("close")
    week.bo.opens_home()
    assert set(week.bo.home().labels) <= {
        "Only about my own",
        "Start an open space",
        "No messages",
        "Details",
    }


def test_dots_are_changed_at_home_and_nothing_but_home_is_shown(week: Week) -> None:
    week.voting("Procurement", "Transport")
    week.cy.votes("1")
    week.cy.opens_home()
    home = week.cy.presses_at_home(voting.MORE, 1)
    assert "*2 dots* of yours" in words_of(home)
    assert "Your ballot in" not in words_of(home)
    assert "*3 dots left* of 5" in words_of(home)
    assert buttons(home, voting.MORE) == [1]
    assert buttons(week.cy.presses_at_home(voting.FEWER, 1), voting.FEWER) == [1]
