"""Each person's ballot has an order of its own, which is fair, stays, and moves nothing about."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openspace import RuleViolation, voting

IDS = st.lists(st.integers(1, 10_000), unique=True, max_size=40)
KEYS = st.text(min_size=1, max_size=12)
THEMES = ("Champion digital", "Digital", "Give it time", "Show it and show more", "Show it")


def order(ids: Iterable[int], person: str) -> list[int]:
    return voting.in_order(ids, person_key=person)


@settings(max_examples=50)
@given(IDS, KEYS)
def test_every_topic_is_there_once_in_whatever_order_they_come(ids: list[int], key: str) -> None:
    assert sorted(order(ids, key)) == sorted(ids)
    assert order(reversed(ids), key) == order(ids, key)


@settings(max_examples=50)
@given(IDS, IDS, KEYS)
def test_new_topics_change_nothing_about_the_order_of_the_others(
    old: list[int], new: list[int], key: str
) -> None:
    together = order({*old, *new}, key)
    assert [one for one in together if one in old] == order(old, key)


def test_another_process_finds_the_same_order() -> None:
    program = (
        "from tests.unit.test_ballot_order import order; print(order(range(1, 21), 'U0SBX000001'))"
    )
    other = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "1"},
    )
    assert other.stdout.strip() == str(order(range(1, 21), "U0SBX000001"))


def test_no_topic_and_no_place_is_favoured() -> None:
    people, count = 3000, 6
    ballots = [order(range(1, count + 1), f"U0SBX{n:06}") for n in range(people)]
    for place in range(count):
        times = Counter(ballot[place] for ballot in ballots)
        # Six standard deviations of a fair draw are 122.
        assert all(abs(times[topic] - people / count) < 122 for topic in range(1, count + 1))
    # Nor does one topic stand before another more often than after it.
    before = sum(ballot.index(1) < ballot.index(2) for ballot in ballots)
    assert abs(before - people / 2) < 165


@pytest.mark.parametrize(
    ("words", "theme"),
    [
        ("champion", "Champion digital"),
        ("digital champion", "Champion digital"),
        ("DIGITAL", "Digital"),
        ("tim", "Give it time"),
        ("show it", "Show it"),
        ("show it show more", "Show it and show more"),
        ("Show it and show more", "Show it and show more"),
    ],
)
def test_a_theme_is_meant_by_its_name_or_by_words_that_it_alone_has(words: str, theme: str) -> None:
    assert voting.theme_meant(words, THEMES) == theme


@pytest.mark.parametrize(
    ("words", "themes", "sentence"),
    [
        ("digital", (), "No topic here has a theme. `/vote` shows all topics."),
        (
            "i",
            THEMES[:3],
            (
                "“i” could be “Champion digital”, “Digital” or “Give it time”. Type one more word"
                " of the one you mean, as in `/vote theme digital`."
            ),
        ),
        (
            "money",
            THEMES[1:3],
            (
                "No theme here has the words “money”. The themes are “Digital” and “Give it time”."
                " Type a word of one, as in `/vote theme digital`."
            ),
        ),
        (
            "*",
            THEMES[1:2],
            (
                "No theme here has the words “*”. The themes are “Digital”. Type a word of one, as"
                " in `/vote theme digital`."
            ),
        ),
    ],
)
def test_other_words_are_refused_with_a_way_out(
    words: str, themes: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(RuleViolation) as refused:
        voting.theme_meant(words, themes)
    assert refused.value.text == sentence
