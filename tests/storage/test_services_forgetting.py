"""Being forgotten: nothing names the person any more, and what counts still counts."""

import re
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.event import listen

from openspace import RuleViolation
from openspace import forgetting as rules
from openspace.notices import Notices
from openspace.people import Kind
from openspace.spaces import Window
from services import (
    absences,
    agenda,
    drafting,
    forgetting,
    home,
    hosting,
    notices,
    people,
    placing,
    proposing,
    requesting,
    signup,
    spaces,
    tally,
    voting,
)
from services.forgetting import Foreseen, Part
from storage import people as stored_people
from storage.database import Database
from tests.storage.dump import dump
from tests.storage.promised import mark, promised
from tests.storage.test_services_absences import DAY, at
from tests.storage.week import NOON, NOW, TEAM, TUESDAY, Week, start, user_id

ZARA = user_id("zara")


def forgets(week: Week, name: str = "zara") -> Foreseen:
    with week.database.begin() as db:
        return forgetting.forget(db, team_id=TEAM, user_id=user_id(name), now=NOW)


def foresees(week: Week, name: str = "zara") -> Foreseen:
    with week.database.reading() as db:
        return forgetting.foresee(db, team_id=TEAM, user_id=user_id(name), now=NOW)


def is_named_anywhere(database: Database, name: str) -> bool:
    """Whether the id stands in any column of any row, or in SQLite's file and its log."""
    wanted = user_id(name).casefold()
    alone = re.compile(rf"(?<![a-z0-9]){wanted}(?![a-z0-9])")
    if alone.search(str(dump(database)).casefold()):
        return True
    url = make_url(str(database.engine.url))
    if url.get_backend_name() != "sqlite":
        return False
    assert forgetting.wipe(database)
    file = Path(url.database or "")
    beside = [file.with_name(file.name + end) for end in ("", "-wal", "-journal")]
    held = [one.read_bytes().decode("latin-1").lower() for one in beside if one.exists()]
    assert any("create table people" in one for one in held), "the file is that of this database"
    return any(alone.search(one) for one in held)


def keep_deleted_rows_in_the_file(database: Database) -> None:
    """Let SQLite not overwrite what is deleted, which some builds of it do by themselves."""
    if database.gate is not None:
        listen(
            database.engine,
            "checkout",
            lambda connection, *_: connection.execute("PRAGMA secure_delete = OFF").close(),
        )


def totals(week: Week) -> dict[int, tuple[int, int]]:
    found = week.ada.sees(tally.show)
    return {row.total.number: (row.total.dots, row.total.voters) for row in found.rows}


@pytest.fixture
def traces(week: Week) -> Week:
    """Zara has done everything that leaves a trace, and others wrote about her."""
    zara = week.knows("zara", Kind.MEMBER)
    week.knows("zarah", Kind.MEMBER)
    week.ada(people.add_facilitator, ZARA)
    week.has_topics("Procurement", f"With <@{ZARA}|zara> & <@UZARAH>", f"About {ZARA}", by="cy")
    week.has_topics("Hers alone", "Hers and others'", "Wanted by cy", by="zara")
    week.has_slots()
    week.has_room("Room A", 1)
    week.has_room(f"Room of <@{ZARA}>", 5)
    week.has_published(1, "Room A")
    for name in ("zara", "cy", "zarah"):
        week[name](signup.join, (1,), anyway=False)
    zara(hosting.join, 2)
    week.cy(hosting.join, 5)
    zara(voting.set_dots, {1: 2, 6: 1, 4: 1})
    week.cy(voting.set_dots, {1: 1, 6: 3})
    zara(notices.choose, Notices.MINE)
    zara(placing.move, 5, day=TUESDAY, start=NOON, room_name="Room A")
    zara(absences.add, at(DAY))
    zara(drafting.ask, is_fresh=True, answer_url="https://slack.test/1", in_place=False)
    zara(requesting.ask_move, 1, day=TUESDAY, start=NOON, room_name="", reason=f"I, {ZARA}")
    week.cy(requesting.back, 1)
    with week.database.begin() as db:
        home.take(db, zara.visit, view=None)
    return week


def test_no_trace_is_left_of_whoever_is_forgotten(traces: Week) -> None:
    keep_deleted_rows_in_the_file(traces.database)
    assert is_named_anywhere(traces.database, "zara")
    before = dump(traces.database)
    forgets(traces)
    assert not is_named_anywhere(traces.database, "zara")
    after = dump(traces.database)
    assert sum(map(len, after.values())) < sum(map(len, before.values()))
    assert "UZARAH" in str(after["topics"]), "only who asked for it is forgotten"
    assert Counter(row[1:3] for row in after["people"])[TEAM, rules.GONE] == 1


