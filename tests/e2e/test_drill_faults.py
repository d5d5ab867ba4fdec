"""Does each message arrive exactly once while Slack limits, fails, hangs up and drops sockets?"""

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from openspace import moments
from openspace.messages import Status
from sandbox.calls import wait_for
from tests.e2e import drill, drill_week, drill_wire
from tests.e2e.drill import SIZE
from tests.e2e.drill_week import Meeting, Plan
from tests.e2e.drill_world import EXACTLY_ONCE, QUICK, Stage, stage, told

STARTS_AT = datetime(2027, 11, 23, 9, 0, tzinfo=UTC)
SPEED = 15
LEAD_MIN = 240
SEATS = 4
DUE_IN_S = 0.4
"""One message falls due in so many seconds: a little more slowly than they may leave."""

TIMING = {"doubt_s": 3.0, "recover_s": 1.0}
"""The usual paces; only what nobody answered for is looked for sooner, which costs time here."""

RETRY_AFTER_S = 2
RATES = {"rate_429": 0.10, "rate_500": 0.05, "drop_after_accept": 0.05}
WELL = dict.fromkeys(RATES, 0)
WITHIN_S = 20.0
MESSAGE_S = 3.0
"""How long one message takes at the most, in the long run, with all the waiting."""


@pytest.mark.parametrize(("database_url", "bots"), SIZE.faulty_on, indirect=["database_url"])
def test_each_message_arrives_exactly_once_and_in_time_however_slack_misbehaves(
    database_url: str, bots: int, tmp_path: Path
) -> None:
    people = max(SIZE.faulty // 6, 3 * SEATS)
    with stage(
        database_url, tmp_path, people=people, at=STARTS_AT, speed=SPEED, mode="socket"
    ) as there:
        plan = _plan(there, sessions=SIZE.faulty // SEATS, due_in_s=DUE_IN_S)
        due = len(set(drill_week.facts(plan)))
        there.fill([plan])
        running = [there.bot(TIMING) for _ in range(bots)]
        for bot in running:
            bot.ready()
        there.workspace.faults(
            retry_after_s=RETRY_AFTER_S,
            **{fault: rate * SIZE.fault_factor for fault, rate in RATES.items()},
        )
        began = time.monotonic()
        drops = sum(_dropped_until_settled(there, due))
        seconds = time.monotonic() - began
        there.workspace.faults(**WELL)
        outcome, calls = told(there, [plan]), there.workspace.wire()
        posts = drill_wire.accepted(calls)
        # What bots send they pace together; sockets and looks in Slack are each bot's own.
        paced = [call for call in calls if bots == 1 or call.name == drill_wire.POST]
        impatient = drill_wire.too_soon(paced, retry_after_s=RETRY_AFTER_S)
        answers = [call.status for call in calls if call.name == drill_wire.POST]
        drill.report(
            f"Slack misbehaves, {there.database.engine.dialect.name}",
            bots=bots,
            messages=due,
            answers_429=answers.count(429),
            answers_500=answers.count(500),
            connections_cut=answers.count(0),
            sockets_dropped=drops,
            missing=len(outcome.missing),
            doubles=len(outcome.doubled),
            calls_before_retry_after=len(impatient),
            closest_in_a_channel_s=round(drill_wire.closest_s(posts), 2),
            seconds=round(seconds),
        )
        assert {200} < set(answers)
        assert outcome == EXACTLY_ONCE
        assert there.statuses() == {Status.SENT: due}
        assert impatient == []
        assert drill_wire.closest_s(posts) >= 1.0
        assert [bot.process.poll() for bot in running] == [None] * bots


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_recovery_looks_for_nothing_while_slack_asks_to_wait(
    database_url: str, tmp_path: Path
) -> None:
    with stage(database_url, tmp_path, people=2 * SEATS, at=STARTS_AT, speed=1) as there:
        there.workspace.faults(answer_latency_ms=10_000, methods=[drill_wire.POST])
        plan = _plan(there, sessions=2, due_in_s=0)
        due = len(set(drill_week.facts(plan)))
        there.fill([plan])
        dies = there.bot({**QUICK, "lease_s": 1.0})
        wait_for(lambda: there.statuses().get(Status.SENDING, 0) > SEATS, WITHIN_S)
        dies.kill()
        there.workspace.faults(answer_latency_ms=0, rate_429=1, methods=["conversations.open"])
        there.workspace.faults(retry_after_s=RETRY_AFTER_S)

        there.bot({**QUICK, "lease_s": 1.0})
        wait_for(lambda: [call.status for call in there.workspace.wire()].count(429) > 1, WITHIN_S)
        there.workspace.faults(rate_429=0)
        there.settles(due, WITHIN_S)

        calls = there.workspace.wire()
        assert drill_wire.too_soon(calls, retry_after_s=RETRY_AFTER_S) == []
        assert told(there, [plan]) == EXACTLY_ONCE


def _dropped_until_settled(there: Stage, due: int) -> Iterator[int]:
    """Drop the app's sockets again and again; yield each time how many there were."""
    drop_at = time.monotonic() + SIZE.sockets_s
    give_up_at = time.monotonic() + 30 + due * MESSAGE_S
    while not there.is_settled(due):
        assert time.monotonic() < give_up_at, there.statuses()
        if time.monotonic() > drop_at:
            drop_at += SIZE.sockets_s
            yield there.workspace.drop_sockets()
        time.sleep(0.2)


def _plan(there: Stage, *, sessions: int, due_in_s: float) -> Plan:
    """Return an open space whose people are reminded again and again, and whose channel as well."""
    chance = random.Random(1)
    now = there.clock.now()
    people = [person.id for person in there.people]

    def meeting(number: int) -> Meeting:
        due_at = now + there.clock.ahead(number * SEATS * due_in_s)
        some = chance.sample(people, SEATS + 1)
        return Meeting(
            f"Session {number}",
            due_at + timedelta(minutes=LEAD_MIN),
            tuple(some[:SEATS]),
            waiting=tuple(some[SEATS:]),
        )

    # Four messages to the channel are due at the same moment, and leave a second apart.
    soon = now + there.clock.ahead(2)
    wall = moments.wall(soon, drill_week.ZONE).time()
    return Plan(
        name="The week",
        channel_id=there.channel("week").id,
        first_day=STARTS_AT.date(),
        people=tuple(people),
        meetings=tuple(meeting(number) for number in range(sessions)),
        reminder_min=LEAD_MIN,
        digest_at=wall,
        summary_at=wall,
        opens_at=soon,
        closes_at=soon,
    )
