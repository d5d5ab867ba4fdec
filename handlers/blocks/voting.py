"""One person's own ballot, with buttons that name the dots wanted."""

from collections.abc import Sequence

from handlers.blocks import lists, message, mrkdwn, proposing, values
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


def ballot(found: Listing, *, page: int = 1, said: Mrkdwn | None = None) -> Message:
    """Return one page of the person's own ballot: every topic, their dots, dots left.

    Args:
        said: what comes in place of a heading, like what was changed; None for nothing.
    """
    space = found.here.space
    topics = _votable(found)
    shown = message.page(topics, page, size=PAGE_SIZE)
    view = View("ballot", page=shown.number)
    is_open = space.is_open(Window.VOTING)
    return message.message(
        None if said else message.header(f"Your ballot in {space.name}"),
        message.paragraph(mrkdwn.join([said, _left(found)], " ") if said else _left(found)),
        *(_row(found, topic, view, is_open=is_open) for topic in shown.entries),
        lists.turning(shown, space_id=space.id, view=view),
        message.note(_small_print(space, topics, is_open=is_open)),
    )


def changed(found: Listing, numbers: Sequence[int]) -> Message:
    """Return the page of the ballot with the first of *numbers*, saying what each has now.

    Args:
        numbers: of the topics whose dots were set, at least one, each once.
    """
    order = [topic.number for topic in _votable(found)]
    page = order.index(numbers[0]) // PAGE_SIZE + 1
    return ballot(found, page=page, said=_now(found, numbers))


def cleared(found: Listing) -> Message:
    """Return the ballot once no topic has dots any more."""
    return ballot(found, said=Mrkdwn("All your dots are back."))


def _now(found: Listing, numbers: Sequence[int]) -> Mrkdwn:
    """#3 has 2 dots and #5 1 dot of yours. #8 has no dots of yours any more."""
    given = [number for number in numbers if number in found.mine]
    gone = [number for number in numbers if number not in found.mine]
    sentences = []
    if given:
        have = [f"#{number} {voting.dots_words(found.mine[number])}" for number in given]
        have[0] = have[0].replace(" ", " has ", 1)
        sentences.append(f"{_row_of(have)} of yours.")
    if gone:
        have_no = "has no" if len(gone) == 1 else "have no"
        named = _row_of([f"#{number}" for number in gone])
        sentences.append(f"{named} {have_no} dots of yours any more.")
    return Mrkdwn(" ".join(sentences))


def _row_of(several: Sequence[str]) -> str:
    """One, two and three."""
    return " and ".join(part for part in (", ".join(several[:-1]), several[-1]) if part)


def _votable(found: Listing) -> list[Topic]:
    return [topic for topic in found.topics if topic.speakers is None]


def more_button(found: Listing, topic: Topic, view: View) -> Button | None:
    """Return the button that gives a topic one dot more; None for talks and without dots left."""
    if topic.speakers is not None or found.dots_left < 1:
        return None
    return _button(found, topic, view, found.mine.get(topic.number, 0) + 1, MORE)


def _row(found: Listing, topic: Topic, view: View, *, is_open: bool) -> Part:
    dots = found.mine.get(topic.number, 0)
    mine = f"*{voting.dots_words(dots)}*" if dots else "no dots"
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
    return f"Make it {voting.dots_words(dots)}" if dots else "Take my dot off"


def _left(found: Listing) -> Mrkdwn:
    return say(
        "You have *{left} left* of {budget}.",
        left=voting.dots_words(found.dots_left),
        budget=found.here.space.budget,
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
