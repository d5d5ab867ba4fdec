"""What can be done from a topic's details, in a message and in a form above the ballot."""

from handlers.blocks import proposing, voting
from sandbox.sights import View
from tests.handlers.cast import Somebody, Week
from tests.handlers.in_forms import presses
from tests.handlers.seen import labels
from tests.handlers.test_proposing_form import sends

OTHERS = {
    "Join as co-host: #1 Procurement",
    "Edit: #1 Procurement",
    "Withdraw: #1 Procurement",
}
"""What depends on who somebody is."""


def may_press(somebody: Somebody) -> set[str]:
    return OTHERS & set(labels(somebody.types("topics 1")))


def details_in_ballot(somebody: Somebody, number: int, title: str) -> View:
    """The details of a topic above the ballot, both as forms."""
    assert somebody.pushes(somebody.runs(), voting.OPEN).error is None
    return presses(somebody, somebody.person.form(), f"Details of #{number} {title}")


def test_each_sees_what_they_may_do(week: Week) -> None:
    week.voting("Procurement")
    assert may_press(week.ada) == OTHERS
    assert may_press(week.bo) == OTHERS - {"Join as co-host: #1 Procurement"}
    assert may_press(week.cy) == {"Join as co-host: #1 Procurement"}
    week.ada.runs("close")
    assert may_press(week.ada) == may_press(week.bo) == set()


def test_a_facilitator_takes_somebody_elses_topic_back_from_its_details(week: Week) -> None:
    week.voting("Procurement", "Transport")
    said = week.ada.presses(week.ada.types("topics 1"), proposing.WITHDRAW, 1)
    assert "#1 *Procurement* is withdrawn." in said.text


def test_withdrawn_above_the_ballot_it_is_gone_from_the_ballot_below(week: Week) -> None:
    week.voting("Procurement", "Transport")
    details = details_in_ballot(week.ada, 1, "Procurement")
    said = presses(week.ada, details, "Withdraw: #1 Procurement")
    assert "#1 *Procurement* is withdrawn." in said.shown
    week.ada.person.closes(said)
    below = week.ada.person.form()
    assert ("*Procurement*" in below.shown, "*Transport*" in below.shown) == (False, True)


def test_a_topic_is_edited_in_a_form_above_its_details(week: Week) -> None:
    week.voting("Procurement")
    details = details_in_ballot(week.ada, 1, "Procurement")
    form = presses(week.ada, details, "Edit: #1 Procurement")
    assert (form.title, len(week.ada.person.forms())) == ("Edit topic 1", 3)
    sends(week.ada, form, {"Title": "Procurement for beginners"})
    assert "*Procurement for beginners*" in week.cy.types("topics").text
