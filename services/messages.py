"""What facilitators see of the messages: due next, sent, dropped, failed; never names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from openspace import moments
from openspace.messages import Status
from services import letters, news, visits
from services.visits import Here, Visit
from storage import outbox, topics, windows
from storage import timetable as stored_timetable
from storage.outbox import Fared
from storage.timetable import Edition

MOST_REMINDERS = 5
"""How many sessions' reminders are named among what is due next."""

NEVER_AGAIN = (letters.kind_of(news.Trouble),)
"""That something failed is told at once or not at all."""

_ORDER = (Status.FAILED, Status.PENDING, Status.DROPPED, Status.SENT)


@dataclass(frozen=True)
class Line:
    """Messages of one kind about one thing that fared alike.

    Args:
        kind: the name of what is told, like `reminder` or `digest`.
        status: where they stand; what is only planned counts as pending.
        at: when they are due, or when they were settled.
        people: to how many people; None for a message to the channel, and where the number would
            tell something about a vote.
        in_channel: whether everybody reads it.
        number: of the topic they are about; None when they are about none, or that is a secret.
        title: of that topic; "" without one.
        day: that they are about; None when about none.
        reason: why they were dropped or failed, or are still waiting; "" for none.
    """

    kind: str
    status: Status
    at: datetime
    people: int | None
    in_channel: bool
    number: int | None = None
    title: str = ""
    day: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Overview:
    """All messages of an open space in a few lines.

    Args:
        lines: failed first, then due next (soonest first), then dropped and sent (newest first).
        can_send_again: how many failed messages are still of use.
        again: how many failed messages were put in line again just now; None when nobody asked.
    """

    here: Here
    lines: tuple[Line, ...]
    can_send_again: int = 0
    again: int | None = None


def overview(db: Session, visit: Visit) -> Overview:
    """Return what was sent, what was not, and what is due next.

    Raises:
        RuleViolation: the person is not a facilitator.
    """
    here = visits.look(db, visit)
    visits.check_facilitator(here)
    return _overview(db, here)


def again(db: Session, visit: Visit) -> Overview:
    """Let everything that failed and is still of use be sent again.

    Raises:
        RuleViolation: the person is not a facilitator.
    """
    here = visits.enter_facilitating(db, visit)
    count = outbox.send_again(db, here.space, now=here.now, except_kinds=NEVER_AGAIN)
    visits.note(db, here, "send again", str(count))
    return _overview(db, here, again=count)


def _overview(db: Session, here: Here, *, again: int | None = None) -> Overview:
    useful = outbox.count_failed(db, here.space, now=here.now, except_kinds=NEVER_AGAIN)
    return Overview(here, _lines(db, here), can_send_again=useful, again=again)


def _lines(db: Session, here: Here) -> tuple[Line, ...]:
    titles = {topic.number: topic.title for topic in topics.listed(db, here.space)}
    promised = [_line(one, titles) for one in outbox.fared(db, here.space)]
    lines = [*promised, *_planned(db, here)]
    by_status = {
        status: sorted(
            (line for line in lines if line.status is status),
            key=lambda line: (line.at, line.kind, line.number or 0, line.reason),
            reverse=status is not Status.PENDING,
        )
        for status in _ORDER
    }
    return tuple(line for status in _ORDER for line in by_status[status])


def _line(one: Fared, titles: dict[int, str]) -> Line:
    is_secret = one.kind in letters.SECRET
    status = Status.PENDING if one.status is Status.SENDING else one.status
    return Line(
        kind=one.kind,
        status=status,
        at=one.settled_at or one.due_at,
        people=None if one.in_channel or is_secret else one.count,
        in_channel=one.in_channel,
        number=one.number,
        title=titles.get(one.number or 0, ""),
        day=one.day,
        reason=one.reason,
    )


def _planned(db: Session, here: Here) -> Iterator[Line]:
    """Yield what is not promised yet, because its time has not come."""
    space, now = here.space, here.now
    if space.closed_at is not None:
        return
    for told, wall in (
        (news.Digest, space.schedule.digest_at),
        (news.Summary, space.schedule.summary_at),
    ):
        days = moments.days_between(
            max(space.first_day, moments.today(now, space.zone)), space.last_day
        )
        due = [(moments.instant(day, wall, space.zone), day) for day in days] if wall else []
        coming = [(at, day) for at, day in due if at > now][:1]
        for at, day in coming:
            yield _to_come(letters.kind_of(told), at, in_channel=True, day=day)
    for one in windows.set_times(db, space):
        kind = letters.window_kind(one.window, is_open=one.is_open)
        yield _to_come(kind, one.at, in_channel=True)
    lead = space.schedule.reminder_lead
    if lead is not None:
        yield from _reminders(db, here, lead)


def _reminders(db: Session, here: Here, lead: timedelta) -> Iterator[Line]:
    sessions = stored_timetable.sessions(db, here.space, Edition.PUBLISHED)
    coming = [one for one in sessions if one.slot.starts_at - lead > here.now]
    for session in coming[:MOST_REMINDERS]:
        yield _to_come(
            letters.kind_of(news.Reminder),
            session.slot.starts_at - lead,
            number=session.number,
            title=session.title,
        )


def _to_come(
    kind: str,
    at: datetime,
    *,
    in_channel: bool = False,
    number: int | None = None,
    title: str = "",
    day: date | None = None,
) -> Line:
    return Line(
        kind,
        Status.PENDING,
        at,
        people=None,
        in_channel=in_channel,
        number=number,
        title=title,
        day=day,
    )
