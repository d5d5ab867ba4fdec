"""Do several bots on one database share the work, and send each message exactly once?"""

import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from openspace.messages import Status
from tests.e2e import drill
from tests.e2e.drill import SIZE
from tests.e2e.drill_week import Meeting, Plan
from tests.e2e.drill_world import EXACTLY_ONCE, Stage, read, stage, told

STARTS_AT = datetime(2027, 11, 23, 10, 0, tzinfo=UTC)
LEAD = timedelta(minutes=60)
SEATS = 50
ANSWERS_MS = 40
TIMING = {"per_minute": 60_000, "burst": 40, "gap_s": 0.2}
WITHIN_S = 600.0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("bots", "messages"), SIZE.crowds)
def test_bots_on_one_database_send_each_message_exactly_once_and_share_them(
    bots: int, messages: int, database_url: str, tmp_path: Path
) -> None:
    with stage(database_url, tmp_path, people=messages, at=STARTS_AT, speed=1) as there:
        there.workspace.faults(answer_latency_ms=ANSWERS_MS, enforce_rate_limits=False)
        plan = _plan(there)
        running = [there.bot(TIMING, COMMAND_PREFIX=_prefix(n), HTTP_PORT="0") for n in range(bots)]
        for bot in running:
            bot.ready()
        # All are there before anything is due, as on any ordinary day.
        began = time.monotonic()
        there.fill([plan])
        there.settles(messages, WITHIN_S)
        seconds = time.monotonic() - began
        outcome = told(there, [plan])
        shares = _shares(there, bots)
        drill.report(
            f"{bots} bots on PostgreSQL",
            messages=messages,
            missing=len(outcome.missing),
            doubles=len(outcome.doubled),
            shares=" ".join(f"{share / messages:.0%}" for share in shares),
            seconds=round(seconds),
        )
        assert outcome == EXACTLY_ONCE
        assert there.statuses() == {Status.SENT: messages}
        assert sum(shares) == messages
        assert min(shares) > messages / bots / 2


def _plan(there: Stage) -> Plan:
    """Return an open space in which everybody has a seat in a session that begins in an hour."""
    people = tuple(person.id for person in there.people)
    rooms = [people[start : start + SEATS] for start in range(0, len(people), SEATS)]
    return Plan(
        name="The week",
        channel_id=there.channel("week").id,
        first_day=STARTS_AT.date(),
        people=people,
        meetings=tuple(
            Meeting(
                f"Session in room {number}",
                STARTS_AT + LEAD,
                seated,
                # Some of the next room would have come here as well, and have no seat.
                waiting=rooms[(number + 1) % len(rooms)][:2],
            )
            for number, seated in enumerate(rooms)
        ),
        reminder_min=int(LEAD.total_seconds() / 60),
    )


def _prefix(bot: int) -> str:
    """Return what stands before the commands that one bot names, and so before none of another."""
    return f"bot{bot}-"


def _shares(there: Stage, bots: int) -> list[int]:
    """Return how many of the messages that people read came from each bot."""
    counted = Counter(
        bot
        for _, text in read(there, [])
        for bot in range(bots)
        if f"/{_prefix(bot)}signup" in text
    )
    return [counted[bot] for bot in range(bots)]
