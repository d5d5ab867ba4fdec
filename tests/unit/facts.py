"""The facts in a message: titles, numbers, times, rooms and names, from its text or its blocks."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from handlers.blocks import mrkdwn
from sandbox import elements

CONTROLS = ("button", "overflow", "static_select", "workflow_button")
INSTANT = re.compile(r"<!date\^(\d+)\^[^|]*\|([^>]*)>")
_FACTS: dict[str, re.Pattern[str]] = {
    "instant": INSTANT,
    "link": re.compile(r"<(https?://[^|>]+)\|([^>]+)>"),
    "person": re.compile(r"<@([UW]\w+)>"),
    "channel": re.compile(r"<#(C\w+)>"),
    "command": re.compile(r"`([^`]+)`"),
    "title": re.compile(r"\*([^*\n]+)\*"),
    "time": re.compile(r"\b(\d\d:\d\d)\b"),
    "topic": re.compile(r"#(\d+)"),
    "number": re.compile(r"(?<![\w#;:])(\d+)(?![\w:;])"),
}


class Fact(NamedTuple):
    """One fact of some kind."""

    kind: str
    said: str


def facts(text: str) -> set[Fact]:
    """Return the facts in a text with Slack's markup."""
    found: set[Fact] = set()
    for kind, pattern in _FACTS.items():
        found |= {Fact(kind, " ".join(one.groups())) for one in pattern.finditer(text)}
        if kind in ("instant", "link", "person", "channel", "command"):
            text = pattern.sub(" ", text)
    return found


def facts_in_blocks(blocks: Iterable[Any]) -> set[Fact]:
    """Return the facts that blocks show, controls left out."""
    return {fact for text in texts(list(blocks)) for fact in facts(text)}


def texts(part: Any) -> Iterator[str]:
    """Every text within blocks, as markup: of any kind of block, also one that Slack adds."""
    if isinstance(part, list | tuple):
        for one in part:
            yield from texts(one)
    elif isinstance(part, dict) and part.get("type") not in CONTROLS:
        kind, text = part.get("type"), part.get("text")
        if isinstance(text, str):
            yield text if kind == "mrkdwn" else str(mrkdwn.escape(text))
        if isinstance(part.get("alt_text"), str):
            yield str(mrkdwn.escape(part["alt_text"]))
        if kind == "data_table":
            yield from _rows(part)
            return
        for value in part.values():
            if isinstance(value, dict | list | tuple):
                yield from texts(value)


def _rows(table: Any) -> Iterator[str]:
    """The caption, and each row as a line in which its header stands out as a title does."""
    yield str(mrkdwn.escape(table.get("caption", "")))
    for row in table["rows"]:
        cells = [str(mrkdwn.escape(str(cell.get("text", cell.get("value"))))) for cell in row]
        header = table.get("row_header_column_index")
        if header is not None and row is not table["rows"][0]:
            cells[header] = f"*{cells[header]}*"
        yield ", ".join(cells)


def spoken(blocks: Iterable[Any]) -> Iterator[Any]:
    """Every control that a screen reader names: of a menu without a label, each of its options."""
    for _, control in elements.interactive(blocks):
        if control["type"] == "overflow":
            yield from control["options"]
        else:
            yield control


def name_of(control: Any) -> str:
    """Return what a screen reader calls a control."""
    label = control.get("text") or control.get("placeholder") or {}
    return str(control.get("accessibility_label") or label.get("text", ""))


def topic_named(name: str) -> tuple[str, str] | None:
    """Return number and title, escaped and perhaps cut, in a control's name; None for none."""
    found = re.search(r"#(\d+) (.+?)…?$", name, re.DOTALL)
    return (found[1], str(mrkdwn.escape(found[2]))) if found else None
