"""What is typed into a topic's form, and what is taken from a message."""

import pytest

from handlers.words import proposing as words
from handlers.words.proposing import FromMessage
from openspace import RuleViolation

LINK = "https://example.slack.com/archives/C1/p1"


@pytest.mark.parametrize("typed", ["", "ab", "   a   b   "[:6], "\u200b\u202e\u2066   "])
def test_a_title_that_can_hardly_be_seen_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        words.title(typed)
    assert refused.value.field == "title"
    assert "at least 3 characters" in refused.value.text


def test_a_title_stays_as_it_was_typed_but_for_what_nobody_sees() -> None:
    assert words.title("  A &amp; <b>\u202e  &\n`c`  ") == "A &amp; <b> & `c`"


@pytest.mark.parametrize(
    ("text", "title", "description"),
    [
        ("One idea", "One idea", "One idea"),
        ("\n\n First \n\n\n\n second", "First", "First\n\nsecond"),
        ("A &lt;b&gt; &amp; c", "A <b> & c", "A <b> & c"),
        ("<@U012> said: ask <@U013|bo>", "@someone said: ask @bo", "@someone said: ask @bo"),
        ("<!here> see <#C1|week>", "@here see #week", "@here see #week"),
        ("<https://a.org|our page>", "our page", "our page"),
        ("<https://a.org>", "https://a.org", "https://a.org"),
    ],
)
def test_a_message_gives_title_and_description(text: str, title: str, description: str) -> None:
    assert words.from_message(text, LINK) == FromMessage(
        title, f"{description}\n\nFrom a message: {LINK}"
    )


def test_without_a_link_the_words_stand_alone_and_without_words_the_link() -> None:
    assert words.from_message("One idea", "") == FromMessage("One idea", "One idea")
    assert words.from_message("", LINK) == FromMessage("", f"From a message: {LINK}")


def test_a_long_message_is_cut_and_its_link_is_not() -> None:
    taken = words.from_message("x" * 5000, LINK)
    assert len(taken.title) == 150
    assert len(taken.description) == 2000
    assert taken.description.endswith(f"…\n\nFrom a message: {LINK}")
