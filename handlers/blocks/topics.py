"""The list of topics, each with a button to vote for it while voting is open."""

from handlers.blocks import hosting, lists, message, mrkdwn, proposing, voting, why
from handlers.blocks.message import Button, Message, Part
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
            _row(found, topic, voting.more_button(found, topic, view) if is_open else None)
            for topic in shown.entries
        ),
        lists.turning(shown, space_id=space.id, view=view),
        message.note(_what_next(found)),
    )


def whole(found: Listing) -> Message:
    """Return the one topic or talk in *found* with all that is known about it."""
    (topic,) = found.topics
    view = View("topic", str(topic.number))
    is_votable = topic.is_votable
    is_open = found.here.space.is_open(Window.VOTING)
    lines = [title(topic), say("Theme: {theme}", theme=topic.theme) if topic.theme else None]
    return message.message(
        message.paragraph(mrkdwn.join([line for line in lines if line])),
        message.as_typed(topic.description) if topic.description else None,
        message.note(Mrkdwn("There is no description.")) if not topic.description else None,
        message.paragraph(_standing(found, topic)) if is_votable else None,
        message.buttons(
            *(voting.steps(found, topic, view) if is_open else ()),
            hosting.adopt_button(found.here, topic),
            hosting.join_button(found.here, topic),
            *proposing.change_buttons(found.here, topic),
            why.button(found.here.space, topic),
        ),
        message.note(_ways_on(topic, is_open=is_open and is_votable)),
    )


def _standing(found: Listing, topic: Topic) -> Mrkdwn:
    return say(
        "It has {dots}. You have {left} left.",
        dots=voting.my_dots(found, topic)
        if topic.number in found.mine
        else Mrkdwn("no dots of yours"),
        left=rules.dots_words(found.dots_left),
    )


def _ways_on(topic: Topic, *, is_open: bool) -> Mrkdwn:
    if topic.speakers is not None:
        return Mrkdwn("A talk: nobody votes for it, everybody may come. `/agenda week` shows when.")
    if topic.run_of is not None:
        return say(
            "Another run of #{first}: dots on #{first} count for both, and everybody may come to"
            " either. `/agenda week` shows when.",
            first=topic.run_of,
        )
    host = say(
        " `/openspace cohost {number}` joins its hosts."
        if topic.hosts
        else " `/openspace adopt {number}` makes you its host.",
        number=topic.number,
    )
    if not is_open:
        return Mrkdwn(f"Voting is closed. `/topics` lists all topics.{host}")
    return say(
        "`/vote {number} x2` gives it two dots, `/vote remove {number}` takes yours off. `/vote`"
        " shows your ballot.{host}",
        number=topic.number,
        host=host,
    )


def _row(found: Listing, topic: Topic, more: Button | None) -> Part:
    """Return a topic with its buttons: to vote, to see it whole, to host it."""
    text = _entry(topic, found.mine.get(topic.number, 0))
    details, adopt = voting.details_button(found, topic), hosting.adopt_button(found.here, topic)
    if more or adopt:
        return message.both(message.paragraph(text), message.buttons(more, details, adopt))
    return message.paragraph(text, details)


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


def _flat(text: str) -> str:
    return " ".join(text.split())


def _excerpt(text: str) -> str:
    flat = _flat(text)
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
    ] or ["Proposing and voting are closed. `/agenda` shows the sessions."]
    if found.topics:
        said.append(f"`/topics {found.topics[0].number}` shows a topic whole.")
    return Mrkdwn(" ".join(said))
