"""What is kept no longer goes: whose ballots, everything about people, and whole workspaces."""

from datetime import date, datetime, timedelta

from sqlalchemy import func, select, update

from openspace import moments
from openspace.retention import Keeping
from openspace.spaces import Space, Window
from services import agenda, forgetting, proposing, retention, spaces, tally, voting, windows
from storage.database import Database
from storage.tables import Base, SpaceRow, WorkspaceRow
from tests.storage.dump import dump
from tests.storage.test_services_forgetting import is_named_anywhere, totals
from tests.storage.test_services_forgetting import traces as traces
from tests.storage.week import LAST_DAY, NOW, TEAM, Week, start

KEEPING = Keeping(ballots_days=14, people_days=365, uninstalled_days=30)
ENDED = moments.instant(LAST_DAY + timedelta(days=1), datetime.min.time(), "Europe/London")
HOUR = timedelta(hours=1)


def passes(database: Database, now: datetime, keeping: Keeping = KEEPING) -> int:
    """Do what is due then; return how many steps took something away."""
    with database.reading() as db:
        steps = retention.due(db, keeping, now=now)
    done = 0
    for step in steps:
        with database.begin() as db:
            done += step(db)
    return done


def space_of(week: Week, now: datetime = NOW) -> Space:
    return week.ada.at(now).sees(spaces.standing).here.space


def test_ballots_are_untied_from_people_when_their_time_has_come_and_totals_stay(
    traces: Week,
) -> None:
    before, turnout = totals(traces), traces.ada.sees(tally.show).turnout
    assert passes(traces.database, ENDED + timedelta(days=14) - HOUR) == 0
    assert passes(traces.database, ENDED + timedelta(days=14)) == 1
    assert dump(traces.database)["dots"] == []
    assert (totals(traces), traces.ada.sees(tally.show).turnout) == (before, turnout)
    assert passes(traces.database, ENDED + timedelta(days=15)) == 0
    assert traces.cy.sees(voting.show).here.space.unlinked_at == ENDED + timedelta(days=14)


def test_totals_of_whoever_was_forgotten_before_are_counted_once(traces: Week) -> None:
    traces.closes(Window.VOTING)
    with traces.database.begin() as db:
        forgetting.forget(db, team_id=TEAM, user_id="UZARA", now=NOW)
    before, turnout = totals(traces), traces.ada.sees(tally.show).turnout
    assert passes(traces.database, ENDED + timedelta(days=14)) == 1
    assert (totals(traces), traces.ada.sees(tally.show).turnout) == (before, turnout)


def test_voting_does_not_open_again_where_ballots_are_untied(traces: Week) -> None:
    traces.ada(windows.set_window, Window.VOTING, is_open=False, until=None)
    traces.ada(spaces.close)
    assert passes(traces.database, NOW, Keeping(0, 365, 30)) == 1
    assert traces.ada(spaces.reopen).space.unlinked_at == NOW
    said = traces.ada.is_refused(windows.set_window, Window.VOTING, is_open=True)
    assert "no longer kept by person" in said
    assert "closed" in traces.cy.is_refused(voting.set_dots, {1: 1})


def test_everything_about_people_goes_and_topics_stay(traces: Week) -> None:
    titles = [one.title for one in traces.ada.sees(proposing.listing).topics]
    later = ENDED + timedelta(days=365)
    passes(traces.database, later - HOUR)
    assert space_of(traces, later - HOUR).cleared_at is None
    before = totals(traces)
    assert passes(traces.database, later) >= 1
    _settle_channel(traces.database)
    passes(traces.database, later + HOUR)
    passes(traces.database, later + timedelta(days=366))
    named = [
        one for one in ("zara", "zarah", "cy", "ada") if is_named_anywhere(traces.database, one)
    ]
    assert named == []
    topics = traces.mallory.at(later).sees(proposing.listing).topics
    assert [one.title.count("someone who left") for one in topics] == [0, 2, 1, 0, 0, 0]
    assert [one.title for one in topics if "someone" not in one.title] == [
        title for title in titles if "UZARA" not in title
    ]
    assert [one.hosts for one in topics] == [()] * 6
    assert space_of(traces, later).cleared_at is not None
    assert {n: (d, v) for n, (d, v) in _tallied(traces).items()} == {
        n: got for n, got in before.items() if got[0]
    }
    (entry,) = traces.mallory.at(later).sees(agenda.show).entries
    assert entry.signed_up == 0
    said = traces.cy.at(later).is_refused(proposing.propose, "One more")
    assert "nothing about people is kept" in said


def test_somebody_who_is_in_another_open_space_stays_there(traces: Week) -> None:
    other = start(traces.database, channel_id="C2", by="cy")
    with traces.database.begin() as db:
        db.execute(
            update(SpaceRow)
            .where(SpaceRow.id == other.id)
            .values(first_day=date(2028, 12, 1), last_day=date(2028, 12, 2))
        )
    passes(traces.database, ENDED + timedelta(days=366))
    people = str(dump(traces.database)["people"])
    assert "'UCY'" in people
    assert "'UZARA'" not in people


def test_a_workspace_is_deleted_some_time_after_it_took_the_bot_out(traces: Week) -> None:
    with traces.database.begin() as db:
        for team_id, gone_at in ((TEAM, NOW), ("T2", None)):
            db.add(
                WorkspaceRow(
                    team_id=team_id,
                    enterprise_id=None,
                    name="Org",
                    installed_at=NOW,
                    uninstalled_at=gone_at,
                )
            )
    assert passes(traces.database, NOW + timedelta(days=30) - HOUR, Keeping(400, 400, 30)) == 0
    assert passes(traces.database, NOW + timedelta(days=30), Keeping(400, 400, 30)) == 2
    left = {name: rows for name, rows in dump(traces.database).items() if rows}
    assert [row[0] for row in left.pop("workspaces")] == ["T2"]
    assert left == {}
    assert not is_named_anywhere(traces.database, "cy")


def _settle_channel(database: Database) -> None:
    """Let what was to be told to the channel be told."""
    outbox = Base.metadata.tables["outbox"]
    with database.begin() as db:
        db.execute(outbox.update().values(status="sent", subject="", settled_at=NOW))


def _tallied(week: Week) -> dict[int, tuple[int, int]]:
    tables = Base.metadata.tables
    tallies, topics = tables["tallies"], tables["topics"]
    query = select(topics.c.number, func.sum(tallies.c.dots), func.sum(tallies.c.voters)).join(
        topics, topics.c.id == tallies.c.topic_id
    )
    with week.database.reading() as db:
        rows = db.execute(query.group_by(topics.c.number).order_by(topics.c.number))
        return {number: (int(dots), int(voters)) for number, dots, voters in rows}
