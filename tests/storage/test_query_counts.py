"""Does what people do cost the same number of statements, however many topics and people?"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from openspace.editing import prints
from services import (
    agenda,
    editing,
    hosting,
    proposing,
    signup,
    similar,
    spaces,
    tally,
    timetable,
    voting,
)
from storage.database import Database
from tests.storage import crowd
from tests.storage.week import Week


@contextmanager
def statements_of(database: Database) -> Generator[list[str]]:
    """Collect the statements sent, but not those that begin a transaction."""
    sent: list[str] = []

    def send(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", send)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", send)


def _edit(week: Week) -> None:
    opened = week.ada.sees(editing.begin, 2).details
    week.ada(editing.save, 2, replace(opened, title="Another"), opened=prints(opened))


DEEDS: tuple[tuple[str, int, Callable[[Week], object]], ...] = (
    ("the topics are listed", 5, lambda week: week["v0"].sees(proposing.listing)),
    ("a ballot is shown", 5, lambda week: week["v0"].sees(proposing.listing)),
    ("two dots are given", 12, lambda week: week["v0"](voting.set_dots, {1: 1, 2: 1})),
    ("the tally is shown", 4, lambda week: week.ada.sees(tally.show)),
    ("the agenda is shown", 6, lambda week: week["v0"].sees(agenda.show)),
    ("a seat is taken", 10, lambda week: week["v0"](signup.join, (1,), anyway=False)),
    ("a seat is given up", 12, lambda week: week["v1"](signup.leave, (1,))),
    ("the draft is shown", 10, lambda week: week.ada.sees(timetable.draft)),
    ("it is shown how things stand", 9, lambda week: week["v0"].sees(spaces.standing)),
    ("a topic is proposed", 12, lambda week: week["v0"](proposing.propose, "One more")),
    ("similar topics are found", 5, lambda week: week["v0"].sees(similar.find, "Topic")),
    ("a topic is opened to edit", 8, lambda week: week.ada.sees(editing.begin, 2)),
    ("a topic is edited", 24, _edit),
    ("somebody joins as co-host", 20, lambda week: week["v0"](hosting.join, 3)),
    ("a topic is withdrawn", 16, lambda week: week.ada(proposing.withdraw, 1)),
)


@pytest.mark.parametrize(("topics", "people"), [(10, 10), (200, 200)])
def test_no_deed_sends_more_statements_for_very_many_topics_and_people(
    week: Week, topics: int, people: int
) -> None:
    crowd.fill(week, topics=topics, people=people)
    sent: dict[str, int] = {}
    for name, _, deed in DEEDS:
        with statements_of(week.database) as statements:
            deed(week)
        sent[name] = len(statements)
    # PostgreSQL needs one more to lock the open space, where SQLite holds everything anyway.
    too_many = {name: sent[name] for name, at_most, _ in DEEDS if sent[name] > at_most}
    assert too_many == {}
