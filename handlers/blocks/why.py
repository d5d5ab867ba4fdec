"""Why a session stands where it does, in one sentence, and the ways to ask for it."""

from collections.abc import Sequence

from handlers.blocks import message, values
from handlers.blocks.message import Button, Menu, Message, Option, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import AboutTopic
from openspace import why
from openspace.proposing import Topic
from openspace.spaces import Space
from openspace.timetable import Session
from services.why import Explained

DEED = "why"
"""What the menu of the draft carries for it."""

OPEN = "why_open"
CHOOSE = "why_choose"
CHOICE = "Choose a session: why is it there?"


def explained(found: Explained) -> Message:
    """Return where a topic stands and why."""
    topic = found.topic
    asked = say(
        "Why is #{number} *{title}* when and where it is?",
        number=topic.number,
        title=message.short(topic.title),
    )
    return message.message(
        message.paragraph(asked),
        message.paragraph(_sentence(found)),
        message.note(_note(found)),
    )


def button(space: Space, topic: Topic) -> Button:
    """Return the button that tells where a topic stands and why."""
    value = values.write(AboutTopic(space.id, topic.number))
    return Button("When, and why?", OPEN, value, f"When, and why? #{topic.number} {topic.title}")


def menu(space: Space, sessions: Sequence[Session]) -> Part | None:
    """Return the menu of what stands on a page, to ask why it is there; None without sessions."""
    if not sessions:
        return None
    options = [
        Option(
            f"#{session.number} {session.title}",
            values.write(AboutTopic(space.id, session.number)),
        )
        for session in sessions
    ]
    nothing = Option("Choose a session", "")
    asked = Menu(CHOOSE, options, nothing, CHOICE)
    return message.paragraph(Mrkdwn("Why is a session when and where it is?"), asked)


def _sentence(found: Explained) -> Mrkdwn:
    number = found.topic.number
    if found.found.session is not None or found.is_draft:
        return say("{why}", why=why.sentence(found.found, zone=found.here.space.zone))
    if not found.is_published:
        return say("#{number} has no place, as the timetable is not published yet.", number=number)
    return say("#{number} has no place in the timetable.", number=number)


def _note(found: Explained) -> Mrkdwn:
    if found.is_draft:
        return Mrkdwn(
            "This is the draft, which only facilitators see. Others are told of what is published,"
            " and never when hosts are away."
        )
    if found.found.session is None:
        return Mrkdwn("`/agenda week` shows what has a place.")
    return Mrkdwn("Nobody is told who wants what. `/agenda week` shows the whole timetable.")
