"""Who hosts a topic now, the buttons to do so, and what hosts are told."""

from handlers.blocks import message, mrkdwn, proposing, values
from handlers.blocks.message import Button, Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import AboutTopic
from openspace import spaces
from openspace.proposing import Topic
from services.hosting import Hosted
from services.news import HostJoined, HostRemoved, NamedHost
from services.visits import Here

ADOPT = "topic_adopt"
JOIN = "topic_join"


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


def adopt_button(here: Here, topic: Topic) -> Button | None:
    """Return the button to host a topic that has no host; None for all others."""
    if topic.speakers is not None or topic.hosts or spaces.has_ended(here.space, here.now):
        return None
    return _button(here, topic, "Host it", ADOPT)


def join_button(here: Here, topic: Topic) -> Button | None:
    """Return the button to host a topic beside its hosts; None for a talk and for one of them."""
    is_mine = here.person.user_id in topic.hosts
    if topic.speakers is not None or not topic.hosts or is_mine:
        return None
    return (
        None
        if spaces.has_ended(here.space, here.now)
        else _button(here, topic, "Join as co-host", JOIN)
    )


def _button(here: Here, topic: Topic, label: str, action_id: str) -> Button:
    about = values.write(AboutTopic(here.space.id, topic.number))
    return Button(label, action_id, about, f"{label}: #{topic.number} {topic.title}")


def named(item: NamedHost) -> Message:
    """Return that somebody named them as host."""
    return message.message(
        message.paragraph(
            say(
                "{who} named you as host of #{number} *{title}* in *{name}*. `/agenda mine`"
                " shows when and where, once that is published.",
                who=mrkdwn.person(item.named_by) if item.named_by else "A facilitator",
                number=item.number,
                title=item.title,
                name=item.space.name,
            )
        ),
        message.note(
            say(
                "If that is not right, take yourself out with `/openspace edit {number}`.",
                number=item.number,
            )
            if item.named_by
            else Mrkdwn("If that is not right, `/openspace facilitators` shows whom you can ask.")
        ),
    )


def joined(item: HostJoined) -> Message:
    """Return that somebody joined them as co-host."""
    return message.message(
        message.paragraph(
            say(
                "{who} joined you as co-host of #{number} *{title}* in *{name}*.",
                who=mrkdwn.person(item.joined),
                number=item.number,
                title=item.title,
                name=item.space.name,
            )
        ),
        message.note(
            say(
                "`/openspace edit {number}` shows all hosts and lets you change them.",
                number=item.number,
            )
        ),
    )


def removed(item: HostRemoved) -> Message:
    """Return that somebody took them out of the hosts."""
    return message.message(
        message.paragraph(
            say(
                "{who} took you out of the hosts of #{number} *{title}* in *{name}*.",
                who=mrkdwn.person(item.removed_by),
                number=item.number,
                title=item.title,
                name=item.space.name,
            )
        ),
        message.note(
            Mrkdwn(
                "If that is not right, talk to them, or ask a facilitator: `/openspace"
                " facilitators` shows who they are."
            )
        ),
    )
