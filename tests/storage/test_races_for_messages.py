"""Processes promise and send at the same moment: is everything told once, and no faster?"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from openspace.spaces import Window
from services import due, letters, signup, windows
from services.due import Due
from services.news import Digest, Reminder, WindowChanged
from storage.claims import Claim
from storage.database import Database
from storage.pace import Pace
from tests import databases
from tests.databases import PostgresServer
from tests.storage import post
from tests.storage import week as weeks
from tests.storage.at_once import at_once, happens, problems, without_row_lock, without_space_lock
from tests.storage.post import HOUR, MINUTE, SECOND, claim, note, put
from tests.storage.promised import mark, promised
from tests.storage.week import NOW, TEAM, Week

ALL = Pace(interval=SECOND, burst=100, gap=SECOND, lease=MINUTE)
FIVE = Pace(interval=SECOND, burst=5, gap=SECOND, lease=MINUTE)
TWICE = "messages were claimed twice; the row of the pace was not held"


@pytest.fixture
def on_postgres(postgres: PostgresServer) -> Iterator[Database]:
    """PostgreSQL only, where each lock can be taken away by itself."""
    with databases.opened(postgres.new_database()) as database:
        yield database


def claim_at_once(database: Database, *, pace: Pace, most: int, now: datetime) -> list[object]:
    """Let eight senders claim at the same moment; return what each got."""
    return list(at_once([partial(claim, database, pace=pace, most=most, now=now)] * 8))


def claimed(results: Sequence[object]) -> list[Claim]:
    """Return all claims that anybody made."""
    return [one for result in results if isinstance(result, tuple) for one in result]


def times_claimed(claims: Sequence[Claim]) -> Counter[str]:
    return Counter(row.promise.key for one in claims for row in one.rows)


# Claims


def test_of_eight_who_claim_at_once_no_two_get_the_same_message(database: Database) -> None:
    space = post.quiet(database)
    people = [note(f"{n}:{part}", f"U{n}") for n in range(40) for part in ("a", "b")]
    put(database, space, *people, note("first"), note("second"))
    results = claim_at_once(database, pace=ALL, most=8, now=NOW)
    assert problems(results) == []
    claims = claimed(results)
    assert times_claimed(claims) == Counter([*(one.key for one in people), "first"])
    assert len({one.token for one in claims}) == len({one.recipient for one in claims}) == 41


def test_eight_who_claim_at_once_stay_within_the_pace_of_all_together(
    database: Database,
) -> None:
    space = post.quiet(database)
    put(database, space, *(note(f"{n}", f"U{n}") for n in range(40)))
    for now, allowed in ((NOW, 5), (NOW + 2 * SECOND, 2), (NOW + MINUTE, 5)):
        results = claim_at_once(database, pace=FIVE, most=3, now=now)
        assert problems(results) == []
        assert len(claimed(results)) == allowed


def test_without_its_lock_the_race_is_lost_for_a_message(on_postgres: Database) -> None:
    space = post.quiet(on_postgres)
    rounds = iter(range(100))

    def somebody_takes_what_is_taken() -> bool:
        turn = next(rounds)
        put(on_postgres, space, *(note(f"{turn}:{n}", f"U{turn}x{n}") for n in range(8)))
        results = claim_at_once(on_postgres, pace=ALL, most=8, now=NOW + turn * MINUTE / 10)
        return TWICE in {str(problem) for problem in problems(results)}

    with without_row_lock(on_postgres, "paces"):
        assert happens(somebody_takes_what_is_taken)


def test_without_its_lock_the_race_is_lost_for_the_pace(on_postgres: Database) -> None:
    space = post.quiet(on_postgres)
    turns = iter(range(100))

    def more_are_taken_than_allowed() -> bool:
        now = NOW + next(turns) * 10 * SECOND
        due = [note(f"{now}:{n}", f"U{now:%H%M%S}{n}", due_at=now) for n in range(40)]
        put(on_postgres, space, *due)
        return len(claimed(claim_at_once(on_postgres, pace=FIVE, most=3, now=now))) > 5

    with without_row_lock(on_postgres, "paces"):
        assert happens(more_are_taken_than_allowed)


# Promises


@pytest.fixture
def week(week: Week) -> Week:
    """A session on Tuesday at ten, of which five hear, and Tuesday's digest is late."""
    week.has_topics("A topic")
    week.has_slots()
    week.has_room("Room A", 10)
    week.has_published(1, "Room A")
    for name in ("g1", "g2", "g3", "g4"):
        week[name](signup.join, (1,), anyway=False)
    return week


JUST_BEFORE = datetime(2027, 11, 23, 9, 50, tzinfo=UTC)


def promise_what_is_due(database: Database, found: Sequence[Due]) -> None:
    for one in found:
        with database.begin() as db:
            due.promise(db, one.space, one.promises)


def test_two_processes_that_find_the_same_due_promise_it_once(week: Week) -> None:
    before = mark(week.database)
    with week.database.reading() as one, week.database.reading() as other:
        both = [due.find(db, team_id=TEAM, now=JUST_BEFORE) for db in (one, other)]
    assert both[0] == both[1]
    assert (
        problems(at_once([partial(promise_what_is_due, week.database, one) for one in both])) == []
    )
    told = promised(week.database, after=before)
    assert Counter(type(item) for item in told) == {Digest: 1, Reminder: 5}
    assert len({letters.recipient(item) for item in told}) == 6


def test_eight_processes_that_promise_at_once_promise_everything_once(week: Week) -> None:
    def tick() -> None:
        with week.database.reading() as db:
            found = due.find(db, team_id=TEAM, now=JUST_BEFORE)
        promise_what_is_due(week.database, found)

    before = mark(week.database)
    assert problems(at_once([tick] * 8)) == []
    assert len(promised(week.database, after=before)) == 6
    with week.database.reading() as db:
        assert due.find(db, team_id=TEAM, now=JUST_BEFORE) == ()


# Windows


def turn_at_once(week: Week, now: datetime) -> list[object]:
    """Let eight processes find and turn what is due."""

    def tick() -> None:
        with week.database.reading() as db:
            found = windows.due(db, team_id=TEAM, now=now)
        for space_id in found:
            with week.database.begin() as db:
                windows.turn(db, space_id, team_id=TEAM, now=now)

    return list(at_once([tick] * 8))


def set_to_close(week: Week, at: datetime) -> None:
    week.ada.at(at - MINUTE)(windows.set_window, Window.VOTING, is_open=True, until=at)


def test_a_window_that_eight_processes_turn_at_once_is_announced_once(week: Week) -> None:
    for n in range(1, 5):
        set_to_close(week, NOW + n * HOUR)
        before = mark(week.database)
        assert problems(turn_at_once(week, NOW + n * HOUR)) == []
        closed = replace(week.space, proposals_open=True, voting_open=False)
        assert promised(week.database, after=before) == [
            WindowChanged(closed, Window.VOTING, is_open=False)
        ]


def test_without_its_lock_the_race_is_lost_for_an_announcement(on_postgres: Database) -> None:
    week = weeks.open_week(on_postgres)
    turns = iter(range(1, 41))

    def it_is_announced_twice() -> bool:
        at = NOW + next(turns) * HOUR / 10
        set_to_close(week, at)
        before = mark(on_postgres)
        turn_at_once(week, at)
        return len(promised(on_postgres, after=before)) > 1

    with without_space_lock(on_postgres):
        assert happens(it_is_announced_twice)
