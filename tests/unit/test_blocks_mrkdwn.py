"""Words of users never become markup, and markup is never cut in two."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.blocks import mrkdwn
from handlers.blocks.mrkdwn import Mrkdwn

ENTITY = re.compile(r"&(?:amp|lt|gt);")
TAG = re.compile(r"<[@#!]?[^<>]+>")
WORDS = st.text("ab &<>`|;@#! /", max_size=20)
PIECES = st.one_of(
    WORDS.map(mrkdwn.escape),
    st.just(mrkdwn.person("U1")),
    st.just(mrkdwn.link("https://example.org/?a=1&b=2", "a & b")),
    st.just(mrkdwn.moment(datetime(2027, 11, 23, 10, tzinfo=UTC), "Europe/London")),
)


def is_whole(text: str) -> bool:
    """Say whether every & begins an entity and every < a tag that ends."""
    rest = TAG.sub("", ENTITY.sub("", text))
    return not set("&<>") & set(rest)


@settings(max_examples=30)
@given(st.text(max_size=40))
def test_words_of_a_user_hold_no_markup_and_read_as_they_were_typed(words: str) -> None:
    escaped = mrkdwn.escape(words)
    assert not set("<>`") & set(escaped)
    assert is_whole(escaped)
    shown = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert shown == words.replace("`", "'")


@settings(max_examples=30)
@given(st.lists(PIECES, max_size=6), st.integers(1, 200))
def test_a_text_is_cut_between_entities_and_tags_and_never_inside(
    pieces: list[Mrkdwn], length: int
) -> None:
    text = mrkdwn.join(pieces, " ")
    assert is_whole(text)
    cut = mrkdwn.cut(text, length)
    assert len(cut) <= length or cut == text
    assert is_whole(cut)
    if len(text) > length:
        assert cut.endswith("…")
        assert text.startswith(cut[:-1])
    else:
        assert cut == text


def test_a_text_that_fits_is_not_cut() -> None:
    assert mrkdwn.cut(Mrkdwn("a &amp; b"), 9) == "a &amp; b"
    assert mrkdwn.cut(Mrkdwn("a &amp; b"), 8) == "a &amp;…"
    assert mrkdwn.cut(Mrkdwn("a &amp; b"), 6) == "a…"
    assert mrkdwn.cut(Mrkdwn("Go <https://e.org/?a=1&amp;b=2|there>"), 25) == "Go…"


def test_a_template_escapes_what_is_not_markup_yet() -> None:
    said = mrkdwn.say(
        "{who} says {what} {n}", who=mrkdwn.person("U1"), what="<!channel> `x` {n}", n=3
    )
    assert said == "<@U1> says &lt;!channel&gt; 'x' {n} 3"


def test_people_are_named_in_a_row() -> None:
    rows = [mrkdwn.people(names) for names in ((), ("U1",), ("U1", "U2"), ("U1", "U2", "U3"))]
    assert rows == ["", "<@U1>", "<@U1> and <@U2>", "<@U1>, <@U2> and <@U3>"]


def test_a_link_cannot_be_left_by_its_address_or_its_label() -> None:
    linked = mrkdwn.link("https://e.org/|a>b", "x|y>z")
    assert linked == "<https://e.org/%7Ca&gt;b|x/y&gt;z>"


@pytest.mark.parametrize(
    ("text", "with_prefix"),
    [
        ("Type `/vote 3`.", "Type `/os-vote 3`."),
        ("`/vote` or `/openspace help`", "`/os-vote` or `/os-openspace help`"),
        ("/vote 3", "/vote 3"),
        ("`/invite @openspace`", "`/invite @openspace`"),
        ("`/voters`", "`/voters`"),
        ("`see /vote`", "`see /vote`"),
        ("https://e.org/vote", "https://e.org/vote"),
    ],
)
def test_a_prefix_stands_in_our_commands_in_backticks_only(text: str, with_prefix: str) -> None:
    assert mrkdwn.with_prefix(text, "os-") == with_prefix
    assert mrkdwn.with_prefix(text, "") == text


@settings(max_examples=30)
@given(st.text("`/vote 3", max_size=20))
def test_a_prefix_never_stands_in_words_of_a_user(words: str) -> None:
    escaped = mrkdwn.escape(words)
    assert mrkdwn.with_prefix(escaped, "os-") == escaped


def test_only_those_whom_a_sentence_is_meant_to_name_are_mentioned() -> None:
    said = mrkdwn.sentence("<@U1> hosts #7 “Ask <@U2>” and cannot be there.")
    named = mrkdwn.naming(said, ("U1",))
    assert named == "<@U1> hosts #7 “Ask &lt;@U2&gt;” and cannot be there."
    plain = mrkdwn.unmarked(named)
    assert plain == "Somebody hosts #7 “Ask <@U2>” and cannot be there."
