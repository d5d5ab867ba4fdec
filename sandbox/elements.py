"""Interactive elements: finding them, choosing in them, and the state Slack makes of it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sandbox.refusals import Json, NotAllowed

# The field in which Slack reports each element's value (docs.slack.dev, block elements).
VALUE_FIELDS = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "radio_buttons": "selected_option",
    "checkboxes": "selected_options",
    "overflow": "selected_option",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "rich_text_input": "rich_text_value",
    "file_input": "files",
}
_WITHOUT_STATE = {"button", "overflow", "workflow_button", "icon_button", "feedback_buttons"}
_ECHOED = ("text", "value", "style", "placeholder", "initial_option", "initial_date", "url")


def interactive(blocks: Iterable[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with the block that holds it, in reading order."""
    for block in blocks:
        kind = block.get("type")
        if kind == "section" and block.get("accessory", {}).get("action_id"):
            yield block, block["accessory"]
        elif kind == "input":
            yield block, block["element"]
        elif kind in ("actions", "context_actions"):
            yield from ((block, element) for element in block["elements"])
        elif kind == "card":
            yield from ((block, element) for element in block.get("actions", []))
        elif kind == "carousel":
            yield from interactive(block.get("elements", []))
        elif kind == "container":
            yield from interactive(block.get("child_blocks", []))


def find(blocks: Iterable[Json], action_id: str, block_id: str | None) -> tuple[Json, Json]:
    """The element with that action_id, in that block if one is named.

    Raises:
        NotAllowed: it is not there, or the choice is not clear without a block_id.
    """
    found = [
        (block, element)
        for block, element in interactive(blocks)
        if element.get("action_id") == action_id and block_id in (None, block.get("block_id"))
    ]
    if not found:
        raise NotAllowed("no_such_element", f"There is no {action_id} there (any more).")
    if len(found) > 1:
        raise NotAllowed("ambiguous", f"Several elements are called {action_id}: say the block_id.")
    return found[0]


def options(element: Json) -> list[Json]:
    """The options of a select, grouped or not."""
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    return [*element.get("options", []), *grouped]


def chosen(element: Json, value: Any, offered: list[Json]) -> Any:
    """Slack's form of *value* in *element*; *offered* are the options an app suggested.

    Raises:
        NotAllowed: the element has no such option, or the value is not of its kind.
    """
    field = VALUE_FIELDS.get(element["type"])
    if value is None:
        return [] if field and field.endswith("s") and field != "files" else None
    if field in ("selected_option", "selected_options"):
        known = {option["value"]: option for option in [*options(element), *offered]}
        wanted = value if isinstance(value, list) else [value]
        missing = [one for one in wanted if one not in known]
        if missing:
            raise NotAllowed("no_such_option", f"There is no option {missing[0]!r}.")
        picked = [known[one] for one in wanted]
        return picked if field == "selected_options" else next(iter(picked), None)
    if field and field.startswith("selected_") and field.endswith("s"):
        return value if isinstance(value, list) else [value]
    if field == "selected_date":
        return _valid(value, lambda: date.fromisoformat(value))
    if field == "selected_time":
        return _valid(value, lambda: datetime.strptime(value, "%H:%M"))  # noqa: DTZ007 - a wall time
    if field == "selected_date_time":
        return int(_valid(value, lambda: int(value)))
    if field == "rich_text_value" and isinstance(value, str):
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": value}]}
        return {"type": "rich_text", "elements": [section]}
    return value


def _valid(value: Any, parse: Any) -> Any:
    try:
        parse()
    except (ValueError, TypeError):
        raise NotAllowed("bad_value", f"{value!r} is not a date or time.") from None
    return value


def action(block: Json, element: Json, value: Any, *, at: str) -> Json:
    """One entry of `actions` in a block_actions payload; *value* is in Slack's form."""
    entry: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": at,
        **{name: element[name] for name in _ECHOED if name in element},
    }
    field = VALUE_FIELDS.get(element["type"])
    if field:
        entry[field] = value
    return entry


def initial(element: Json) -> Any:
    """The value that an element starts with, in Slack's form."""
    field = VALUE_FIELDS[element["type"]]
    if field == "selected_date_time":
        return element.get("initial_date_time")
    if field in ("value", "rich_text_value"):
        return element.get("initial_value")
    if field == "files":
        return []
    empty: Any = [] if field.endswith("s") else None
    return element.get(field.replace("selected_", "initial_"), empty)


def state(blocks: Iterable[Json], typed: Json) -> Json:
    """Slack's `state.values`: what elements start with, and over it what was typed.

    *typed* is {block_id: {action_id: value in Slack's form}}; entries for elements that are not
    there are left out.
    """
    values: Json = {}
    for block, element in interactive(blocks):
        if element["type"] in _WITHOUT_STATE or "action_id" not in element:
            continue
        own = typed.get(block["block_id"], {})
        value = own.get(element["action_id"], initial(element))
        field = VALUE_FIELDS[element["type"]]
        values.setdefault(block["block_id"], {})[element["action_id"]] = {
            "type": element["type"],
            field: value,
        }
    return values


def unfilled(blocks: Iterable[Json], values: Json) -> dict[str, str]:
    """What Slack itself objects to before it submits a form: {block_id: sentence}."""
    errors: dict[str, str] = {}
    for block, element in interactive(blocks):
        if block["type"] != "input":
            continue
        field = VALUE_FIELDS[element["type"]]
        value = values[block["block_id"]][element["action_id"]][field]
        if value in (None, "", []):
            if not block.get("optional", False):
                errors[block["block_id"]] = "Please complete this required field."
            continue
        problem = _unacceptable(element, value)
        if problem:
            errors[block["block_id"]] = problem
    return errors


def _unacceptable(element: Json, value: Any) -> str | None:
    kind = element["type"]
    if kind == "plain_text_input":
        if len(value) < element.get("min_length", 0):
            return f"Please use at least {element['min_length']} characters."
        if len(value) > element.get("max_length", 3000):
            return f"Please use at most {element.get('max_length', 3000)} characters."
    if kind == "email_text_input" and "@" not in value:
        return "Please enter an email address."
    if kind == "url_text_input" and "://" not in value:
        return "Please enter a link."
    if kind == "number_input":
        return _not_in_range(element, str(value))
    return None


def _not_in_range(element: Json, value: str) -> str | None:
    try:
        number = float(value)
    except ValueError:
        return "Please enter a number."
    if not element.get("is_decimal_allowed", False) and not number.is_integer():
        return "Please enter a whole number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Please enter {element['min_value']} or more."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Please enter {element['max_value']} or less."
    return None
