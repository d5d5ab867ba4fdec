"""A topic as it was proposed, and what a withdrawal says."""

from handlers.blocks import forms, message, sessions, values
from handlers.blocks.forms import Form
from handlers.blocks.message import Button, Message, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import AboutTopic
from openspace.proposing import Topic
from services.proposing import Proposed, Withdrawn

EDIT = "topic_edit"
DETAILS = "topic_details"
WITHDRAW = "topic_withdraw"
SHORT = 80


def proposed(result: Proposed, alike: Part | None = None) -> Message:
    """Return what the proposer sees, with the topic's number.

    Args:
        alike: names similar topics; None when there are none.
    """
    topic = result.topic
    about = values.write(AboutTopic(result.here.space.id, topic.number))
    said = (
        say("You have already proposed this: it is #{number}.", number=topic.number)
        if result.was_there
        else say("Thank you. Your topic is #{number}.", number=topic.number)
    )
    withdraw = Button(
        "Withdraw",
        WITHDRAW,
        about,
        f"Withdraw topic {topic.number}",
        style="danger",
        confirm=f"Topic #{topic.number} goes away, and those who gave it dots get them back.",
    )
    return message.message(
        message.paragraph(Mrkdwn(f"{said}\n{title(topic)}")),
        message.buttons(
            Button("Edit", EDIT, about, f"Edit topic {topic.number}"),
            Button("Add details", DETAILS, about, f"Add details to topic {topic.number}"),
            withdraw,
        ),
        message.note(_by_typing(topic.number)),
        alike,
    )


def posted(result: Proposed) -> Form:
    """Return what takes the place of the form when the topic is there."""
    topic = result.topic
    return Form(
        f"Topic {topic.number}",
        forms.parts(
            message.paragraph(
                say(
                    "Thank you. Your topic is #{number}.\n{title}",
                    number=topic.number,
                    title=title(topic),
                )
            ),
            message.note(_by_typing(topic.number)),
        ),
    )


def _by_typing(number: int) -> Mrkdwn:
    return say(
        "By typing: `/openspace edit {number}` changes it, `/openspace withdraw {number}` takes it"
        " back. `/topics` lists everyone's topics.",
        number=number,
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
