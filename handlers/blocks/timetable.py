"""The draft as facilitators see it, and what publishing changed."""

from collections.abc import Sequence
from itertools import groupby

from handlers.blocks import lists, message, mrkdwn, proposing, sessions
from handlers.blocks.message import Message, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import View
from openspace import moments
from openspace.timetable import Change, Fate, Session
from services.timetable import Draft, Published

PAGE_SIZE = 20
MOST_UNPLACED = 15
MOST_CHANGES = 15
MOST_PROBLEMS = 10
SHORTEST = 80


def draft(found: Draft, *, page: int = 1, said: Mrkdwn | None = None) -> Message:
    """Return one page of the draft by day and slot, with what has no place and what would change.

    Args:
        said: what was just done; None for nothing.
    """
    space = found.here.space
    shown = message.page(found.sessions, page, size=PAGE_SIZE)
    return message.message(
        message.header(f"Timetable of {space.name}"),
        message.paragraph(said) if said else None,
        message.paragraph(_state(found)),
        _problems(found),
        *_by_slot(shown.entries, space.zone),
        lists.turning(shown, space_id=space.id, view=View("timetable", page=shown.number)),
        _unplaced(found),
        _changes(found),
        message.note(
            Mrkdwn(
                'Place or move one: `/openspace timetable move 7 wed 10:00 "Room B"`. Also'
                " `/openspace timetable pin 7`, `/openspace timetable unpin 7`,"
                " `/openspace timetable unplace 7` and `/openspace timetable publish`."
            )
        ),
    )


def moved(found: Draft, number: int) -> Mrkdwn:
    """Return where a session stands in the draft now."""
    session = next(one for one in found.sessions if one.number == number)
    when = sessions.when(session, found.here.space.zone)
    return say("{title}: {when}, {room}.", title=_short(session), when=when, room=session.room.name)


def pinned(number: int) -> Mrkdwn:
    """Return that a session stays where it is."""
    return say("#{number} is pinned: an automatic draft leaves it there.", number=number)


def unpinned(number: int) -> Mrkdwn:
    """Return that a session may be placed elsewhere."""
    return say("#{number} is no longer pinned.", number=number)


def unplaced(number: int) -> Mrkdwn:
    """Return that a session is out of the draft."""
    return say("#{number} has no place any more.", number=number)


def published(result: Published) -> Message:
    """Return what the facilitator sees after publishing."""
    told = result.told
    people = {0: "Nobody had to be told.", 1: "One person is told."}.get(
        told, f"{told} people are told."
    )
    return message.message(
        message.paragraph(say("The timetable is published. {people}", people=people)),
        message.lines(change_lines(result.changes, result.here.space.zone)),
        message.note(Mrkdwn("`/agenda week` shows it as everyone sees it.")),
    )


def change_lines(changes: Sequence[Change], zone: str) -> list[Mrkdwn]:
    """Return what changed, a line each, the first of them when there are many."""
    lines = [change_line(change, zone) for change in changes[:MOST_CHANGES]]
    if len(changes) > MOST_CHANGES:
        lines.append(say("And {more} more.", more=len(changes) - MOST_CHANGES))
    return lines


def change_line(change: Change, zone: str) -> Mrkdwn:
    """Return what happens to one session."""
    session = change.session
    values = {
        "title": _short(session),
        "when": sessions.when(session, zone),
        "room": session.room.name,
    }
    match change.fate:
        case Fate.NEW:
            return say("New: {title}, {when}, {room}", **values)
        case Fate.MOVED:
            return say("Moved: {title}, now {when}, {room}", **values)
        case Fate.CANCELLED:
            return say("Cancelled: {title}, which was {when}, {room}", **values)


def _short(session: Session) -> Mrkdwn:
    title = session.title
    cut = title if len(title) <= SHORTEST else title[: SHORTEST - 1].rstrip() + "…"
    return say("#{number} *{title}*", number=session.number, title=cut)


def _state(found: Draft) -> Mrkdwn:
    placed = {0: "No session has a place", 1: "1 session has a place"}.get(
        len(found.sessions), f"{len(found.sessions)} sessions have a place"
    )
    state = (
        "People see the published timetable; this is the draft."
        if found.is_published
        else "This is a draft. Only facilitators see it until you publish it."
    )
    return say(
        "{placed}, {unplaced} of the topics and talks have none. There are {slots} slots and"
        " {rooms} rooms. {state}",
        placed=placed,
        unplaced=len(found.unplaced),
        slots=len(found.slots),
        rooms=len(found.rooms),
        state=state,
    )


def _problems(found: Draft) -> Part | None:
    if not found.problems:
        return None
    zone = found.here.space.zone
    lines = [Mrkdwn("*To be mended before you publish*")]
    lines += [
        say(
            "{title}, {when}: {host} cannot be there then",
            title=_short(problem.session),
            when=sessions.when(problem.session, zone),
            host=mrkdwn.person(problem.host),
        )
        for problem in found.problems[:MOST_PROBLEMS]
    ]
    more = len(found.problems) - MOST_PROBLEMS
    return message.lines([*lines, *([say("And {more} more.", more=more)] if more > 0 else [])])


def _by_slot(entries: Sequence[Session], zone: str) -> list[Part]:
    parts = []
    for slot, together in groupby(entries, key=lambda session: session.slot):
        start = moments.moment_label(slot.starts_at, zone)
        end = moments.time_label(slot.ends_at, zone)
        lines = [say("*{start} to {end}*", start=start, end=end)]
        lines += [_row(session) for session in together]
        parts.append(message.lines(lines))
    return parts


def _row(session: Session) -> Mrkdwn:
    pinned = ", pinned" if session.is_pinned else ""
    return say(
        "{room} ({seats}): {title}{pinned}",
        room=session.room.name,
        seats=session.room.capacity,
        title=_short(session),
        pinned=pinned,
    )


def _unplaced(found: Draft) -> Part | None:
    if not found.unplaced:
        return None
    lines = [Mrkdwn("*Without a place*")]
    lines += [proposing.short_title(topic) for topic in found.unplaced[:MOST_UNPLACED]]
    if len(found.unplaced) > MOST_UNPLACED:
        more = len(found.unplaced) - MOST_UNPLACED
        lines.append(say("And {more} more: `/topics` lists all.", more=more))
    return message.lines(lines)


def _changes(found: Draft) -> Part | None:
    if not found.changes or not found.is_published:
        return None
    lines = change_lines(found.changes, found.here.space.zone)
    return message.lines([Mrkdwn("*Publishing would change*"), *lines])
