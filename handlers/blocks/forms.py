"""Forms: their fields, how they are shown, and how what was filled in is read back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.blocks import mrkdwn
from handlers.blocks.message import Block, Message, Part

TITLE_LENGTH = 24
OPTION_LENGTH = 75
FIELD_TEXT_LENGTH = 3000
MOST_BOXES = 10
"""How many boxes to tick Slack takes in one field (docs.slack.dev, checkboxes)."""
TICKED = "yes"


@dataclass(frozen=True)
class Form:
    """A modal of Slack's.

    Args:
        title: at most 24 characters.
        callback_id: which listener its submission reaches; None for one that only says something.
        submit: label of the button that sends it; None for one that only says something.
        metadata: what it carries, written by `values.write`.
        close: label of the button that closes it; None for the usual one.
    """

    title: str
    blocks: tuple[Block, ...]
    callback_id: str | None = None
    submit: str | None = None
    metadata: str = ""
    close: str | None = None

    def view(self, prefix: str) -> dict[str, Any]:
        """Return it as Slack opens it, commands named with *prefix*."""
        view: dict[str, Any] = {
            "type": "modal",
            "title": plain(self.title),
            "blocks": Message("", self.blocks).payload(prefix)["blocks"],
            "close": plain(self.close or ("Cancel" if self.submit else "Close")),
            "private_metadata": self.metadata,
        }
        if self.callback_id and self.submit:
            view["callback_id"] = self.callback_id
            view["submit"] = plain(self.submit)
        return view


def saying(title: str, shown: Message) -> Form:
    """Return a form that only says what a message says."""
    return Form(title, shown.blocks)


def parts(*several: Part | Block | None) -> tuple[Block, ...]:
    """Return parts of messages and fields as the blocks of one form; None is left out."""
    blocks: tuple[Block, ...] = ()
    for one in several:
        if one is not None:
            blocks += one.blocks if isinstance(one, Part) else (one,)
    return blocks


def words(title: str, text: str) -> Part:
    """Return a text of a person's, with all its lines, under a *title* of ours."""
    shown = f"{title}\n{text}"
    cut = shown if len(shown) <= FIELD_TEXT_LENGTH else shown[: FIELD_TEXT_LENGTH - 1] + "…"
    return Part(({"type": "section", "text": plain(cut)},), mrkdwn.escape(cut))


def text_field(
    label: str,
    action_id: str,
    *,
    initial: str,
    at_most: int,
    at_least: int = 0,
    is_long: bool = False,
    hint: str | None = None,
    has_focus: bool = False,
    showing: int = 0,
) -> Block:
    """Return a field for words; one without *at_least* may stay empty.

    Args:
        showing: how often the form was shown anew; a field with a new number shows *initial*, one
            with the same shows what the person typed (docs.slack.dev, views.update).
    """
    element: Block = {
        "type": "plain_text_input",
        "action_id": action_id,
        "multiline": is_long,
        "max_length": at_most,
    }
    if at_least:
        element["min_length"] = at_least
    if initial:
        element["initial_value"] = initial[:at_most]
    if has_focus:
        element["focus_on_load"] = True
    return field(label, element, is_optional=not at_least, hint=hint, showing=showing)


def choice_field(
    label: str,
    action_id: str,
    options: Mapping[str, str],
    *,
    initial: str | None,
    placeholder: str,
    is_optional: bool,
    showing: int = 0,
) -> Block:
    """Return a field to choose one of *options*, labels by value; at most 100 of them."""
    offered = {value: option(value, name) for value, name in options.items()}
    element: Block = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder),
        "options": list(offered.values()),
    }
    if initial in offered:
        element["initial_option"] = offered[initial]
    return field(label, element, is_optional=is_optional, hint=None, showing=showing)


def grouped_field(
    label: str, action_id: str, groups: Mapping[str, Mapping[str, str]], *, placeholder: str
) -> Block:
    """Return a field to choose one option that must be filled in.

    Args:
        groups: labels by value, by the group's name; empty ones are left out. At most 100 of all.
    """
    element: Block = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder),
        "option_groups": [
            {
                "label": plain(group),
                "options": [option(value, name) for value, name in options.items()],
            }
            for group, options in groups.items()
            if options
        ],
    }
    return field(label, element, is_optional=False, hint=None, showing=0)


def number_field(
    label: str, action_id: str, *, at_least: int, at_most: int, showing: int = 0
) -> Block:
    """Return a field for a whole number that must be filled in."""
    element: Block = {
        "type": "number_input",
        "action_id": action_id,
        "is_decimal_allowed": False,
        "min_value": str(at_least),
        "max_value": str(at_most),
    }
    return field(label, element, is_optional=False, hint=None, showing=showing)


def time_field(label: str, action_id: str, *, hint: str | None = None, showing: int = 0) -> Block:
    """Return a field for a time of day that must be filled in."""
    element: Block = {
        "type": "timepicker",
        "action_id": action_id,
        "placeholder": plain("Choose a time"),
    }
    return field(label, element, is_optional=False, hint=hint, showing=showing)


def people_field(
    label: str,
    action_id: str,
    *,
    initial: Sequence[str],
    at_most: int,
    placeholder: str,
    hint: str | None = None,
    showing: int = 0,
) -> Block:
    """Return a field to choose people, none or several."""
    element: Block = {
        "type": "multi_users_select",
        "action_id": action_id,
        "placeholder": plain(placeholder),
        "max_selected_items": at_most,
    }
    if initial:
        element["initial_users"] = list(initial[:at_most])
    return field(label, element, is_optional=True, hint=hint, showing=showing)


def several_field(
    label: str,
    action_id: str,
    options: Mapping[str, str],
    *,
    placeholder: str,
    is_optional: bool,
    initial: Sequence[str] = (),
    hint: str | None = None,
    showing: int = 0,
) -> Block:
    """Return a field to choose several of *options*, labels by value; at most 100 of them.

    As many as Slack takes are boxes to tick, which are all seen at once.
    """
    offered = {value: option(value, name) for value, name in options.items()}
    element: Block = {
        "type": "checkboxes",
        "action_id": action_id,
        "options": list(offered.values()),
    }
    if len(offered) > MOST_BOXES:
        element |= {"type": "multi_static_select", "placeholder": plain(placeholder)}
    chosen = [offered[value] for value in offered if value in initial]
    if chosen:
        element["initial_options"] = chosen
    return field(label, element, is_optional=is_optional, hint=hint, showing=showing)


def tick_field(
    label: str, action_id: str, words: str, *, is_ticked: bool, showing: int = 0
) -> Block:
    """Return a box that may be ticked."""
    box = option(TICKED, words)
    element: Block = {"type": "checkboxes", "action_id": action_id, "options": [box]}
    if is_ticked:
        element["initial_options"] = [box]
    return field(label, element, is_optional=True, hint=None, showing=showing)


def plain(text: str) -> Block:
    """Return words that Slack shows exactly as they are."""
    return {"type": "plain_text", "text": text, "emoji": False}


def option(value: str, name: str) -> Block:
    """Return one choice of a field."""
    cut = name if len(name) <= OPTION_LENGTH else name[: OPTION_LENGTH - 1].rstrip() + "…"
    return {"text": plain(cut), "value": value}


def field(
    label: str, element: Block, *, is_optional: bool, hint: str | None, showing: int
) -> Block:
    """Return an element with its label, as one field of a form."""
    block: Block = {
        "type": "input",
        "block_id": f"{element['action_id']}.{showing}",
        "label": plain(label),
        "element": element,
        "optional": is_optional,
    }
    if hint:
        block["hint"] = plain(hint)
    return block
