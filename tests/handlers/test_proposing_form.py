"""The form in which a topic is proposed: it opens, says what is wrong, and loses nothing."""

import threading
from typing import Any

import pytest

from handlers.blocks import proposing, proposing_form, values
from handlers.blocks.form_values import Proposing
from openspace.spaces import Space
from sandbox.sights import Outcome, View
from storage import spaces
from tests.handlers import cast, dump
from tests.handlers.cast import Somebody, Week
from tests.handlers.test_voting import space_id
from tests.handlers.world import SOON_S

DATABASES = ("sqlite", "postgresql")
THEMES = ("Addressing inequalities is part of the job", "Invest in showing it works")
LONG = "First line\n\nThe rest, with <b> & `code`."


def opens(somebody: Somebody, words: str = "propose") -> View:
    """Type a command that opens a form; the form."""
    answer = somebody.tries(words)
    assert (answer.error, answer.message) == (None, None), answer
    return somebody.person.form()


def sends(somebody: Somebody, form: View, values: dict[str, Any] | None = None) -> View:
    """Send a form; what takes its place."""
    outcome = somebody.person.submits(form, values)
    assert (outcome.error, outcome.errors) == (None, None), outcome
    return somebody.person.form()


def is_refused(somebody: Somebody, form: View, values: dict[str, Any] | None = None) -> Outcome:
    outcome = somebody.person.submits(form, values)
    assert outcome.error is None
    assert outcome.errors, "an error stands at a field"
    now = somebody.person.form()
    assert now.id == form.id
    return outcome


def typed(form: View) -> dict[str, Any]:
    """What stands in the fields, by field; empty ones are left out."""
    found = {}
    for fields in form.values.values():
        for action_id, entry in fields.items():
            value = next(inner for name, inner in entry.items() if name != "type")
            if value:
                found[action_id] = value
    return found


def with_themes(week: Week, *names: str) -> Space:
    with week.world.database.begin() as db:
        team_id = week.world.sandbox.team_id
        space = spaces.in_channel(db, week.channel.id, team_id=team_id)
        assert space is not None
        spaces.add_themes(db, space, names)
    return space


def test_the_form_proposes_with_everything_that_was_filled_in(week: Week) -> None:
    with_themes(week, *THEMES)
    form = opens(week.proposing().bo)
    chosen = next(
        option["value"]
        for block in form.blocks
        for option in block.get("element", {}).get("options", [])
        if option["text"]["text"] == THEMES[1]
    )
    filled = {
        "Title": "Rural transport",
        "Description": LONG,
        "Theme": chosen,
        "Co-hosts": [week.cy.id],
        "Access notes": "Captions, please",
    }
    done = sends(week.bo, form, filled)
    assert (done.title, "Your topic is #1" in done.shown) == ("Topic 1", True)
    listed = week.cy.types("topics").text
    assert f"#1 *Rural transport*, hosted by {week.bo.mention} and {week.cy.mention}" in listed
    assert f"Theme: {THEMES[1]}" in listed
    assert "First line The rest, with &lt;b&gt; &amp; 'code'." in listed
    assert "Captions" not in listed
    edit = typed(opens(week.ada, "openspace edit 1"))
    assert edit == {
        "title": "Rural transport",
        "description": LONG,
        "theme": edit["theme"],
        "hosts": [week.bo.id, week.cy.id],
        "access_notes": "Captions, please",
    }
    assert edit["theme"]["value"] == chosen


def test_who_does_nothing_before_they_open_a_form_can_send_it_at_once(week: Week) -> None:
    week.proposing().settled()
    goes_on = threading.Event()
    # All that is to be done for bo after an answer waits behind this.
    week.world._lanes.later(week.bo.id, lambda: (goes_on.wait(SOON_S), None)[1])
    try:
        form = opens(week.bo)
        assert "Your topic is #1" in sends(week.bo, form, {"Title": "Transport"}).shown
        assert opens(week.bo, "openspace edit 1").title == "Edit topic 1"
    finally:
        goes_on.set()


