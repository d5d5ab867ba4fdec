"""People vote at the same moment: is the budget kept, and is it the lock that keeps it?"""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from threading import Event

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from openspace import RuleViolation
from openspace.spaces import Window
from services import proposing, tally, voting, windows
from services.visits import Visit
from storage.database import Database
from storage.tables import DotsRow
from tests import databases
from tests.databases import PostgresServer
from tests.storage import week as weeks
from tests.storage.at_once import (
    at_once,
    happens,
    problems,
    without_row_lock,
    without_space_lock,
    without_turns,
)
from tests.storage.week import Actor, Week

TITLES = tuple(f"Topic number {n} of the day" for n in range(1, 13))


@pytest.fixture
def week(week: Week) -> Week:
    week.has_topics(*TITLES)
    return week


@pytest.fixture
def on_postgres(postgres: PostgresServer) -> Iterator[Week]:
    """The same on PostgreSQL only, where each lock can be taken away by itself."""
    with databases.opened(postgres.new_database()) as database:
        week = weeks.open_week(database)
        week.has_topics(*TITLES)
        yield week


def votes_eight_times_at_once(week: Week) -> list[object]:
    """Bo, with five dots, gives two to each of eight topics in eight windows at once."""
    week.bo(voting.clear)
    return list(at_once([partial(week.bo, voting.set_dots, {n: 2}) for n in range(1, 9)]))


def dots_given(person: Actor) -> int:
    return sum(person.sees(proposing.listing).mine.values())


def test_one_person_voting_eight_times_at_once_never_exceeds_the_budget(week: Week) -> None:
    for _ in range(8):
        refused = problems(votes_eight_times_at_once(week))
        assert [type(one) for one in refused] == [RuleViolation] * 6
        assert dots_given(week.bo) == 4


def test_without_its_lock_the_race_is_lost_for_one_ballot(on_postgres: Week) -> None:
    def over_budget() -> bool:
        votes_eight_times_at_once(on_postgres)
        return dots_given(on_postgres.bo) > 5

    with without_row_lock(on_postgres.database, "participants"):
        assert happens(over_budget)


def test_without_turns_sqlite_answers_votes_within_the_budget_with_an_error(
    tmp_path: Path,
) -> None:
    # No rule can be seen broken here: SQLite itself refuses a write on top of what another
    # connection changed since it was read (sqlite.org, isolation: SQLITE_BUSY_SNAPSHOT). What
    # BEGIN IMMEDIATE and the gate keep away is that refusal, an error where a vote was right.
    url = f"sqlite:///{tmp_path / 'openspace.db'}"
    with databases.opened(url) as database:
        week = weeks.open_week(database)
        week.has_topics(*TITLES)

    def error_in_place_of_an_answer() -> bool:
        results = votes_eight_times_at_once(Week(database, week.space))
        assert dots_given(week.bo) <= 5
        return any(isinstance(one, OperationalError) for one in results)

    with without_turns(url) as database:
        assert happens(error_in_place_of_an_answer)


def clicks(person: Actor, *, times: int, seed: int) -> None:
    chance = Random(seed)
    for _ in range(times):
        wanted = {chance.randint(1, 12): chance.choice([0, 1, 1, 2, 3, 5])}
        try:
            person(voting.set_dots, wanted)
        except RuleViolation as refused:
            assert "more than your 5 dots" in refused.text  # noqa: PT017 - others are no failure


def ballots(database: Database) -> Counter[int]:
    """Return the dots given by participant, all topics together."""
    with database.reading() as db:
        return _ballots(db)


def _ballots(db: Session) -> Counter[int]:
    given: Counter[int] = Counter()
    for participant_id, dots in db.execute(select(DotsRow.participant_id, DotsRow.dots)):
        given[participant_id] += dots
    return given


def test_fifty_people_clicking_twenty_times_at_once_stay_within_their_budgets(week: Week) -> None:
    people = [week[f"v{n}"] for n in range(50)]
    deeds = [partial(clicks, one, times=20, seed=n) for n, one in enumerate(people)]
    assert problems(at_once(deeds, together=50)) == []
    given = ballots(week.database)
    shown = week.ada.sees(tally.show)
    assert max(given.values()) <= 5
    assert (shown.dots, shown.turnout) == (given.total(), len(given))
    assert given.total() == sum(dots_given(one) for one in people)


def closes_while_others_vote(week: Week) -> tuple[list[object], bool]:
    """Let fifty vote until it is closed; return their ends, and whether a dot came too late."""
    week.opens(Window.VOTING)
    under_way = Event()

    def votes_until_closed(person: Actor) -> None:
        for n in range(400):
            person(voting.set_dots, {n % 12 + 1: n % 2, (n + 1) % 12 + 1: (n + 1) % 2})
            under_way.set()

    def close(db: Session, visit: Visit) -> Counter[int]:
        """Close voting and return the ballots as they are then, before anybody else can know."""
        windows.set_window(db, visit, Window.VOTING, is_open=False)
        return _ballots(db)

    def closes() -> Counter[int]:
        assert under_way.wait(10)
        return week.ada(close)

    voters = [partial(votes_until_closed, week[f"v{n}"]) for n in range(49)]
    deeds: list[Callable[[], object]] = [closes, *voters]
    at_the_close, *ends = at_once(deeds, together=50)
    assert at_the_close
    assert not problems([at_the_close])
    return list(ends), ballots(week.database) != at_the_close


def test_nothing_is_recorded_once_the_close_of_voting_is(week: Week) -> None:
    ends, came_too_late = closes_while_others_vote(week)
    assert not came_too_late
    assert {str(end)[:18] for end in ends} == {"Voting is closed, "}


def test_without_its_lock_the_race_is_lost_for_a_window(on_postgres: Week) -> None:
    with without_space_lock(on_postgres.database):
        assert happens(lambda: closes_while_others_vote(on_postgres)[1])
