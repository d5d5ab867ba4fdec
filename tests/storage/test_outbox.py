"""A promise is stored once, with what causes it, and what became of it is kept."""

from dataclasses import replace

import pytest
from sqlalchemy import delete

from openspace.messages import Status
from openspace.spaces import Space
from storage import outbox
from storage.database import Database
from storage.tables import MessageRow
from tests.storage import post
from tests.storage.dump import dump
from tests.storage.post import FAST, HOUR, MINUTE, SECOND, claim, keys, note, put, settle
from tests.storage.week import NOW


@pytest.fixture
def space(database: Database) -> Space:
    """An open space about which nothing has been promised."""
    return post.quiet(database)


def test_a_promise_is_stored_once_per_key(database: Database, space: Space) -> None:
    put(database, space, note("a", number=1), note("b"))
    before = dump(database)
    put(database, space, note("a", "UBO", number=7), note("b", due_at=NOW + HOUR))
    assert dump(database) == before
    put(database, space, note("a"), note("c"), note("c", "UBO"))
    assert list(post.rows(database)) == ["a", "b", "c"]
    assert post.rows(database)["c"].recipient == space.channel_id


def test_nothing_is_promised_when_what_causes_it_fails(database: Database, space: Space) -> None:
    def promise_and_fail() -> None:
        with database.begin() as db:
            outbox.promise(db, space, [note("a")])
            raise InterruptedError

    with pytest.raises(InterruptedError):
        promise_and_fail()
    assert post.rows(database) == {}


def test_a_promise_is_stored_whole(database: Database, space: Space) -> None:
    wanted = replace(note("a", "UBO", number=7, kind="reminder"), day=NOW.date())
    put(database, space, wanted)
    (one,) = claim(database)
    (row,) = one.rows
    assert (row.promise, one.space_id, one.recipient) == (wanted, space.id, "UBO")


def test_what_is_known_is_found_among_very_many_keys(database: Database, space: Space) -> None:
    put(database, space, *(note(f"k{n}") for n in range(0, 1200, 2)))
    with database.reading() as db:
        known = outbox.known_keys(db, [f"k{n}" for n in range(1200)])
    assert known == {f"k{n}" for n in range(0, 1200, 2)}


def test_a_dropped_promise_stays_dropped_and_does_not_touch_one_that_is_there(
    database: Database, space: Space
) -> None:
    put(database, space, note("there"))
    with database.begin() as db:
        for key in ("there", "new"):
            outbox.promise_dropped(db, space, note(key), at=NOW, reason="It was too late.")
    put(database, space, note("new"))
    row = post.rows(database)["new"]
    assert post.stand(database) == {"there": "pending", "new": "dropped"}
    assert (row.reason, row.settled_at) == ("It was too late.", NOW)


def test_later_promises_of_the_same_kind_to_the_same_recipient_are_found(
    database: Database, space: Space
) -> None:
    put(database, space, note("earlier"), note("this"), note("gone"))
    other = post.quiet(database, "C2")
    put(
        database,
        space,
        note("later"),
        note("another kind", kind="closed"),
        note("another person", "UBO"),
        note("last"),
    )
    put(database, other, note("another open space", space.channel_id))
    with database.begin() as db:
        outbox.promise_dropped(db, space, note("dropped"), at=NOW, reason="No.")
        db.execute(delete(MessageRow).where(MessageRow.key == "gone"))
    this = outbox.Promised(post.rows(database)["this"].id, note("this"))
    with database.reading() as db:
        later = outbox.pending_after(db, this, space_id=space.id)
    assert [one.key for one in later] == ["later", "last"]


def test_what_failed_and_is_still_of_use_is_sent_again(database: Database, space: Space) -> None:
    put(
        database,
        space,
        note("failed", "U1"),
        note("of no use", "U2", expires_at=NOW + MINUTE),
        note("trouble", "U3", kind="trouble"),
        note("sent", "U4"),
        note("dropped", "U5"),
    )
    became = {"sent": Status.SENT, "dropped": Status.DROPPED}
    for one in claim(database, pace=FAST):
        status = became.get(one.rows[0].promise.key, Status.FAILED)
        assert settle(database, one, status, reason="is_archived")
    later = NOW + MINUTE
    with database.begin() as db:
        assert outbox.send_again(db, space, now=later, except_kinds=["trouble"]) == 1
    assert post.stand(database) == {
        "failed": "pending",
        "of no use": "failed",
        "trouble": "failed",
        "sent": "sent",
        "dropped": "dropped",
    }
    (again,) = claim(database, now=later)
    (row,) = again.rows
    assert row.promise == replace(note("failed", "U1"), not_before=later)
    assert post.rows(database)["failed"].attempts == 2
    assert post.rows(database)["failed"].reason == ""


def test_what_failed_in_another_open_space_stays_failed(database: Database, space: Space) -> None:
    other = post.quiet(database, "C2")
    put(database, other, note("there", "U1"))
    (one,) = claim(database)
    settle(database, one, Status.FAILED)
    with database.begin() as db:
        assert outbox.send_again(db, space, now=NOW, except_kinds=[]) == 0
    assert post.stand(database) == {"there": "failed"}


def test_only_what_was_not_sent_is_forgotten_and_can_then_be_promised_anew(
    database: Database, space: Space
) -> None:
    put(database, space, note("sent"), note("sending", "U2"))
    first, _ = claim(database)
    settle(database, first)
    with database.begin() as db:
        for key in ("dropped", "another"):
            outbox.promise_dropped(db, space, note(key), at=NOW, reason="No.")
    put(database, space, note("pending", "U3"))
    other = post.quiet(database, "C2")
    with database.begin() as db:
        outbox.promise_dropped(db, other, note("elsewhere"), at=NOW, reason="No.")
        forgotten = ["sent", "sending", "dropped", "pending", "elsewhere"]
        outbox.forget_unsent(db, space, forgotten)
    assert post.stand(database) == {
        "sent": "sent",
        "sending": "sending",
        "another": "dropped",
        "elsewhere": "dropped",
    }
    put(database, space, note("dropped", due_at=NOW + SECOND))
    assert keys(claim(database, now=NOW + 2 * SECOND)) == [["dropped"]]
