"""Topics with similar words are named, with three honest ways and never a forced step."""

from handlers.blocks import similar
from tests.handlers import dump
from tests.handlers.cast import Week
from tests.handlers.seen import buttons, carried, labels
from tests.handlers.test_proposing_form import opens, sends, typed

FILLED = {"Title": "Transport in rural areas", "Description": "Buses\n\nand trains"}


def there(week: Week) -> Week:
    week.proposing().cy.proposes("Rural transport: ask the bus driver")
    week.cy.proposes("Housing")
    return week


def test_a_typed_proposal_names_similar_topics_and_is_there_all_the_same(week: Week) -> None:
    shown = there(week).bo.proposes("Transport in rural areas")
    assert "Your topic is #3" in shown.text
    assert "*There are topics with similar words.*" in shown.text
    assert "#1 *Rural transport: ask the bus driver*, hosted by" in shown.text
    assert "*Housing*" not in shown.text
    assert "`/openspace cohost 1` joins #1 as co-host" in shown.text
    assert (buttons(shown, similar.JOIN), buttons(shown, similar.DOT)) == ([1], [])
    assert "similar words" not in week.bo.proposes("Something else").text


def test_the_buttons_of_a_typed_proposal_join_and_give_a_dot(week: Week) -> None:
    there(week).ada.runs("open voting")
    shown = week.bo.proposes("Transport in rural areas")
    assert "`/vote 1` gives it a dot" in shown.text
    assert "Give it a dot: #1 Rural transport: ask the bus driver" in labels(shown)
    dotted = week.bo.presses(shown, similar.DOT, 1, add=True)
    assert "#1 has 1 dot of yours." in dotted.text
    joined = week.bo.presses(shown, similar.JOIN, 1, add=True)
    assert f"hosted by {week.cy.mention} and {week.bo.mention}" in joined.text
    assert f"{week.bo.mention} joined you" in week.cy.last_letter()


def test_a_form_is_stopped_once_and_posts_at_the_second_sending(week: Week) -> None:
    form = opens(there(week).bo)
    before = dump.rows(week.settled().world.database)
    warned = sends(week.bo, form, FILLED)
    assert "You may join one, or post yours anyway." in warned.shown
    assert "#1 *Rural transport: ask the bus driver*" in warned.shown
    assert warned.raw["submit"]["text"] == "Post it anyway"
    assert typed(warned) == {"title": FILLED["Title"], "description": FILLED["Description"]}
    assert dump.rows(week.settled().world.database) == before
    assert "Your topic is #3" in sends(week.bo, warned).shown
    assert "#3 *Transport in rural areas*" in week.cy.types("topics").text


def test_a_title_changed_to_another_similar_one_is_not_stopped_again(week: Week) -> None:
    warned = sends(week.bo, opens(there(week).bo), FILLED)
    assert "Your topic is #3" in sends(week.bo, warned, {"Title": "Housing for all"}).shown


def test_without_similar_topics_a_form_posts_at_once(week: Week) -> None:
    assert "Your topic is #3" in sends(week.bo, opens(there(week).bo), {"Title": "Budgets"}).shown


def test_joining_from_the_form_keeps_the_form_and_all_that_was_typed(week: Week) -> None:
    warned = sends(week.bo, opens(there(week).bo), FILLED)
    filled = week.bo.person.fills(warned, {"Description": "Typed after the warning"})
    assert week.bo.person.clicks(filled, similar.FORM_JOIN).error is None
    week.world.wait_for_lanes()
    now = week.bo.person.form()
    assert "You host #1 *Rural transport: ask the bus driver*." in now.shown
    assert typed(now) == {"title": FILLED["Title"], "description": "Typed after the warning"}
    assert similar.FORM_JOIN not in str(now.blocks)
    assert f"{week.bo.mention} joined you" in week.cy.last_letter()
    assert "Your topic is #3" in sends(week.bo, now).shown


def test_a_dot_from_the_form_is_given_once_and_the_button_then_offers_two(week: Week) -> None:
    there(week).ada.runs("open voting")
    warned = sends(week.bo, opens(week.bo), FILLED)
    assert week.bo.person.clicks(warned, similar.FORM_DOT).error is None
    week.world.wait_for_lanes()
    now = week.bo.person.form()
    assert "#1 has 1 dot of yours." in now.shown
    offered = [
        carried(element)[2]
        for block in now.blocks
        for element in block.get("elements", [])
        if element.get("action_id") == similar.FORM_DOT
    ]
    assert offered == [2]
    assert typed(now)["description"] == FILLED["Description"]
    assert "4 dots left" in week.bo.votes().text
    assert "5 dots left" in week.cy.votes().text


def test_what_cannot_be_done_from_the_form_is_said_above_it_and_the_form_stays(week: Week) -> None:
    there(week).ada.runs("open voting")
    warned = sends(week.bo, opens(week.bo), FILLED)
    week.ada.runs("close voting")
    assert week.bo.person.clicks(warned, similar.FORM_DOT).error is None
    week.world.wait_for_lanes()
    below, above = week.bo.person.forms()
    assert (above.title, "Voting is closed" in above.shown) == ("That did not work", True)
    assert (below.id, typed(below)["title"]) == (warned.id, FILLED["Title"])


def test_ones_own_dots_are_shown_to_oneself_alone(week: Week) -> None:
    there(week).ada.runs("open voting")
    week.bo.votes("1 x3")
    assert "Your dots: 3" in sends(week.bo, opens(week.bo), FILLED).shown
    assert "Your dots" not in sends(week.ada, opens(week.ada), FILLED).shown
