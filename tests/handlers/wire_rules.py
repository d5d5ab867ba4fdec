"""Rules for all that the bot sends: no mention or link that it does not mean, nothing too long."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox import limits
from sandbox.wire import WireCall
from tests.handlers.world import World

LINK_LABELS = ("call link", "join the call")
TEXT_LIMIT = 40_000
SLOWEST_MS = 1000

_TAG = re.compile(r"<([^<>]*)>?")
_PERSON = re.compile(r"@([UW][A-Z0-9]+)")
_CHANNEL = re.compile(r"#([CG][A-Z0-9]+)")
_DATE = re.compile(r"!date\^\d+\^\{[a-z_]+\}( \{[a-z_]+\})?\|[^<>|]+")
_CALL = re.compile(rf"https?://[^<>| ]+\|(?:{'|'.join(LINK_LABELS)})")
_LINKING_ARGUMENTS = ("link_names", "parse", "unfurl_links", "unfurl_media", "mrkdwn")


@dataclass(frozen=True)
class Known:
    """What may be mentioned, by id."""

    people: frozenset[str]
    channels: frozenset[str]


def known(world: World) -> Known:
    workspace = world.sandbox._world.workspace
    return Known(frozenset(workspace.people), frozenset(workspace.channels))


def offences(world: World, *, since: int = 0) -> list[str]:
    """What broke a rule in all that the bot sent after the first *since* calls."""
    sent = world.calls[since:]
    return list(in_calls(sent, known(world), may_be_refused=world.expects_refusals))


def in_calls(calls: list[WireCall], allowed: Known, *, may_be_refused: bool) -> Iterator[str]:
    for call in calls:
        for payload in outgoing(call):
            for offence in in_message(payload, allowed):
                yield f"{call.kind} {call.name}: {offence}"
        if call.refused and not may_be_refused:
            yield f"{call.kind} {call.name}: refused, {call.refused}"


def outgoing(call: WireCall) -> list[dict[str, Any]]:
    """What the bot said in a call."""
    if call.direction == "from_app":
        return [call.request] if call.kind in ("web_api", "response_url") else []
    return [call.response] if isinstance(call.response, dict) else []


def in_message(payload: dict[str, Any], allowed: Known) -> Iterator[str]:
    """What breaks a rule in one message, in one form or Home, or in the arguments of one call."""
    text = payload.get("text") or ""
    if len(text) > TEXT_LIMIT:
        yield f"text has {len(text)} characters"
    yield from in_markup(text, allowed)
    blocks = payload.get("blocks") or []
    yield from map(str, limits.message_problems(blocks))
    if blocks and not text.strip():
        yield "blocks without text"
    yield from in_objects(blocks, allowed)
    if view := payload.get("view"):
        view = json.loads(view) if isinstance(view, str) else view
        yield from map(str, limits.view_problems(view, kind=view["type"]))
        yield from in_objects(view, allowed)
    for name in _LINKING_ARGUMENTS:
        if str(payload.get(name, "0")).lower() not in ("0", "false"):
            yield f"{name} is {payload[name]}"
    for name in ("title", "initial_comment"):
        if isinstance(payload.get(name), str):
            yield from in_markup(payload[name], allowed)


def in_objects(part: Any, allowed: Known) -> Iterator[str]:
    """What breaks a rule in the texts of blocks and of what stands around them."""
    for one in objects(part):
        if one.get("type") == "mrkdwn":
            if one.get("verbatim") is not True:
                yield f"not verbatim: {one['text']!r}"
            yield from in_markup(one["text"], allowed)
        if one.get("type") == "plain_text" and one.get("emoji") is not False:
            yield f"emoji may appear in {one['text']!r}"


def in_markup(text: str, allowed: Known) -> Iterator[str]:
    """Mentions and links that the bot does not mean, and brackets that belong to nothing."""
    for found in _TAG.finditer(text):
        if not _is_meant(found[1], allowed) or not found[0].endswith(">"):
            yield f"markup {found[0]!r}"
    outside = _TAG.sub("", text)
    if ">" in outside:
        yield f"a bracket in {text!r}"
    if re.search(r"&(?!amp;|lt;|gt;)", text):
        yield f"half an entity in {text!r}"


_HOME = re.compile(r"slack://app\?team=\w+&amp;id=\w+&amp;tab=home\|Open your Home")


def _is_meant(tag: str, allowed: Known) -> bool:
    person, channel = _PERSON.fullmatch(tag), _CHANNEL.fullmatch(tag)
    if person:
        return person[1] in allowed.people
    if channel:
        return channel[1] in allowed.channels
    return bool(_DATE.fullmatch(tag) or _CALL.fullmatch(tag) or _HOME.fullmatch(tag))


def objects(part: Any) -> Iterator[dict[str, Any]]:
    """Every object within *part*."""
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from objects(value)
    elif isinstance(part, list | tuple):
        for one in part:
            yield from objects(one)
