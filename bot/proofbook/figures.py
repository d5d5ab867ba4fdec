"""Slack's tables and charts as HTML; a chart is bars in words and lengths, whatever its kind."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from bot.proofbook import rich_text
from bot.proofbook.markup import Inside, el, joined
from bot.proofbook.mrkdwn import Reader
from bot.proofbook.proofs import Json

_Scope = Callable[[int, Json], str | None]
"""The scope of a cell by its column; None where it heads nothing."""


def table(block: Json, reader: Reader) -> Markup:
    """Return a `table` or `data_table`; the latter has a caption and perhaps a header column."""
    head, *body = block["rows"]
    caption = block.get("caption")
    words = caption["text"] if isinstance(caption, dict) else caption
    return el(
        "div",
        el(
            "table",
            el("caption", words) if words else None,
            el("thead", el("tr", _cells(head, block, reader, _of_head))),
            el("tbody", [el("tr", _cells(row, block, reader, _of_body)) for row in body]),
        ),
        class_="table-frame",
        tabindex=0,
        role="group",
        aria_label=f"Table: {words}" if words else "Table",
    )


def _of_head(_column: int, _block: Json) -> str | None:
    return "col"


def _of_body(column: int, block: Json) -> str | None:
    return "row" if column == block.get("row_header_column_index", -1) else None


def _cells(row: Sequence[Any], block: Json, reader: Reader, scope_of: _Scope) -> Iterator[Markup]:
    settings = block.get("column_settings") or []
    for column, cell in enumerate(row):
        setting = (settings[column] if column < len(settings) else None) or {}
        is_number = (cell or {}).get("type") == "raw_number" or setting.get("align") == "right"
        scope = scope_of(column, block)
        yield el(
            "th" if scope else "td",
            _content(cell, reader),
            scope=scope,
            class_="number" if is_number else None,
        )


def _content(cell: Any, reader: Reader) -> Inside:
    if not cell:
        return None
    if cell["type"] == "rich_text":
        return rich_text.shown(cell, reader)
    return str(cell["text"] if "text" in cell else cell["value"])


def chart(block: Json) -> Markup:
    """Return a `data_visualization` as lists, one a series: each point, a bar and its value."""
    drawn = block["chart"]
    series = (
        [{"name": "", "data": drawn["segments"]}] if drawn["type"] == "pie" else drawn["series"]
    )
    most = max((float(point["value"]) for one in series for point in one["data"]), default=0)
    axes = drawn.get("axis_config") or {}
    labels = [axes[key] for key in ("x_label", "y_label") if axes.get(key)]
    return el(
        "figure",
        el("figcaption", str(block.get("title") or "")),
        [
            joined(
                el("p", one["name"], class_="quiet") if len(series) > 1 else None,
                el("ul", [_bar(point, max(most, 1)) for point in one["data"]]),
            )
            for one in series
        ],
        el("p", " / ".join(labels), class_="quiet") if labels else None,
        class_="chart",
    )


def _bar(point: Json, most: float) -> Markup:
    share = round(100 * max(float(point["value"]), 0) / most, 1)
    length = el(
        "svg",
        el("rect", width="100%", height="100%", class_="whole"),
        el("rect", width=f"{share}%", height="100%", class_="part"),
        class_="bar",
        aria_hidden="true",
    )
    value = el("span", str(point["value"]), class_="number")
    return el("li", el("span", str(point["label"])), length, value)
