"""A calendar file says what the agenda says, in words that no calendar program misreads."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Component

from handlers import calendar
from openspace.people import Kind, Person
from openspace.signup import Place
from openspace.timetable import Slot
from services.agenda import Agenda, Entry
from services.visits import Here
from tests.unit.typical_case import FREE, FULL, SPACE, TALK, at

ME = Person("UCY", Kind.MEMBER, 1, is_facilitator=False, is_present=True)
HERE = Here(SPACE, ME, at(9))
SEAT = Place(1, has_seat=True, capacity=12)
OF_A_ZONE = ("VTIMEZONE", "STANDARD", "DAYLIGHT")
WAITING = Place(3, has_seat=False, capacity=1)


def written(*entries: Entry, here: Here = HERE) -> bytes:
    agenda = Agenda(here, entries, here.now.date(), is_published=True)
    return calendar.file(agenda, entries)


def events(*entries: Entry, here: Here = HERE) -> list[Component]:
    return [*Calendar.from_ical(written(*entries, here=here)).walk("VEVENT")]


def said(event: Component, name: str) -> str:
    return str(event.get(name, ""))


def titled(title: str, *, room: str = "Room A") -> Entry:
    session = replace(FREE.session, title=title, room=replace(FREE.session.room, name=room))
    return replace(FREE, session=session)


def test_a_session_says_when_where_and_who() -> None:
    (event,) = events(replace(TALK, mine=SEAT))
    names = ("summary", "location", "url", "status", "uid")
    assert [said(event, name) for name in names] == [
        "Inclusion",
        "Room A",
        "https://meet.example.org/a",
        "CONFIRMED",
        "T1-9@openspace-bot",
    ]
    assert said(event, "description").splitlines() == [
        "Session 9 of Week & more.",
        "Talk by Jo Lee, SCN & others.",
        "Join the call: https://meet.example.org/a",
    ]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (at(14), at(15))


def test_hosts_are_not_named_because_only_slack_knows_their_names() -> None:
    file = written(FREE)
    assert b"UBO" not in file
    assert "Hosts: see the agenda in Slack." in said(events(FREE)[0], "description")


def test_times_are_in_the_open_spaces_zone_and_the_file_explains_it() -> None:
    summer = datetime(2027, 7, 6, 9, tzinfo=UTC)
    slot = Slot(1, summer, summer + timedelta(hours=1))
    july = replace(FREE, session=replace(FREE.session, slot=slot))
    file = written(FREE, july).decode()
    assert "DTSTART;TZID=Europe/London:20271123T100000\r\n" in file
    assert "DTSTART;TZID=Europe/London:20270706T100000\r\n" in file
    assert file.count("BEGIN:VTIMEZONE") == 1
    assert "TZID:Europe/London" in file
    first, second = events(FREE, july)
    assert [one.decoded("dtstart").astimezone(UTC) for one in (first, second)] == [at(10), summer]


def test_waiting_is_said_and_not_confirmed() -> None:
    (event,) = events(replace(FULL, mine=WAITING))
    assert said(event, "status") == "TENTATIVE"
    assert "You are on the waiting list so far." in said(event, "description")


def test_a_session_that_moved_keeps_its_uid_and_two_sessions_never_share_one() -> None:
    moved = replace(FREE, session=replace(FREE.session, slot=FULL.session.slot, title="New title"))
    other_team = replace(HERE, space=replace(SPACE, team_id="T2"))
    uids = [said(events(one)[0], "uid") for one in (FREE, moved, FULL)]
    assert uids[0] == uids[1]
    assert len({*uids, said(events(FREE, here=other_team)[0], "uid")}) == 3


def test_nothing_rings() -> None:
    assert b"ALARM" not in written(FREE, FULL, TALK)


def test_titles_cannot_add_lines_or_alarms() -> None:
    titles = (
        "One, two; three \\ four",
        "Line\r\nBEGIN:VALARM\r\nTRIGGER:-PT5M\r\nEND:VALARM",
        "Line\nEND:VEVENT\nEND:VCALENDAR",
        "BEGIN:VALARM",
        'Quotes " and : colons',
        "Ünïcödé 🙂 " * 12,
    )
    for title in titles:
        entry = titled(title, room=title)
        file = written(entry)
        calendars = Calendar.from_ical(file)
        parts = [part.name for part in calendars.walk()]
        assert [name for name in parts if name not in OF_A_ZONE] == ["VCALENDAR", "VEVENT"]
        (event,) = calendars.walk("VEVENT")
        meant = title.replace("\r\n", "\n")
        assert (said(event, "summary"), said(event, "location")) == (meant, meant)
        assert [line for line in file.split(b"\r\n") if len(line) > 75] == []
    assert rb"SUMMARY:One\, two\; three \\ four" in written(titled(titles[0]))


def test_a_file_without_sessions_is_still_a_calendar() -> None:
    assert events() == []
