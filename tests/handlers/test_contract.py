"""All that Slack can send reaches a listener, and no listener waits for what Slack never sends."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.manifest import manifest
from handlers import routes, shortcuts
from handlers.blocks import (
    agenda,
    messages,
    similar,
    spaces,
    values,
    voting,
)
from handlers.commands import COMMANDS
from tests.handlers import cast
from tests.handlers.cast import Week
from tests.handlers.world import World

BLOCKS = Path(__file__).parents[2] / "handlers" / "blocks"
UNKNOWN = "I do not know that"
MANIFEST = manifest("http", "", "https://bot.example.org")
IN_MANIFEST = [entry["command"] for entry in MANIFEST["features"]["slash_commands"]]
EVENTS = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
ACTIONS = (*routes.ACTIONS, spaces.CHOOSE)
FORM_ACTIONS = tuple(routes.FORM_ACTIONS)
SHORTCUTS = {one["callback_id"]: one["type"] for one in MANIFEST["features"]["shortcuts"]}


PLACE_OF_ID = {"Button": 1, "Menu": 0, "Overflow": 0}
"""Which argument of what makes an element is its action id."""


def button_actions() -> set[str]:
    """The action ids that any renderer can produce: of each `Button(...)` and menu."""
    found = set()
    for file in BLOCKS.glob("*.py"):
        tree = ast.parse(file.read_text())
        constants = dict(_constants(tree))
        for call in ast.walk(tree):
            name = getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""
            if isinstance(call, ast.Call) and name in PLACE_OF_ID:
                found |= _ids(call.args[PLACE_OF_ID[name]], constants)
    return found


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            for target in node.targets:
                if isinstance(target, ast.Name) and isinstance(node.value.value, str):
                    yield target.id, node.value.value


def _ids(given: ast.expr, constants: dict[str, str]) -> set[str]:
    if isinstance(given, ast.Attribute):
        if ast.unparse(given.value) == "ways":
            return {getattr(ways, given.attr) for ways in (similar.IN_MESSAGE, similar.IN_FORM)}
        module = {"agenda": agenda, "messages": messages}[ast.unparse(given.value)]
        return {str(getattr(module, given.attr))}
    name = ast.unparse(given)
    # A function that makes buttons gets the id as an argument; its callers name the constants.
    return {constants[name]} if name in constants else set(constants.values()) & set(ACTIONS)


def test_every_action_that_a_renderer_can_produce_has_a_listener_and_the_other_way_round() -> None:
    assert button_actions() == {*ACTIONS, *FORM_ACTIONS}
    assert not {*ACTIONS} & {*FORM_ACTIONS}


@pytest.mark.parametrize("command", IN_MANIFEST)
def test_every_command_of_the_manifest_reaches_a_listener(week: Week, command: str) -> None:
    fields = {
        "command": command,
        "text": "",
        "team_id": week.world.sandbox.team_id,
        "user_id": week.bo.id,
        "channel_id": week.channel.id,
        "response_url": week.bo.response_url(),
        "trigger_id": "1.1.1",
    }
    answer = week.world.posts(fields)
    assert answer.status_code == 200
    assert answer.json()["response_type"] == "ephemeral"
    assert UNKNOWN not in answer.json()["text"]


def test_the_manifest_names_all_commands_and_no_others() -> None:
    assert [f"/{command.name}" for command in COMMANDS] == IN_MANIFEST


@pytest.mark.parametrize("action_id", ACTIONS)
def test_every_action_reaches_a_listener(week: Week, action_id: str) -> None:
    assert UNKNOWN not in week.bo.clicks_raw(action_id, "[]").text


def form_callbacks() -> set[str]:
    """The callback ids that any renderer can produce: third argument of each `Form(...)`."""
    found = set()
    for file in BLOCKS.glob("*.py"):
        tree = ast.parse(file.read_text())
        constants = dict(_constants(tree))
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Form":
                assert not [named.arg for named in call.keywords], "forms are made by position"
                found |= {constants[ast.unparse(given)] for given in call.args[2:3]}
    return found


def test_every_form_that_a_renderer_can_produce_has_a_listener_and_the_other_way_round() -> None:
    assert form_callbacks() == set(routes.FORMS)


@pytest.mark.parametrize("callback_id", routes.FORMS)
def test_every_form_reaches_a_listener_and_refuses_what_it_does_not_carry(
    week: Week, callback_id: str
) -> None:
    field = {"type": "input", "block_id": "t", "element": {"action_id": "title"}}
    view = {
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": "[1,2,3]",
        "blocks": [field],
        "state": {"values": {"t": {"title": {"value": "Procurement"}}}},
    }
    answer = week.world.interacts(_interaction(week, "view_submission", view=view))
    assert answer.json() == {"response_action": "errors", "errors": {"t": values.OLD_FORM}}


@pytest.mark.parametrize("action_id", FORM_ACTIONS)
def test_every_action_within_a_form_reaches_a_listener(
    week: Week, action_id: str, caplog: pytest.LogCaptureFixture
) -> None:
    week.world.expects_refusals = True
    action = {"type": "button", "action_id": action_id, "block_id": "b", "value": "[]"}
    view = {"id": "V1", "type": "modal", "private_metadata": "", "state": {"values": {}}}
    pressed = _interaction(week, "block_actions", view=view, actions=[action])
    assert week.world.interacts(pressed).status_code == 200
    week.world.wait_for_lanes()
    last = week.world.calls[-1]
    assert (last.name, values.OLD_BUTTON[:20] in str(last.request)) == ("views.push", True)
    assert "nothing here answers" not in caplog.text


@pytest.mark.parametrize("callback_id", SHORTCUTS)
def test_every_shortcut_of_the_manifest_reaches_a_listener(week: Week, callback_id: str) -> None:
    week.proposing()
    week.bo.runs()
    week.settled()
    said = week.bo.person.says("Rural transport", week.channel)
    on = next(one for one in week.bo.person.sees(week.channel) if one.ts == said)
    used = week.bo.person.uses(callback_id, on if SHORTCUTS[callback_id] == "message" else None)
    assert used.error is None
    assert week.bo.person.form().callback_id in routes.FORMS


def test_the_manifest_names_all_shortcuts_and_no_others() -> None:
    assert list(SHORTCUTS) == [shortcut.callback_id for shortcut in shortcuts.SHORTCUTS]


def _interaction(week: Week, kind: str, **more: object) -> dict[str, object]:
    return {
        "type": kind,
        "team": {"id": week.world.sandbox.team_id},
        "user": {"id": week.bo.id, "team_id": week.world.sandbox.team_id},
        "api_app_id": week.world.sandbox.app_id,
        "trigger_id": "1.1.1",
        **more,
    }


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_of_the_manifest_reaches_a_listener(
    week: Week, event: str, caplog: pytest.LogCaptureFixture
) -> None:
    user: object = {"id": week.bo.id} if event == "user_change" else week.bo.id
    told = week.world.tells(
        {"type": event, "user": user, "channel": week.channel.id, "tab": "home"}
    )
    assert told.status_code == 200
    assert "nothing here answers" not in caplog.text
    assert "Failure" not in caplog.text


def test_the_bots_own_arrival_makes_nobody_a_participant(week: Week) -> None:
    event = {
        "type": "member_joined_channel",
        "user": week.world.sandbox.bot_user_id,
        "channel": week.channel.id,
    }
    assert week.world.tells(event).status_code == 200
    assert week.world.sandbox.bot_user_id not in week.ada.runs("facilitators").text


@pytest.mark.parametrize("change", ["secret", "time", "body", "nothing"])
def test_without_slacks_signature_nothing_is_heard(world: World, week: Week, change: str) -> None:
    week.voting("Procurement")
    fields = {
        "command": "/vote",
        "text": "1",
        "team_id": world.sandbox.team_id,
        "user_id": week.cy.id,
        "channel_id": week.channel.id,
    }
    headers = {
        "secret": {"X-Slack-Signature": "v0=" + "0" * 64},
        "time": {"X-Slack-Request-Timestamp": "1"},
        "body": {"X-Slack-Signature": "v0="},
        "nothing": {"X-Slack-Signature": "", "X-Slack-Request-Timestamp": ""},
    }
    assert world.posts(fields, **headers[change]).status_code == 401
    assert "5 dots left" in week.cy.votes().text


def test_the_same_handlers_answer_by_socket_mode(socket_world: World) -> None:
    week = cast.week(socket_world).voting("Procurement").published(seats=1)
    ballot = week.cy.votes()
    assert "4 dots left" in week.cy.presses(ballot, voting.MORE, 1).text
    week.bo.signs_up("2")
    week.cy.presses(week.cy.types("agenda week"), agenda.TAKE, 2)
    week.bo.signs_up("cancel 2")
    assert "#2 *Opening*" in week.cy.last_letter()
    assert "Only facilitators" in week.bo.runs("close").text
