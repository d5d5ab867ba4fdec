"""Two workspaces in one database, with the same ids of channels and people: nothing crosses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from openspace import RuleViolation
from openspace.notices import Notices
from openspace.people import Kind
from openspace.spaces import TallySeenBy, Window
from services import (
    absences,
    agenda,
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
    requests,
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
from services.visits import Visit
from storage.database import Database
from storage.tables import Base
from tests.storage.apart import ROOTS, lacks
from tests.storage.post import PACE
from tests.storage.week import CHANNEL, FIRST_DAY, LAST_DAY, NOW, TEAM, TEN, TUESDAY, Actor, user_id

OTHER = "T2"
LATER = NOW + timedelta(days=1, hours=2)
PACES = Paces(PACE, PACE)


@dataclass(frozen=True)
class Side:
    """One workspace; ada facilitates, and everybody has the same id in the other."""

    database: Database
    team_id: str

    def __getitem__(self, name: str) -> Actor:
        return Actor(self.database, Visit(self.team_id, user_id(name), CHANNEL, NOW))

    def holds(self, topic: str) -> "Side":
        """Hold a week with one published session, for which bo has signed up and voted."""
        ada, bo = self["ada"], self["bo"]
        with self.database.begin() as db:
            for name in ("ada", "bo", "cy", "dee"):
                people.remember(
                    db, Kind.MEMBER, team_id=self.team_id, user_id=user_id(name), now=NOW
                )
        ada(
            spaces.create,
            name=f"Week of {topic}",
            first_day=FIRST_DAY,
            last_day=LAST_DAY,
            zone=None,
            is_private=False,
        )
        for window in Window:
            ada(windows.set_window, window, is_open=True)
        bo(proposing.propose, topic)
        bo(voting.set_dots, {1: 2})
        ada(rooms.add, name="Blue", capacity=2, link=None)
        ada(slots.add, days=(TUESDAY,), times=((TEN, time(11, 0)),))
        ada(placing.move, 1, day=TUESDAY, start=TEN, room_name="Blue")
        ada(timetable.publish)
        bo(signup.join, (1,), anyway=True)
        return self

    def answers(self) -> dict[str, Any]:
        """Return what ada and bo see, looked up anew."""
        looks: dict[str, Callable[..., Any]] = {
            "topics": proposing.listing,
            "ballot": voting.show,
            "tally": tally.show,
            "agenda": agenda.show,
            "rooms": rooms.show,
            "slots": slots.show,
            "draft": timetable.draft,
            "home": home.show,
            "people": people.facilitators,
            "notices": notices.show,
            "requests": requests.show,
            "standing": spaces.standing,
            "away": absences.show,
        }
        seen = {}
        for name, look in looks.items():
            for person in ("ada", "bo"):
                try:
                    seen[f"{name} of {person}"] = self[person].sees(look)
                except RuleViolation as refused:
                    seen[f"{name} of {person}"] = refused.text
        return seen

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return every row that is tied to this workspace, by whatever chain of ids."""
        found: dict[str, list[tuple[Any, ...]]] = {}
        keys: dict[str, set[Any]] = {}
        with self.database.engine.connect() as connection:
            for table in Base.metadata.sorted_tables:
                rows = connection.execute(table.select().order_by(*table.primary_key)).mappings()
                ours = [row for row in rows if self._is_ours(table, row, keys)]
                found[table.name] = [tuple(row.values()) for row in ours]
                for column in table.primary_key:
                    keys[f"{table.name}.{column.name}"] = {row[column.name] for row in ours}
        return found

    def _is_ours(self, table: Any, row: Any, keys: dict[str, set[Any]]) -> bool:
        if "team_id" in table.columns:
            return bool(row["team_id"] == self.team_id)
        return any(
            row[key.parent.name] in keys.get(key.target_fullname, ()) for key in table.foreign_keys
        )


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


# The guard itself


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
