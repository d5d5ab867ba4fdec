"""Sessions as a calendar file, which any calendar program reads (RFC 5545)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from openspace.spaces import Space
from services.agenda import Agenda, Entry

if TYPE_CHECKING:
    from icalendar import Event

A_YEAR = timedelta(days=366)
FILENAME = "sessions.ics"
PROGRAM = "-//openspace-bot//agenda//EN"


def file(found: Agenda, entries: Sequence[Entry]) -> bytes:
    """Return *entries* as a calendar file, times in the open space's zone, without alarms.

    A session keeps its UID, so that a later file changes it in a calendar and adds no second one.
    """
    # It takes 50 ms to import, and few ask for such a file.
    from icalendar import Calendar

    space = found.here.space
    calendar = Calendar()
    calendar.add("prodid", PROGRAM)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", space.name)
    for entry in entries:
        calendar.add_component(_event(space, entry, now=found.here.now))
    # Left out, the time zone would be explained from 1970 on, in 3 kB.
    calendar.add_missing_timezones(space.first_day - A_YEAR, space.last_day + A_YEAR)
    return bytes(calendar.to_ical())


def _event(space: Space, entry: Entry, *, now: datetime) -> "Event":
    from icalendar import Event

    session, zone = entry.session, ZoneInfo(space.zone)
    event = Event()
    event.add("uid", f"{space.team_id}-{session.topic_id}@openspace-bot")
    event.add("dtstamp", now)
    event.add("dtstart", session.slot.starts_at.astimezone(zone))
    event.add("dtend", session.slot.ends_at.astimezone(zone))
    event.add("summary", session.title)
    event.add("location", session.room.name)
    event.add("description", _description(space, entry))
    if session.room.link:
        event.add("url", session.room.link)
    event.add("status", "TENTATIVE" if _is_waiting(entry) else "CONFIRMED")
    return event


def _description(space: Space, entry: Entry) -> str:
    session = entry.session
    lines = [f"Session {session.number} of {space.name}."]
    if session.speakers:
        lines.append(f"Talk by {session.speakers}.")
    if session.hosts:
        # Slack knows their names; the bot has only their ids.
        lines.append("Hosts: see the agenda in Slack.")
    if session.room.link:
        lines.append(f"Join the call: {session.room.link}")
    if _is_waiting(entry):
        lines.append("You are on the waiting list so far.")
    return "\n".join(lines)


def _is_waiting(entry: Entry) -> bool:
    return entry.mine is not None and not entry.mine.has_seat
