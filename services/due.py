"""What the clock promises: digests, summaries, reminders and briefings whose time has come.

This may run late, twice and in several processes: each promise has one key, and what comes too
late to help is not promised at all.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from openspace import moments, schedule
from openspace.schedule import Schedule
from openspace.spaces import Space
from services import letters, news
from storage import outbox, signups, topics, windows
from storage import people as stored_people
from storage import spaces as stored_spaces
from storage import timetable as stored_timetable
from storage.outbox import Promise
from storage.timetable import Starting

PASSED_BEFORE = "Its time of that day had passed when it was set."
LONGEST_LEAD = timedelta(minutes=schedule.REMINDER_RANGE[1])
TWO_DAYS = timedelta(days=2)
DAILY = (letters.kind_of(news.Digest), letters.kind_of(news.Summary))


@dataclass(frozen=True)
class Due:
    """What is to be promised now in one open space."""

    space: Space
    promises: tuple[Promise, ...]

    def batches(self, size: int) -> Iterator[tuple[Promise, ...]]:
        """Yield the promises, some *size* at a time; those to one person stay together.

        Stored together, they become one message.
        """
        batch: list[Promise] = []
        ordered = sorted(self.promises, key=lambda promise: promise.recipient)
        for _, some in groupby(ordered, key=lambda promise: promise.recipient):
            batch += some
            if len(batch) >= size:
                yield tuple(batch)
                batch = []
        if batch:
            yield tuple(batch)


def find(db: Session, *, team_id: str, now: datetime) -> tuple[Due, ...]:
    """Return what is due now and not promised yet, by open space."""
    spaces = {space.id: space for space in stored_spaces.not_closed(db, team_id=team_id)}
    found = [
        *_daily(spaces.values(), now),
        *_reminders(db, spaces, team_id, now),
        *_briefings(db, spaces, team_id, now),
        *_closing(db, spaces, team_id, now),
    ]
    known = outbox.known_keys(db, [promise.key for _, promise in found])
    by_space: defaultdict[int, list[Promise]] = defaultdict(list)
    for space, promise in found:
        if promise.key not in known:
            by_space[space.id].append(promise)
    return tuple(Due(spaces[space_id], tuple(some)) for space_id, some in by_space.items())


def promise(db: Session, space: Space, promises: Iterable[Promise]) -> None:
    """Store what was found, but for what another process has stored meanwhile."""
    outbox.promise(db, space, tuple(promises))


def skip_what_has_passed(
    db: Session, space: Space, now: datetime, *, kinds: Collection[str] = DAILY
) -> frozenset[str]:
    """Let digest and summary of today not come if their time has passed; return those by name.

    What was promised for today and not sent is promised anew where its new time is still to come.

    Args:
        kinds: those whose time was set just now; the others come also when they are late.
    """
    day = moments.today(now, space.zone)
    passed: set[str] = set()
    for item, wall in _dailies(space, now):
        if wall is None or letters.kind_of(type(item)) not in kinds:
            continue
        due_at = moments.instant(day, wall, space.zone)
        promise = letters.written(item, due_at)
        if due_at > now:
            outbox.forget_unsent(db, space, [promise.key])
        else:
            outbox.promise_dropped(db, space, promise, at=now, reason=PASSED_BEFORE)
        if outbox.known_keys(db, [promise.key]):
            passed.add(promise.kind)
    return frozenset(passed)


Found = Iterator[tuple[Space, Promise]]


def _daily(spaces: Iterable[Space], now: datetime) -> Found:
    for space in spaces:
        for item, wall in _dailies(space, now):
            if wall is None:
                continue
            due_at = moments.instant(item.day, wall, space.zone)
            if due_at <= now < schedule.stale_at(due_at, space.zone):
                yield space, letters.written(item, due_at)


def _dailies(
    space: Space, now: datetime
) -> tuple[tuple[news.Digest | news.Summary, time | None], ...]:
    """Return digest and summary of today with their times; none on days without the event."""
    day = moments.today(now, space.zone)
    if not space.first_day <= day <= space.last_day:
        return ()
    return (
        (news.Digest(space, day), space.schedule.digest_at),
        (news.Summary(space, day), space.schedule.summary_at),
    )


def _reminders(db: Session, spaces: Mapping[int, Space], team_id: str, now: datetime) -> Found:
    """Yield a reminder for each person with a seat and each host of what begins soon."""
    soon = [
        one
        for one in stored_timetable.starting(
            db, team_id=team_id, after=now, until=now + LONGEST_LEAD
        )
        if one.space_id in spaces and _is_soon(one, spaces[one.space_id].schedule, now)
    ]
    if not soon:
        return
    ids = [one.topic_id for one in soon]
    seated, hosts = signups.names_in_order(db, ids), topics.hosts_by_topic(db, ids)
    for one in soon:
        space = spaces[one.space_id]
        due_at = one.starts_at - (space.schedule.reminder_lead or timedelta())
        people = (*hosts.get(one.topic_id, ()), *seated[one.topic_id][: one.capacity])
        for user_id in dict.fromkeys(people):
            item = news.Reminder(user_id, space, one.topic_id, one.number, one.starts_at)
            yield space, letters.written(item, due_at)


def _is_soon(one: Starting, times: Schedule, now: datetime) -> bool:
    lead = times.reminder_lead
    return lead is not None and one.starts_at - lead <= now


def _briefings(db: Session, spaces: Mapping[int, Space], team_id: str, now: datetime) -> Found:
    """Yield, in the afternoon, a briefing for each host of a session of the next day."""
    is_afternoon = {
        space.id
        for space in spaces.values()
        if schedule.BRIEFING_AT <= moments.wall(now, space.zone).time() < schedule.WAKING_HOURS[1]
    }
    if not is_afternoon:
        return
    coming = [
        one
        for one in stored_timetable.starting(db, team_id=team_id, after=now, until=now + TWO_DAYS)
        if one.space_id in is_afternoon and _is_tomorrow(one, spaces[one.space_id], now)
    ]
    hosts = topics.hosts_by_topic(db, [one.topic_id for one in coming]) if coming else {}
    for one in coming:
        space = spaces[one.space_id]
        tomorrow = moments.today(one.starts_at, space.zone)
        due_at = moments.instant(moments.today(now, space.zone), schedule.BRIEFING_AT, space.zone)
        for user_id in hosts.get(one.topic_id, ()):
            yield space, letters.written(news.Briefing(user_id, space, tomorrow), due_at)


def _is_tomorrow(one: Starting, space: Space, now: datetime) -> bool:
    tomorrow = moments.today(now, space.zone) + timedelta(days=1)
    return moments.today(one.starts_at, space.zone) == tomorrow


def _closing(db: Session, spaces: Mapping[int, Space], team_id: str, now: datetime) -> Found:
    """Yield that voting closes soon, for each person with dots left who wants to hear it."""
    until = now + timedelta(days=1)  # what closes in the night is told the afternoon before
    for space_id, closes_at in windows.closing(db, team_id=team_id, now=now, until=until):
        space = spaces[space_id]
        due_at = schedule.closes_soon_at(closes_at, space.zone)
        if not due_at <= now < closes_at:
            continue
        for user_id in stored_people.with_dots_left(db, space):
            yield space, letters.written(news.ClosesSoon(user_id, space, closes_at), due_at)
