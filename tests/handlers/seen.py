"""What somebody finds on a message or form: its buttons, their labels, its words."""

import json
import re
from typing import Any

from sandbox import elements
from sandbox.sights import Answer, Message, View


def is_board(message: Message) -> bool:
    """Say whether a message is a board."""
    return message.text.split("\n")[0].endswith(": the board")


def words_of(view: View) -> str:
    """All that a view says, in order."""
    said = []
    for block in view.blocks:
        parts = [block.get("text"), *block.get("elements", [])]
        said += [part["text"] for part in parts if part and isinstance(part.get("text"), str)]
    return "\n".join(said)


def as_read(text: str) -> str:
    """A text as it is read where the open space is: instants as their words, without the zone."""
    return re.sub(r"<!date\^\d+\^[^|]*\|([^>]*) Europe/London>", r"\1", text)


def button(
    message: Message | Answer | View, what: str, about: int | None = None
) -> tuple[Any, Any]:
    """The block and the element of a button.

    Raises:
        LookupError: there is no such button.
    """
    for block, element in elements.interactive(message.blocks):
        is_meant = what in (element["action_id"], element.get("text", {}).get("text"))
        if is_meant and (about is None or number_of(element) == about):
            return block, element
    raise LookupError(f"There is no {what!r} about {about}; there are {labels(message)}.")


def buttons(message: Message | Answer | View, action_id: str) -> list[int]:
    """The numbers of topics or sessions that have a button with that action."""
    found = [element for _, element in elements.interactive(message.blocks)]
    return [number_of(one) for one in found if one["action_id"] == action_id]


def number_of(element: Any) -> int:
    """The number of the topic or session that a button is about."""
    _, number, *rest = carried(element)
    # A way to another list carries its kind and words: "topic" and "7", "agenda" and "only 7".
    return int(rest[0].removeprefix("only ")) if isinstance(number, str) else number


def carried(element: Any) -> list[Any]:
    """What a button carries; second comes the number of its topic or session."""
    parts: list[Any] = json.loads(element["value"])
    return parts


def labels(message: Message | Answer | View) -> list[str]:
    """The labels of all buttons as a screen reader says them."""
    found = [element for _, element in elements.interactive(message.blocks)]
    return [one["accessibility_label"] for one in found if one["type"] == "button"]
