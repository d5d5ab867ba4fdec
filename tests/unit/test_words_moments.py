"""Day and time words are understood, and mean the right dates of an open space."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.words import moments
from handlers.words.moments import Date, Day, Days, EveryDay, Range, Today, Tomorrow, Weekday
from openspace import RuleViolation

MON, TUE, WED, THU, FRI = (Weekday(n) for n in range(5))
NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", Today()),
        ("Tomorrow", Tomorrow()),
        ("tue", TUE),
        ("TUES", TUE),
        ("weds", WED),
        ("thurs", THU),
        ("friday", FRI),
        ("2027-11-23", Date(date(2027, 11, 23))),
        ("2027-1-2", Date(date(2027, 1, 2))),
        ("2027–11–23", Date(date(2027, 11, 23))),
        ("tu", None),
        ("", None),
        ("mondays", None),
        ("1927-11-23", None),
        ("9999-12-31", None),
        ("2027-02-30", None),
        ("10", None),
    ],
)
def test_a_day_word_means_this_day(typed: str, meant: Day | None) -> None:
    assert moments.day(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9", time(9)),
        ("14", time(14)),
        ("9:30", time(9, 30)),
        ("09:30", time(9, 30)),
        ("9.30", time(9, 30)),
        ("2pm", time(14)),
        ("2:15PM", time(14, 15)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("noon", time(12)),
        ("midnight", time(0)),
        ("24", None),
        ("9:60", None),
        ("13pm", None),
        ("0am", None),
        ("9:3", None),
        ("", None),
        ("tue", None),
    ],
)
def test_a_time_word_means_this_time_of_day(typed: str, meant: time | None) -> None:
    assert moments.wall_time(typed) == meant


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("10:00-11:00", time(10), time(11)),
        ("10–11", time(10), time(11)),
        ("10 to 11", time(10), time(11)),
        ("10 - 11.30", time(10), time(11, 30)),
        ("2-3pm", time(14), time(15)),
        ("11-1pm", time(11), time(13)),
        ("11am-1pm", time(11), time(13)),
        ("12-1pm", time(12), time(13)),
        ("9 am until 11 am", time(9), time(11)),
        ("2pm-3", time(14), time(15)),
        ("noon-1pm", time(12), time(13)),
        ("5-1", time(5), time(1)),
        ("11:00-10:00", time(11), time(10)),
    ],
)
def test_a_stretch_of_time_has_this_start_and_end(typed: str, start: time, end: time) -> None:
    assert [moments.period(piece) for piece in moments.pieces(typed)] == [(start, end)]


@pytest.mark.parametrize("typed", ["10", "10-", "-10", "tue-wed", "10-11-12", "", "2027-11-22"])
def test_what_is_no_stretch_of_time_is_none(typed: str) -> None:
    assert moments.period(typed) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tue,wed", (TUE, WED)),
        ("tue, wed and fri", (TUE, WED, FRI)),
        ("tue-thu", (Range(TUE, THU),)),
        ("Tue – Thu", (Range(TUE, THU),)),
        ("tue to thu, fri", (Range(TUE, THU), FRI)),
        ("from today until fri", (Range(Today(), FRI),)),
        ("2027-11-22–2027-11-24", (Range(Date(date(2027, 11, 22)), Date(date(2027, 11, 24))),)),
        ("2027-11-22-wed", (Range(Date(date(2027, 11, 22)), WED),)),
        ("all", (EveryDay(),)),
        ("tue-wed-thu", (None,)),
        ("tue-", (None,)),
    ],
)
def test_several_days_are_understood(typed: str, meant: tuple[Days | None, ...]) -> None:
    assert tuple(moments.day_or_range(piece) for piece in moments.pieces(typed)) == meant


WEEK = (date(2027, 11, 22), date(2027, 11, 26))
FORTNIGHT = (date(2027, 11, 22), date(2027, 12, 3))


def november(*days: int) -> tuple[date, ...]:
    return tuple(date(2027, 11, day) for day in days)


@pytest.mark.parametrize(
    ("wanted", "space", "today", "dates"),
    [
        (TUE, WEEK, date(2027, 11, 1), november(23)),
        (TUE, WEEK, date(2027, 11, 25), november(23)),
        (TUE, FORTNIGHT, date(2027, 11, 23), november(23)),
        (TUE, FORTNIGHT, date(2027, 11, 24), november(30)),
        (TUE, FORTNIGHT, date(2027, 12, 25), november(23)),
        (Today(), WEEK, date(2027, 11, 24), november(24)),
        (Tomorrow(), WEEK, date(2027, 11, 24), november(25)),
        (Date(date(2027, 11, 26)), WEEK, date(2027, 11, 24), november(26)),
        (EveryDay(), WEEK, date(2027, 11, 24), november(22, 23, 24, 25, 26)),
        (Range(TUE, THU), WEEK, date(2027, 11, 24), november(23, 24, 25)),
        (Range(Today(), FRI), WEEK, date(2027, 11, 25), november(25, 26)),
        (Range(THU, TUE), FORTNIGHT, date(2027, 11, 22), november(25, 26, 27, 28, 29, 30)),
        ((WED, TUE, WED, Range(MON, TUE)), WEEK, date(2027, 11, 1), november(22, 23, 24)),
    ],
)
def test_days_mean_these_dates(
    wanted: Days | tuple[Days, ...], space: tuple[date, date], today: date, dates: tuple[date, ...]
) -> None:
    assert moments.days(wanted, first_day=space[0], last_day=space[1], today=today) == dates


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (Weekday(5), "The open space runs from Mon 22 to Fri 26 Nov 2027. Type `/agenda mon`."),
        (Today(), "The open space runs from Mon 22 to Fri 26 Nov 2027. Type `/agenda mon`."),
        (
            Range(THU, TUE),
            "The open space runs from Mon 22 to Fri 26 Nov 2027. Type `/agenda mon`.",
        ),
        (
            Range(THU, Date(date(2027, 11, 23))),
            "Those days run backwards. Type the earlier one first: `/agenda mon`.",
        ),
    ],
)
def test_days_outside_the_open_space_are_refused(wanted: Days, sentence: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        moments.days(wanted, first_day=WEEK[0], last_day=WEEK[1], today=date(2027, 11, 1))
    assert refused.value.text == sentence


def test_the_refusal_of_a_day_repeats_the_command_it_came_from() -> None:
    one_day = date(2027, 11, 23)
    with pytest.raises(RuleViolation) as refused:
        moments.days(
            FRI,
            first_day=one_day,
            last_day=one_day,
            today=one_day,
            example="/openspace slots add {day} 10:00-11:00",
        )
    assert refused.value.text == (
        "The open space is on Tue 23 Nov 2027. Type `/openspace slots add tue 10:00-11:00`."
    )


@settings(max_examples=30)
@given(st.integers(0, 6), st.integers(3, 9), st.sampled_from([str.upper, str.lower, str.title]))
def test_any_three_letters_of_a_weekday_in_any_case_mean_it(
    index: int, length: int, case: type[str]
) -> None:
    assert moments.day(case(NAMES[index][:length])) == Weekday(index)


@settings(max_examples=40)
@given(
    st.times(), st.sampled_from(["{h}:{m:02}", "{h:02}:{m:02}", "{h}.{m:02}", "{t}:{m:02}{half}"])
)
def test_a_time_written_in_any_way_reads_back(moment: time, style: str) -> None:
    hour, half = moment.hour, "pm" if moment.hour >= 12 else "am"
    typed = style.format(h=hour, m=moment.minute, t=(hour - 1) % 12 + 1, half=half)
    assert moments.wall_time(typed) == time(hour, moment.minute)


@settings(max_examples=30)
@given(
    st.dates(date(2027, 1, 1), date(2027, 12, 1)), st.integers(0, 30), st.integers(0, 6), st.dates()
)
def test_a_weekday_is_found_wherever_the_open_space_has_it(
    first_day: date, length: int, index: int, today: date
) -> None:
    last_day = date.fromordinal(first_day.toordinal() + length)
    if today.year > 9000:
        today = first_day
    try:
        (found,) = moments.days(Weekday(index), first_day=first_day, last_day=last_day, today=today)
    except RuleViolation:
        assert length < 6
        return
    assert first_day <= found <= last_day
    assert found.weekday() == index
