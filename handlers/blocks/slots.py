"""The list of slots, by day."""

from itertools import groupby

from handlers.blocks import message, setting_up
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from openspace import moments
from openspace.timetable import Slot
from services.slots import Slots


def slots(found: Slots) -> Message:
    """Return the slots in the wall time of the open space."""
    zone = found.here.space.zone
    days = groupby(found.slots, key=lambda slot: moments.wall(slot.starts_at, zone).date())
    lines = [
        say("*{day}*: {times}", day=moments.day_label(day), times=_times(list(slots), zone))
        for day, slots in days
    ]
    return message.message(
        message.header(f"Slots of {found.here.space.name}"),
        message.lines(lines or [Mrkdwn("There are no slots yet.")]),
        setting_up.change(found.here, setting_up.slots(found.here.space, "Change slots")),
        message.note(
            say(
                "Times in {zone}. Facilitators add some with `/openspace slots add tue,wed"
                " 10:00-11:00` and remove one with `/openspace slots remove tue 10:00`.",
                zone=zone,
            )
        ),
    )


def _times(slots: list[Slot], zone: str) -> str:
    return ", ".join(
        f"{moments.time_label(slot.starts_at, zone)}-{moments.time_label(slot.ends_at, zone)}"
        for slot in slots
    )
