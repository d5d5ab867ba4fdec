"""Ties Slack's commands, buttons and events to what answers them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext, BoltRequest, BoltResponse

from handlers import (
    agenda,
    clicks,
    errors,
    home,
    mentions,
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
from handlers.blocks import home as home_blocks
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
from handlers.deliveries import Deliveries
from handlers.desk import Desk
from handlers.people import Introductions
from handlers.welcome import Welcome
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
    notices_blocks.ALL: notices.press_choice,
    notices_blocks.MINE: notices.press_choice,
    notices_blocks.NONE: notices.press_choice,
    messages_blocks.AGAIN: messages.press_again,
    tally_blocks.CHART: clicks.turn,
    tally_blocks.WORDS: clicks.turn,
    tally_blocks.FILE: tally.press_file,
    list_blocks.EARLIER: clicks.turn,
    list_blocks.LATER: clicks.turn,
    list_blocks.TOPICS: clicks.turn,
    list_blocks.BALLOT: clicks.turn,
    list_blocks.AGENDA: clicks.turn,
    home_blocks.SPACE: clicks.turn,
    home_blocks.DAYS: clicks.turn,
}
"""Every button and menu but the one that says which open space is meant: it answers any command."""

OPENSPACE = "openspace"
"""The command by which people start and run an open space: for that they must be known."""

EVENTS = (
    "app_home_opened",
    "app_mention",
    "member_joined_channel",
    "member_left_channel",
    "user_change",
)


def register(app: App, desk: Desk) -> None:
    """Add every listener to *app*; its error handler answers what they raise."""
    introductions = Introductions(desk)
    deliveries = Deliveries()
    for command in COMMANDS:
        app.command(f"/{desk.prefix}{command.name}")(_command(desk, introductions, command))
    for action_id, press in ACTIONS.items():
        app.action(action_id)(_action(desk, introductions, press))
    choose = partial(_choose, introductions)
    app.action(space_blocks.CHOOSE)(_action(desk, introductions, choose))
    welcome = Welcome(desk, introductions)
    app.event("member_joined_channel")(_joined(desk, welcome, deliveries))
    app.event("app_home_opened")(_home_opened(desk, introductions))
    app.event("member_left_channel")(_left(desk))
    app.event("user_change")(_user_changed(desk))
    app.event("app_mention")(_mentioned(desk, introductions, deliveries))

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
            response_url=body.get("response_url", ""),
            is_private=bool(body.get("container", {}).get("is_ephemeral")),
            is_home=clicks.is_home(body),
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


def _home_opened(desk: Desk, introductions: Introductions) -> Callable[[Body, BoltContext], None]:
    def listener(event: Body, context: BoltContext) -> None:
        if event.get("tab") != "home":
            return  # the tab with our direct messages, which has nothing to paint
        visit = Visit(_team(context), event["user"], "", desk.now())
        introductions.meet(visit.team_id, visit.user_id, stored=False)
        desk.later(visit.user_id, lambda: home.opened(desk, visit))

    return listener


def _joined(
    desk: Desk, welcome: Welcome, deliveries: Deliveries
) -> Callable[[Body, Body, BoltContext, BoltRequest], None]:
    def listener(event: Body, body: Body, context: BoltContext, request: BoltRequest) -> None:
        if event["user"] != context.bot_user_id:
            welcome.joined(_seen(desk, event, context))
        # Where nobody invited the bot there is nobody to answer.
        elif event.get("inviter") and deliveries.is_new(body["event_id"], request.headers):
            inviter = {**event, "user": event["inviter"]}
            welcome.brought(_seen(desk, inviter, context))

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


def _mentioned(
    desk: Desk, introductions: Introductions, deliveries: Deliveries
) -> Callable[[Body, Body, BoltContext, BoltRequest], None]:
    def listener(event: Body, body: Body, context: BoltContext, request: BoltRequest) -> None:
        if mentions.is_by_person(event) and deliveries.is_new(body["event_id"], request.headers):
            visit = _seen(desk, event, context)
            mentions.mentioned(desk, introductions, visit, thread_ts=event.get("thread_ts"))

    return listener


def _seen(desk: Desk, event: Body, context: BoltContext) -> Visit:
    return Visit(_team(context), event["user"], event["channel"], desk.now())


def _team(context: BoltContext) -> str:
    """Return the workspace that installed the bot; somebody from elsewhere comes from another."""
    result = context.authorize_result
    return str((result.team_id if result else None) or context.team_id or "")
