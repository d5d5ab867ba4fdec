"""Does each message arrive exactly once, however often the bot is killed while it sends?"""

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from openspace import moments
from openspace.messages import Status
from tests.e2e import drill, drill_week
from tests.e2e.drill import SIZE, SMALL
from tests.e2e.drill_week import Meeting, Plan
from tests.e2e.drill_world import EXACTLY_ONCE, QUICK, Stage, Told, stage, told

BRIEFED_AT = datetime(2027, 11, 23, 15, 0, tzinfo=UTC)
"""When hosts are told of their sessions of the next day."""

STARTS_AT = BRIEFED_AT - timedelta(minutes=10)

LEAD_MIN = 60
SPACES = 4
PEOPLE = 80
SEATS, WAITING = 8, 2
LIVES_S = (0.2, 1.0)
"""How long after it is ready the bot lives, at least and at most."""

DRAIN_S = 60.0
TIMING = {
    **QUICK,
    "per_minute": 900,
    "burst": 3,
    "gap_s": 0.2,
    "lease_s": 2.0,
    "doubt_s": 0.5,
}
BLIND_KILLS = 4
TAKES_MS, ANSWERS_MS = 30, 80
"""How long Slack takes to take a message, and then to answer: when a kill matters most."""

HAD_ARRIVED = "A message had arrived; it is not sent again."
HAD_NOT = "A message had not arrived; it is sent again."


def test_a_bot_that_is_killed_again_and_again_sends_each_message_exactly_once(
    database_url: str, tmp_path: Path
) -> None:
    with stage(database_url, tmp_path, people=PEOPLE, at=STARTS_AT, speed=SIZE.speed) as there:
        there.workspace.faults(
            latency_ms=TAKES_MS, answer_latency_ms=ANSWERS_MS, enforce_rate_limits=False
        )
        lasts_s = _lasts_s(there, SIZE.kills)
        outcome, due = _drill(there, kills=SIZE.kills, sessions=SIZE.sessions, lasts_s=lasts_s)
        assert outcome == EXACTLY_ONCE
        assert there.statuses() == {Status.SENT: due}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_same_drill_shows_doubles_where_recovery_does_not_look(
    database_url: str, tmp_path: Path
) -> None:
    with stage(database_url, tmp_path, people=PEOPLE, at=BRIEFED_AT, speed=SMALL.speed) as there:
        there.workspace.faults(answer_latency_ms=5 * ANSWERS_MS, enforce_rate_limits=False)
        # All is due at once, so that each kill hits something under way.
        outcome, _ = _drill(there, kills=BLIND_KILLS, sessions=4, lasts_s=0, looks=False)
        assert outcome.doubled
        assert (outcome.missing, outcome.strange) == ((), ())


def _drill(
    there: Stage, *, kills: int, sessions: int, lasts_s: float, looks: bool = True
) -> tuple[Told, int]:
    """Kill the bot so often and let it end its work; return what was told, and how much is due.

    Args:
        lasts_s: for how many real seconds something falls due again and again.
    """
    seed = random.randrange(1_000_000)
    chance = random.Random(seed)
    plans = _plans(there, chance, sessions=sessions, lasts_s=lasts_s)
    there.fill(plans)
    due = sum(len(set(drill_week.facts(plan))) for plan in plans)
    began = time.monotonic()
    output = [_killed(there, chance, looks=looks) for _ in range(kills)]
    killed_s = time.monotonic() - began
    sent_by_then = there.statuses().get(Status.SENT, 0)
    last = there.bot(TIMING, looks=looks)
    last.ready()
    # On a machine that got faster meanwhile the kills are over before the last thing falls due.
    there.settles(due, max(lasts_s - killed_s, 0) + DRAIN_S)
    outcome = told(there, plans)
    output.append(last.output)
    drill.report(
        f"kill -9 on {there.database.engine.dialect.name}{'' if looks else ', blind'}, seed {seed}",
        kills=kills,
        messages=due,
        sent_before_the_last_start=sent_by_then,
        found_in_Slack=sum(text.count(HAD_ARRIVED) for text in output),
        sent_again=sum(text.count(HAD_NOT) for text in output),
        missing=len(outcome.missing),
        doubles=len(outcome.doubled),
        seconds=round(killed_s),
    )
    return outcome, due


def _lasts_s(there: Stage, kills: int) -> float:
    """Return about how many real seconds the kills will take, from one start of the bot."""
    began = time.monotonic()
    first = there.bot(TIMING)
    first.ready()
    start_s = time.monotonic() - began
    first.kill()
    return kills * (start_s + sum(LIVES_S) / 2)


def _killed(there: Stage, chance: random.Random, *, looks: bool) -> str:
    """Start the bot and kill it a moment later; return what it said."""
    bot = there.bot(TIMING, looks=looks)
    bot.ready()
    time.sleep(chance.uniform(*LIVES_S))
    bot.kill()
    return bot.output


def _plans(
    there: Stage, chance: random.Random, *, sessions: int, lasts_s: float
) -> tuple[Plan, ...]:
    """Return open spaces of which something falls due all the time, for that many real seconds."""
    now, lasts = there.clock.now(), there.clock.ahead(lasts_s)
    everybody = [person.id for person in there.people]
    return tuple(
        _plan(there, chance, number, now, lasts, everybody[number :: SPACES // 2], sessions)
        for number in range(SPACES)
    )


def _plan(
    there: Stage,
    chance: random.Random,
    number: int,
    now: datetime,
    lasts: timedelta,
    people: list[str],
    sessions: int,
) -> Plan:
    def at() -> datetime:
        return now + lasts * chance.random()

    name = f"Week {number}"
    today = moments.today(now, drill_week.ZONE)
    return Plan(
        name=name,
        channel_id=there.channel(f"week-{number}").id,
        first_day=today,
        people=tuple(people),
        meetings=(
            *_meetings(chance, name, people, [at() for _ in range(number, sessions, SPACES)]),
            Meeting(
                f"{name}, the next morning", STARTS_AT + timedelta(hours=20), (), host=people[0]
            ),
        ),
        reminder_min=LEAD_MIN,
        digest_at=moments.wall(at(), drill_week.ZONE).time(),
        summary_at=moments.wall(at(), drill_week.ZONE).time(),
        opens_at=at(),
        closes_at=at(),
    )


def _meetings(
    chance: random.Random, name: str, people: list[str], due_at: list[datetime]
) -> Iterator[Meeting]:
    for number, moment in enumerate(due_at):
        some = chance.sample(people, SEATS + WAITING + 1)
        yield Meeting(
            title=f"{name}, session {number}",
            starts_at=moment + timedelta(minutes=LEAD_MIN),
            seated=tuple(some[:SEATS]),
            waiting=tuple(some[SEATS:-1]),
            host=some[-1],
        )
