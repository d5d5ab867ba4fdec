"""Ties Slack's commands, buttons and events to what answers them."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeAlias

from slack_bolt import Ack, App, BoltContext, BoltResponse

from handlers import (
    clicks,
    errors,
    events,
    forms,
    people,
    routes,
    workspaces,
)
from handlers.asking import Asked
from handlers.blocks import spaces as space_blocks
from handlers.blocks import values
from handlers.blocks.filled import Filled
from handlers.blocks.message import Message
from handlers.blocks.values import Chosen
from handlers.clicks import Clicked, Opened, Press, Replace, Reply
from handlers.commands import BY_NAME, COMMANDS, Command
from handlers.desk import Desk, Desks
from handlers.forms import Above, PressInside, Sent, Submit, Use, Used
from handlers.introductions import Introductions
from handlers.shortcuts import SHORTCUTS
from openspace import RuleViolation
from services.visits import Visit, WhichSpace

Body = dict[str, Any]
Listener: TypeAlias = Callable[[Ack, Body, BoltContext], None]

OPENSPACE = "openspace"
"""The command by which people start and run an open space: for that they must be known."""


def register(app: App, desks: Desks) -> None:
    """Add every listener to *app*; its error handler answers what they raise."""
    introductions = Introductions()
    commands = {
        f"/{desks.prefix}{command.name}": _command(desks, introductions, command)
        for command in COMMANDS
    }
    choose = partial(_choose, introductions)
    presses: Mapping[str, Press] = {**routes.ACTIONS, space_blocks.CHOOSE: choose}
    actions = {
        **{id_: _action(desks, introductions, press) for id_, press in presses.items()},
        **{
            id_: _form_action(desks, introductions, press)
            for id_, press in routes.FORM_ACTIONS.items()
        },
    }
    submissions = {
        id_: _submission(desks, introductions, submit) for id_, submit in routes.FORMS.items()
    }
    # Bolt asks one listener after the other whether a request is for it; with one listener for
    # each button, that took longer than many a press itself.
    app.command(_any_of(commands))(_named(commands, lambda body: body["command"]))
    app.action(_any_of(actions))(_named(actions, lambda body: body["actions"][0]["action_id"]))
    app.view(_any_of(submissions))(_named(submissions, lambda body: body["view"]["callback_id"]))
    for shortcut in SHORTCUTS:
        app.shortcut(shortcut.callback_id)(_shortcut(desks, introductions, shortcut.use))
    events.register(app, desks, introductions)
    workspaces.register(app, desks)

    @app.error
    def failed(error: Exception, body: Body, context: BoltContext) -> BoltResponse:
        return errors.answer(desks.of(context), error, body, team_id=people.workspace(context))


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\A(?:{'|'.join(map(re.escape, names))})\Z")


def _named(listeners: Mapping[str, Listener], name: Callable[[Body], str]) -> Listener:
    """Return the listener that passes a request on to the one that is meant by its name."""

    def listener(ack: Ack, body: Body, context: BoltContext) -> None:
        listeners[name(body)](ack, body, context)

    return listener


def _command(desks: Desks, introductions: Introductions, command: Command) -> Listener:
    def listener(ack: Ack, body: Body, context: BoltContext) -> None:
        desk = desks.of(context)
        visit = Visit(people.workspace(context), body["user_id"], body["channel_id"], desk.now())
        meet = partial(introductions.meet, desk, visit.team_id)
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
    # Who only asks where things stand need not be known, and hundreds may ask at once.
    must_be_known = command.name == OPENSPACE and bool(asked.text.strip())
    introductions.meet(asked.desk, visit.team_id, visit.user_id, stored=must_be_known)
    try:
        return command.answer(asked)
    except WhichSpace as several:
        return space_blocks.choose(several.choices, command=command.name, text=asked.text)


def _action(desks: Desks, introductions: Introductions, press: Press) -> Listener:
    def listener(ack: Ack, body: Body, context: BoltContext) -> None:
        desk = desks.of(context)
        user_id = body["user"]["id"]
        channel_id = body.get("channel", {}).get("id", "")
        introductions.meet(desk, people.workspace(context), user_id, stored=False)
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
        clicks.answer(clicked, errors.said(clicked.desk, error), in_place=False)


def _form_action(desks: Desks, introductions: Introductions, press: PressInside) -> Listener:
    def listener(ack: Ack, body: Body, context: BoltContext) -> None:
        desk = desks.of(context)
        match press(_sent(desk, introductions, body, context)):
            case Above(form):
                forms.open_above(desk, body.get("trigger_id", ""), form)
                ack()
            case anew:
                ack()
                view_id = body["view"].get("id", "")
                desk.later(body["user"]["id"], lambda: forms.show_anew(desk, view_id, anew))

    return listener


def _submission(desks: Desks, introductions: Introductions, submit: Submit) -> Listener:
    def listener(ack: Ack, body: Body, context: BoltContext) -> None:
        desk = desks.of(context)
        form = submit(_sent(desk, introductions, body, context))
        ack(response_action="update", view=form.view(desk.prefix))

    return listener


def _sent(desk: Desk, introductions: Introductions, body: Body, context: BoltContext) -> Sent:
    team_id, user_id, view = people.workspace(context), body["user"]["id"], body.get("view")
    if view is None:
        raise RuleViolation(values.OLD_BUTTON)  # a button of a form, in no form
    introductions.meet(desk, team_id, user_id, stored=False)
    return Sent(
        desk=desk,
        sent_by=Visit(team_id, user_id, "", desk.now()),
        metadata=view.get("private_metadata", ""),
        filled=Filled(view.get("state", {}).get("values", {})),
        value=next((one.get("value", "") for one in body.get("actions", [])), ""),
        meet=partial(introductions.meet, desk, team_id),
    )


def _shortcut(desks: Desks, introductions: Introductions, use: Use) -> Listener:
    def listener(ack: Ack, body: Body, context: BoltContext) -> None:
        desk = desks.of(context)
        user_id = body["user"]["id"]
        channel_id = body.get("channel", {}).get("id", "")
        introductions.meet(desk, people.workspace(context), user_id, stored=False)
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
    meet = partial(introductions.meet, clicked.desk, visit.team_id)
    urls = clicked.response_url, clicked.trigger_id
    forget = partial(introductions.forget, visit.team_id, visit.user_id)
    asked = Asked(clicked.desk, visit, chosen.text, *urls, meet, forget)
    message = _answer(introductions, command, asked)
    return Opened() if message is None else Replace(message)
