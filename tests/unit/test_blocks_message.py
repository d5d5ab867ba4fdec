"""A message says in words what its blocks say, and fits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.blocks import message, mrkdwn, values
from handlers.blocks.message import Button
from handlers.blocks.mrkdwn import Mrkdwn
from handlers.blocks.values import Chosen

BUTTON = Button("Withdraw", "withdraw", "[1,2]", "Withdraw topic 2", confirm="Really?")


def test_a_message_says_the_same_in_blocks_and_in_words() -> None:
    made = message.message(
        message.header("Topics <1>"),
        message.paragraph(Mrkdwn("*First* &amp; last"), BUTTON),
        None,
        message.note(Mrkdwn("Small print")),
        message.buttons(None, BUTTON),
        message.buttons(None),
    )
    assert made.text == "Topics &lt;1&gt;\n*First* &amp; last\nSmall print"
    assert [block["type"] for block in made.blocks] == ["header", "section", "context", "actions"]
    assert made.blocks[0]["text"] == {"type": "plain_text", "text": "Topics <1>", "emoji": False}
    assert made.blocks[1]["text"]["verbatim"] is True


def test_a_message_of_more_than_fifty_blocks_is_not_made() -> None:
    parts = [message.note(Mrkdwn("x"))] * 50
    assert len(message.message(*parts).blocks) == 50
    with pytest.raises(ValueError, match="51 blocks"):
        message.message(*parts, parts[0])


def test_everything_is_cut_to_what_slack_takes() -> None:
    long = Button("x" * 99, "a", "v", "y" * 99, confirm="z" * 999).element()
    assert [
        len(long["text"]["text"]),
        len(long["accessibility_label"]),
        len(long["confirm"]["text"]["text"]),
    ] == [75, 75, 300]
    made = message.message(
        message.header("h" * 999), *[message.paragraph(Mrkdwn("&amp;" * 999))] * 20
    )
    assert len(made.blocks[0]["text"]["text"]) == 150
    assert len(made.blocks[1]["text"]["text"]) <= 3000
    assert len(made.text) <= message.TEXT_LENGTH


def test_a_prefix_stands_in_the_words_and_the_blocks_but_not_in_what_a_button_carries() -> None:
    typed = values.write(Chosen(1, "/propose", "What is `/vote` for?"))
    made = message.message(
        message.paragraph(
            Mrkdwn("Type `/vote`."), Button("Go", "choose", typed, "Go", confirm="See `/vote`")
        ),
        message.note(Mrkdwn("`/topics`")),
    )
    payload = made.payload("os-")
    section, context = payload["blocks"]
    assert payload["text"] == "Type `/os-vote`.\n`/os-topics`"
    assert section["text"]["text"] == "Type `/os-vote`."
    assert context["elements"][0]["text"] == "`/os-topics`"
    assert section["accessory"]["value"] == typed
    assert made.payload("")["blocks"] == list(made.blocks)


@settings(max_examples=30)
@given(st.integers(0, 30), st.integers(-3, 20), st.integers(1, 7))
def test_pages_hold_every_entry_once_and_the_nearest_page_is_shown(
    count: int, number: int, size: int
) -> None:
    entries = list(range(count))
    shown = message.page(entries, number, size=size)
    assert shown.number == min(max(number, 1), shown.last)
    every = [message.page(entries, n + 1, size=size).entries for n in range(shown.last)]
    assert [entry for page in every for entry in page] == entries
    assert shown.entries == every[shown.number - 1]
    assert all(every) or count == 0


def test_both_is_the_parts_one_after_the_other() -> None:
    one, other = message.note(Mrkdwn("a")), message.note(mrkdwn.escape("b"))
    both = message.both(one, None, other)
    assert (both.text, both.blocks) == ("a\nb", (*one.blocks, *other.blocks))
