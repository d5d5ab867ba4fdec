"""Titles with similar words are found, whatever the order and the endings of the words."""

import pytest

from openspace.proposing import Topic
from openspace.similarity import COMMON_FROM, MOST, similar

PROCUREMENT = "How do we start co-production in procurement?"
TRANSPORT = "Rural transport: ask the bus driver"
SCHOOLS = "Rural schools and their communities"
TALK = "Transport for all"


def topics(*titles: str) -> list[Topic]:
    return [Topic(n, n, title, "", None, None, 1) for n, title in enumerate(titles, start=1)]


KNOWN = [*topics(PROCUREMENT, TRANSPORT, SCHOOLS), Topic(4, 4, TALK, "", None, "Jo", None)]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Co-pro in procurement", [PROCUREMENT]),
        ("PROCURING, and co-producing it", [PROCUREMENT]),
        ("Transport in rural areas", [TRANSPORT]),
        ("transport", [TRANSPORT]),
        ("Rural transport", [TRANSPORT]),
        ("Rural health", []),
        ("How do we start?", []),
        ("Budgets", []),
        ("¿?", []),
        ("How are you", []),
    ],
)
def test_titles_with_similar_words_are_found_and_no_others(title: str, found: list[str]) -> None:
    assert [topic.title for topic in similar(title, KNOWN)] == found


def test_the_nearest_come_first_and_never_too_many() -> None:
    found = similar("Rural transport", topics(*["Rural transport now"] * 5, "Rural transport"))
    assert [topic.number for topic in found] == [1, 2, 3][:MOST]


def test_a_topic_is_not_similar_to_itself() -> None:
    assert similar(TRANSPORT, KNOWN, besides=2) == ()


def test_a_word_in_very_many_titles_tells_none_apart_unless_it_stands_alone() -> None:
    many = topics(*[f"Co-production of {chr(97 + n) * 6}" for n in range(COMMON_FROM)])
    few = many[: COMMON_FROM - 1]
    other = topics("Housing", "Co-production and housing")[1]
    assert [one.number for one in similar("Co-production of housing", [*many, other])] == [2]
    assert len(similar("Co-production", few)) == MOST
    assert similar("Co-production", many) == ()
