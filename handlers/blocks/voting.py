"""One person's own ballot, with buttons that name the dots wanted."""

from collections.abc import Sequence

from handlers.blocks import lists, message, proposing, values
from handlers.blocks.message import Button, Message, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import Dots, View
from openspace import voting
from openspace.proposing import Topic
from openspace.spaces import Space, Window
from services.proposing import Listing

MORE = "vote_more"
FEWER = "vote_fewer"
PAGE_SIZE = 15

EXAMPLE = 3

dots_words = voting.dots_words


def ballot(found: Listing, *, page: int = 1) -> Message:
    """Return one page of the person's own ballot: every topic, their dots, dots left."""
    space = found.here.space
    view = View("ballot", page=page)
    topics = [topic for topic in found.topics if topic.speakers is None]
    shown = message.page(topics, page, size=PAGE_SIZE)
    is_open = space.is_open(Window.VOTING)
    return message.message(
        message.header(f"Your ballot in {space.name}"),
        message.paragraph(_left(found)),
        *(_row(found, topic, view, is_open=is_open) for topic in shown.entries),
        lists.turning(shown, space_id=space.id, view=view),
        message.note(_small_print(space, topics, is_open=is_open)),
    )


def more_button(found: Listing, topic: Topic, view: View) -> Button | None:
    """Return the button that gives a topic one dot more; None for talks and without dots left."""
    if topic.speakers is not None or found.dots_left < 1:
        return None
    return _button(found, topic, view, found.mine.get(topic.number, 0) + 1, MORE)


def _row(found: Listing, topic: Topic, view: View, *, is_open: bool) -> Part:
    dots = found.mine.get(topic.number, 0)
    mine = f"*{dots_words(dots)}*" if dots else "no dots"
    text = say("{topic}\n{mine}", topic=proposing.title(topic), mine=Mrkdwn(mine))
    if not is_open:
        return message.paragraph(text)
    more = more_button(found, topic, view)
    if not dots:
        return message.paragraph(text, more)
    fewer = _button(found, topic, view, dots - 1, FEWER)
    return message.both(message.paragraph(text), message.buttons(fewer, more))


def _button(found: Listing, topic: Topic, view: View, dots: int, action_id: str) -> Button:
    wanted = Dots(found.here.space.id, topic.number, dots, view)
    label = _label(dots, is_first=action_id == MORE and dots == 1)
    return Button(label, action_id, values.write(wanted), f"{label}: #{topic.number} {topic.title}")


def _label(dots: int, *, is_first: bool) -> str:
    if is_first:
        return "Give a dot"
    return f"Make it {dots_words(dots)}" if dots else "Take my dot off"


def _left(found: Listing) -> Mrkdwn:
    used = sum(found.mine.values())
    return say(
        "You have *{left} left* of {budget}; {used} given.",
        left=dots_words(found.dots_left),
        budget=found.here.space.budget,
        used=used,
    )


def _small_print(space: Space, topics: Sequence[Topic], *, is_open: bool) -> Mrkdwn:
    seen = voting.SEEN_BY_WORDS[space.tally_seen_by]
    secret = say("Your ballot is secret: nobody else sees it, and {seen}.", seen=seen)
    if not is_open:
        return say("Voting is closed. {secret}", secret=secret)
    return say(
        "{secret} Change it until voting closes: `/vote {several}` gives one dot each, `/vote {one}"
        " x2` makes it two, `/vote remove {one}` and `/vote clear` take dots back.",
        secret=secret,
        several=" ".join(str(topic.number) for topic in topics[:2]) or EXAMPLE,
        one=example_number(topics),
    )


def example_number(topics: Sequence[Topic]) -> int:
    """Return the number of a topic that can be voted for, to stand in an example."""
    return next((topic.number for topic in topics if topic.speakers is None), EXAMPLE)
