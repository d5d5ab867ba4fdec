"""The board in the channel: topics, or today's sessions; what is open, and how to take part."""

from collections.abc import Sequence

from handlers.blocks import message, mrkdwn, sessions, ways, windows
from handlers.blocks.message import Message, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from openspace import moments, voting
from openspace.proposing import Topic
from openspace.spaces import Window
from services.agenda import Entry
from services.board import Anew, Board

MOST_TOPICS = 25
MOST_SESSIONS = 15
MOST_HOSTS = 3


def board(found: Board, *, home: str | None = None) -> Message:
    """Return what everybody sees at a glance.

    Args:
        home: the address of the app's Home in Slack; None when it is not known.
    """
    space = found.space
    everyday = ways.ways(space, is_live=not found.has_ended, is_published=found.is_published)
    return message.message(
        message.header(f"{space.name}: the board"),
        message.lines([*_state(found), *_ways(found)]),
        message.buttons(*everyday),
        _sessions(found) if found.is_published else None,
        _topics(found) if _are_topics_shown(found) else None,
        message.note(_small_print(found, home)),
    )


def anew(result: Anew) -> Message:
    """Return that the board comes again."""
    text = (
        "The board is on its way to the channel already. If it does not come, `/openspace messages`"
        " says why."
        if result.was_under_way
        else "The board is posted again at the end of the channel; the one before goes away."
    )
    return message.message(message.paragraph(Mrkdwn(text)))


def _state(found: Board) -> list[Mrkdwn]:
    space = found.space
    days = moments.days_label(space.first_day, space.last_day)
    if found.has_ended:
        over = "is closed" if space.closed_at is not None else "is over"
        return [
            say(
                "*{name} {over}.* It was held {days}. Thank you to everyone who took part.",
                name=space.name,
                over=over,
                days=days,
            )
        ]
    return [
        say("{days}, times of {zone}.", days=days, zone=space.zone),
        *(windows.to_come(one, space.zone) for one in found.times),
    ]


def _ways(found: Board) -> list[Mrkdwn]:
    """Return what is open and what to type for it."""
    space = found.space
    if found.has_ended:
        return [Mrkdwn("To read it: `/topics` and `/agenda week`.")]
    ways = [
        "*Proposing is open*: `/propose Your title` adds a topic."
        if space.is_open(Window.PROPOSALS)
        else "Proposing is closed.",
        f"*Voting is open*: `/vote` shows your ballot with {voting.dots_words(space.budget)}."
        " Nobody else sees it."
        if space.is_open(Window.VOTING)
        else "Voting is closed.",
    ]
    if found.is_published:
        ways.append("*The timetable is published*: `/agenda` shows it, `/signup` takes a seat.")
    return [Mrkdwn(way) for way in ways]


def _are_topics_shown(found: Board) -> bool:
    """Say whether people propose or vote now, or there is nothing else to show."""
    is_open = any(found.space.is_open(window) for window in Window)
    return not found.has_ended and (is_open or not found.is_published)


def _topics(found: Board) -> Part:
    # Talks that are published stand among the sessions.
    topics = [one for one in found.topics if one.speakers is None or not found.is_published]
    if not topics:
        return message.paragraph(Mrkdwn("There are no topics yet."))
    count = "1 topic" if len(topics) == 1 else f"{len(topics)} topics"
    return message.lines(
        [
            say("*{count}*", count=count),
            *(_topic(topic, found) for topic in topics[:MOST_TOPICS]),
            *_more(len(topics) - MOST_TOPICS, "`/topics`"),
        ]
    )


def _topic(topic: Topic, found: Board) -> Mrkdwn:
    line = say(
        "#{number} *{title}*, {who}",
        number=topic.number,
        title=message.short(topic.title),
        who=_who(topic.speakers, topic.hosts),
    )
    if found.dots is None or topic.speakers is not None:
        return line
    return say("{line}: {dots}", line=line, dots=voting.dots_words(found.dots[topic.number]))


def _sessions(found: Board) -> Part:
    if found.has_ended:
        return message.paragraph(Mrkdwn("All sessions are over."))
    if found.day is None:
        return message.paragraph(Mrkdwn("No more sessions are to come."))
    label = moments.day_label(found.day)
    heading = f"Today, {label}" if found.day == found.today else f"Next sessions: {label}"
    return message.lines(
        [
            say("*{heading}*", heading=heading),
            *(_session(entry, found.space.zone) for entry in found.entries[:MOST_SESSIONS]),
            *_more(len(found.entries) - MOST_SESSIONS, "`/agenda`"),
        ]
    )


def _session(entry: Entry, zone: str) -> Mrkdwn:
    session = entry.session
    return say(
        "{times}, {room}: #{number} *{title}*, {who}. {seats}.",
        times=sessions.times(session, zone),
        room=session.room.name,
        number=session.number,
        title=message.short(session.title),
        who=_who(session.speakers, session.hosts),
        seats=_seats(entry),
    )


def _seats(entry: Entry) -> str:
    if entry.is_over:
        return "Over"
    if entry.free:
        return "1 seat free" if entry.free == 1 else f"{entry.free} seats free"
    return f"No seat free, {entry.waiting} waiting" if entry.waiting else "No seat free"


def _who(speakers: str | None, hosts: Sequence[str]) -> Mrkdwn:
    """Return who leads it, the first few of many."""
    named = None if speakers is None else message.short(speakers)
    few = sessions.leaders(named, tuple(hosts[:MOST_HOSTS]))
    others = len(hosts) - MOST_HOSTS
    return say("{few} and {others} more", few=few, others=others) if others > 0 else few


def _more(count: int, command: str) -> list[Mrkdwn]:
    return [say("And {count} more: {command}", count=count, command=Mrkdwn(command))] * (count > 0)


def _small_print(found: Board, home: str | None) -> Mrkdwn:
    if found.has_ended:
        return Mrkdwn("This board does not change any more.")
    text = Mrkdwn(
        "This board repaints itself. `/openspace` shows where things stand,"
        " `/openspace help` lists all commands."
    )
    if home is None:
        return text
    link = mrkdwn.link(home, "Open your Home")
    return say("{text} {link}: your sessions, topics and settings.", text=text, link=link)
