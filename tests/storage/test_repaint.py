"""Is what has changed repainted once, by one painter, never forgotten, and at Slack's pace?"""

from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from bot.clock import RunningClock
from bot.timing import USUAL
from openspace.spaces import Space, Window
from services import board, home, letters, proposing, repaint, spaces, voting
from services.repaint import Paces, Work
from services.visits import Visit
from storage import boards, changes
from storage import people as stored_people
from storage.boards import BoardClaim
from storage.database import Database
from storage.tables import BoardRow, MessageRow, SpaceRow
from tests.storage import week as weeks
from tests.storage.week import NOW, TEAM, Week, user_id

PACES = USUAL.repaint(RunningClock())
SECOND = timedelta(seconds=1)
LATER = NOW + timedelta(minutes=1)


def work(database: Database, now: datetime = NOW, *, paces: Paces = PACES) -> Work:
    with database.begin() as db:
        return repaint.claim(db, team_id=TEAM, now=now, paces=paces, most=20)


def is_due(database: Database, now: datetime = NOW) -> bool:
    with database.reading() as db:
        return repaint.is_anything_due(db, team_id=TEAM, now=now, paces=PACES)


def posts(database: Database) -> None:
    """Let Slack have taken all boards."""
    with database.begin() as db:
        db.execute(
            update(MessageRow)
            .where(MessageRow.kind == "board_posted")
            .values(status="sent", slack_ts="1.5", settled_at=NOW)
        )


def paints(database: Database, claim: BoardClaim, now: datetime = NOW) -> None:
    with database.reading() as db:
        found = repaint.shown(db, claim, team_id=TEAM, now=now)
    with database.begin() as db:
        repaint.board_painted(db, claim, found, shown="what is true", now=now)


def paint_all(database: Database, now: datetime = NOW) -> None:
    """Let everything be painted, so that nothing is stale."""
    posts(database)
    for claim in work(database, now).boards:
        paints(database, claim, now)
    work(database, now)


def visit(name: str, now: datetime = NOW) -> Visit:
    return Visit(TEAM, user_id(name), "", now)


def opens_home(database: Database, name: str, now: datetime = NOW) -> None:
    with database.begin() as db:
        claim = home.take(db, visit(name, now), view=None)
    with database.reading() as db:
        found = home.show(db, visit(name, now))
    with database.begin() as db:
        home.settle(db, visit(name, now), claim, found, shown="what is true")


# Boards


def test_a_board_is_stale_after_a_change_and_not_after_it_was_painted(week: Week) -> None:
    paint_all(week.database)
    assert not is_due(week.database, LATER)
    week.has_topics("Procurement")
    assert is_due(week.database, LATER)
    (claim,) = work(week.database, LATER).boards
    paints(week.database, claim, LATER)
    assert not is_due(week.database, LATER + SECOND)


def test_what_was_refused_makes_nothing_stale(week: Week) -> None:
    paint_all(week.database)
    week.closes(Window.VOTING)
    paint_all(week.database, LATER)
    week.bo.is_refused(voting.set_dots, {7: 1})
    assert not is_due(week.database, LATER + 10 * SECOND)


def test_it_is_painted_again_only_after_the_gap(week: Week) -> None:
    paint_all(week.database)
    week.has_topics("Procurement")
    gap = timedelta(seconds=USUAL.repaint_gap_s)
    assert work(week.database, NOW + gap - SECOND / 10).boards == ()
    assert len(work(week.database, NOW + gap).boards) == 1


def test_what_changes_while_it_is_painted_is_painted_next(week: Week) -> None:
    paint_all(week.database)
    week.has_topics("Procurement")
    (claim,) = work(week.database, LATER).boards
    week.has_topics("Transport")
    work(week.database, LATER)  # another process takes the change in, and finds the board taken
    paints(week.database, claim, LATER)
    assert is_due(week.database, LATER + 10 * SECOND)


