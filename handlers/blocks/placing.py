"""The form in which a session gets its slot and its room."""

from collections.abc import Sequence

from handlers.blocks import form_values, forms, message, sessions, values
from handlers.blocks import rooms as rooms_blocks
from handlers.blocks.forms import Form
from handlers.blocks.message import Block
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import View
from openspace import timetable
from openspace.placing import Choice
from openspace.timetable import Room
from services.placing import Placing
from services.timetable import Draft

CALLBACK = "session_place"
SLOT = "slot"
ROOM = "room"
TITLE = "Place session"


def form(found: Placing, *, view: View, answer_url: str) -> Form:
    """Return the form with where the session stands now, and where it could go.

    Args:
        view: the page of the draft that it is opened from.
        answer_url: where that draft is shown anew; "" for the person's Home.
    """
    space, topic, now = found.here.space, found.topic, found.now
    title = say("#{number} *{title}*", number=topic.number, title=topic.title)
    return Form(
        TITLE,
        forms.parts(
            message.paragraph(
                say(
                    "{title}, {who}\n{where}",
                    title=title,
                    who=sessions.leaders(topic.speakers, topic.hosts),
                    where="It has no place yet."
                    if now is None
                    else say(
                        "Now: {when}, {room}.",
                        when=sessions.when(now, space.zone),
                        room=now.room.name,
                    ),
                )
            ),
            slot(
                found.choices,
                space.zone,
                initial=None if now is None else timetable.slot_words(now.slot, space.zone),
            ),
            room(found.rooms, initial=None if now is None else now.room.name),
            message.note(
                say(
                    'By typing: `/openspace timetable move {number} wed 10:00 "Room B"`.',
                    number=topic.number,
                )
            ),
        ),
        CALLBACK,
        "Place it" if now is None else "Move it",
        values.write(form_values.Placing(space.id, topic.number, view, answer_url)),
    )


def placed(found: Draft, number: int, said: Mrkdwn) -> Form:
    """Return what takes the place of the form when the session has its place."""
    note = (
        "People see it there once you publish the timetable:"
        if any(change.session.number == number for change in found.changes)
        else "People see it there already. All changes go out with"
    )
    return Form(
        f"Session {number}",
        forms.parts(
            message.paragraph(say("Saved.\n{said}", said=said)),
            message.note(Mrkdwn(f"{note} `/openspace timetable publish`.")),
        ),
    )


def slot(choices: Sequence[Choice], zone: str, *, initial: str | None, showing: int = 0) -> Block:
    """Return the field for the slot, with what is free then."""
    options = {timetable.slot_words(one.slot, zone): _label(one, zone) for one in choices}
    return forms.choice_field(
        "Slot",
        SLOT,
        options,
        initial=initial,
        placeholder="Choose a slot",
        is_optional=False,
        showing=showing,
    )


def room(rooms: Sequence[Room], *, initial: str | None, showing: int = 0) -> Block:
    """Return the field for the room."""
    return forms.choice_field(
        "Room",
        ROOM,
        {room.name: f"{room.name}, {rooms_blocks.seats(room.capacity)}" for room in rooms},
        initial=initial,
        placeholder="Choose a room",
        is_optional=False,
        showing=showing,
    )


def _label(choice: Choice, zone: str) -> str:
    label = timetable.slot_label(choice.slot, zone)
    if choice.busy is not None:
        return f"{label}, a host is in #{choice.busy.number} then"
    if choice.is_away:
        return f"{label}, a host cannot be there"
    free = {0: "no room is free", 1: "1 room is free"}
    return f"{label}, {free.get(choice.free, f'{choice.free} rooms are free')}"
