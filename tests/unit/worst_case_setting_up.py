"""The most and the longest of the forms in which facilitators set up an open space."""

from collections.abc import Callable
from dataclasses import replace

from handlers.blocks import placing, rooms_form, slots_form, talks_form, timetable, values
from handlers.blocks.forms import Form
from handlers.blocks.values import View
from openspace import discretion
from openspace import placing as rules
from openspace.discretion import Difference, Turn
from openspace.effects import Effect, PlaceChoice
from services.places import Placing
from services.rooms import Rooms
from services.slots import Slots
from services.talks import SPEAKERS_LENGTH, Choosing
from tests.unit.worst_case import (
    ALL_TOPICS,
    HERE,
    HOSTS,
    NOW,
    ROOMS,
    SLOTS,
    SPREAD,
    a_draft,
    longest,
)

MORE = Effect(Difference(Turn.MORE, 10_000))
FORBIDDEN = Effect(discretion.SILENT, "It cannot be.")
CHOICES = rules.choices(9999, HOSTS, SPREAD, slots=SLOTS, rooms=ROOMS, absences={}, now=NOW)
TALKS = tuple(replace(topic, speakers=longest(SPEAKERS_LENGTH)) for topic in ALL_TOPICS)
CHOOSING = Choosing(HERE, TALKS, {one.number: one for one in SPREAD}, CHOICES, ROOMS)
PLACES = tuple(
    PlaceChoice(slot, room, effect, swap=swap)
    for slot in SLOTS[:20]
    for room in ROOMS[:6]
    for swap, effect in ((None, MORE if room is ROOMS[1] else FORBIDDEN), (9999, MORE))
)
PLACING = Placing(HERE, replace(TALKS[-1], number=9999), SPREAD[0], CHOICES, PLACES)
DRAFT = View("timetable", "", values.BIGGEST)
ANSWER_URL = "https://hooks.slack.com/commands/" + "T0123456789/" * 20
DONE = timetable.moved(a_draft(SPREAD), 7)

SETTING_UP: dict[str, Callable[[], Form]] = {
    "rooms_form.form": lambda: rooms_form.form(
        Rooms(HERE, ROOMS), page=2, showing=999_999, said=rooms_form.added(longest(60), 10_000)
    ),
    "rooms_form.form without rooms": lambda: rooms_form.form(
        Rooms(HERE, ()), said=rooms_form.removed(longest(60))
    ),
    "slots_form.form": lambda: slots_form.form(
        Slots(HERE, SLOTS), page=3, showing=999_999, said=slots_form.added(31)
    ),
    "slots_form.form without slots": lambda: slots_form.form(Slots(HERE, ())),
    "talks_form.form": lambda: talks_form.form(
        CHOOSING, page=2, showing=999_999, said=talks_form.added(9999)
    ),
    "talks_form.form without slots": lambda: talks_form.form(
        replace(CHOOSING, choices=()), said=talks_form.withdrawn(9999, longest(150))
    ),
    "talks_form.form without talks": lambda: talks_form.form(replace(CHOOSING, talks=())),
    "placing.form": lambda: placing.form(PLACING, view=DRAFT, answer_url=ANSWER_URL),
    "placing.form without a place": lambda: placing.form(
        replace(PLACING, now=None), view=DRAFT, answer_url=""
    ),
    "placing.placed": lambda: placing.placed(a_draft(SPREAD), 7, DONE),
}
