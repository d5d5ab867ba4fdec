"""First contact: what a newcomer reads, and whoever brings the bot into a channel."""

from handlers.blocks import lists, message, mrkdwn, ways
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from openspace import moments
from openspace.people import Kind
from openspace.spaces import Window
from services.spaces import Standing
from services.welcome import Invited

FIRST_COMMANDS = 3


def newcomer(found: Standing) -> Message:
    """Return what this is and how to begin, for somebody who just joined the channel."""
    space = found.here.space
    return message.message(
        message.paragraph(
            say(
                "Welcome. *{name}*, an open space, is held in this channel, {days}. That means: you"
                " bring the topics. Whoever cares about one proposes it. All give their dots to"
                " what they want to talk about. Then the topics get a time and a room.",
                name=space.name,
                days=moments.days_label(space.first_day, space.last_day),
            )
        ),
        message.paragraph(
            lists.BUTTONS_ONLY
            if found.here.person.kind is Kind.EXTERNAL
            else mrkdwn.join([Mrkdwn("*To begin, type*"), *_first(found)])
        ),
        message.buttons(*ways.ways(space, is_live=True, is_published=found.is_published)),
        message.note(Mrkdwn("Only you see this. What you type is answered to you alone.")),
    )


def invited(found: Invited) -> Message:
    """Return what this bot is and what to type, for whoever brought it into a channel."""
    example = '`/openspace new "CoProWeekScot" 2027-11-22 to 2027-11-26`'
    begin = (
        f"To start one here, type its name and its days: {example}."
        if found.may_start
        else f"Your colleagues of this organisation's own staff can start one here: {example}."
    )
    return message.message(
        message.paragraph(
            Mrkdwn(
                "I hold open spaces. People propose topics, give dots to what they want to talk"
                " about, and take a seat in the sessions. I say nothing here until an open space"
                " starts."
            )
        ),
        message.paragraph(Mrkdwn(begin)),
        message.note(Mrkdwn("`/openspace help` lists all commands. Only you see this.")),
    )


def _first(found: Standing) -> list[Mrkdwn]:
    """Return the commands to begin with: what can be done now comes first."""
    space = found.here.space
    ways = []
    if space.is_open(Window.VOTING) and found.topics:
        ways.append("• `/vote` shows your ballot, where you give your dots")
    if space.is_open(Window.PROPOSALS):
        ways.append("• `/propose Your title` proposes a topic")
    if found.is_published:
        ways.append("• `/agenda` shows the sessions and their free seats")
    ways = [*ways[: FIRST_COMMANDS - 1], "• `/openspace` shows where things stand"]
    if len(ways) < FIRST_COMMANDS:
        ways.insert(-1, "• `/topics` shows what people want to talk about")
    if len(ways) < FIRST_COMMANDS:
        ways.append("• `/openspace help` lists all commands")
    return [Mrkdwn(way) for way in ways]