@pytest.mark.parametrize("kept_database", ["postgresql"], indirect=True)
def test_a_vote_that_is_saved_after_the_painter_looked_is_not_forgotten(week: Week) -> None:
    """With a flag on the board that is set only where it is not set yet, this one would be."""
    week.has_topics("Procurement")
    paint_all(week.database)
    week.bo(voting.set_dots, {1: 1})  # the board is stale already
    with week.database.begin() as db:
        voting.set_dots(db, week.cy.visit, {1: 2})
        (claim,) = work(week.database, LATER).boards
        paints(week.database, claim, LATER)
    (again,) = work(week.database, LATER + 10 * SECOND).boards
    with week.database.reading() as db:
        found = board.show(db, week.space, LATER)
    assert again.space_id == claim.space_id
    assert found.topics[0].title == "Procurement"


def test_of_two_painters_at_the_same_moment_one_takes_it(week: Week) -> None:
    paint_all(week.database)
    for turn in range(1, 6):
        now = NOW + turn * timedelta(minutes=2)
        with week.database.begin() as db:  # stale already: no note is left to wait for
            db.execute(update(BoardRow).values(unpainted=1))
        together = Barrier(4)
        found: list[Work] = []

        def paint(
            together: Barrier = together, found: list[Work] = found, now: datetime = now
        ) -> None:
            together.wait()
            found.append(work(week.database, now))

        painters = [Thread(target=paint) for _ in range(4)]
        for one in painters:
            one.start()
        for one in painters:
            one.join()
        (claim,) = [claim for one in found for claim in one.boards]
        paints(week.database, claim, now)


def test_what_a_dead_painter_took_is_taken_again_after_its_time(week: Week) -> None:
    paint_all(week.database)
    week.has_topics("Procurement")
    (dead,) = work(week.database, LATER).boards
    lease = timedelta(seconds=USUAL.lease_s)
    assert work(week.database, LATER + lease - SECOND).boards == ()
    (claim,) = work(week.database, LATER + lease).boards
    paints(week.database, dead, LATER + lease)  # it was not dead after all, and has no say
    paints(week.database, claim, LATER + lease)
    assert not is_due(week.database, LATER + lease + 10 * SECOND)


def test_a_board_that_is_gone_is_promised_once_however_many_find_it_gone(week: Week) -> None:
    paint_all(week.database)
    week.has_topics("Procurement")
    (claim,) = work(week.database, LATER).boards
    with week.database.reading() as db:
        found = repaint.shown(db, claim, team_id=TEAM, now=LATER)
    for _ in range(2):
        with week.database.begin() as db:
            repaint.board_lost(db, claim, found, now=LATER)
    with week.database.reading() as db:
        posting = boards.posting(db, week.space.id)
    assert posting is not None
    assert (posting.number, posting.is_on_its_way, posting.is_there) == (2, True, False)


def test_it_changes_by_itself_when_a_session_ends(week: Week) -> None:
    week.has_topics("Procurement")
    week.has_slots()
    week.has_room("Room A", 2)
    week.has_published(1, "Room A")
    before = NOW.replace(day=23, hour=10, minute=59)
    paint_all(week.database, before)
    assert not is_due(week.database, before + 30 * SECOND)
    assert is_due(week.database, before + 61 * SECOND)


def test_an_open_space_that_is_older_than_boards_gets_one_with_the_next_change(week: Week) -> None:
    with week.database.begin() as db:
        db.execute(delete(BoardRow))
        db.execute(delete(MessageRow))
        changes.take(db, team_id=TEAM)
    week.has_topics("Procurement")
    work(week.database)
    posts(week.database)
    assert len(work(week.database, LATER).boards) == 1


def test_a_clock_that_was_turned_back_keeps_no_board_from_being_painted(week: Week) -> None:
    ahead = NOW + timedelta(days=2)
    paint_all(week.database, ahead)
    week.has_topics("Procurement")
    assert len(work(week.database).boards) == 1


