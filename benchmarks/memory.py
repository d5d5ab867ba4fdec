"""Prints how much memory the bot has taken after very many commands, of very many people."""

import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from benchmarks import asking
from benchmarks.asking import Asked, Running
from tests.large_weeks import Size, Week

COMMANDS = 100_000
MARKS = (0, 1_000, 10_000, 25_000, 50_000, 75_000, 100_000)
AT_ONCE = 8
LIMIT_MB = 150.0
FLAT_MB = 10.0
"""How much more it may be after 100,000 commands than after 10,000."""

SIZE = Size(topics=100, people=25_000, dots_each=0, sessions=60, signups=2_000)
KINDS = (
    ("/vote", "{topic} x1"),
    ("/topics", ""),
    ("/vote", "{topic} x2"),
    ("/signup", "{session}"),
    ("/vote", "remove {topic}"),
    ("/agenda", "week"),
    ("/vote", "{topic}"),
    ("/tally", ""),
    ("/vote", ""),
    ("/openspace", ""),
    ("/topics", "page {topic}"),
    ("/signup", "cancel {session}"),
    ("/openspace", "help"),
    ("/topics", "{topic}"),
)


def main(commands: int = COMMANDS) -> None:
    """Send commands over HTTP to a bot on SQLite; print its memory as it goes."""
    with tempfile.TemporaryDirectory(prefix="openspace-bench-") as folder:
        url = f"sqlite:///{folder}/bench.db"
        # Nothing here is about power cuts, and waiting for the disk takes most of the time.
        settings = {"SQLITE_SYNCHRONOUS": "NORMAL"}
        with asking.running(url, Path(folder), {"week": SIZE}, settings) as running:
            _measure(running, commands)


def _measure(running: Running, commands: int) -> None:
    print(f"\nMemory of the process, {AT_ONCE} at once, {SIZE.people} people")
    print(f"{'commands':>12}{'RSS MB':>10}{'a second':>10}", flush=True)
    marks = sorted({mark for mark in MARKS if mark < commands} | {commands})
    found: dict[int, float] = {}
    for before, mark in zip([0, *marks], marks, strict=False):
        began = time.perf_counter()
        _send(running, range(before, mark))
        took_s = time.perf_counter() - began
        found[mark] = resident_mb(running.program.process.pid)
        pace = f"{(mark - before) / took_s:10.0f}" if mark > before else ""
        print(f"{mark:12}{found[mark]:10.1f}{pace}", flush=True)
    early = min(found, key=lambda mark: abs(mark - 10_000))
    grown = found[marks[-1]] - found[early]
    is_met = grown < FLAT_MB and found[marks[-1]] < LIMIT_MB
    print(
        f"aim: under {LIMIT_MB:g} MB, and at most {FLAT_MB:g} MB more than after {early} commands:"
        f" {grown:+.1f} MB, {'met' if is_met else 'MISSED'}"
    )


def _send(running: Running, numbers: range) -> None:
    week = running.weeks["week"]

    def send(first: int) -> None:
        with httpx.Client() as client:
            for n in numbers[first::AT_ONCE]:
                asking.ack_ms(client, running.target, _nth(week, n))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(send, range(AT_ONCE)))


def _nth(week: Week, n: int) -> Asked:
    command, text = KINDS[n % len(KINDS)]
    words = text.format(topic=n % SIZE.topics + 1, session=n % SIZE.sessions + 1)
    # Somebody else at each command, all of them in turn.
    return Asked(command, words, week.person(n * 7 % SIZE.people), week.channel_id)


def resident_mb(pid: int) -> float:
    """Return the resident memory of a process in megabytes, as Linux tells it (proc(5))."""
    status = Path(f"/proc/{pid}/status").read_text()
    kilobytes = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(kilobytes.split()[1]) / 1024


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
