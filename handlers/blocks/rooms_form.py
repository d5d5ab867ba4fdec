"""The form that lists the rooms and adds one."""

from handlers.blocks import forms, message, setting_up, values
from handlers.blocks import rooms as list_blocks
from handlers.blocks.form_values import Setting
from handlers.blocks.forms import Form
from handlers.blocks.message import Button, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import InList, View
from openspace import timetable
from openspace.spaces import Space
from openspace.timetable import Room
from services.rooms import Rooms

CALLBACK = "rooms_form"
REMOVE = "room_remove"
NAME = "name"
SEATS = "seats"
LINK = "link"
PAGE_SIZE = 10
LONGEST_LINK = 1000


def form(found: Rooms, *, page: int = 1, showing: int = 0, said: Mrkdwn | None = None) -> Form:
    """Return the form with one page of the rooms.

    Args:
        showing: how often a room was added with it; its fields are empty after each.
        said: what was just done; None for nothing.
    """
    space = found.here.space
    shown = message.page(found.rooms, page, size=PAGE_SIZE)
    view = View("rooms", page=shown.number)
    return Form(
        "Rooms",
        forms.parts(
            message.paragraph(said) if said else None,
            *(_row(space, room, view) for room in shown.entries),
            None if found.rooms else message.paragraph(Mrkdwn("There are no rooms yet.")),
            setting_up.turning(shown, space_id=space.id, view=view),
            message.header("Add a room"),
            *_fields(showing),
            message.note(Mrkdwn('By typing: `/openspace rooms add "Room A" 30`.')),
        ),
        CALLBACK,
        "Add the room",
        values.write(Setting(space.id, view, showing)),
        "Close",
    )


def page_with(found: Rooms, name: str) -> int:
    """Return the page that the room of that name is on."""
    keys = [timetable.room_key(room.name) for room in found.rooms]
    return keys.index(timetable.room_key(name)) // PAGE_SIZE + 1


def added(name: str, capacity: int) -> Mrkdwn:
    """Return that a room is there."""
    return say("Saved: *{name}*, {seats}.", name=name, seats=list_blocks.seats(capacity))


def removed(name: str) -> Mrkdwn:
    """Return that a room is not there any more."""
    return say("*{name}* is removed.", name=name)


def _row(space: Space, room: Room, view: View) -> Part:
    remove = Button(
        "Remove",
        REMOVE,
        values.write(InList(space.id, view, room.name)),
        f"Remove: {room.name}",
        confirm=f"This removes {room.name}. You can add it again.",
    )
    return message.paragraph(list_blocks.line(room), remove)


def _fields(showing: int) -> tuple[message.Block, ...]:
    lowest, highest = timetable.CAPACITY_RANGE
    return (
        forms.text_field(
            "Name",
            NAME,
            initial="",
            at_least=1,
            at_most=timetable.ROOM_NAME_LENGTH,
            hint="The name of a room that is there gives that room the new seats and link.",
            showing=showing,
        ),
        forms.number_field("Seats", SEATS, at_least=lowest, at_most=highest, showing=showing),
        forms.text_field(
            "Call link",
            LINK,
            initial="",
            at_most=LONGEST_LINK,
            hint="For people who join online, like: https://meet.example.org/room-a",
            showing=showing,
        ),
    )
