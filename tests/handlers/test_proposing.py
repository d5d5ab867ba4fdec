"""`/propose`, and taking a topic back."""

from handlers.blocks import proposing as blocks
from sandbox.sights import Message
from tests.handlers import dump
from tests.handlers.cast import Week
from tests.handlers.seen import button


def test_the_answer_to_a_proposal_carries_its_number_and_a_way_back(week: Week) -> None:
    week.proposing()
    first = week.bo.proposes("How do we start co-pro in procurement?")
    second = week.cy.proposes("Rural transport")
    assert "#1" in first.text
    assert "*How do we start co-pro in procurement?*" in first.text
    assert "`/openspace withdraw 1`" in first.text
    assert week.bo.mention in first.text
    assert "#2" in second.text
    assert button(second, blocks.WITHDRAW, 2)


def test_the_same_title_again_shows_the_first(week: Week) -> None:
    week.proposing()
    week.bo.proposes("Rural transport")
    again = week.bo.proposes("rural   TRANSPORT?")
    assert "#1" in again.text
    assert "already" in again.text
    assert "#2" in week.cy.proposes("Rural transport").text


def test_a_title_that_cannot_be_is_refused_with_an_example_and_adds_nothing(week: Week) -> None:
    week.proposing()
    week.bo.proposes("Rural transport")
    before = dump.rows(week.settled().world.database)
    refused = [week.bo.proposes(title).text for title in ("ab", "x" * 151)]
    assert ["`/propose" in text for text in refused] == [True, True]
    assert "this one has 151" in refused[1]
    assert dump.rows(week.world.database) == before


def test_titles_of_3_and_of_150_characters_are_taken(week: Week) -> None:
    week.proposing()
    for title in ("abc", "x" * 150):
        assert f"*{title}*" in week.bo.proposes(title).text


def test_a_proposal_is_refused_while_proposing_is_closed(week: Week) -> None:
    assert "Proposing is closed" in week.bo.proposes("Rural transport").text
    assert "*Rural transport*" not in week.bo.types("topics").text


def test_markup_in_a_title_stays_as_it_was_typed(week: Week) -> None:
    week.proposing()
    shown = week.bo.proposes("A & B <script> `code` <!channel> @here")
    assert "*A &amp; B &lt;script&gt; 'code' &lt;!channel&gt; @" in shown.text


def test_the_button_withdraws_and_takes_the_place_of_the_proposal(week: Week) -> None:
    week.proposing()
    proposed = week.bo.proposes("Rural transport")
    after = week.bo.presses(proposed, blocks.WITHDRAW, 1)
    assert (after.ts, "withdrawn" in after.text) == (proposed.ts, True)
    assert "*Rural transport*" not in week.cy.types("topics").text
    again = week.bo.clicks_raw(blocks.WITHDRAW, _taken(proposed))
    assert "Rural transport" not in again.text


def _taken(proposed: Message) -> str:
    return str(button(proposed, blocks.WITHDRAW)[1]["value"])


def test_only_those_who_voted_are_told_of_a_withdrawal_each_with_their_own_dots(week: Week) -> None:
    week.voting("Procurement", "Transport")
    dee = week.newcomer("dee")
    week.cy.votes("1 x2")
    week.ada.votes("1")
    dee.votes("2")
    assert "#1 *Procurement* is withdrawn" in week.bo.runs("withdraw 1").text
    assert "#1 *Procurement*" in week.cy.last_letter()
    assert "2 dots back" in week.cy.last_letter()
    assert "1 dot back" in week.ada.last_letter()
    assert (dee.letters(), week.bo.letters(), week.mallory.letters()) == ([], [], [])
    assert "You have *5 dots left*" in week.cy.votes().text


def test_a_host_is_told_when_a_facilitator_withdraws_their_topic(week: Week) -> None:
    week.proposing()
    week.bo.proposes("Procurement")
    week.ada.runs("withdraw 1")
    assert "#1 *Procurement*" in week.bo.last_letter()
    assert week.ada.letters() == []


def test_somebody_else_cannot_withdraw_a_topic(week: Week) -> None:
    week.proposing()
    proposed = week.bo.proposes("Procurement")
    assert "Only whoever proposed #1" in week.cy.runs("withdraw 1").text
    assert "Only whoever proposed #1" in week.cy.clicks_raw(blocks.WITHDRAW, _taken(proposed)).text
    assert "*Procurement*" in week.cy.types("topics").text
