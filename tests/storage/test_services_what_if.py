"""What would help a draft is added to what came of its search, while that is the last one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from bot import what_ifs
from openspace.planning import Plan
from openspace.spaces import Window
from openspace.wishes import Voter
from services import planning, timetable
from services.planning import Settled
from storage.repaint_tables import ChangeRow
from tests.storage import searches
from tests.storage.searches import SPREAD, asked, settled, taken
from tests.storage.week import Week

SAID = ("With one more room on Wed 24 Nov, about 10 more people get everything.",)


@pytest.fixture
def week(week: Week) -> Week:
    """See `searches.prepare`."""
    return searches.prepare(week)


def added(week: Week, found: Settled) -> Settled | None:
    with week.database.begin() as db:
        return planning.add_what_if(db, found, SAID)


def told(week: Week) -> tuple[str, ...]:
    result = planning.last_result(week.ada.sees(timetable.draft).stands)
    return () if result is None else result.what_if


def test_it_is_added_and_the_homes_of_facilitators_are_stale(week: Week) -> None:
    asked(week)
    found = settled(week, taken(week), SPREAD)
    assert found is not None
    with week.database.begin() as db:
        db.execute(delete(ChangeRow))
    amended = added(week, found)
    assert amended is not None
    assert (amended.askers, told(week)) == (found.askers, SAID)
    assert amended.result == replace(found.result, what_if=SAID)
    with week.database.reading() as db:
        assert list(db.scalars(select(ChangeRow.user_id))) == [week.ada.user_id]


def test_once_another_draft_is_asked_for_or_there_nothing_is_added(week: Week) -> None:
    asked(week)
    found = settled(week, taken(week), SPREAD)
    assert found is not None
    asked(week, is_fresh=True)
    assert added(week, found) is None
    job = taken(week)
    assert job is not None
    with week.database.begin() as db:
        planning.settle(
            db,
            job,
            Plan(SPREAD),
            team_id=week.ada.visit.team_id,
            now=week.ada.visit.now + timedelta(seconds=9),
            result=found.result,
        )
    assert added(week, found) is None
    assert told(week) == ()


def test_it_is_looked_for_only_with_ten_voters_closed_voting_and_a_quick_search(week: Week) -> None:
    asked(week)
    job = taken(week)
    found = settled(week, job, SPREAD)
    assert job is not None
    assert found is not None
    plan = Plan(SPREAD)
    many = replace(job, made_from=replace(job.made_from, voters=(Voter({1: 1}),) * 10))
    closed = replace(found, space=replace(found.space, voting_open=False))
    material = what_ifs.material(many, plan, closed)
    assert material is not None
    assert {one.number for one in material.sessions} == {1, 2, 3}
    slow = replace(closed, result=replace(found.result, seconds=6.0))
    few = replace(many, made_from=replace(many.made_from, voters=(Voter({1: 1}),) * 9))
    assert found.space.is_open(Window.VOTING)
    assert [
        what_ifs.material(few, plan, closed),
        what_ifs.material(many, plan, slow),
        what_ifs.material(many, plan, found),
    ] == [None, None, None]
