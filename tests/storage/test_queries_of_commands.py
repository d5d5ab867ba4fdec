"""Do commands, Homes and the board send no more statements in a huge open space than a small?"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from slack_sdk import WebClient

from handlers import home
from handlers.asking import Asked
from handlers.blocks import board as board_blocks
from handlers.commands import BY_NAME
from handlers.desk import Desk
from openspace.retention import Keeping
from services import board
from services import home as homes
from services.visits import Visit
from storage import spaces
from storage.database import Database
from tests import large_weeks
from tests.large_weeks import Size, Week
from tests.storage.test_query_counts import statements_of

NOW = datetime(2027, 11, 23, 9, 40, tzinfo=UTC)
TEAM = "T1"
SMALL = Size(topics=40, people=20, dots_each=3, sessions=20, signups=60)
HUGE = Size(topics=600, people=1000, dots_each=3, sessions=200, signups=2000)

FACILITATOR = 0
SOMEBODY = 7
COMMANDS = (
    (SOMEBODY, "topics", ""),
    (SOMEBODY, "topics", "page 2"),
    (SOMEBODY, "topics", "inequalities late"),
    (SOMEBODY, "topics", "3"),
    (SOMEBODY, "propose", "How do we begin with this"),
    (SOMEBODY, "vote", ""),
    (SOMEBODY, "vote", "theme inequalities"),
    (SOMEBODY, "vote", "30 x2"),
    (SOMEBODY, "vote", "31 32 33"),
    (SOMEBODY, "vote", "remove 31"),
    (SOMEBODY, "vote", "clear"),
    (SOMEBODY, "signup", ""),
    (SOMEBODY, "signup", "19"),
    (SOMEBODY, "signup", "cancel 19"),
    (SOMEBODY, "agenda", ""),
    (SOMEBODY, "agenda", "tomorrow"),
    (SOMEBODY, "agenda", "week"),
    (SOMEBODY, "agenda", "mine"),
    (SOMEBODY, "agenda", "suggested"),
    (SOMEBODY, "tally", ""),
    (SOMEBODY, "openspace", ""),
    (SOMEBODY, "openspace", "help"),
    (SOMEBODY, "openspace", "privacy"),
    (SOMEBODY, "openspace", "notices mine"),
    (SOMEBODY, "openspace", "facilitators"),
    (SOMEBODY, "openspace", "rooms"),
    (SOMEBODY, "openspace", "slots"),
    (SOMEBODY, "openspace", "talks"),
    (SOMEBODY, "openspace", "themes"),
    (SOMEBODY, "openspace", "away wed 10:00-11:00"),
    (SOMEBODY, "openspace", "away"),
    (SOMEBODY, "openspace", "cohost 35"),
    (SOMEBODY, "openspace", "ask 8 swap 9"),
    (SOMEBODY, "openspace", "requests"),
    (SOMEBODY, "openspace", "why 3"),
    (FACILITATOR, "openspace", "timetable"),
    (FACILITATOR, "openspace", "timetable pin 7"),
    (FACILITATOR, "openspace", "timetable unplace 17"),
    (FACILITATOR, "openspace", "messages"),
    (FACILITATOR, "openspace", "rooms add Attic 30"),
    (FACILITATOR, "openspace", "dots 12"),
    (FACILITATOR, "openspace", "digest off"),
    (FACILITATOR, "openspace", "withdraw 12"),
)


def test_no_command_home_or_board_sends_more_statements_in_a_huge_open_space(
    database: Database,
) -> None:
    small, huge = (
        _counts(database, large_weeks.fill(database, size, team_id=TEAM, channel_id=name, now=NOW))
        for name, size in (("C1", SMALL), ("C2", HUGE))
    )
    assert {name: (small[name], huge[name]) for name in small if small[name] != huge[name]} == {}


def _counts(database: Database, week: Week) -> dict[str, int]:
    desk = Desk(
        database, lambda: NOW, lambda _key, _call: None, WebClient(), WebClient(), "", Keeping()
    )
    counts: dict[str, int] = {}
    for n, command, text in COMMANDS:
        visit = Visit(TEAM, week.person(n), week.channel_id, NOW)
        asked = Asked(desk, visit, text, "", "", meet=lambda _user_id: None, forget=lambda: None)
        counts[f"/{command} {text}"] = _count(database, partial(BY_NAME[command].answer, asked))
    for n, whose in ((SOMEBODY, "somebody's Home"), (FACILITATOR, "a facilitator's Home")):
        visit = Visit(TEAM, week.person(n), "", NOW, week.space_id)
        for words in ("", "week", "draft"):
            counts[f"{whose}, {words}"] = _count(database, partial(_home, database, visit, words))
    counts["the board"] = _count(database, partial(_board, database, week))
    return counts


def _count(database: Database, deed: Callable[[], object]) -> int:
    with statements_of(database) as sent:
        deed()
    return len(sent)


def _home(database: Database, visit: Visit, words: str) -> None:
    with database.begin() as db:
        claim = homes.take(db, visit, view=(visit.space_id, words, 1))
    with database.reading() as db:
        found = home.look(db, visit, words=words)
    shown = home.fingerprint(home.written(found, "", words=words, page=1))
    with database.begin() as db:
        homes.settle(db, visit, claim, found, shown=shown)


def _board(database: Database, week: Week) -> None:
    with database.reading() as db:
        space = spaces.by_id(db, week.space_id, team_id=TEAM)
        assert space is not None
        board_blocks.board(board.show(db, space, NOW))
