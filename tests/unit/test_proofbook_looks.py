"""Every block that the bot sends is drawn in the proof-book, and nothing is dropped."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.proofbook import looks
from bot.proofbook.mrkdwn import Reader
from tests.unit.tags import Tags
from tests.unit.test_blocks_limits import SHOWN, shown

READER = Reader(
    {"U1": "Ann Lee"}, {"C1": "week"}, "Europe/London", datetime(2027, 7, 5, tzinfo=UTC)
)


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def drawn(*blocks: Any) -> str:
    return str(looks.shown(blocks, READER))


@pytest.mark.parametrize("name", SHOWN)
def test_all_that_the_bot_can_show_is_drawn(name: str) -> None:
    message = shown(name)
    assert 'class="unknown"' not in str(looks.message(message["text"], message["blocks"], READER))


def test_a_message_without_blocks_is_its_text() -> None:
    assert looks.message("*Hello* <@U1>", (), READER) == (
        '<p class="lines"><strong>Hello</strong> <span class="mention">@Ann Lee</span></p>'
    )


def test_a_section_has_its_fields_and_what_stands_beside_it() -> None:
    button = {"type": "button", "text": plain("Edit"), "style": "primary"}
    section = {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "*A*"},
        "fields": [plain("one"), plain("two")],
        "accessory": button,
    }
    assert drawn(section) == (
        '<div class="section"><div class="section-text"><p class="lines"><strong>A</strong></p>'
        '<div class="fields"><div><p class="lines">one</p></div><div><p class="lines">two</p></div>'
        '</div></div><div class="accessory"><span class="button primary">'
        '<span class="spoken">Button: </span>Edit</span></div></div>'
    )


def test_controls_say_what_they_are_and_what_they_offer() -> None:
    options = [{"text": plain("Tue"), "value": "1"}, {"text": plain("Wed"), "value": "2"}]
    ask = {"title": plain("Are you sure?"), "text": plain("All go."), "confirm": plain("Yes")}
    actions = {
        "type": "actions",
        "elements": [
            {"type": "button", "text": plain("Withdraw"), "style": "danger", "confirm": ask},
            {"type": "static_select", "placeholder": plain("Day"), "options": options,
             "initial_option": options[1]},
            {"type": "overflow", "options": options},
            {"type": "datepicker", "placeholder": plain("Which day"), "initial_date": "2027-11-23"},
            {"type": "radio_buttons", "options": options, "initial_option": options[0]},
        ],
    }  # fmt: skip
    assert Tags(drawn(actions)).text == (
        "Button: Withdrawasks first: “All go.”"
        "Menu: Wed ▾to choose from: Tue · Wed"
        "Menu: ⋯to choose from: Tue · Wed"
        "Day: 2027-11-23"
        "◉ Tue○ Wed"
    )


def test_a_table_has_caption_and_scopes_and_a_chart_its_values() -> None:
    cells = [
        [{"type": "raw_text", "text": "Topic"}, {"type": "raw_text", "text": "Dots"}],
        [{"type": "raw_text", "text": "A <b>"}, {"type": "raw_number", "value": 3}],
    ]
    table = {
        "type": "data_table",
        "caption": "By dots",
        "rows": cells,
        "row_header_column_index": 0,
    }
    assert drawn(table).endswith(
        '<table><caption>By dots</caption><thead><tr><th scope="col">Topic</th><th scope="col">Dots'
        '</th></tr></thead><tbody><tr><th scope="row">A &lt;b&gt;</th><td class="number">3</td>'
        "</tr></tbody></table></div>"
    )
    data = [{"label": "#1", "value": 4}, {"label": "#2", "value": 1}]
    chart = {"type": "bar", "series": [{"name": "Dots", "data": data}]}
    block = {"type": "data_visualization", "title": "Dots", "chart": chart}
    assert Tags(drawn(block)).text == "Dots#14#21"
    assert 'width="25.0%"' in drawn(block)


def test_rich_text_is_read() -> None:
    pieces = [
        {"type": "text", "text": "Hi ", "style": {"bold": True}},
        {"type": "user", "user_id": "U1"},
        {"type": "link", "url": "javascript:x", "text": "no"},
    ]
    parts: list[dict[str, Any]] = [{"type": "rich_text_section", "elements": pieces}]
    item = [{"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}]
    parts.append({"type": "rich_text_list", "style": "ordered", "indent": 1, "elements": item})
    assert drawn({"type": "rich_text", "elements": parts}) == (
        '<div><p class="lines"><strong>Hi </strong><span class="mention">@Ann Lee</span>'
        '<span class="link">no</span></p><ol class="rich-list indent-1"><li>one</li></ol></div>'
    )


def test_a_picture_is_told_and_not_fetched() -> None:
    block = {"type": "image", "image_url": "https://a.org/x.png", "alt_text": "A map"}
    assert Tags(drawn(block)).text == "Picture: A maphttps://a.org/x.png"
    assert "<img" not in drawn(block)


@pytest.mark.parametrize(
    "block",
    [
        {"type": "hologram", "text": "<script>"},
        {"type": "section", "text": {"type": "mrkdwn"}, "note": "<script>"},
        {"type": "actions", "elements": [{"type": "lever", "text": "<script>"}]},
        {"note": "<script>"},
        "<script>",
    ],
)
def test_what_is_not_known_is_shown_as_what_it_says(block: Any) -> None:
    shown = drawn(block)
    assert '<div class="unknown"><p>' in shown
    assert "&lt;script&gt;" in shown


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet="<>&\"'ab", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(("type", "text", "elements", "fields", "options")), inner)
    ),
    max_leaves=8,
)
KINDS = ("section", "context", "actions", "rich_text", "data_table", "header", "image", "container",
         "data_visualization")  # fmt: skip


@given(st.sampled_from(KINDS), st.dictionaries(st.sampled_from(("text", "elements", "rows", "chart",
       "fields", "accessory", "alt_text", "title")), JSON))  # fmt: skip
def test_no_misshapen_block_stops_the_book_or_becomes_html(kind: str, rest: dict[str, Any]) -> None:
    tags = Tags(drawn({"type": kind, **rest}))
    assert tags.names() <= {"div", "p", "pre", "h5", "span", "figure", "figcaption", "ul", "li",
                            "table", "thead", "tbody", "caption", "tr", "th", "td"}  # fmt: skip
