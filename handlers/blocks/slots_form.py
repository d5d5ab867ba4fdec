"""The form that lists the slots by day and adds some."""

from collections.abc import Sequence
from datetime import date

from handlers.blocks import forms, message, setting_up, values
from handlers.blocks.form_values import Setting
from handlers.blocks.forms import Form
from handlers.blocks.message import Button, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import InList, View
from openspace import moments, timetable
from openspace.spaces import Space
from openspace.timetable import Slot
from services.slots import Slots

CALLBACK = "slots_form"
REMOVE = "slot_remove"
DAYS = "days"
STARTS = "starts"
ENDS = "ends"
PAGE_SIZE = 10


def form(found: Slots, *, page: int = 1, showing: int = 0, said: Mrkdwn | None = None) -> Form:
    """Return the form with one page of the slots.

    Args:
        showing: how often slots were added with it; its fields are empty after each time.
        said: what was just done; None for nothing.
    """
    space = found.here.space
    shown = message.page(found.slots, page, size=PAGE_SIZE)
    view = View("slots", page=shown.number)
    return Form(
        "Slots",
        forms.parts(
            message.paragraph(said) if said else None,
            *_rows(space, shown.entries, view),
            None if found.slots else message.paragraph(Mrkdwn("There are no slots yet.")),
            setting_up.turning(shown, space_id=space.id, view=view),
            message.header("Add slots"),
            *_fields(space, showing),
            message.note(Mrkdwn("By typing: `/openspace slots add tue,wed 10:00-11:00`.")),
        ),
        CALLBACK,
        "Add the slots",
        values.write(Setting(space.id, view, showing)),
        "Close",
    )


def page_with(found: Slots, day: date) -> int:
    """Return the page on which the slots of a day begin."""
    zone = found.here.space.zone
    days = [moments.wall(slot.starts_at, zone).date() for slot in found.slots]
    return days.index(day) // PAGE_SIZE + 1


def added(days: int) -> Mrkdwn:
    """Return that there are new slots, one on each of so many days."""
    return Mrkdwn("1 slot is added." if days == 1 else f"{days} slots are added.")


def removed(day: date, start: str) -> Mrkdwn:
    """Return that a slot is not there any more."""
    return say("The slot on {day} at {start} is removed.", day=moments.day_label(day), start=start)


def _rows(space: Space, slots: Sequence[Slot], view: View) -> list[Part]:
    rows = []
    before: date | None = None
    for slot in slots:
        day = moments.wall(slot.starts_at, space.zone).date()
        rows.append(_row(space, slot, view, None if day == before else day))
        before = day
    return rows


def _row(space: Space, slot: Slot, view: View, day: date | None) -> Part:
    """Return one slot, below its *day* if it is the first of it."""
    start, end = (moments.time_label(at, space.zone) for at in (slot.starts_at, slot.ends_at))
    times = say("{start} to {end}", start=start, end=end)
    label = timetable.slot_label(slot, space.zone)
    remove = Button(
        "Remove",
        REMOVE,
        values.write(InList(space.id, view, timetable.slot_words(slot, space.zone))),
        f"Remove: {label}",
        confirm=f"This removes the slot on {label}. You can add it again.",
    )
    if day is None:
        return message.paragraph(times, remove)
    heading = say("*{day}*\n{times}", day=moments.day_label(day), times=times)
    return message.paragraph(heading, remove)


def _fields(space: Space, showing: int) -> tuple[message.Block, ...]:
    days = moments.days_between(space.first_day, space.last_day)
    return (
        forms.several_field(
            "Days",
            DAYS,
            {str(day): moments.day_label(day) for day in days},
            placeholder="Choose days",
            is_optional=False,
            showing=showing,
        ),
        forms.time_field("From", STARTS, showing=showing),
        forms.time_field("To", ENDS, hint=f"Times in {space.zone}.", showing=showing),
    )
