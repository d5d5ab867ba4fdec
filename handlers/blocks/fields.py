"""Fields of forms for numbers, days, moments, one of a few choices, and a channel."""

from collections.abc import Mapping
from datetime import datetime

from handlers.blocks import forms
from handlers.blocks.message import Block


def number_field(
    label: str,
    action_id: str,
    *,
    initial: int | None,
    at_least: int,
    at_most: int,
    is_optional: bool,
    hint: str | None = None,
    showing: int = 0,
) -> Block:
    """Return a field for a whole number, which `Filled.text` reads back as it was typed."""
    element: Block = {
        "type": "number_input",
        "action_id": action_id,
        "is_decimal_allowed": False,
        "min_value": str(at_least),
        "max_value": str(at_most),
    }
    if initial is not None:
        element["initial_value"] = str(initial)
    return forms.field(label, element, is_optional=is_optional, hint=hint, showing=showing)


def day_field(label: str, action_id: str, *, placeholder: str, hint: str | None = None) -> Block:
    """Return a field for a day."""
    element: Block = {
        "type": "datepicker",
        "action_id": action_id,
        "placeholder": forms.plain(placeholder),
    }
    return forms.field(label, element, is_optional=False, hint=hint, showing=0)


def moment_field(label: str, action_id: str, *, initial: datetime | None, showing: int) -> Block:
    """Return a field for a day and a time, which each person sees on their own clock."""
    element: Block = {"type": "datetimepicker", "action_id": action_id}
    if initial is not None:
        element["initial_date_time"] = int(initial.timestamp())
    return forms.field(label, element, is_optional=True, hint=None, showing=showing)


def one_of_field(
    label: str,
    action_id: str,
    options: Mapping[str, str],
    *,
    initial: str,
    hint: str | None = None,
    showing: int = 0,
) -> Block:
    """Return a field in which all of the few *options*, labels by value, are seen at once."""
    offered = {value: forms.option(value, name) for value, name in options.items()}
    element: Block = {
        "type": "radio_buttons",
        "action_id": action_id,
        "options": list(offered.values()),
        "initial_option": offered[initial],
    }
    return forms.field(label, element, is_optional=False, hint=hint, showing=showing)


def channel_field(label: str, action_id: str, *, placeholder: str, hint: str) -> Block:
    """Return a field to choose a channel, public or private."""
    element: Block = {
        "type": "conversations_select",
        "action_id": action_id,
        "placeholder": forms.plain(placeholder),
        "filter": {"include": ["public", "private"]},
    }
    return forms.field(label, element, is_optional=False, hint=hint, showing=0)
