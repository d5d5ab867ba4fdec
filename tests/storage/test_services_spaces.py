"""An open space begins, is found, ends and begins again."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from openspace import RuleViolation
from openspace.people import Kind
from openspace.spaces import Space, TallySeenBy, Window
from services import people, proposing, spaces, visits, voting, windows
from services.news import BoardPosted, Created, WindowChanged
from services.visits import NONE_ELSEWHERE, NONE_HERE, Here, WhichSpace
from storage.database import Database
from tests.storage import week as weeks
from tests.storage.promised import mark, promised
from tests.storage.week import CHANNEL, FIRST_DAY, LAST_DAY, NOW, Actor, Week, actor

AFTERWARDS = NOW + timedelta(days=5)


def found(one: Actor) -> Space:
    return one.sees(visits.look).space


def test_a_new_open_space_is_closed_for_everything_and_has_its_founder_as_facilitator(
    database: Database,
) -> None:
    ada = actor(database, "ada")
    assert "Slack has not told me yet who you are" in ada.is_refused(
        spaces.create,
        name="CoProWeekScot",
        first_day=FIRST_DAY,
        last_day=LAST_DAY,
        zone=None,
        is_private=False,
    )
    with database.begin() as db:
        people.remember(db, Kind.MEMBER, team_id="T1", user_id="UADA", now=NOW)
    made = ada(
        spaces.create,
        name="CoProWeekScot",
        first_day=FIRST_DAY,
        last_day=LAST_DAY,
        zone=None,
        is_private=False,
    )
    assert made.space == Space(
        id=made.space.id,
        team_id="T1",
        channel_id=CHANNEL,
        name="CoProWeekScot",
        first_day=FIRST_DAY,
        last_day=LAST_DAY,
        zone="Europe/London",
        budget=5,
        tally_seen_by=TallySeenBy.FACILITATORS,
        proposals_open=False,
        voting_open=False,
        guests_allowed=False,
        is_private=False,
        closed_at=None,
    )
    assert promised(database) == [Created(made.space), BoardPosted(made.space, 1)]
    assert ada.sees(visits.look).person.is_facilitator


def test_a_channel_holds_one_open_space_at_a_time(week: Week) -> None:
    refusal = week.bo.is_refused(
        spaces.create,
        name="Another week",
        first_day=FIRST_DAY,
        last_day=LAST_DAY,
        zone=None,
        is_private=False,
    )
    assert refusal == (
        "CoProWeekScot is already here, Mon 22 to Fri 26 Nov 2027, and a channel holds one open"
        " space at a time. Use another channel, or close this one first with `/openspace close`."
    )
    weeks.start(week.database, channel_id="C2")


@pytest.mark.parametrize("kind", [Kind.GUEST, Kind.EXTERNAL, Kind.BOT, Kind.DEACTIVATED])
def test_only_staff_start_an_open_space(week: Week, kind: Kind) -> None:
    refusal = (
        week.knows("mallory", kind)
        .elsewhere("C2")
        .is_refused(
            spaces.create,
            name="A week",
            first_day=FIRST_DAY,
            last_day=LAST_DAY,
            zone=None,
            is_private=False,
        )
    )
    assert refusal == "Only this organisation's own staff can start an open space. Ask one of them."


def test_a_new_one_takes_the_place_of_one_whose_days_are_over(week: Week) -> None:
    bo = week.bo.at(AFTERWARDS)
    days = [FIRST_DAY + timedelta(days=n) for n in (14, 15)]
    new = bo(
        spaces.create,
        name="Next week",
        first_day=days[0],
        last_day=days[1],
        zone="Europe/Paris",
        is_private=False,
    ).space
    assert found(bo) == new
    old = found(bo.elsewhere(space_id=week.space.id))
    assert (old.id, old.closed_at) == (week.space.id, AFTERWARDS)


def test_typed_elsewhere_a_command_means_the_only_live_one_that_the_person_can_see(
    week: Week,
) -> None:
    assert found(week.bo.elsewhere()).id == week.space.id


def test_typed_elsewhere_it_asks_when_there_are_several(week: Week) -> None:
    other = weeks.start(week.database, channel_id="C2", name="The other week")
    with pytest.raises(WhichSpace) as several:
        week.bo.elsewhere().sees(visits.look)
    assert [space.id for space in several.value.choices] == [week.space.id, other.id]
    assert found(week.bo.elsewhere(space_id=other.id)) == other
    assert found(week.bo).id == week.space.id


def test_in_a_channel_with_its_own_that_one_is_meant_even_when_it_has_ended(week: Week) -> None:
    weeks.start(week.database, channel_id="C2")
    week.ada(spaces.close)
    assert found(week.bo) == replace(found(week.bo), id=week.space.id, closed_at=NOW)


def test_typed_elsewhere_one_that_has_ended_is_meant_when_none_is_live(week: Week) -> None:
    assert found(week.bo.elsewhere().at(AFTERWARDS)).id == week.space.id
    week.ada(spaces.close)
    assert found(week.bo.elsewhere()).id == week.space.id
    other = weeks.start(week.database, channel_id="C2", name="Another")
    assert found(week.bo.elsewhere()) == other


def test_over_one_that_was_closed_early_only_its_facilitators_start_another(week: Week) -> None:
    week.ada(spaces.close)
    assert "only its facilitators can start another" in week.bo.is_refused(
        spaces.create,
        name="Another",
        first_day=FIRST_DAY,
        last_day=LAST_DAY,
        zone=None,
        is_private=False,
    )
    assert weeks.start(week.database, name="Another", by="ada").name == "Another"


def test_one_in_a_private_channel_is_found_only_by_those_who_are_in_it(database: Database) -> None:
    secret = weeks.start(database, is_private=True, name="Confidential")
    bo, mallory = actor(database, "bo"), actor(database, "mallory")
    assert bo.elsewhere().is_refused(visits.look) == NONE_ELSEWHERE
    assert mallory.elsewhere(space_id=secret.id).is_refused(visits.look) == NONE_HERE
    bo(visits.arrive)
    assert found(bo.elsewhere()) == secret
    assert found(actor(database, "ada").elsewhere()) == secret
    actor(database, "ada")(visits.depart)
    assert actor(database, "ada").elsewhere().is_refused(visits.look) == NONE_ELSEWHERE
    bo(visits.depart)
    assert bo.elsewhere().is_refused(visits.look) == NONE_ELSEWHERE
    assert mallory.elsewhere().is_refused(visits.look) == NONE_ELSEWHERE


def test_what_somebody_does_in_a_private_channel_shows_that_they_are_in_it(
    database: Database,
) -> None:
    week = Week(database, weeks.start(database, is_private=True))
    week.opens(Window.PROPOSALS)
    week.bo(proposing.propose, "A topic of ours")
    assert found(week.bo.elsewhere()).id == week.space.id


def test_a_button_of_another_workspace_finds_nothing(week: Week) -> None:
    stranger = replace(week.bo, visit=replace(week.bo.visit, team_id="T2", space_id=week.space.id))
    assert stranger.is_refused(visits.look) == NONE_HERE
    assert replace(stranger, visit=replace(stranger.visit, space_id=None)).is_refused(
        visits.look
    ) == (NONE_HERE)


def test_one_that_has_ended_can_be_read_but_not_changed(week: Week) -> None:
    week.has_topics("A topic")
    late = week.bo.at(AFTERWARDS)
    assert [topic.number for topic in late.sees(proposing.listing).topics] == [1]
    assert late.is_refused(voting.set_dots, {1: 1}) == (
        "CoProWeekScot ended on Fri 26 Nov: it can be read but not changed. A new one starts with"
        " `/openspace new`."
    )
    week.ada(spaces.close)
    assert week.bo.is_refused(voting.set_dots, {1: 1}) == (
        "CoProWeekScot is closed: it can be read but not changed. A facilitator can open it again"
        " with `/openspace reopen` until its last day is over."
    )
    assert [topic.number for topic in week.bo.sees(proposing.listing).topics] == [1]


def test_the_last_day_lasts_until_midnight_in_its_zone(week: Week) -> None:
    week.has_topics("A topic")
    midnight = datetime.fromisoformat("2027-11-27T00:00:00+00:00")
    week.bo.at(midnight - timedelta(seconds=1))(voting.set_dots, {1: 1})
    week.bo.at(midnight).is_refused(voting.set_dots, {1: 2})


def test_one_that_is_closed_opens_again_with_its_windows_as_they_were(week: Week) -> None:
    before = found(week.bo)
    closed = week.ada(spaces.close).space
    assert [closed.is_open(window) for window in Window] == [False, False]
    assert week.ada(spaces.reopen).space == before == found(week.bo)


def test_it_is_closed_once_and_reopened_only_when_closed(week: Week) -> None:
    assert week.ada.is_refused(spaces.reopen) == (
        "CoProWeekScot is not closed. `/openspace` shows how it stands."
    )
    week.ada(spaces.close)
    assert week.ada.is_refused(spaces.close) == (
        "CoProWeekScot is already closed. `/openspace reopen` opens it again."
    )


def test_it_is_not_reopened_once_its_days_are_over_or_another_has_its_channel(week: Week) -> None:
    week.ada(spaces.close)
    assert week.ada.at(AFTERWARDS).is_refused(spaces.reopen) == (
        "CoProWeekScot was over on Fri 26 Nov, so it stays closed. A new one starts with"
        " `/openspace new`."
    )
    weeks.start(week.database, name="The second week")
    assert week.ada.elsewhere(space_id=week.space.id).is_refused(spaces.reopen) == (
        "The second week is now the open space of that channel; there is one at a time. Close it"
        " first with `/openspace close`."
    )


def test_one_whose_days_are_over_can_still_be_closed(week: Week) -> None:
    assert week.ada.at(AFTERWARDS)(spaces.close).space.closed_at == AFTERWARDS


def test_a_window_that_opens_twice_is_announced_once(database: Database) -> None:
    week = Week(database, weeks.start(database))
    for window in Window:
        for is_open in (True, False):
            before = mark(database)
            first = week.ada(windows.set_window, window, is_open=is_open)
            told = [WindowChanged(first.space, window, is_open=is_open)]
            assert (first.has_changed, promised(database, after=before)) == (True, told)
            assert first.space == found(week.bo)
            again = week.ada(windows.set_window, window, is_open=is_open)
            assert (again.has_changed, promised(database, after=before)) == (False, told)


def test_how_it_stands_counts_for_the_person_who_asks(week: Week) -> None:
    week.has_topics("First topic", "Second topic")
    week.bo(voting.set_dots, {1: 2})
    standing = week.bo.sees(spaces.standing)
    assert (standing.topics, standing.dots_left, standing.is_published) == (2, 3, False)
    assert week.cy.sees(spaces.standing).dots_left == 5


def test_guests_take_part_once_a_facilitator_allows_it(week: Week) -> None:
    guest = week.knows("mallory", Kind.GUEST)
    assert guest.is_refused(proposing.propose, "A topic") == (
        "CoProWeekScot is for this organisation's own staff so far. A facilitator can let"
        " guests in: `/openspace guests allow`."
    )
    with pytest.raises(RuleViolation):
        guest.sees(proposing.listing)
    week.ada(spaces.set_guests_allowed, allowed=True)
    assert guest(proposing.propose, "A topic").topic.number == 1
    week.ada(spaces.set_guests_allowed, allowed=False)
    guest.is_refused(proposing.propose, "Another topic")


def test_a_bot_never_takes_part(week: Week) -> None:
    week.ada(spaces.set_guests_allowed, allowed=True)
    for kind in (Kind.BOT, Kind.DEACTIVATED):
        assert week.knows("mallory", kind).is_refused(proposing.propose, "A topic") == (
            "Only people take part in an open space; bots and closed accounts do not."
        )


def test_who_only_looks_leaves_no_trace(week: Week) -> None:
    here = week.cy.sees(visits.look)
    assert here == Here(found(week.bo), here.person, NOW)
    assert here.person.participant_id is None
    with pytest.raises(LookupError):
        _ = here.participant_id
