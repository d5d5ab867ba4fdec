"""When somebody cannot be there: times add up, are taken back, and stand in a session's way."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openspace import RuleViolation, absences
from openspace.absences import Absence
from openspace.timetable import Slot
from tests.unit.typical_case import FREE, SPACE, TUESDAY, at

ZONE = "Europe/London"
DAY = Absence(at(0), at(0) + timedelta(days=1))


def hours(start: int, end: int) -> Absence:
    return Absence(at(start), at(end))


def test_times_that_meet_or_overlap_become_one() -> None:
    assert absences.added((hours(10, 11),), (hours(11, 12), hours(9, 10), hours(14, 15))) == (
        hours(9, 12),
        hours(14, 15),
    )
    assert absences.added((hours(9, 17),), (hours(10, 11),)) == (hours(9, 17),)


def test_what_is_taken_back_leaves_the_rest() -> None:
    assert absences.removed((hours(9, 17),), (hours(10, 11), hours(16, 18))) == (
        hours(9, 10),
        hours(11, 16),
    )
    assert absences.removed((hours(9, 10),), (DAY,)) == ()
    assert absences.removed((hours(9, 10),), (hours(10, 11),)) == (hours(9, 10),)


TIMES = st.lists(
    st.tuples(st.integers(0, 22), st.integers(1, 5)).map(
        lambda pair: Absence(at(0) + timedelta(hours=pair[0]), at(0) + timedelta(hours=sum(pair)))
    ),
    max_size=6,
)


def moments_in(times: tuple[Absence, ...] | list[Absence]) -> set[datetime]:
    every = (at(0) + timedelta(minutes=30 * n) for n in range(60))
    return {one for one in every if any(t.starts_at <= one < t.ends_at for t in times)}


@settings(max_examples=60)
@given(TIMES, TIMES)
def test_adding_and_taking_back_are_what_they_are_for_each_moment(
    now: list[Absence], more: list[Absence]
) -> None:
    assert moments_in(absences.added(now, more)) == moments_in(now) | moments_in(more)
    assert moments_in(absences.removed(now, more)) == moments_in(now) - moments_in(more)


OFFERED = (hours(10, 11), hours(11, 12), hours(14, 15))


def test_a_form_takes_back_what_is_left_out_and_keeps_what_it_did_not_offer() -> None:
    typed = absences.added((hours(10, 11),), (hours(18, 20),))
    assert absences.marked_of(typed, OFFERED) == (hours(10, 11),)
    assert absences.chosen(typed, OFFERED, (hours(14, 15),)) == (hours(14, 15), hours(18, 20))
    assert absences.chosen(typed, OFFERED, ()) == (hours(18, 20),)


def test_a_form_sent_as_it_was_opened_changes_nothing() -> None:
    typed = (Absence(at(10, 15), at(10, 30)), hours(13, 16))
    marked = absences.marked_of(typed, OFFERED)
    assert marked == (hours(10, 11), hours(14, 15))
    assert absences.chosen(typed, OFFERED, marked) == typed


def test_a_whole_day_has_25_hours_when_the_clocks_go_back() -> None:
    day = absences.whole_day(date(2027, 10, 31), ZONE)
    assert day.ends_at - day.starts_at == timedelta(hours=25)
    assert day.starts_at == datetime(2027, 10, 30, 23, tzinfo=UTC)


def test_a_part_of_a_day_may_end_at_midnight_and_never_before_it_begins() -> None:
    assert absences.part_of_day(TUESDAY, time(17), time(0), ZONE) == Absence(at(17), DAY.ends_at)
    assert absences.part_of_day(TUESDAY, time(0), time(0), ZONE) == DAY
    with pytest.raises(RuleViolation, match="ends before it begins"):
        absences.part_of_day(TUESDAY, time(11), time(10), ZONE)


SLOTS = (Slot(2, at(14), at(15)), Slot(1, at(10), at(11)))


def test_slots_can_be_chosen_in_order_and_half_days_where_there_are_none() -> None:
    by_slot = absences.choices(SPACE, SLOTS, now=at(9))
    assert [one.label for one in by_slot] == ["Tue 23 Nov 10:00-11:00", "Tue 23 Nov 14:00-15:00"]
    by_half = absences.choices(SPACE, (), now=at(9, day=22))
    assert [one.label for one in by_half[:3]] == [
        "Mon 22 Nov, morning (until 12:00)",
        "Mon 22 Nov, afternoon (from 12:00)",
        "Tue 23 Nov, morning (until 12:00)",
    ]
    assert len(by_half) == 10


def test_what_is_over_cannot_be_chosen_any_more() -> None:
    assert [one.times for one in absences.choices(SPACE, SLOTS, now=at(11))] == [hours(14, 15)]
    assert absences.choices(SPACE, SLOTS, now=at(15)) == ()


def test_the_longest_open_space_fits_into_one_menu() -> None:
    month = replace(SPACE, last_day=SPACE.first_day + timedelta(days=30))
    assert len(absences.choices(month, (), now=at(9, day=1))) == 62
    many = [Slot(n, at(0) + timedelta(hours=n), at(0) + timedelta(hours=n + 1)) for n in range(200)]
    assert len(absences.choices(SPACE, many, now=at(0))) == absences.MOST_CHOICES


@pytest.mark.parametrize(
    ("times", "label"),
    [
        (DAY, "Tue 23 Nov"),
        (Absence(DAY.starts_at, DAY.ends_at + timedelta(days=1)), "Tue 23 Nov to Wed 24 Nov"),
        (hours(10, 11), "Tue 23 Nov 10:00-11:00"),
        (Absence(at(17), DAY.ends_at), "Tue 23 Nov 17:00 until midnight"),
        (Absence(at(17), at(9, day=24)), "Tue 23 Nov 17:00 to Wed 24 Nov 09:00"),
        (Absence(at(17), at(0, day=25)), "Tue 23 Nov 17:00 to Thu 25 Nov 00:00"),
    ],
)
def test_a_time_is_written_as_people_write_it(times: Absence, label: str) -> None:
    assert absences.label(times, ZONE) == label


SESSION = FREE.session  # at 10:00, hosted by UBO


@pytest.mark.parametrize("away", [hours(10, 11), hours(9, 17), DAY, Absence(at(10, 59), at(12))])
def test_a_session_is_not_put_where_a_host_cannot_be(away: Absence) -> None:
    stated = {"UBO": (away,), "UCY": (DAY,)}
    with pytest.raises(RuleViolation) as refused:
        absences.check_placing(SESSION, stated, zone=ZONE)
    assert refused.value.text == (
        "<@UBO> hosts #7 “Co-pro in <procurement>” and cannot be there on Tue 23 Nov 10:00-11:00."
        " Choose another slot: `/openspace slots` lists them."
    )
    assert refused.value.people == ("UBO",)


def test_an_absence_that_ends_when_a_session_begins_is_not_in_its_way() -> None:
    stated = {"UBO": (hours(9, 10), hours(11, 12)), "UCY": (DAY,)}
    absences.check_placing(SESSION, stated, zone=ZONE)


def test_a_draft_with_such_a_session_is_not_published() -> None:
    found = absences.problems([SESSION], {"UBO": (DAY,)})
    assert [(one.session.number, one.host) for one in found] == [(7, "UBO")]
    with pytest.raises(RuleViolation, match="/openspace timetable unplace 7"):
        absences.check_publishing(found, zone=ZONE)
    absences.check_publishing((), zone=ZONE)


def test_nobody_keeps_hundreds_of_times() -> None:
    many = [hours(10, 11)] * absences.MOST_ABSENCES
    absences.check_few(many)
    with pytest.raises(RuleViolation, match="at most 100 times"):
        absences.check_few([*many, hours(10, 11)])
