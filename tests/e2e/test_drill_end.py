"""Is nothing lost or doubled when the bot is told to end while it sends?"""

import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from openspace.messages import Status
from sandbox.calls import wait_for
from tests.e2e import drill
from tests.e2e.drill_week import Meeting, Plan
from tests.e2e.drill_world import EXACTLY_ONCE, QUICK, Stage, stage, told

STARTS_AT = datetime(2027, 11, 23, 10, 0, tzinfo=UTC)
LEAD = timedelta(minutes=60)
PEOPLE = 40
TIMING = {**QUICK, "per_minute": 6_000, "burst": 5, "lease_s": 2.0, "doubt_s": 1.0}
WITHIN_S = 30.0
HANGS_MS = 6_000
"""How long Slack does not answer: longer than the bot may take to end."""


def test_a_bot_that_is_told_to_end_while_it_sends_loses_and_doubles_nothing(
    database_url: str, tmp_path: Path
) -> None:
    with stage(database_url, tmp_path, people=PEOPLE, at=STARTS_AT, speed=1) as there:
        there.workspace.faults(answer_latency_ms=300, enforce_rate_limits=False)
        plan = _plan(there)
        there.fill([plan])
        bot = there.bot(TIMING)
        wait_for(lambda: Status.SENT in there.statuses(), WITHIN_S)

        assert bot.ends(signal.SIGTERM) == 0

        left = there.statuses()
        assert left[Status.PENDING]
        _check_the_rest(there, plan, left)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_bot_ends_in_time_although_slack_does_not_answer(
    database_url: str, tmp_path: Path
) -> None:
    with stage(database_url, tmp_path, people=PEOPLE, at=STARTS_AT, speed=1) as there:
        there.workspace.faults(
            answer_latency_ms=HANGS_MS, enforce_rate_limits=False, methods=["chat.postMessage"]
        )
        plan = _plan(there)
        there.fill([plan])
        bot = there.bot(TIMING)
        # The first has been taken, and the bot waits to be told so.
        wait_for(there.people[0].dms, WITHIN_S)

        assert bot.ends(signal.SIGTERM) == 0

        _check_the_rest(there, plan, there.statuses())


def _check_the_rest(there: Stage, plan: Plan, left: dict[Status, int]) -> None:
    """Let another bot send what is left, and look whether each was told exactly once."""
    there.workspace.faults(answer_latency_ms=0)
    there.bot(TIMING).ready()
    there.settles(PEOPLE, WITHIN_S)
    outcome = told(there, [plan])
    drill.report(
        f"SIGTERM on {there.database.engine.dialect.name}",
        left=" ".join(f"{status.value} {count}" for status, count in left.items()),
        missing=len(outcome.missing),
        doubles=len(outcome.doubled),
    )
    assert outcome == EXACTLY_ONCE
    assert there.statuses() == {Status.SENT: PEOPLE}


def _plan(there: Stage) -> Plan:
    people = tuple(person.id for person in there.people)
    return Plan(
        name="The week",
        channel_id=there.channel("week").id,
        first_day=STARTS_AT.date(),
        people=people,
        meetings=(Meeting("The session", STARTS_AT + LEAD, people),),
        reminder_min=int(LEAD.total_seconds() / 60),
    )
