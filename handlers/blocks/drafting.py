"""What facilitators are told of a draft beside its sessions, and the buttons that draft."""

from handlers.blocks import message, mrkdwn, values
from handlers.blocks import rooms as rooms_blocks
from handlers.blocks.message import Button, Message, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import StepBack, Turn, View
from openspace import drafting, figures, moments, people
from openspace.discretion import SMALLEST_WHOLE
from openspace.figures import Crowded
from openspace.spaces import Window
from openspace.timetable import Change, Fate
from services import planning
from services.drafting import Asked, Undone
from services.planning import Result
from services.timetable import Draft

AGAIN = "draft_again"
AFRESH = "draft_afresh"
UNDO = "draft_undo"
DISCARD = "draft_discard"

MOST_SINCE = 6
MOST_WHAT_IF = 3
MOST_OBSTACLES = 5

_DEEDS = {"draft": "the last draft", "discard": "discarding the draft"}
_WORDS = {"unplace": "leave out", "talk": "placing talk"}


# What is said of a search


def asked(found: Asked) -> Message:
    """Return that a draft is being worked out, and that it comes."""
    return message.message(message.paragraph(begun(found)))


def begun(found: Asked) -> Mrkdwn:
    """Return the same as a line."""
    return Mrkdwn(
        "I am working out a draft, and show it here in a moment. Only facilitators see it."
        if found.is_new
        else "A draft is being worked out already. I show it here too, in a moment."
    )


def grid_coming() -> Message:
    """Return what is said while the draft is on its way as a table."""
    return message.message(
        message.paragraph(
            Mrkdwn(
                "The table comes as a message of its own. `/openspace timetable` shows the same as"
                " a list."
            )
        )
    )


def progress(percent: int) -> Message:
    """Return how far the search for a draft is."""
    text = say("I am still working out the draft: {percent}% is done.", percent=percent)
    return message.message(message.paragraph(text))


def drafted(result: Result) -> Mrkdwn:
    """Return what a search came to."""
    if result.obstacles:
        lines = [Mrkdwn("There is no new draft, as something is in the way. Nothing was changed.")]
        return mrkdwn.join([*lines, *_obstacles(result)])
    changed = len(result.changed)
    if not changed:
        return Mrkdwn("The draft stays as it is: I found no better one.")
    sessions = "1 session changed its" if changed == 1 else f"{changed} sessions changed their"
    return say("The draft is ready: {sessions} place.", sessions=sessions)


def undone(found: Undone) -> Mrkdwn:
    """Return that a step was taken back."""
    said = say("Undone: {deed}.", deed=deed_words(found.deed))
    if not found.lost:
        return said
    numbers = ", ".join(f"#{number}" for number in found.lost)
    lost = say("These could not go back, as their place is gone: {numbers}.", numbers=numbers)
    return mrkdwn.join([said, lost])


def discarded(found: Draft) -> Mrkdwn:
    """Return that the draft was discarded."""
    if found.is_published:
        return Mrkdwn("The draft is what everyone sees again.")
    return Mrkdwn("The draft is discarded. Talks and pinned sessions stay.")


def fairness(permille: int) -> Message:
    """Return how far a draft goes for those who fare worst."""
    text = say(
        "For those who fare worst, the next draft may give up {percent}% of all wishes that can be"
        " met.",
        percent=f"{permille / 10:g}",
    )
    return message.message(message.paragraph(text))


def deed_words(deed: str) -> str:
    """Return a change to the draft as people read it, like "move #7"."""
    word, _, rest = deed.partition(" ")
    return _DEEDS.get(deed) or f"{_WORDS.get(word, word)} {rest}".rstrip()


# What stands in the draft beside its sessions


def standing(found: Draft, *, is_answer: bool) -> Part | None:
    """Return how the search stands: how far it is, or what kept the last one from a draft.

    Args:
        is_answer: something else was just done, so that the last search is no news.
    """
    stands = found.stands
    if stands.is_under_way:
        far = f"{stands.progress}% is done. " if stands.progress else ""
        text = say(
            "*A draft is being worked out.* {far}Until it is there, this is the draft as it was.",
            far=far,
        )
        return message.paragraph(text)
    result = planning.last_result(stands)
    if is_answer or result is None or not result.obstacles:
        return None
    return message.lines(
        [Mrkdwn("*The last time you asked for a draft, this was in the way*"), *_obstacles(result)]
    )


def fit(found: Draft) -> Part | None:
    """Return how well the draft fits what people want, as far as that may be told."""
    here, said = found.here, found.figures
    if not found.is_voted:
        return None
    if here.space.is_open(Window.VOTING) or not people.may_see_tally(here.person, here.space):
        return message.paragraph(
            Mrkdwn("How well it fits what people want is told once voting is closed.")
        )
    if said is None:
        return None
    lines = [mrkdwn.escape(words)] if (words := figures.in_words(said)) else []
    if 0 < said.people < SMALLEST_WHOLE and not words:
        lines.append(
            say(
                "Fewer than {fewest} people voted. So I do not say how many get what they want: it"
                " could tell how one of them voted.",
                fewest=SMALLEST_WHOLE,
            )
        )
    if said.crowded is not None:
        lines.append(_crowded(said.crowded, here.space.zone))
    return message.lines(lines) if lines else None


