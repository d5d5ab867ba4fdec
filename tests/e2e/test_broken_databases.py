"""Do people hear one plain sentence while the database is broken, and is nothing lost after it?"""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from openspace.messages import Status
from sandbox.client import wait_for
from storage.tables import DotsRow, ParticipantRow, PersonRow
from tests.databases import PostgresServer
from tests.e2e import broken, drill
from tests.e2e.broken import NOTHING_CHANGED, UNKNOWN, Voter, Voters, Watch
from tests.e2e.drill import IS_FULL
from tests.e2e.drill_week import Meeting, Plan
from tests.e2e.drill_world import EXACTLY_ONCE, Stage, stage, told
from tests.e2e.program import Program

AT = datetime(2027, 11, 23, 10, 0, tzinfo=UTC)
VOTERS = 8
SEATED = 3
LEAD = timedelta(minutes=60)
DUE_AFTER_S = 2.0
"""So long after the start of a drill people are to be reminded: by then the database is broken."""

LASTS_S = 10.0 if IS_FULL else 4.0
SOON_S = 20.0
PLAIN = re.compile(rf"({NOTHING_CHANGED}|{UNKNOWN})")
TIMING = {"deliver_s": 0.1, "recover_s": 0.2, "promise_s": 0.4, "doubt_s": 0.5, "lease_s": 3.0}


@pytest.mark.parametrize("mode", ["fast", "immediate"] if IS_FULL else ["immediate"])
def test_a_postgresql_that_is_restarted_under_load_loses_nothing(mode: str, tmp_path: Path) -> None:
    with broken.postgres() as server:

        @contextmanager
        def stopped(_bot: Program) -> Iterator[None]:
            server.stop(mode)
            yield
            server.start()

        _endures(server.url, tmp_path, stopped, f"PostgreSQL stopped, {mode}")


def test_a_sqlite_file_that_another_program_locks_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "week.db"
    _endures(f"sqlite:///{path}", tmp_path, lambda _bot: broken.locked(path), "SQLite locked")


