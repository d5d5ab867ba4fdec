"""A guard: no statement of ours reads or changes rows of all workspaces at once.

The rule: a statement that reads or changes a table with a `team_id` has a condition on `team_id`,
or one on an id (`id`, `space_id`, `person_id` …), or on a random token or key that stands for ids.
An id that comes from outside (a button, a form) is only ever looked up together with `team_id`:
`storage/spaces.py` does so, and `test_workspaces_apart.py` holds it. Inserting is free, since
`team_id` cannot be left out.

Only what our own modules send is looked at, not what tests ask for themselves.
"""

import re
import sys
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from sqlalchemy import event

from storage.database import Database
from storage.tables import Base

ROOT = Path(__file__).parents[2]
OURS = tuple(str(ROOT / layer) for layer in ("storage", "services", "handlers", "bot"))
ROOTS = sorted(
    name
    for name, table in Base.metadata.tables.items()
    if "team_id" in table.columns and not name.startswith("slack_")
)
"""Tables of which each row says whose it is."""

ALLOWED: dict[str, str] = {
    "workspaces.py:awake": "the clock of many workspaces asks which of them have anything due",
    "workspaces.py:all_installed": "`python -m bot check` counts them",
    "retention.py:kept_spaces": "what is kept no longer goes in all workspaces, by one tick",
    "retention.py:uninstalled": "the same tick deletes workspaces that took the bot out",
    "retention.py:is_anybody_idle": "the same tick forgets who has long taken part nowhere",
    "retention.py:forget_idle": "the same",
    "health.py:backlog": "figures for whoever runs the bot are sums over all workspaces",
}
"""Functions that ask about all workspaces, each with its reason."""

VALUE = r"(?:\?|%\(|:|__\[POSTCOMPILE|CAST\(|\(SELECT|SELECT)"
BY_ID = re.compile(
    rf"\b(?:team_id|id|\w+_id|claim|key)\)? (?:=|IN) \(?\(?{VALUE}|\bteam_id\b[^,]* = ",
    re.IGNORECASE,
)


@cache
def lacks(statement: str) -> str:
    """Return the table that a statement takes from all workspaces at once, "" for none."""
    if statement.lstrip().upper().startswith(("INSERT", "PRAGMA", "SET ", "SAVEPOINT", "CREATE")):
        return ""
    statement = statement.replace('"', "")
    found = [name for name in ROOTS if re.search(rf"(?:FROM|JOIN|UPDATE|,)\s+{name}\b", statement)]
    _, _, conditions = statement.partition("WHERE")
    joined = " ".join(re.findall(r" ON .*", statement))
    return "" if not found or BY_ID.search(conditions + joined) else found[0]


@contextmanager
def kept_apart(database: Database) -> Generator[None]:
    """Fail if one of our modules sends a statement that looks at all workspaces."""
    wrong: list[str] = []

    def send(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        table = lacks(statement)
        sender = _sender() if table else ""
        if sender and sender not in ALLOWED:
            wrong.append(f"{sender} asks {table} without team_id: {statement}")

    event.listen(database.engine, "before_cursor_execute", send)
    try:
        yield
    finally:
        event.remove(database.engine, "before_cursor_execute", send)
    assert not wrong, "\n".join(wrong)


def _sender() -> str:
    """Return the function of ours or of the tests that sends, "" if it is one of the tests."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(OURS):
            return f"{Path(file).name}:{frame.f_code.co_name}"
        if file.startswith(str(ROOT / "tests")) and file != __file__:
            return ""
        frame = frame.f_back
    return ""
