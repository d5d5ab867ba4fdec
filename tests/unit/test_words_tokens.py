"""Words, quotations, mentions and links of a command are told apart; titles become plain text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.words.tokens import Kind, Token, clean, title, tokens


def word(text: str) -> Token:
    return Token(Kind.WORD, text, text)


def quotation(text: str) -> Token:
    return Token(Kind.QUOTED, text, text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("a  b\t\nc ", "a b c"),
        ("salt &amp; pepper", "salt & pepper"),
        ("&lt;@U012&gt;", "<@U012>"),
        ("&amp;lt;", "&lt;"),
        ("&quot;", "&quot;"),
        ("pay\u202eroll\u200b\x00\x07\ufeff", "payroll"),
        ("Cafe\u0301", "Café"),
        ("\u2067right to left\u2069", "right to left"),
        ("half \ud800 a character", "half a character"),
        ("", ""),
    ],
)
def test_cleaned_text_is_what_the_person_meant(typed: str, meant: str) -> None:
    assert clean(typed) == meant


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ("", ()),
        ("Rooms add", (word("Rooms"), word("add"))),
        ("<@U012|bo>", (Token(Kind.PERSON, "U012", "@bo"),)),
        ("<@W012>", (Token(Kind.PERSON, "W012", "@W012"),)),
        ("by<@U012>,", (word("by"), Token(Kind.PERSON, "U012", "@U012"))),
        ("<#C012|general>", (Token(Kind.CHANNEL, "C012", "#general"),)),
        ("<#C012|>", (Token(Kind.CHANNEL, "C012", "#C012"),)),
        (
            "<https://x.org/?a=1&amp;b=2|x.org>",
            (Token(Kind.LINK, "https://x.org/?a=1&b=2", "x.org"),),
        ),
        ("<https://x.org>", (Token(Kind.LINK, "https://x.org", "https://x.org"),)),
        ("https://x.org", (Token(Kind.LINK, "https://x.org", "https://x.org"),)),
        ("<!channel>", (word("@channel"),)),
        ("<!subteam^S012|@writers>", (word("@writers"),)),
        ("&lt;@U012&gt;", (word("<@U012>"),)),
        ("&lt;!channel&gt;", (word("<!channel>"),)),
        ("a<b", (word("a"), word("<b"))),
        ('"Room A" 30', (quotation("Room A"), word("30"))),
        ('"Room A"30', (quotation("Room A"), word("30"))),
        ('"Room A","Room B"', (quotation("Room A"), quotation("Room B"))),
        (
            "“Room A” „Raum B“ «Salle C»",
            tuple(quotation(r) for r in ("Room A", "Raum B", "Salle C")),
        ),
        ('“Room A" x', (quotation("Room A"), word("x"))),
        ('"Room A” x', (quotation("Room A"), word("x"))),
        ("« Salle C » x", (quotation("Salle C"), word("x"))),
        ("'Room A' x", (quotation("Room A"), word("x"))),
        ("‘The People’s Room’ x", (quotation("The People’s Room"), word("x"))),
        ("the people's room", (word("the"), word("people's"), word("room"))),
        ("'tis so", (word("'tis"), word("so"))),
        ('"Room A and the rest', (quotation("Room A and the rest"),)),
        ('"with <@U012|bo> &amp; co" x', (quotation("with @bo & co"), word("x"))),
        ('"see <https://x.org/"y"|the page>" x', (quotation("see the page"), word("x"))),
        ('""', (quotation(""),)),
        ('\u200b"Room\u00a0A"', (quotation("Room A"),)),
    ],
)
def test_a_command_falls_into_these_pieces(typed: str, pieces: tuple[Token, ...]) -> None:
    assert tokens(typed) == pieces


def test_only_a_bare_word_reads_as_a_word_of_the_command() -> None:
    assert [token.word for token in tokens('Add "add" <@U012|add>')] == ["add", "", ""]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("How do we start  co-pro?", "How do we start co-pro?"),
        ('"How do we start?"', "How do we start?"),
        ("“How do we start?”", "How do we start?"),
        ("'How do we start?'", "How do we start?"),
        ('"How do we start?', "How do we start?"),
        ('"Nothing about us" is more than words', '"Nothing about us" is more than words'),
        ('"Yes" and "no"', '"Yes" and "no"'),
        ('"She said “hi” to me"', "She said “hi” to me"),
        ("'tis the season", "'tis the season"),
        ("Ask <@U012|bo>, <@U013> in <#C012|general>", "Ask @bo, @U013 in #general"),
        ("<http://evil.example|payroll> &amp; <https://x.org>", "payroll & https://x.org"),
        ("<!channel> read this", "@channel read this"),
        ("&lt;@U012&gt; typed by hand", "<@U012> typed by hand"),
        ("=cmd()", "=cmd()"),
        ("", ""),
        ('""', ""),
    ],
)
def test_a_title_is_one_plain_line(typed: str, shown: str) -> None:
    assert title(typed) == shown


@settings(max_examples=40)
@given(st.lists(st.integers(0, 0x10FFFF).map(chr)).map("".join))
def test_cleaned_text_stays_as_it_is_and_hides_nothing(text: str) -> None:
    cleaned = clean(text.replace("&", ""))
    assert clean(cleaned) == cleaned
    assert {unicodedata.category(char) for char in cleaned}.isdisjoint({"Cc", "Cs"})
    assert {unicodedata.bidirectional(char) for char in cleaned}.isdisjoint(
        {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    )


TYPED = st.sampled_from(
    ["<@U0>", "<@U0|bo>", "<#C0|b>", "<https://a.org|b>", *"ab &;<>|\"'“”„«»‘’,"]
)


@settings(max_examples=40)
@given(st.lists(TYPED, max_size=12).map("".join))
def test_escaped_text_never_becomes_a_mention_or_link(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert {token.kind for token in tokens(escaped)} <= {Kind.WORD, Kind.QUOTED}


@pytest.mark.parametrize("unit", ["'a ", '"', "“a ", "<a|", "<", "«<", "a", "\u0301", "&lt;", "'"])
def test_a_text_of_20_000_characters_is_cut_at_once(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    assert clean(title(text)) == clean(text) or tokens(text)
