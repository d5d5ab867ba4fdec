"""The list of topics, each with a button to vote for it while voting is open."""

from handlers.blocks import lists, message, mrkdwn, voting
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.proposing import title
from handlers.blocks.values import View
from openspace import voting as rules
from openspace.proposing import Topic
from openspace.spaces import Window
from services.proposing import Listing

PAGE_SIZE = 12
EXCERPT_LENGTH = 200


def listing(found: Listing, *, page: int) -> Message:
    """Return one page of topics and talks."""
    space = found.here.space
    shown = message.page(found.topics, page, size=PAGE_SIZE)
    view = View("topics", found.words, shown.number)
    is_open = space.is_open(Window.VOTING)
    return message.message(
        message.header(f"Topics of {space.name}"),
        message.note(_summary(found)),
        *(
            message.paragraph(
                _entry(topic, found.mine.get(topic.number, 0)),
                voting.more_button(found, topic, view) if is_open else None,
            )
            for topic in shown.entries
        ),
        lists.turning(shown, space_id=space.id, view=view),
        message.note(_what_next(found)),
    )


def _entry(topic: Topic, dots: int) -> Mrkdwn:
    lines = [title(topic)]
    if topic.theme:
        lines.append(say("Theme: {theme}", theme=topic.theme))
    if topic.description:
        lines.append(mrkdwn.escape(_excerpt(topic.description)))
    if topic.speakers is None and not topic.hosts:
        lines.append(say("Host it: `/openspace adopt {number}`", number=topic.number))
    if dots:
        lines.append(say("Your dots: {dots}", dots=dots))
    return mrkdwn.join(lines)


def _excerpt(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= EXCERPT_LENGTH else flat[: EXCERPT_LENGTH - 1].rstrip() + "…"


def _summary(found: Listing) -> Mrkdwn:
    count = len(found.topics)
    if found.words:
        what = say(
            "{count} of {total} contain “{words}”.",
            count=count,
            total=found.total,
            words=found.words,
        )
    elif count:
        what = say("{count} in all.", count=count)
    else:
        what = Mrkdwn("There are no topics yet.")
    left = ""
    if found.here.space.is_open(Window.VOTING):
        left = say(" You have {left} left.", left=rules.dots_words(found.dots_left))
    return Mrkdwn(f"{what}{left}")


def _what_next(found: Listing) -> Mrkdwn:
    space = found.here.space
    if found.words and not found.topics:
        return Mrkdwn("Try fewer words, or `/topics` for all of them.")
    number = voting.example_number(found.topics)
    vote = f"Vote by typing `/vote {number} x2`: topic {number} gets two of your dots."
    propose = "Propose your own: `/propose Your title`."
    said = [
        text
        for text, window in ((vote, Window.VOTING), (propose, Window.PROPOSALS))
        if space.is_open(window)
    ]
    return Mrkdwn(
        " ".join(said) or "Proposing and voting are closed. `/agenda` shows the sessions."
    )
