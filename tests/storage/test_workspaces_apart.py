"""Two workspaces in one database, with the same ids of channels and people: nothing crosses."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from openspace import RuleViolation
from openspace.notices import Notices
from openspace.people import Kind
from openspace.spaces import TallySeenBy
from services import (
    delivery,
    due,
    home,
    hosting,
    notices,
    people,
    placing,
    planning,
    proposing,
    repaint,
    rooms,
    signup,
    similar,
    slots,
    spaces,
    tally,
    themes,
    timetable,
    visits,
    voting,
    welcome,
    windows,
    workspaces,
)
from services.repaint import Paces
from storage.database import Database
from tests.storage.post import PACE
from tests.storage.sides import Side
from tests.storage.week import NOW, TEAM, TUESDAY, user_id

OTHER = "T2"
LATER = NOW + timedelta(days=1, hours=2)
PACES = Paces(PACE, PACE)


@pytest.fixture
def south(database: Database) -> Side:
    return Side(database, OTHER).holds("Harbour")


@pytest.fixture
def north(database: Database, south: Side) -> Side:
    return Side(database, TEAM).holds("Heather")


def _deeds(north: Side) -> None:
    """Do in one workspace whatever people, facilitators and the clock can do."""
    ada, bo, cy = north["ada"], north["bo"], north["cy"]
    cy(proposing.propose, "Hills")
    ada(proposing.propose, "Heather in autumn")
    bo.sees(similar.find, "Heather")
    cy(hosting.join, 1)
    bo(hosting.name, 1, user_id("dee"))
    cy(hosting.join, 3)
    bo(voting.remove, [1])
    cy(voting.set_dots, {1: 1, 2: 3})
    cy(voting.clear)
    cy(signup.join, (1,), anyway=True)
    cy(signup.leave, (1,))
    cy(notices.choose, Notices.NONE)
    ada(themes.add, ("Land",))
    ada(rooms.add, name="Red", capacity=9, link=None)
    ada(slots.add, days=(TUESDAY,), times=((time(14, 0), time(15, 0)),))
    ada(placing.move, 2, day=TUESDAY, start=time(14, 0), room_name="Red")
    ada(timetable.publish)
    ada(placing.swap, 1, 2)
    ada(placing.pin, 1, is_pinned=True)
    ada(placing.unplace, 2)
    ada(timetable.publish)
    ada(people.add_facilitator, user_id("cy"))
    ada(people.remove_facilitator, user_id("cy"))
    ada(spaces.set_budget, 7)
    ada(spaces.set_tally_seen_by, TallySeenBy.EVERYONE)
    ada(spaces.set_guests_allowed, allowed=True)
    cy(visits.arrive)
    cy(visits.depart)
    cy.sees(welcome.newcomer)
    north.answers()
    _ticks(north)
    bo(proposing.withdraw, 1)
    ada(spaces.close)
    ada(spaces.reopen)
    ada(spaces.close)
    _ticks(north)


def _ticks(side: Side) -> None:
    database, team_id = side.database, side.team_id
    with database.begin() as db:
        people.refresh(db, Kind.GUEST, team_id=team_id, user_id=user_id("dee"), now=NOW)
        for space_id in windows.due(db, team_id=team_id, now=LATER):
            windows.turn(db, space_id, team_id=team_id, now=LATER)
        for one in due.find(db, team_id=team_id, now=LATER):
            for batch in one.batches(100):
                due.promise(db, one.space, batch)
        planning.due(db, team_id=team_id, now=LATER)
        repaint.claim(db, team_id=team_id, now=LATER, paces=PACES, most=20)
        delivery.pause(db, team_id=team_id, until=LATER, pace=PACE)
    for _ in range(3):
        with database.begin() as db:
            claims = delivery.claim(db, team_id=team_id, now=LATER, pace=PACE, most=20)
        for claim in claims:
            with database.begin() as db:
                letter = delivery.letter(db, claim, team_id=team_id, now=LATER)
                delivery.put_aside(db, letter, now=LATER)
                ids = [row.id for row in claim.rows]
                delivery.failed(db, claim, ids, "gone", team_id=team_id, now=LATER)
    with database.begin() as db:
        delivery.unclear(db, team_id=team_id, now=LATER)
        delivery.account_closed(db, user_id("dee"), team_id=team_id, now=LATER)


def test_whatever_one_workspace_does_the_others_rows_and_answers_stay(
    north: Side, south: Side
) -> None:
    rows, answers, mine = south.rows(), south.answers(), north.rows()
    assert len(rows["people"]) == len(mine["people"]) == 4
    _deeds(north)
    assert north.rows() != mine, "the deeds did nothing"
    assert south.rows() == rows
    assert south.answers() == answers


def test_both_have_the_same_ids_and_see_their_own(north: Side, south: Side) -> None:
    titles = [
        [topic.title for topic in side["bo"].sees(proposing.listing).topics]
        for side in (north, south)
    ]
    assert titles == [["Heather"], ["Harbour"]]


def test_an_open_space_that_a_forged_button_names_is_not_found_from_another_workspace(
    north: Side, south: Side
) -> None:
    theirs = south["ada"].sees(proposing.listing).here.space.id
    before = south.rows()
    deeds: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (proposing.listing, ()),
        (voting.set_dots, ({1: 5},)),
        (voting.clear, ()),
        (tally.show, ()),
        (timetable.draft, ()),
        (timetable.publish, ()),
        (spaces.close, ()),
        (people.facilitators, ()),
        (home.show, ()),
    ]
    for name in ("ada", "bo"):
        forger = north[name].elsewhere("D9", space_id=theirs)
        for deed, given in deeds:
            try:
                answer = forger(deed, *given)
            except RuleViolation as refused:
                answer = refused.text
            assert "Harbour" not in repr(answer), deed
    assert south.rows() == before


def test_the_clock_of_one_workspace_does_not_turn_the_windows_of_another(
    north: Side, south: Side
) -> None:
    space_id = south["ada"].sees(proposing.listing).here.space.id
    before = south.rows()
    with south.database.begin() as db:
        windows.turn(db, space_id, team_id=TEAM, now=NOW + timedelta(days=30))
    assert south.rows() == before


def test_when_the_bot_is_taken_out_of_one_workspace_the_other_keeps_its_tokens(
    database: Database,
) -> None:
    with database.begin() as db:
        for team_id in (TEAM, OTHER):
            workspaces.install(db, team_id=team_id, enterprise_id=None, name="A", now=NOW)
            db.execute(_TOKEN, {"team": team_id})
    with database.begin() as db:
        assert workspaces.uninstall(db, team_id=TEAM, told_at=NOW, now=NOW)
        left = db.execute(text("SELECT team_id FROM slack_bots")).scalars().all()
        assert (left, workspaces.find(db, team_id=TEAM)) == ([OTHER], None)
        assert workspaces.find(db, team_id=OTHER) is not None


_TOKEN = text(
    "INSERT INTO slack_bots (client_id, app_id, team_id, bot_token, is_enterprise_install,"
    " installed_at) VALUES ('1.2', 'A1', :team, 'locked', false, CURRENT_TIMESTAMP)"
)


def test_news_of_an_uninstallation_that_came_late_deletes_nothing(database: Database) -> None:
    with database.begin() as db:
        workspaces.install(db, team_id=TEAM, enterprise_id=None, name="A", now=NOW)
        told_at = NOW - timedelta(seconds=1)
        assert not workspaces.uninstall(db, team_id=TEAM, told_at=told_at, now=NOW)
        assert workspaces.find(db, team_id=TEAM) is not None
        assert not workspaces.uninstall(db, team_id="T9", told_at=NOW, now=NOW)


def test_only_workspaces_with_the_bot_and_something_that_can_be_due_are_awake(
    north: Side, south: Side
) -> None:
    with north.database.begin() as db:
        assert workspaces.awake(db, now=NOW) == ()
        for team_id in (TEAM, OTHER, "T3"):
            workspaces.install(db, team_id=team_id, enterprise_id=None, name="A", now=NOW)
        assert workspaces.awake(db, now=NOW) == (TEAM, OTHER)
        workspaces.uninstall(db, team_id=OTHER, told_at=NOW, now=NOW)
        assert workspaces.awake(db, now=NOW) == (TEAM,)
        workspaces.install(db, team_id=OTHER, enterprise_id=None, name="A", now=LATER)
        assert workspaces.awake(db, now=NOW) == (TEAM, OTHER)
