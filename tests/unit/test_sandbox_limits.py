"""The sandbox's limits are Slack's: what is just allowed passes, what is just too much does not."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox import limits


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def _mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def _section(text: str = "x", **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": _mrkdwn(text), **more}


def _button(text: str = "x", **more: Any) -> dict[str, Any]:
    return {"type": "button", "text": _plain(text), "action_id": "a", **more}


def _actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def _option(value: str = "v", text: str = "x", **more: Any) -> dict[str, Any]:
    return {"text": _plain(text), "value": value, **more}


def _options(count: int) -> list[dict[str, Any]]:
    return [_option(str(n)) for n in range(count)]


def _element(kind: str, **more: Any) -> dict[str, Any]:
    return _section(accessory={"type": kind, "action_id": "a", **more})


def _input(element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "input", "label": _plain("Label"), "element": element, **more}


def _text_input(**more: Any) -> dict[str, Any]:
    return _input({"type": "plain_text_input", "action_id": "a", **more})


def _modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    frame = {"type": "modal", "title": _plain("Title"), "submit": _plain("Send")}
    return {**frame, "blocks": list(blocks), **more}


def _rich(*parts: dict[str, Any]) -> dict[str, Any]:
    section = {"type": "rich_text_section", "elements": list(parts)}
    return {"type": "rich_text", "elements": [section]}


def _table(*widths: int) -> dict[str, Any]:
    cell = {"type": "raw_text", "text": "x"}
    return {"type": "table", "rows": [[cell] * width for width in widths]}


def _in_message(blocks: list[dict[str, Any]]) -> list[str]:
    return [str(problem) for problem in limits.message_problems(blocks)]


# Each line: a block that is just allowed, one that is just too much, and where.
EDGES = [
    (_section("x" * 3000), _section("x" * 3001), "/blocks/0/text/text"),
    (_section(), _section(""), "/blocks/0/text/text"),
    (
        {"type": "section", "fields": [_mrkdwn("x" * 2000)] * 10},
        {"type": "section", "fields": [_mrkdwn("x")] * 11},
        "/blocks/0/fields",
    ),
    (
        {"type": "section", "fields": [_mrkdwn("x")]},
        {"type": "section", "fields": [_mrkdwn("x"), _mrkdwn("x" * 2001)]},
        "/blocks/0/fields/1/text",
    ),
    (
        {"type": "header", "text": _plain("x" * 150)},
        {"type": "header", "text": _plain("x" * 151)},
        "/blocks/0/text/text",
    ),
    (
        {"type": "context", "elements": [_mrkdwn("x")] * 10},
        {"type": "context", "elements": [_mrkdwn("x")] * 11},
        "/blocks/0/elements",
    ),
    (
        _actions(*(_button(action_id=str(n)) for n in range(25))),
        _actions(*(_button(action_id=str(n)) for n in range(26))),
        "/blocks/0/elements",
    ),
    (_actions(_button("x" * 75)), _actions(_button("x" * 76)), "/blocks/0/elements/0/text/text"),
    (
        _actions(_button(value="x" * 2000)),
        _actions(_button(value="x" * 2001)),
        "/blocks/0/elements/0/value",
    ),
    (
        _actions(_button(accessibility_label="x" * 75)),
        _actions(_button(accessibility_label="x" * 76)),
        "/blocks/0/elements/0/accessibility_label",
    ),
    (
        _actions(_button(action_id="x" * 255)),
        _actions(_button(action_id="x" * 256)),
        "/blocks/0/elements/0/action_id",
    ),
    (_section(block_id="x" * 255), _section(block_id="x" * 256), "/blocks/0/block_id"),
    (
        _element("static_select", options=_options(100)),
        _element("static_select", options=_options(101)),
        "/blocks/0/accessory/options",
    ),
    (
        _element("static_select", options=[_option("x" * 150, "x" * 75)]),
        _element("static_select", options=[_option("x" * 151)]),
        "/blocks/0/accessory/options/0/value",
    ),
    (
        _element("static_select", options=[_option(description=_plain("x" * 75))]),
        _element("static_select", options=[_option(description=_plain("x" * 76))]),
        "/blocks/0/accessory/options/0/description/text",
    ),
    (
        _element("static_select", options=_options(2), initial_option=_option("1")),
        _element("static_select", options=_options(2), initial_option=_option("2")),
        "/blocks/0/accessory/initial_option",
    ),
    (
        _element("overflow", options=_options(5)),
        _element("overflow", options=_options(6)),
        "/blocks/0/accessory/options",
    ),
    (
        _element("checkboxes", options=_options(10)),
        _element("checkboxes", options=_options(11)),
        "/blocks/0/accessory/options",
    ),
    (
        _element("datepicker", initial_date="2027-11-22"),
        _element("datepicker", initial_date="22.11.2027"),
        "/blocks/0/accessory/initial_date",
    ),
    (
        _element("timepicker", initial_time="09:30", timezone="Europe/London"),
        _element("timepicker", initial_time="9:30"),
        "/blocks/0/accessory/initial_time",
    ),
    (
        _element("users_select", placeholder=_plain("x" * 150)),
        _element("users_select", placeholder=_plain("x" * 151)),
        "/blocks/0/accessory/placeholder/text",
    ),
    (_table(*[20] * 100), _table(*[20] * 101), "/blocks/0/rows"),
    (_table(2, 2), _table(2, 3), "/blocks/0/rows/1"),
    (
        {"type": "markdown", "text": "x" * 12_000},
        {"type": "markdown", "text": "x" * 12_001},
        "/blocks/0/text",
    ),
    (
        _rich({"type": "text", "text": "x", "style": {"bold": True}}),
        _rich({"type": "text", "text": ""}),
        "/blocks/0/elements/0/elements/0/text",
    ),
    (
        _rich({"type": "user", "user_id": "U1"}),
        _rich({"type": "user"}),
        "/blocks/0/elements/0/elements/0",
    ),
    (
        {"type": "image", "image_url": "https://x.y/z.png", "alt_text": "A room"},
        {"type": "image", "image_url": "https://x.y/z.png"},
        "/blocks/0",
    ),
    (_section(expand=True), _section(expand="yes"), "/blocks/0/expand"),
    (_section(), {"type": "section"}, "/blocks/0"),
    (_section(), _section(color="red"), "/blocks/0/color"),
    (_section(), {"type": "sektion", "text": _plain("x")}, "/blocks/0/type"),
    (_section(), {"text": _plain("x")}, "/blocks/0"),
    (
        {"type": "section", "text": _plain("x")},
        {"type": "section", "text": {**_plain("x"), "verbatim": True}},
        "/blocks/0/text/verbatim",
    ),
    (_actions(_button()), _actions(_button(), _button()), "/blocks/0/elements/1/action_id"),
    (
        _text_input(),
        _input({"type": "number_input", "action_id": "a", "is_decimal_allowed": False}),
        "/blocks/0/element/type",
    ),
]


@pytest.mark.parametrize(("allowed", "too_much", "place"), EDGES)
def test_each_limit_is_where_slack_has_it(
    allowed: dict[str, Any], too_much: dict[str, Any], place: str
) -> None:
    assert _in_message([allowed]) == []
    problems = limits.message_problems([too_much])
    assert [problem.pointer for problem in problems] == [place]


def test_a_message_has_at_most_fifty_blocks() -> None:
    assert _in_message([_section()] * 50) == []
    assert _in_message([_section()] * 51) == [
        "[ERROR] no more than 50 items allowed [json-pointer:/blocks]"
    ]


def test_a_block_id_is_used_once() -> None:
    assert _in_message([_section(block_id="a"), _section(block_id="a")]) == [
        "[ERROR] block_id a already exists [json-pointer:/blocks/1/block_id]"
    ]


def test_limits_over_all_blocks_of_a_message_count() -> None:
    half = {"type": "markdown", "text": "x" * 6001}
    chart = {
        "type": "data_visualization",
        "title": "Votes",
        "chart": {"type": "pie", "segments": [{"label": "A", "value": 3}]},
    }
    assert len(_in_message([half, half])) == 1
    assert _in_message([chart, chart]) == []
    assert len(_in_message([chart, chart, chart])) == 1
    assert len(_in_message([_table(1), _table(1)])) == 1


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"title": _plain("x" * 25)}, "/view/title/text"),
        ({"submit": _plain("x" * 25)}, "/view/submit/text"),
        ({"private_metadata": "x" * 3001}, "/view/private_metadata"),
        ({"callback_id": "x" * 256}, "/view/callback_id"),
        ({"blocks": [_section()] * 101}, "/view/blocks"),
        ({"blocks": [_input({"type": "plain_text_input"}, hint=_plain("x" * 2001))]},
         "/view/blocks/0/hint/text"),
        ({"blocks": [_text_input(max_length=3001)]}, "/view/blocks/0/element/max_length"),
        ({"blocks": [_table(1)]}, "/view/blocks/0/type"),
        ({"blocks": [_text_input(focus_on_load=True), _text_input(focus_on_load=True)]},
         "/view/blocks/1/element/focus_on_load"),
        ({"type": "home"}, "/view/type"),
        ({"colour": "red"}, "/view/colour"),
    ],
)  # fmt: skip
def test_a_modal_beyond_a_limit_is_refused(changes: dict[str, Any], place: str) -> None:
    problems = limits.view_problems(_modal(**changes), kind="modal")
    assert [problem.pointer for problem in problems] == [place]


def test_a_modal_with_fields_needs_a_submit() -> None:
    form = _modal(_text_input())
    assert limits.view_problems(form, kind="modal") == []
    del form["submit"]
    assert [str(problem) for problem in limits.view_problems(form, kind="modal")] == [
        "[ERROR] missing required field: submit [json-pointer:/view]"
    ]
    form["blocks"] = [_section()]
    assert limits.view_problems(form, kind="modal") == []


def test_a_modal_takes_what_is_for_modals_alone() -> None:
    number = _input({"type": "number_input", "action_id": "a", "is_decimal_allowed": False})
    alert = {"type": "alert", "text": _mrkdwn("x" * 200), "level": "warning"}
    home = {"type": "home", "blocks": [alert]}

    assert limits.view_problems(_modal(number, alert), kind="modal") == []
    assert [p.pointer for p in limits.view_problems(home, kind="home")] == ["/view/blocks/0/type"]


def test_a_hundred_blocks_fit_a_home() -> None:
    home = {"type": "home", "blocks": [_section()] * 100}
    assert limits.view_problems(home, kind="home") == []
    assert len(limits.view_problems({**home, "blocks": [_section()] * 101}, kind="home")) == 1


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda part: (
        st.lists(part, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "element", "options", "fields", "rows"])
            | st.text(max_size=5),
            part | st.sampled_from(["section", "actions", "button", "plain_text", "table"]),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=40)
@given(_ANYTHING)
def test_no_shape_at_all_breaks_the_checks(anything: Any) -> None:
    before = copy.deepcopy(anything)
    limits.message_problems([anything])
    limits.message_problems(anything)
    limits.view_problems(anything, kind="modal")
    assert anything == before
