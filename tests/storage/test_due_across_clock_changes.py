"""What is due keeps to the clocks on the wall, also in the nights in which they are changed."""

from datetime import date, datetime, time, timedelta

import pytest

from openspace import moments
from openspace.spaces import Window
from services import placing, proposing, rooms, schedule, signup, slots, timetable, windows
from storage.database import Database
from tests.storage.clockwork import starts, told, told_at, utc
from tests.storage.week import TEAM, actor

HALF_HOUR = timedelta(minutes=30)
DAY = timedelta(days=1)

# Clocks in London go from 01:00 to 02:00 on 28 March 2027, and from 02:00 to 01:00 on 31 October.
SPRING = date(2027, 3, 26)
AUTUMN = date(2027, 10, 29)


class Event:
    """An open space over some days, long before which ada set it up."""

    def __init__(self, database: Database, first_day: date, days: int, zone: str) -> None:
        self.database = database
        self.first_day = first_day
        self.start = datetime.combine(first_day, time(), utc("2000-01-01 00:00").tzinfo)
        self.now = self.start - 10 * DAY
        last_day = first_day + (days - 1) * DAY
        self.space = starts(database, first_day, last_day, now=self.now, zone=zone)
        self.end = self.start + (days + 1) * DAY
        self.ada = actor(database, "ada").at(self.now)

    def speaks(self, *, digest: time | None = None, summary: time | None = None) -> None:
        self.ada(schedule.set_digest, digest)
        self.ada(schedule.set_summary, summary)

    def has_session(self, day: date, start: time, end: time) -> None:
        """Publish a session that bo hosts and in which cy has a seat."""
        self.ada(windows.set_window, Window.PROPOSALS, is_open=True)
        bo, cy = (actor(self.database, name).at(self.now) for name in ("bo", "cy"))
        number = bo(proposing.propose, f"A topic for {day}").topic.number
        self.ada(slots.add, days=[day], times=[(start, end)])
        self.ada(rooms.add, name="Room A", capacity=5, link=None)
        self.ada(placing.move, number, day=day, start=start, room_name="Room A")
        self.ada(timetable.publish)
        cy(signup.join, (number,), anyway=True)

    def told(self, *kinds: str) -> list[tuple[str, str]]:
        """Return what the clock promised of these kinds over the whole event, and when."""
        found = told_at(self.database, self.start - DAY, self.end, every=HALF_HOUR)
        return [(at, one) for at, one in found if one.partition(" ")[0] in kinds]


@pytest.mark.parametrize(
    ("first_day", "zone", "digests"),
    [
        (
            SPRING,
            "Europe/London",
            ["03-26 09:00", "03-27 09:00", "03-28 08:00", "03-29 08:00", "03-30 08:00"],
        ),
        (
            AUTUMN,
            "Europe/London",
            ["10-29 08:00", "10-30 08:00", "10-31 09:00", "11-01 09:00", "11-02 09:00"],
        ),
        # Half hours: Newfoundland is 3:30 behind, and 2:30 from the second Sunday in March.
        (date(2027, 3, 13), "America/St_Johns", ["03-13 12:30", "03-14 11:30", "03-15 11:30"]),
        # Nepal is 5:45 ahead: due at 03:15, found by the tick at half past.
        (date(2027, 3, 13), "Asia/Kathmandu", ["03-13 03:30", "03-14 03:30", "03-15 03:30"]),
    ],
)
def test_a_digest_at_nine_comes_at_nine_on_the_wall(
    database: Database, first_day: date, zone: str, digests: list[str]
) -> None:
    event = Event(database, first_day, len(digests), zone)
    event.speaks(digest=time(9))
    assert event.told("digest") == [(f"2027-{at}", "digest") for at in digests]


@pytest.mark.parametrize(
    ("first_day", "digests"),
    [
        # It does not exist on the 28th: the first moment after the gap.
        (
            SPRING,
            ["03-26 01:30", "03-27 01:30", "03-28 01:00", "03-29 00:30", "03-30 00:30"],
        ),
        # It is there twice on the 31st: the first.
        (
            AUTUMN,
            ["10-29 00:30", "10-30 00:30", "10-31 00:30", "11-01 01:30", "11-02 01:30"],
        ),
    ],
)
def test_a_digest_in_the_hour_of_the_change_comes_once(
    database: Database, first_day: date, digests: list[str]
) -> None:
    event = Event(database, first_day, 5, "Europe/London")
    event.speaks(digest=time(1, 30))
    assert event.told("digest") == [(f"2027-{at}", "digest") for at in digests]


