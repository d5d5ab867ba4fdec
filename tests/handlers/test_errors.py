"""What people see when something is unknown, locked or broken: words, and never a traceback."""

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy.engine import make_url

from handlers.blocks import voting as voting_blocks
from services import voting
from storage.database import LOCK_WAIT_S
from tests.handlers import dump
from tests.handlers.cast import Week
from tests.handlers.seen import words_of
from tests.handlers.test_voting import given

DATABASES = ("sqlite", "postgresql")


@contextmanager
def locked(week: Week) -> Iterator[None]:
    """Hold the whole database, as another program would."""
    url = make_url(week.world.settings.database_url)
    if url.get_backend_name() == "sqlite":
        assert url.database
        other = sqlite3.connect(url.database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")
            other.close()
        return
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as connection:
        connection.execute("LOCK TABLE open_spaces IN ACCESS EXCLUSIVE MODE")
        yield
        connection.rollback()


def test_while_the_database_is_locked_people_hear_so_and_nothing_is_changed(week: Week) -> None:
    week.voting()
    ballot = week.cy.votes("1")
    before = dump.rows(week.settled().world.database)
    with locked(week):
        typed = week.cy.tries("vote 2")
    assert typed.error is None, "Slack waits three seconds"
    assert "did not answer in time" in typed.text
    assert "reference" in typed.text
    assert dump.rows(week.settled().world.database) == before
    assert given(week.cy.presses(ballot, voting_blocks.MORE, 2)) == {1: 1, 2: 1}


def test_while_the_database_is_locked_a_press_is_answered_too(week: Week) -> None:
    week.voting()
    ballot = week.cy.votes("1")
    with locked(week):
        said = week.cy.presses(ballot, voting_blocks.MORE, 2, add=True)
    assert "did not answer in time" in said.text
    assert given(week.cy.votes()) == {1: 1}


def test_behind_one_who_holds_the_database_too_long_people_are_asked_to_try_again(
    week: Week,
) -> None:
    gate = week.world.database.gate
    if gate is None:
        return  # PostgreSQL queues its writers itself; the tests above show what it says then
    week.voting()
    week.cy.votes()
    week.world.settle()
    assert gate.acquire(timeout_s=1)
    try:
        said = week.cy.tries("vote 1")
    finally:
        gate.release()
    assert said.error is None
    assert "nothing was changed" in said.text
    assert given(week.cy.votes()) == {}


def test_a_home_opened_behind_one_who_holds_the_database_too_long_comes_all_the_same(
    week: Week,
) -> None:
    gate = week.world.database.gate
    if gate is None:
        return  # PostgreSQL queues its writers itself
    week.cy.types("topics")  # seen in the channel, so that cy finds its open space
    week.settled()
    assert gate.acquire(timeout_s=1)
    threading.Timer(LOCK_WAIT_S + 0.3, gate.release).start()
    assert "Three things to do" in words_of(week.cy.opens_home())


def test_an_unknown_command_is_answered(week: Week) -> None:
    fields = {
        "command": "/nonsense",
        "text": "",
        "team_id": week.world.sandbox.team_id,
        "user_id": week.bo.id,
        "channel_id": week.channel.id,
    }
    answer = week.world.posts(fields)
    assert answer.status_code == 200
    assert answer.json()["response_type"] == "ephemeral"
    assert "`/openspace help`" in answer.json()["text"]


def test_an_unknown_button_is_answered(week: Week) -> None:
    assert "`/openspace help`" in week.bo.clicks_raw("from_a_newer_version", "1").text


def test_an_unknown_event_is_taken_and_nobody_hears_of_it(week: Week) -> None:
    calls = len(week.world.payloads_since(0))
    assert week.world.tells({"type": "team_join", "user": {"id": "U1"}}).status_code == 200
    assert week.world.payloads_since(calls) == []


def test_a_defect_shows_a_reference_and_logs_no_words_of_people(
    week: Week, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    week.voting()
    ballot = week.cy.votes()

    def broken(*_: object, **__: object) -> None:
        raise KeyError("what cy wrote")

    # The one place where our own code is bent: a defect cannot be had otherwise.
    for deed in ("set_dots", "put"):
        monkeypatch.setattr(voting, deed, broken)
    with caplog.at_level(logging.DEBUG):
        typed = week.cy.votes("1")
        pressed = week.cy.presses(ballot, voting_blocks.MORE, 1, add=True)
    for said in (typed, pressed):
        reference = said.text.split("reference ")[1].rstrip(".")
        assert reference in caplog.text
        assert "KeyError" in caplog.text
        assert "Traceback" not in said.shown + caplog.text
        assert "what cy wrote" not in said.shown + caplog.text
    monkeypatch.undo()
    assert given(week.cy.votes()) == {}


def test_an_answer_that_slack_does_not_take_loses_no_vote(week: Week) -> None:
    week.voting()
    week.world.expects_refusals = True
    ballot = week.cy.votes()
    for fault in ("rate_500", "rate_429", "drop_after_accept"):
        week.world.workspace.faults(methods=["response_url"], **{fault: 1.0})
        week.cy.pushes_at_once(ballot, (voting_blocks.MORE, 1))
        week.world.workspace.faults(methods=None, **{fault: 0.0})
    assert given(week.cy.votes()) == {1: 1}


def test_a_repeated_delivery_of_an_event_changes_nothing_more(week: Week) -> None:
    event = {"type": "member_joined_channel", "user": week.cy.id, "channel": week.channel.id}
    week.world.tells(event)
    before = dump.rows(week.settled().world.database)
    week.world.tells(event)
    assert dump.rows(week.world.database) == before


def test_one_person_who_types_eight_times_at_once_is_answered_eight_times(week: Week) -> None:
    week.voting()
    errors: list[str] = []

    def votes() -> None:
        answer = week.cy.tries("vote 1")
        if answer.error:
            errors.append(answer.error)

    several = [threading.Thread(target=votes) for _ in range(8)]
    for one in several:
        one.start()
    for one in several:
        one.join()
    assert errors == []
    assert given(week.cy.votes()) == {1: 1}
