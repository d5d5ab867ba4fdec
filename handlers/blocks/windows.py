"""What is said when proposing or voting was opened or closed, or is set to be."""

from handlers.blocks import message, mrkdwn, proposing, ways
from handlers.blocks import voting as voting_blocks
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from openspace import voting
from openspace.spaces import Window
from openspace.windows import SetTime
from services import news
from services.windows import SetWindow

WHEN = "{date_short} {time}"
"""After "on": the pretty form may say "today"."""

WORDS = {Window.PROPOSALS: "Proposing", Window.VOTING: "Voting"}


def set_window(result: SetWindow) -> Message:
    """Return how a window stands now, and when it changes by itself."""
    return message.message(
        message.paragraph(state(result)),
        message.lines([_set_time(one, result.space.zone) for one in result.times]),
    )


def to_come(one: SetTime, zone: str) -> Mrkdwn:
    """Return in a sentence what a window does by itself, and when."""
    return say(
        "{what} {verb}s by itself on {when}.",
        what=WORDS[one.window],
        verb="open" if one.is_open else "close",
        when=mrkdwn.moment(one.at, zone, form=WHEN),
    )


def state(result: SetWindow) -> Mrkdwn:
    """Return in words how a window stands after somebody set it."""
    state = "open" if result.space.is_open(result.window) else "closed"
    if result.has_changed:
        text = "{what} is {state}. The channel is told."
    elif result.times:
        text = "{what} is {state} for now. The channel is told when that changes."
    else:
        text = (
            "{what} is {state}. It was so before; nobody is told twice."
            " No time is set for it to change."
        )
    return say(text, what=WORDS[result.window], state=state)


def _set_time(one: SetTime, zone: str) -> Mrkdwn:
    verb = "open" if one.is_open else "close"
    return say(
        "It {verb}s by itself on {when}. To take that back: `/openspace {verb} {window} at off`.",
        verb=verb,
        when=mrkdwn.moment(one.at, zone, form=WHEN),
        window=one.window.value,
    )


def changed(item: news.WindowChanged) -> Message:
    """Return what the channel reads when proposing or voting opened or closed."""
    space = item.space
    button = None
    match item.window, item.is_open:
        case Window.PROPOSALS, True:
            text = say(
                "*Proposing is open* in {name}. What do you want to discuss? Type"
                " `/propose Your title`. `/topics` lists what is there.",
                name=space.name,
            )
            button = proposing.propose_button(space)
        case Window.PROPOSALS, _:
            text = say(
                "*Proposing is closed* in {name}. `/topics` lists all topics.", name=space.name
            )
            button = ways.topics_button(space)
        case Window.VOTING, True:
            text = say(
                "*Voting is open* in {name}. Everyone has {dots}; ballots are secret, and {seen}."
                " Type `/vote` to see your ballot.",
                name=space.name,
                dots=voting.dots_words(space.budget),
                seen=voting.SEEN_BY_WORDS[space.tally_seen_by],
            )
            button = voting_blocks.vote_button(space)
        case _:
            text = say(
                "*Voting is closed* in {name}. Thank you to everyone who voted.", name=space.name
            )
    if item.next_at is not None:
        then = say(
            "It {changes} on {when}.",
            changes="closes" if item.is_open else "opens again",
            when=mrkdwn.moment(item.next_at, space.zone, form=WHEN),
        )
        text = mrkdwn.join([text, then], " ")
    return message.message(message.paragraph(text), message.buttons(button))
