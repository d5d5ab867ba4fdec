"""Prints what a request costs as topics and people become more: its CPU and its statements."""

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse
from sqlalchemy import event

from benchmarks import asking
from handlers import home
from handlers.asking import Asked
from handlers.blocks import board as board_blocks
from handlers.commands import BY_NAME
from handlers.desk import Desk
from openspace.retention import Keeping
from services import board
from services.visits import Visit
from storage import schema, spaces
from storage.database import Database, open_database
from tests import large_weeks
from tests.large_weeks import Size, Week

TEAM = "T0GROWTH"
ROUNDS = 15
TOPICS = (10, 100, 1000)
PEOPLE = (100, 1000, 10_000)
FACILITATOR = 0
SOMEBODY = 7
COMMANDS = (
    ("topics", ""),
    ("vote", ""),
    ("vote", "3 x2"),
    ("tally", ""),
    ("agenda", "week"),
    ("signup", ""),
    ("openspace", ""),
)

Deed = Callable[[], object]


class Publisher(WebClient):
    """Takes what is published at once."""

    def views_publish(self, **_: Any) -> SlackResponse:
        """Take a view."""
        return SlackResponse(
            client=self,
            http_verb="POST",
            api_url="",
            req_args={},
            data={"ok": True},
            headers={},
            status_code=200,
        )


def main() -> None:
    """Measure on both databases, in this process, without Slack or HTTP."""
    with (
        tempfile.TemporaryDirectory(prefix="openspace-bench-") as folder,
        asking.databases_of(Path(folder)) as urls,
    ):
        for name, url in urls.items():
            with closing(open_database(url)) as database:
                schema.upgrade(database)
                _table(name, database)


def _table(name: str, database: Database) -> None:
    sizes = [Size(topics, 1000, 3, topics // 2, 1000) for topics in TOPICS]
    sizes += [Size(100, people, 3, 50, people) for people in PEOPLE]
    columns = [
        _measured(database, large_weeks.fill(database, size, team_id=TEAM, channel_id=f"CG{n}"))
        for n, size in enumerate(sizes)
    ]
    heads = [f"{one} topics" for one in TOPICS] + [f"{one} people" for one in PEOPLE]
    print(f"\nGrowth on {name}: milliseconds of CPU of this process (of the clock), statements")
    print(f"{'':34}" + "".join(f"{head:>18}" for head in heads))
    for deed in columns[0]:
        cells = [
            f"{cpu_ms:.1f} ({clock_ms:.1f}), {statements}"
            for cpu_ms, clock_ms, statements in (column[deed] for column in columns)
        ]
        print(f"{deed:34}" + "".join(f"{cell:>18}" for cell in cells), flush=True)


def _measured(database: Database, week: Week) -> Mapping[str, tuple[float, float, int]]:
    asking.settle(database)
    return {name: _cost(database, deed) for name, deed in _deeds(database, week).items()}


def _deeds(database: Database, week: Week) -> dict[str, Deed]:
    publisher = Publisher()
    desk = Desk(
        database,
        lambda: datetime.now(UTC),
        lambda _key, _call: None,
        publisher,
        publisher,
        "",
        Keeping(),
    )
    deeds: dict[str, Deed] = {
        f"/{command} {text}": partial(_command, desk, week, command, text)
        for command, text in COMMANDS
    }
    deeds["Home, to its publishing"] = partial(_home, desk, week, SOMEBODY)
    deeds["a facilitator's Home"] = partial(_home, desk, week, FACILITATOR)
    deeds["the board, to its update"] = partial(_board, database, week)
    return deeds


def _command(desk: Desk, week: Week, command: str, text: str) -> None:
    visit = Visit(TEAM, week.person(SOMEBODY), week.channel_id, desk.now())
    asked = Asked(desk, visit, text, "", "", meet=lambda _user_id: None, forget=lambda: None)
    message = BY_NAME[command].answer(asked)
    assert message is not None
    message.payload("")


def _home(desk: Desk, week: Week, n: int) -> None:
    home.opened(desk, Visit(TEAM, week.person(n), "", desk.now()))


def _board(database: Database, week: Week) -> None:
    now = datetime.now(UTC)
    with database.reading() as db:
        space = spaces.by_id(db, week.space_id, team_id=TEAM)
        assert space is not None
        found = board.show(db, space, now)
    home.fingerprint(board_blocks.board(found).payload(""))


def _cost(database: Database, deed: Deed) -> tuple[float, float, int]:
    deed()
    with _counted(database) as statements:
        deed()
    cpu, clock = [], []
    for _ in range(ROUNDS):
        cpu_s, clock_s = time.process_time(), time.perf_counter()
        deed()
        cpu.append(time.process_time() - cpu_s)
        clock.append(time.perf_counter() - clock_s)
    return 1000 * median(cpu), 1000 * median(clock), len(statements)


@contextmanager
def _counted(database: Database) -> Iterator[list[str]]:
    sent: list[str] = []

    def send(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", send)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", send)


if __name__ == "__main__":
    main()
