"""The panel from which facilitators run an open space."""

from handlers.blocks import message, values
from handlers.blocks.message import Button, Part
from handlers.blocks.mrkdwn import Mrkdwn
from handlers.blocks.values import AboutSpace, Turn, View
from openspace.spaces import Space

SETTINGS = "run_settings"
WINDOWS = "run_windows"
TALLY = "run_tally"
MESSAGES = "run_messages"
CLOSE = "run_close"
REOPEN = "run_reopen"


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
