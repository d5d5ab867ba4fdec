"""Who hosts a topic now."""

from handlers.blocks import message, mrkdwn, proposing
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import say
from services.hosting import Hosted


def hosted(result: Hosted) -> Message:
    """Return who became a host, or was one already, and how to change that."""
    topic = result.topic
    is_me = result.joined == result.here.person.user_id
    who = mrkdwn.Mrkdwn("You") if is_me else mrkdwn.person(result.joined)
    verb = ("host" if is_me else "hosts") + (" this already" if result.was_host else " this now")
    return message.message(
        message.paragraph(
            say("{who} {verb}: {title}", who=who, verb=verb, title=proposing.title(topic))
        ),
        message.note(
            say("`/openspace edit {number}` changes topic and hosts.", number=topic.number)
        ),
    )
