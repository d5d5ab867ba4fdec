"""The form in which a session gets its place: a slot and a room."""

from collections.abc import Sequence

from handlers.blocks import form_values, forms, message, sessions, values
from handlers.blocks import rooms as rooms_blocks
from handlers.blocks.form_values import PlaceWanted
from handlers.blocks.forms import Form
from handlers.blocks.message import Block, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import View
from openspace import effects, moments, timetable
from openspace.effects import PlaceChoice
from openspace.placing import Choice
from openspace.timetable import Room
from services.places import Placing
from services.timetable import Draft

CALLBACK = "session_place"
PLACE = "place"
SLOT = "slot"
ROOM = "room"
TITLE = "Place session"
FREE = "Possible"
SWAPS = "Swap with another"
MOST_REASONS = 8
SHORTEST_ROOM = 8


def form(found: Placing, *, view: View, answer_url: str) -> Form:
    """Return the form with where the session stands now, and where it could go, the best first.

    Args:
        view: the page of the draft that it is opened from.
        answer_url: where that draft is shown anew; "" for the person's Home.
    """
    space, topic, now = found.here.space, found.topic, found.now
    title = say("#{number} *{title}*", number=topic.number, title=topic.title)
    possible = [one for one in found.places if one.effect.forbidden is None]
    shown = possible[: message.MOST_OPTIONS]
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
            _place(shown, space.zone),
            _impossible(found, space.zone),
            message.note(_typed(topic.number, shown=len(shown), possible=len(possible))),
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


def _place(shown: Sequence[PlaceChoice], zone: str) -> Block:
    def options(*, is_swap: bool) -> dict[str, str]:
        return {
            _value(one, zone): _words(one, zone)
            for one in shown
            if (one.swap is not None) is is_swap
        }

    groups = {FREE: options(is_swap=False), SWAPS: options(is_swap=True)}
    return forms.grouped_field("Slot and room", PLACE, groups, placeholder="Choose a place")


def _value(choice: PlaceChoice, zone: str) -> str:
    words = timetable.slot_words(choice.slot, zone)
    return values.write(PlaceWanted(words, choice.room.id, choice.swap or 0))


def _words(choice: PlaceChoice, zone: str) -> str:
    """Return a place and what it changes; a long name of a room is cut, never what it changes."""
    when = moments.moment_label(choice.slot.starts_at, zone)
    swap = "" if choice.swap is None else f", for #{choice.swap}"
    told = effects.in_words(choice.effect)
    behind = f"{swap}: {told}" if told else swap
    name = choice.room.name
    if not told and choice.swap is None:
        behind = f" ({rooms_blocks.seats(choice.room.capacity)})"
    left = max(forms.OPTION_LENGTH - len(f"{when}, {behind}"), SHORTEST_ROOM)
    cut = name if len(name) <= left else f"{name[: left - 1].rstrip()}…"
    return f"{when}, {cut}{behind}"


def _impossible(found: Placing, zone: str) -> Part | None:
    """Return the slots in which it can have no place, each with what stands in its way."""
    possible = {one.slot.id for one in found.places if one.effect.forbidden is None}
    offered = {one.slot.id for one in found.places}
    lines = [
        _label(one, zone)
        for one in found.slots
        if one.slot.id in offered and one.slot.id not in possible
    ]
    if not lines:
        return None
    more = len(lines) - MOST_REASONS
    if more > 0:
        lines = [*lines[:MOST_REASONS], f"and {more} more"]
    return message.note(say("Not possible: {slots}.", slots="; ".join(lines)))


def _typed(number: int, *, shown: int, possible: int) -> Mrkdwn:
    typed = say('`/openspace timetable move {number} wed 10:00 "Room B"`', number=number)
    if shown < possible:
        return say(
            "These are the {shown} best of {possible} places. To take another, type {typed}.",
            shown=shown,
            possible=possible,
            typed=typed,
        )
    return say("By typing: {typed}.", typed=typed)


def _label(choice: Choice, zone: str) -> str:
    label = timetable.slot_label(choice.slot, zone)
    if choice.busy is not None:
        return f"{label}, a host is in #{choice.busy.number} then"
    if choice.is_away:
        return f"{label}, a host cannot be there"
    free = {0: "no room is free", 1: "1 room is free"}
    return f"{label}, {free.get(choice.free, f'{choice.free} rooms are free')}"
