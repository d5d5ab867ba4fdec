"""Somebody states an absence at the moment at which the timetable is published."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest

from openspace import RuleViolation
from openspace import absences as rules
from services import absences, placing, timetable
from services.absences import Away
from storage.database import Database
from tests import databases
from tests.databases import PostgresServer
from tests.storage import week as weeks
from tests.storage.at_once import at_once, happens, without_space_lock
from tests.storage.week import TUESDAY, Week

DAY = rules.whole_day(TUESDAY, "Europe/London")


@pytest.fixture
def postgres_database(postgres: PostgresServer) -> Iterator[Database]:
    """PostgreSQL only, where each lock can be taken away by itself."""
    with databases.opened(postgres.new_database()) as database:
        yield database


def with_a_session_of_bo(week: Week) -> Week:
    week.has_topics("Transport")
    week.has_slots()
    week.has_room("Room A", 10)
    return week


def is_noticed(week: Week) -> bool:
    """Publish bo's session while bo says that they cannot; say whether one of both hears of it."""
    week.has_session(1, "Room A")
    deeds: list[Callable[[], object]] = [
        partial(week.ada, timetable.publish),
        partial(week.bo, absences.add, lambda _here: (DAY,)),
    ]
    published, stated = at_once(deeds)
    assert isinstance(stated, Away), stated
    week.bo(absences.clear)
    is_refused = isinstance(published, RuleViolation)
    week.ada(placing.unplace, 1)
    if not is_refused:
        week.ada(timetable.publish)
    return is_refused or bool(stated.clashes)


def test_publishing_and_stating_at_once_never_both_pass_without_a_word(week: Week) -> None:
    with_a_session_of_bo(week)
    assert [is_noticed(week) for _ in range(6)] == [True] * 6


def test_without_its_lock_the_race_is_lost(postgres_database: Database) -> None:
    week = with_a_session_of_bo(weeks.open_week(postgres_database))
    with without_space_lock(postgres_database):
        assert happens(lambda: not is_noticed(week))
