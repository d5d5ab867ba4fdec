"""What is due is claimed by one sender at a time, the soonest first, no faster than allowed."""

from datetime import datetime, timedelta

import pytest

from openspace import messages
from openspace.messages import Status
from openspace.spaces import Space
from services import delivery
from storage.database import Database
from tests.storage import post
from tests.storage.post import (
    FAST,
    HOUR,
    MINUTE,
    PACE,
    SECOND,
    claim,
    keys,
    note,
    put,
    rows,
    settle,
    stand,
)
from tests.storage.test_query_counts import statements_of
from tests.storage.week import NOW, TEAM


@pytest.fixture
def space(database: Database) -> Space:
    """An open space about which nothing has been promised."""
    return post.quiet(database)


# In which order


def test_what_expires_first_is_sent_first(database: Database, space: Space) -> None:
    put(
        database,
        space,
        note("long", "U1", expires_at=NOW + 2 * HOUR),
        note("short", "U2", expires_at=NOW + MINUTE),
        note("same", "U3", expires_at=NOW + MINUTE),
        note("not yet", "U4", due_at=NOW + SECOND, expires_at=NOW + 2 * SECOND),
    )
    assert keys(claim(database)) == [["short"], ["same"], ["long"]]
    assert stand(database)["not yet"] == "pending"


def test_what_one_person_is_to_hear_of_one_open_space_is_sent_as_one(
    database: Database, space: Space
) -> None:
    other = post.quiet(database, "C2")
    put(database, space, note("a", "UBO"), note("c", "UCY"), note("b", "UBO"))
    put(database, other, note("d", "UBO", expires_at=NOW + 2 * HOUR))
    first = claim(database)
    assert keys(first) == [["a", "b"], ["c"]]
    assert [one.space_id for one in first] == [space.id, space.id]
    for one in first:
        settle(database, one)
    (second,) = claim(database, now=NOW + SECOND)
    assert (keys((second,)), second.space_id) == ([["d"]], other.id)


def test_the_eight_of_least_time_are_sent_as_one_in_the_order_of_what_happened(
    database: Database, space: Space
) -> None:
    last = [note(f"n{n}", "UBO", expires_at=NOW + (20 - n) * MINUTE) for n in range(10)]
    put(database, space, *last)
    (one,) = claim(database)
    assert keys((one,)) == [[f"n{n}" for n in range(2, 10)]]
    settle(database, one)
    assert keys(claim(database, now=NOW + SECOND)) == [["n0", "n1"]]


def test_a_channel_is_told_one_thing_at_a_time_in_the_order_in_which_it_happened(
    database: Database, space: Space
) -> None:
    put(
        database,
        space,
        note("first", expires_at=NOW + 2 * HOUR),
        note("second", expires_at=NOW + MINUTE),
        note("third"),
    )
    told = []
    for n in range(4):
        claimed = claim(database, now=NOW + n * SECOND)
        told += keys(claimed)
        for one in claimed:
            settle(database, one, at=NOW + n * SECOND)
    assert told == [["first"], ["second"], ["third"]]


def test_another_workspace_is_another_matter(database: Database, space: Space) -> None:
    put(database, space, note("ours", "U1"))
    assert claim(database, team="T2") == ()
    assert keys(claim(database)) == [["ours"]]


# How fast


def test_no_more_go_than_the_pace_allows_and_one_more_for_each_interval(
    database: Database, space: Space
) -> None:
    put(database, space, *(note(f"n{n}", f"U{n}") for n in range(20)))
    moments = [0, 0, 0.9, 1, 3, 3, 20, 20]
    taken = [len(claim(database, now=NOW + s * SECOND)) for s in moments]
    assert taken == [5, 0, 0, 1, 2, 0, 5, 0]


def test_a_sender_takes_no_more_than_it_wants(database: Database, space: Space) -> None:
    put(database, space, *(note(f"n{n}", f"U{n}") for n in range(20)))
    assert [len(claim(database, most=3)), len(claim(database, most=3))] == [3, 2]


def test_who_is_just_being_written_to_waits(database: Database, space: Space) -> None:
    put(database, space, note("a", "UBO"))
    (one,) = claim(database)
    put(database, space, note("b", "UBO"), note("c", "UCY"))
    assert keys(claim(database, now=NOW + SECOND)) == [["c"]]
    settle(database, one, at=NOW + 2 * SECOND)
    assert claim(database, now=NOW + 2.9 * SECOND) == ()
    assert keys(claim(database, now=NOW + 3 * SECOND)) == [["b"]]


