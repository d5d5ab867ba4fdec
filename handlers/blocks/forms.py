"""Forms: their fields, how they are shown, and how what was filled in is read back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.blocks import mrkdwn
from handlers.blocks.message import Block, Message, Part

TITLE_LENGTH = 24
OPTION_LENGTH = 75
FIELD_TEXT_LENGTH = 3000
TICKED = "yes"


@dataclass(frozen=True)
class Form:
    """A modal of Slack's.

    Args:
        title: at most 24 characters.
        callback_id: which listener its submission reaches; None for one that only says something.
        submit: label of the button that sends it; None for one that only says something.
        metadata: what it carries, written by `values.write`.
    """

    title: str
    blocks: tuple[Block, ...]
    callback_id: str | None = None
    submit: str | None = None
    metadata: str = ""

    def view(self, prefix: str) -> dict[str, Any]:
        """Return it as Slack opens it, commands named with *prefix*."""
        view: dict[str, Any] = {
            "type": "modal",
            "title": plain(self.title),
            "blocks": Message("", self.blocks).payload(prefix)["blocks"],
            "close": plain("Cancel" if self.submit else "Close"),
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
    return _field(label, element, is_optional=not at_least, hint=hint, showing=showing)


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
    offered = {value: _option(value, name) for value, name in options.items()}
    element: Block = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder),
        "options": list(offered.values()),
    }
    if initial in offered:
        element["initial_option"] = offered[initial]
    return _field(label, element, is_optional=is_optional, hint=None, showing=showing)


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
    return _field(label, element, is_optional=True, hint=hint, showing=showing)


def several_field(
    label: str,
    action_id: str,
    options: Mapping[str, str],
    *,
    initial: Sequence[str],
    placeholder: str,
    hint: str | None = None,
    showing: int = 0,
) -> Block:
    """Return a field to choose none or several of *options*, labels by value; at most 100."""
    offered = {value: _option(value, name) for value, name in options.items()}
    element: Block = {
        "type": "multi_static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder),
        "options": list(offered.values()),
    }
    chosen = [offered[value] for value in offered if value in initial]
    if chosen:
        element["initial_options"] = chosen
    return _field(label, element, is_optional=True, hint=hint, showing=showing)


def tick_field(label: str, action_id: str, words: str, *, is_ticked: bool) -> Block:
    """Return a box that may be ticked."""
    option = _option(TICKED, words)
    element: Block = {"type": "checkboxes", "action_id": action_id, "options": [option]}
    if is_ticked:
        element["initial_options"] = [option]
    return _field(label, element, is_optional=True, hint=None, showing=0)


@dataclass(frozen=True)
class Filled:
    """What somebody filled in, as Slack's `state.values`; what is not there reads as empty."""

    values: Mapping[str, Any]

    def text(self, action_id: str) -> str:
        """Return the words in a field, exactly as typed."""
        typed = self._of(action_id).get("value")
        return typed if isinstance(typed, str) else ""

    def choice(self, action_id: str) -> str | None:
        """Return the value chosen in a field; None for none."""
        option = self._of(action_id).get("selected_option")
        return str(option["value"]) if isinstance(option, Mapping) and "value" in option else None

    def choices(self, action_id: str) -> tuple[str, ...] | None:
        """Return the values chosen in a field; None where the form had no such field."""
        chosen = self._of(action_id).get("selected_options")
        if not isinstance(chosen, list):
            return None
        known = (one for one in chosen if isinstance(one, Mapping) and "value" in one)
        return tuple(str(one["value"]) for one in known)

    def people(self, action_id: str) -> tuple[str, ...]:
        """Return the user ids chosen in a field."""
        chosen = self._of(action_id).get("selected_users")
        return tuple(str(one) for one in chosen) if isinstance(chosen, list) else ()

    def is_ticked(self, action_id: str) -> bool:
        """Say whether a box is ticked."""
        return bool(self._of(action_id).get("selected_options"))

    def _of(self, action_id: str) -> Mapping[str, Any]:
        for fields in self.values.values():
            if isinstance(fields, Mapping) and isinstance(fields.get(action_id), Mapping):
                found: Mapping[str, Any] = fields[action_id]
                return found
        return {}


def block_for(view: Mapping[str, Any], action_id: str | None) -> str | None:
    """Return the id of the block with that field, else of the first field; None without fields."""
    fields = list(_fields(view))
    named = [block_id for block_id, name in fields if name == action_id]
    return next(iter([*named, *(block_id for block_id, _ in fields)]), None)


def _fields(view: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for block in view.get("blocks", []):
        if block.get("type") == "input":
            yield block["block_id"], block["element"]["action_id"]


def plain(text: str) -> Block:
    """Return words that Slack shows exactly as they are."""
    return {"type": "plain_text", "text": text, "emoji": False}


def _option(value: str, name: str) -> Block:
    cut = name if len(name) <= OPTION_LENGTH else name[: OPTION_LENGTH - 1].rstrip() + "…"
    return {"text": plain(cut), "value": value}


def _field(
    label: str, element: Block, *, is_optional: bool, hint: str | None, showing: int
) -> Block:
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
