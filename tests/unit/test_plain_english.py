"""Is everything that people can read plain English, in British spelling, for a reading age of 12?

The measure is the Flesch-Kincaid grade, as textstat computes it with a dictionary of how words are
spoken. Grade 7 is read at twelve years of age. It counts nothing but the length of sentences and of
words, and both are what makes short texts of an interface hard. Measures with a list of easy words
(Dale-Chall, Spache) would call "ballot" and "Slack" hard wherever they stand; SMOG wants thirty
sentences; and textstat's `text_standard` is the vote of all of them.

Measured are sentences alone (`plain_words.sentences`): commands, numbers, names, times and people's
own words are each taken for one short word, because their length is not ours to choose. Lines of a
list that are no sentences are left out. Our own long words (facilitator, timetable, organisation)
count in full. A sentence by itself is measured from twelve words on: in a shorter one a single long
word decides, and it is measured in the whole answer it stands in.
"""

import re
import unicodedata
from collections.abc import Iterator

import pytest

from bot.manifest import manifest
from handlers.commands import COMMANDS
from sandbox import elements
from tests.unit import plain_words
from tests.unit.test_blocks_limits import SHOWN, shown

OLDEST_GRADE = 7.0
"""Grade 7: children of twelve (the grade and five years)."""
FEWEST_WORDS = 12
MOST_WORDS = 25
"""Words of a sentence (gov.uk, Content design: writing for GOV.UK)."""

AMERICAN = re.compile(
    r"\b(?:\w*(?:[ao]lor(?:s|ed|ful)?|avorite|[aeinlry]ize[ds]?|izing|ization|lyze[ds]?|efense)"
    r"|cancell?ed\b(?<!cancelled)|canceling|center(?:s|ed)?|meters?|theaters?|traveling|traveled"
    r"|labeled|labeling|dialog|catalog|gray|fulfill|enrollment|judgment|license[ds]|gotten"
    r"|someplace|vacation)\b",
    re.IGNORECASE,
)
FINE = {"size", "sizes", "sized", "seize", "prize", "prizes", "resize", "capsize"}
JARGON = re.compile(
    r"\b(?:ephemeral|payload|modal|tokens?|endpoint|webhook|api|json|backend|server|timestamp|utc|url"
    r"|null|boolean|parse[ds]?|parser|invalid|syntax|strings?|exception|traceback|scopes?|callback"
    r"|metadata|cache[ds]?|database|schema|queue|retry|timeout|login|user ?names?|input|output|oops"
    r"|illegal|abort|terminate[ds]?|execute[ds]?|functionality|utili[sz]e|facilitate[ds]?|leverage"
    r"|going forward|deliver on|robust|streamline|stakeholders?)\b",
    re.IGNORECASE,
)
FOR_WHOEVER_RUNS_IT = {
    "Slack does not accept my token, so nothing was changed. Please tell whoever runs this bot.",
}
"""Sentences that hand a word on to whoever runs the bot, who needs it."""
NEEDED = {
    # An outage of the database differs for people from other failures: nothing is half done.
    "handlers/blocks/errors.py": {"database"},
    # The note on privacy says where things are kept, and for how long.
    "handlers/blocks/help.py": {"database"},
    "errors.database_away": {"database"},
    "errors.database_failed": {"database"},
    "help.privacy": {"database"},
    # The one who does it is called a facilitator.
    "services/people.py": {"facilitate"},
}
EMOJI_NAME = re.compile(r":[a-z][a-z0-9_+-]+:")

MESSAGES = plain_words.messages()


def words_of_controls() -> Iterator[tuple[str, str]]:
    """What buttons say, and what they say before they act."""
    for name in SHOWN:
        for _, control in elements.interactive(shown(name)["blocks"]):
            if control["type"] == "overflow":
                yield from ((name, option["text"]["text"]) for option in control["options"])
                continue
            yield name, (control.get("text") or control["placeholder"])["text"]
            for part in ("title", "text", "confirm", "deny"):
                yield name, control.get("confirm", {}).get(part, {}).get("text", "")


