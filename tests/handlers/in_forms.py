"""What somebody does within a form that is open: pressing its buttons and sending it."""

from typing import Any

from sandbox import elements
from sandbox.sights import Message, Outcome, View
from tests.handlers.cast import Somebody, Week
from tests.handlers.test_proposing_form import is_refused


def opened_from(week: Week, words: str, what: str) -> View:
    """The form that ada opens by a button of what she typed."""
    shown = week.ada.runs(words)
    assert week.ada.pushes(shown, what).error is None
    return week.ada.person.form()


def named(view: View, name: str) -> tuple[Any, Any]:
    """The block and the element of the button with that name for screen readers."""
    for block, element in elements.interactive(view.blocks):
        if element.get("accessibility_label") == name:
            return block, element
    raise LookupError(f"There is no button {name!r}.")


def pushes(somebody: Somebody, view: View, name: str) -> Outcome:
    block, element = named(view, name)
    return somebody.person.presses(view, action_id=element["action_id"], block_id=block["block_id"])


def presses(somebody: Somebody, view: View, name: str) -> View:
    """Press a button in a form; the form on top once that is answered."""
    assert pushes(somebody, view, name).error is None
    somebody.world.wait_for_lanes()
    return somebody.person.form()


def refusal(somebody: Somebody, view: View, values: dict[str, Any]) -> dict[str, str]:
    """Send a form that is refused; the errors by field."""
    errors = is_refused(somebody, view, values).errors or {}
    return {block_id.split(".")[0]: text for block_id, text in errors.items()}


def buttons_of(view: View) -> list[str]:
    """The names of all buttons of a form."""
    found = [element for _, element in elements.interactive(view.blocks)]
    return [one["accessibility_label"] for one in found if one["type"] == "button"]


def chosen(somebody: Somebody, shown: Message | View, label: str) -> None:
    """Choose an option, by its label, in whichever menu has it."""
    for block, element in elements.interactive(shown.blocks):
        for option in element.get("options", []):
            if option["text"]["text"] == label:
                outcome = somebody.person.presses(
                    shown,
                    action_id=element["action_id"],
                    block_id=block["block_id"],
                    value=option["value"],
                )
                assert outcome.error is None
                somebody.world.wait_for_lanes()
                return
    raise LookupError(f"There is no option {label!r}.")
