"""`/openspace away`, and the form in which somebody says when they cannot be there."""

from collections.abc import Callable
from datetime import time

from handlers import asking, forms, slots
from handlers.asking import Asked
from handlers.blocks import absences as blocks
from handlers.blocks import values
from handlers.blocks.form_values import AwayForm
from handlers.blocks.forms import Form
from handlers.blocks.message import Message
from handlers.blocks.values import Chosen
from handlers.clicks import Clicked, Opened
from handlers.forms import Sent
from handlers.words import absences as words
from handlers.words.moments import Days
from openspace import absences as rules
from openspace.absences import Absence
from services import absences
from services.absences import ChangedElsewhere
from services.visits import Here

ADD = "/openspace away {day}"
REMOVE = "/openspace away remove {day}"


def away_wanted(asked: Asked, wanted: words.AwayWanted) -> Message:
    """'When did I say that I cannot?', 'I cannot then', 'I can after all.'"""
    desk, visit = asked.desk, asked.visit
    match wanted:
        case words.AwayShow():
            return blocks.away(asking.look(desk, visit, absences.show))
        case words.AwayAdd(days, times):
            with desk.database.begin() as db:
                return blocks.away(absences.add(db, visit, _on(days, times, example=ADD)))
        case words.AwayRemove(days, times):
            with desk.database.begin() as db:
                return blocks.away(absences.remove(db, visit, _on(days, times, example=REMOVE)))
        case words.AwayClear():
            with desk.database.begin() as db:
                return blocks.away(absences.clear(db, visit))


def press_open(clicked: Clicked) -> Opened:
    """'I want to say when I cannot.'"""
    visit = clicked.visit(values.read(Chosen, clicked.value).space_id)
    found = asking.begin(clicked.desk, visit, absences.begin)
    forms.open_form(clicked.desk, clicked.trigger_id, blocks.form(found))
    return Opened()


def submit(sent: Sent) -> Form:
    """'I cannot at these times, and can at all others.'"""
    carried = values.read(AwayForm, sent.metadata)
    wanted = blocks.chosen(sent.filled) or ()
    visit = sent.visit(carried.space_id)
    try:
        with sent.desk.database.begin() as db:
            return blocks.saved(absences.choose(db, visit, wanted, opened=carried.opened))
    except ChangedElsewhere as changed:
        return blocks.form(changed.now, showing=carried.showing + 1)


def _on(
    named: tuple[Days, ...], times: tuple[tuple[time, time], ...], *, example: str
) -> Callable[[Here], list[Absence]]:
    """Return what tells the times that somebody typed, once the open space is known."""

    def absences_in(here: Here) -> list[Absence]:
        zone, days = here.space.zone, slots.on_days(here, named, example=example)
        if not times:
            return [rules.whole_day(day, zone) for day in days]
        return [rules.part_of_day(day, *ends, zone) for day in days for ends in times]

    return absences_in
