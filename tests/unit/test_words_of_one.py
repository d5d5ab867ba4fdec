"""One topic, one theme, one calendar file: what names it is understood or refused."""

from collections.abc import Callable

import pytest

from handlers.words import agenda, topics, voting
from openspace import RuleViolation

ONE_OR_MINE = (
    "A calendar file holds your own sessions or one session: type `/agenda mine calendar` or"
    " `/agenda 3 calendar`."
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7", topics.Whole(7)),
        (" #7 ", topics.Whole(7)),
        ("9999", topics.Whole(9999)),
        ("“7”", topics.Topics("7")),
        ("0", topics.Topics("0")),
        ("10000", topics.Topics("10000")),
        ("7 page 2", topics.Topics("7", 2)),
        ("7 8", topics.Topics("7 8")),
    ],
)
def test_a_bare_number_behind_topics_is_a_topics(typed: str, meant: topics.Wanted) -> None:
    assert topics.topics(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("theme digital", voting.Show(theme="digital")),
        ("THEME “Fish & Chips, and more”", voting.Show(theme="fish chips more")),
        ("theme champion digital page 3", voting.Show(3, "champion digital")),
        ("theme page two last", voting.Show(theme="page two last")),
    ],
)
def test_a_ballot_can_be_of_one_theme(typed: str, meant: voting.Vote) -> None:
    assert voting.dots(typed) == meant


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("calendar", None),
        ("mine calendar", None),
        ("Calendar, mine", None),
        ("my ics", None),
        ("3 calendar", 3),
        ("#3 calendar", 3),
        ("calendar 12", 12),
    ],
)
def test_a_calendar_is_of_ones_own_sessions_or_of_one(typed: str, number: int | None) -> None:
    assert agenda.agenda(typed) == agenda.Calendar(number)


@pytest.mark.parametrize(
    ("read", "typed", "sentence"),
    [
        (
            agenda.agenda,
            "tue calendar",
            ONE_OR_MINE,
        ),
        (
            agenda.agenda,
            "3 5 calendar",
            ONE_OR_MINE,
        ),
        (
            agenda.agenda,
            "seven calendar",
            "“seven” is not a topic's number. Type the number in digits: `/agenda 3 calendar`.",
        ),
        (voting.dots, "theme", "Which theme? Type a word of it: `/vote theme digital`."),
        (voting.dots, "theme page 2", "Which theme? Type a word of it: `/vote theme digital`."),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_way_out(
    read: Callable[[str], object], typed: str, sentence: str
) -> None:
    with pytest.raises(RuleViolation) as refused:
        read(typed)
    assert refused.value.text == sentence
