"""A draft is asked for, worked at by one process at a time, and taken in whole or not at all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from openspace.absences import Absence
from openspace.people import ONLY_FACILITATORS
from openspace.planning import Obstacle, Place
from openspace.spaces import TallySeenBy, Window
from services import (
    absences,
    drafting,
    people,
    placing,
    planning,
    proposing,
    rooms,
    spaces,
    timetable,
    voting,
)
from tests.storage import searches
from tests.storage.at_once import at_once, problems
from tests.storage.searches import DRAFTED, LEASE, SPREAD, asked, is_due, places, settled, taken
from tests.storage.week import NOON, NOW, TEAM, TEN, TUESDAY, Actor, Week, user_id

TEN_ON_TUESDAY = datetime.combine(TUESDAY, TEN, UTC)


@pytest.fixture
def week(week: Week) -> Week:
    """See `searches.prepare`."""
    return searches.prepare(week)


def test_a_draft_is_asked_for_searched_and_taken_in(week: Week) -> None:
    assert not is_due(week)
    assert asked(week)
    assert is_due(week)
    job = taken(week)
    assert job is not None
    assert (job.options.previous, job.coded.problem.topics) == (None, 8)
    assert not is_due(week)
    found = settled(week, job, SPREAD)
    assert found is not None
    assert found.result.changed == (1, 2, 3)
    assert [(one.user_id, one.answer_url) for one in found.askers] == [
        (user_id("ada"), "https://a.example")
    ]
    assert places(week) == DRAFTED
    assert not is_due(week)


def test_two_who_ask_at_once_get_one_search_and_both_are_told(week: Week) -> None:
    week.ada(people.add_facilitator, user_id("cy"))
    both = at_once(
        [
            lambda: week.ada(drafting.ask, is_fresh=False).is_new,
            lambda: week.cy(drafting.ask, is_fresh=False).is_new,
        ]
    )
    assert sorted(map(bool, both)) == [False, True]
    assert problems(both) == []
    found = settled(week, taken(week), SPREAD)
    assert found is not None
    assert {one.user_id for one in found.askers} == {user_id("ada"), user_id("cy")}


def test_one_process_of_many_works_at_a_search(week: Week) -> None:
    asked(week)
    jobs = at_once([partial(taken, week, f"process {n}") for n in range(8)])
    assert problems(jobs) == []
    assert sum(job is not None for job in jobs) == 1


def test_a_search_whose_process_died_is_taken_by_another_after_its_lease(week: Week) -> None:
    asked(week)
    lost = taken(week, "died")
    assert not is_due(week, later=LEASE - timedelta(seconds=1))
    assert is_due(week, later=LEASE)
    mine = taken(week, "another", later=LEASE)
    assert settled(week, lost, {0: Place(1, 1)}) is None
    assert places(week) == {}
    assert settled(week, mine, SPREAD) is not None
    assert places(week) == DRAFTED


def test_a_search_that_is_kept_stays_with_its_process(week: Week) -> None:
    asked(week)
    job = taken(week)
    assert job is not None
    with week.database.begin() as db:
        assert planning.renew(db, job, progress=40, until=NOW + 3 * LEASE)
    assert not is_due(week, later=LEASE)
    assert week.ada.sees(timetable.draft).stands.progress == 40


def test_a_search_given_back_is_there_for_others_at_once(week: Week) -> None:
    asked(week)
    job = taken(week)
    assert job is not None
    with week.database.begin() as db:
        planning.release(db, job)
    assert is_due(week)


def changed_hosts(week: Week) -> None:
    week.cy(absences.add, lambda here: [Absence(NOW, NOW + timedelta(days=3))])


@pytest.mark.parametrize(
    "meanwhile",
    [
        pytest.param(
            lambda week: week.has_session(1, "Room B", start=NOON), id="a session was placed"
        ),
        pytest.param(lambda week: week.has_room("Room C", 5), id="a room was added"),
        pytest.param(changed_hosts, id="a host said that they are away"),
        pytest.param(lambda week: week.has_topics("Fourth"), id="a topic was proposed"),
    ],
)
def test_what_changed_meanwhile_begins_the_search_anew(
    week: Week, meanwhile: Callable[[Week], None]
) -> None:
    asked(week)
    job = taken(week)
    meanwhile(week)
    before = places(week)
    assert settled(week, job, SPREAD) is None
    assert places(week) == before
    assert is_due(week)


def test_a_vote_meanwhile_does_not_begin_it_anew(week: Week) -> None:
    asked(week)
    job = taken(week)
    week.cy(voting.set_dots, {1: 1})
    assert settled(week, job, SPREAD) is not None


def test_a_slot_that_begins_soon_takes_nothing_new_and_what_is_there_stays(week: Week) -> None:
    week.has_session(1, "Room A")
    late = replace(week.ada.visit, now=TEN_ON_TUESDAY - timedelta(minutes=20))
    Actor(week.database, late)(drafting.ask, is_fresh=True)
    job = taken(week, later=late.now - NOW)
    assert job is not None
    assert job.coded.problem.over == {0}
    assert job.coded.problem.fixed == {0: Place(0, 0)}


def test_drafting_again_follows_the_draft_and_afresh_does_not(week: Week) -> None:
    asked(week)
    settled(week, taken(week), SPREAD)
    week.ada(placing.pin, 3, is_pinned=True)
    asked(week)
    again = taken(week)
    assert again is not None
    assert again.options.previous == SPREAD
    assert again.options.most_moved == 0
    assert again.coded.problem.fixed == {2: SPREAD[2]}
    settled(week, again, SPREAD)
    asked(week, is_fresh=True)
    afresh = taken(week)
    assert afresh is not None
    assert (afresh.options.previous, afresh.options.most_moved) == (None, None)
    assert afresh.coded.problem.fixed == {2: SPREAD[2]}
    assert afresh.options.seed != again.options.seed


def test_what_stands_in_the_way_is_said_and_changes_nothing(week: Week) -> None:
    week.has_session(2, "Room A")
    week.ada(placing.pin, 2, is_pinned=True)
    asked(week)
    job = taken(week)
    assert job is not None
    before = places(week)
    with week.database.begin() as db:
        away = Obstacle("host away", 1, Place(0, 0), host=0)
        found = planning.refuse(db, job, [away], team_id=TEAM, now=NOW)
    assert found is not None
    assert found.result.obstacles == (
        (
            "#2 “Second topic” stays on Tue 23 Nov 10:00-11:00, when a host of it cannot be there."
            ' Move it (`/openspace timetable move 2 wed 10:00 "Room B"`), or take it off:'
            " `/openspace timetable unplace 2`."
        ),
    )
    assert places(week) == before
    assert not is_due(week)


def test_a_search_that_breaks_off_again_and_again_is_said_to_and_changes_nothing(
    week: Week,
) -> None:
    asked(week)
    job = taken(week)
    assert job is not None
    with week.database.begin() as db:
        found = planning.give_up(db, job, team_id=TEAM, now=NOW)
    assert found is not None
    assert found.result.obstacles == (planning.BROKE_OFF,)
    assert places(week) == {}
    assert not is_due(week)


def test_nobody_drafts_by_votes_that_nobody_may_see_yet(week: Week) -> None:
    week.ada(voting.clear)
    week.bo(voting.clear)
    week.ada(spaces.set_tally_seen_by, TallySeenBy.AFTER)
    assert week.ada.is_refused(drafting.ask, is_fresh=False).startswith(
        "A draft would show how people voted, and nobody sees that until voting closes."
    )
    week.closes(Window.VOTING)
    assert asked(week)


@pytest.mark.parametrize(
    ("without", "sentence"),
    [
        ("slots", "There are no slots to come that a draft could use."),
        ("rooms", "There are no rooms yet, so nothing can have a place."),
        ("topics", "There are no topics to place yet."),
    ],
)
def test_where_nothing_can_have_a_place_the_way_out_is_said(
    week: Week, without: str, sentence: str
) -> None:
    match without:
        case "slots":
            late = replace(week.ada.visit, now=NOW + timedelta(days=2))
            said = Actor(week.database, late).is_refused(drafting.ask, is_fresh=False)
        case "rooms":
            for name in ("Room A", "Room B"):
                week.ada(rooms.remove, name)
            said = week.ada.is_refused(drafting.ask, is_fresh=False)
        case _:
            for number in range(1, 9):
                week.ada(proposing.withdraw, number)
            said = week.ada.is_refused(drafting.ask, is_fresh=False)
    assert said.startswith(sentence)


def test_a_draft_that_could_move_very_little_would_tell_of_its_voters(week: Week) -> None:
    week.has_session(1, "Room A")
    week.ada(placing.pin, 1, is_pinned=True)
    asked(week)
    settled(week, taken(week), {0: Place(0, 0)})
    for number in (2, 3, 4):
        week.ada(placing.unplace, number)
    assert week.ada.is_refused(drafting.ask, is_fresh=False).startswith(
        "Beside what is pinned or left out, a draft could place only 4 topics"
    )


def test_participants_do_not_draft_undo_or_discard(week: Week) -> None:
    for deed in (
        partial(drafting.ask, is_fresh=False),
        drafting.undo,
        drafting.discard,
        partial(drafting.set_fairness, fairness=5),
    ):
        assert week.bo.is_refused(deed) == ONLY_FACILITATORS
