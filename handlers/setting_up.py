"""Turning the pages of the forms in which facilitators set up an open space."""

from collections.abc import Mapping
from typing import Protocol

from handlers import rooms, slots, talks
from handlers.blocks import values
from handlers.blocks.form_values import Setting
from handlers.blocks.forms import Form
from handlers.blocks.values import Turn
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


def turn(sent: Sent) -> Form:
    """'Show me another page'; what is typed in the form stays."""
    wanted = values.read(Turn, sent.value)
    carried = values.read(Setting, sent.metadata)
    listed = LISTS.get(wanted.view.kind)
    if listed is None:
        raise RuleViolation(values.OLD_BUTTON)
    visit = sent.visit(wanted.space_id)
    return listed(sent.desk, visit, page=wanted.view.page, showing=carried.showing)
