"""The guard against statements that look at the rows of all workspaces at once."""

import pytest

from tests.storage.apart import ROOTS, lacks


def test_the_guard_knows_each_table_of_which_rows_say_whose_they_are() -> None:
    assert {"people", "open_spaces", "outbox", "homes", "paces", "workspaces"} <= {*ROOTS}


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("SELECT people.id FROM people WHERE people.kind = ?", "people"),
        ("SELECT outbox.id FROM outbox", "outbox"),
        ("UPDATE outbox SET status=? WHERE outbox.not_before < ?", "outbox"),
        ("DELETE FROM homes WHERE homes.slack_ts = %(ts)s", "homes"),
        (
            "SELECT 1 FROM topics JOIN open_spaces ON open_spaces.id = space_id",
            "open_spaces",
        ),
        ("UPDATE people SET team_id=? WHERE people.kind = ?", "people"),
        ("SELECT people.id FROM people WHERE people.team_id = ? AND people.kind = ?", ""),
        ("UPDATE outbox SET status=? WHERE outbox.id IN (?, ?)", ""),
        ("DELETE FROM homes WHERE homes.space_id = %(space_id_1)s", ""),
        ("INSERT INTO people (team_id) VALUES (?)", ""),
        ("SELECT dots.dots FROM dots WHERE dots.dots > ?", ""),
    ],
)
def test_the_guard_finds_what_looks_at_all_workspaces(statement: str, table: str) -> None:
    assert lacks(statement) == table
