"""`/openspace slots`."""

from datetime import date

from handlers import asking
from handlers.asking import Asked
from handlers.blocks import slots as blocks
from handlers.blocks.message import Message
from handlers.words import moments as words_moments
from handlers.words import slots as words
from openspace import moments
from services import slots, visits

ADD = "/openspace slots add {day} 10:00-11:00"
REMOVE = "/openspace slots remove {day} 10:00"


def slots_wanted(asked: Asked, wanted: words.Slots) -> Message:
    """'Which slots are there?', 'Add these', 'Remove that one.'"""
    desk, visit = asked.desk, asked.visit
    match wanted:
        case words.SlotsShow():
            return blocks.slots(asking.look(desk, visit, slots.show))
        case words.SlotsAdd(named, times):
            with desk.database.begin() as db:
                days = on_days(visits.look(db, visit), named, example=ADD)
                return blocks.slots(slots.add(db, visit, days=days, times=times))
        case words.SlotRemove(named_day, start):
            with desk.database.begin() as db:
                (day,) = on_days(visits.look(db, visit), named_day, example=REMOVE)
                return blocks.slots(slots.remove(db, visit, day=day, start=start))


def on_days(
    here: visits.Here,
    named: words_moments.Days | tuple[words_moments.Days, ...],
    *,
    example: str,
) -> tuple[date, ...]:
    """Return the days of the open space that somebody named.

    Args:
        example: what to type instead, with `{day}` where the day goes.

    Raises:
        RuleViolation: one of them is not a day of the open space.
    """
    return words_moments.days(
        named,
        first_day=here.space.first_day,
        last_day=here.space.last_day,
        today=moments.today(here.now, here.space.zone),
        example=example,
    )
