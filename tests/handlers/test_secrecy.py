"""Nothing that leaves the program ties a person to a topic they voted for, but to that person."""

import logging
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy.engine import make_url

from handlers.blocks import agenda
from handlers.blocks import voting as blocks
from sandbox.sights import Message
from sandbox.wire import WireCall
from services import voting
from tests.handlers import dump
from tests.handlers.cast import Somebody, Week
from tests.handlers.test_tally import csv_of
from tests.handlers.test_voting import given
from tests.secrecy import Voter, leaks

TOPICS = ("Ptarmigan", "Capercaillie", "Oystercatcher", "Gannet", "Wheatear")
OURS = ("bot", "handlers", "services", "storage", "openspace")
BOLT = ("slack_bolt", "slack_sdk", "openspace:")
NOT_THE_BOT = ("httpx", "httpcore", "sandbox", "asyncio")
"""What logs in this process on behalf of the sandbox and its client."""


def leaks_in_logs(records: Iterable[logging.LogRecord], voters: Iterable[Voter]) -> list[str]:
    """Log records that name a topic, a voter's id with a topic's number, or dots."""
    formatter = logging.Formatter()
    everybody = list(voters)
    found = []
    for record in records:
        if record.name.split(".")[0] in NOT_THE_BOT:
            continue
        text = formatter.format(record)
        if any(topic in text for topic in TOPICS) or any(v.is_named_in(text) for v in everybody):
            found.append(text)
    return found


def ballots_in(messages: Iterable[Message]) -> Iterator[dict[int, int]]:
    for message in messages:
        if blocks.MORE in str(message.blocks) or blocks.FEWER in str(message.blocks):
            yield given(message)


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """All that is logged: ours at DEBUG, the libraries as the program sets them."""
    caplog.set_level(logging.INFO)
    for name in OURS:
        caplog.set_level(logging.DEBUG, logger=name)
    # Each logger of Bolt has copied the root's level when the app was built (slack_bolt/logger).
    copied = [name for name in logging.root.manager.loggerDict if name.startswith(BOLT)]
    for name in copied:
        if name != "slack_bolt.RequestVerification":  # bot/app.py keeps that one quiet
            caplog.set_level(logging.INFO, logger=name)
    caplog.handler.setLevel(logging.DEBUG)
    return caplog


def votes_of(week: Week) -> list[Voter]:
    """Six people vote in every way there is; each has another topic on their ballot."""
    people = [week.newcomer(f"voter{n}") for n in range(6)]
    voters = []
    for n, person in enumerate(people):
        first, second = n % 5 + 1, (n + 2) % 5 + 1
        person.votes(f"{first} x2")
        person.presses(person.votes(), blocks.MORE, second)
        person.presses(person.types("topics"), blocks.MORE, first)
        person.votes("99")
        person.votes(f"{first} x99")
        person.votes(f"remove {second}")
        person.votes(f"{second}")
        topics = frozenset({TOPICS[first - 1], TOPICS[second - 1]})
        voters.append(Voter(person.id, person.person.name, topics))
    return voters


def everything_else(week: Week) -> list[Message]:
    """Whatever there is to be seen about the vote, by those who did not vote; what they saw."""
    ada, bo, cy = week.ada, week.bo, week.cy
    seen = [
        ada.types(words)
        for words in (
            "tally",
            "tally csv",
            "topics",
            "vote",
            "openspace",
            "openspace timetable",
            "openspace facilitators",
            "openspace privacy",
            "agenda week",
            "signup",
            "openspace dots 1",
            "openspace tally everyone",
            "openspace tally after",
        )
    ]
    ada.runs(f"facilitators add {bo.mention}")
    seen += [bo.types("tally"), bo.types("tally csv"), bo.types("vote"), cy.types("tally")]
    seen.append(cy.types("topics Ptarmigan"))
    ada.runs('rooms add "Room A" 3')
    ada.runs("slots add tue 10:00-11:00")
    ada.runs('timetable move 2 tue 10:00 "Room A"')
    ada.runs("timetable publish")
    seen.append(cy.presses(cy.types("agenda week"), agenda.TAKE, 2))
    ada.runs("withdraw 1")
    seen.append(bo.runs("withdraw 3"))
    ada.runs("close voting")
    ada.runs("close")
    return seen + [message for one in (ada, bo, cy, week.mallory) for message in one.letters()]


