"""Other words for what commands know are understood or offered, and shadow none that is known."""

from collections.abc import Callable, Iterator, Mapping

import pytest

from handlers.words import openspace, synonyms, timetable, windows
from openspace import RuleViolation
from tests.unit.test_documents import PARSERS

BEHIND = {
    "facilitators": "add <@U012>",
    "guests": "allow",
    "new": '"Week" 2027-11-22 to 2027-11-26',
    "dots": "5",
    "add": "",
    "remove": "",
    "swap": "7 8",
    "move": '7 wed 10:00 "Room B"',
    "open": "voting",
    "close": "voting",
}
"""What makes a known word a whole command, where it is not one by itself."""

# What stands before the words, whose reader it is, and both kinds of other words for it.
TABLES: tuple[tuple[str, Mapping[str, str], Mapping[str, str]], ...] = (
    ("openspace", synonyms.OPENSPACE, synonyms.OPENSPACE_OFFERED),
    ("openspace facilitators", synonyms.FACILITATORS, {}),
    ("openspace rooms", synonyms.ROOMS, {}),
    ("openspace slots", synonyms.SLOTS, {}),
    ("openspace talks", synonyms.TALKS, synonyms.TALKS_OFFERED),
    ("openspace guests", synonyms.GUESTS, {}),
    ("openspace timetable", synonyms.TIMETABLE, synonyms.TIMETABLE_OFFERED),
    ("openspace timetable draft", synonyms.DRAFT, {}),
    ("openspace notices", synonyms.NOTICES, {}),
    ("openspace away", synonyms.AWAY, {}),
    ("openspace messages", synonyms.MESSAGES, synonyms.MESSAGES_OFFERED),
    ("openspace tally", {}, synonyms.TALLY_FOR_OFFERED),
    ("vote", synonyms.VOTE, synonyms.VOTE_OFFERED),
    ("signup", synonyms.SIGNUP, synonyms.SIGNUP_OFFERED),
    ("agenda", synonyms.AGENDA, {}),
    ("tally", synonyms.TALLY, synonyms.TALLY_OFFERED),
)


def means(command: str) -> object:
    """What a command asks for, or the sentence that refuses it."""
    name, _, rest = command.partition(" ")
    try:
        return PARSERS[name](rest)
    except RuleViolation as refused:
        return refused.text


def understood() -> Iterator[tuple[str, str]]:
    for command, same, _ in TABLES:
        for word, known in same.items():
            for behind in dict.fromkeys(("", BEHIND.get(known, ""))):
                yield f"{command} {word} {behind}", f"{command} {known} {behind}"
    for word, known in synonyms.BEFORE_A_WINDOW.items():
        for window in windows.NAMES:
            yield f"openspace {word} {window}", f"openspace {known} {window}"


@pytest.mark.parametrize(("typed", "known"), list(understood()))
def test_other_words_mean_what_the_known_word_means(typed: str, known: str) -> None:
    assert means(typed) == means(known)
    assert "is not something I know" not in str(means(typed))


@pytest.mark.parametrize(
    ("command", "word", "offered"),
    [
        (command, word, offered)
        for command, _, several in TABLES
        for word, offered in several.items()
    ],
)
def test_what_is_only_offered_changes_nothing_and_can_be_typed(
    command: str, word: str, offered: str
) -> None:
    said = str(means(f"{command} {word}"))
    assert said.startswith(f"“{word}” is not something I know. Did you mean `{offered}`?")
    assert "is not something I know" not in str(means(offered.removeprefix("/")))


@pytest.mark.parametrize(
    ("command", "typo", "offered"),
    [
        ("openspace", "facilitatrs", "/openspace facilitators"),
        ("openspace", "anounce", "/openspace timetable publish"),
        ("openspace", "notificaions", "/openspace notices mine"),
        ("openspace timetable", "publsh", "/openspace timetable publish"),
        ("openspace rooms", "ad", '/openspace rooms add "Room A" 30'),
        ("openspace talks", "remov", "/openspace withdraw 7"),
        ("openspace open", "votng", "/openspace open voting"),
        ("openspace tally", "everyon", "/openspace tally everyone"),
        ("vote", "claer", "/vote clear"),
        ("vote", "resset", "/vote clear"),
        ("signup", "cancle", "/signup cancel 3"),
        ("agenda", "wendesday", "/agenda wednesday"),
        ("agenda", "tomorow", "/agenda tomorrow"),
        ("tally", "everyon", "/openspace tally everyone"),
    ],
)
def test_for_a_mistyped_word_the_nearest_is_offered(command: str, typo: str, offered: str) -> None:
    assert f"Did you mean `{offered}`?" in str(means(f"{command} {typo}"))


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("openspace status", "openspace"),
        ("openspace show rooms", "openspace rooms"),
        ("openspace start voting", "openspace open voting"),
        ("openspace end voting at thu 17:00", "openspace close voting at thu 17:00"),
        ('openspace start "Week" 2027-11-22', 'openspace new "Week" 2027-11-22'),
        ("openspace timetable show", "openspace timetable"),
        ("vote mine", "vote"),
        ("vote my dots", "vote"),
        ("vote for topic 3", "vote 3"),
        ("vote for topics 3 and 5", "vote 3 5"),
        ("vote unvote 3", "vote remove 3"),
        ("signup leave 3", "signup cancel 3"),
        ("signup for session 3", "signup 3"),
        ("signup join 3", "signup 3"),
        ("signup drop 3", "signup cancel 3"),
        ("agenda my", "agenda mine"),
        ("agenda my sessions", "agenda mine"),
        ("agenda this week", "agenda week"),
        ("agenda for tuesday", "agenda tue"),
        ("agenda show", "agenda"),
        ("tally results", "tally"),
        ("tally export", "tally csv"),
    ],
)
def test_people_are_understood_as_they_speak(typed: str, known: str) -> None:
    assert means(typed) == means(known)
    assert not isinstance(means(typed), str)


KNOWN: dict[str, set[str]] = {
    "openspace": set(openspace.EXAMPLES),
    "openspace talks": {"add", "page"},
    "openspace guests": {"allow", "refuse"},
    "openspace timetable": {*timetable.EXAMPLES, "page"},
    "openspace notices": {"all", "mine", "none"},
    "openspace away": {"add", "remove", "clear"},
    "openspace messages": {"again", "page"},
    "openspace tally": {"facilitators", "everyone", "after"},
    "vote": {"remove", "clear", "page"},
    "signup": {"cancel", "leave", "remove", "anyway", "page"},
    "agenda": {"today", "tomorrow", "week", "mine"},
    "tally": {"csv", "page"},
}


def test_no_other_word_stands_for_something_it_already_is() -> None:
    for command, same, offered in TABLES:
        known = KNOWN.get(command, {"add", "remove", "page"})
        assert set(same) & set(offered) == set(), command
        assert known & {*same, *offered} == set(), command


def test_ending_the_week_is_never_a_guess() -> None:
    reads: Callable[[str], object] = PARSERS["openspace"]
    closing = {word for word in (*synonyms.OPENSPACE, "close") if reads_as_close(reads, word)}
    assert closing == {"close"}


def reads_as_close(reads: Callable[[str], object], word: str) -> bool:
    try:
        return isinstance(reads(word), openspace.Close)
    except RuleViolation:
        return False
