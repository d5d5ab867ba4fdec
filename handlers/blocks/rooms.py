"""The list of rooms."""

from handlers.blocks import message, mrkdwn
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from openspace.timetable import Room
from services.rooms import Rooms

LINES = 20


def rooms(found: Rooms) -> Message:
    """Return the rooms with their seats and links."""
    lines = [_line(room) for room in found.rooms]
    return message.message(
        message.header(f"Rooms of {found.here.space.name}"),
        *(
            message.paragraph(mrkdwn.join(lines[at : at + LINES]))
            for at in range(0, len(lines), LINES)
        ),
        None if lines else message.paragraph(Mrkdwn("There are no rooms yet.")),
        message.note(
            Mrkdwn(
                "Facilitators add one or change it with `/openspace rooms add "
                '"Room A" 30`, with a call link behind the seats, and remove it with '
                '`/openspace rooms remove "Room A"`.'
            )
        ),
    )


def _line(room: Room) -> Mrkdwn:
    seats = "1 seat" if room.capacity == 1 else f"{room.capacity} seats"
    named = say("*{name}*: {seats}", name=room.name, seats=seats)
    if room.link is None:
        return named
    return say("{named}, {link}", named=named, link=mrkdwn.link(room.link, "call link"))
