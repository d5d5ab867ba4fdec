"""What leads facilitators to rooms, slots, talks and the timetable, by clicking."""

from typing import Any

from handlers.blocks import message, values
from handlers.blocks.message import Button, Page, Part
from handlers.blocks.mrkdwn import say
from handlers.blocks.values import Turn, View
from openspace import people, spaces
from openspace.spaces import Space
from services.visits import Here

ROOMS = "setup_rooms"
SLOTS = "setup_slots"
TALKS = "setup_talks"
TIMETABLE = "setup_timetable"
FORM_EARLIER = "setup_form_earlier"
FORM_LATER = "setup_form_later"


def is_offered(here: Here) -> bool:
    """Say whether the person can set up anything; services ask again."""
    return people.may_facilitate(here.person, here.space) and not spaces.has_ended(
        here.space, here.now
    )


def panel(space: Space) -> Part:
    """Return the buttons by which a facilitator sets up an open space."""
    return message.both(
        message.header("Set it up"),
        message.buttons(
            rooms(space, "Rooms"), slots(space, "Slots"), talks(space, "Talks"), timetable(space)
        ),
    )


def change(here: Here, button: Button) -> Part | None:
    """Return *button* for those who can set up anything; None for others."""
    return message.buttons(button) if is_offered(here) else None


def rooms(space: Space, label: str) -> Button:
    """Return the button that opens the form with the rooms."""
    return Button(label, ROOMS, _value(space, "rooms"), _spoken(label, space))


def slots(space: Space, label: str) -> Button:
    """Return the button that opens the form with the slots."""
    return Button(label, SLOTS, _value(space, "slots"), _spoken(label, space))


def talks(space: Space, label: str) -> Button:
    """Return the button that opens the form with the talks."""
    return Button(label, TALKS, _value(space, "talks"), _spoken(label, space))


def timetable(space: Space) -> Button:
    """Return the button that shows the draft of the timetable."""
    label = "Timetable"
    return Button(label, TIMETABLE, _value(space, "timetable"), _spoken(label, space))


def turning(shown: Page[Any], *, space_id: int, view: View) -> Part | None:
    """Return the way to the pages before and after within a form; None for one page only."""
    if shown.last == 1:
        return None

    def turn(number: int) -> str:
        return values.write(Turn(space_id, View(view.kind, view.words, number)))

    def spoken(label: str, number: int) -> str:
        return f"{label}, page {number} of {shown.last}"

    before, after = shown.number - 1, shown.number + 1
    earlier, later = "Earlier page", "Next page"
    return message.both(
        message.buttons(
            Button(earlier, FORM_EARLIER, turn(before), spoken(earlier, before))
            if before
            else None,
            Button(later, FORM_LATER, turn(after), spoken(later, after))
            if after <= shown.last
            else None,
        ),
        message.note(say("Page {number} of {last}.", number=shown.number, last=shown.last)),
    )


def _value(space: Space, kind: str) -> str:
    return values.write(Turn(space.id, View(kind)))


def _spoken(label: str, space: Space) -> str:
    return f"{label} of {space.name}"
