"""Prints how long it takes to look: lists, the tally, the agenda of large open spaces."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import asking, growth, memory, votes
from benchmarks.asking import Asked, Running
from benchmarks.load import Target, Times
from tests.large_weeks import Size, Week

COUNT = 100
WARM = 10
SIZES = {
    "topics": Size(topics=200, people=1000, dots_each=3),
    "thousand": Size(topics=1000, people=1000, dots_each=3),
    "tally": Size(topics=200, people=10_000, dots_each=10),
    "agenda": Size(topics=200, people=1000, dots_each=3, sessions=100, signups=5000),
}


@dataclass(frozen=True)
class Row:
    """What is measured.

    Args:
        week: in which of `SIZES`.
        aim_ms: what the median is held against.
    """

    name: str
    week: str
    command: str
    text: str
    aim_ms: float = 60.0


ROWS = (
    Row("/topics, 200 topics", "topics", "/topics", ""),
    Row("/topics, 1,000 topics", "thousand", "/topics", ""),
    Row("/topics page 50, 1,000 topics", "thousand", "/topics", "page 50"),
    Row("/topics with words, 1,000 topics", "thousand", "/topics", "inequalities late"),
    Row("/vote (the ballot), 1,000 topics", "thousand", "/vote", ""),
    Row("/tally, 100,000 dots", "tally", "/tally", "", 50.0),
    Row("/agenda week, 100 sessions", "agenda", "/agenda", "week"),
    Row("/agenda mine, 5,000 sign-ups", "agenda", "/agenda", "mine"),
    Row("/signup, 5,000 sign-ups", "agenda", "/signup", ""),
    Row("/openspace, 1,000 topics", "thousand", "/openspace", ""),
)


def main() -> None:
    """Measure each command on both databases, a bare Bolt app in turn; then growth and memory."""
    with (
        tempfile.TemporaryDirectory(prefix="openspace-bench-") as folder,
        asking.databases_of(Path(folder)) as urls,
        votes.bare("limit") as bare,
    ):
        for name, url in urls.items():
            with asking.running(url, Path(folder), SIZES) as running:
                _table(name, bare, running)
    growth.main()
    memory.main()


def _table(database: str, bare: Target, running: Running) -> None:
    print(f"\nLooking, on {database}: one at a time, from request to ack")
    print(f"{'milliseconds':36}{'bare Bolt':>12}{'median':>10}{'99 %':>8}{'CPU':>8}{'aim':>8}")
    for row in ROWS:
        limit, ours, cpu_ms = _measured(bare, running, row)
        is_met = "met" if ours.median_ms < row.aim_ms else "MISSED"
        print(
            f"{row.name:36}{limit.median_ms:12.1f}{ours.median_ms:10.1f}{ours.late_ms:8.1f}"
            f"{cpu_ms:8.1f}{row.aim_ms:8.0f} {is_met}",
            flush=True,
        )


def _measured(bare: Target, running: Running, row: Row) -> tuple[Times, Times, float]:
    """Return the times of the bare app and of the bot, and the CPU that one answer costs the bot.

    On a machine that others use too, only the last tells what the bot does itself.
    """
    week, pid = running.weeks[row.week], running.program.process.pid
    asking.times(running.target, _asked(row, week), count=WARM)
    # It knows one command only, and answers it with a constant.
    limit = asking.times(bare, lambda n: Asked("/vote", "", f"UBARE{n}", "C0BARE"), count=COUNT)
    began_ms = asking.cpu_ms(pid)
    ours = asking.times(running.target, _asked(row, week), count=COUNT)
    return limit, ours, (asking.cpu_ms(pid) - began_ms) / COUNT


def _asked(row: Row, week: Week) -> Callable[[int], Asked]:
    return lambda n: Asked(row.command, row.text, week.person(n), week.channel_id)


if __name__ == "__main__":
    main()