@pytest.mark.parametrize("kept_database", ["sqlite"], indirect=True)
def test_slacks_limit_of_repaints_is_kept_however_many_boards_change(week: Week) -> None:
    paint_all(week.database)
    _many_boards(week, 60)
    taken: list[datetime] = []
    for second in range(130):
        now = LATER + second * SECOND
        with week.database.begin() as db:
            db.execute(update(BoardRow).values(unpainted=BoardRow.unpainted + 1))
        for claim in work(week.database, now).boards:
            taken.append(now)
            with week.database.begin() as db:
                boards.settle(db, claim, shown="", due_at=None, now=now)
    minute = timedelta(minutes=1)
    assert max(len([at for at in taken if one <= at < one + minute]) for one in taken) <= 50
    assert len(taken) > 80


def _many_boards(week: Week, count: int) -> None:
    with week.database.begin() as db:
        for n in range(count):
            space = replace(week.space, id=1000 + n, channel_id=f"C{1000 + n}")
            _add_space(week, space, db)


def _add_space(week: Week, space: Space, db: Session) -> None:
    row = db.execute(select(SpaceRow.__table__).where(SpaceRow.id == week.space.id)).one()
    values = {**row._mapping, "id": space.id, "channel_id": space.channel_id}
    db.execute(insert(SpaceRow).values(**values))
    boards.add(db, space_id=space.id, team_id=TEAM, key=letters.board_key(space.id, 1))
    db.execute(update(BoardRow).where(BoardRow.space_id == space.id).values(slack_ts="1.5"))


# Homes


def test_a_home_is_stale_after_what_its_person_did_and_not_after_what_others_did(
    week: Week,
) -> None:
    week.has_topics("Procurement")
    paint_all(week.database)
    for name in ("bo", "cy", "dee"):
        opens_home(week.database, name)
    week.cy(voting.set_dots, {1: 1})
    assert [claim.user_id for claim in work(week.database, LATER).homes] == [user_id("cy")]


def test_what_everybody_is_told_makes_every_home_stale_that_was_opened(week: Week) -> None:
    paint_all(week.database)
    opens_home(week.database, "cy")
    opens_home(week.database, "dee")
    week.bo(proposing.propose, "Procurement")
    week.closes(Window.VOTING)
    found = work(week.database, LATER).homes
    assert {claim.user_id for claim in found} == {user_id("cy"), user_id("dee")}


def test_two_who_painted_a_home_at_once_leave_it_stale(week: Week) -> None:
    paint_all(week.database)
    opens_home(week.database, "cy")
    week.cy(proposing.propose, "Procurement")
    (painter,) = work(week.database, LATER).homes
    with week.database.begin() as db:
        pressed = home.take(db, visit("cy", LATER), view=None)
    with week.database.reading() as db:
        found = home.show(db, visit("cy", LATER))
    for claim in (pressed, painter):  # which of them Slack shows, nobody knows
        with week.database.begin() as db:
            home.settle(db, visit("cy", LATER), claim, found, shown="what is true")
    (again,) = work(week.database, LATER + 10 * SECOND).homes
    assert (again.user_id, again.shown) == (user_id("cy"), "")


def test_an_open_space_of_a_private_channel_is_at_home_only_where_it_may_be_found(
    database: Database,
) -> None:
    hidden = weeks.start(database, is_private=True, by="ada")
    with database.reading() as db:
        assert home.show(db, visit("mallory")).inside is None
        assert home.show(db, replace(visit("mallory"), space_id=hidden.id)).inside is None
        shown = home.show(db, visit("ada")).inside
        assert shown is not None
        assert shown.here.space.id == hidden.id


def test_who_somebody_is_everywhere_is_who_they_are_in_each(week: Week) -> None:
    week.ada(spaces.set_budget, 6)
    with week.database.reading() as db:
        for name in ("ada", "bo", "mallory", "nobody"):
            found = stored_people.everywhere(db, team_id=TEAM, user_id=user_id(name))
            assert found(week.space.id) == stored_people.person(db, week.space, user_id(name))
