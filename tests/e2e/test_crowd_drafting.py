"""Is the bot as quick as ever while a draft is searched for, and is none lost when it is killed?"""

import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from random import Random
from threading import Event
from time import perf_counter

import pytest
from sqlalchemy import select

from sandbox.acting import Person
from sandbox.calls import wait_for
from storage.database import open_database
from storage.tables import PlanningRow
from tests.e2e import large_week
from tests.e2e.program import programs
from tests.e2e.week import World, begin_vote, held

VOTERS = 8
VOTES = 25
THINK_S = 0.2
"""How long somebody thinks between two votes, in the mean: forty votes a second from all."""
ACK_S = 0.15
"""What an ack may take at the 99th percentile, in seconds, measured by Slack's end."""


def status(database_url: str) -> str:
    with closing(open_database(database_url)) as database, database.reading() as db:
        return db.scalars(select(PlanningRow.status)).one()


# On SQLite, where whoever writes has the whole database, and reading takes this process's time.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_votes_are_acknowledged_as_quickly_as_ever_during_a_large_search(
    database_url: str, tmp_path: Path
) -> None:
    names = [f"voter{number}" for number in range(VOTERS)]
    with held("http", database_url, tmp_path, people=("ada", *names)) as world:
        ada = world.person("ada")
        begin_vote(world, ada, topics=4)
        large_week.fill(database_url, topics=300, slots=20, rooms=20, people=10_000)
        for name in names:
            world.types(world.person(name), "/vote 1")
        world.types(ada, "/openspace timetable draft")
        wait_for(lambda: status(database_url) == "working", timeout_s=10)

        def votes(name: str) -> list[float]:
            person, chance = world.person(name), Random(name)
            return [_vote(world, person, turn, chance) for turn in range(VOTES)]

        with ThreadPoolExecutor(VOTERS) as pool:
            took = sorted(one for some in pool.map(votes, names) for one in some)
        assert status(database_url) == "working"
        assert took[len(took) * 99 // 100] < ACK_S, took[-8:]


def _vote(world: World, person: Person, turn: int, chance: Random) -> float:
    # People think before they vote; without that this would measure how much the machine can do.
    Event().wait(chance.random() * 2 * THINK_S)
    began = perf_counter()
    answer = person.types(f"/vote {turn % 4 + 1} x{turn // 4 % 2 + 1}", world.channel)
    took = perf_counter() - began
    assert answer.ok
    return took


# On PostgreSQL; tests/storage/test_services_planning.py takes searches over on both.
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_search_whose_bot_ends_or_is_killed_is_done_by_the_next_one_and_shown(
    database_url: str, tmp_path: Path
) -> None:
    with held("socket", database_url, tmp_path, people=("ada",)) as world:
        ada = world.person("ada")
        begin_vote(world, ada, topics=1)
        large_week.fill(database_url, topics=60, slots=10, rooms=6, people=500)
        world.types(ada, "/openspace close voting")
        world.types(ada, "/openspace timetable draft")
        wait_for(lambda: status(database_url) == "working", timeout_s=10)
        assert world.program.ends(signal.SIGTERM) == 0
        assert status(database_url) == "wanted"
        with programs(tmp_path) as start:
            killed = start(world.settings)
            wait_for(lambda: status(database_url) == "working", timeout_s=10)
            killed.kill()
            assert status(database_url) == "working"
            last = start(world.settings)
            wait_for(lambda: status(database_url) == "done", timeout_s=40)
            shown = wait_for(lambda: _draft_of(ada, world), timeout_s=10)
            assert "60 sessions changed their place." in shown
            assert last.ends(signal.SIGTERM) == 0


def _draft_of(person: Person, world: World) -> str:
    texts = [one.text for one in person.sees(world.channel) if "The draft is ready: " in one.text]
    return texts[-1] if texts else ""
