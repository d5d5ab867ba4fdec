"""The list of rooms."""

from handlers.blocks import lists, message, mrkdwn, setting_up
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import View
from openspace.timetable import Room
from services.rooms import Rooms

PAGE_SIZE = 20


def rooms(found: Rooms, *, page: int = 1) -> Message:
    """Return one page of the rooms with their seats and links."""
    space = found.here.space
    shown = message.page(found.rooms, page, size=PAGE_SIZE)
    lines = [line(room) for room in shown.entries]
    return message.message(
        message.header(f"Rooms of {space.name}"),
        message.lines(lines or [Mrkdwn("There are no rooms yet.")]),
        lists.turning(shown, space_id=space.id, view=View("rooms", page=shown.number)),
        setting_up.change(found.here, setting_up.rooms(space, "Change rooms")),
        message.note(
            Mrkdwn(
                'Facilitators add a room or change it with `/openspace rooms add "Room A" 30`. A'
                " call link can stand behind the seats. They remove a room with"
                ' `/openspace rooms remove "Room A"`.'
            )
        ),
    )


def line(room: Room) -> Mrkdwn:
    """Return a room with its seats and link."""
    named = say("*{name}*: {seats}", name=room.name, seats=seats(room.capacity))
    if room.link is None:
        return named
    return say("{named}, {link}", named=named, link=mrkdwn.link(room.link, "call link"))


def seats(capacity: int) -> str:
    """Return how many seats there are: 30 seats."""
    return "1 seat" if capacity == 1 else f"{capacity} seats"
