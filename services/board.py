"""The board of an open space: what everybody in its channel sees at a glance, always as it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from openspace import moments, people, spaces
from openspace.proposing import Topic
from openspace.spaces import Space
from openspace.windows import SetTime
from services import agenda, letters, visits
from services.agenda import Entry
from services.news import BoardPosted
from services.visits import Visit
from storage import ballots, boards, topics, windows


@dataclass(frozen=True)
class Board:
    """What the board shows.

    Args:
        topics: topics and talks by number.
        dots: by topic number; None where not everybody may see totals.
        entries: the published sessions of *day*, by time.
        day: today, or the next day with sessions that are not over; None for no such day.
        times: what is set to happen to proposing and voting by itself, soonest first.
        changes_at: when it changes although nobody does anything; None for never.
    """

    space: Space
    topics: tuple[Topic, ...]
    dots: Mapping[int, int] | None
    entries: tuple[Entry, ...]
    day: date | None
    today: date
    is_published: bool
    has_ended: bool
    times: tuple[SetTime, ...]
    changes_at: datetime | None


@dataclass(frozen=True)
class Anew:
    """The board is posted anew.

    Args:
        was_under_way: it was about to be posted already.
    """

    space: Space
    was_under_way: bool


def show(db: Session, space: Space, now: datetime) -> Board:
    """Return what everybody may see of an open space now."""
    published = agenda.published(db, space, now)
    today = moments.today(now, space.zone)
    days = [moments.wall(one.session.slot.starts_at, space.zone).date() for one in published]
    day = min(
        (on for on, one in zip(days, published, strict=True) if on >= today and not one.is_over),
        default=None,
    )
    has_ended = spaces.has_ended(space, now)
    entries = tuple(one for on, one in zip(days, published, strict=True) if on == day)
    return Board(
        space=space,
        topics=topics.listed(db, space),
        dots=_dots(db, space),
        entries=entries,
        day=day,
        today=today,
        is_published=bool(published),
        has_ended=has_ended,
        times=() if has_ended else windows.set_times(db, space),
        changes_at=None if has_ended else _changes_at(space, entries, today),
    )


def begin(db: Session, space: Space, *, now: datetime) -> None:
    """Promise the board of an open space, unless it has one."""
    boards.add(db, space_id=space.id, team_id=space.team_id, key=letters.board_key(space.id, 1))
    letters.promise(db, space, [BoardPosted(space, 1)], now=now)


def resume(db: Session, space: Space, *, now: datetime) -> None:
    """Promise the board of an open space that was closed before its board came."""
    known = boards.posting(db, space.id)
    if known is None:
        begin(db, space, now=now)
    elif not known.is_there and not known.is_on_its_way:
        _promise_again(db, space, known.number + 1, now=now, token=None)


def post_anew(db: Session, visit: Visit) -> Anew:
    """Promise the board again, at the end of the channel; the one before is taken away then.

    Raises:
        RuleViolation: the person is not a facilitator, or the open space has ended.
    """
    here = visits.facilitate(db, visit)
    known = boards.posting(db, here.space.id)
    if known is None:
        begin(db, here.space, now=here.now)
        return Anew(here.space, was_under_way=False)
    if known.is_on_its_way:
        return Anew(here.space, was_under_way=True)
    visits.note(db, here, "board", "")
    _promise_again(db, here.space, known.number + 1, now=here.now, token=None)
    return Anew(here.space, was_under_way=False)


def post_again(db: Session, space: Space, claim: boards.BoardClaim, *, now: datetime) -> None:
    """Promise a board again that a painter found gone, once whoever else has found it so."""
    _promise_again(db, space, claim.posting + 1, now=now, token=claim.token)


def _promise_again(
    db: Session, space: Space, posting: int, *, now: datetime, token: str | None
) -> None:
    key = letters.board_key(space.id, posting)
    if boards.promise_anew(db, space.id, posting=posting, key=key, token=token):
        letters.promise(db, space, [BoardPosted(space, posting)], now=now)


def _dots(db: Session, space: Space) -> dict[int, int] | None:
    if not people.may_everyone_see_tally(space):
        return None
    return {total.number: total.dots for total in ballots.totals(db, space)}


def _changes_at(space: Space, entries: tuple[Entry, ...], today: date) -> datetime:
    """Return the next end of a session, or midnight."""
    tomorrow = moments.instant(today + timedelta(days=1), time(0), space.zone)
    ends = [one.session.slot.ends_at for one in entries if not one.is_over]
    return min([tomorrow, *ends])
