"""Does what was acknowledged survive the end of the process, ordered or not?"""

import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Lock

import httpx
import pytest

from openspace import voting
from sandbox.acting import Person
from sandbox.calls import wait_for
from storage import ballots, people, spaces
from storage.database import open_database
from tests.e2e.program import Program, programs
from tests.e2e.week import World, begin_vote, held

VOTERS = 12
ENOUGH = 60
TOPICS = 4
TEAM_ID = "T0SANDBOX1"

Ballot = dict[int, int]


class Voter:
    """Somebody who changes their ballot again and again, and remembers what was acknowledged."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.acknowledged: Ballot = {}
        self.in_flight: Ballot | None = None

    def vote(self, world: World, turn: int) -> bool:
        """Set one topic's dots; say whether it was acknowledged."""
        topic, dots = turn % TOPICS + 1, turn // TOPICS % 2
        self.in_flight = {n: d for n, d in {**self.acknowledged, topic: dots}.items() if d}
        try:
            answer = self.person.types(f"/vote {topic} x{dots}", world.channel)
        except httpx.HTTPError:
            return False
        if not answer.ok or answer.message is None or "Your ballot" not in answer.message.text:
            return False
        self.acknowledged, self.in_flight = self.in_flight, None
        return True


@pytest.mark.parametrize("mode", ["socket", "http"])
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_acknowledged_vote_is_lost(
    how: signal.Signals, mode: str, database_url: str, tmp_path: Path
) -> None:
    names = [f"voter{number}" for number in range(VOTERS)]
    with held(mode, database_url, tmp_path, people=("ada", *names)) as world:
        begin_vote(world, world.person("ada"), topics=TOPICS)
        voters = [Voter(world.person(name)) for name in names]
        _vote_until_it_ends(world, voters, how)
        with programs(tmp_path) as start:
            again: Program = start(world.settings)
            again.ready()
            _check(database_url, voters)
            tally = world.types(world.person("ada"), "/tally")
            assert again.ends(signal.SIGTERM) == 0
    _check_tally(database_url, tally)


def _vote_until_it_ends(world: World, voters: list[Voter], how: signal.Signals) -> None:
    over, lock, votes = Event(), Lock(), [0]

    def vote(voter: Voter) -> None:
        turn = 0
        while not over.is_set() and voter.vote(world, turn):
            turn += 1
            with lock:
                votes[0] += 1

    with ThreadPoolExecutor(VOTERS) as pool:
        done = [pool.submit(vote, voter) for voter in voters]
        wait_for(lambda: votes[0] >= ENOUGH, timeout_s=30)
        if how is signal.SIGTERM:
            assert world.program.ends(how) == 0
        else:
            world.program.process.send_signal(how)
            world.program.process.wait(10)
        over.set()
        for one in done:
            one.result()


def _check(database_url: str, voters: list[Voter]) -> None:
    database = open_database(database_url)
    with database.reading() as db:
        (space,) = spaces.not_closed(db, team_id=TEAM_ID)
        for voter in voters:
            row = people.person(db, space, voter.person.id)
            assert row.participant_id is not None
            found = ballots.ballot(db, row.participant_id)
            # A vote in flight may count or not; one acknowledged must.
            assert found in (voter.acknowledged, voter.in_flight), voter.person.name
    database.close()


def _check_tally(database_url: str, tally: str) -> None:
    database = open_database(database_url)
    with database.reading() as db:
        (space,) = spaces.not_closed(db, team_id=TEAM_ID)
        total = sum(row.dots for row in ballots.totals(db, space))
        turnout = ballots.turnout(db, space)
    database.close()
    people_words = "1 person has" if turnout == 1 else f"{turnout} people have"
    assert f"{people_words} voted and given {voting.dots_words(total)}." in tally
