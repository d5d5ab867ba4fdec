"""News as promises: each is stored with the change that it tells of, and read at delivery."""

import re
import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from cattrs.preconf.json import make_converter
from sqlalchemy.orm import Session

from openspace import moments, schedule
from openspace.spaces import Space, Window
from services import news
from services.news import News
from storage import changes, outbox
from storage.outbox import Promise

TOLD: tuple[type[News], ...] = (
    news.Created,
    news.BoardPosted,
    news.Closed,
    news.TimetablePublished,
    news.Digest,
    news.Summary,
    news.TopicWithdrawn,
    news.SeatChanged,
    news.SessionChanged,
    news.YourWeek,
    news.RunOffered,
    news.RunAccepted,
    news.MadeFacilitator,
    news.NamedHost,
    news.HostJoined,
    news.HostRemoved,
    news.ChangeAsked,
    news.RequestAnswered,
    news.Reminder,
    news.Briefing,
    news.ClosesSoon,
    news.Trouble,
)


def kind_of(told: type[News]) -> str:
    """Return the name under which a kind of news is stored: SeatChanged is `seat_changed`."""
    return re.sub(r"(?<=.)(?=[A-Z])", "_", told.__name__).lower()


def window_kind(window: Window, *, is_open: bool) -> str:
    """Return the name under which it is stored that a window opens, or closes."""
    return f"{window.value}_{'open' if is_open else 'close'}"


_WINDOWS: dict[str, type[News]] = {
    window_kind(window, is_open=is_open): news.WindowChanged
    for window in Window
    for is_open in (True, False)
}
_BY_KIND = {kind_of(told): told for told in TOLD} | _WINDOWS

KINDS = tuple(_BY_KIND)
"""All names under which news are stored."""

SECRET = (kind_of(news.TopicWithdrawn), kind_of(news.ClosesSoon), kind_of(news.YourWeek))
"""Kinds whose recipients, even their number, would tell something about a vote."""

_json = make_converter()
# The open space is known by the row; what is read later is the open space as it is then.
_json.register_unstructure_hook(Space, lambda _space: None)
_json.register_structure_hook(Space, lambda _nothing, _type: None)


def promise(db: Session, space: Space, items: Iterable[News], *, now: datetime) -> None:
    """Promise that *items* are told once, as soon as people may be disturbed.

    What is news to somebody also changes what their Home shows; news to the channel, everybody's.
    """
    told = tuple(items)
    outbox.promise(db, space, [written(item, _not_before(item, now)) for item in told])
    changes.note(db, space, [_concerned(item) for item in told])


def written(item: News, not_before: datetime) -> Promise:
    """Return *item* as a promise that is due at *not_before*."""
    return Promise(
        key=_key(item),
        kind=_kind(item),
        recipient=recipient(item),
        subject=_json.dumps(item),
        not_before=not_before,
        expires_at=_expires_at(item, not_before),
        number=_number(item),
        day=item.day if isinstance(item, news.Digest | news.Summary | news.Briefing) else None,
    )


def read(promised: Promise, space: Space) -> News:
    """Return the news that a promise is about, in the open space as it is now.

    Raises:
        KeyError, ValueError, ExceptionGroup: another version of the program wrote it.
    """
    item = _json.loads(promised.subject, _BY_KIND[promised.kind])
    return replace(item, space=space)


def recipient(item: News) -> str:
    """Return whom *item* is told: a user's id, or the channel's."""
    return item.user_id if isinstance(item, news.ToPerson) else item.space.channel_id


def is_urgent(item: News, now: datetime) -> bool:
    """Say whether *item* is about a session that begins before people may be disturbed again."""
    match item:
        case news.Reminder():
            return True
        case news.SeatChanged(session=session):
            begins = [session.slot.starts_at]
        case news.SessionChanged(change=change):
            begins = [one.slot.starts_at for one in (change.before, change.after) if one]
        case news.RequestAnswered(changes=granted):
            both = (one for change in granted for one in (change.before, change.after))
            begins = [one.slot.starts_at for one in both if one]
        case _:
            return False
    awake_at = schedule.waking_from(now, item.space.zone)
    return any(starts_at <= awake_at for starts_at in begins)


def is_about_own(item: News) -> bool:
    """Say whether *item* concerns sessions, topics or duties of whoever reads it."""
    match item:
        case news.ClosesSoon() | news.YourWeek():
            return False
        case news.TopicWithdrawn():
            return item.was_host or item.had_signed_up
        case _:
            return True


def board_key(space_id: int, posting: int) -> str:
    """Return the key of the promise by which a board is posted.

    Args:
        posting: 1 for the first time.
    """
    return f"{kind_of(news.BoardPosted)}:{space_id}:{posting}"


def _concerned(item: News) -> str | None:
    return item.user_id if isinstance(item, news.ToPerson) else None


def _kind(item: News) -> str:
    if isinstance(item, news.WindowChanged):
        return window_kind(item.window, is_open=item.is_open)
    return kind_of(type(item))


def _not_before(item: News, now: datetime) -> datetime:
    if not isinstance(item, news.ToPerson) or is_urgent(item, now):
        return now
    return schedule.waking_from(now, item.space.zone)


def _expires_at(item: News, due_at: datetime) -> datetime:
    zone = item.space.zone
    match item:
        case news.Digest() | news.Summary():
            return schedule.stale_at(due_at, zone)
        case news.Reminder():
            return item.starts_at
        case news.ClosesSoon():
            return item.closes_at
        case news.Briefing():
            return moments.instant(moments.today(due_at, zone), schedule.WAKING_HOURS[1], zone)
        case news.SeatChanged():
            return item.session.slot.ends_at
        case news.SessionChanged():
            return item.change.session.slot.ends_at
        case _:
            return due_at + schedule.NEWS_USEFUL_FOR


def _number(item: News) -> int | None:
    match item:
        case news.SeatChanged(session=session):
            return session.number
        case news.SessionChanged(change=change):
            return change.session.number
        case (
            news.NamedHost(number=number)
            | news.HostJoined(number=number)
            | news.HostRemoved(number=number)
            | news.RunOffered(number=number)
            | news.RunAccepted(number=number)
            | news.Reminder(number=number)
        ):
            return number
        case news.RequestAnswered(session=named):
            return named.number
        case _:
            return None


def _key(item: News) -> str:
    """Return what makes the second promise of the same thing none: a deed is done once."""
    kind = _kind(item)
    match item:
        case news.Digest() | news.Summary():
            return f"{kind}:{item.space.id}:{item.day}"
        case news.Reminder():
            return f"{kind}:{item.topic_id}:{int(item.starts_at.timestamp())}:{item.user_id}"
        case news.Briefing():
            return f"{kind}:{item.space.id}:{item.day}:{item.user_id}"
        case news.ClosesSoon():
            day = moments.today(item.closes_at, item.space.zone)
            return f"{kind}:{item.space.id}:{day}:{item.user_id}"
        case news.ChangeAsked() | news.RequestAnswered():
            return f"{kind}:{item.space.id}:{item.number}:{item.user_id}"
        case news.YourWeek():
            return f"{kind}:{item.space.id}:{item.publishing}:{item.user_id}"
        case news.BoardPosted():
            return board_key(item.space.id, item.posting)
        case news.Trouble():
            where = "channel" if item.in_channel else "people"
            return f"{kind}:{item.space.id}:{item.day}:{where}:{item.user_id}"
        case _:
            return f"{kind}:{item.space.id}:{secrets.token_hex(16)}"
