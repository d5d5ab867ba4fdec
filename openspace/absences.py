"""When people cannot be there: the times that they state, and what the timetable must not break."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import blake2b

from openspace import RuleViolation, moments, quoted, timetable
from openspace.spaces import Space
from openspace.timetable import Session, Slot

MOST_ABSENCES = 100
MOST_CHOICES = 100
NOON = time(12)


@dataclass(frozen=True, order=True)
class Absence:
    """A time at which somebody cannot be there, both ends in UTC; the end is not part of it."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Choice:
    """A time that people can choose in a form, with its name."""

    times: Absence
    label: str


@dataclass(frozen=True)
class Problem:
    """A session in the draft that breaks a stated absence.

    Args:
        host: user id of a host who cannot be there then.
    """

    session: Session
    host: str


def overlaps(one: Absence | Slot, other: Absence | Slot) -> bool:
    """Say whether two times have a moment in common."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def added(now: Iterable[Absence], more: Iterable[Absence]) -> tuple[Absence, ...]:
    """Return *now* and *more* in order, those that meet made one."""
    found: list[Absence] = []
    for one in sorted((*now, *more)):
        if found and one.starts_at <= found[-1].ends_at:
            found[-1] = Absence(found[-1].starts_at, max(found[-1].ends_at, one.ends_at))
        else:
            found.append(one)
    return tuple(found)


def removed(now: Iterable[Absence], times: Iterable[Absence]) -> tuple[Absence, ...]:
    """Return *now* without *times*; of one that is only partly among them the rest stays."""
    left = added(now, ())
    for away in times:
        left = tuple(part for one in left for part in _without(one, away))
    return left


def chosen(
    now: Iterable[Absence], offered: Sequence[Absence], wanted: Sequence[Absence]
) -> tuple[Absence, ...]:
    """Return the absences of somebody who chose exactly *wanted* of what was *offered*.

    A time that was offered and is left out is taken back; all others stay as they are.
    """
    known = added(now, ())
    marked = set(marked_of(known, offered))
    taken_back = [times for times in offered if times in marked and times not in wanted]
    new = [times for times in wanted if times not in marked]
    return added(removed(known, taken_back), new)


def marked_of(now: Iterable[Absence], offered: Iterable[Absence]) -> tuple[Absence, ...]:
    """Return those of the *offered* times in which somebody cannot be there, or not all along."""
    known = tuple(now)
    return tuple(times for times in offered if any(overlaps(times, one) for one in known))


def print_of(stated: Iterable[Absence]) -> str:
    """Return a short print of what somebody stated: fit to travel with a form."""
    text = " ".join(f"{one.starts_at.timestamp()}-{one.ends_at.timestamp()}" for one in stated)
    return blake2b(text.encode(), digest_size=6).hexdigest()


def whole_day(day: date, zone: str) -> Absence:
    """Return a day of the calendar in *zone*, from midnight to midnight."""
    return _between(day, time(0), day + timedelta(days=1), time(0), zone)


def part_of_day(day: date, start: time, end: time, zone: str) -> Absence:
    """Return a time on one day, as walls in *zone* show it; an end at midnight is the next day's.

    Raises:
        RuleViolation: it would end before it begins.
    """
    last = day + timedelta(days=1) if end == time(0) else day
    times = _between(day, start, last, end, zone)
    if times.ends_at <= times.starts_at:
        raise RuleViolation(
            "That time ends before it begins. Type the earlier time first, like"
            " `/openspace away tue 10:00-11:00`."
        )
    return times


def check_few(absences: Sequence[Absence]) -> None:
    """Refuse more absences than one person needs.

    Raises:
        RuleViolation: naming how many there can be.
    """
    if len(absences) > MOST_ABSENCES:
        raise RuleViolation(
            f"I keep at most {MOST_ABSENCES} times for each person. Name whole days, like"
            " `/openspace away tue`, or start anew with `/openspace away clear`.",
            "away",
        )


def choices(space: Space, slots: Sequence[Slot], *, now: datetime) -> tuple[Choice, ...]:
    """Return the times to choose from that are not over: the slots, else half days, in order."""
    zone = space.zone
    if slots:
        found = [
            Choice(Absence(slot.starts_at, slot.ends_at), timetable.slot_label(slot, zone))
            for slot in sorted(slots, key=lambda slot: slot.starts_at)
        ]
    else:
        found = [
            half
            for day in moments.days_between(space.first_day, space.last_day)
            for half in _halves(day, zone)
        ]
    return tuple(one for one in found if one.times.ends_at > now)[:MOST_CHOICES]


def label(times: Absence, zone: str) -> str:
    """Return a time as people write it: Tue 23 Nov, or Tue 23 Nov 10:00-11:00."""
    first, last = moments.wall(times.starts_at, zone), moments.wall(times.ends_at, zone)
    if first.time() == last.time() == time(0):
        final = last.date() - timedelta(days=1)
        days = moments.day_label(first.date())
        return days if final == first.date() else f"{days} to {moments.day_label(final)}"
    start = moments.moment_label(times.starts_at, zone)
    if last.date() == first.date():
        return f"{start}-{moments.time_label(times.ends_at, zone)}"
    if last.time() == time(0) and last.date() - first.date() == timedelta(days=1):
        return f"{start} until midnight"
    return f"{start} to {moments.moment_label(times.ends_at, zone)}"


def check_placing(
    session: Session, absences: Mapping[str, Sequence[Absence]], *, zone: str
) -> None:
    """Refuse a place at a time when one of the hosts cannot be there.

    Args:
        session: as it would be placed.
        absences: of each host, by user id; hosts without any may be left out.

    Raises:
        RuleViolation: naming the host, and the way out.
    """
    for found in problems([session], absences):
        raise RuleViolation(
            f"<@{found.host}> hosts #{session.number} {quoted(session.title)} and cannot be there"
            f" on {timetable.slot_label(session.slot, zone)}. Choose another slot:"
            " `/openspace slots` lists them.",
            people=(found.host,),
        )


def check_publishing(problems: Sequence[Problem], *, zone: str) -> None:
    """Refuse to publish a draft in which a host cannot be there.

    Raises:
        RuleViolation: naming the first such session and host, and the way out.
    """
    for found in problems:
        session = found.session
        raise RuleViolation(
            f"<@{found.host}> hosts #{session.number} {quoted(session.title)} and cannot be there"
            f" on {timetable.slot_label(session.slot, zone)}. Move it, like"
            f' `/openspace timetable move {session.number} wed 10:00 "Room B"`, or take it out:'
            f" `/openspace timetable unplace {session.number}`.",
            people=(found.host,),
        )


def problems(
    sessions: Iterable[Session], absences: Mapping[str, Sequence[Absence]]
) -> tuple[Problem, ...]:
    """Return each session and host who cannot be there then, in the order of *sessions*."""
    return tuple(
        Problem(session, host)
        for session in sessions
        for host in session.hosts
        if any(overlaps(session.slot, one) for one in absences.get(host, ()))
    )


def _without(one: Absence, away: Absence) -> tuple[Absence, ...]:
    """Return what is left of *one* before and after *away*."""
    if not overlaps(one, away):
        return (one,)
    parts = (Absence(one.starts_at, away.starts_at), Absence(away.ends_at, one.ends_at))
    return tuple(part for part in parts if part.starts_at < part.ends_at)


def _halves(day: date, zone: str) -> tuple[Choice, Choice]:
    next_day = day + timedelta(days=1)
    name = moments.day_label(day)
    return (
        Choice(_between(day, time(0), day, NOON, zone), f"{name}, morning (until 12:00)"),
        Choice(_between(day, NOON, next_day, time(0), zone), f"{name}, afternoon (from 12:00)"),
    )


def _between(first: date, start: time, last: date, end: time, zone: str) -> Absence:
    return Absence(moments.instant(first, start, zone), moments.instant(last, end, zone))
