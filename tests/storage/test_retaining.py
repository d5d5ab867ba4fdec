"""The tick that lets go what is kept no longer: how often it looks, and what it does again."""

from datetime import timedelta

import pytest

from bot.retaining import REST, Retaining
from services import spaces
from storage import wiping
from storage.database import Database
from tests.handlers.world import SetClock
from tests.storage.test_services_forgetting import traces as traces
from tests.storage.test_services_retention import ENDED, KEEPING
from tests.storage.week import Week

DUE_AT = ENDED + timedelta(days=KEEPING.ballots_days)
SOON = timedelta(minutes=1)


def is_untied(week: Week) -> bool:
    return week.ada.at(DUE_AT).sees(spaces.standing).here.space.unlinked_at is not None


def test_it_looks_again_after_its_rest_and_not_before(traces: Week) -> None:
    clock = SetClock()
    retaining = Retaining(traces.database, clock, KEEPING)
    for now, untied in ((DUE_AT - SOON, False), (DUE_AT, False), (DUE_AT - SOON + REST, True)):
        clock.set(now)
        retaining.tick()
        assert is_untied(traces) is untied, now


def test_a_clock_that_was_turned_back_lets_it_look_at_once(traces: Week) -> None:
    clock = SetClock()
    retaining = Retaining(traces.database, clock, KEEPING)
    clock.set(DUE_AT + timedelta(days=900))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("services.retention.due", lambda *_, **__: ())
        retaining.tick()
    clock.set(DUE_AT)
    retaining.tick()
    assert is_untied(traces)


def test_what_could_not_be_wiped_is_wiped_at_the_next_tick(
    traces: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = iter((False, True))
    wiped: list[bool] = []

    def wipe(_database: Database) -> bool:
        wiped.append(next(outcomes))
        return wiped[-1]

    monkeypatch.setattr(wiping, "wipe", wipe)
    clock = SetClock()
    clock.set(DUE_AT)
    retaining = Retaining(traces.database, clock, KEEPING)
    for _ in range(3):
        retaining.tick()
    assert wiped == [False, True]
