"""What follows `/vote`, `/signup`, `/agenda`, `/tally` or `/topics` is understood or refused."""

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.words import agenda, moments, signup, tally, tokens, topics, voting
from openspace import RuleViolation


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", voting.Show()),
        ("  ", voting.Show()),
        ("3", voting.SetDots(((3, 1),))),
        ("3 5 8", voting.SetDots(((3, 1), (5, 1), (8, 1)))),
        ("#3, #5 and 8.", voting.SetDots(((3, 1), (5, 1), (8, 1)))),
        ("3,5 &amp; 8", voting.SetDots(((3, 1), (5, 1), (8, 1)))),
        ("3 3", voting.SetDots(((3, 2),))),
        ("3 x2", voting.SetDots(((3, 2),))),
        ("3 X2", voting.SetDots(((3, 2),))),
        ("3 ×2", voting.SetDots(((3, 2),))),
        ("3 x 2", voting.SetDots(((3, 2),))),
        ("#3x2", voting.SetDots(((3, 2),))),
        ("3 x2 5", voting.SetDots(((3, 2), (5, 1)))),
        ("5 3 x2 3", voting.SetDots(((5, 1), (3, 3)))),
        ("3 x0", voting.SetDots(((3, 0),))),
        ("3 x99", voting.SetDots(((3, 99),))),
        ("“3 x2”", voting.SetDots(((3, 2),))),
        ("９", voting.SetDots(((9, 1),))),
        ("remove 3 5", voting.Remove((3, 5))),
        ("Remove #3, 3", voting.Remove((3,))),
        ("clear", voting.Clear()),
        ("CLEAR ALL", voting.Clear()),
        ("remove all", voting.Clear()),
    ],
)
def test_a_vote_means_this(typed: str, meant: voting.Vote) -> None:
    assert voting.dots(typed) == meant


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("x2", "“x2” belongs behind a topic's number: type `/vote 3 x2`."),
        ("x2 3", "“x2” belongs behind a topic's number: type `/vote 3 x2`."),
        ("3 x2 x2", "“x2” belongs behind a topic's number: type `/vote 3 x2`."),
        ("7 x", "How many dots are meant for topic 7? Type `/vote 7 x2`."),
        ("7 x two", "How many dots are meant for topic 7? Type `/vote 7 x2`."),
        ("7 x101", "101 dots on topic 7 are more than anyone has: type `/vote 7 x2`."),
        ("7 " * 101, "101 dots on topic 7 are more than anyone has: type `/vote 7 x2`."),
        (
            " ".join(str(n) for n in range(1, 200)),
            "That is more topics than anyone has dots: type `/vote 3 5 8`.",
        ),
        ("seven", "“seven” is not a topic's number. Type the number in digits: `/vote 3`."),
        ("<@U012|bo>", "“@bo” is not a topic's number. Type the number in digits: `/vote 3`."),
        ("3.5", "“3.5” is not a topic's number. Type the number in digits: `/vote 3`."),
        ("-1", "Topic numbers go from 1 to 9999: type `/vote 3`."),
        ("0", "Topic numbers go from 1 to 9999: type `/vote 3`."),
        ("#10000", "Topic numbers go from 1 to 9999: type `/vote 3`."),
        ("9" * 9000, "Topic numbers go from 1 to 9999: type `/vote 3`."),
        (
            "remove",
            (
                "Which topics should lose your dots? "
                "Type `/vote remove 3`, or `/vote clear` for all of them."
            ),
        ),
        (
            "remove it",
            "“it” is not a topic's number. Type the number in digits: `/vote remove 3`.",
        ),
        (
            "clear 3",
            (
                "`/vote clear` takes all your dots back. "
                "To take them off one topic, type `/vote remove 3`."
            ),
        ),
        ("3 clear", "“clear” does not belong there: type `/vote clear`."),
        (
            "remvoe 3",
            (
                "“remvoe” is not something I know. Did you mean `/vote remove 3`? "
                "`/openspace help` lists everything."
            ),
        ),
    ],
)
def test_a_vote_that_says_nothing_clear_is_refused_with_a_way_out(
    typed: str, sentence: str
) -> None:
    with pytest.raises(RuleViolation) as refused:
        voting.dots(typed)
    assert refused.value.text == sentence


