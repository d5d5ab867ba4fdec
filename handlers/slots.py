"""`/openspace slots`, and the form that lists the slots and adds some."""

from datetime import date

from handlers import asking
from handlers.asking import Asked
from handlers.blocks import slots as blocks
from handlers.blocks import slots_form as form_blocks
from handlers.blocks import values
from handlers.blocks.form_values import Setting
from handlers.blocks.forms import Form
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn
from handlers.blocks.values import InList
from handlers.desk import Desk
from handlers.forms import Sent
from handlers.words import moments as words_moments
from handlers.words import slots as words
from openspace import moments
from services import slots, visits
from services.visits import Visit

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


def listed(
    desk: Desk, visit: Visit, *, page: int = 1, showing: int = 0, said: Mrkdwn | None = None
) -> Form:
    """Return the form with the slots as they are now.

    Raises:
        RuleViolation: the person may not change them.
    """
    found = asking.begin(desk, visit, slots.begin)
    return form_blocks.form(found, page=page, showing=showing, said=said)


def submit(sent: Sent) -> Form:
    """'Add a slot on each of these days.'"""
    carried = values.read(Setting, sent.metadata)
    days = words.days(sent.filled.choices(form_blocks.DAYS))
    starts = words.time_of_day(sent.filled.time(form_blocks.STARTS), field=form_blocks.STARTS)
    ends = words.time_of_day(sent.filled.time(form_blocks.ENDS), field=form_blocks.ENDS)
    with sent.desk.database.begin() as db:
        visit = sent.visit(carried.space_id)
        found = slots.add(db, visit, days=days, times=[(starts, ends)])
    return form_blocks.form(
        found,
        page=form_blocks.page_with(found, days[0]),
        showing=carried.showing + 1,
        said=form_blocks.added(len(days)),
    )


def press_remove(sent: Sent) -> Form:
    """'This slot is not there any more'; what is chosen in the form stays."""
    about = values.read(InList, sent.value)
    carried = values.read(Setting, sent.metadata)
    day, start = words.chosen(about.name, field=None)
    with sent.desk.database.begin() as db:
        found = slots.remove(db, sent.visit(about.space_id), day=day, start=start)
    return form_blocks.form(
        found,
        page=about.view.page,
        showing=carried.showing,
        said=form_blocks.removed(day, f"{start:%H:%M}"),
    )
