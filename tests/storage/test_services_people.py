"""It is known who people are, and a facilitator is always there."""

from datetime import timedelta

import pytest

from openspace.people import Kind
from services import people, visits
from services.news import MadeFacilitator
from storage import audit
from storage import people as stored_people
from tests.storage.promised import mark, promised
from tests.storage.week import NOW, TEAM, Week, user_id


def facilitators(week: Week) -> tuple[str, ...]:
    return week.mallory.sees(people.facilitators).user_ids


def test_a_new_facilitator_is_told_once(week: Week) -> None:
    before = mark(week.database)
    added = week.ada(people.add_facilitator, user_id("bo"))
    assert added.user_ids == (user_id("ada"), user_id("bo")) == facilitators(week)
    told = [MadeFacilitator(user_id("bo"), added.here.space)]
    assert promised(week.database, after=before) == told
    again = week.ada(people.add_facilitator, user_id("bo"))
    assert again.user_ids == added.user_ids
    assert promised(week.database, after=before) == told


@pytest.mark.parametrize("kind", [Kind.BOT, Kind.DEACTIVATED])
def test_what_is_not_a_person_does_not_facilitate(week: Week, kind: Kind) -> None:
    week.knows("bo", kind)
    assert week.ada.is_refused(people.add_facilitator, user_id("bo")) == (
        "Bots and closed accounts do not take part, so they cannot facilitate. Name a colleague:"
        " `/openspace facilitators add @someone`."
    )


def test_a_guest_who_is_made_a_facilitator_takes_part_without_further_ado(week: Week) -> None:
    guest = week.knows("bo", Kind.GUEST)
    week.ada(people.add_facilitator, user_id("bo"))
    assert guest(people.add_facilitator, user_id("cy")).user_ids[-1] == user_id("cy")


def test_a_facilitator_whose_account_was_closed_no_longer_facilitates(week: Week) -> None:
    week.ada(people.add_facilitator, user_id("bo"))
    week.knows("bo", Kind.DEACTIVATED)
    week.bo.is_refused(people.add_facilitator, user_id("cy"))


def test_the_last_facilitator_stays(week: Week) -> None:
    assert week.ada.is_refused(people.remove_facilitator, user_id("ada")) == (
        "An open space needs a facilitator, and this is the last one. Add another first:"
        " `/openspace facilitators add @someone`."
    )
    week.ada(people.add_facilitator, user_id("bo"))
    assert week.ada(people.remove_facilitator, user_id("ada")).user_ids == (user_id("bo"),)
    week.ada.is_refused(people.add_facilitator, user_id("ada"))
    week.bo.is_refused(people.remove_facilitator, user_id("bo"))


def test_a_facilitator_whose_account_was_closed_does_not_count_as_one_who_stays(
    week: Week,
) -> None:
    week.ada(people.add_facilitator, user_id("bo"))
    week.knows("bo", Kind.DEACTIVATED)
    week.ada.is_refused(people.remove_facilitator, user_id("ada"))
    assert week.ada(people.remove_facilitator, user_id("bo")).user_ids == (user_id("ada"),)


def test_nobody_is_removed_who_does_not_facilitate(week: Week) -> None:
    assert week.ada.is_refused(people.remove_facilitator, user_id("mallory")) == (
        "That person is not a facilitator. `/openspace facilitators` shows who is."
    )


def test_what_slack_said_about_somebody_holds_for_a_day(week: Week) -> None:
    week.knows("bo", Kind.GUEST)
    with week.database.reading() as db:
        known = [
            people.is_known(db, team_id=team, user_id=user_id(name), now=NOW + after)
            for team, name, after in (
                (TEAM, "bo", timedelta(hours=23, minutes=59)),
                (TEAM, "bo", timedelta(hours=24)),
                (TEAM, "nobody", timedelta()),
                ("T2", "bo", timedelta()),
            )
        ]
    assert known == [True, False, False, False]


def test_a_change_is_stored_for_those_only_who_did_something_here(week: Week) -> None:
    week.knows("bo", Kind.MEMBER)
    with week.database.begin() as db:
        for name in ("bo", "nobody"):
            people.refresh(db, Kind.DEACTIVATED, team_id=TEAM, user_id=user_id(name), now=NOW)
        kinds = [
            stored_people.kind(db, team_id=TEAM, user_id=user_id(name)) for name in ("bo", "nobody")
        ]
    assert kinds == [(Kind.DEACTIVATED, NOW), (Kind.UNKNOWN, None)]


def test_the_log_holds_what_facilitators_did_and_no_ballots(week: Week) -> None:
    week.ada(people.add_facilitator, user_id("bo"))
    here = week.ada.sees(visits.look)
    with week.database.reading() as db:
        assert audit.deeds(db, here.space) == (
            ("create", "CoProWeekScot"),
            ("open", "proposals"),
            ("open", "voting"),
            ("facilitator", f"add {user_id('bo')}"),
        )