def failures(week: Week, voter: Somebody, monkeypatch: pytest.MonkeyPatch) -> None:
    """A locked database, a defect that holds a vote in its words, and Slack being down."""
    ballot = voter.votes()
    path = make_url(week.world.settings.database_url).database
    assert path
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    voter.votes("2")
    other.execute("ROLLBACK")
    other.close()

    def broken(*arguments: object) -> None:
        raise ValueError(f"Ptarmigan {voter.id} {arguments}")

    with monkeypatch.context() as bent:
        bent.setattr(voting, "set_dots", broken)
        voter.votes("2")
        voter.presses(ballot, blocks.MORE, 2, add=True)
    week.world.workspace.faults(methods=["response_url", "chat.postMessage"], rate_500=1.0)
    voter.pushes_at_once(ballot, (blocks.MORE, 2))
    week.world.workspace.faults(methods=None, rate_500=0.0)


def test_nothing_ties_a_person_to_a_topic_they_voted_for(
    week: Week, logged: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    week.world.expects_refusals = True
    start = len(week.world.payloads_since(0))
    week.voting(*TOPICS)
    voters = votes_of(week)
    last = week.newcomer("last")
    last.votes("1")
    failures(week, last, monkeypatch)
    voters.append(Voter(last.id, last.person.name, frozenset({TOPICS[0], TOPICS[1]})))
    seen = everything_else(week)
    calls = week.world.payloads_since(start)
    assert leaks(calls, voters) == []
    assert leaks_in_logs(logged.records, voters) == []
    assert [ballot for ballot in ballots_in(seen) if ballot] == []
    # Nobody but the voters themselves is written to about dots.
    about_dots = {
        call.request["channel"]
        for call in calls
        if call.name == "chat.postMessage" and "back" in call.request.get("text", "")
    }
    assert about_dots <= {voter.user_id for voter in voters}
    assert about_dots
    files = csv_of(week.ada), csv_of(week.bo)
    assert [voter.name for voter in voters if voter.is_named_in(str(files))] == []
    for table in files:
        assert table[0] == ["rank", "topic", "title", "dots", "voters"]


def test_the_audit_holds_facilitators_deeds_and_nobodys_ballot(week: Week) -> None:
    week.voting(*TOPICS)
    voters = votes_of(week)
    everything_else(week)
    with week.world.database.reading():
        audit = dump.rows(week.settled().world.database)["audit"]
    ours = str(audit)
    assert [voter.name for voter in voters if voter.is_named_in(ours)] == []
    assert {row[4] for row in audit}.isdisjoint({"vote", "dots given", "ballot"})


def test_a_ballot_is_shown_to_its_owner_alone(week: Week) -> None:
    week.voting(*TOPICS)
    week.cy.votes("3 x4")
    for person in (week.ada, week.bo):
        assert given(person.votes()) == {}
        assert "Your dots" not in person.types("topics").text
    assert given(week.cy.votes()) == {3: 4}


# The scanners themselves


def test_the_scanner_finds_a_planted_leak_in_every_kind_of_call(week: Week) -> None:
    voter = Voter("U0SBX000099", "voter0-1", frozenset({"Gannet"}))
    sent = WireCall(
        n=1,
        at=0.0,
        direction="from_app",
        kind="web_api",
        name="chat.postMessage",
        request={"channel": "C1", "text": "<@U0SBX000099> voted for Gannet"},
        response={"ok": True},
        status=200,
        ms=1.0,
        refused=None,
    )
    in_blocks = {"blocks": [{"type": "section", "text": {"text": "voter0-1 likes Gannet"}}]}
    planted = [
        sent,
        replace(sent, kind="response_url", request=in_blocks),
        replace(sent, direction="to_app", kind="command", request={}, response=in_blocks),
        replace(sent, name="files.completeUploadExternal", request={"title": "voter0-1 Gannet"}),
    ]
    assert len(leaks(planted, [voter])) == 4
    innocent = [
        replace(sent, request={"channel": "C1", "text": "#1 Gannet, hosted by <@U0SBX000099>"}),
        replace(sent, request={"channel": "U0SBX000099", "text": "Gannet was withdrawn"}),
        replace(sent, request={"channel": "C1", "text": "<@U0SBX000099> hosts Wheatear"}),
        replace(sent, direction="to_app", kind="command", response=None),
    ]
    assert leaks(innocent, [voter]) == []


def test_the_scanner_finds_a_planted_leak_in_the_logs(
    week: Week, logged: pytest.LogCaptureFixture
) -> None:
    logged.clear()
    voter = Voter("U0SBX000099", "voter0-1", frozenset({"Gannet"}))
    logging.getLogger("services.voting").debug("%s votes", "U0SBX000099")
    logging.getLogger("slack_bolt.App").info("body: Gannet")
    logging.getLogger("handlers.voting").error("Failure", exc_info=ValueError("voter0-1"))
    logging.getLogger("handlers.voting").info("Ready.")
    assert len(leaks_in_logs(logged.records, [voter])) == 3


def test_the_libraries_that_would_log_values_do_not(logged: pytest.LogCaptureFixture) -> None:
    assert not logging.getLogger("sqlalchemy.engine").isEnabledFor(logging.INFO)
