"""Opening the forms in which facilitators set up an open space, and turning their pages."""

from collections.abc import Mapping
from typing import Protocol

from handlers import forms, rooms, slots, talks
from handlers.blocks import values
from handlers.blocks.form_values import Setting
from handlers.blocks.forms import Form
from handlers.blocks.values import Turn
from handlers.clicks import Clicked, Opened
from handlers.desk import Desk
from handlers.forms import Sent
from openspace import RuleViolation
from services.visits import Visit


class Listed(Protocol):
    """Returns a form with one page of what it lists."""

    def __call__(self, desk: Desk, visit: Visit, *, page: int, showing: int) -> Form:
        """Return that form."""


LISTS: Mapping[str, Listed] = {
    "rooms": rooms.listed,
    "slots": slots.listed,
    "talks": talks.listed,
}


def press_open(clicked: Clicked) -> Opened:
    """'I want to change the rooms', the slots or the talks."""
    wanted = values.read(Turn, clicked.value)
    visit = clicked.visit(wanted.space_id)
    form = _listed(wanted)(clicked.desk, visit, page=wanted.view.page, showing=0)
    forms.open_form(clicked.desk, clicked.trigger_id, form)
    return Opened()


def turn(sent: Sent) -> Form:
    """'Show me another page'; what is typed in the form stays."""
    wanted = values.read(Turn, sent.value)
    carried = values.read(Setting, sent.metadata)
    visit = sent.visit(wanted.space_id)
    return _listed(wanted)(sent.desk, visit, page=wanted.view.page, showing=carried.showing)


def _listed(wanted: Turn) -> Listed:
    listed = LISTS.get(wanted.view.kind)
    if listed is None:
        raise RuleViolation(values.OLD_BUTTON)
    return listed
