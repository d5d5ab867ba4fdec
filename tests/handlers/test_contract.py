"""All that Slack can send reaches a listener, and no listener waits for what Slack never sends."""

import ast
from pathlib import Path

import pytest

from bot.manifest import manifest
from handlers import listeners
from handlers.blocks import (
    agenda,
    home,
    lists,
    messages,
    notices,
    proposing,
    spaces,
    tally,
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
ACTIONS = (
    voting.MORE,
    voting.FEWER,
    voting.THEME,
    voting.DETAILS,
    tally.CHART,
    tally.WORDS,
    tally.FILE,
    agenda.DAY_BEFORE,
    agenda.DAY_AFTER,
    agenda.WEEK,
    agenda.MINE,
    agenda.CALENDAR,
    agenda.TAKE,
    agenda.TAKE_ANYWAY,
    agenda.GIVE_UP,
    proposing.WITHDRAW,
    lists.EARLIER,
    lists.LATER,
    lists.TOPICS,
    lists.BALLOT,
    lists.AGENDA,
    spaces.CHOOSE,
    notices.STOP,
    notices.ALL,
    notices.MINE,
    notices.NONE,
    home.SPACE,
    home.DAYS,
    messages.AGAIN,
)


PLACE_OF_ID = {"Button": 1, "Menu": 0}
"""Which argument of what makes an element is its action id."""


def button_actions() -> set[str]:
    """The action ids that any renderer can produce: of each `Button(...)` and `Menu(...)`."""
    found = set()
    for file in BLOCKS.glob("*.py"):
        tree = ast.parse(file.read_text())
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name) and isinstance(node.value.value, str)
        }
        for call in ast.walk(tree):
            name = getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""
            if isinstance(call, ast.Call) and name in PLACE_OF_ID:
                found |= _ids(call.args[PLACE_OF_ID[name]], constants)
    return found


def _ids(given: ast.expr, constants: dict[str, str]) -> set[str]:
    if isinstance(given, ast.Attribute):
        return {
            str(
                getattr(
                    {"agenda": agenda, "messages": messages}[ast.unparse(given.value)], given.attr
                )
            )
        }
    name = ast.unparse(given)
    # A function that makes buttons gets the id as an argument; its callers name the constants.
    return {constants[name]} if name in constants else set(constants.values()) & set(ACTIONS)


def test_every_action_that_a_renderer_can_produce_has_a_listener_and_the_other_way_round() -> None:
    assert button_actions() == set(ACTIONS)
    assert {*listeners.ACTIONS, spaces.CHOOSE} == set(ACTIONS)


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
