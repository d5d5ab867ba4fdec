"""Slack's limits of blocks (docs.slack.dev, block kit; @slack/types 3.2.0; slack_sdk 3.47)."""

from collections.abc import Iterator, Mapping

from sandbox.limits_checks import (
    Check,
    Problem,
    any_field,
    anything,
    by_type,
    flag,
    many,
    number,
    one_of,
    shape,
    string,
    text,
)
from sandbox.limits_elements import (
    ACCESSORY,
    ACTIONS,
    BUTTON,
    CONTEXT_ACTIONS,
    ELEMENTS,
    ID,
    IMAGE,
    INPUT,
    MODAL_INPUT,
)
from sandbox.limits_rich_text import RICH_TEXT, TABLE_CELL
from sandbox.refusals import Json


def _block(needed: Mapping[str, Check], optional: Mapping[str, Check], *extra: Check) -> Check:
    """A block: every one may have a block_id."""
    return shape(needed, {"block_id": ID, **optional}, *extra)


def _input(elements: Check) -> Check:
    return _block(
        {"label": text(2000, plain=True), "element": elements},
        {"hint": text(2000, plain=True), "optional": flag, "dispatch_action": flag},
    )


def _equal_rows(block: Json, at: str) -> Iterator[Problem]:
    widths = [len(row) for row in block["rows"]]
    for n, width in enumerate(widths):
        if width != widths[0]:
            yield Problem(f"{at}/rows/{n}", f"must have {widths[0]} cells like the first row")


def _unique_action_ids(block: Json, at: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for n, element in enumerate(block["elements"]):
        action_id = element.get("action_id")
        if action_id in seen:
            yield Problem(f"{at}/elements/{n}/action_id", f"action_id {action_id} already exists")
        if action_id:
            seen.add(action_id)


_CONTEXT_ELEMENT = by_type(
    {
        "plain_text": text(3000, plain=True),
        "mrkdwn": text(3000),
        "image": ELEMENTS["image"],
    }
)
_ROWS = many(many(TABLE_CELL, most=20), most=100)
_CARD = _block(
    {},
    {
        "hero_image": IMAGE,
        "icon": IMAGE,
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "actions": many(BUTTON, most=3),
    },
    any_field("hero_image", "title", "actions", "body"),
)
_TYPED_CARD = by_type({"card": _CARD})
_POINT = shape({"label": string(20), "value": anything}, {})
_SERIES = shape({"name": string(20), "data": many(_POINT, most=20)}, {})
_AXES = shape(
    {},
    {
        "categories": many(string(20), most=20),
        "x_label": string(50),
        "y_label": string(50),
    },
)
_SERIES_CHART = shape({"series": many(_SERIES, most=12)}, {"axis_config": _AXES})
_CHART = by_type(
    {
        "pie": shape({"segments": many(_POINT, most=12)}, {}),
        "bar": _SERIES_CHART,
        "line": _SERIES_CHART,
        "area": _SERIES_CHART,
    }
)

BLOCKS: dict[str, Check] = {
    "section": _block(
        {},
        {
            "text": text(3000),
            "fields": many(text(2000), most=10),
            "accessory": ACCESSORY,
            "expand": flag,
        },
        any_field("text", "fields"),
    ),
    "header": _block({"text": text(150, plain=True)}, {"level": number(1, 4)}),
    "divider": _block({}, {}),
    "context": _block({"elements": many(_CONTEXT_ELEMENT, most=10)}, {}),
    "actions": _block({"elements": many(ACTIONS, most=25)}, {}, _unique_action_ids),
    "context_actions": _block({"elements": many(CONTEXT_ACTIONS, most=5)}, {}),
    "image": _block(
        {"alt_text": string(2000)},
        {
            "image_url": string(3000),
            "slack_file": anything,
            "title": text(2000, plain=True),
        },
        any_field("image_url", "slack_file"),
    ),
    "input": _input(INPUT),
    "rich_text": RICH_TEXT,
    "markdown": _block({"text": string(12_000)}, {}),
    "table": _block(
        {"rows": _ROWS}, {"column_settings": many(anything, least=0, most=20)}, _equal_rows
    ),
    "data_table": _block(
        {"caption": string(3000), "rows": many(many(TABLE_CELL, most=20), most=101)},
        {"page_size": number(1, 100), "row_header_column_index": number(0, 19)},
        _equal_rows,
    ),
    "data_visualization": _block({"title": string(50), "chart": _CHART}, {}),
    "file": _block({"external_id": ID, "source": one_of("remote")}, {}),
    "video": _block(
        {
            "title": text(199, plain=True),
            "video_url": string(3000),
            "thumbnail_url": string(3000),
            "alt_text": string(2000),
        },
        {
            "title_url": string(3000),
            "author_name": string(49),
            "description": text(200, plain=True),
            "provider_icon_url": string(3000),
            "provider_name": string(255),
        },
    ),
    "alert": _block(
        {"text": text(200)},
        {"level": one_of("default", "info", "warning", "error", "success")},
    ),
    "card": _CARD,
    "carousel": _block({"elements": many(_TYPED_CARD, most=10)}, {}),
}
_IN_CONTAINER = "actions context divider file header image input rich_text section table video"
BLOCKS["container"] = _block(
    {"child_blocks": many(by_type(BLOCKS, _IN_CONTAINER.split()), most=10)},
    {
        "title": text(150),
        "subtitle": text(150),
        "icon": IMAGE,
        "width": one_of("narrow", "standard", "wide", "full"),
        "is_collapsible": flag,
        "default_collapsed": flag,
    },
)

_EVERYWHERE = [
    "actions",
    "context",
    "divider",
    "header",
    "image",
    "input",
    "rich_text",
    "section",
    "video",
]
MESSAGE_BLOCK = by_type(
    BLOCKS,
    [
        *_EVERYWHERE,
        *["context_actions", "file", "markdown", "table", "data_table", "data_visualization"],
        *["card", "carousel", "container"],
    ],
)
MODAL_BLOCK = by_type({**BLOCKS, "input": _input(MODAL_INPUT)}, [*_EVERYWHERE, "alert"])
HOME_BLOCK = by_type(BLOCKS, [*_EVERYWHERE, "data_table"])
