"""A topic as it was proposed, and what a withdrawal says."""

from handlers.blocks import forms, message, sessions, values
from handlers.blocks.forms import Form
from handlers.blocks.message import Button, Message, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import AboutTopic, Chosen
from openspace import people, spaces
from openspace.proposing import Topic
from openspace.spaces import Space, Window
from services.proposing import Proposed, Withdrawn
from services.visits import Here

PROPOSE = "topic_new"
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
    space = result.here.space
    about = values.write(AboutTopic(space.id, topic.number))
    said = (
        say("You have already proposed this: it is #{number}.", number=topic.number)
        if result.was_there
        else say("Thank you. Your topic is #{number}.", number=topic.number)
    )
    return message.message(
        message.paragraph(Mrkdwn(f"{said}\n{title(topic)}")),
        message.buttons(
            edit_button(space, topic),
            Button("Add details", DETAILS, about, f"Add details: #{topic.number} {topic.title}"),
            withdraw_button(space, topic),
        ),
        message.note(_by_typing(topic.number)),
        alike,
    )


def propose_button(space: Space) -> Button | None:
    """Return the button that opens the form for a new topic; None while proposing is closed."""
    if not space.is_open(Window.PROPOSALS):
        return None
    value = values.write(Chosen(space.id, "propose", ""))
    return Button("Propose a topic", PROPOSE, value, f"Propose a topic in {space.name}")


def change_buttons(here: Here, topic: Topic) -> tuple[Button | None, Button | None]:
    """Return the buttons to change a topic and to take it back, each for those who may."""
    if spaces.has_ended(here.space, here.now):
        return None, None
    is_author = topic.is_by(here.person.participant_id)
    is_host = is_author or here.person.user_id in topic.hosts
    may_edit = people.may_edit(here.person, here.space, is_host=is_host)
    may_withdraw = people.may_withdraw(here.person, here.space, is_author=is_author)
    return (
        edit_button(here.space, topic) if may_edit else None,
        withdraw_button(here.space, topic) if may_withdraw else None,
    )


def edit_button(space: Space, topic: Topic) -> Button:
    """Return the button that opens the form with a topic."""
    about = values.write(AboutTopic(space.id, topic.number))
    return Button("Edit", EDIT, about, f"Edit: #{topic.number} {topic.title}")


def withdraw_button(space: Space, topic: Topic) -> Button:
    """Return the button that takes a topic back, once more asked."""
    return Button(
        "Withdraw",
        WITHDRAW,
        values.write(AboutTopic(space.id, topic.number)),
        f"Withdraw: #{topic.number} {topic.title}",
        style="danger",
        confirm=f"Topic #{topic.number} goes away, and those who gave it dots get them back.",
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
