"""Nothing that leaves the program ties a person to a topic they voted for, but to that person."""

import logging
import re
import sqlite3
from collections.abc import Iterable, Iterator

import pytest
from sqlalchemy.engine import make_url

from handlers.blocks import agenda
from handlers.blocks import voting as blocks
from sandbox.sights import Message
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


TYPED = (
    "tally",
    "tally csv",
    "tally chart",
    "topics",
    "topics 1",
    "vote",
    "openspace",
    "openspace timetable",
    "openspace facilitators",
    "openspace privacy",
    "openspace messages",
    "openspace messages again",
    "openspace notices",
    "openspace digest",
    "agenda week",
    "signup",
    "openspace dots 1",
    "openspace tally everyone",
)
"""Whatever a facilitator can type that could show something of a vote."""

CLOCK = (
    "closes soon",
    "the day in short",
    "Voting is closed",
    "Good morning",
    "begins in 15 minutes",
    "Tomorrow you host",
    "was withdrawn",
    "CoProWeekScot is closed",
)
"""What the clock and the deeds of others let the bot say; each must be among what is scanned."""


def everything_else(week: Week) -> list[Message]:
    """Whatever there is to be seen about the vote, by those who did not vote; what they saw."""
    ada, bo, cy = week.ada, week.bo, week.cy
    seen = [ada.types(words) for words in TYPED]
    ada.runs(f"facilitators add {bo.mention}")
    seen += [bo.types("tally"), bo.types("tally csv"), bo.types("vote"), cy.types("tally")]
    seen.append(cy.types("topics Ptarmigan"))
    ada.runs('rooms add "Room A" 3')
    ada.runs("slots add tue 10:00-11:00")
    ada.runs('timetable move 2 tue 10:00 "Room A"')
    ada.runs("timetable publish")
    seen.append(cy.presses(cy.types("agenda week"), agenda.TAKE, 2))
    ada.runs("close voting at mon 17:00")
    at(week, 22, 15)
    ada.runs("withdraw 1")
    seen.append(bo.runs("withdraw 3"))
    seen += [bo.types("openspace messages"), cy.types("openspace messages")]
    for day, hour, minute in ((22, 16, 30), (22, 17, 0), (23, 9, 0), (23, 9, 45), (23, 16, 30)):
        at(week, day, hour, minute)
    seen += [ada.types(words) for words in TYPED]
    ada.runs("close")
    week.world.settle()
    seen += [one.types(words) for one in (ada, bo) for words in TYPED]
    return seen + [message for one in (ada, bo, cy, week.mallory) for message in one.letters()]


def at(week: Week, day: int, hour: int, minute: int = 0) -> None:
    """Let it be that time of November, and let the clock tick."""
    now = week.world.clock.now()
    week.world.clock.set(now.replace(day=day, hour=hour, minute=minute, second=0))
    week.world.settle()


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

    def broken(*arguments: object, **_: object) -> None:
        raise ValueError(f"Ptarmigan {voter.id} {arguments}")

    with monkeypatch.context() as bent:
        for deed in ("set_dots", "put"):
            bent.setattr(voting, deed, broken)
        voter.votes("2")
        voter.presses(ballot, blocks.MORE, 2, add=True)
    week.world.settle()
    week.world.workspace.faults(methods=["response_url", "chat.postMessage"], rate_500=1.0)
    voter.pushes_at_once(ballot, (blocks.MORE, 2))
    week.ada.runs("close proposals")
    week.world.settle()
    week.world.workspace.faults(methods=None, rate_500=0.0)
    # After a failure the bot looks five seconds later what became of its message.
    week.world.passes(seconds=6)
    week.world.passes(seconds=2)
    assert "*Proposing is closed*" in voter.reads()[-1].text


@pytest.mark.parametrize("setting", ["facilitators", "everyone", "after"])
def test_nothing_ties_a_person_to_a_topic_they_voted_for(
    week: Week, setting: str, logged: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    week.world.expects_refusals = True
    start = len(week.world.payloads_since(0))
    week.ada.runs(f"tally {setting}")
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
    posts = [call.request for call in calls if call.name == "chat.postMessage"]
    said = [str(post["text"]).replace("*", "") for post in posts]
    assert [words for words in CLOCK if not any(words in text for text in said)] == []
    # Nobody but the voters themselves is written to about dots.
    about_dots = {post["channel"] for post in posts if "back" in post["text"]}
    assert about_dots <= {voter.user_id for voter in voters}
    assert about_dots
    files = csv_of(week.ada), csv_of(week.bo)
    assert [voter.name for voter in voters if voter.is_named_in(str(files))] == []
    for table in files:
        assert table[0] == ["rank", "topic", "title", "dots", "voters"]


@pytest.mark.parametrize(
    ("setting", "said_in"),
    [
        ("facilitators", []),
        ("everyone", ["Mon summary", "Tue summary", "week"]),
        ("after", ["Tue summary", "week"]),
    ],
)
def test_the_channel_reads_totals_only_where_and_when_everyone_may_see_them(
    week: Week, setting: str, said_in: list[str]
) -> None:
    week.ada.runs(f"tally {setting}")
    week.voting(*TOPICS)
    votes_of(week)
    week.ada.runs("close voting at mon 17:00")
    for day, hour in ((22, 16), (22, 17), (23, 9)):
        at(week, day, hour, 30)
    week.bo.proposes("A topic that nobody voted for")
    at(week, 23, 16, 30)
    week.ada.runs("close")
    told = [message.text.replace("*", "") for message in week.cy.reads()]
    starts = {
        "Mon summary": "CoProWeekScot, Mon 22 Nov: the day in short",
        "Tue digest": "Good morning: CoProWeekScot, Tue",
        "Tue summary": "CoProWeekScot, Tue 23 Nov: the day in short",
        "week": "CoProWeekScot is closed",
    }
    by_name = {
        name: "".join(one for one in told if one.startswith(start))
        for name, start in starts.items()
    }
    assert [name for name, text in by_name.items() if not text] == []
    assert [name for name, text in by_name.items() if "Most wanted" in text] == said_in
    others = [text for name, text in by_name.items() if name not in said_in]
    assert [text for text in others if re.search(r"#\d[^\n]*, \d+ dot", text)] == []


def test_the_audit_holds_facilitators_deeds_and_nobodys_ballot(week: Week) -> None:
    def audit() -> list[tuple[object, ...]]:
        return dump.rows(week.settled().world.database)["audit"]

    week.voting(*TOPICS)
    before = audit()
    voters = votes_of(week)
    week.ada.votes("4 x2")
    # It names people by a number, so what is held against it is that votes add no line.
    assert audit() == before
    everything_else(week)
    after = audit()
    assert len(after) > len(before)
    assert [voter.name for voter in voters if voter.is_named_in(str(after))] == []


def test_a_ballot_is_shown_to_its_owner_alone(week: Week) -> None:
    week.voting(*TOPICS)
    week.cy.votes("3 x4")
    for person in (week.ada, week.bo):
        assert given(person.votes()) == {}
        assert "Your dots" not in person.types("topics").text
    assert given(week.cy.votes()) == {3: 4}


# The scanner of logs itself; that of calls has a file of its own


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
