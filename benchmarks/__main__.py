"""Prints how long a vote and a start take beside a bare Bolt app, and acks in a crowd."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import httpx

from benchmarks import load, reads, timetables
from benchmarks.load import Target, Times
from tests.e2e.program import free_port
from tests.e2e.week import begin_vote, held

ROUNDS = 3
ALONE = 150
AT_ONCE = 8
EACH = 60
ACK_AIM_MS = 25.0
START_AIM_S = 1.5
PEOPLE = 100
PEOPLE_S = 6


def main() -> None:
    """Measure in turn, round by round, so that both meet the same noise; print the medians."""
    with (
        tempfile.TemporaryDirectory(prefix="openspace-bench-") as folder,
        _bare() as bare,
        held("http", f"sqlite:///{folder}/bench.db", Path(folder)) as world,
    ):
        begin_vote(world, world.person("ada"), topics=load.TOPICS)
        ours = Target(
            f"http://127.0.0.1:{world.settings['HTTP_PORT']}",
            world.slack.signing_secret,
            world.slack.team_id,
            world.channel.id,
        )
        alone = _paired(bare, ours, at_once=1, each=ALONE)
        together = _paired(bare, ours, at_once=AT_ONCE, each=EACH)
    _table(alone, together)
    _starts()
    _people()
    reads.main()
    timetables.main()


def _paired(bare: Target, ours: Target, *, at_once: int, each: int) -> list[tuple[Times, Times]]:
    load.votes(bare, at_once=at_once, each=10)
    load.votes(ours, at_once=at_once, each=10)
    return [
        (
            load.votes(bare, at_once=at_once, each=each),
            load.votes(ours, at_once=at_once, each=each),
        )
        for _ in range(ROUNDS)
    ]


def _table(alone: list[tuple[Times, Times]], together: list[tuple[Times, Times]]) -> None:
    print("\nOne vote over HTTP, from request to ack; ours saved on SQLite, synchronous=FULL")
    print(f"{'':34}{'bare Bolt':>12}{'this bot':>12}{'ratio':>8}")
    _row("one at a time, median ms", alone, lambda times: times.median_ms)
    _row("one at a time, 99th percentile ms", alone, lambda times: times.late_ms)
    _row(f"{AT_ONCE} at once, answers a second", together, lambda times: times.per_second)
    _row(f"{AT_ONCE} at once, median ms", together, lambda times: times.median_ms)
    _row(f"{AT_ONCE} at once, 99th percentile ms", together, lambda times: times.late_ms)
    reached = median(times.median_ms for _, times in alone)
    print(f"aim: one vote under {ACK_AIM_MS:g} ms: {'met' if reached < ACK_AIM_MS else 'MISSED'}")


def _row(name: str, rounds: list[tuple[Times, Times]], figure: Callable[[Times], float]) -> None:
    bare = median(figure(times) for times, _ in rounds)
    ours = median(figure(times) for _, times in rounds)
    print(f"{name:34}{bare:12.1f}{ours:12.1f}{ours / bare:8.2f}")


def _starts() -> None:
    bare_s = median(_bare_start_s() for _ in range(ROUNDS))
    ours_s = median(_our_start_s() for _ in range(ROUNDS))
    print("\nFrom start to ready, the database there already")
    print(f"{'seconds':34}{bare_s:12.2f}{ours_s:12.2f}{ours_s / bare_s:8.2f}")
    print(f"aim: under {START_AIM_S:g} s: {'met' if ours_s < START_AIM_S else 'MISSED'}")


def _people() -> None:
    """Let a hundred simulated people act as in `python -m bot load`; they think for two seconds."""
    options = ["--people", str(PEOPLE), "--seconds", str(PEOPLE_S), "--json"]
    command = [sys.executable, "-m", "bot", "load", *options]
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603 - our own program
    found = json.loads(run.stdout)
    total = found["total"]
    print("\nMany people at once in Socket Mode, each thinking for two seconds; SQLite")
    print(f"{'people at once':34}{PEOPLE:12}")
    print(f"{'deeds a second':34}{found['per_second']:12.1f}")
    print(f"{'median ms to the ack':34}{total['median_ms']:12.1f}")
    print(f"{'99th percentile ms':34}{total['p99_ms']:12.1f}")
    print(f"{'failed':34}{total['failed']:12}")
    print(f"{'not taken by Slack':34}{sum(found['not_taken'].values()):12}")


def _bare_start_s() -> float:
    began = time.perf_counter()
    with _bare():
        return time.perf_counter() - began


def _our_start_s() -> float:
    with tempfile.TemporaryDirectory(prefix="openspace-bench-") as folder:
        url = f"sqlite:///{folder}/bench.db"
        with held("http", url, Path(folder)) as first:
            first.program.kill()
        with held("http", url, Path(folder)) as world:
            return world.ready_s


@contextmanager
def _bare() -> Iterator[Target]:
    port, secret = free_port(), "bare-secret"
    command = [sys.executable, "-m", "benchmarks.bare_app", str(port), secret]
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
