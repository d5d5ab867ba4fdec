"""Does what people do cost the same number of statements, however many topics and people?"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from openspace.editing import prints
from services import (
    agenda,
    board,
    editing,
    granting,
    home,
    hosting,
    places,
    proposing,
    repaint,
    requesting,
    requests,
    signup,
    similar,
    spaces,
    tally,
    timetable,
    visits,
    voting,
    welcome,
    why,
)
from services.repaint import Paces
from services.visits import Visit
from storage.database import Database
from tests.storage import crowd
from tests.storage.post import PACE
from tests.storage.week import Week

PACES = Paces(PACE, PACE)


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


def the_board(db: Session, visit: Visit) -> object:
    return board.show(db, visits.look(db, visit).space, visit.now)


def repaints(db: Session, visit: Visit) -> object:
    return repaint.claim(db, team_id=visit.team_id, now=visit.now, paces=PACES, most=20)


def _edit(week: Week) -> None:
    opened = week.ada.sees(editing.begin, 2).details
    week.ada(editing.save, 2, replace(opened, title="Another"), opened=prints(opened))


DEEDS: tuple[tuple[str, int, Callable[[Week], object]], ...] = (
    ("the topics are listed", 5, lambda week: week["v0"].sees(proposing.listing)),
    ("a ballot is shown", 5, lambda week: week["v0"].sees(voting.show)),
    (
        "a topic is shown whole",
        6,
        lambda week: week["v0"].sees(lambda db, at: proposing.whole(db, at, 1)),
    ),
    ("two dots are given", 9, lambda week: week["v0"](voting.set_dots, {1: 1, 2: 1})),
    ("the tally is shown", 5, lambda week: week.ada.sees(tally.show)),
    ("the agenda is shown", 6, lambda week: week["v0"].sees(agenda.show)),
    ("a seat is taken", 11, lambda week: week["v0"](signup.join, (1,), anyway=False)),
    ("a seat is given up", 14, lambda week: week["v1"](signup.leave, (1,))),
    ("the draft is shown", 17, lambda week: week.ada.sees(timetable.draft)),
    ("it is told why a session is where it is", 15, lambda week: week.ada.sees(why.explain, 1)),
    ("places are offered to a topic", 14, lambda week: week.ada.sees(places.begin, 2)),
    ("it is shown how things stand", 9, lambda week: week["v0"].sees(spaces.standing)),
    ("somebody joins the channel", 6, lambda week: week["newcomer"](visits.arrive)),
    ("a newcomer is told how it stands", 9, lambda week: week["v0"].sees(welcome.newcomer)),
    ("a topic is proposed", 13, lambda week: week["v0"](proposing.propose, "One more")),
    ("a topic is withdrawn", 18, lambda week: week.ada(proposing.withdraw, 1)),
    ("similar topics are found", 5, lambda week: week["v0"].sees(similar.find, "Topic")),
    ("a topic is opened to edit", 9, lambda week: week.ada.sees(editing.begin, 2)),
    ("a topic is edited", 28, _edit),
    ("somebody joins as co-host", 25, lambda week: week["v0"](hosting.join, 3)),
    ("the board is shown", 8, lambda week: week.ada.sees(the_board)),
    ("a facilitator's Home is shown", 16, lambda week: week.ada.sees(home.show)),
    ("a change is asked for", 24, lambda week: week["v0"](requesting.ask_swap, 2, 3, reason="")),
    ("a request is backed", 16, lambda week: week["v1"](requesting.back, 1)),
    ("the requests are shown", 19, lambda week: week.ada.sees(requests.show)),
    ("a request is granted", 40, lambda week: week.ada(granting.grant, 1, word="")),
    ("changes are taken in and Homes claimed", 17, lambda week: week.ada(repaints)),
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


def test_a_vote_sends_these_statements_and_no_others(week: Week) -> None:
    crowd.fill(week, topics=20, people=20)
    sent = {}
    for name, deed in (("typed", voting.set_dots), ("pressed", voting.put)):
        for dots in (1, 0):
            with statements_of(week.database) as statements:
                week["v0"](deed, {1: dots})
            sent[name, dots] = len(statements)
    # PostgreSQL locks the open space and the ballot, where SQLite holds everything anyway.
    locks = 0 if week.database.gate else 2
    assert sent == {
        ("typed", 1): 6 + locks,
        ("typed", 0): 6 + locks,
        ("pressed", 1): 5 + locks,
        ("pressed", 0): 5 + locks,
    }


def test_many_requests_are_shown_with_as_many_statements_as_one(week: Week) -> None:
    crowd.fill(week, topics=20, people=40)
    counts = {}
    for n, (one, other) in enumerate(combinations((2, 3, 4, 5), 2)):
        week[f"v{n}"](requesting.ask_swap, one, other, reason="")
        for backer in range(10, 10 + n):
            week[f"v{backer}"](requesting.ask_swap, one, other, reason="")
        with statements_of(week.database) as statements:
            shown = week.ada.sees(requests.show)
        counts[len(shown.listed), shown.listed[-1].request.backers] = len(statements)
    assert list(counts) == [(n + 1, n) for n in range(6)]
    assert len(set(counts.values())) == 1
