"""Slack's markup as HTML: what the sandbox's page shows (sandbox/page/mrkdwn.js), for paper."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from markupsafe import Markup

from bot.proofbook import dates
from bot.proofbook.markup import el, joined

_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|lt|gt);")
_CHARACTERS = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}

# Control sequences are found first: what they hold is not looked at again.
_ANGLE = re.compile(r"<([@#!][^<>]*|[a-zA-Z][a-zA-Z+.-]*:[^<>]*)>")
_DATE = re.compile(r"!date\^(-?\d+)\^([^^]*)(?:\^(.*))?", re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_IN_CODE = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
# An opening mark stands at the start of a word, its closing mark at the end of one.
_MARKED = re.compile(
    r"(?<![^\W_])(?<![*_~`])([*_~])(?=\S)((?:(?!\1)[^\n])*?(?!\1)\S)\1(?![^\W_])(?![*_~`])"
)
_MARKS = {"*": "strong", "_": "em", "~": "s"}
# What Slack also makes a mention or link of where the text is not `verbatim`.
_AUTOMATIC = re.compile(
    r"(?:(?<=[\s(])|^)(@(?:here|channel|everyone)\b|https?://[^\s<>|]+[^\s<>|.,;:!?)'\"])"
)
_REST_QUOTED = re.compile(r"(?:>>>|&gt;&gt;&gt;) ?")
_QUOTED = re.compile(r"(?:>|&gt;) ?")
_FENCE = "```"


@dataclass(frozen=True)
class Reader:
    """Whoever reads a message.

    Args:
        people: names by id.
        channels: names by id, of those that they may see.
        zone: in which they read times, an IANA name.
        now: when they read, aware.
    """

    people: Mapping[str, str]
    channels: Mapping[str, str]
    zone: str
    now: datetime


Bare = Callable[[str], Markup]


def shown(text: str, reader: Reader) -> Markup:
    """Return mrkdwn as paragraphs, quotes and code; bare addresses become links."""
    return joined(_blocks(text, reader, _linked))


def verbatim(text: str, reader: Reader) -> Markup:
    """Return mrkdwn as paragraphs, quotes and code; bare addresses and @here stay as typed."""
    return joined(_blocks(text, reader, _as_typed))


def link(address: str, label: str | Markup) -> Markup:
    """Return a link, or only its label where the address is not of web, mail or telephone."""
    if not _SAFE_ADDRESS.match(address):
        return el("span", label, class_="link")
    return el("a", label, href=address, rel="noopener noreferrer")


def person(user_id: str, reader: Reader, label: str | None = None) -> Markup:
    """Return a mention of a person, by *label* or the id where nobody knows them."""
    name = reader.people.get(user_id) or label or user_id
    return el("span", f"@{name}", class_="mention")


def channel(channel_id: str, reader: Reader, label: str | None = None) -> Markup:
    """Return a mention of a channel."""
    name = reader.channels.get(channel_id) or label
    return el("span", f"#{name}" if name else "a private channel", class_="mention")


def loud(name: str) -> Markup:
    """Return a mention that calls many at once, like @here."""
    return el("span", f"@{name}", class_="mention loud")


def moment(
    epoch: str, template: str, reader: Reader, *, address: str = "", fallback: str = ""
) -> Markup:
    """Return an instant as the reader's clock shows it, or the fallback where that cannot be.

    Args:
        epoch: seconds.
        address: what it links to; "" for nothing.
    """
    at = dates.at_epoch(epoch, reader.zone)
    if at is None:
        return joined(fallback)
    text = dates.filled(template, at, reader.now)
    time = el(
        "time",
        fallback if text is None else text,
        datetime=f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
    )
    return link(address, time) if _SAFE_ADDRESS.match(address) else time


def decoded(text: str) -> str:
    """Undo exactly the three entities that Slack uses (docs.slack.dev, escaping text)."""
    return _ENTITY.sub(lambda found: _CHARACTERS[found[0]], text)


def _as_typed(text: str) -> Markup:
    return joined(decoded(text))


def _linked(text: str) -> Markup:
    parts: list[str | Markup] = []
    at = 0
    for found in _AUTOMATIC.finditer(text):
        hit = decoded(found[1])
        parts += [
            decoded(text[at : found.start(1)]),
            loud(hit[1:]) if hit.startswith("@") else link(hit, hit),
        ]
        at = found.end(1)
    return joined(parts, decoded(text[at:]))


def _inline(text: str, reader: Reader, bare: Bare) -> Markup:
    parts: list[Markup] = []
    while text:
        several = (_CODE.search(text), _ANGLE.search(text), _MARKED.search(text))
        first = min((one for one in several if one), key=lambda one: one.start(), default=None)
        if first is None:
            parts.append(bare(text))
            break
        parts.append(bare(text[: first.start()]))
        if first.re is _CODE:
            parts.append(el("code", _code(first[1])))
        elif first.re is _ANGLE:
            parts.append(_angle(first[1], reader))
        else:
            parts.append(el(_MARKS[first[1]], _inline(first[2], reader, bare)))
        text = text[first.end() :]
    return joined(parts)


def _angle(inside: str, reader: Reader) -> Markup:
    target, bar, words = inside.partition("|")
    label = decoded(words) if bar else None
    if target.startswith("@"):
        return person(target[1:], reader, label)
    if target.startswith("#"):
        return channel(target[1:], reader, label)
    if not target.startswith("!"):
        address = decoded(target)
        return link(address, label or re.sub(r"^(?:mailto|tel):", "", address))
    date = _DATE.fullmatch(target)
    if date:
        address = decoded(date[3] or "")
        return moment(date[1], decoded(date[2]), reader, address=address, fallback=label or "")
    return loud(label.removeprefix("@") if label else target[1:].split("^")[0])


def _code(text: str) -> str:
    """Return what code says: links and mentions in it are shown as their words."""
    return decoded(_IN_CODE.sub(lambda found: found[1] if found[2] is None else found[2], text))


def _blocks(text: str, reader: Reader, bare: Bare) -> Iterator[Markup]:
    pieces = text.split(_FENCE)
    if len(pieces) % 2 == 0:  # a fence that never closes is plain text
        pieces = [text]
    for index, piece in enumerate(pieces):
        if index % 2:
            yield el("pre", _code(piece.removeprefix("\n").removesuffix("\n")))
        else:
            yield from _paragraphs(piece, reader, bare)


def _paragraphs(text: str, reader: Reader, bare: Bare) -> Iterator[Markup]:
    lines: list[str] = []
    is_quoted = False

    def said() -> Iterator[Markup]:
        body = "\n".join(lines)
        if is_quoted:
            yield el("blockquote", el("p", _inline(body, reader, bare), class_="lines"))
        elif body.strip():
            body = body.removeprefix("\n").removesuffix("\n")
            yield el("p", _inline(body, reader, bare), class_="lines")

    all_lines = text.split("\n")
    for index, line in enumerate(all_lines):
        rest = _REST_QUOTED.match(line)
        if rest:
            yield from said()
            lines = [line[rest.end() :], *all_lines[index + 1 :]]
            is_quoted = True
            break
        quoted = _QUOTED.match(line)
        if (quoted is not None) is not is_quoted:
            yield from said()
            lines, is_quoted = [], not is_quoted
        lines.append(line[quoted.end() :] if quoted else line)
    yield from said()
