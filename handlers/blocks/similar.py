"""Topics with similar words, with ways to join them instead of proposing one's own."""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.blocks import message, proposing, values
from handlers.blocks.message import Button, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import AboutTopic, Dots, View
from openspace import voting
from openspace.proposing import Topic
from openspace.spaces import Window
from services.proposing import Listing

JOIN = "similar_join"
DOT = "similar_dot"
FORM_JOIN = "similar_form_join"
FORM_DOT = "similar_form_dot"


@dataclass(frozen=True)
class Ways:
    """The actions of the buttons: in a message they answer with one, in a form by the form."""

    join: str
    dot: str


IN_MESSAGE = Ways(JOIN, DOT)
IN_FORM = Ways(FORM_JOIN, FORM_DOT)
HEADING: Mapping[Ways, str] = {
    IN_MESSAGE: "*There are topics with similar words.* You may join one, or leave yours as it is.",
    IN_FORM: "*There are topics with similar words.* You may join one, or post yours anyway.",
}


def named(found: Listing, ways: Ways) -> Part | None:
    """Return the similar topics with buttons to join them; None when there are none."""
    if not found.topics:
        return None
    return message.both(
        message.paragraph(Mrkdwn(HEADING[ways])),
        *(_one(found, topic, ways) for topic in found.topics),
        message.note(_typed(found)),
    )


def _one(found: Listing, topic: Topic, ways: Ways) -> Part:
    is_mine = found.here.person.user_id in topic.hosts
    space_id = found.here.space.id
    about = values.write(AboutTopic(space_id, topic.number))
    label = "Join as co-host" if topic.hosts else "Host it"
    join = Button(label, ways.join, about, f"{label}: #{topic.number} {topic.title}")
    dots = found.mine.get(topic.number, 0)
    lines = [proposing.title(topic)]
    if dots:
        lines.append(say("Your dots: {dots}", dots=dots))
    return message.both(
        message.paragraph(Mrkdwn("\n".join(lines))),
        message.buttons(None if is_mine else join, _dot(found, topic, dots + 1, ways)),
    )


def _dot(found: Listing, topic: Topic, dots: int, ways: Ways) -> Button | None:
    space = found.here.space
    if not space.is_open(Window.VOTING) or found.dots_left < 1:
        return None
    label = "Give it a dot" if dots == 1 else f"Make it {voting.dots_words(dots)}"
    wanted = values.write(Dots(space.id, topic.number, dots, View("ballot")))
    return Button(label, ways.dot, wanted, f"{label}: #{topic.number} {topic.title}")


def _typed(found: Listing) -> Mrkdwn:
    number = found.topics[0].number
    vote = (
        say(", `/vote {number}` gives it a dot", number=number)
        if found.here.space.is_open(Window.VOTING)
        else ""
    )
    return say(
        "By typing: `/openspace cohost {number}` joins #{number} as co-host{vote}.",
        number=number,
        vote=Mrkdwn(vote),
    )
