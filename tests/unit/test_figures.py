"""The figures of a draft and what has no place, against plain counts."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from openspace import figures, outcomes
from openspace.absences import Absence
from openspace.discretion import Kind, Share
from openspace.figures import Crowded, Figures, Obstacle, Unplaced
from openspace.proposing import Topic
from openspace.wishes import Voter
from tests.unit import drafts
from tests.unit.drafts import HOUR, SLOTS, topic, voter

PLACES = st.dictionaries(
    st.integers(1, 8), st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=8
)
VOTERS = st.lists(
    st.builds(
        Voter,
        st.dictionaries(st.integers(1, 8), st.integers(1, 3), min_size=1, max_size=4),
        st.frozensets(st.integers(1, 8), max_size=1),
    ),
    max_size=30,
)


@settings(max_examples=40, deadline=None)
@given(PLACES, VOTERS)
@example({}, [Voter({1: 1}, frozenset())] * 10)
def test_figures_are_what_one_counts_by_hand(
    places: Mapping[int, tuple[int, int]], voters: list[Voter]
) -> None:
    material = drafts.material(places, voters, topics=[topic(n) for n in range(1, 9)])
    found = figures.figures(material, material.sessions, ())
    missed = []
    for one in voters:
        busy = {places[number][0]: number for number in sorted(one.hosts) if number in places}
        there = {places[n][0] for n in one.dots if n in places}
        reached = [
            slot for slot in there if slot not in busy or one.hosts & one.dots.keys() & {busy[slot]}
        ]
        missed.append(len(one.dots) - len(reached))
    happy = missed.count(0)
    most = None
    holds_a_wish = any(number in places for one in voters for number in one.dots)
    if len(voters) >= 10 and holds_a_wish:  # else there is nothing to tell
        most = next(n for n in range(1, 9) if sum(count > n for count in missed) < 5)
    assert (found.people, found.placed, found.unplaced, found.is_current) == (
        len(voters),
        len(places),
        8 - len(places),
        True,
    )
    assert found.most_missed == most
    if len(voters) < 10 or happy < 5:
        assert found.get_all.kind is Kind.SILENT
    elif happy > len(voters) - 5:
        assert found.get_all.kind is Kind.NEARLY_ALL
    else:
        assert found.get_all.kind is Kind.ABOUT
        assert abs(found.get_all.people - happy) <= 2
    dots = {n: sum(n in one.dots for one in voters) for n in places}
    lacking = {n: dots[n] - drafts.ROOMS[places[n][1]].capacity for n in places if dots[n]}
    if found.crowded is None:
        assert len(voters) < 5 or not lacking
    else:
        chosen = found.crowded.session.number
        assert found.crowded.people == dots[chosen]
        assert max(lacking[chosen], 0) == max(*lacking.values(), 0)


def test_figures_say_in_words_only_what_may_be_told() -> None:
    places = {1: (0, 0), 2: (0, 1), 3: (1, 0)}
    material = drafts.material(places, [*([[1, 3]] * 41), *([[1, 2]] * 11)])
    found = figures.figures(material, material.sessions, ())
    assert found == Figures(
        people=52,
        get_all=Share(Kind.ABOUT, 40, 52),
        most_missed=1,
        crowded=Crowded(material.sessions[0], 52),
        placed=3,
        unplaced=0,
        is_current=True,
    )
    assert figures.in_words(found) == (
        "About 40 of 52 people get all they want. All or nearly all miss at most 1."
    )


def test_nothing_is_said_of_the_wishes_of_few() -> None:
    material = drafts.material({1: (0, 0), 2: (0, 1)}, [[1, 2]] * 4)
    found = figures.figures(material, material.sessions, ())
    assert found == Figures(4, Share(Kind.SILENT, 0, 4), None, None, 2, 0, is_current=True)
    assert figures.in_words(found) == ""


def test_a_draft_that_differs_for_too_few_shows_the_figures_of_the_one_before() -> None:
    crowd = [*([[1, 2]] * 12), *([[3]] * 8)]
    material = drafts.material({1: (0, 0), 2: (1, 0), 3: (2, 0)}, crowd)
    nearly = drafts.sessions({1: (0, 0), 2: (1, 0), 3: (1, 1)}, material.topics)
    other = drafts.sessions({1: (0, 0), 2: (0, 1), 3: (2, 0)}, material.topics)
    told = (material.sessions,)
    first = figures.figures(material, material.sessions, told)
    assert first.is_current
    assert figures.in_words(figures.figures(material, nearly, told)) == (
        "All or nearly all of 20 people get all they want. All or nearly all miss at most 1."
        " This is of an earlier draft: this one may be a little better or worse."
    )
    assert figures.in_words(figures.figures(material, other, told)) == (
        "About 10 of 20 people get all they want. All or nearly all miss at most 1."
    )


def test_the_most_crowded_room_lacks_most_seats_or_else_is_fullest() -> None:
    lacking = drafts.material({1: (0, 0), 2: (1, 2)}, [*([[1]] * 11), *([[2]] * 6)])
    assert figures.crowded(lacking, lacking.sessions) == Crowded(lacking.sessions[1], 6)
    fitting = drafts.material({1: (0, 1), 2: (1, 2)}, [*([[1]] * 11), *([[2]] * 3)])
    assert figures.crowded(fitting, fitting.sessions) == Crowded(fitting.sessions[1], 3)


def test_the_crowd_of_two_runs_is_shared_between_them() -> None:
    topics = [topic(1), topic(2, run_of=1)]
    both = drafts.material({1: (0, 0), 2: (1, 0)}, [[1]] * 25, topics=topics)
    assert [figures.people(both, both.sessions, number) for number in (1, 2)] == [13, 13]
    one = drafts.material({1: (0, 0)}, [[1]] * 25, topics=topics)
    assert figures.people(one, one.sessions, 1) == 25


MONDAY = Absence(SLOTS[0].starts_at, SLOTS[1].ends_at)
ALWAYS = Absence(SLOTS[0].starts_at, SLOTS[3].ends_at)
MONDAYS_FULL = {1: (0, 0), 2: (0, 1), 3: (0, 2), 4: (1, 0), 5: (1, 1), 6: (1, 2)}
TUESDAYS_FULL = {number: (slot + 2, room) for number, (slot, room) in MONDAYS_FULL.items()}


@pytest.mark.parametrize(
    ("obstacle", "words", "topics", "places", "changes"),
    [
        (Obstacle.TALK, "a facilitator sets talks by hand", [topic(9, speakers="Al")], {}, {}),
        (Obstacle.NO_SLOTS, "there are no slots to come", [topic(9)], {}, {"slots": ()}),
        (Obstacle.NO_SLOTS, "there are no slots to come", [topic(9)], {},
         {"now": SLOTS[3].starts_at + HOUR}),
        (Obstacle.NO_ROOMS, "there are no rooms", [topic(9)], {}, {"rooms": ()}),
        (Obstacle.AWAY, "in every slot a host of it is away", [topic(9, "bo")], {},
         {"absences": {"bo": [ALWAYS]}}),
        (Obstacle.FULL, "all places are taken", [topic(9)], MONDAYS_FULL,
         {"slots": SLOTS[:2]}),
        (Obstacle.AWAY_WHERE_FREE, "wherever a room is free a host of it is away",
         [topic(9, "bo")], TUESDAYS_FULL, {"absences": {"bo": [MONDAY]}}),
        (Obstacle.BUSY_WHERE_FREE, "wherever a room is free a host of it is away or leads another",
         [topic(9, "bo"), topic(10, "bo")], {10: (0, 0)}, {"slots": SLOTS[:1]}),
        (Obstacle.NONE, "nobody has placed it yet", [topic(9)], {1: (0, 0)}, {}),
    ],
)  # fmt: skip
def test_what_has_no_place_is_told_with_what_is_in_the_way(
    obstacle: Obstacle,
    words: str,
    topics: list[Topic],
    places: drafts.Places,
    changes: dict[str, Any],
) -> None:
    every = [*(topic(number) for number in places if number < 9), *topics]
    material = drafts.material(places, [voter(9), Voter({9: 3})], topics=every, **changes)
    found = figures.unplaced(material, material.sessions)
    assert found == (Unplaced(topics[0], obstacle, voters=2, dots=4),)
    assert figures.because(obstacle) == words


def test_a_topic_that_nobody_hosts_is_told_so() -> None:
    hostless = Topic(90, 9, "Topic 9", "", None, None, 1)
    material = drafts.material({}, [], topics=[hostless])
    assert figures.unplaced(material, ()) == (Unplaced(hostless, Obstacle.NO_HOST, 0, 0),)


def test_most_missed_looks_alike_for_none_and_one() -> None:
    met = drafts.material({1: (0, 0), 2: (1, 1)}, [[1, 2]] * 10)
    clash = drafts.material({1: (0, 0), 2: (0, 1)}, [[1, 2]] * 10)
    most = [figures.figures(one, one.sessions, ()).most_missed for one in (met, clash)]
    missed = [
        outcomes.all_of(one.voters, one.sessions, one.runs())[0].missed for one in (met, clash)
    ]
    assert (most, [len(one) for one in missed]) == ([1, 1], [0, 1])
