"""What became of a claim is stored once, by whoever says it first."""

from collections.abc import Callable
from datetime import datetime

import pytest

from openspace.messages import Status
from openspace.spaces import Space
from services import delivery
from storage import claims
from storage.claims import Claim
from storage.database import Database
from tests.storage import post
from tests.storage.post import HOUR, MINUTE, SECOND, claim, keys, note, put, rows, settle, stand
from tests.storage.week import CHANNEL, NOW, TEAM


@pytest.fixture
def space(database: Database) -> Space:
    return post.quiet(database, CHANNEL)


@pytest.fixture
def mine(database: Database, space: Space) -> Claim:
    """Two messages to bo, just claimed."""
    put(database, space, note("a", "UBO"), note("b", "UBO"))
    (one,) = claim(database)
    return one


def unclear(database: Database, now: datetime) -> tuple[Claim, ...]:
    with database.reading() as db:
        found = claims.unclear(db, team_id=TEAM, now=now)
        assert delivery.is_anything_unclear(db, team_id=TEAM, now=now) is bool(found)
    return found


def put_back(database: Database, one: Claim, *, token: str | None = None) -> bool:
    with database.begin() as db:
        return claims.put_back(
            db,
            token or one.token,
            [row.id for row in one.rows],
            not_before=NOW + MINUTE,
            reason="Slack asked to wait.",
        )


def test_what_was_claimed_is_sending_under_a_token_until_somebody_says_what_became_of_it(
    database: Database, mine: Claim
) -> None:
    row = rows(database)["a"]
    assert (row.status, row.claim, row.claimed_at, row.look_at, row.attempts) == (
        "sending",
        mine.token,
        NOW,
        NOW + MINUTE,
        1,
    )
    assert unclear(database, NOW + MINUTE - SECOND) == ()
    (found,) = unclear(database, NOW + MINUTE)
    assert (found.token, found.recipient, found.claimed_at) == (mine.token, "UBO", NOW)
    assert [row.id for row in found.rows] == [row.id for row in mine.rows]


@pytest.mark.parametrize(
    ("status", "subject"),
    [(Status.SENT, ""), (Status.DROPPED, ""), (Status.FAILED, '{"space": null}')],
)
def test_what_it_was_about_is_forgotten_unless_it_failed_and_may_be_sent_again(
    database: Database, mine: Claim, status: Status, subject: str
) -> None:
    assert settle(database, mine, status, at=NOW + SECOND, reason="x" * 300)
    row = rows(database)["b"]
    assert (row.status, row.subject, row.settled_at, row.look_at, row.reason) == (
        status.value,
        subject,
        NOW + SECOND,
        None,
        "x" * 200,
    )
    assert unclear(database, NOW + HOUR) == ()


def test_whoever_settles_second_hears_that_it_was_done(database: Database, mine: Claim) -> None:
    seconds: list[Callable[[], bool]] = [
        lambda: settle(database, mine, Status.FAILED),
        lambda: settle(database, mine, Status.SENT),
        lambda: put_back(database, mine),
    ]
    assert settle(database, mine, Status.SENT)
    before = rows(database)["a"].settled_at, stand(database)
    assert [second() for second in seconds] == [False, False, False]
    look_later(database, mine)
    assert (rows(database)["a"].settled_at, stand(database)) == before
    assert rows(database)["a"].look_at is None


def look_later(database: Database, one: Claim) -> None:
    with database.begin() as db:
        claims.look_later(db, one.token, look_at=NOW + HOUR, reason="No answer. " * 30)


def test_only_whoever_holds_the_token_settles(database: Database, mine: Claim) -> None:
    with database.begin() as db:
        ids = [row.id for row in mine.rows]
        assert not claims.settle(db, "another", ids, Status.SENT, at=NOW, slack_ts="1.0")
    assert not put_back(database, mine, token="another")
    assert stand(database) == {"a": "sending", "b": "sending"}


def test_what_was_put_back_is_claimed_anew_under_another_token(
    database: Database, mine: Claim
) -> None:
    assert put_back(database, mine)
    assert not put_back(database, mine)
    assert claim(database, now=NOW + MINUTE - SECOND) == ()
    (again,) = claim(database, now=NOW + MINUTE)
    assert keys((again,)) == [["a", "b"]]
    assert again.token != mine.token
    assert [rows(database)[key].attempts for key in "ab"] == [2, 2]
    assert not settle(database, mine, Status.SENT)
    assert settle(database, again, Status.SENT)


def test_parts_of_a_claim_can_become_different_things(database: Database, mine: Claim) -> None:
    first, second = mine.rows
    with database.begin() as db:
        assert claims.settle(db, mine.token, [first.id], Status.DROPPED, at=NOW, reason="No.")
        assert claims.put_back(db, mine.token, [second.id], not_before=NOW + HOUR, reason="")
    assert stand(database) == {"a": "dropped", "b": "pending"}


def test_it_is_looked_later_for_what_is_in_doubt(database: Database, mine: Claim) -> None:
    look_later(database, mine)
    assert unclear(database, NOW + HOUR - SECOND) == ()
    (found,) = unclear(database, NOW + HOUR)
    assert found.token == mine.token
    assert len(rows(database)["a"].reason) == 200


def test_whoever_is_in_doubt_longest_is_looked_for_first(database: Database, space: Space) -> None:
    put(database, space, note("a", "U1"))
    claim(database)
    put(database, space, note("b", "U2"), note("c", "U2"))
    claim(database, now=NOW + SECOND)
    assert keys(unclear(database, NOW + HOUR)) == [["a"], ["b", "c"]]


# Failures are told to facilitators


def fail(database: Database, one: Claim, reason: str = "The account is closed.") -> None:
    with database.begin() as db:
        ids = [row.id for row in one.rows]
        delivery.failed(db, one, ids, reason, team_id=TEAM, now=NOW)


def told_of_trouble(database: Database, space: Space) -> list[tuple[str, str]]:
    start = f"trouble:{space.id}:2027-11-22:"
    found = [key.removeprefix(start) for key in rows(database) if key.startswith(start)]
    return [(place, who) for place, _, who in (key.partition(":") for key in found)]


def say_where(found: list[tuple[str, str]]) -> list[str]:
    return [f"{place} {who}" for place, who in found]


def test_facilitators_are_told_once_a_day_that_messages_failed(
    database: Database, space: Space, mine: Claim
) -> None:
    put(database, space, note("c", "UCY"), note("d"))
    fail(database, mine)
    for one in claim(database):
        fail(database, one)
    assert say_where(told_of_trouble(database, space)) == ["people UADA", "channel UADA"]


def test_nobody_is_told_of_their_own_failures_or_of_one_settled_meanwhile(
    database: Database, space: Space, mine: Claim
) -> None:
    settle(database, mine, Status.SENT)
    fail(database, mine)
    put(database, space, note("c", "UADA"))
    for one in claim(database):
        fail(database, one)
    assert stand(database) == {"a": "sent", "b": "sent", "c": "failed"}


def test_that_trouble_could_not_be_told_is_told_to_nobody(database: Database, space: Space) -> None:
    put(database, space, note("t", "UCY", kind="trouble"))
    for one in claim(database):
        fail(database, one)
    assert stand(database) == {"t": "failed"}
