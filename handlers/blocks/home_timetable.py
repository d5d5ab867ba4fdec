"""The timetable as it stands in somebody's Home, with buttons for seats."""

from datetime import date

from handlers.blocks import agenda, lists, message, values
from handlers.blocks.message import Button, Part
from handlers.blocks.mrkdwn import Mrkdwn
from handlers.blocks.values import Turn, View
from openspace import moments
from openspace.spaces import Space
from services.home import Inside

DAYS = "home_days"
KIND = "home"
WEEK = "week"
ALL_DAYS = "Show all days"


def timetable(inside: Inside, words: str, number: int) -> Part:
    """Return the sessions that *words* name.

    Args:
        words: "week" for all days, "" for today during the event.
        number: of the page, 1 for the first.
    """
    found, space = inside.agenda, inside.here.space
    if not found.is_published:
        return message.both(
            message.header("Timetable"),
            message.paragraph(
                Mrkdwn("It is not published yet. The channel is told when it is there.")
            ),
        )
    next_day = _next_day(inside)
    day = None if words == WEEK else next_day
    entries = found.entries if day is None else found.on(day)
    shown = message.page(entries, number, size=agenda.PAGE_SIZE)
    view = View("agenda", WEEK if day is None else str(day), shown.number)
    return message.both(
        message.header(_heading(day, today=found.today)),
        *agenda.rows(found, shown.entries, view, is_day_named=day is not None),
        lists.turning(shown, space_id=space.id, view=view),
        _other_days(space, day) if next_day is not None else None,
    )


def _next_day(inside: Inside) -> date | None:
    """Return today during the event, or the next day with sessions; None for no such day."""
    space, found = inside.here.space, inside.agenda
    if inside.has_ended or found.today < space.first_day:
        return None
    days = [
        moments.wall(entry.session.slot.starts_at, space.zone).date() for entry in found.entries
    ]
    return min((day for day in days if day >= found.today), default=None)


def _heading(day: date | None, *, today: date) -> str:
    if day is None:
        return "Timetable"
    label = moments.day_label(day)
    return f"Timetable: today, {label}" if day == today else f"Timetable: next, {label}"


def _other_days(space: Space, day: date | None) -> Part | None:
    label, words = (ALL_DAYS, WEEK) if day is not None else ("Show one day", "")
    button = _days_button(space, label, words)
    typed = "`/agenda week`" if day is not None else "`/agenda today`"
    return message.both(message.buttons(button), message.note(Mrkdwn(f"Also by typing: {typed}.")))


def sessions_button(inside: Inside) -> Button | None:
    """Return the button that shows all days; None where they are shown anyway."""
    is_there = inside.agenda.is_published and _next_day(inside) is not None
    return _days_button(inside.here.space, "Show the sessions", WEEK) if is_there else None


def _days_button(space: Space, label: str, words: str) -> Button:
    turn = Turn(space.id, View(KIND, words))
    return Button(label, DAYS, values.write(turn), f"{label} of {space.name}")
