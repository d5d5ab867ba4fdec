"""Whatever is sent, the program answers at once, grows no larger, and nobody else's dots move.

`make fuzz` sends 100,000 inputs; the suite sends some hundred, the same each time.
"""

import os
import re
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from sqlalchemy import func, select

from storage.database import Database, open_database
from storage.tables import Base, DotsRow, ParticipantRow, PersonRow, TopicRow
from tests.e2e.program import Program
from tests.e2e.week import FIRST_DAY, LAST_DAY, TOMORROW, ZONE, World, begin_vote, held
from tests.fuzz.payloads import Payloads, Place
from tests.fuzz.sending import Sender, impossible, possible

COUNT = int(os.environ.get("FUZZ", "400"))
SEED = int(os.environ.get("FUZZ_SEED", "7"))
FUZZERS = max(12, min(60, COUNT // 100))
"""So many that none of them is held back for being one person."""

WARM = 0.1
"""The part of the inputs after which the program's size is taken, to be held against the end."""

GROWS_MB = 14.0
"""For what is remembered on purpose (people and events) and caches that fill. If each of 100,000
inputs left 150 bytes behind, it would be more."""

DEFECT = re.compile(r"ERROR .*: (\w+ at \w+\.py:\d+)$", re.MULTILINE)
VOTERS = ("bo", "cy")
TOPICS = 6
ROWS_EACH = 60
"""More rows than this no participant leaves: a ballot, seats, absences, notices, a request."""

Ballots = dict[tuple[str, int], int]


def test_no_input_breaks_slows_or_swells_the_program_or_moves_what_is_others(
    tmp_path: Path,
) -> None:
    database_url = f"sqlite:///{tmp_path}/week.db"
    names = [f"fuzzer{number}" for number in range(FUZZERS)]
    with held("http", database_url, tmp_path, people=("ada", *VOTERS, *names)) as world:
        place = _begun(world, names)
        with closing(open_database(database_url)) as database, closing(_sender(world)) as sender:
            before = _ballots(database, world)
            assert len(before) == 2 * len(VOTERS)
            warm = int(COUNT * WARM)
            began = time.monotonic()
            _send_possible(sender, place, warm, SEED)
            size = _size_mb(world.program)
            _send_possible(sender, place, COUNT * 6 // 10 - warm, SEED + 1)
            failures = _failures(world.program)
            _send_impossible(sender, place, COUNT - COUNT * 6 // 10, SEED + 2)
            took_s = time.monotonic() - began
            grown = _size_mb(world.program) - size
            rows = _rows(database)
            print(  # noqa: T201 - `make fuzz` tells its figures
                f"\n{COUNT} inputs, seed {SEED}, in {took_s:.0f} s: {dict(sender.heard.statuses)}; "
                f"slowest "
                f"{sender.heard.slowest_s * 1000:.0f} ms; {size:.0f} MB, then {grown:+.1f}; "
                f"{sum(rows.values())} rows: {dict(rows.most_common(8))}; failures: {failures}; "
                f"later: {_failures(world.program)}"
            )
            assert sender.heard.offences == []
            assert failures == Counter()
            assert sender.heard.statuses[200] > COUNT // 2
            assert _ballots(database, world) == before
            assert grown < GROWS_MB
            assert sum(rows.values()) < ROWS_EACH * FUZZERS + 500
        # The program is well: somebody can still vote.
        assert "Your ballot" in world.types(world.person("bo"), "/vote 3 x1")


def _begun(world: World, names: list[str]) -> Place:
    """An open space in which everything is there to be harmed; the fuzzers run another one."""
    ada = world.person("ada")
    begin_vote(world, ada, topics=TOPICS)
    for words in (
        'rooms add "Room A" 30', 'rooms add "Room B" 5', f"slots add {TOMORROW} 10:00-12:00",
        f'talks add "Opening" {TOMORROW} 10:00 "Room A" by "Morag"', "timetable publish",
        "close proposals",
    ):  # fmt: skip
        world.types(ada, f"/openspace {words}")
    for name in VOTERS:
        world.types(world.person(name), "/vote 1 2")
    facilitators = [world.person(name) for name in names[:3]]
    theirs = world.workspace.add_channel("theirs", members=facilitators)
    answer = facilitators[0].types(
        f'/openspace new "Another" {FIRST_DAY} to {LAST_DAY} {ZONE}', theirs
    )
    assert answer.ok
    return Place(
        world.slack.team_id,
        "A1",
        [world.person(name).id for name in names],
        [world.channel.id, world.channel.id, theirs.id, "C0NOWHERE", "D0NOWHERE"],
        f"{world.slack.base_url}/respond/none",
    )


def _sender(world: World) -> Sender:
    return Sender(f"http://127.0.0.1:{world.settings['HTTP_PORT']}", world.slack.signing_secret)


def _send_possible(sender: Sender, place: Place, count: int, seed: int) -> None:
    sender.send(count, seed, lambda chance: possible(sender, Payloads(place, chance)))


def _send_impossible(sender: Sender, place: Place, count: int, seed: int) -> None:
    sender.send(count, seed, lambda chance: impossible(sender, Payloads(place, chance), chance))


def _failures(program: Program) -> Counter[str]:
    """What the program's log tells of defects, by kind and place; a slow Slack is none."""
    return Counter(DEFECT.findall(program.output))


def _ballots(database: Database, world: World) -> Ballots:
    ids = [world.person(name).id for name in VOTERS]
    query = (
        select(PersonRow.user_id, TopicRow.number, DotsRow.dots)
        .join(ParticipantRow, ParticipantRow.person_id == PersonRow.id)
        .join(DotsRow, DotsRow.participant_id == ParticipantRow.id)
        .join(TopicRow, TopicRow.id == DotsRow.topic_id)
        .where(PersonRow.user_id.in_(ids))
    )
    with database.reading() as db:
        return {(user_id, number): dots for user_id, number, dots in db.execute(query)}


def _rows(database: Database) -> Counter[str]:
    with database.reading() as db:
        return Counter(
            {
                table.name: db.scalar(select(func.count()).select_from(table)) or 0
                for table in Base.metadata.sorted_tables
            }
        )


def _size_mb(program: Program) -> float:
    status = Path(f"/proc/{program.process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024
