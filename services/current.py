"""What a promised message says at delivery: what is true and wanted then, or why it is dropped."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TypeAlias

from sqlalchemy.orm import Session

from openspace import moments, people, schedule, timetable
from openspace.notices import Notices
from openspace.people import Person
from openspace.spaces import Space, Window
from openspace.timetable import Fate
from services import agenda, board, digests, hosting, letters, news, reminders, requests, weeks
from services.agenda import Entry
from services.news import News
from services.visits import Here
from storage import outbox, runs, signups, topics, windows
from storage import people as stored_people
from storage.outbox import Promised

Said: TypeAlias = (
    News
    | board.Board
    | digests.DayAhead
    | digests.DayDone
    | digests.WeekDone
    | reminders.BeginsSoon
    | reminders.HostsTomorrow
    | reminders.VotingCloses
    | requests.ToAnswer
    | weeks.Told
)


@dataclass(frozen=True)
class Dropped:
    """It is not sent; *reason* is a sentence for facilitators."""

    reason: str


@dataclass(frozen=True)
class Later:
    """It is sent, but not before *at*."""

    at: datetime


CLOSED = Dropped("The open space was closed.")
CHANGED_AGAIN = Dropped("It changed again before it could be told.")
NOT_PUBLISHED = Dropped("The session is not in the timetable any more.")
NO_SEAT = Dropped("They have no seat there any more.")
TURNED_OFF = Dropped("It was turned off.")
NOTHING_TO_TELL = Dropped("There was nothing to tell.")
NOT_WANTED = Dropped("They do not want such messages.")
LEFT = Dropped("They have left the channel.")


def said(db: Session, space: Space, row: Promised, now: datetime) -> Said | Dropped | Later:
    """Return what a promised message says now, why it is dropped, or when it is due."""
    item = letters.read(row.promise, space)
    if isinstance(item, news.ToPerson):
        return _unwelcome(db, item, now) or _to_person(db, item, row, now)
    return _to_channel(db, item, row, now)


def _unwelcome(db: Session, item: news.ToPerson, now: datetime) -> Dropped | Later | None:
    """Return why nobody is to be disturbed with *item*, or not now; None when they may be."""
    space = item.space
    person = stored_people.person(db, space, item.user_id)
    if space.closed_at is not None and not isinstance(item, news.Trouble):
        return CLOSED
    if not people.is_person(person.kind):
        return Dropped("The account is closed.")
    if not people.may_take_part(person, space):
        return Dropped("Guests do not take part any more.")
    if space.is_private and _is_own_choice(item) and not person.is_present:
        return LEFT
    if person.notices is Notices.NONE:
        return NOT_WANTED
    if person.notices is Notices.MINE and not letters.is_about_own(item):
        return NOT_WANTED
    awake_at = schedule.waking_from(now, space.zone)
    return Later(awake_at) if awake_at > now and not letters.is_urgent(item, now) else None


def _is_own_choice(item: news.ToPerson) -> bool:
    """Say whether it came of something that the person did in the channel, not of being named."""
    match item:
        case news.SeatChanged() | news.ClosesSoon() | news.YourWeek():
            return True
        case news.SessionChanged():
            return not item.is_host
        case news.TopicWithdrawn():
            return not item.was_host
        case _:
            return False  # of a reminder it is known once the session's hosts are


def _to_channel(
    db: Session, item: news.ToChannel, row: Promised, now: datetime
) -> Said | Dropped | Later:
    space = item.space
    match item:
        case news.Closed():
            if (space.closed_at is not None) is not item.is_closed:
                return CHANGED_AGAIN
            return digests.week_done(db, space, now) if item.is_closed else item
        case _ if space.closed_at is not None:
            return CLOSED
        case news.BoardPosted():
            return board.show(db, space, now)
        case news.WindowChanged():
            return _window(db, item, row)
        case news.TimetablePublished():
            return _published(db, item, now)
        case news.Digest(day=day):
            return _daily(
                space.schedule.digest_at,
                day,
                space,
                now,
                lambda: digests.day_ahead(db, space, day, now),
            )
        case news.Summary(day=day):
            return _daily(
                space.schedule.summary_at,
                day,
                space,
                now,
                lambda: digests.day_done(db, space, day, now),
            )
        case _:
            return item


def _daily(
    wall: time | None,
    day: date,
    space: Space,
    now: datetime,
    content: Callable[[], digests.DayAhead | digests.DayDone],
) -> Said | Dropped | Later:
    if wall is None:
        return TURNED_OFF
    due_at = moments.instant(day, wall, space.zone)
    if due_at > now:
        return Later(due_at)
    said = content()
    return said if said.says_something else NOTHING_TO_TELL


def _window(db: Session, item: news.WindowChanged, row: Promised) -> Said | Dropped:
    space = item.space
    later = (
        letters.read(promise, space) for promise in outbox.pending_after(db, row, space_id=space.id)
    )
    if space.is_open(item.window) is not item.is_open or any(
        isinstance(one, news.WindowChanged) and one.window is item.window for one in later
    ):
        return CHANGED_AGAIN
    times = windows.set_times(db, space)
    next_at = [
        one.at for one in times if one.window is item.window and one.is_open is not item.is_open
    ]
    return replace(item, next_at=next_at[0] if next_at else None)


def _published(db: Session, item: news.TimetablePublished, now: datetime) -> Said | Dropped:
    concerned = {change.session.topic_id for change in item.changes}
    sessions = [entry.session for entry in agenda.published(db, item.space, now)]
    changes = timetable.changes(
        [change.before for change in item.changes if change.before],
        [session for session in sessions if session.topic_id in concerned],
    )
    return replace(item, changes=changes) if changes else CHANGED_AGAIN


def _to_person(
    db: Session, item: news.ToPerson, row: Promised, now: datetime
) -> Said | Dropped | Later:
    space = item.space
    person = stored_people.person(db, space, item.user_id)
    match item:
        case news.SeatChanged():
            return _seat(db, item, person, now)
        case news.SessionChanged():
            return _session(db, item, person, now)
        case news.NamedHost() | news.HostJoined() | news.HostRemoved():
            return item if hosting.is_still_so(db, item) else CHANGED_AGAIN
        case news.ChangeAsked():
            return requests.to_answer(db, Here(space, person, now), item) or CHANGED_AGAIN
        case news.RequestAnswered():
            return requests.as_it_is(db, item)
        case news.YourWeek():
            if outbox.pending_after(db, row, space_id=space.id):
                return CHANGED_AGAIN
            return weeks.told(db, Here(space, person, now), item) or NOTHING_TO_TELL
        case news.RunOffered():
            found = topics.listed(db, space, numbers=(item.number,))
            is_open = bool(found) and runs.offers(db, space).get(item.number, "") is None
            return item if is_open and item.user_id in found[0].hosts else CHANGED_AGAIN
        case news.RunAccepted():
            is_there = bool(topics.listed(db, space, numbers=(item.run,)))
            return item if is_there and person.is_facilitator else CHANGED_AGAIN
        case news.MadeFacilitator() | news.Trouble():
            return item if person.is_facilitator else CHANGED_AGAIN
        case news.Reminder():
            return _reminder(db, item, person, now)
        case news.Briefing():
            entries = reminders.hosted_on(db, space, item.day, item.user_id, now)
            if not entries:
                return NOT_PUBLISHED
            return reminders.HostsTomorrow(item.user_id, space, item.day, entries)
        case news.ClosesSoon():
            return _closes_soon(db, item, now)
        case _:
            return item


def _seat(db: Session, item: news.SeatChanged, person: Person, now: datetime) -> Said | Dropped:
    entry = _entry(db, item.space, item.session.topic_id, now)
    if entry is None:
        return NOT_PUBLISHED
    position = _position(db, person, entry)
    if position is None:
        return NO_SEAT
    if (position <= entry.session.room.capacity) is not item.has_seat:
        return CHANGED_AGAIN
    return replace(item, session=entry.session)


def _session(
    db: Session, item: news.SessionChanged, person: Person, now: datetime
) -> Said | Dropped:
    change = item.change
    entry = _entry(db, item.space, change.session.topic_id, now)
    if change.fate is Fate.CANCELLED:
        if entry is None:
            return item
        has_lost_seat = not item.is_host and _position(db, person, entry) is None
        return replace(item, back=entry.session) if has_lost_seat else CHANGED_AGAIN
    if entry is None or change.after is None:
        return NOT_PUBLISHED
    if not timetable.is_same_place(change.after, entry.session):
        return CHANGED_AGAIN
    if not item.is_host and _position(db, person, entry) is None:
        return NO_SEAT
    return replace(item, change=replace(change, after=entry.session))


def _reminder(
    db: Session, item: news.Reminder, person: Person, now: datetime
) -> Said | Dropped | Later:
    lead = item.space.schedule.reminder_lead
    if lead is None:
        return TURNED_OFF
    entry = _entry(db, item.space, item.topic_id, now)
    if entry is None:
        return NOT_PUBLISHED
    if entry.session.slot.starts_at != item.starts_at:
        return Dropped("The session was moved.")
    if item.starts_at <= now:
        return Dropped("The session had begun.")
    if item.starts_at - lead > now:
        return Later(item.starts_at - lead)
    is_host = item.user_id in entry.session.hosts
    position = _position(db, person, entry)
    if not is_host and (position is None or position > entry.session.room.capacity):
        return NO_SEAT
    if not is_host and item.space.is_private and not person.is_present:
        return LEFT
    left = item.starts_at - now
    return reminders.BeginsSoon(
        item.user_id, item.space, entry, is_host, in_min=max(round(left.total_seconds() / 60), 1)
    )


def _closes_soon(db: Session, item: news.ClosesSoon, now: datetime) -> Said | Dropped | Later:
    space = item.space
    closing = [
        one.at
        for one in windows.set_times(db, space)
        if one.window is Window.VOTING and not one.is_open and one.at > now
    ]
    if not space.is_open(Window.VOTING) or not closing:
        return CHANGED_AGAIN
    due_at = schedule.closes_soon_at(closing[0], space.zone)
    if due_at > now:
        return Later(due_at)
    left = reminders.dots_left(db, space, item.user_id)
    if left < 1:
        return Dropped("They have no dots left.")
    return reminders.VotingCloses(item.user_id, space, closing[0], left)


def _entry(db: Session, space: Space, topic_id: int, now: datetime) -> Entry | None:
    entries = agenda.published(db, space, now)
    return next((entry for entry in entries if entry.session.topic_id == topic_id), None)


def _position(db: Session, person: Person, entry: Entry) -> int | None:
    if person.participant_id is None:
        return None
    return signups.positions(db, person.participant_id).get(entry.session.topic_id)
