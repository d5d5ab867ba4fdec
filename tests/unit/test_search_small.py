"""Small planning problems, of which every plan can be tried."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import permutations, product

import pytest

from openspace import search
from openspace.planning import Options, Place, Problem, Score
from openspace.search.rooms import by_crowd
from tests.instances import invented

PLAIN = Options(fairness=0)


def all_plans(problem: Problem) -> Iterator[dict[int, Place]]:
    """Yield every plan that can be, with rooms as they come: rooms alone change no wishes."""
    slots: list[int | None] = [None, *range(problem.slots)]
    for chosen in product(slots, repeat=problem.topics):
        used = dict.fromkeys(range(problem.slots), 0)
        places: dict[int, Place] = {}
        for topic, slot in enumerate(chosen):
            if slot is not None and used[slot] < len(problem.rooms):
                places[topic] = Place(slot, used[slot])
                used[slot] += 1
        all_fit = len(places) == sum(slot is not None for slot in chosen)
        if all_fit and not search.violations(problem, places):
            yield places


def rank(score: Score) -> tuple[int, int]:
    return -score.with_nothing, score.weight


def best_rank(problem: Problem) -> tuple[int, int]:
    return max(rank(search.score(problem, places)) for places in all_plans(problem))


@pytest.mark.parametrize("seed", range(6))
def test_the_best_of_all_plans_is_found(seed: int) -> None:
    problem = replace(
        invented(seed, topics=5, slots=3, rooms=2, people=9, heaviest=1 + seed % 3), fixed={}
    )
    found = search.search(problem, PLAIN).places
    assert search.violations(problem, found) == ()
    assert rank(search.score(problem, found)) == best_rank(problem)


@pytest.mark.parametrize("seed", range(6))
def test_with_more_topics_than_places_nobody_is_left_out_who_need_not_be(seed: int) -> None:
    problem = replace(invented(seed, topics=6, slots=2, rooms=2, people=12), fixed={})
    found = search.search(problem, PLAIN).places
    assert rank(search.score(problem, found)) == best_rank(problem)


def test_a_topic_that_few_want_is_chosen_when_they_would_have_nothing_else() -> None:
    # Ten want 0 and 1 and 2, one wants only 3: there is room for two topics.
    wants = ({0: 1, 1: 1, 2: 1},) * 10 + ({3: 1},)
    problem = Problem(4, 2, (20,), ((),) * 4, {}, {}, wants)
    found = search.search(problem, PLAIN)
    assert 3 in found.places
    assert search.score(problem, found.places).with_nothing == 0


def test_a_choice_is_found_that_swapping_one_by_one_would_not_find() -> None:
    # Popular: 0 and 1. Only 2 and 3 together serve everybody.
    wants = (*({0: 1, 2: 1},) * 5, *({1: 1, 2: 1},) * 5, *({0: 1, 3: 1},) * 5, *({1: 1, 3: 1},) * 5)
    rare = ({2: 1, 4: 1}, {3: 1, 5: 1})
    problem = Problem(6, 1, (50, 50), ((),) * 6, {}, {}, (*wants, *rare))
    assert set(search.search(problem, PLAIN).places) == {2, 3}


def test_who_fares_worst_is_raised_when_it_costs_no_more_than_allowed() -> None:
    problem = invented(4, topics=9, slots=4, rooms=3, people=60)
    plain = search.score(problem, search.search(problem, Options(fairness=0, effort=0.3)).places)
    fair = search.search(problem, Options(fairness=100, effort=0.3))
    score = search.score(problem, fair.places)
    assert share(score) > share(plain)
    assert fair.given_up == plain.weight - score.weight
    assert score.weight * 1000 >= plain.weight * 900


def share(score: Score) -> Fraction:
    return min(Fraction(one.met, one.best) for one in score.by_person if one.best)


def test_the_bigger_crowd_gets_the_bigger_room() -> None:
    wants: tuple[Mapping[int, int], ...] = ({0: 1},) * 3 + ({1: 1},) * 5 + ({2: 1},) * 4
    problem = Problem(3, 1, (3, 9, 4), ((),) * 3, {}, {}, wants)
    assert search.search(problem).places == {0: Place(0, 0), 1: Place(0, 1), 2: Place(0, 2)}


def test_a_crowd_gets_the_smallest_room_that_seats_all_who_want_it() -> None:
    problem = Problem(2, 1, (100, 30, 4), ((),) * 2, {}, {}, ({0: 1},) * 20 + ({1: 1},) * 3)
    assert search.search(problem).places == {0: Place(0, 1), 1: Place(0, 2)}


def test_no_other_rooms_would_seat_more() -> None:
    chance = random.Random(1)
    for _ in range(200):
        topics = range(chance.randint(1, 4))
        rooms = tuple(chance.randint(1, 9) for _ in range(chance.randint(len(topics), 5)))
        wants = tuple(
            dict.fromkeys(chance.sample(topics, chance.randint(0, len(topics))), 1)
            for _ in range(chance.randint(1, 14))
        )
        problem = Problem(len(topics), 1, rooms, ((),) * len(topics), {}, {}, wants)
        lacking = [
            search.score(
                problem, {t: Place(0, room) for t, room in zip(topics, taken, strict=True)}
            )
            for taken in permutations(range(len(rooms)), len(topics))
        ]
        best = min(one.lacking for one in lacking)
        given = by_crowd(problem, {topic: Place(0, topic) for topic in topics})
        assert search.score(problem, given).lacking == pytest.approx(best)


def test_a_topic_that_nobody_wants_gets_a_place_too() -> None:
    problem = Problem(2, 1, (5, 5), ((0,), (1,)), {}, {}, ({0: 1},))
    assert set(search.search(problem).places) == {0, 1}


def test_the_heaviest_of_a_slot_counts_and_equals_are_split_evenly() -> None:
    problem = Problem(3, 2, (1, 1), ((),) * 3, {}, {}, ({0: 5, 1: 2}, {0: 3, 1: 3, 2: 1}, {}))
    score = search.score(problem, {0: Place(0, 0), 1: Place(0, 1)})
    assert [(one.wanted, one.met, one.weight, one.best) for one in score.by_person] == [
        (2, 1, 5, 2),
        (3, 1, 3, 2),
        (0, 0, 0, 0),
    ]
    assert (score.met, score.weight, score.people, score.worst) == (2, 8, 2, (1, 2))
    assert score.lacking == 0.5
