"""Slack's limits of rich text and table cells (docs.slack.dev, rich text block)."""

from collections.abc import Iterator
from typing import Any

from sandbox.limits_checks import (
    Check,
    Problem,
    anything,
    by_type,
    flag,
    many,
    number,
    one_of,
    shape,
    string,
)
from sandbox.limits_elements import ID

_MOST = 3000  # Slack names no number of parts; this is far beyond what anybody reads
_LOOKS = ["bold", "italic", "strike", "code", "underline", "highlight", "client_highlight"]
_STYLE = shape({}, dict.fromkeys([*_LOOKS, "unlink"], flag))
_LONG = string(40_000)
_INLINE = by_type(
    {
        "text": shape({"text": _LONG}, {"style": _STYLE}),
        "link": shape({"url": string(3000)}, {"text": _LONG, "unsafe": flag, "style": _STYLE}),
        "user": shape({"user_id": string(30)}, {"style": _STYLE}),
        "usergroup": shape({"usergroup_id": string(30)}, {"style": _STYLE}),
        "channel": shape({"channel_id": string(30)}, {"style": _STYLE}),
        "team": shape({"team_id": string(30)}, {"style": _STYLE}),
        "emoji": shape({"name": string(255)}, {"unicode": anything, "style": _STYLE}),
        "date": shape(
            {"timestamp": number(0, 9_999_999_999), "format": string(255)},
            {"url": string(3000), "fallback": string(255), "style": _STYLE},
        ),
        "broadcast": shape({"range": one_of("here", "channel", "everyone")}, {"style": _STYLE}),
        "color": shape({"value": string(30)}, {"style": _STYLE}),
    }
)
_INLINES = many(_INLINE, least=0, most=_MOST)
_SECTION = shape({"elements": _INLINES}, {})
_BORDERED: dict[str, Check] = {"border": number(0, 1)}
_PARTS = by_type(
    {
        "rich_text_section": _SECTION,
        "rich_text_preformatted": shape({"elements": _INLINES}, {**_BORDERED, "language": ID}),
        "rich_text_quote": shape({"elements": _INLINES}, _BORDERED),
        "rich_text_list": shape(
            {
                "style": one_of("bullet", "ordered"),
                "elements": many(by_type({"rich_text_section": _SECTION}), most=_MOST),
            },
            {**_BORDERED, "indent": number(0, 8), "offset": number(0, 10_000)},
        ),
    }
)
RICH_TEXT = shape({"elements": many(_PARTS, most=_MOST)}, {"block_id": ID})


def _a_number(value: Any, at: str) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield Problem(at, "should be a number")


TABLE_CELL = by_type(
    {
        "raw_text": shape({"text": _LONG}, {}),
        "raw_number": shape({"value": _a_number}, {"text": _LONG}),
        "rich_text": RICH_TEXT,
    }
)
