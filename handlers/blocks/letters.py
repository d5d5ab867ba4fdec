"""What is sent by the clock: one thing that is told, or several to one person as one message."""

from collections.abc import Sequence

from handlers.blocks import message, news, notices
from handlers.blocks.message import Message
from openspace.notices import Notices
from openspace.spaces import Space
from services.current import Said


def told(said: Said) -> Message:
    """Return one thing that is told, by itself."""
    return news.told(said)


def together(messages: Sequence[Message], space: Space, *, stop_to: Notices | None) -> Message:
    """Return *messages* as the one that is sent.

    Args:
        stop_to: what the button at the end of a direct message chooses; None for a channel.
    """
    last = None if stop_to is None else notices.stop(space, stop_to)
    return message.joined(messages, last)
