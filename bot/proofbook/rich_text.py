"""Slack's rich text as HTML, as sandbox/page/richtext.js shows it."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from bot.proofbook import mrkdwn
from bot.proofbook.markup import el, joined
from bot.proofbook.mrkdwn import Reader
from bot.proofbook.proofs import Json

DEEPEST = 8
"""How far in a list can be set (docs.slack.dev, rich text list: `indent`)."""

_STYLES = {"bold": "strong", "italic": "em", "strike": "s", "code": "code"}


def shown(block: Json, reader: Reader) -> Iterator[Markup]:
    """Yield a rich_text block's parts.

    Raises:
        LookupError: a part or a piece of a kind that is not known here.
    """
    for part in block["elements"]:
        yield _part(part, reader)


def _part(part: Json, reader: Reader) -> Markup:
    elements = part["elements"]
    match part["type"]:
        case "rich_text_section":
            return el("p", _pieces(elements, reader), class_="lines")
        case "rich_text_quote":
            return el("blockquote", el("p", _pieces(elements, reader), class_="lines"))
        case "rich_text_preformatted":
            return el("pre", _pieces(elements, reader))
        case "rich_text_list":
            return _list(part, reader)
    raise LookupError(f"rich text part {part['type']}")


def _list(part: Json, reader: Reader) -> Markup:
    is_ordered = part.get("style") == "ordered"
    indent = min(max(int(part.get("indent") or 0), 0), DEEPEST)
    return el(
        "ol" if is_ordered else "ul",
        [el("li", _pieces(item["elements"], reader)) for item in part["elements"]],
        class_=f"rich-list indent-{indent}",
        start=int(part["offset"]) + 1 if is_ordered and part.get("offset") else None,
    )


def _pieces(elements: Iterable[Json], reader: Reader) -> Markup:
    return joined(_styled(_piece(piece, reader), piece) for piece in elements)


def _styled(shown: Markup, piece: Json) -> Markup:
    style = piece.get("style") or {}
    for name, tag in _STYLES.items():
        if style.get(name):
            shown = el(tag, shown)
    return shown


def _piece(piece: Json, reader: Reader) -> Markup:
    match piece["type"]:
        case "text":
            return joined(str(piece["text"]))
        case "link":
            return mrkdwn.link(piece["url"], piece.get("text") or piece["url"])
        case "user":
            return mrkdwn.person(piece["user_id"], reader)
        case "channel":
            return mrkdwn.channel(piece["channel_id"], reader)
        case "usergroup":
            return el("span", f"@{piece['usergroup_id']}", class_="mention")
        case "broadcast":
            return mrkdwn.loud(piece["range"])
        case "emoji":
            return joined(f":{piece['name']}:")
        case "color":
            return el("code", str(piece["value"]))
        case "date":
            return mrkdwn.moment(
                str(piece["timestamp"]),
                piece.get("format") or "{date}",
                reader,
                address=piece.get("url") or "",
                fallback=piece.get("fallback") or "",
            )
    raise LookupError(f"rich text {piece['type']}")
