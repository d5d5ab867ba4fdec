"""First contact: who is new, who is told what, and that two deliveries greet nobody twice."""

from datetime import timedelta
from functools import partial

import pytest

from openspace.people import Kind
from services import people, signup, spaces, visits, voting, welcome
from services.welcome import Invited
from tests.storage.at_once import at_once
from tests.storage.week import LAST_DAY, NOW, Week, user_id


def test_somebody_is_new_once_however_often_they_come_and_go(week: Week) -> None:
    assert week["dee"](visits.arrive) is True
    assert week["dee"](visits.arrive) is False
    week["dee"](visits.depart)
    assert week["dee"](visits.arrive) is False


def test_many_deliveries_at_the_same_moment_greet_each_person_once(week: Week) -> None:
    newcomers = [week[f"n{n % 10}"] for n in range(80)]
    results = at_once([partial(one, visits.arrive) for one in newcomers])
    assert sorted(map(str, results)) == ["False"] * 70 + ["True"] * 10


def test_who_did_something_or_was_named_by_a_facilitator_is_not_new(week: Week) -> None:
    week.has_topics("Procurement")
    week["dee"](voting.set_dots, {1: 1})
    week.ada(people.add_facilitator, user_id("cy"))
    assert week["dee"](visits.arrive) is False
    assert week.cy(visits.arrive) is False


def test_where_nothing_lives_nobody_is_new(week: Week) -> None:
    assert week["dee"].elsewhere("C9")(visits.arrive) is False
    over = NOW.replace(month=LAST_DAY.month, day=LAST_DAY.day) + timedelta(days=1)
    assert week["dee"].at(over)(visits.arrive) is False
    week.ada(spaces.close)
    assert week.mallory(visits.arrive) is False


@pytest.mark.parametrize(
    ("kind", "is_told", "is_told_once_let_in"),
    [
        (Kind.MEMBER, True, True),
        (Kind.GUEST, False, True),
        (Kind.EXTERNAL, False, True),
        (Kind.BOT, False, False),
        (Kind.DEACTIVATED, False, False),
    ],
)
def test_a_newcomer_is_told_how_it_stands_if_they_may_take_part(
    week: Week, kind: Kind, is_told: bool, is_told_once_let_in: bool
) -> None:
    dee = week.knows("dee", kind)
    dee(visits.arrive)
    assert (dee.sees(welcome.newcomer) is not None) is is_told
    week.ada(spaces.set_guests_allowed, allowed=True)
    found = dee.sees(welcome.newcomer)
    assert (found is not None) is is_told_once_let_in


def test_somebody_of_whom_slack_has_said_nothing_is_told_nothing(week: Week) -> None:
    week["stranger"](visits.arrive)
    assert week["stranger"].sees(welcome.newcomer) is None


def test_once_it_has_ended_a_newcomer_is_told_nothing(week: Week) -> None:
    week.ada(spaces.close)
    assert week["dee"].sees(welcome.newcomer) is None


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (Kind.MEMBER, Invited(may_start=True)),
        (Kind.UNKNOWN, Invited(may_start=True)),
        (Kind.GUEST, Invited(may_start=False)),
        (Kind.EXTERNAL, Invited(may_start=False)),
        (Kind.BOT, None),
        (Kind.DEACTIVATED, None),
    ],
)
def test_who_brings_the_bot_is_told_what_they_can_do(
    week: Week, kind: Kind, told: Invited | None
) -> None:
    dee = week.knows("dee", kind)
    assert dee.elsewhere("C9").sees(welcome.invited) == told
    assert dee.sees(welcome.invited) is None
    week.ada(spaces.close)
    assert dee.sees(welcome.invited) == told


def test_after_its_last_day_a_channel_is_free_for_another(week: Week) -> None:
    assert week.bo.at(NOW + timedelta(days=30)).sees(welcome.invited) == Invited(may_start=True)


def test_a_seat_taken_from_elsewhere_makes_nobody_new_later(week: Week) -> None:
    week.has_topics("Procurement")
    week.has_slots()
    week.has_room("Room A", 5)
    week.has_published(1, "Room A")
    week["dee"].elsewhere()(signup.join, (1,), anyway=False)
    assert week["dee"](visits.arrive) is False