def words_in_slack() -> Iterator[tuple[str, str]]:
    """What Slack shows of the app."""
    about = manifest("socket", "", None)["display_information"]
    yield "manifest", about["description"]
    yield "manifest", about["long_description"]
    for command in COMMANDS:
        yield "manifest", command.description


EVERYTHING = tuple(
    (where, plain_words.own_words(text))
    for where, text in (
        *plain_words.literals(),
        *MESSAGES.items(),
        *words_of_controls(),
        *words_in_slack(),
    )
)


@pytest.mark.parametrize("name", MESSAGES)
def test_every_answer_is_read_with_ease_at_twelve(name: str) -> None:
    text = plain_words.sentences(MESSAGES[name])
    if len(text.split()) >= FEWEST_WORDS:
        assert plain_words.grade(text) <= OLDEST_GRADE, text


def test_every_sentence_in_the_sources_is_read_with_ease_at_twelve() -> None:
    measured = {
        text: plain_words.grade(text)
        for text in (plain_words.sentences(text) for _, text in plain_words.literals())
        if len(text.split()) >= FEWEST_WORDS
    }
    assert len(measured) > 100
    assert {text: grade for text, grade in measured.items() if grade > OLDEST_GRADE} == {}


def test_no_sentence_has_more_than_25_words() -> None:
    texts = {plain_words.sentences(text) for text in MESSAGES.values()}
    texts |= {plain_words.sentences(text) for _, text in plain_words.literals()}
    each = {one for text in texts for one in re.split(r"(?<=[.?])\s+", text)}
    assert [one for one in each if len(one.split()) > MOST_WORDS] == []


def test_hard_words_would_be_seen() -> None:
    hard = (
        "Participants are obliged to communicate alterations of their registration to the"
        " facilitation team without delay in order to enable appropriate reallocation."
    )
    assert plain_words.grade(hard) > 2 * OLDEST_GRADE
    easy = "You have *2 dots left* of 5. Type `/openspace notices none` to hear no more of <@U1>."
    assert plain_words.sentences(easy) == (
        "You have two dots left of two. Type this to hear no more of Ann."
    )


def test_spelling_is_british() -> None:
    found = {(where, word) for where, text in EVERYTHING for word in AMERICAN.findall(text)}
    assert {(where, word) for where, word in found if word.lower() not in FINE} == set()


@pytest.mark.parametrize(
    "word", ["color", "organize", "organized", "recognizes", "canceled", "center", "analyzed"]
)
def test_american_spelling_would_be_seen(word: str) -> None:
    assert AMERICAN.search(f"It is {word} here.")


@pytest.mark.parametrize(
    "word", ["colour", "organised", "cancelled", "centre", "dialogue", "programme", "timetable"]
)
def test_british_spelling_is_left_alone(word: str) -> None:
    assert AMERICAN.search(f"It is {word} here.") is None


def test_nothing_is_shouted() -> None:
    assert [(where, text) for where, text in EVERYTHING if "!" in text] == []


def test_no_jargon() -> None:
    found = {
        (where, text, word.lower())
        for where, text in EVERYTHING
        if text not in FOR_WHOEVER_RUNS_IT
        for word in JARGON.findall(text)
    }
    assert [one for one in found if one[2] not in NEEDED.get(one[0], set())] == []


def test_no_emoji() -> None:
    signs = {
        (where, sign)
        for where, text in EVERYTHING
        for sign in text
        if unicodedata.category(sign) in ("So", "Cs", "Co") or ord(sign) > 0xFFFF
    }
    names = {(where, name) for where, text in EVERYTHING for name in EMOJI_NAME.findall(text)}
    assert signs | names == set()


def test_there_is_something_to_read() -> None:
    assert len(MESSAGES) > 100
    assert len(plain_words.literals()) > 250
    files = {where for where, _ in plain_words.literals()}
    assert {"services/visits.py", "openspace/voting.py", "handlers/words/rooms.py"} <= files
