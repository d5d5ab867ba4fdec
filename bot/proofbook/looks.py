"""A message as it looks in Slack, as HTML: the same blocks as sandbox/page/blocks.js shows.

Nothing is fetched: a picture is its description and address. What is not known here is shown as
the JSON that it is, so that nothing is left out.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markupsafe import Markup

from bot.proofbook import controls, figures, mrkdwn, rich_text
from bot.proofbook.markup import el, joined, void
from bot.proofbook.mrkdwn import Reader
from bot.proofbook.proofs import Json

HEADING = "h5"
"""The level of a heading in a message, which stands below the message's own."""


def message(text: str, blocks: Sequence[Json], reader: Reader) -> Markup:
    """Return what somebody sees: the blocks, or the text where there are none."""
    return shown(blocks, reader) if blocks else mrkdwn.shown(text, reader)


def shown(blocks: Iterable[Json], reader: Reader) -> Markup:
    """Return *blocks*, one below the other."""
    return joined(_block(block, reader) for block in blocks)


def _block(block: Json, reader: Reader) -> Markup:
    draw = _KINDS.get(str(block.get("type"))) if isinstance(block, dict) else None
    if draw is None:
        return _as_json(block, "This kind of block is not known here. This is what it says:")
    try:
        return draw(block, reader)
    except (LookupError, TypeError, ValueError, AttributeError):
        # One misshapen block must not take the book with it, and must not vanish from it.
        return _as_json(block, "This block could not be drawn. This is what it says:")


def _as_json(value: Any, words: str) -> Markup:
    said = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    return el("div", el("p", words), el("pre", said), class_="unknown")


def _header(block: Json, _reader: Reader) -> Markup:
    return el(HEADING, str(block["text"]["text"]), class_="block-header")


def _section(block: Json, reader: Reader) -> Markup:
    fields = block.get("fields")
    body = el(
        "div",
        _text(block["text"], reader) if block.get("text") else None,
        el("div", [el("div", _text(one, reader)) for one in fields], class_="fields")
        if fields
        else None,
        class_="section-text",
    )
    beside = block.get("accessory")
    if beside:
        extra = _picture(beside) if beside["type"] == "image" else controls.control(beside)
        body = joined(body, el("div", extra, class_="accessory"))
    return el("div", body, class_="section")


def _context(block: Json, reader: Reader) -> Markup:
    parts = [
        _picture(part) if part["type"] == "image" else el("div", _text(part, reader))
        for part in block["elements"]
    ]
    return el("div", parts, class_="context")


def _actions(block: Json, _reader: Reader) -> Markup:
    return el("div", [controls.control(one) for one in block["elements"]], class_="actions")


def _image(block: Json, _reader: Reader) -> Markup:
    title = block.get("title")
    return el("figure", el("figcaption", title["text"]) if title else None, _picture(block))


def _picture(image: Json) -> Markup:
    address = image.get("image_url") or (image.get("slack_file") or {}).get("url") or ""
    return el(
        "p",
        f"Picture: {image['alt_text']}",
        el("span", address, class_="aside") if address else None,
        class_="picture",
    )


def _file(block: Json, _reader: Reader) -> Markup:
    name = block.get("title") or block.get("name") or block["external_id"]
    return el("p", f"File: {name}", class_="picture")


def _markdown(block: Json, _reader: Reader) -> Markup:
    return el("p", str(block["text"]), class_="lines")


def _alert(block: Json, reader: Reader) -> Markup:
    return el("div", _text(block["text"], reader), class_="notice")


def _container(block: Json, reader: Reader) -> Markup:
    title = block.get("title")
    known = [key for key in ("elements", "blocks", "child_blocks") if key in block]
    return el(
        "div",
        el(HEADING, str(title["text"]), class_="block-header") if title else None,
        shown(block[known[0]], reader),
        class_="notice",
    )


def _text(told: Json, reader: Reader) -> Markup:
    """Return a text object: mrkdwn is read, plain text is shown as it is."""
    if told["type"] != "mrkdwn":
        return el("p", str(told["text"]), class_="lines")
    read = mrkdwn.verbatim if told.get("verbatim") is True else mrkdwn.shown
    return read(told["text"], reader)


_KINDS: dict[str, Callable[[Json, Reader], Markup]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "divider": lambda _block, _reader: void("hr"),
    "image": _image,
    "file": _file,
    "markdown": _markdown,
    "alert": _alert,
    "container": _container,
    "table": figures.table,
    "data_table": figures.table,
    "data_visualization": lambda block, _reader: figures.chart(block),
    "rich_text": lambda block, reader: el("div", rich_text.shown(block, reader)),
}