def test_co_hosts_are_told_once_and_nobody_else_is(week: Week) -> None:
    form = opens(week.proposing().bo)
    sends(week.bo, form, {"Title": "Transport", "Co-hosts": [week.cy.id, week.bo.id]})
    assert [letter.text.split(" in ")[0] for letter in week.cy.letters()] == [
        f"{week.bo.mention} named you as host of #1 *Transport*"
    ]
    assert (week.bo.letters(), week.ada.letters(), week.mallory.letters()) == ([], [], [])


def test_somebody_else_may_host_it(week: Week) -> None:
    form = opens(week.proposing().bo)
    sends(week.bo, form, {"Title": "Transport", "nobody": ["yes"]})
    assert "#1 *Transport*, looking for a host\nHost it: `/openspace adopt 1`" in (
        week.cy.types("topics").text
    )
    form = opens(week.bo)
    sends(week.bo, form, {"Title": "Housing", "nobody": ["yes"], "Co-hosts": [week.cy.id]})
    assert f"#2 *Housing*, hosted by {week.cy.mention}\n" in week.ada.types("topics").text + "\n"


def test_without_words_while_proposing_is_closed_words_answer_and_no_form_opens(week: Week) -> None:
    assert "Proposing is closed" in week.bo.types("propose").text
    assert week.bo.person.forms() == []


def test_proposing_closed_meanwhile_is_said_in_the_form_which_stays_as_it_is(week: Week) -> None:
    form = opens(week.proposing().bo)
    week.ada.runs("close proposals")
    before = dump.rows(week.settled().world.database)
    filled = {"Title": "Transport", "Description": LONG}
    refused = is_refused(week.bo, form, filled)
    assert refused.errors is not None
    assert list(refused.errors) == ["title.0"]
    assert "Proposing is closed" in refused.errors["title.0"]
    assert "`" not in refused.errors["title.0"]
    assert typed(week.bo.person.form()) == {"title": "Transport", "description": LONG}
    assert dump.rows(week.settled().world.database) == before
    week.ada.runs("open proposals")
    assert "#1" in sends(week.bo, week.bo.person.form()).shown


def test_a_title_that_nobody_sees_is_refused_at_the_title(week: Week) -> None:
    form = opens(week.proposing().bo)
    refused = is_refused(week.bo, form, {"Title": "\u200b\u200b\u200b"})
    assert refused.errors == {
        "title.0": "A title needs at least 3 characters that can be seen. Say in a few words what"
        " to discuss."
    }


def test_a_bot_among_the_co_hosts_is_refused_at_that_field(week: Week) -> None:
    robot = week.newcomer("robot", kind="bot")
    form = opens(week.proposing().bo)
    before = dump.rows(week.settled().world.database)
    refused = is_refused(week.bo, form, {"Title": "Transport", "Co-hosts": [robot.id]})
    assert refused.errors == {
        "hosts.0": "Bots and closed accounts do not take part, so they cannot host. Choose a"
        " person."
    }
    changed = set(dump.rows(week.settled().world.database)) ^ set(before)
    assert [row for row in changed if "Transport" in row] == []
    assert typed(week.bo.person.form()) == {"title": "Transport", "hosts": [robot.id]}


def test_the_same_title_again_is_refused_at_the_title_and_keeps_what_was_typed(week: Week) -> None:
    week.proposing().bo.proposes("Rural transport")
    form = opens(week.bo)
    refused = is_refused(week.bo, form, {"Title": "Rural transport?", "Description": LONG})
    assert refused.errors is not None
    assert "it is #1" in refused.errors["title.0"]
    assert typed(week.bo.person.form())["description"] == LONG


def test_a_theme_that_is_gone_is_refused_at_the_theme(week: Week) -> None:
    with_themes(week, *THEMES)
    form = opens(week.proposing().bo)
    answer = _sends_raw(week, form, {"theme.0": {"theme": {"selected_option": {"value": "0"}}}})
    assert answer == {
        "response_action": "errors",
        "errors": {"theme.0": "That theme is not there any more. Choose another, or none."},
    }


@pytest.mark.parametrize("metadata", ["", "[]", "[1]", '["1",true]', "[1,1]", "{}", "[99,true,1]"])
def test_a_form_that_carries_something_else_is_refused_in_words(week: Week, metadata: str) -> None:
    form = opens(week.proposing().bo)
    before = dump.rows(week.settled().world.database)
    answer = _sends_raw(week, form, {}, metadata=metadata)
    assert answer == {"response_action": "errors", "errors": {"title.0": values.OLD_FORM}}
    assert dump.rows(week.settled().world.database) == before