def test_what_goes_and_what_stays_is_foreseen_as_it_then_happens(traces: Week) -> None:
    foreseen = foresees(traces)
    assert foreseen.parts == (
        Part(
            traces.ada.sees(spaces.standing).here.space,
            dots=4,
            stay_counted=False,
            seats=1,
            kept=(2, 5),
            alone=(4, 6),
            was_facilitator=True,
        ),
    )
    assert forgets(traces) == foreseen
    listed = {one.number: one for one in traces.cy.sees(proposing.listing).topics}
    assert sorted(listed) == [1, 2, 3, 5, 6]
    assert listed[2].title == "With someone who left & <@UZARAH>"
    assert listed[3].title == "About someone who left"
    assert (listed[2].hosts, listed[5].hosts, listed[6].hosts) == (("UCY",), ("UCY",), ())
    assert "Hers alone" not in str(dump(traces.database))
    assert "was withdrawn" in traces.cy.is_refused(voting.set_dots, {4: 1})


def test_while_voting_is_open_the_ballot_is_taken_back(traces: Week) -> None:
    forgets(traces)
    assert {n: got for n, got in totals(traces).items() if got[0]} == {1: (1, 1), 6: (3, 1)}
    assert traces.ada.sees(tally.show).turnout == 1


def test_once_voting_is_closed_the_totals_stay_without_the_name(traces: Week) -> None:
    traces.closes(Window.VOTING)
    before, turnout = totals(traces), traces.ada.sees(tally.show).turnout
    assert (before[1], before[6], turnout) == ((3, 2), (4, 2), 2)
    forgets(traces)
    after = totals(traces)
    # Topic 4 was hers alone: it is withdrawn with its dots.
    assert after == {number: got for number, got in before.items() if number != 4}
    assert traces.ada.sees(tally.show).turnout == turnout
    traces.opens(Window.VOTING)
    traces.cy(voting.set_dots, {1: 2})
    assert totals(traces)[1] == (4, 2), "who stays can still change their own"


def test_the_seat_goes_to_the_first_who_waits_and_who_is_told(traces: Week) -> None:
    before = mark(traces.database)
    forgets(traces)
    told = promised(traces.database, after=before)
    assert [(type(one).__name__, getattr(one, "user_id", "")) for one in told] == [
        ("SeatChanged", "UCY")
    ]
    mine = traces.cy.sees(agenda.show).mine()
    assert [entry.signed_up for entry in mine if entry.session.number == 1] == [2]


def test_a_published_session_keeps_its_place_and_needs_a_host(week: Week) -> None:
    week.knows("zara", Kind.MEMBER)
    week.has_topics("Transport", by="zara")
    week.has_slots()
    week.has_room("Room A", 3)
    week.has_published(1, "Room A")
    assert foresees(week).parts[0].kept == (1,)
    forgets(week)
    (entry,) = week.cy.sees(agenda.show).entries
    assert (entry.session.title, entry.session.hosts) == ("Transport", ())
    inside = week.ada.sees(home.show).inside
    assert inside is not None
    assert inside.needs is not None
    assert [one.number for one in inside.needs.hostless] == [1]
    assert week.cy(hosting.adopt, 1).topic.hosts == ("UCY",)


def test_whoever_comes_back_is_new(traces: Week) -> None:
    forgets(traces)
    assert foresees(traces) == Foreseen((), is_known=False, has_home=False, asked_at=NOW)
    zara = traces["zara"]
    assert zara(voting.set_dots, {1: 5}).dots_left == 0
    assert "Only facilitators" in zara.is_refused(spaces.set_budget, 7)
    assert foresees(traces).parts[0].dots == 5


def test_the_last_facilitator_names_another_first(week: Week) -> None:
    before = dump(week.database)
    with pytest.raises(RuleViolation) as refused:
        forgets(week, "ada")
    assert "`/openspace facilitators add @someone`" in str(refused.value)
    assert dump(week.database) == before
    week.knows("zara", Kind.MEMBER)
    week.ada(people.add_facilitator, ZARA)
    forgets(week, "ada")
    with week.database.reading() as db:
        assert stored_people.facilitators(db, week.space) == (ZARA,)


def test_all_open_spaces_forget_at_once_or_none(traces: Week) -> None:
    other = start(traces.database, channel_id="C2", by="zara")
    before = dump(traces.database)
    with pytest.raises(RuleViolation):
        forgets(traces)
    assert dump(traces.database) == before
    traces["zara"].elsewhere("C2")(people.add_facilitator, user_id("cy"))
    assert [part.space.id for part in forgets(traces).parts] == [traces.space.id, other.id]
    assert not is_named_anywhere(traces.database, "zara")


def test_forgetting_twice_and_forgetting_a_stranger_change_nothing(traces: Week) -> None:
    forgets(traces)
    before = dump(traces.database)
    forgets(traces)
    forgets(traces, "nobody")
    assert dump(traces.database) == before
