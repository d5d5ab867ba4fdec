"""Do very many reminders leave at Slack's pace, the soonest first, while people vote at ease?"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from openspace.messages import Status
from tests.e2e import drill, drill_week, drill_wire
from tests.e2e.drill import SIZE
from tests.e2e.drill_week import Meeting, Plan
from tests.e2e.drill_world import EXACTLY_ONCE, Stage, stage, told

STARTS_AT = datetime(2027, 11, 23, 10, 0, tzinfo=UTC)
LEAD_MIN = 15
SOONEST, LATER = timedelta(minutes=12), timedelta(minutes=14)
"""When sessions begin; people are to be reminded of all of them at once."""

SEATS = 20
BOARDS = 1
EVERY_S = 0.02
SLOWEST, MOST = 200, 300
"""How many messages have to leave in a minute, and how many Slack takes."""

ACK_MS = 150
AT_ONCE = 8


@pytest.mark.parametrize("database_url", SIZE.paced_on, indirect=True)
def test_reminders_due_at_once_leave_at_slacks_pace_and_votes_are_acknowledged_at_once(
    database_url: str, tmp_path: Path
) -> None:
    with stage(database_url, tmp_path, people=SIZE.reminders, at=STARTS_AT, speed=1) as there:
        plan = _plan(there)
        there.fill([plan])
        # One person votes here for many, as fast as a program can.
        bot = there.bot({"deeds_burst": 1_000_000, "deeds_per_s": 1_000_000})
        bot.ready()
        began = time.monotonic()
        acks = sorted(_voted_until_settled(there, plan))
        minutes = (time.monotonic() - began) / 60
        outcome, calls = told(there, [plan]), there.workspace.wire()
        posts = drill_wire.accepted(calls)
        p99 = acks[len(acks) * 99 // 100]
        drill.report(
            f"Due at once on {there.database.engine.dialect.name}",
            messages=len(posts),
            missing=len(outcome.missing),
            doubles=len(outcome.doubled),
            a_minute=round(len(posts) / minutes),
            most_in_a_minute=drill_wire.most_in_a_minute(posts),
            votes=len(acks),
            ack_p50_ms=round(acks[len(acks) // 2]),
            ack_p99_ms=round(p99),
        )
        assert outcome == EXACTLY_ONCE
        assert there.statuses() == {Status.SENT: SIZE.reminders + BOARDS}
        assert [call for call in calls if call.refused and call.direction == "from_app"] == []
        assert drill_wire.most_in_a_minute(posts) <= MOST
        assert len(posts) / minutes > SLOWEST
        assert _last_of_the_soonest(plan, [post.request["text"] for post in posts]) <= AT_ONCE
        assert p99 < ACK_MS


def _plan(there: Stage) -> Plan:
    """Return an open space in which voting is open and everybody has a seat quite soon."""
    people = tuple(person.id for person in there.people)
    rooms = [people[start : start + SEATS] for start in range(0, len(people), SEATS)]
    return Plan(
        name="The week",
        channel_id=there.channel("week").id,
        first_day=STARTS_AT.date(),
        people=people,
        meetings=tuple(
            # Every third begins before the others, whatever its number.
            Meeting(f"Session {n}", STARTS_AT + (LATER if n % 3 else SOONEST), seated)
            for n, seated in enumerate(rooms)
        ),
        reminder_min=LEAD_MIN,
        is_voting=True,
    )


def _voted_until_settled(there: Stage, plan: Plan) -> Iterator[float]:
    """Let somebody vote again and again; yield how long each was not acknowledged, in ms."""
    voter = there.people[0]
    give_up_at = time.monotonic() + 60 * SIZE.reminders / SLOWEST + 30
    turn = 0
    while turn % 10 or not there.is_settled(SIZE.reminders + BOARDS):
        assert time.monotonic() < give_up_at, there.statuses()
        answer = voter.types(f"/vote {turn % 3 + 1} x{turn // 3 % 2}", plan.channel_id)
        assert answer.ok, answer.error
        assert "Your ballot" in answer.text
        yield answer.ack_ms
        turn += 1
        time.sleep(EVERY_S)


def _last_of_the_soonest(plan: Plan, texts: list[str]) -> int:
    """Return how many messages of later sessions left before the last of the soonest."""
    soonest = {one.title for one in plan.meetings if one.starts_at == STARTS_AT + SOONEST}
    is_soonest = [title in soonest for text in texts for _, _, title in drill_week.told("", text)]
    last = max(place for place, is_one in enumerate(is_soonest) if is_one)
    return is_soonest[:last].count(False)
