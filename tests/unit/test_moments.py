"""Wall times and instants hold, also where a clock change skips or repeats them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openspace import moments

ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "wall", "zone", "utc"),
    [
        # An ordinary day, in winter and in summer.
        (date(2027, 11, 23), time(10), "Europe/London", "2027-11-23 10:00"),
        (date(2027, 7, 1), time(10), "Europe/London", "2027-07-01 09:00"),
        # London, 28 March 2027: 01:00 to 02:00 does not exist.
        (date(2027, 3, 28), time(0, 59), "Europe/London", "2027-03-28 00:59"),
        (date(2027, 3, 28), time(1, 0), "Europe/London", "2027-03-28 01:00"),
        (date(2027, 3, 28), time(1, 30), "Europe/London", "2027-03-28 01:00"),
        (date(2027, 3, 28), time(1, 59), "Europe/London", "2027-03-28 01:00"),
        (date(2027, 3, 28), time(2, 0), "Europe/London", "2027-03-28 01:00"),
        # London, 31 October 2027: 01:00 to 02:00 is there twice, and the first is meant.
        (date(2027, 10, 31), time(0, 59), "Europe/London", "2027-10-30 23:59"),
        (date(2027, 10, 31), time(1, 0), "Europe/London", "2027-10-31 00:00"),
        (date(2027, 10, 31), time(1, 59), "Europe/London", "2027-10-31 00:59"),
        (date(2027, 10, 31), time(2, 0), "Europe/London", "2027-10-31 02:00"),
        # Apia went from 29 to 31 December 2011: a whole day does not exist.
        (date(2011, 12, 29), time(23, 59), "Pacific/Apia", "2011-12-30 09:59"),
        (date(2011, 12, 30), time(0, 0), "Pacific/Apia", "2011-12-30 10:00"),
        (date(2011, 12, 30), time(12, 0), "Pacific/Apia", "2011-12-30 10:00"),
        (date(2011, 12, 31), time(0, 0), "Pacific/Apia", "2011-12-30 10:00"),
        # Half an hour is skipped on Lord Howe.
        (date(2027, 10, 3), time(2, 15), "Australia/Lord_Howe", "2027-10-02 15:30"),
    ],
)
def test_a_wall_time_is_this_moment(day: date, wall: time, zone: str, utc: str) -> None:
    assert moments.instant(day, wall, zone) == at(utc)


@settings(max_examples=30)
@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)),  # noqa: DTZ001 - a wall time
    st.sampled_from(ZONES),
)
def test_a_wall_time_that_exists_is_shown_again_and_one_that_does_not_gives_the_next_that_does(
    naive: datetime, zone: str
) -> None:
    moment = moments.instant(naive.date(), naive.time(), zone)
    shown = moments.wall(moment, zone).replace(tzinfo=None)
    assert shown == naive or (
        shown > naive
        and moments.wall(moment - timedelta(seconds=1), zone).replace(tzinfo=None) < naive
    )


@settings(max_examples=30)
@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)), st.sampled_from(ZONES))  # noqa: DTZ001 - made UTC below
def test_of_two_moments_with_one_wall_time_the_first_is_meant(naive: datetime, zone: str) -> None:
    moment = naive.replace(tzinfo=UTC)
    shown = moment.astimezone(ZoneInfo(zone))
    found = moments.instant(shown.date(), shown.time(), zone)
    assert found == moment if shown.fold == 0 else found < moment


def test_today_is_the_date_where_the_open_space_is() -> None:
    just_before_midnight = at("2027-07-01 22:59")
    assert [
        moments.today(just_before_midnight + timedelta(minutes=n), "Europe/London") for n in (0, 1)
    ] == [date(2027, 7, 1), date(2027, 7, 2)]


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (date(2027, 11, 22), date(2027, 11, 22), "Mon 22 Nov 2027"),
        (date(2027, 11, 22), date(2027, 11, 26), "Mon 22 to Fri 26 Nov 2027"),
        (date(2027, 11, 29), date(2027, 12, 1), "Mon 29 Nov to Wed 1 Dec 2027"),
        (date(2027, 12, 31), date(2028, 1, 2), "Fri 31 Dec 2027 to Sun 2 Jan 2028"),
    ],
)
def test_days_are_written_with_their_year_once(first: date, last: date, label: str) -> None:
    assert moments.days_label(first, last) == label


def test_a_moment_is_written_as_clocks_there_show_it() -> None:
    moment = at("2027-07-01 09:05")
    assert moments.moment_label(moment, "Europe/London") == "Thu 1 Jul 10:05"
    assert moments.time_label(moment, "Asia/Kathmandu") == "14:50"


def test_days_between_are_all_of_them() -> None:
    assert moments.days_between(date(2027, 2, 27), date(2027, 3, 1)) == (
        date(2027, 2, 27),
        date(2027, 2, 28),
        date(2027, 3, 1),
    )


def test_only_names_of_the_iana_database_are_zones() -> None:
    names = ("Europe/London", "UTC", "europe/london", "BST", "../etc/passwd", "", "London")
    assert [name for name in names if moments.is_zone(name)] == ["Europe/London", "UTC"]
