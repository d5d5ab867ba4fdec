"""Windows open and close at times that can be, and in an order that makes sense."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openspace import RuleViolation, windows
from openspace.spaces import Space, TallySeenBy, Window
from openspace.windows import SetTime

V, P = Window.VOTING, Window.PROPOSALS


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


NOW = utc("2027-11-22 09:40")
SPACE = Space(
    id=1,
    team_id="T1",
    channel_id="C1",
    name="CoProWeekScot",
    first_day=date(2027, 11, 22),
    last_day=date(2027, 11, 26),
    zone="Europe/London",
    budget=5,
    tally_seen_by=TallySeenBy.FACILITATORS,
    proposals_open=False,
    voting_open=False,
    guests_allowed=False,
    is_private=False,
    closed_at=None,
)
OPEN = replace(SPACE, voting_open=True)


def opening(at: str, window: Window = V) -> SetTime:
    return SetTime(window, is_open=True, at=utc(at))


def closing(at: str, window: Window = V) -> SetTime:
    return SetTime(window, is_open=False, at=utc(at))


# One time


@pytest.mark.parametrize("at", ["2027-11-22 09:41", "2027-11-24 12:00", "2027-11-26 23:59"])
def test_a_time_from_now_to_the_end_of_the_last_day_can_be(at: str) -> None:
    for one in (opening(at), closing(at)):
        windows.check_set_time(one, space=SPACE, now=NOW)


def test_a_time_can_be_set_before_the_first_day() -> None:
    windows.check_set_time(opening("2027-11-01 09:00"), space=SPACE, now=utc("2027-10-31 09:00"))


@pytest.mark.parametrize(
    ("one", "refusal"),
    [
        (
            opening("2027-11-22 09:00"),
            (
                "Mon 22 Nov 09:00 has passed; it is Mon 22 Nov 09:40 in Europe/London."
                " Type a later time, or `/openspace open voting` to do it now."
            ),
        ),
        (
            closing("2027-11-22 09:40", P),
            (
                "Mon 22 Nov 09:40 has passed; it is Mon 22 Nov 09:40 in Europe/London."
                " Type a later time, or `/openspace close proposals` to do it now."
            ),
        ),
        (
            closing("2027-11-27 00:00"),
            (
                "CoProWeekScot is over by then: its last day is Fri 26 Nov. Type an earlier time,"
                " like `/openspace close voting at 2027-11-26 12:00`."
            ),
        ),
    ],
)
def test_a_time_that_cannot_be_is_refused_with_what_to_type(one: SetTime, refusal: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        windows.check_set_time(one, space=SPACE, now=NOW)
    assert refused.value.text == refusal


def test_the_last_day_ends_at_midnight_in_the_zone_of_the_open_space() -> None:
    there = replace(SPACE, zone="Pacific/Apia")
    windows.check_set_time(closing("2027-11-26 10:59"), space=there, now=NOW)
    with pytest.raises(RuleViolation):
        windows.check_set_time(closing("2027-11-26 11:00"), space=there, now=NOW)


# Two times


@pytest.mark.parametrize(
    ("space", "times"),
    [
        (SPACE, [opening("2027-11-23 10:00"), closing("2027-11-23 10:01")]),
        (SPACE, [opening("2027-11-23 10:00")]),
        (SPACE, [closing("2027-11-23 10:00")]),
        (SPACE, []),
        # It is open: it closes, and opens again.
        (OPEN, [closing("2027-11-23 10:00"), opening("2027-11-23 12:00")]),
    ],
)
def test_a_window_that_opens_before_it_closes_can_be(space: Space, times: list[SetTime]) -> None:
    windows.check_order(times, space=space)


@pytest.mark.parametrize("closes_at", ["2027-11-23 09:59", "2027-11-23 10:00"])
def test_a_closed_window_that_would_close_before_it_opens_is_refused(closes_at: str) -> None:
    times = [opening("2027-11-23 10:00"), closing(closes_at)]
    with pytest.raises(RuleViolation) as refused:
        windows.check_order(times, space=SPACE)
    assert refused.value.text == (
        "That would close before it opens, on Tue 23 Nov 10:00. Type the earlier time first:"
        " `/openspace open voting at thu 9:00 until thu 17:00`."
    )


# Taking effect


def test_times_take_effect_in_their_order_and_what_opens_before_what_closes_then() -> None:
    times = [
        closing("2027-11-23 12:00"),
        closing("2027-11-23 10:00", P),
        opening("2027-11-23 12:00"),
        opening("2027-11-23 10:00", P),
        opening("2027-11-23 09:00"),
    ]
    assert windows.in_order(times) == (times[4], times[3], times[1], times[2], times[0])


@given(
    st.lists(
        st.builds(
            SetTime,
            st.sampled_from(Window),
            st.booleans(),
            st.integers(0, 5).map(lambda hours: NOW + timedelta(hours=hours)),
        )
    )
)
def test_none_is_lost_or_made_up_whatever_the_order(times: list[SetTime]) -> None:
    ordered = windows.in_order(times)
    assert sorted(map(repr, ordered)) == sorted(map(repr, times))
    assert [one.at for one in ordered] == sorted(one.at for one in times)
    assert windows.in_order(reversed(times)) == windows.in_order(ordered) or len(
        {(one.at, one.is_open) for one in times}
    ) < len(times)


# Which days can be typed


@pytest.mark.parametrize(
    ("now", "first"),
    [
        ("2027-10-01 12:00", date(2027, 10, 1)),
        ("2027-11-22 12:00", date(2027, 11, 22)),
        ("2027-11-24 12:00", date(2027, 11, 22)),
    ],
)
def test_days_from_today_or_the_first_to_the_last_can_be_named(now: str, first: date) -> None:
    assert windows.calendar(SPACE, utc(now)) == (first, date(2027, 11, 26))


def test_today_is_the_day_in_the_zone_of_the_open_space() -> None:
    there = replace(SPACE, zone="Pacific/Apia")
    assert windows.calendar(there, utc("2027-11-19 12:00"))[0] == date(2027, 11, 20)
