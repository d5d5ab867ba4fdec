"""The draft as facilitators see it, and what publishing changed."""

from collections.abc import Sequence

from handlers.blocks import lists, message, mrkdwn, proposing, sessions, setting_up, values
from handlers.blocks.message import Button, Message, Option, Page, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.overflow import Overflow
from handlers.blocks.values import InDraft, Turn, View
from openspace import moments
from openspace.proposing import Topic
from openspace.timetable import Change, Fate, Session, Slot
from services.timetable import Draft, Published
from services.visits import Here

PAGE_SIZE = 20
MOST_CHANGES = 15
MOST_PROBLEMS = 10
SHORTEST = 80

CHANGE = "draft_change"
PLACE_BUTTON = "draft_place"
PUBLISH = "draft_publish"

PLACE = "place"
PIN = "pin"
UNPIN = "unpin"
UNPLACE = "unplace"


def draft(found: Draft, *, page: int = 1, said: Mrkdwn | None = None) -> Message:
    """Return one page of the draft: by day and slot, then what has no place; and what would change.

    Args:
        said: what was just done; None for nothing.
    """
    return message.message(*parts(found, page=page, said=said))


def parts(found: Draft, *, page: int, said: Mrkdwn | None = None) -> tuple[Part | None, ...]:
    """Return the parts of the same, for a message or somebody's Home."""
    space = found.here.space
    entries: tuple[Session | Topic, ...] = (*found.sessions, *found.unplaced)
    shown = message.page(entries, page, size=PAGE_SIZE)
    view = View("timetable", page=shown.number)
    is_offered = setting_up.is_offered(found.here)
    return (
        message.header(f"Timetable of {space.name}"),
        message.paragraph(said) if said else None,
        message.paragraph(_state(found)),
        _problems(found),
        *_rows(found, shown, view),
        lists.turning(shown, space_id=space.id, view=view),
        _changes(found),
        message.buttons(_publish(found)) if is_offered and found.changes else None,
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


def swapped(found: Draft, number: int, other: int) -> Mrkdwn:
    """Return where two sessions stand that changed places."""
    return mrkdwn.join([moved(found, number), moved(found, other)])


def pinned(number: int) -> Mrkdwn:
    """Return that a session stays where it is."""
    return say("#{number} is pinned: an automatic draft leaves it there.", number=number)


def unpinned(number: int) -> Mrkdwn:
    """Return that a session may be placed elsewhere."""
    return say("#{number} is no longer pinned.", number=number)


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


def _rows(found: Draft, shown: Page[Session | Topic], view: View) -> list[Part]:
    """Return what stands on a page, each below its slot if it is the first of it there."""
    rows = []
    before: Slot | None = None
    has_heading = False
    for entry in shown.entries:
        if isinstance(entry, Topic):
            heading = [] if has_heading else [Mrkdwn("*Without a place*")]
            has_heading = True
            rows.append(_without_place(found, entry, heading, view))
        else:
            heading = [] if entry.slot == before else [_slot(entry.slot, found.here.space.zone)]
            before = entry.slot
            rows.append(_placed(found, entry, heading, view))
    return rows


def _slot(slot: Slot, zone: str) -> Mrkdwn:
    start, end = moments.moment_label(slot.starts_at, zone), moments.time_label(slot.ends_at, zone)
    return say("*{start} to {end}*", start=start, end=end)


def _placed(found: Draft, session: Session, heading: list[Mrkdwn], view: View) -> Part:
    text = mrkdwn.join([*heading, _row(session)])
    return message.paragraph(text, _deeds(found.here, session, view))


def _deeds(here: Here, session: Session, view: View) -> Overflow | None:
    """Return the menu of what can be done to a session; None where nothing can be changed."""
    if not setting_up.is_offered(here):
        return None

    def option(label: str, deed: str) -> Option:
        wanted = InDraft(here.space.id, session.number, deed, view)
        return Option(f"{label}: #{session.number} {session.title}", values.write(wanted))

    return Overflow(
        CHANGE,
        (
            option("Move", PLACE),
            option("Unpin", UNPIN) if session.is_pinned else option("Pin", PIN),
            option("Take off the timetable", UNPLACE),
        ),
    )


def _without_place(found: Draft, topic: Topic, heading: list[Mrkdwn], view: View) -> Part:
    text = mrkdwn.join([*heading, proposing.short_title(topic)])
    if not setting_up.is_offered(found.here):
        return message.paragraph(text)
    wanted = values.write(InDraft(found.here.space.id, topic.number, PLACE, view))
    button = Button("Place", PLACE_BUTTON, wanted, f"Place: #{topic.number} {topic.title}")
    return message.paragraph(text, button)


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


def _row(session: Session) -> Mrkdwn:
    pinned = ", pinned" if session.is_pinned else ""
    return say(
        "{room} ({seats}): {title}{pinned}",
        room=session.room.name,
        seats=session.room.capacity,
        title=_short(session),
        pinned=pinned,
    )


def _changes(found: Draft) -> Part | None:
    if not found.changes or not found.is_published:
        return None
    lines = change_lines(found.changes, found.here.space.zone)
    return message.lines([Mrkdwn("*Publishing would change*"), *lines])
