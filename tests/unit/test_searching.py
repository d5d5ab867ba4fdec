"""The search in a process of its own: what goes through its pipes, and what becomes of its end."""

from collections.abc import Iterator

import pytest

from bot import searching
from bot.searching import SearchEnded, Searcher
from openspace.planning import CannotPlan, Options, Place, Problem
from openspace.search import search

PEOPLE = searching.PEOPLE_A_LINE + 1
PROBLEM = Problem(
    topics=3,
    slots=2,
    rooms=(30, 5),
    hosts=((0,), (1,), (0,)),
    unavailable={1: frozenset({0})},
    fixed={0: Place(1, 0)},
    wants=tuple({0: 2, 1 + n % 2: 1} for n in range(PEOPLE)),
)


@pytest.fixture(scope="module")
def searcher() -> Iterator[Searcher]:
    with searching.searcher() as running:
        yield running


def test_it_finds_what_a_search_here_finds_one_problem_after_another(searcher: Searcher) -> None:
    told: list[tuple[int, int]] = []
    options = Options(previous={1: Place(1, 1)}, most_moved=1)
    found = searcher.search(PROBLEM, options, on_progress=lambda *part: told.append(part))
    assert found == search(PROBLEM, options)
    assert len(told) <= 101
    again = Problem(1, 1, (5,), ((),), {}, {}, ())
    assert searcher.search(again, Options()) == search(again)


def test_what_cannot_be_is_told_as_it_is(searcher: Searcher) -> None:
    problem = Problem(2, 1, (5,), ((), ()), {}, {0: Place(0, 0), 1: Place(0, 0)}, ())
    with pytest.raises(CannotPlan) as there:
        searcher.search(problem, Options())
    with pytest.raises(CannotPlan) as here:
        search(problem)
    assert there.value.obstacles == here.value.obstacles


def test_a_search_whose_process_is_gone_has_ended() -> None:
    with searching.searcher() as running:
        running.stop()
        with pytest.raises(SearchEnded):
            running.search(PROBLEM, Options())
