"""The panel from which facilitators run an open space."""

from dataclasses import replace

from handlers.blocks import forms, message, tally, values
from handlers.blocks.forms import Form
from handlers.blocks.message import Block, Button, Message, Part
from handlers.blocks.mrkdwn import Mrkdwn
from handlers.blocks.values import AboutSpace, Turn, View
from openspace.spaces import Space

SETTINGS = "run_settings"
WINDOWS = "run_windows"
TALLY = "run_tally"
MESSAGES = "run_messages"
CLOSE = "run_close"
REOPEN = "run_reopen"

NOT_IN_FORMS = (tally.CHART, tally.WORDS)
"""Slack draws charts in messages alone (docs.slack.dev, data visualization block)."""


def panel(space: Space) -> Part:
    """Return the buttons with which facilitators run *space*."""
    is_closed = space.closed_at is not None
    return message.both(
        message.header("Run this open space"),
        message.buttons(
            None if is_closed else _form(space, "Settings", SETTINGS, "Settings"),
            None
            if is_closed
            else _form(space, "Open or close", WINDOWS, "Open or close proposing, voting"),
            _list(space, "Tally", TALLY, "tally"),
            _list(space, "Messages", MESSAGES, "messages"),
            _reopen(space) if is_closed else _close(space),
        ),
        message.note(
            Mrkdwn("Also by typing: `/openspace reopen`, `/tally`, `/openspace messages`.")
            if is_closed
            else Mrkdwn(
                "Also by typing: `/openspace settings`, `/openspace open voting`, `/tally`,"
                " `/openspace messages`, `/openspace close`."
            )
        ),
    )


def in_form(title: str, shown: Message) -> Form:
    """Return a list as a form that only says it, without what works in messages alone."""
    return forms.saying(title, replace(shown, blocks=tuple(_fitting(shown.plain or shown))))


def _fitting(shown: Message) -> list[Block]:
    kept = []
    for block in shown.blocks:
        if block["type"] != "actions":
            kept.append(block)
            continue
        elements = [one for one in block["elements"] if one["action_id"] not in NOT_IN_FORMS]
        if elements:
            kept.append({**block, "elements": elements})
    return kept


def _form(space: Space, label: str, action_id: str, spoken: str) -> Button:
    return Button(label, action_id, values.write(AboutSpace(space.id)), f"{spoken}: {space.name}")


def _list(space: Space, label: str, action_id: str, kind: str) -> Button:
    turn = Turn(space.id, View(kind))
    return Button(label, action_id, values.write(turn), f"{label} of {space.name}")


def _close(space: Space) -> Button:
    return Button(
        "Close the open space",
        CLOSE,
        values.write(AboutSpace(space.id)),
        f"Close the open space {space.name}",
        style="danger",
        confirm="Close the whole open space? Then it can be read but not changed, and the channel"
        " is told. You can open it again until its last day is over.",
    )


def _reopen(space: Space) -> Button:
    return Button(
        "Reopen the open space",
        REOPEN,
        values.write(AboutSpace(space.id)),
        f"Reopen the open space {space.name}",
        confirm="Open it again? Proposing and voting are then as they were, and the channel is"
        " told.",
    )
