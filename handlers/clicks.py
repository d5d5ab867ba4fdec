"""One press of a button: what it carries, and how its answer appears."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from slack_sdk.errors import SlackClientError
from slack_sdk.webhook import WebhookClient

from handlers import lists
from handlers.blocks import values
from handlers.blocks.message import Message
from handlers.blocks.values import Turn, View
from handlers.desk import Desk
from services.visits import Visit

logger = logging.getLogger(__name__)

ANSWER_TIMEOUT_S = 5


@dataclass(frozen=True)
class Clicked:
    """A button that was pressed.

    Args:
        value: what it carries.
        response_url: where its answer goes.
        is_private: whether the message is seen by this person alone, so that it may change.
        trigger_id: opens one form, within three seconds; "" where there is none.
    """

    desk: Desk
    pressed_by: Visit
    value: str
    response_url: str
    is_private: bool
    trigger_id: str = ""

    def visit(self, space_id: int) -> Visit:
        """Return the visit to the open space that the button names."""
        return replace(self.pressed_by, space_id=space_id)


@dataclass(frozen=True)
class Refresh:
    """The list is shown anew where it is, as it stands when it is shown."""

    space_id: int
    view: View


@dataclass(frozen=True)
class Replace:
    """Another message takes the place of the one with the button."""

    message: Message


@dataclass(frozen=True)
class Add:
    """A message is added below, and the one with the button stays."""

    message: Message


@dataclass(frozen=True)
class Opened:
    """A form has opened, which is the answer."""


Reply: TypeAlias = Refresh | Replace | Add | Opened
Press: TypeAlias = Callable[[Clicked], Reply]


def turn(clicked: Clicked) -> Refresh:
    """'Show me another page.'"""
    wanted = values.read(Turn, clicked.value)
    return Refresh(wanted.space_id, wanted.view)


def show(clicked: Clicked, reply: Reply) -> None:
    """Make *reply* visible to whoever pressed the button, and to nobody else.

    A list is looked up only now. Calls for one person come here one after another, so that after
    two quick presses the list that is shown last has both in it.
    """
    match reply:
        case Refresh(space_id, view):
            message = lists.show(clicked.desk, clicked.visit(space_id), view)
            answer(clicked, message, in_place=True)
        case Replace(message):
            answer(clicked, message, in_place=True)
        case Add(message):
            answer(clicked, message, in_place=False)
        case Opened():
            return


def answer(clicked: Clicked, message: Message, *, in_place: bool) -> None:
    """Send *message* to the button's response URL; a failure is logged.

    Args:
        in_place: take the place of the message with the button, unless others see that too.
    """
    respond(
        clicked.desk,
        clicked.response_url,
        message,
        replace_original=in_place and clicked.is_private,
    )


def respond(
    desk: Desk, response_url: str, message: Message, *, replace_original: bool = False
) -> None:
    """Send *message* to a response URL, seen by its person alone; a failure is logged."""
    # Sent twice an answer would stand there twice, so the client must not try again by itself.
    client = WebhookClient(response_url, timeout=ANSWER_TIMEOUT_S, retry_handlers=[])
    try:
        response = client.send_dict(
            {
                **message.payload(desk.prefix),
                "response_type": "ephemeral",
                "replace_original": replace_original,
            }
        )
    except (SlackClientError, OSError) as silent:
        logger.warning("Slack did not take an answer: %s", type(silent).__name__)
        return
    if response.status_code != 200:
        logger.warning("Slack did not take an answer: %s", response.status_code)
