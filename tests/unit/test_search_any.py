"""Whatever the problem: a plan that can be, or sentences about what is fixed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from openspace import search
from openspace.planning import CannotPlan, Obstacle, Options, Place, Problem

QUICK = 0.02


@some.composite
def problems(draw: some.DrawFn) -> Problem:
    topics, slots = draw(some.integers(0, 7)), draw(some.integers(0, 4))
    rooms = tuple(draw(some.lists(some.integers(0, 9), max_size=3)))
    hosts = tuple(tuple(draw(some.lists(some.integers(0, 3), max_size=2))) for _ in range(topics))
    away = draw(
        some.dictionaries(some.integers(0, 3), some.frozensets(some.integers(0, 4)), max_size=3)
    )
    places = some.builds(Place, some.integers(0, 4), some.integers(0, 3))
    fixed = draw(some.dictionaries(some.integers(0, max(0, topics - 1)), places, max_size=2))
    weights = some.sampled_from([1, 1, 2, 7, 10**6, 10**15])
    wish = some.dictionaries(some.integers(0, max(0, topics - 1)), weights, max_size=topics)
    wants = tuple(draw(some.lists(wish, max_size=6))) if topics else ()
    over = draw(some.frozensets(some.integers(0, 3), max_size=2))
    return Problem(topics, slots, rooms, hosts, away, fixed if topics else {}, wants, over)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(problem=problems(), seed=some.integers(0, 5), fairness=some.sampled_from([0, 2, 1000]))
def test_any_problem_gives_a_plan_that_can_be_or_says_what_cannot(
    problem: Problem, seed: int, fairness: int
) -> None:
    options = Options(seed=seed, fairness=fairness, effort=QUICK)
    obstacles = search.violations(problem, problem.fixed)
    if obstacles:
        with pytest.raises(CannotPlan) as refused:
            search.search(problem, options)
        assert set(refused.value.obstacles) == set(obstacles)
        return
    found = search.search(problem, options)
    assert search.violations(problem, found.places) == ()
    assert found == search.search(problem, options)
    again = Options(seed=seed, fairness=fairness, effort=QUICK, previous=found.places, most_moved=1)
    changed = search.search(problem, again)
    assert search.violations(problem, changed.places) == ()
    moved = [topic for topic in found.places if changed.places.get(topic) != found.places[topic]]
    assert len(moved) <= 1


def test_all_that_is_fixed_wrongly_is_named() -> None:
    problem = Problem(
        topics=6,
        slots=2,
        rooms=(5,),
        hosts=((0,), (0,), (1,), (2,), (), ()),
        unavailable={2: frozenset({1})},
        fixed={
            0: Place(0, 0),
            1: Place(0, 0),
            2: Place(2, 0),
            3: Place(1, 0),
            4: Place(1, 1),
        },
        wants=(),
    )
    with pytest.raises(CannotPlan) as refused:
        search.search(problem)
    assert refused.value.obstacles == (
        Obstacle("taken", 1, Place(0, 0), other=0),
        Obstacle("host twice", 1, Place(0, 0), other=0, host=0),
        Obstacle("no slot", 2, Place(2, 0)),
        Obstacle("host away", 3, Place(1, 0), host=2),
        Obstacle("no room", 4, Place(1, 1)),
    )


def test_a_plan_is_told_what_it_breaks() -> None:
    problem = Problem(2, 2, (5,), ((), ()), {}, {0: Place(0, 0)}, (), over=frozenset({1}))
    assert search.violations(problem, {1: Place(1, 0), 5: Place(0, 0)}) == (
        Obstacle("moved", 0, Place(0, 0)),
        Obstacle("over", 1, Place(1, 0)),
        Obstacle("no topic", 5, Place(0, 0)),
    )


def test_a_topic_whose_host_is_always_away_is_left_out_and_the_others_are_not() -> None:
    always = frozenset(range(2))
    problem = Problem(2, 2, (5, 5), ((0,), (1,)), {0: always}, {}, ({0: 1, 1: 1},))
    assert set(search.search(problem).places) == {1}
