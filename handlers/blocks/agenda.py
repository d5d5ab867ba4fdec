"""The agenda and the list of seats: sessions by day with free seats and one's own place."""

from collections.abc import Sequence
from datetime import date

from handlers.blocks import lists, message, sessions, values
from handlers.blocks.message import Button, Message, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import Seat, View
from openspace import moments, spaces
from openspace.signup import Place
from services.agenda import Agenda, Entry

TAKE = "seat_take"
TAKE_ANYWAY = "seat_take_anyway"
GIVE_UP = "seat_give_up"
PAGE_SIZE = 12
EXAMPLE = 3


def agenda(
    found: Agenda,
    entries: Sequence[Entry],
    *,
    day: date | None,
    view: View,
    said: Part | None = None,
) -> Message:
    """Return one page of *entries* by day, each with a button to take or give up a seat.

    Args:
        day: the one day that is shown; None for several.
        view: how to show the same again after a click.
        said: what comes in place of a heading, like what was changed.
    """
    space = found.here.space
    heading = message.header(_heading(found, day=day, words=view.words))
    if not found.is_published:
        return message.message(
            heading,
            message.paragraph(
                Mrkdwn(
                    "The timetable isn't published yet. `/topics` shows what people want to"
                    " discuss; the channel is told when the timetable is there."
                )
            ),
        )
    shown = message.page(entries, view.page, size=PAGE_SIZE)
    return message.message(
        said or heading,
        *_by_day(
            found,
            shown.entries,
            View(view.kind, view.words, shown.number),
            is_day_named=day is not None,
        ),
        None if entries else message.paragraph(_nothing(view)),
        lists.turning(shown, space_id=space.id, view=view),
        message.note(_small_print(found, shown.entries)),
    )


def rows(found: Agenda, entries: Sequence[Entry], view: View, *, is_day_named: bool) -> list[Part]:
    """Return *entries* with their buttons.

    Args:
        is_day_named: whether what stands above names their one day; else each day is named.
    """
    return _by_day(found, entries, view, is_day_named=is_day_named)


def seat_words(mine: Place) -> Mrkdwn:
    """Return where somebody stands, in words."""
    if mine.has_seat:
        return Mrkdwn("you have a seat")
    if mine.waiting_position == 1:
        return Mrkdwn("you are first on the waiting list")
    return say("you are number {n} on the waiting list", n=mine.waiting_position)


def _by_day(
    found: Agenda, entries: Sequence[Entry], view: View, *, is_day_named: bool
) -> list[Part]:
    zone = found.here.space.zone
    parts: list[Part] = []
    day: date | None = None
    for entry in entries:
        begins = moments.wall(entry.session.slot.starts_at, zone).date()
        if begins != day and not is_day_named:
            day = begins
            parts.append(message.paragraph(say("*{day}*", day=moments.day_label(day))))
        parts.append(message.paragraph(_line(entry, zone), _button(found, entry, view)))
    return parts


def _line(entry: Entry, zone: str) -> Mrkdwn:
    session = entry.session
    return say(
        "{times}, {where}\n{title}, {who}\n{seats}",
        times=sessions.times(session, zone),
        where=sessions.where(session),
        title=sessions.title(session),
        who=sessions.who(session),
        seats=_seats(entry),
    )


def _seats(entry: Entry) -> Mrkdwn:
    if entry.is_over:
        return Mrkdwn("This session is over.")
    free = {0: "no seat free", 1: "1 seat free"}.get(entry.free, f"{entry.free} seats free")
    waiting = f", {entry.waiting} waiting" if entry.waiting else ""
    if entry.mine is None:
        return say("{free}{waiting}", free=free.capitalize(), waiting=waiting)
    return say(
        "*{mine}* ({free}{waiting})",
        mine=Mrkdwn(_sentence(seat_words(entry.mine))),
        free=free,
        waiting=waiting,
    )


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def _button(found: Agenda, entry: Entry, view: View) -> Button | None:
    if entry.is_over or spaces.has_ended(found.here.space, found.here.now):
        return None
    session = entry.session
    value = values.write(Seat(found.here.space.id, session.number, view))
    if entry.mine is not None:
        label = "Give up seat" if entry.mine.has_seat else "Stop waiting"
        return Button(label, GIVE_UP, value, f"{label}: #{session.number} {session.title}")
    label = "Take a seat" if entry.free else "Join waiting list"
    return Button(label, TAKE, value, f"{label}: #{session.number} {session.title}")


def _small_print(found: Agenda, entries: Sequence[Entry]) -> Mrkdwn:
    space = found.here.space
    times = say("Times are on your own clock; days as in {zone}.", zone=space.zone)
    if spaces.has_ended(space, found.here.now):
        return say("{times} {name} has ended.", times=times, name=space.name)
    return say(
        "{times} `/signup {number}` takes a seat, `/signup cancel {number}` gives it up,"
        " `/agenda week` shows all days.",
        times=times,
        number=_example_number(entries),
    )


def _example_number(entries: Sequence[Entry]) -> int:
    return next((entry.session.number for entry in entries if not entry.is_over), EXAMPLE)


def _nothing(view: View) -> Mrkdwn:
    if view.words == "mine":
        return Mrkdwn("You have no sessions yet. `/signup 3` takes a seat in session 3.")
    return Mrkdwn("There are no sessions then. `/agenda week` shows all days.")


def _heading(found: Agenda, *, day: date | None, words: str) -> str:
    name = found.here.space.name
    if words == "mine":
        return f"Your sessions in {name}"
    if day is None:
        return f"Agenda of {name}"
    label = moments.day_label(day)
    return f"{name}, today {label}" if day == found.today else f"{name}, {label}"
