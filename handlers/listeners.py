"""Ties Slack's commands, buttons and events to what answers them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext, BoltResponse

from handlers import (
    agenda,
    clicks,
    errors,
    messages,
    notices,
    people,
    proposing,
    signup,
    tally,
    topics,
    voting,
)
from handlers.asking import Asked
from handlers.blocks import agenda as agenda_blocks
from handlers.blocks import lists as list_blocks
from handlers.blocks import messages as messages_blocks
from handlers.blocks import notices as notices_blocks
from handlers.blocks import proposing as proposing_blocks
from handlers.blocks import spaces as space_blocks
from handlers.blocks import tally as tally_blocks
from handlers.blocks import values
from handlers.blocks import voting as voting_blocks
from handlers.blocks.message import Message
from handlers.blocks.values import Chosen
from handlers.clicks import Clicked, Press, Replace, Reply
from handlers.commands import BY_NAME, COMMANDS, Command
from handlers.desk import Desk
from handlers.people import Introductions
from openspace import RuleViolation
from services import visits
from services.visits import Visit, WhichSpace

Body = dict[str, Any]

ACTIONS: Mapping[str, Press] = {
    voting_blocks.MORE: voting.press,
    voting_blocks.FEWER: voting.press,
    voting_blocks.THEME: clicks.turn,
    voting_blocks.DETAILS: topics.press_details,
    agenda_blocks.TAKE: signup.press_take,
    agenda_blocks.TAKE_ANYWAY: signup.press_take_anyway,
    agenda_blocks.GIVE_UP: signup.press_give_up,
    agenda_blocks.DAY_BEFORE: clicks.turn,
    agenda_blocks.DAY_AFTER: clicks.turn,
    agenda_blocks.WEEK: clicks.turn,
    agenda_blocks.MINE: clicks.turn,
    agenda_blocks.CALENDAR: agenda.press_calendar,
    proposing_blocks.WITHDRAW: proposing.press_withdraw,
    notices_blocks.STOP: notices.press_stop,
    messages_blocks.AGAIN: messages.press_again,
    tally_blocks.CHART: clicks.turn,
    tally_blocks.WORDS: clicks.turn,
    tally_blocks.FILE: tally.press_file,
    list_blocks.EARLIER: clicks.turn,
    list_blocks.LATER: clicks.turn,
}
"""Every button and menu but the one that says which open space is meant: it answers any command."""

OPENSPACE = "openspace"
"""The command by which people start and run an open space: for that they must be known."""

EVENTS = ("member_joined_channel", "member_left_channel", "user_change")


def register(app: App, desk: Desk) -> None:
    """Add every listener to *app*; its error handler answers what they raise."""
    introductions = Introductions(desk)
    for command in COMMANDS:
        app.command(f"/{desk.prefix}{command.name}")(_command(desk, introductions, command))
    for action_id, press in ACTIONS.items():
        app.action(action_id)(_action(desk, introductions, press))
    choose = partial(_choose, introductions)
    app.action(space_blocks.CHOOSE)(_action(desk, introductions, choose))
    app.event("member_joined_channel")(_joined(desk))
    app.event("member_left_channel")(_left(desk))
    app.event("user_change")(_user_changed(desk))

    @app.error
    def failed(error: Exception, body: Body) -> BoltResponse:
        return errors.answer(desk, error, body)


def _command(
    desk: Desk, introductions: Introductions, command: Command
) -> Callable[[Ack, Body, BoltContext], None]:
    def listener(ack: Ack, body: Body, context: BoltContext) -> None:
        visit = Visit(_team(context), body["user_id"], body["channel_id"], desk.now())
        text, response_url = body.get("text", ""), body.get("response_url", "")
        message = _answer(desk, introductions, command, visit, text, response_url)
        ack(response_type="ephemeral", **message.payload(desk.prefix))

    return listener


def _answer(
    desk: Desk,
    introductions: Introductions,
    command: Command,
    visit: Visit,
    text: str,
    response_url: str,
) -> Message:
    introductions.meet(visit.team_id, visit.user_id, stored=command.name == OPENSPACE)
    meet = partial(introductions.meet, visit.team_id)
    try:
        return command.answer(Asked(desk, visit, text, response_url, meet))
    except WhichSpace as several:
        return space_blocks.choose(several.choices, command=command.name, text=text)


def _action(
    desk: Desk, introductions: Introductions, press: Press
) -> Callable[[Ack, Body, BoltContext], None]:
    def listener(ack: Ack, body: Body, context: BoltContext) -> None:
        user_id = body["user"]["id"]
        channel_id = body.get("channel", {}).get("id", "")
        introductions.meet(_team(context), user_id, stored=False)
        clicked = Clicked(
            desk=desk,
            pressed_by=Visit(_team(context), user_id, channel_id, desk.now()),
            value=_value(body["actions"][0]),
            response_url=body["response_url"],
            is_private=bool(body.get("container", {}).get("is_ephemeral")),
        )
        reply = press(clicked)
        ack()
        desk.later(user_id, lambda: _show(clicked, reply))

    return listener


def _value(action: Body) -> str:
    """Return what a button carries, or the chosen option of a menu."""
    option = action.get("selected_option") or {}
    return str(action.get("value") or option.get("value") or "")


def _show(clicked: Clicked, reply: Reply) -> None:
    try:
        clicks.show(clicked, reply)
    except Exception as error:  # noqa: BLE001 - Slack has its answer; the person still waits for one
        clicks.answer(clicked, errors.said(error), in_place=False)


def _choose(introductions: Introductions, clicked: Clicked) -> Replace:
    chosen = values.read(Chosen, clicked.value)
    command = BY_NAME.get(chosen.command)
    if command is None:
        raise RuleViolation(values.OLD_BUTTON)
    visit = clicked.visit(chosen.space_id)
    return Replace(
        _answer(clicked.desk, introductions, command, visit, chosen.text, clicked.response_url)
    )


def _joined(desk: Desk) -> Callable[[Body, BoltContext], None]:
    def listener(event: Body, context: BoltContext) -> None:
        if event["user"] == context.bot_user_id:
            return
        with desk.database.begin() as db:
            visits.arrive(db, _seen(desk, event, context))

    return listener


def _left(desk: Desk) -> Callable[[Body, BoltContext], None]:
    def listener(event: Body, context: BoltContext) -> None:
        with desk.database.begin() as db:
            visits.depart(db, _seen(desk, event, context))

    return listener


def _user_changed(desk: Desk) -> Callable[[Body, BoltContext], None]:
    def listener(event: Body, context: BoltContext) -> None:
        people.changed(desk, event["user"], team_id=_team(context))

    return listener


def _seen(desk: Desk, event: Body, context: BoltContext) -> Visit:
    return Visit(_team(context), event["user"], event["channel"], desk.now())


def _team(context: BoltContext) -> str:
    """Return the workspace that installed the bot; somebody from elsewhere comes from another."""
    result = context.authorize_result
    return str((result.team_id if result else None) or context.team_id or "")
