"""The morning digest, the evening summary and the summary of the week, told to the channel."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.blocks import message, mrkdwn, proposing, sessions, windows
from handlers.blocks.message import Message, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from openspace import moments, voting
from openspace.spaces import Window
from openspace.tally import Ranked
from openspace.timetable import Session
from services.agenda import Entry
from services.digests import DayAhead, DayDone, WeekDone

MOST_SESSIONS = 12
MOST_NEW = 5
MOST_NEW_IN_SHORT = 3
MOST_HELD = 6
MOST_TOMORROW = 8
MOST_HOSTS = 20
MOST_SPEAKERS = 8

_OPEN = {
    Window.PROPOSALS: "Proposing is open: `/propose Your title` adds a topic.",
    Window.VOTING: "Voting is open: `/vote` shows your ballot.",
}


def day_ahead(said: DayAhead) -> Message:
    """Return what the day brings: its sessions, what opens and closes, and what is new."""
    space = said.space
    return message.message(
        message.header(f"Good morning: {space.name}, {moments.day_label(said.day)}"),
        _listed(
            Mrkdwn("*Sessions today*"),
            [_session(entry, space.zone) for entry in said.entries],
            most=MOST_SESSIONS,
            others="`/agenda today`",
        ),
        message.lines([*_open_now(said), *_changing(said)]),
        _listed(
            say(
                "*{new} since yesterday*, {topics} in all",
                new=_count(len(said.new_topics), "new topic"),
                topics=said.topics,
            ),
            [proposing.short_title(topic) for topic in said.new_topics],
            most=MOST_NEW,
            others="`/topics`",
        ),
        message.note(_what_to_type(said)),
    )


def day_done(said: DayDone) -> Message:
    """Return what the day brought, with thanks, and what comes tomorrow."""
    return message.message(
        message.header(f"{said.space.name}, {moments.day_label(said.day)}: the day in short"),
        _listed(
            say("*{new} today*", new=_count(len(said.new_topics), "new topic")),
            [proposing.short_title(topic) for topic in said.new_topics],
            most=MOST_NEW_IN_SHORT,
            others="`/topics`",
        ),
        _vote(said),
        _listed(
            say("*{held} took place today*", held=_count(len(said.held), "session")),
            [_title(entry.session) for entry in said.held],
            most=MOST_HELD,
            others="`/agenda today`",
        ),
        message.lines(_thanks(said)),
        _tomorrow(said),
    )


def week_done(said: WeekDone) -> Message:
    """Return how the open space went, in figures, with thanks to those who hosted first."""
    return message.message(
        message.paragraph(
            mrkdwn.join(
                [
                    say(
                        "*{name} is closed.* Thank you to everyone who took part.",
                        name=said.space.name,
                    ),
                    *_figures(said),
                ],
                " ",
            )
        ),
        _most_wanted(said.most_wanted, heading="*Most wanted*"),
        message.paragraph(
            say(
                "Hosts for the first time: {hosts}. Thank you.",
                hosts=_row(_mentions(said.first_hosts), most=MOST_HOSTS),
            )
        )
        if said.first_hosts
        else None,
        message.note(
            Mrkdwn("`/topics` and `/agenda week` still show it; nothing in it changes any more.")
        ),
    )


def _session(entry: Entry, zone: str) -> Mrkdwn:
    session = entry.session
    speakers = session.speakers if session.speakers is None else message.short(session.speakers)
    free = {0: "no seat free", 1: "1 seat free"}.get(entry.free, f"{entry.free} seats free")
    return say(
        "{times}, {where}: {title}, {who} ({free}{waiting})",
        times=sessions.times(session, zone),
        where=sessions.where(session),
        title=_title(session),
        who=sessions.leaders(speakers, session.hosts),
        free=free,
        waiting=f", {entry.waiting} waiting" if entry.waiting else "",
    )


def _open_now(said: DayAhead) -> list[Mrkdwn]:
    return [Mrkdwn(_OPEN[window]) for window in Window if said.space.is_open(window)]


def _changing(said: DayAhead) -> list[Mrkdwn]:
    return [
        say(
            "{what} {verb} today at {time}.",
            what=windows.WORDS[one.window],
            verb="opens" if one.is_open else "closes",
            time=mrkdwn.moment(one.at, said.space.zone, form="{time}"),
        )
        for one in said.changing
    ]


def _what_to_type(said: DayAhead) -> Mrkdwn:
    if not said.entries:
        return Mrkdwn("`/openspace` shows where things stand.")
    free = [entry.session.number for entry in said.entries if entry.free]
    return say(
        "`/signup {number}` {takes}; `/agenda today` shows all sessions of today.",
        number=free[0] if free else said.entries[0].session.number,
        takes="takes a seat" if free else "joins a waiting list",
    )


def _vote(said: DayDone) -> Part | None:
    is_open = said.space.is_open(Window.VOTING)
    if not said.voters or not (is_open or said.most_wanted):
        return None
    if is_open:
        people = "1 person has" if said.voters == 1 else f"{said.voters} people have"
        turnout = say("{people} voted so far.", people=people)
    else:
        turnout = say("{people} voted.", people=_people(said.voters))
    return message.both(
        message.paragraph(turnout),
        _most_wanted(
            said.most_wanted, heading="*Most wanted so far*" if is_open else "*Most wanted*"
        ),
    )


def _most_wanted(rows: Sequence[Ranked], *, heading: str) -> Part | None:
    if not rows:
        return None
    lines = [
        say(
            "{rank}. #{number} *{title}*, {dots}",
            rank=row.rank,
            number=row.total.number,
            title=message.short(row.total.title),
            dots=voting.dots_words(row.total.dots),
        )
        for row in rows
    ]
    return message.lines([Mrkdwn(heading), *lines])


def _thanks(said: DayDone) -> list[Mrkdwn]:
    lines = []
    if said.hosts:
        hosts = _row(_mentions(said.hosts), most=MOST_HOSTS)
        lines.append(say("Thank you to those who hosted: {hosts}.", hosts=hosts))
    if said.speakers:
        # As they were typed they may have commas inside: "Name, Organisation".
        names = [mrkdwn.escape(message.short(name)) for name in said.speakers]
        speakers = _row(names, most=MOST_SPEAKERS, comma="; ")
        lines.append(say("Thank you to those who spoke: {speakers}.", speakers=speakers))
    return lines


def _tomorrow(said: DayDone) -> Part | None:
    space = said.space
    tomorrow = said.day + timedelta(days=1)
    if said.tomorrow:
        return _listed(
            say("*Tomorrow, {day}*", day=moments.day_label(tomorrow)),
            [_at_a_glance(entry.session, space.zone) for entry in said.tomorrow],
            most=MOST_TOMORROW,
            others="`/agenda tomorrow`",
        )
    if not space.first_day <= tomorrow <= space.last_day:
        return None
    return message.paragraph(Mrkdwn("There are no sessions tomorrow."))


def _at_a_glance(session: Session, zone: str) -> Mrkdwn:
    return say(
        "{times}, {room}: {title}",
        times=sessions.times(session, zone),
        room=session.room.name,
        title=_title(session),
    )


def _figures(said: WeekDone) -> list[Mrkdwn]:
    sentences = []
    if said.topics:
        verb = "was" if said.topics == 1 else "were"
        sentences.append(f"{_count(said.topics, 'topic')} {verb} proposed.")
    if said.sessions:
        verb = "was" if said.sessions == 1 else "were"
        sentences.append(f"There {verb} {_count(said.sessions, 'session')}.")
    if said.people:
        sentences.append(f"{_people(said.people)} took part.")
    if said.voters:
        dots = f" and gave {voting.dots_words(said.dots)}" if said.dots else ""
        sentences.append(f"{_people(said.voters)} voted{dots}.")
    return [Mrkdwn(sentence) for sentence in sentences]


def _listed(heading: Mrkdwn, entries: Sequence[Mrkdwn], *, most: int, others: str) -> Part | None:
    """Return *entries* below a heading, the first *most* of them; None when there is none.

    Args:
        others: the command that shows those left out.
    """
    if not entries:
        return None
    lines = [heading, *entries[:most]]
    if len(entries) > most:
        more = len(entries) - most
        lines.append(say("And {more} more: {others}", more=more, others=Mrkdwn(others)))
    return message.lines(lines)


def _title(session: Session) -> Mrkdwn:
    return say("#{number} *{title}*", number=session.number, title=message.short(session.title))


def _mentions(user_ids: Sequence[str]) -> list[Mrkdwn]:
    return [mrkdwn.person(user_id) for user_id in user_ids]


def _row(names: Sequence[Mrkdwn], *, most: int, comma: str = ", ") -> Mrkdwn:
    """Return names in a row: a, b and c; or, when they are many: a, b and 5 more."""
    row = list(names[:most])
    if len(names) > most:
        row.append(say("{more} more", more=len(names) - most))
    if len(row) == 1:
        return row[0]
    return say("{first} and {last}", first=mrkdwn.join(row[:-1], comma), last=row[-1])


def _count(count: int, thing: str) -> str:
    return f"1 {thing}" if count == 1 else f"{count} {thing}s"


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
