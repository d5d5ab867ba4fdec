"""What Slack refuses in messages and views, with the JSON pointer of each place.

Numbers: docs.slack.dev, block kit and modals. Unknown block types, unknown fields and wrong kinds
of values are refused too, as Slack does.
"""

from collections.abc import Iterator
from typing import Any

from sandbox.limits_blocks import HOME_BLOCK, MESSAGE_BLOCK, MODAL_BLOCK
from sandbox.limits_checks import Check, Problem, flag, many, shape, string, text
from sandbox.limits_elements import OFFERED
from sandbox.refusals import Json

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MARKDOWN_TOTAL = 12_000
CHARTS = 2
TABLES = 1

_VIEW_FIELDS: dict[str, Check] = {
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}
_MODAL = shape(
    {
        "title": text(24, plain=True),
        "blocks": many(MODAL_BLOCK, least=0, most=VIEW_BLOCKS),
    },
    {
        **_VIEW_FIELDS,
        "close": text(24, plain=True),
        "submit": text(24, plain=True),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
)
_HOME = shape({"blocks": many(HOME_BLOCK, least=0, most=VIEW_BLOCKS)}, _VIEW_FIELDS)
_MESSAGE = many(MESSAGE_BLOCK, least=0, most=MESSAGE_BLOCKS)


def message_problems(blocks: object) -> list[Problem]:
    """What Slack refuses in a message's blocks; empty when it takes them."""
    problems = list(_MESSAGE(blocks, "/blocks"))
    if problems or not isinstance(blocks, list):
        return problems
    return [*_same_block_ids(blocks, "/blocks"), *_totals(blocks)]


def view_problems(view: object, *, kind: str) -> list[Problem]:
    """What Slack refuses in a view of *kind* "modal" or "home"; empty when it takes it."""
    if not isinstance(view, dict):
        return [Problem("/view", "should be an object")]
    if view.get("type") != kind:
        return [Problem("/view/type", f"must be {kind}")]
    problems = list((_MODAL if kind == "modal" else _HOME)(view, "/view"))
    if problems:
        return problems
    return [*_same_block_ids(view["blocks"], "/view/blocks"), *_of_the_form(view)]


def option_problems(answer: object) -> list[Problem]:
    """What Slack refuses in the options that an app offers for an external select."""
    return list(OFFERED(answer, ""))


def as_details(problems: list[Problem]) -> Json:
    """The fields in which Slack's answer names the places."""
    messages = [str(problem) for problem in problems]
    return {"errors": messages, "response_metadata": {"messages": messages}}


def _same_block_ids(blocks: list[Json], at: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for n, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            yield Problem(f"{at}/{n}/block_id", f"block_id {block_id} already exists")
        if block_id:
            seen.add(block_id)


def _totals(blocks: list[Json]) -> Iterator[Problem]:
    """Limits over all blocks of a message."""
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > MARKDOWN_TOTAL:
        yield Problem("/blocks", f"markdown must be less than {MARKDOWN_TOTAL + 1} characters")
    for kind, most in (("data_visualization", CHARTS), ("table", TABLES)):
        places = [n for n, block in enumerate(blocks) if block["type"] == kind]
        if len(places) > most:
            yield Problem(f"/blocks/{places[most]}", f"no more than {most} {kind} allowed")


def _of_the_form(view: Json) -> Iterator[Problem]:
    """A modal with inputs needs a submit text; only one element may take the focus."""
    blocks = view["blocks"]
    has_input = any(block["type"] == "input" for block in blocks)
    if view["type"] == "modal" and has_input and "submit" not in view:
        yield Problem("/view", "missing required field: submit")
    focused = list(_focused(blocks, "/view/blocks"))
    for place in focused[1:]:
        yield Problem(place, "only one element may have focus_on_load")


def _focused(value: Any, at: str) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("focus_on_load") is True:
            yield f"{at}/focus_on_load"
        for name, part in value.items():
            yield from _focused(part, f"{at}/{name}")
    elif isinstance(value, list):
        for n, part in enumerate(value):
            yield from _focused(part, f"{at}/{n}")
