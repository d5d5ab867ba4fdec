"""Whatever is typed, a command either means something or is refused in a sentence that helps."""

import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.words.agenda import agenda
from handlers.words.openspace import openspace
from handlers.words.signup import signup
from handlers.words.tally import tally
from handlers.words.tokens import title
from handlers.words.topics import topics
from handlers.words.voting import dots
from openspace import RuleViolation

READERS: tuple[Callable[[str], object], ...] = (
    dots,
    signup,
    agenda,
    tally,
    topics,
    title,
    openspace,
)

# Words of the language and things that tend to break parsers, so that examples get past the
# first word.
VOCABULARY = (
    "new rooms slots talks facilitators guests add remove move pin unplace publish open close"
    " voting proposals until dots tally everyone by in at on to and x2 x 3 #7 0 -1 99999 tue"
    " off digest summary reminder minutes before notices mine none messages again page"
    " tue-thu all 2027-11-22 2027-02-30 10:00 10:00-11:00 2pm am Europe/Paris cancel anyway clear"
    " <@U012|bo> <@U012> <#C012|general> <https://x.org|x> <http://[|x> <!channel> @here &lt; &gt;"
    " &amp;lt; \" “ ” ' ‘ ` `/vote` * _ ~ = , - – . ; é 🙂 \u202e \u200b \x00 \n"
)
PIECES = st.sampled_from(VOCABULARY.split(" "))
ANYTHING = st.lists(st.integers(0, 0x10FFFF).map(chr), max_size=30).map("".join)
TYPED = st.one_of(ANYTHING, st.lists(st.one_of(PIECES, PIECES, ANYTHING)).map(" ".join))
COMMAND = re.compile(r"`/(?:propose|topics|vote|signup|agenda|tally|openspace)\b[^`]*`")


def refusals(text: str, *readers: Callable[[str], object]) -> Iterator[str]:
    for read in readers or READERS:
        try:
            read(text)
        except RuleViolation as refused:
            yield refused.text


@settings(max_examples=60)
@given(TYPED)
def test_any_text_means_something_or_is_refused_in_words_that_help(text: str) -> None:
    for sentence in refusals(text):
        assert len(sentence) < 400
        assert COMMAND.search(sentence)
        ours = re.sub("“[^”]*…?”", "“”", COMMAND.sub("`/x`", sentence))
        assert 1 <= len(re.findall(r"[.?](?= |$)", ours)) <= 3
        assert sentence.endswith((".", "?"))
        assert "!" not in ours


@settings(max_examples=40)
@given(TYPED)
def test_words_of_the_user_stand_in_a_refusal_only_in_quotes(text: str) -> None:
    for sentence in refusals(f"{text} <marker> &lt;marker&gt;"):
        ours = re.sub("“.*”", "", sentence)
        assert not re.search("[<>]|marker", ours)


@pytest.mark.parametrize(
    ("read", "start", "unit"),
    [
        (openspace, "", "in "),
        (openspace, "rooms add ", "3 "),
        (openspace, "slots add ", "10-"),
        (openspace, "slots add ", "tue 10-11 "),
        (openspace, "talks add ", "tue 10 "),
        (openspace, 'talks add "T" tue 10 ', "in "),
        (openspace, 'talks add "T" tue 10 A by ', "<@U012> and "),
        (openspace, "move 7 wed 10 ", "in "),
        (openspace, "new ", "2027-11-22 "),
        (openspace, "open voting ", "until "),
        (openspace, "open voting at thu ", "17:00 "),
        (openspace, "close voting at ", "off "),
        (openspace, "digest ", "9 "),
        (openspace, "reminder ", "15"),
        (openspace, "notices all ", "all "),
        (openspace, "messages page ", "2"),
        (dots, "", "3 "),
        (dots, "", "remov "),
        (agenda, "", "tue-"),
    ],
)
def test_a_very_long_text_is_read_or_refused_too(
    read: Callable[[str], object], start: str, unit: str
) -> None:
    assert all(len(sentence) < 400 for sentence in refusals(start + unit * 2000, read))
