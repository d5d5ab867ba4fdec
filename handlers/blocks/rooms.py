"""The list of rooms."""

from handlers.blocks import lists, message, mrkdwn
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
    lines = [_line(room) for room in shown.entries]
    return message.message(
        message.header(f"Rooms of {space.name}"),
        message.lines(lines or [Mrkdwn("There are no rooms yet.")]),
        lists.turning(shown, space_id=space.id, view=View("rooms", page=shown.number)),
        message.note(
            Mrkdwn(
                'Facilitators add a room or change it with `/openspace rooms add "Room A" 30`. A'
                " call link can stand behind the seats. They remove a room with"
                ' `/openspace rooms remove "Room A"`.'
            )
        ),
    )


def _line(room: Room) -> Mrkdwn:
    seats = "1 seat" if room.capacity == 1 else f"{room.capacity} seats"
    named = say("*{name}*: {seats}", name=room.name, seats=seats)
    if room.link is None:
        return named
    return say("{named}, {link}", named=named, link=mrkdwn.link(room.link, "call link"))
