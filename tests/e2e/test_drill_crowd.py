"""Do a thousand people who are new to the bot get quick answers, and is all that they hear true?"""

import re
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from sandbox.client import wait_for
from sandbox.sights import Channel
from storage.tables import DotsRow, ParticipantRow, PersonRow, RoomRow, SignupRow, TopicRow
from tests.e2e import drill, drill_crowd
from tests.e2e.drill import IS_FULL, SIZE
from tests.e2e.drill_crowd import SESSIONS, Soul
from tests.e2e.drill_week import Meeting, Plan
from tests.e2e.drill_world import Stage, stage
from tests.e2e.program import Program

AT = datetime(2027, 11, 23, 9, 0, tzinfo=UTC)
LATENCY_MS = 300
CAPACITY = 40
BUDGET = 5
SLOWEST_MS = 1000
"""Held in the full drill alone: the small one shares its machine with other tests."""

LOST_WITHIN_S = 3.5
"""How long after a kill those may fail who had asked before it; Slack gives them up after three."""

HONEST = {"too busy", "operation_timeout", "dispatch_failed"}
"""What people hear where something is too slow or was killed: that nothing is sure to be saved."""

BOARD_WITHIN_S = 90.0
"""A process that is killed while it paints the board keeps it for the minute of its lease."""
BOARD_ROW = re.compile(r"#(\d+) \*[^*\n]+\*, [^\n]*: (\d+) dots?")
TALLY_ROW = re.compile(r"#(\d+) \*[^*\n]+\*: (\d+) dots? from (\d+) (?:person|people)")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_crowd_on_sqlite_over_http_is_answered_at_once_and_truly(
    database_url: str, tmp_path: Path
) -> None:
    _drill(database_url, tmp_path, "http", bots=1)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("kills", [False, True] if IS_FULL else [True])
def test_two_processes_share_a_crowd_and_what_one_acknowledged_outlives_it(
    kills: bool, database_url: str, tmp_path: Path
) -> None:
    _drill(database_url, tmp_path, "socket", bots=2, kills=kills)


def _drill(database_url: str, folder: Path, mode: str, *, bots: int, kills: bool = False) -> None:
    with stage(database_url, folder, people=SIZE.crowd, at=AT, speed=1, mode=mode) as there:
        channel = there.workspace.add_channel("week", members=there.people, is_news=False)
        _fill(there, channel)
        timing = {} if IS_FULL else {"lease_s": 4.0}
        # The small drill is about truth, not about the disk that it shares with other tests.
        synchronous = "FULL" if IS_FULL else "NORMAL"
        running = [there.bot(timing, SQLITE_SYNCHRONOUS=synchronous) for _ in range(bots)]
        for bot in running:
            bot.ready()
        there.workspace.faults(latency_ms=LATENCY_MS)
        souls = [Soul(person, number) for number, person in enumerate(there.people)]
        began = time.monotonic()
        killed_at = _acts(souls, channel, running[0] if kills else None)
        seconds = time.monotonic() - began
        there.workspace.faults(latency_ms=0)
        _report(
            there, souls, f"{len(souls)} people, {mode}, {bots} bots{', 1 killed' * kills}", seconds
        )
        # Who asked the process that was killed heard nothing, and only those.
        failed = [(at, why) for soul in souls for at, why in soul.failures()]
        if IS_FULL:
            assert [one for one in failed if not _is_of_kill(one[0], killed_at)] == []
        assert {why for _, why in failed} <= HONEST
        _check_saved(there, souls)
        wait_for(lambda: _is_right(_board(there, channel), there), BOARD_WITHIN_S, every_s=0.5)
        # Slack takes both about a hundred times a minute; who is left over comes later.
        assert _not_taken(there) <= {"users.info", "views.publish"}
        if IS_FULL:
            assert max(ack for soul in souls for ack in soul.acks_ms) < SLOWEST_MS
        assert all("Traceback" not in bot.output for bot in running)


def _is_of_kill(at: float, killed_at: float | None) -> bool:
    return killed_at is not None and killed_at <= at <= killed_at + LOST_WITHIN_S


def _acts(souls: list[Soul], channel: Channel, victim: Program | None) -> float | None:
    """Let all act, and kill one process in the middle; return when that was."""
    over = threading.Event()
    crowd = threading.Thread(
        target=drill_crowd.act, args=(souls, channel, over), kwargs={"think_s": SIZE.think_s}
    )
    crowd.start()
    killed_at = None
    try:
        over.wait(SIZE.crowd_s / 2)
        if victim is not None:
            killed_at = time.monotonic()
            victim.process.kill()
        over.wait(SIZE.crowd_s / 2)
    finally:
        over.set()
        crowd.join()
    return killed_at