WAYS = st.sampled_from(["{n} x{c}", "#{n} ×{c}", "{n}x{c}", "#{n} X {c}"])


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(1, 9999), st.integers(0, 20), WAYS), min_size=1, max_size=5),
    st.sampled_from([" ", ", ", ",", " and ", " & "]),
    st.sampled_from(["{}", '"{}"', "“{}”", "  {} "]),
)
def test_a_vote_written_in_any_way_reads_back(
    given_dots: list[tuple[int, int, str]], between: str, around: str
) -> None:
    typed = between.join(way.format(n=number, c=count) for number, count, way in given_dots)
    total: Counter[int] = Counter()
    for number, count, _ in given_dots:
        total[number] += count
    assert voting.dots(around.format(typed)) == voting.SetDots(tuple(total.items()))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", signup.Show()),
        ("3", signup.Join((3,), anyway=False)),
        ("#3, 5 and 3", signup.Join((3, 5), anyway=False)),
        ("3 ANYWAY", signup.Join((3,), anyway=True)),
        ("cancel 3", signup.Cancel((3,))),
        ("leave 3 5", signup.Cancel((3, 5))),
        ("Remove #3", signup.Cancel((3,))),
    ],
)
def test_a_signup_means_this(typed: str, meant: signup.Signup) -> None:
    assert signup.signup(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", agenda.Default()),
        ("today", agenda.OneDay(moments.Today())),
        ("Tomorrow", agenda.OneDay(moments.Tomorrow())),
        ("on Tues", agenda.OneDay(moments.Weekday(1))),
        ("2027-11-23", agenda.OneDay(moments.Date(date(2027, 11, 23)))),
        ("WEEK", agenda.Week()),
        ("all", agenda.Week()),
        ("mine", agenda.Mine()),
    ],
)
def test_an_agenda_means_this(typed: str, meant: agenda.Agenda) -> None:
    assert agenda.agenda(typed) == meant


def test_a_tally_is_shown_or_drawn_or_a_file() -> None:
    assert [tally.tally(text) for text in ("", " CSV ", "Chart")] == [
        tally.Show(),
        tally.Csv(),
        tally.Chart(),
    ]


def test_topics_are_searched_for_plain_words() -> None:
    assert [topics.topics(text) for text in ("", "  co-pro &amp; NHS ", "“early years”")] == [
        topics.Topics(""),
        topics.Topics("co-pro & NHS"),
        topics.Topics("early years"),
    ]


@pytest.mark.parametrize(
    ("read", "typed", "meant"),
    [
        (topics.topics, "page 2", topics.Topics("", 2)),
        (topics.topics, "rural transport Page 3 ", topics.Topics("rural transport", 3)),
        (topics.topics, "“page 2”", topics.Topics("page 2")),
        (topics.topics, "webpage 2", topics.Topics("webpage 2")),
        (topics.topics, "page 0", topics.Topics("page 0")),
        (topics.topics, "page two", topics.Topics("page two")),
        (voting.dots, "page 2", voting.Show(2)),
        (signup.signup, "Page 2", signup.Show(2)),
        (tally.tally, " page  2", tally.Show(2)),
        (agenda.agenda, "page 2", agenda.Default(2)),
        (agenda.agenda, "week page 2", agenda.Week(2)),
        (agenda.agenda, "mine page 2", agenda.Mine(2)),
        (agenda.agenda, "tue, page 2", agenda.OneDay(moments.Weekday(1), 2)),
    ],
)
def test_a_page_is_named_behind_the_words_of_the_list(
    read: Callable[[str], object], typed: str, meant: object
) -> None:
    assert read(typed) == meant


def test_help_is_one_word_without_quotes() -> None:
    assert [tokens.is_help(text) for text in ("help", " HELP ", "“help”", "help me", "")] == [
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("read", "typed", "sentence"),
    [
        (
            signup.signup,
            "cancel",
            "Which session do you want to give up? Type `/signup cancel 3`.",
        ),
        (
            signup.signup,
            "anyway",
            "Which session do you want to join? Type `/signup 3 anyway`.",
        ),
        (signup.signup, "3 cancel", "“cancel” does not belong there: type `/signup cancel 3`."),
        (
            signup.signup,
            "seven",
            "“seven” is not a topic's number. Type the number in digits: `/signup 3`.",
        ),
        (
            signup.signup,
            " ".join(str(n) for n in range(1, 200)),
            "That is more than 100 numbers at once: type a few, as in `/signup 3`.",
        ),
        (
            agenda.agenda,
            "tomorow",
            "“tomorow” is not a day I know. Did you mean `/agenda tomorrow`?",
        ),
        (
            agenda.agenda,
            "someday",
            (
                "“someday” is not a day I know. "
                "Type `/agenda tue`, `/agenda 2027-11-23`, `/agenda week` or `/agenda mine`."
            ),
        ),
        (agenda.agenda, "tue wed", "One day at a time: type `/agenda tue`, or `/agenda week`."),
        (agenda.agenda, "tue-wed", "One day at a time: type `/agenda tue`, or `/agenda week`."),
        (
            agenda.agenda,
            "2027-02-30",
            ("There is no 30 February 2027. Type `/agenda tue` or `/agenda 2027-11-23`."),
        ),
        (voting.dots, "page", "Which page? Type `/vote page 2`."),
        (voting.dots, "page two", "Which page? Type `/vote page 2`."),
        (voting.dots, "page 0", "Which page? Type `/vote page 2`."),
        (voting.dots, "3 page 2", "“page” does not belong there: type `/vote page 2`."),
        (signup.signup, "page 2 3", "Which page? Type `/signup page 2`."),
        (tally.tally, "page last", "Which page? Type `/tally page 2`."),
        (
            tally.tally,
            "PDF",
            (
                "“PDF” is not a form the tally comes in: type `/tally`, `/tally chart` or"
                " `/tally csv`."
            ),
        ),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_way_out(
    read: Callable[[str], object], typed: str, sentence: str
) -> None:
    with pytest.raises(RuleViolation) as refused:
        read(typed)
    assert refused.value.text == sentence
