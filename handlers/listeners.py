"""Ties Slack's commands, buttons and events to what answers them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext, BoltResponse

from handlers import (
    clicks,
    errors,
    events,
    forms,
    people,
    routes,
)
from handlers.asking import Asked
from handlers.blocks import spaces as space_blocks
from handlers.blocks import values
from handlers.blocks.filled import Filled
from handlers.blocks.message import Message
from handlers.blocks.values import Chosen
from handlers.clicks import Clicked, Opened, Press, Replace, Reply
from handlers.commands import BY_NAME, COMMANDS, Command
from handlers.desk import Desk
from handlers.forms import Above, PressInside, Sent, Submit, Use, Used
from handlers.people import Introductions
from handlers.shortcuts import SHORTCUTS
from openspace import RuleViolation
from services.visits import Visit, WhichSpace

Body = dict[str, Any]

OPENSPACE = "openspace"
"""The command by which people start and run an open space: for that they must be known."""


def register(app: App, desk: Desk) -> None:
    """Add every listener to *app*; its error handler answers what they raise."""
    introductions = Introductions(desk)
    for command in COMMANDS:
        app.command(f"/{desk.prefix}{command.name}")(_command(desk, introductions, command))
    for action_id, press in routes.ACTIONS.items():
        app.action(action_id)(_action(desk, introductions, press))
    choose = partial(_choose, introductions)
    app.action(space_blocks.CHOOSE)(_action(desk, introductions, choose))
    for action_id, inside in routes.FORM_ACTIONS.items():
        app.action(action_id)(_form_action(desk, introductions, inside))
    for callback_id, submit in routes.FORMS.items():
        app.view(callback_id)(_submission(desk, introductions, submit))
    for shortcut in SHORTCUTS:
        app.shortcut(shortcut.callback_id)(_shortcut(desk, introductions, shortcut.use))
    events.register(app, desk, introductions)

    @app.error
    def failed(error: Exception, body: Body) -> BoltResponse:
        return errors.answer(desk, error, body)


def _command(
    desk: Desk, introductions: Introductions, command: Command
) -> Callable[[Ack, Body, BoltContext], None]:
    def listener(ack: Ack, body: Body, context: BoltContext) -> None:
        visit = Visit(people.workspace(context), body["user_id"], body["channel_id"], desk.now())
        meet = partial(introductions.meet, visit.team_id)
        urls = body.get("response_url", ""), body.get("trigger_id", "")
        forget = partial(introductions.forget, visit.team_id, visit.user_id)
        asked = Asked(desk, visit, body.get("text", ""), *urls, meet, forget)
        message = _answer(introductions, command, asked)
        if message is None:
            ack()
        else:
            ack(response_type="ephemeral", **message.payload(desk.prefix))

    return listener


def _answer(introductions: Introductions, command: Command, asked: Asked) -> Message | None:
    visit = asked.visit
    introductions.meet(visit.team_id, visit.user_id, stored=command.name == OPENSPACE)
    try:
        return command.answer(asked)
    except WhichSpace as several:
        return space_blocks.choose(several.choices, command=command.name, text=asked.text)


def _action(
    desk: Desk, introductions: Introductions, press: Press
) -> Callable[[Ack, Body, BoltContext], None]:
    def listener(ack: Ack, body: Body, context: BoltContext) -> None:
        user_id = body["user"]["id"]
        channel_id = body.get("channel", {}).get("id", "")
        introductions.meet(people.workspace(context), user_id, stored=False)
        clicked = Clicked(
            desk=desk,
            pressed_by=Visit(people.workspace(context), user_id, channel_id, desk.now()),
            value=_value(body["actions"][0]),
            response_url=body.get("response_url", ""),
            is_private=bool(body.get("container", {}).get("is_ephemeral")),
            is_home=clicks.is_home(body),
            trigger_id=body.get("trigger_id", ""),
            form=clicks.in_form(body),
            forget=partial(introductions.forget, people.workspace(context), user_id),
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


def _form_action(
    desk: Desk, introductions: Introductions, press: PressInside
) -> Callable[[Ack, Body, BoltContext], None]:
    def listener(ack: Ack, body: Body, context: BoltContext) -> None:
        match press(_sent(desk, introductions, body, context)):
            case Above(form):
                forms.open_above(desk, body["trigger_id"], form)
                ack()
            case anew:
                ack()
                view_id = body["view"]["id"]
                desk.later(body["user"]["id"], lambda: forms.show_anew(desk, view_id, anew))

    return listener


def _submission(
    desk: Desk, introductions: Introductions, submit: Submit
) -> Callable[[Ack, Body, BoltContext], None]:
    def listener(ack: Ack, body: Body, context: BoltContext) -> None:
        form = submit(_sent(desk, introductions, body, context))
        ack(response_action="update", view=form.view(desk.prefix))

    return listener


def _sent(desk: Desk, introductions: Introductions, body: Body, context: BoltContext) -> Sent:
    team_id, user_id, view = people.workspace(context), body["user"]["id"], body["view"]
    introductions.meet(team_id, user_id, stored=False)
    return Sent(
        desk=desk,
        sent_by=Visit(team_id, user_id, "", desk.now()),
        metadata=view.get("private_metadata", ""),
        filled=Filled(view.get("state", {}).get("values", {})),
        value=next((one.get("value", "") for one in body.get("actions", [])), ""),
        meet=partial(introductions.meet, team_id),
    )


def _shortcut(
    desk: Desk, introductions: Introductions, use: Use
) -> Callable[[Ack, Body, BoltContext], None]:
    def listener(ack: Ack, body: Body, context: BoltContext) -> None:
        user_id = body["user"]["id"]
        channel_id = body.get("channel", {}).get("id", "")
        introductions.meet(people.workspace(context), user_id, stored=False)
        visit = Visit(people.workspace(context), user_id, channel_id, desk.now())
        form = use(Used(desk, visit, body.get("message")))
        forms.open_form(desk, body["trigger_id"], form)
        ack()

    return listener


def _choose(introductions: Introductions, clicked: Clicked) -> Replace | Opened:
    chosen = values.read(Chosen, clicked.value)
    command = BY_NAME.get(chosen.command)
    if command is None:
        raise RuleViolation(values.OLD_BUTTON)
    visit = clicked.visit(chosen.space_id)
    meet = partial(introductions.meet, visit.team_id)
    urls = clicked.response_url, clicked.trigger_id
    forget = partial(introductions.forget, visit.team_id, visit.user_id)
    asked = Asked(clicked.desk, visit, chosen.text, *urls, meet, forget)
    message = _answer(introductions, command, asked)
    return Opened() if message is None else Replace(message)
