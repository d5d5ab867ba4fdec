"""The draft as facilitators see it, and what publishing changed."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.blocks import (
    draft_grid,
    draft_rows,
    drafting,
    lists,
    message,
    mrkdwn,
    runs,
    sessions,
    setting_up,
    values,
)
from handlers.blocks.message import Button, Message, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import Turn, View
from openspace import discretion, effects
from openspace.proposing import Topic
from openspace.timetable import Change, Fate, Session
from services.timetable import Draft, Published

PAGE_SIZE = 20
MOST_CHANGES = 15
MOST_PROBLEMS = 10

CHANGE = draft_rows.CHANGE
PLACE_BUTTON = draft_rows.PLACE_BUTTON
PUBLISH = "draft_publish"
AS_GRID = "draft_as_grid"
AS_LIST = "draft_as_list"

PLACE = draft_rows.PLACE
PIN = draft_rows.PIN
UNPIN = draft_rows.UNPIN
UNPLACE = draft_rows.UNPLACE

LIST = View("timetable")
GRID = View("timetable", draft_grid.WORDS)


def shown(found: Draft, view: View, *, said: Mrkdwn | None = None) -> Message:
    """Return the draft as *view* has it: as a table where it can be one, or as a list.

    Args:
        said: what was just done; None for nothing.
    """
    if view.words == GRID.words:
        return grid(found, page=view.page, said=said)
    return draft(found, page=view.page, said=said)


def draft(found: Draft, *, page: int = 1, said: Mrkdwn | None = None) -> Message:
    """Return one page of the draft: by day and slot, then what has no place; and what would change.

    Args:
        said: what was just done; None for nothing.
    """
    return message.message(*parts(found, page=page, said=said, other=_as_grid(found)))


def grid(found: Draft, *, page: int = 1, said: Mrkdwn | None = None) -> Message:
    """Return the same with a table of slots and rooms above; in words where Slack draws none."""
    listed = message.message(*parts(found, page=page, said=said))
    if not draft_grid.fits(found):
        return listed
    view = replace(GRID, page=page)
    drawn = message.message(*_parts(found, view, said=said, other=_as_list(found)))
    return replace(drawn, plain=listed)


def parts(
    found: Draft, *, page: int, said: Mrkdwn | None = None, other: Button | None = None
) -> tuple[Part | None, ...]:
    """Return the parts of the draft as a list, for a message or somebody's Home.

    Args:
        other: what shows the draft in another way; None for nothing.
    """
    return _parts(found, replace(LIST, page=page), said=said, other=other)


def _parts(
    found: Draft, wanted: View, *, said: Mrkdwn | None, other: Button | None
) -> tuple[Part | None, ...]:
    space = found.here.space
    entries: tuple[Session | Topic, ...] = (*found.sessions, *found.unplaced)
    page = message.page(entries, wanted.page, size=PAGE_SIZE)
    view = replace(wanted, page=page.number)
    is_offered = setting_up.is_offered(found.here)
    deeds = (
        *drafting.buttons(found, view),
        _publish(found) if found.changes else None,
    )
    return (
        message.header(f"Timetable of {space.name}"),
        message.paragraph(said) if said else None,
        drafting.standing(found, is_answer=said is not None) if is_offered else None,
        message.paragraph(_state(found)),
        drafting.fit(found),
        _problems(found),
        draft_grid.grid(found) if wanted.words == GRID.words else None,
        *draft_rows.rows(found, page, view),
        lists.turning(page, space_id=space.id, view=view),
        drafting.since(found),
        _changes(found),
        drafting.what_if(found),
        runs.suggestions(space, found.runs) if is_offered else None,
        message.buttons(*(deeds if is_offered else ()), other),
        message.note(drafting.typed(found)) if is_offered else None,
    )


def moved(found: Draft, number: int) -> Mrkdwn:
    """Return where a session stands in the draft now, and what moving it changed."""
    return mrkdwn.join([line for line in (_stands(found, number), _effect(found)) if line])


def swapped(found: Draft, number: int, other: int) -> Mrkdwn:
    """Return where two sessions stand that changed places."""
    told = (_stands(found, number), _stands(found, other), _effect(found))
    return mrkdwn.join([line for line in told if line])


def pinned(number: int) -> Mrkdwn:
    """Return that a session stays where it is."""
    return say("#{number} is pinned: an automatic draft leaves it there.", number=number)


def unpinned(number: int) -> Mrkdwn:
    """Return that a draft may give a session another place."""
    return say("#{number} is no longer pinned. A draft may place it again.", number=number)


def unplaced(number: int) -> Mrkdwn:
    """Return that a session is out of the draft."""
    return say(
        "#{number} has no place any more. Drafts leave it out; to let them place it again:"
        " `/openspace timetable unpin {number}`.",
        number=number,
    )


def done(said: Mrkdwn) -> Message:
    """Return what was just done, where the draft stands below it."""
    return message.message(message.paragraph(said))


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
        "title": draft_rows.short(session),
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


def _stands(found: Draft, number: int) -> Mrkdwn:
    session = next(one for one in found.sessions if one.number == number)
    when = sessions.when(session, found.here.space.zone)
    return say(
        "{title}: {when}, {room}.",
        title=draft_rows.short(session),
        when=when,
        room=session.room.name,
    )


def _effect(found: Draft) -> Mrkdwn | None:
    """Return what a move changed, in a sentence; None where nothing may be told."""
    told = effects.in_words(found.effect) if found.effect else ""
    if not told:
        return None
    than = " as before" if found.effect and found.effect.wishes == discretion.SAME else ""
    return say("{told}{than}.", told=told[0].upper() + told[1:], than=than)


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
            title=draft_rows.short(problem.session),
            when=sessions.when(problem.session, zone),
            host=mrkdwn.person(problem.host),
        )
        for problem in found.problems[:MOST_PROBLEMS]
    ]
    more = len(found.problems) - MOST_PROBLEMS
    return message.lines([*lines, *([say("And {more} more.", more=more)] if more > 0 else [])])


def _as_grid(found: Draft) -> Button | None:
    if not draft_grid.fits(found) or not setting_up.is_offered(found.here):
        return None
    return _other("Show as a grid", AS_GRID, found, GRID)


def _as_list(found: Draft) -> Button:
    return _other("Show as a list", AS_LIST, found, LIST)


def _other(label: str, action_id: str, found: Draft, view: View) -> Button:
    space = found.here.space
    value = values.write(Turn(space.id, view))
    return Button(label, action_id, value, f"{label}: timetable of {space.name}")


def _publish(found: Draft) -> Button:
    space = found.here.space
    sessions = _count(len(found.sessions), "session")
    changes = _count(len(found.changes), "change")
    new = f" and {changes}" if found.is_published else ""
    return Button(
        "Publish",
        PUBLISH,
        values.write(Turn(space.id, View("timetable"))),
        f"Publish the timetable of {space.name}",
        style="primary",
        confirm=f"Everyone then sees this timetable, with {sessions}{new}. The channel hears of"
        " it, and those whose sessions change are told.",
    )


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"


def _changes(found: Draft) -> Part | None:
    if not found.changes or not found.is_published:
        return None
    lines = change_lines(found.changes, found.here.space.zone)
    return message.lines([Mrkdwn("*Publishing would change*"), *lines])
