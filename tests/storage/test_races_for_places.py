"""Facilitators and proposers act at the same moment: does one place go to one of them?"""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from sqlalchemy import text

from openspace import RuleViolation
from openspace.spaces import Space
from services import people, placing, proposing, spaces, timetable
from services.proposing import Proposed
from services.timetable import Draft
from storage.database import Database
from tests import databases
from tests.databases import PostgresServer
from tests.storage import week as weeks
from tests.storage.at_once import at_once, happens, problems, without_space_lock
from tests.storage.week import TEN, TUESDAY, Week, user_id


@pytest.fixture
def postgres_database(postgres: PostgresServer) -> Iterator[Database]:
    """PostgreSQL only, where each lock can be taken away by itself."""
    with databases.opened(postgres.new_database()) as database:
        yield database


NAMES = {user_id(name): name for name in ("ada", "cy")}


# Two facilitators


def with_two_topics_of_bo(week: Week) -> Week:
    week.has_topics("First topic of Bo", "Second topic of Bo")
    week.has_slots()
    week.has_room("Room A", 10)
    week.has_room("Room B", 10)
    week.ada(people.add_facilitator, user_id("cy"))
    return week


def place_both_at_once(week: Week, *room_names: str) -> tuple[list[object], int]:
    """Let ada and cy place a topic of bo each at ten; return the answers and what is placed."""
    place = partial(placing.move, day=TUESDAY, start=TEN)
    results = at_once(
        [
            partial(week[name], place, number, room_name=room)
            for name, number, room in zip(("ada", "cy"), (1, 2), room_names, strict=True)
        ]
    )
    placed = week.ada.sees(timetable.draft).sessions
    for session in placed:
        week.ada(placing.unplace, session.number)
    return list(results), len(placed)


@pytest.mark.parametrize(
    ("rooms", "sentence"),
    [
        (("Room A", "Room A"), "Room A already holds"),
        (("Room A", "Room B"), "A host of"),
    ],
)
def test_two_who_place_sessions_that_clash_at_once_place_one(
    week: Week, rooms: tuple[str, str], sentence: str
) -> None:
    with_two_topics_of_bo(week)
    for _ in range(5):
        results, placed = place_both_at_once(week, *rooms)
        (refused,) = problems(results)
        assert isinstance(refused, RuleViolation), refused
        assert (placed, refused.text.startswith(sentence)) == (1, True)
        assert sum(isinstance(one, Draft) for one in results) == 1


def test_without_its_lock_the_race_is_lost_for_a_host(postgres_database: Database) -> None:
    week = with_two_topics_of_bo(weeks.open_week(postgres_database))
    with without_space_lock(postgres_database):
        assert happens(lambda: place_both_at_once(week, "Room A", "Room B")[1] == 2)


def test_two_facilitators_who_remove_each_other_at_once_leave_one(week: Week) -> None:
    for _ in range(5):
        assert len(remove_each_other(week)) == 1


def test_without_its_lock_the_race_is_lost_for_the_last_facilitator(
    postgres_database: Database,
) -> None:
    week = weeks.open_week(postgres_database)
    with without_space_lock(postgres_database):
        assert happens(lambda: remove_each_other(week) == ())


def remove_each_other(week: Week) -> tuple[str, ...]:
    """Return who still facilitates; ada and cy did before."""
    (left, *_) = week.bo.sees(people.facilitators).user_ids
    for name in ("ada", "cy"):
        week[NAMES[left]](people.add_facilitator, user_id(name))
    at_once(
        [
            partial(week.ada, people.remove_facilitator, user_id("cy")),
            partial(week.cy, people.remove_facilitator, user_id("ada")),
        ]
    )
    return week.bo.sees(people.facilitators).user_ids


# One channel


def start_at_once(database: Database, channel_id: str) -> tuple[list[object], list[Space]]:
    """Let eight people start an open space in one channel; return all answers, and those made."""
    results = at_once(
        [partial(weeks.start, database, channel_id=channel_id, by=f"p{n}") for n in range(8)]
    )
    return list(results), [one for one in results if not isinstance(one, Exception)]


def test_of_eight_who_start_an_open_space_in_one_channel_at_once_one_does(
    database: Database,
) -> None:
    for n in range(4):
        results, made = start_at_once(database, f"C{n}")
        assert [type(one) for one in problems(results)] == [RuleViolation] * 7
        assert len(made) == 1


def test_without_its_constraint_the_race_is_lost_for_a_channel(
    postgres_database: Database,
) -> None:
    # A channel without an open space has no row to lock: here the constraint is the lock.
    with postgres_database.engine.begin() as connection:
        connection.execute(text("DROP INDEX uq_open_spaces_live_channel"))
    channels = iter(range(100))
    assert happens(lambda: len(start_at_once(postgres_database, f"C{next(channels)}")[1]) > 1)


def test_one_who_reopens_and_one_who_starts_anew_at_once_leave_one_open_space(
    week: Week,
) -> None:
    closed = week.ada(spaces.close).space
    deeds: list[Callable[[], object]] = [
        partial(week.ada.elsewhere(space_id=closed.id), spaces.reopen),
        partial(weeks.start, week.database, name="Another week", by="bo"),
    ]
    results = at_once(deeds)
    assert [type(one) for one in problems(results)] == [RuleViolation]


# Numbers


def test_topics_proposed_at_once_get_numbers_in_sequence_and_a_double_click_one(
    week: Week,
) -> None:
    same = [partial(week.bo, proposing.propose, "The same title?") for _ in range(5)]
    different = [partial(week[f"p{n}"], proposing.propose, "A title") for n in range(15)]
    results = [one for one in at_once([*same, *different]) if isinstance(one, Proposed)]
    assert sorted({one.topic.number for one in results}) == list(range(1, 17))
    assert sorted(one.was_there for one in results) == [False] * 16 + [True] * 4


def test_without_its_lock_the_race_is_lost_for_a_topic(postgres_database: Database) -> None:
    week = weeks.open_week(postgres_database)
    rounds = iter(range(100))

    def somebody_hears_an_error() -> bool:
        title = f"Title {next(rounds)}"
        deeds = [partial(week[f"p{n}"], proposing.propose, title) for n in range(8)]
        return bool(problems(at_once(deeds)))

    with without_space_lock(postgres_database):
        assert happens(somebody_hears_an_error)