def test_a_form_that_names_an_open_space_of_others_is_refused(week: Week) -> None:
    form = opens(week.proposing().bo)
    other = cast.week(week.world).proposing()
    metadata = values.write(Proposing(space_id(other), is_warned=True))
    before = dump.rows(week.settled().world.database)
    answer = _sends_raw(week, form, {}, metadata=metadata)
    assert "There is no open space here" in answer["errors"]["title.0"]
    assert dump.rows(week.settled().world.database) == before


def _sends_raw(
    week: Week, form: View, more: dict[str, Any], *, metadata: str | None = None
) -> dict[str, Any]:
    state = {"title.0": {"title": {"value": "Transport"}}, **more}
    carried = week.world.sandbox._world.workspace.views[form.id].content["private_metadata"]
    view = {
        **form.raw,
        "state": {"values": state},
        "private_metadata": carried if metadata is None else metadata,
    }
    payload = {
        "type": "view_submission",
        "team": {"id": week.world.sandbox.team_id},
        "user": {"id": week.bo.id, "team_id": week.world.sandbox.team_id},
        "trigger_id": "1.1.1",
        "view": view,
    }
    answer = week.world.interacts(payload)
    assert answer.status_code == 200
    shown: dict[str, Any] = answer.json()
    return shown


def test_behind_one_who_holds_the_database_too_long_the_form_stays_with_all_that_was_typed(
    week: Week,
) -> None:
    gate = week.world.database.gate
    if gate is None:
        return  # PostgreSQL queues its writers itself
    form = opens(week.proposing().bo)
    week.world.settle()
    assert gate.acquire(timeout_s=1)
    try:
        refused = is_refused(week.bo, form, {"Title": "Transport", "Description": LONG})
    finally:
        gate.release()
    assert refused.errors == {
        "title.0": "Many people are doing something at this moment, so nothing was changed."
        " Please try again."
    }
    assert "#1" in sends(week.bo, week.bo.person.form()).shown
    assert "First line" in week.cy.types("topics").text


def test_when_slack_opens_no_form_the_answer_says_so_in_words(week: Week) -> None:
    week.proposing()
    week.bo.runs()
    week.world.expects_refusals = True
    for fault in ("rate_500", "rate_429"):
        week.world.workspace.faults(methods=["views.open"], **{fault: 1.0})
        said = week.bo.types("propose").text
        week.world.workspace.faults(methods=None, **{fault: 0.0})
        assert said.startswith("Slack did not open the form in time, so nothing was changed.")
    assert week.bo.person.forms() == []


def test_one_form_sent_twice_at_once_adds_one_topic(week: Week) -> None:
    form = opens(week.proposing().bo)
    answers: list[dict[str, Any]] = []
    several = [
        threading.Thread(target=lambda: answers.append(_sends_raw(week, form, {})))
        for _ in range(4)
    ]
    for one in several:
        one.start()
    for one in several:
        one.join()
    assert sorted(answer["response_action"] for answer in answers) == [*["errors"] * 3, "update"]
    assert "1 in all." in week.cy.types("topics").text


def test_with_several_open_spaces_the_answer_asks_which_and_its_button_opens_the_form(
    week: Week,
) -> None:
    other = cast.week(week.world, is_private=False).proposing()
    week.proposing().bo.runs()
    week.settled()
    asked = week.bo.types("propose", at=week.bo.person.dm())
    outcome = week.bo.pushes(asked, "This one")
    assert outcome.error is None
    assert week.bo.person.form().callback_id == proposing_form.CALLBACK
    assert other


def test_the_buttons_of_the_answer_open_the_form_of_that_topic(week: Week) -> None:
    shown = week.proposing().bo.proposes("Rural transport")
    for action_id, focused in ((proposing.EDIT, "title"), (proposing.DETAILS, "description")):
        assert week.bo.pushes(shown, action_id, 1).error is None
        form = week.bo.person.form()
        assert (form.title, typed(form)["title"]) == ("Edit topic 1", "Rural transport")
        has_focus = [
            block["element"]["action_id"]
            for block in form.blocks
            if block.get("element", {}).get("focus_on_load")
        ]
        assert has_focus == [focused]