def _fill(there: Stage, channel: Channel) -> None:
    """Store an open space in which one person alone is known."""
    now = there.clock.now()
    plan = Plan(
        name="Week",
        channel_id=channel.id,
        first_day=now.date(),
        people=(there.people[0].id,),
        meetings=tuple(
            Meeting(f"Session {n}", now + timedelta(hours=n + 1), ()) for n in range(SESSIONS)
        ),
        reminder_min=0,
        closes_at=now + timedelta(hours=12),
        is_voting=True,
    )
    there.fill([plan])
    with there.database.begin() as db:
        db.execute(update(RoomRow).values(capacity=CAPACITY))


def _check_saved(there: Stage, souls: Sequence[Soul]) -> None:
    """Hold what is stored against all that people were told."""
    person, of = PersonRow.user_id, TopicRow.number
    dots = select(person, of, DotsRow.dots).join(
        ParticipantRow, ParticipantRow.id == DotsRow.participant_id
    )
    dots = dots.join(PersonRow, PersonRow.id == ParticipantRow.person_id)
    dots = dots.join(TopicRow, TopicRow.id == DotsRow.topic_id)
    seats = select(person, of).join(ParticipantRow, ParticipantRow.person_id == PersonRow.id)
    seats = seats.join(SignupRow, SignupRow.participant_id == ParticipantRow.id)
    seats = seats.join(TopicRow, TopicRow.id == SignupRow.topic_id)
    with there.database.reading() as db:
        given = {(user, number): value for user, number, value in db.execute(dots)}
        taken = {(user, number) for user, number in db.execute(seats)}
        titles = set(db.scalars(select(TopicRow.title)))
    for soul in souls:
        user_id = soul.person.id
        for number in range(1, SESSIONS + 1):
            may_be = soul.dots.get(number, {0})
            assert given.get((user_id, number), 0) in may_be, "a ballot is not what was told"
            assert ((user_id, number) in taken) in soul.seats.get(number, {0})
        assert set(soul.titles) <= titles
    of_one = Counter[str]()
    for (user_id, _), value in given.items():
        of_one[user_id] += value
    assert max(of_one.values()) <= BUDGET
    _check_tally(there, Counter(number for _, number in given), given)
    _check_seats(there, Counter(number for _, number in taken))


def _check_tally(there: Stage, voters: Counter[int], given: Mapping[tuple[str, int], int]) -> None:
    """Hold the tally that people read against the ballots."""
    total = Counter[int]()
    for (_, number), value in given.items():
        total[number] += value
    said = there.people[0].types("/tally", there.workspace.channel("week")).text
    shown = {int(n): (int(dots), int(some)) for n, dots, some in TALLY_ROW.findall(said)}
    assert {n: shown[n] for n in total} == {n: (total[n], voters[n]) for n in total}


def _check_seats(there: Stage, taken: Counter[int]) -> None:
    """Hold the free seats that people read against those who signed up."""
    said = there.people[0].types("/agenda week", there.workspace.channel("week")).text
    for number in range(1, SESSIONS + 1):
        free = CAPACITY - taken[number]
        words = f"{free} seats? free" if free > 0 else "[Nn]o seat free"
        assert re.search(rf"#{number} \*[^\n]*(\n[^#\n]*)?{words}", said), (number, free, said)


def _board(there: Stage, channel: Channel) -> str:
    found = [
        one.text
        for one in there.people[0].sees(channel)
        if not one.is_ephemeral and one.text.split("\n")[0].endswith(": the board")
    ]
    return found[0] if found else ""


def _is_right(board: str, there: Stage) -> bool:
    """Say whether the board shows all topics and what each has."""
    query = select(TopicRow.number, func.coalesce(func.sum(DotsRow.dots), 0)).outerjoin(
        DotsRow, DotsRow.topic_id == TopicRow.id
    )
    with there.database.reading() as db:
        topics = {number: int(dots) for number, dots in db.execute(query.group_by(TopicRow.number))}
    shown = {int(number): int(dots) for number, dots in BOARD_ROW.findall(board)}
    return (
        f"{len(topics)} topics" in board
        and len(shown) >= SESSIONS
        and all(topics[number] == dots for number, dots in shown.items())
    )


def _not_taken(there: Stage) -> set[str]:
    return {
        one.name
        for one in there.workspace.wire_in_brief()
        if one.refused and "from_app" in one.direction
    }


def _report(there: Stage, souls: Sequence[Soul], what: str, seconds: float) -> None:
    acks = sorted(ack for soul in souls for ack in soul.acks_ms)
    fates = Counter(fate for soul in souls for _, fate, _ in soul.fates)
    wire = Counter(one.name for one in there.workspace.wire_in_brief() if one.refused)
    homes = sorted(
        one.ms for one in there.workspace.wire_in_brief() if one.name == "app_home_opened"
    )
    drill.report(
        what,
        deeds=sum(fates.values()),
        a_second=round(sum(fates.values()) / seconds, 1),
        **fates,
        why=dict(Counter(why for soul in souls for _, why in soul.failures())),
        median_ms=round(acks[len(acks) // 2]),
        p99_ms=round(acks[int(len(acks) * 0.99)]),
        slowest_ms=round(acks[-1]),
        slowest_home_ms=round(max(homes, default=0)),
        not_taken=dict(wire),
    )
