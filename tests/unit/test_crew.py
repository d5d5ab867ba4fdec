"""A few threads answer while answers are quick; others as soon as those are held up."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Event, current_thread
from time import monotonic

import pytest

from bot.crew import ALONE, COURTESY_S, TOGETHER, Crew

SOON_S = 5.0


@contextmanager
def crew(threads: int, few: int) -> Iterator[Crew]:
    made = Crew(threads, few)
    yield made
    made.end()


def done(by: Crew, call: Callable[[], object]) -> "Future[object]":
    """What *call* returned, or that it was dropped."""
    told: Future[object] = Future()
    by.do(lambda: told.set_result(call()), lambda: told.set_result("dropped"))
    return told


def name() -> str:
    return current_thread().name


@contextmanager
def held_up(by: Crew, count: int) -> Iterator[None]:
    """Something holds up *count* threads until the block ends."""
    let_go = Event()
    begun = [Event() for _ in range(count)]
    waiting = [done(by, lambda mine=mine: (mine.set(), let_go.wait(SOON_S))) for mine in begun]  # type: ignore[misc] # mypy cannot infer the type of this lambda
    assert all(mine.wait(SOON_S) for mine in begun)
    yield
    let_go.set()
    assert all(one.result(SOON_S) for one in waiting)


@pytest.mark.parametrize("few", [ALONE, TOGETHER])
def test_what_is_quick_is_done_by_the_few(few: int) -> None:
    with crew(50, few) as by:
        names = {done(by, name).result(SOON_S) for _ in range(100)}
    assert len(names) <= few
    assert all(str(one).startswith("answer_") for one in names)


def test_one_thread_does_everything_in_the_order_of_asking() -> None:
    order: list[int] = []
    with crew(1, TOGETHER) as by:
        told = [done(by, lambda n=n: order.append(n)) for n in range(100)]  # type: ignore[misc] # see above
        for one in told:
            one.result(SOON_S)
    assert order == list(range(100))


@pytest.mark.parametrize(("few", "held"), [(ALONE, 1), (TOGETHER, 3), (TOGETHER, 49)])
def test_where_those_are_held_up_others_do_it_soon(few: int, held: int) -> None:
    with crew(50, few) as by, held_up(by, held):
        began = monotonic()
        told = [done(by, name) for _ in range(100)]
        names = {one.result(SOON_S) for one in told}
        # So that a slow machine does not fail; alone it takes as long as the courtesy.
        assert monotonic() - began < 40 * COURTESY_S
        assert all(str(one).startswith("answer-too") for one in names)


def test_no_more_is_done_at_once_than_there_are_threads() -> None:
    with crew(4, ALONE) as by:
        with held_up(by, 4):
            told = done(by, name)
            with pytest.raises(TimeoutError):
                told.result(4 * COURTESY_S)
        assert told.result(SOON_S)


@pytest.mark.parametrize("threads", [1, 4])
def test_at_the_end_what_has_begun_goes_on_and_the_rest_is_dropped(threads: int) -> None:
    let_go = Event()
    by = Crew(threads, ALONE)
    begun = [done(by, lambda: let_go.wait(SOON_S)) for _ in range(threads)]
    late = [done(by, name) for _ in range(3)]
    # Long enough for all to have moved to where they wait or begin.
    with pytest.raises(TimeoutError):
        late[-1].result(4 * COURTESY_S)
    by.end()
    assert [one.result(SOON_S) for one in late] == ["dropped"] * 3
    let_go.set()
    assert [one.result(SOON_S) for one in begun] == [True] * threads
    with pytest.raises(RuntimeError):
        done(by, name)