def test_a_digest_set_between_the_two_half_past_ones_begins_on_the_next_day(
    database: Database,
) -> None:
    event = Event(database, AUTUMN, 5, "Europe/London")
    event.speaks()
    between = event.ada.at(utc("2027-10-31 01:00"))
    assert between(schedule.set_digest, time(1, 30)).not_today
    assert told(database, utc("2027-10-31 01:30")) == []
    assert told(database, utc("2027-11-01 01:30")) == ["digest"]


def test_a_session_just_after_the_change_is_reminded_of_fifteen_minutes_before(
    database: Database,
) -> None:
    event = Event(database, SPRING, 5, "Europe/London")
    event.speaks()
    event.has_session(date(2027, 3, 28), time(2), time(3))
    both = ["reminder UBO", "reminder UCY"]
    assert told(database, utc("2027-03-28 00:44")) == []
    assert told(database, utc("2027-03-28 00:45")) == both
    assert told(database, utc("2027-03-28 01:00")) == []


def test_a_session_in_the_hour_that_is_there_twice_is_reminded_of_before_the_first(
    database: Database,
) -> None:
    event = Event(database, AUTUMN, 5, "Europe/London")
    event.speaks()
    event.has_session(date(2027, 10, 31), time(1, 30), time(3))
    both = ["reminder UBO", "reminder UCY"]
    assert told(database, utc("2027-10-31 00:14")) == []
    assert told(database, utc("2027-10-31 00:15")) == both
    assert told(database, utc("2027-10-31 01:15")) == []


def test_hosts_are_briefed_at_three_on_the_wall_before_and_after_the_change(
    database: Database,
) -> None:
    event = Event(database, SPRING, 5, "Europe/London")
    event.speaks()
    for day in (SPRING + DAY, SPRING + 2 * DAY, SPRING + 3 * DAY):
        event.has_session(day, time(9), time(10))
    assert event.told("briefing") == [
        ("2027-03-26 15:00", "briefing UBO"),
        ("2027-03-27 15:00", "briefing UBO"),
        ("2027-03-28 14:00", "briefing UBO"),
    ]


def test_a_window_set_to_the_hour_that_does_not_exist_turns_when_it_is_over(
    database: Database,
) -> None:
    event = Event(database, SPRING, 5, "Europe/London")
    at = moments.instant(date(2027, 3, 28), time(1, 30), "Europe/London")
    event.ada(windows.set_window, Window.VOTING, is_open=True, at=at)
    with database.reading() as db:
        found = [
            windows.due(db, team_id=TEAM, now=utc(f"2027-03-28 {now}"))
            for now in ("00:59", "01:00")
        ]
    assert found == [(), (event.space.id,)]


# Apia had no 30 December 2011: at the end of the 29th it was the 31st.


def test_a_day_that_does_not_exist_has_neither_digest_nor_summary(database: Database) -> None:
    event = Event(database, date(2011, 12, 29), 3, "Pacific/Apia")
    event.speaks(digest=time(9), summary=time(16, 30))
    # Ten hours behind UTC before, fourteen ahead after: a day apart, and yet two dates.
    assert event.told("digest", "summary") == [
        ("2011-12-29 19:00", "digest"),
        ("2011-12-30 02:30", "summary"),
        ("2011-12-30 19:00", "digest"),
        ("2011-12-31 02:30", "summary"),
    ]


def test_a_reminder_comes_in_the_first_minutes_after_a_day_that_does_not_exist(
    database: Database,
) -> None:
    event = Event(database, date(2011, 12, 29), 3, "Pacific/Apia")
    event.speaks()
    event.has_session(date(2011, 12, 31), time(0, 10), time(1))
    assert told(database, utc("2011-12-30 09:54")) == []
    assert told(database, utc("2011-12-30 09:55")) == ["reminder UBO", "reminder UCY"]


def test_on_the_other_side_of_the_date_line_days_are_those_of_the_open_space(
    database: Database,
) -> None:
    event = Event(database, date(2027, 11, 22), 2, "Pacific/Apia")
    event.speaks(digest=time(9), summary=time(16, 30))
    assert event.told("digest", "summary") == [
        ("2027-11-21 20:00", "digest"),
        ("2027-11-22 03:30", "summary"),
        ("2027-11-22 20:00", "digest"),
        ("2027-11-23 03:30", "summary"),
    ]