@pytest.mark.parametrize("status", [Status.FAILED, Status.DROPPED])
def test_after_what_was_not_sent_nobody_waits(
    database: Database, space: Space, status: Status
) -> None:
    put(database, space, note("a", "UBO"))
    (one,) = claim(database)
    settle(database, one, status)
    put(database, space, note("b", "UBO"))
    assert keys(claim(database)) == [["b"]]


def test_a_pause_holds_until_its_end_for_everybody(database: Database, space: Space) -> None:
    put(database, space, note("a", "U1"))
    for until in (NOW + 30 * SECOND, NOW + 10 * SECOND):
        with database.begin() as db:
            delivery.pause(db, team_id=TEAM, until=until, pace=PACE)
    assert claim(database, now=NOW + 29.9 * SECOND) == ()
    assert keys(claim(database, now=NOW + 30 * SECOND)) == [["a"]]


# Clocks that are turned back


def test_a_clock_turned_back_does_not_hold_up_the_pace(database: Database, space: Space) -> None:
    tomorrow = NOW + timedelta(days=1)
    put(database, space, *(note(f"n{n}", f"U{n}", expires_at=tomorrow + HOUR) for n in range(20)))
    moments = [tomorrow, NOW, NOW, NOW + SECOND]
    assert [len(claim(database, now=now)) for now in moments] == [5, 5, 0, 1]


def test_a_clock_turned_back_ends_a_pause_and_a_new_one_holds(
    database: Database, space: Space
) -> None:
    put(database, space, note("a", "U1"))
    with database.begin() as db:
        delivery.pause(db, team_id=TEAM, until=NOW + timedelta(days=1), pace=PACE)
    with database.begin() as db:
        delivery.pause(db, team_id=TEAM, until=NOW + 30 * SECOND, pace=PACE)
    assert claim(database) == ()
    assert keys(claim(database, now=NOW + 30 * SECOND)) == [["a"]]


def test_a_clock_turned_back_lets_nobody_wait_for_a_gap(database: Database, space: Space) -> None:
    put(database, space, note("a", "UBO"))
    (one,) = claim(database)
    settle(database, one, at=NOW + timedelta(days=1))
    put(database, space, note("b", "UBO"))
    assert keys(claim(database)) == [["b"]]


# What comes too late


def test_what_has_come_too_late_is_dropped_with_the_reason(
    database: Database, space: Space
) -> None:
    put(database, space, note("late", "U1", expires_at=NOW + SECOND), note("good", "U2"))
    assert keys(claim(database, now=NOW + SECOND)) == [["good"]]
    row = rows(database)["late"]
    assert (row.status, row.reason, row.subject, row.settled_at) == (
        "dropped",
        messages.TOO_LATE,
        "",
        NOW + SECOND,
    )


def test_what_has_come_too_late_is_dropped_also_while_all_rest(
    database: Database, space: Space
) -> None:
    put(database, space, note("late", "U1", expires_at=NOW + SECOND))
    with database.begin() as db:
        delivery.pause(db, team_id=TEAM, until=NOW + MINUTE, pace=PACE)
    assert claim(database, now=NOW + SECOND) == ()
    assert stand(database) == {"late": "dropped"}


def test_whether_anything_is_due_is_said_for_what_is_late_too(
    database: Database, space: Space
) -> None:
    put(database, space, note("a", "U1", due_at=NOW + SECOND, expires_at=NOW + MINUTE))

    def is_due(now: datetime) -> bool:
        with database.reading() as db:
            return delivery.is_anything_due(db, team_id=TEAM, now=now)

    assert [is_due(NOW), is_due(NOW + SECOND), is_due(NOW + HOUR)] == [False, True, True]
    claim(database, now=NOW + HOUR)
    assert not is_due(NOW + HOUR)


# Holding


def test_a_claim_holds_the_pace_before_it_touches_any_message(
    database: Database, space: Space
) -> None:
    put(database, space, note("late", "U1", expires_at=NOW), note("good", "U2"))
    with statements_of(database) as statements:
        claim(database, pace=FAST)
    touched = ["outbox" in statement for statement in statements]
    paces = ["FROM paces" in statement for statement in statements]
    assert paces.index(True) < touched.index(True)
