"""A topic as it was proposed, and what a withdrawal says."""

from handlers.blocks import message, sessions, values
from handlers.blocks.message import Button, Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import Taken
from openspace.proposing import Topic
from services.proposing import Proposed, Withdrawn

WITHDRAW = "topic_withdraw"
SHORT = 80


def proposed(result: Proposed) -> Message:
    """Return what the proposer sees, with the topic's number."""
    topic = result.topic
    said = (
        say("You have already proposed this: it is #{number}.", number=topic.number)
        if result.was_there
        else say("Thank you. Your topic is #{number}.", number=topic.number)
    )
    withdraw = Button(
        "Withdraw",
        WITHDRAW,
        values.write(Taken(result.here.space.id, topic.number)),
        f"Withdraw topic {topic.number}",
        style="danger",
        confirm=f"Topic #{topic.number} goes away, and those who gave it dots get them back.",
    )
    return message.message(
        message.paragraph(Mrkdwn(f"{said}\n{title(topic)}")),
        message.buttons(withdraw),
        message.note(
            say(
                "Take it back by typing `/openspace withdraw {number}`."
                " `/topics` lists everyone's topics.",
                number=topic.number,
            )
        ),
    )


def withdrawn(result: Withdrawn) -> Message:
    """Return what is said to whoever withdrew a topic.

    It does not say how many people are told: that would be the number of voters, which may be
    hidden from this person.
    """
    return message.message(
        message.paragraph(
            say(
                "#{number} *{title}* is withdrawn. Dots on it go back to those who gave them, and"
                " everyone it concerns is told.",
                number=result.number,
                title=result.title,
            )
        )
    )


def title(topic: Topic) -> Mrkdwn:
    """Return number, title and who is behind it: #7 *Title*, hosted by …"""
    return say(
        "#{number} *{title}*, {who}",
        number=topic.number,
        title=topic.title,
        who=sessions.leaders(topic.speakers, topic.hosts),
    )


def short_title(topic: Topic) -> Mrkdwn:
    """Return number and title, cut for a list of many: #7 *Title*."""
    cut = topic.title if len(topic.title) <= SHORT else topic.title[: SHORT - 1].rstrip() + "…"
    return say("#{number} *{title}*", number=topic.number, title=cut)