def since(found: Draft) -> Part | None:
    """Return what the last change to the draft did, where that was not one session alone."""
    if found.undoable != "draft" or not found.since or found.stands.is_under_way:
        return None
    if found.since == found.changes:
        return None  # that is said as what publishing would change
    zone = found.here.space.zone
    lines = [_changed(change, zone) for change in found.since[:MOST_SINCE]]
    more = len(found.since) - len(lines)
    if more > 0:
        lines.append(say("And {more} more.", more=more))
    return message.lines([Mrkdwn("*Since the draft before*"), *lines])


def what_if(found: Draft) -> Part | None:
    """Return what would help, as the search found it for this draft."""
    here = found.here
    is_told = people.may_see_tally(here.person, here.space) and not here.space.is_open(
        Window.VOTING
    )
    result = planning.last_result(found.stands)
    if result is None or not result.what_if or not is_told:
        return None
    if found.stands.is_under_way or found.undoable not in (None, "draft"):
        return None  # it was said of another draft
    lines = [say("• {said}", said=one) for one in result.what_if[:MOST_WHAT_IF]]
    return message.lines([Mrkdwn("*What if*"), *lines])


def typed(found: Draft) -> Mrkdwn:
    """Return what to type for what the buttons do."""
    undo = (
        ""
        if found.undoable is None
        else say(
            "`/openspace timetable undo` takes back: {deed}. ", deed=deed_words(found.undoable)
        )
    )
    return say(
        'By typing: `/openspace timetable draft` or `/openspace timetable move 7 wed 10:00 "Room'
        ' B"`. {undo}`/openspace help` lists the others.',
        undo=undo,
    )


# Buttons


def buttons(found: Draft, view: View) -> tuple[Button | None, ...]:
    """Return the buttons that draft, undo and discard; none while a draft is worked out."""
    if found.stands.is_under_way:
        return ()
    return (*_drafting(found, view), _undo(found, view), _discard(found, view))


def _drafting(found: Draft, view: View) -> tuple[Button | None, ...]:
    here = found.here
    now = here.now
    has_movable = _has_movable(found)
    is_possible = found.rooms and any(slot.starts_at > now for slot in found.slots)
    is_wanted = has_movable or any(
        topic.speakers is None and topic.hosts for topic in found.unplaced
    )
    if not is_possible or not is_wanted or not people.may_see_tally(here.person, here.space):
        return ()
    value = values.write(Turn(here.space.id, view))
    label = "Draft again" if has_movable else "Draft it"
    again = Button(label, AGAIN, value, f"{label}: timetable of {here.space.name}")
    if not has_movable:
        return (again,)
    afresh = Button(
        "Start afresh",
        AFRESH,
        value,
        f"Start afresh: timetable of {here.space.name}",
        confirm="A new draft is made as if there were none yet, so most sessions may move. Pinned"
        " sessions, talks and sessions that have begun stay where they are, and what you left out"
        " stays out. You can undo it.",
    )
    return (again, afresh)


def _undo(found: Draft, view: View) -> Button | None:
    if found.undoable is None:
        return None
    value = values.write(StepBack(found.here.space.id, found.step_id, view))
    label = f"Undo: {deed_words(found.undoable)}"
    return Button(label, UNDO, value, f"{label}.")


def _discard(found: Draft, view: View) -> Button | None:
    is_possible = found.changes if found.is_published else _has_movable(found)
    if not is_possible:
        return None
    space = found.here.space
    return Button(
        "Discard",
        DISCARD,
        values.write(Turn(space.id, view)),
        f"Discard the draft of {space.name}",
        confirm="The draft becomes what everyone sees now. You can undo that."
        if found.is_published
        else "All sessions lose their place but talks and pinned ones. You can undo that.",
    )


def _has_movable(found: Draft) -> bool:
    return any(not drafting.is_fixed(session, found.here.now) for session in found.sessions)


def _obstacles(result: Result) -> list[Mrkdwn]:
    return [mrkdwn.sentence(why) for why in result.obstacles[:MOST_OBSTACLES]]


def _crowded(found: Crowded, zone: str) -> Mrkdwn:
    session = found.session
    return say(
        "Most crowded: {room} on {when}. {people} #{number}, and there are {seats}.",
        room=session.room.name,
        when=moments.moment_label(session.slot.starts_at, zone),
        people="1 person wants" if found.people == 1 else f"{found.people} people want",
        number=session.number,
        seats=rooms_blocks.seats(session.room.capacity),
    )


def _changed(change: Change, zone: str) -> Mrkdwn:
    session = change.session
    values_said = {
        "number": session.number,
        "title": message.short(session.title),
        "when": moments.moment_label(session.slot.starts_at, zone),
        "room": session.room.name,
    }
    match change.fate:
        case Fate.NEW:
            return say("#{number} *{title}* got a place: {when}, {room}", **values_said)
        case Fate.MOVED:
            return say("#{number} *{title}* moved to {when}, {room}", **values_said)
        case Fate.CANCELLED:
            return say("#{number} *{title}* lost its place: {when}, {room}", **values_said)
