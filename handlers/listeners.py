"""Ties Slack's commands, buttons and events to what answers them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext, BoltResponse

from handlers import (
    absences,
    agenda,
    clicks,
    editing,
    errors,
    events,
    forms,
    hosting,
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
from handlers.blocks import absences as absence_blocks
from handlers.blocks import agenda as agenda_blocks
from handlers.blocks import editing as editing_blocks
from handlers.blocks import home as home_blocks
from handlers.blocks import home_timetable as home_timetable_blocks
from handlers.blocks import hosting as hosting_blocks
from handlers.blocks import lists as list_blocks
from handlers.blocks import messages as messages_blocks
from handlers.blocks import notices as notices_blocks
from handlers.blocks import proposing as proposing_blocks
from handlers.blocks import proposing_form as proposing_form_blocks
from handlers.blocks import similar as similar_blocks
from handlers.blocks import spaces as space_blocks
from handlers.blocks import tally as tally_blocks
from handlers.blocks import values
from handlers.blocks import voting as voting_blocks
from handlers.blocks.forms import Filled
from handlers.blocks.message import Message
from handlers.blocks.values import Chosen
from handlers.clicks import Clicked, Opened, Press, Replace, Reply
from handlers.commands import BY_NAME, COMMANDS, Command
from handlers.desk import Desk
from handlers.forms import Sent, Submit, Use, Used
from handlers.people import Introductions
from handlers.shortcuts import SHORTCUTS
from openspace import RuleViolation
from services.visits import Visit, WhichSpace

Body = dict[str, Any]

ACTIONS: Mapping[str, Press] = {
    voting_blocks.MORE: voting.press,
    voting_blocks.FEWER: voting.press,
    voting_blocks.THEME: clicks.turn,
    voting_blocks.OPEN: voting.press_open,
    voting_blocks.DETAILS: topics.press_details,
    agenda_blocks.TAKE: signup.press_take,
    agenda_blocks.TAKE_ANYWAY: signup.press_take_anyway,
    agenda_blocks.GIVE_UP: signup.press_give_up,
    agenda_blocks.DAY_BEFORE: clicks.turn,
    agenda_blocks.DAY_AFTER: clicks.turn,
    agenda_blocks.WEEK: clicks.turn,
    agenda_blocks.MINE: clicks.turn,
    agenda_blocks.CALENDAR: agenda.press_calendar,
    proposing_blocks.PROPOSE: proposing.press_new,
    proposing_blocks.EDIT: editing.press_edit,
    proposing_blocks.DETAILS: editing.press_details,
    proposing_blocks.WITHDRAW: proposing.press_withdraw,
    hosting_blocks.ADOPT: hosting.press_adopt,
    hosting_blocks.JOIN: hosting.press_join,
    absence_blocks.OPEN: absences.press_open,
    similar_blocks.JOIN: hosting.press_join,
    similar_blocks.DOT: hosting.press_dot,
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
    home_timetable_blocks.DAYS: clicks.turn,
}
"""Every button and menu of a message or Home but the one that says which open space is meant, which
answers any command."""

FORM_ACTIONS: Mapping[str, Submit] = {
    similar_blocks.FORM_JOIN: proposing.press_join,
    similar_blocks.FORM_DOT: proposing.press_dot,
}
"""Every button within a form."""

FORMS: Mapping[str, Submit] = {
    proposing_form_blocks.CALLBACK: proposing.submit,
    editing_blocks.CALLBACK: editing.submit,
    absence_blocks.CALLBACK: absences.submit,
}
"""Every form that can be sent, by its callback id."""

OPENSPACE = "openspace"
"""The command by which people start and run an open space: for that they must be known."""


def register(app: App, desk: Desk) -> None:
    """Add every listener to *app*; its error handler answers what they raise."""
    introductions = Introductions(desk)
    for command in COMMANDS:
        app.command(f"/{desk.prefix}{command.name}")(_command(desk, introductions, command))
    for action_id, press in ACTIONS.items():
        app.action(action_id)(_action(desk, introductions, press))
    choose = partial(_choose, introductions)
    app.action(space_blocks.CHOOSE)(_action(desk, introductions, choose))
    for action_id, submit in FORM_ACTIONS.items():
        app.action(action_id)(_form_action(desk, introductions, submit))
    for callback_id, submit in FORMS.items():
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
        asked = Asked(desk, visit, body.get("text", ""), *urls, meet)
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
    desk: Desk, introductions: Introductions, submit: Submit
) -> Callable[[Ack, Body, BoltContext], None]:
    def listener(ack: Ack, body: Body, context: BoltContext) -> None:
        form = submit(_sent(desk, introductions, body, context))
        ack()
        desk.later(body["user"]["id"], lambda: forms.show_anew(desk, body["view"]["id"], form))

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
    asked = Asked(clicked.desk, visit, chosen.text, *urls, meet)
    message = _answer(introductions, command, asked)
    return Opened() if message is None else Replace(message)
