"""The answer to a mention: where things stand, and what can be done from a channel or a thread."""

from handlers.blocks import message, spaces
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn
from openspace.people import Kind
from services.spaces import Standing

_FROM_A_MESSAGE = (
    "*To make a topic from a message*, also in a thread, open the message's menu (the three dots)"
    " and choose *Make this a topic*. Slack takes no commands in threads."
)


def standing(found: Standing) -> Message:
    """Return where things stand, the commands of most use, and how a message becomes a topic."""
    seen_by = message.note(Mrkdwn("Only you see this."))
    if found.here.person.kind is not Kind.EXTERNAL:
        seen_by = message.both(message.paragraph(Mrkdwn(_FROM_A_MESSAGE)), seen_by)
    return message.joined([spaces.standing(found)], seen_by)
