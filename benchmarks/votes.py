"""Prints how many votes a second are taken, and how soon, beside a bare Bolt app in the same run.

All stand ready at once and are measured in turn, round by round, so that all meet the same noise;
what is printed are medians of the rounds.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import httpx

from benchmarks import load
from benchmarks.load import Target, Times
from tests import databases
from tests.e2e.program import free_port
from tests.e2e.week import World, begin_vote, held

ROUNDS = 5
WARMING = 20
AT_ONCE = {1: 200, 8: 100, 64: 12}
"""How many people vote at once, and how often each in one round."""

COUNTED = 8
"""How many at once the aims are about."""

LIMIT = "bare Bolt, the limit"
SOCKET_PEOPLE = 8
SOCKET_EACH = 50


@dataclass(frozen=True)
class Aim:
    """What one way of storing votes has to reach, with eight people at once.

    Args:
        of_limit: its votes a second, as a part of the answers a second of the limit.
        late_ms: what the 99th percentile of its acks stays under.
    """

    of_limit: float
    late_ms: float


AIMS = {
    "SQLite, synchronous=FULL": Aim(0.28, 60),
    "SQLite, synchronous=NORMAL": Aim(0.45, 60),
    "PostgreSQL": Aim(0.28, 100),
}


def main() -> None:
    """Measure over HTTP, then through Socket Mode."""
    with tempfile.TemporaryDirectory(prefix="openspace-bench-") as folder:
        with ExitStack() as stack:
            server = stack.enter_context(databases.postgres_server())
            targets = {
                LIMIT: stack.enter_context(bare("limit")),
                "bare Bolt, default mode": stack.enter_context(bare("default")),
            }
            for name, (url, more) in _ways(Path(folder), server).items():
                world = stack.enter_context(_voting("http", url, Path(folder), more=more))
                targets[name] = _target(world)
            for at_once, each in AT_ONCE.items():
                _print(at_once, _measured(targets, at_once=at_once, each=each))
        with databases.postgres_server() as server:
            _through_sockets(Path(folder), server)


def _ways(
    folder: Path, server: databases.PostgresServer
) -> dict[str, tuple[str, Mapping[str, str]]]:
    """Return addresses of databases and settings, by the names in `AIMS`."""
    sqlite = {
        f"SQLite, synchronous={word}": (
            f"sqlite:///{folder}/{word}-{time.monotonic_ns()}.db",
            {"SQLITE_SYNCHRONOUS": word},
        )
        for word in ("FULL", "NORMAL")
    }
    return {**sqlite, "PostgreSQL": (server.new_database(), {})}


@contextmanager
def _voting(mode: str, url: str, folder: Path, *, more: Mapping[str, str]) -> Iterator[World]:
    """Run the bot with voting open on a few topics."""
    people = ["ada", *(f"voter{n}" for n in range(SOCKET_PEOPLE))]
    with held(mode, url, folder, people=people, more=more) as world:
        begin_vote(world, world.person("ada"), topics=load.TOPICS)
        yield world


def _target(world: World) -> Target:
    return Target(
        f"http://127.0.0.1:{world.settings['HTTP_PORT']}",
        world.slack.signing_secret,
        world.slack.team_id,
        world.channel.id,
    )


def _measured(targets: Mapping[str, Target], *, at_once: int, each: int) -> dict[str, list[Times]]:
    for target in targets.values():
        load.votes(target, at_once=at_once, each=WARMING)
    rounds: dict[str, list[Times]] = {name: [] for name in targets}
    for _ in range(ROUNDS):
        for name, target in targets.items():
            rounds[name].append(load.votes(target, at_once=at_once, each=each))
    return rounds


def _print(at_once: int, rounds: Mapping[str, list[Times]]) -> None:
    print(f"\nVotes over HTTP, {at_once} at once, from request to ack; every vote is saved by then")
    print(f"{'':30}{'a second':>10}{'of limit':>10}{'median ms':>11}{'99th ms':>9}")
    limit = _middle(rounds[LIMIT], lambda times: times.per_second)
    for name, several in rounds.items():
        per_second = _middle(several, lambda times: times.per_second)
        late_ms = _middle(several, lambda times: times.late_ms)
        print(
            f"{name:30}{per_second:10.0f}{per_second / limit:10.2f}"
            f"{_middle(several, lambda times: times.median_ms):11.1f}{late_ms:9.1f}"
            f"{_judged(name, at_once, per_second / limit, late_ms)}",
            flush=True,
        )


def _judged(name: str, at_once: int, of_limit: float, late_ms: float) -> str:
    """Return whether the aim is met; "" where there is none."""
    aim = AIMS.get(name)
    if aim is None or at_once != COUNTED:
        return ""
    is_met = of_limit >= aim.of_limit and late_ms < aim.late_ms
    return f"   aim {aim.of_limit:.2f}, {aim.late_ms:g} ms: {'met' if is_met else 'MISSED'}"


def _middle(several: list[Times], figure: Callable[[Times], float]) -> float:
    return median(figure(times) for times in several)


def _through_sockets(folder: Path, server: databases.PostgresServer) -> None:
    """Let people vote through Socket Mode; what the sandbox takes to pass it on counts as well."""
    print(f"\nVotes through Socket Mode, {SOCKET_PEOPLE} at once, by the sandbox's own clock")
    print(f"{'':30}{'a second':>10}{'':10}{'median ms':>11}{'99th ms':>9}")
    for name, (url, more) in _ways(folder, server).items():
        with _voting("socket", url, folder, more=more) as world:
            _socket_votes(world, each=WARMING)
            times = _socket_votes(world, each=SOCKET_EACH)
        print(
            f"{name:30}{times.per_second:10.0f}{'':10}{times.median_ms:11.1f}{times.late_ms:9.1f}",
            flush=True,
        )


def _socket_votes(world: World, *, each: int) -> Times:
    def vote(n: int) -> list[float]:
        voter = world.person(f"voter{n}")
        answers = [voter.types(f"/vote {text}", world.channel) for text in load.texts(each)]
        assert all(answer.ok for answer in answers)
        return [answer.ack_ms for answer in answers]

    began = time.perf_counter()
    with ThreadPoolExecutor(SOCKET_PEOPLE) as pool:
        done = list(pool.map(vote, range(SOCKET_PEOPLE)))
    seconds = time.perf_counter() - began
    return Times(tuple(sorted(ms for acks in done for ms in acks)), seconds)


@contextmanager
def bare(mode: str) -> Iterator[Target]:
    """Run a bare Bolt app in one of its modes."""
    port, secret = free_port(), "bare-secret"
    command = [sys.executable, "-m", "benchmarks.bare_app", str(port), secret, mode]
    process = subprocess.Popen(command)  # noqa: S603 - our own program
    try:
        address = f"http://127.0.0.1:{port}"
        while not _answers(address):
            time.sleep(0.01)
        yield Target(address, secret, "T0BARE", "C0BARE")
    finally:
        process.terminate()
        process.wait()


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz").status_code == 200
    except httpx.HTTPError:
        return False


if __name__ == "__main__":
    main()
