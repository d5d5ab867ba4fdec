"""What is the person's own in their Home: sessions, dots, topics, and what can be done at once."""

from handlers.blocks import agenda, message, proposing, sessions, voting
from handlers.blocks.message import Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from openspace.proposing import Topic
from openspace.spaces import Window
from services.agenda import Entry
from services.home import Inside

MOST_SESSIONS = 8
MOST_VOTED = 4
MOST_TOPICS = 4


def next_steps(inside: Inside) -> Part | None:
    """Return the buttons for what can be done just now; None once all is closed."""
    space = inside.here.space
    if inside.has_ended:
        return None
    return message.buttons(proposing.propose_button(space), voting.vote_button(space))


def coming(inside: Inside) -> Part:
    """Return the person's sessions of today and the next."""
    mine = inside.my_next
    return message.both(
        message.header("Your sessions"),
        message.lines([_my_session(entry, inside) for entry in mine[:MOST_SESSIONS]])
        if mine
        else message.paragraph(Mrkdwn("You have no sessions to come.")),
        message.note(
            Mrkdwn("`/agenda mine` shows all of them; `/agenda suggested` your whole week.")
        )
        if mine
        else None,
    )


def _my_session(entry: Entry, inside: Inside) -> Mrkdwn:
    session, zone = entry.session, inside.here.space.zone
    if inside.here.person.user_id in session.hosts:
        mine = Mrkdwn("you host it")
    else:
        mine = Mrkdwn("") if entry.mine is None else agenda.seat_words(entry.mine)
    return say(
        "{when}, {where}: {title}, {mine}",
        when=sessions.when(session, zone),
        where=sessions.where(session),
        title=sessions.title(session),
        mine=mine,
    )


def ballot(inside: Inside) -> Part | None:
    """Return the topics that have dots of the person's, with dots left; None without any.

    They can be changed here while voting is open. All other topics are one press away: a page of a
    ballot would push all else out of sight.
    """
    found = inside.listing
    is_open = found.here.space.is_open(Window.VOTING) and not inside.has_ended
    voted = [topic for topic in found.topics if topic.number in found.mine]
    if not voted:
        return None
    shown = voted[:MOST_VOTED]
    more = len(voted) - len(shown)
    return message.both(
        message.header("Your dots"),
        message.paragraph(voting.left(found) if is_open else VOTING_CLOSED),
        *(voting.row(found, topic, is_open=is_open) for topic in shown),
        message.paragraph(say("And {more} more: `/vote` shows all.", more=more)) if more else None,
        message.note(Mrkdwn("*Vote* or `/vote` shows all topics. Nobody else sees your dots."))
        if is_open
        else message.note(Mrkdwn("`/vote` shows your ballot. Nobody else sees your dots.")),
    )


VOTING_CLOSED = Mrkdwn("Voting is closed. These are the dots you gave.")


def topics(inside: Inside) -> Part | None:
    """Return the topics that the person proposed or hosts, with buttons; None without any."""
    mine = inside.my_topics
    if not mine:
        return None
    more = len(mine) - MOST_TOPICS
    return message.both(
        message.header("Your topics"),
        *(_topic(inside, topic) for topic in mine[:MOST_TOPICS]),
        message.paragraph(say("And {more} more: `/topics`", more=more)) if more > 0 else None,
        None if inside.has_ended else message.note(_by_typing(mine[0].number)),
    )


def _topic(inside: Inside, topic: Topic) -> Part:
    return message.both(
        message.paragraph(proposing.short_title(topic)),
        message.buttons(*proposing.change_buttons(inside.here, topic)),
    )


def _by_typing(number: int) -> Mrkdwn:
    return say(
        "By typing: `/openspace edit {number}` changes topic {number}, `/openspace withdraw"
        " {number}` takes it back.",
        number=number,
    )