@pytest.mark.parametrize("means", ["disk", "limit"] if IS_FULL else ["disk"])
def test_a_full_disk_loses_nothing(means: str, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with broken.small_disk(disk) as is_small:

        def filled(bot: Program) -> AbstractContextManager[None]:
            # Where nothing may be mounted, a real write fails all the same.
            is_full = means == "disk" and is_small
            return broken.full(disk) if is_full else broken.no_room(bot.process.pid)

        _endures(f"sqlite:///{disk}/week.db", tmp_path, filled, f"full, {means}")


def _endures(
    url: str, folder: Path, breaks: Callable[[Program], AbstractContextManager[None]], what: str
) -> None:
    with stage(url, folder, people=VOTERS + SEATED, at=AT, speed=1) as there:
        channel = there.channel("week")
        for person in there.people[1:]:
            person.joins(channel)
        bot = there.bot(TIMING)
        bot.ready()
        plan = _plan(there, channel.id)
        there.fill([plan])
        voters = [Voter(person, place % 2 + 1) for place, person in enumerate(there.people)]
        there_at = f"http://127.0.0.1:{there.settings['HTTP_PORT']}"
        with Voters(voters[:VOTERS], channel) as crowd, Watch(there_at) as watch:
            wait_for(lambda: crowd.have_all_voted_since(0), SOON_S)
            lines = len(bot.lines)
            began = time.monotonic()
            # The connections of this test are cut too, and not used until they can be.
            there.database.engine.dispose()
            with breaks(bot):
                broken_at = time.monotonic()
                time.sleep(LASTS_S)  # an outage is real time
                mended_at = time.monotonic()
            again_at = time.monotonic()
            wait_for(lambda: crowd.have_all_voted_since(again_at), SOON_S)
            recovered_s = time.monotonic() - again_at
            wait_for(lambda: watch.statuses_since(again_at)[-1:] == [200], SOON_S)
        there.database.engine.dispose()
        assert bot.process.poll() is None
        during = [
            (words, ack_ms)
            for voter in crowd.voters
            for at, words, ack_ms in voter.said
            if broken_at + 1 < at < mended_at
        ]
        slowest = max(ack for voter in crowd.voters for _, _, ack in voter.said)
        readyz = [took for _, _, _, took in watch.seen]
        added = bot.lines[lines:]
        drill.report(
            what,
            heard=dict(Counter(words.split(" reference")[0] for words, _ in during)),
            slowest_answer_ms=round(slowest),
            slowest_readyz_s=round(max(readyz), 2),
            recovered_after_s=round(recovered_s, 1),
            lines=len(added),
        )
        assert len(during) >= VOTERS, "nobody noticed"
        assert [words for words, _ in during if not PLAIN.search(words)] == []
        assert any(NOTHING_CHANGED in words for words, _ in during)
        everything = [words for voter in crowd.voters for _, words, _ in voter.said]
        assert [w for w in everything if "failed" in w or "went wrong" in w] == []
        assert slowest < broken.HEARS_WITHIN_MS
        assert max(readyz) < broken.READYZ_WITHIN_S
        meanwhile = [
            status
            for at, status, _, took_s in watch.seen
            if broken_at + 1.5 < at < at + took_s < mended_at
        ]
        assert set(meanwhile) == {503}
        assert "Traceback" not in bot.output
        assert len(added) <= time.monotonic() - began + 3, "".join(added)
        _check_votes(there, crowd.voters)
        due = SEATED + 1  # and the board
        there.settles(due, SOON_S)
        assert told(there, [plan]) == EXACTLY_ONCE
        assert there.statuses() == {Status.SENT: due}


def _plan(there: Stage, channel_id: str) -> Plan:
    now = there.clock.now()
    people = tuple(person.id for person in there.people)
    return Plan(
        name="Week",
        channel_id=channel_id,
        first_day=now.date(),
        people=people,
        meetings=(
            Meeting(
                "A talk of today",
                now + LEAD + there.clock.ahead(DUE_AFTER_S),
                seated=people[VOTERS:],
            ),
            Meeting("A talk of tomorrow", now + timedelta(days=1), ()),
        ),
        reminder_min=60,
        is_voting=True,
    )


def _check_votes(there: Stage, voters: list[Voter]) -> None:
    query = (
        select(PersonRow.user_id, DotsRow.dots)
        .join(ParticipantRow, ParticipantRow.person_id == PersonRow.id)
        .join(DotsRow, DotsRow.participant_id == ParticipantRow.id)
    )
    with there.database.reading() as db:
        stored = {row.user_id: row.dots for row in db.execute(query)}
    wrong = [
        (stored.get(one.person.id), one.saved, one.perhaps)
        for one in voters
        if stored.get(one.person.id) not in {one.saved, *one.perhaps}
    ]
    assert wrong == []


def test_a_postgresql_that_is_away_at_the_start_is_waited_for(tmp_path: Path) -> None:
    with broken.postgres() as server:
        server.stop("fast")
        with _stage(tmp_path, "http") as there:
            bot = there.bot({}, DATABASE_URL=server.url)
            bot.says("cannot be used yet")
            readyz = f"http://127.0.0.1:{there.settings['HTTP_PORT']}/readyz"
            wait_for(lambda: _is_up(readyz), SOON_S)
            _hears_that_it_waits(there)
            said = httpx.get(readyz)
            assert said.status_code == 503
            assert said.text.startswith("The database cannot be used yet.")
            server.start()
            _goes_on(there, bot)
            assert httpx.get(readyz).text == "ready"


def test_a_sqlite_file_that_is_locked_at_the_start_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    with _stage(tmp_path, "socket") as there:
        with broken.locked(path):
            bot = there.bot({}, DATABASE_URL=f"sqlite:///{path}")
            bot.says("cannot be used yet")
            wait_for(lambda: there.workspace.is_connected, SOON_S)
            _hears_that_it_waits(there)
        _goes_on(there, bot)


def test_what_only_a_person_can_mend_ends_it_with_a_sentence(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    with _stage(tmp_path, "socket") as there:
        bot = there.bot({}, DATABASE_URL=postgres.url("nowhere"))
        assert bot.ends() == 2
        assert 'database "nowhere" does not exist' in bot.output
        assert "Check DATABASE_URL" in bot.output


@contextmanager
def _stage(folder: Path, mode: str) -> Iterator[Stage]:
    """Set a stage for a bot whose database is another than the stage's."""
    url = f"sqlite:///{folder}/other.db"
    with stage(url, folder, people=1, at=AT, speed=1, mode=mode) as there:
        there.channel("week")
        yield there


def _hears_that_it_waits(there: Stage) -> None:
    answer = there.people[0].types("/propose Procurement", there.workspace.channel("week"))
    assert NOTHING_CHANGED in answer.text
    assert answer.ack_ms < broken.HEARS_WITHIN_MS


def _goes_on(there: Stage, bot: Program) -> None:
    bot.ready()
    text = '/openspace new "Week" 2027-11-23 to 2027-11-24'
    made = there.people[0].types(text, there.workspace.channel("week")).text
    assert "Week" in made
    assert NOTHING_CHANGED not in made
    assert bot.output.count("cannot be used yet") == 1
    assert "Traceback" not in bot.output


def _is_up(address: str) -> bool:
    try:
        httpx.get(address)
    except httpx.TransportError:
        return False
    return True
