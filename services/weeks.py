"""Whom a publishing is told as news of their own week, and what they are told."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from openspace import suggesting as rules
from openspace.proposing import Topic
from openspace.suggesting import Difference, Sitting, Where
from openspace.timetable import Change
from services import letters, news, suggesting
from services.news import RequestAnswered, SessionChanged, Was, YourWeek
from services.suggesting import Week, Wishes
from services.visits import Here
from storage import ballots, outbox

NOTHING = Difference()


@dataclass(frozen=True)
class Told:
    """Somebody's week as they are told of it.

    Args:
        changed: what a new timetable changed for them, by topics; None for the first they hear of.
    """

    user_id: str
    week: Week
    changed: tuple[Topic, ...] | None = None
    difference: Difference = NOTHING


def promised(
    db: Session, here: Here, changes: Sequence[Change], told: Iterable[news.News], *, is_first: bool
) -> list[YourWeek]:
    """Return whom a publishing is to be told as news of their own week, before it is stored.

    Those are all who voted, or later those whose own topics, sessions or seats it concerns; whether
    it changes anything for them is found out when they are told, by their own ballot. What was
    promised before and not told yet is told with it.

    Args:
        told: news of the same publishing, which are not told twice.
        is_first: whether no topic was published before; talks are often there long before people
            vote, and alone they are nobody's week.
    """
    if is_first and all(change.session.speakers is not None for change in changes):
        return []
    concerned = None if is_first else [change.session.topic_id for change in changes]
    known: dict[str, tuple[int, ...]] = {}
    for item in told:
        for change in _changes_told(item):
            user_id = letters.recipient(item)
            known[user_id] = (*known.get(user_id, ()), change.session.number)
    before = None if is_first else tuple(_was(change) for change in changes)
    publishing = secrets.token_hex(8)
    found = {
        user_id: YourWeek(user_id, here.space, publishing, before, known.get(user_id, ()))
        for user_id in ballots.voters(db, here.space, concerned_by=concerned)
    }
    for promise in outbox.take_unsent(db, here.space, letters.kind_of(YourWeek)):
        earlier = letters.read(promise, here.space)
        assert isinstance(earlier, YourWeek), "that kind was asked for"  # noqa: S101 - tells mypy what is so
        later = found.get(earlier.user_id, replace(earlier, publishing=publishing))
        found[earlier.user_id] = replace(
            later,
            before=_since(earlier.before, later.before),
            known=tuple(sorted({*earlier.known, *later.known})),
        )
    return list(found.values())


def told(db: Session, here: Here, item: YourWeek) -> Told | None:
    """Return what somebody is told of their week now; None where there is nothing to tell."""
    week, wishes, listed = suggesting.found(db, here)
    if not week.has_voted or not week.agenda.is_published:
        return None
    if item.before is None:
        return Told(item.user_id, week) if week.wanted else None
    now = suggesting.places(week.agenda.entries)
    before = now | {one.number: (one.starts, one.room_id) for one in item.before}
    changed = rules.difference(
        _where(wishes, suggesting.sittings(before, here)),
        _where(wishes, suggesting.sittings(now, here)),
    )
    known = {
        number for number in wishes.dots if {number, *wishes.runs.get(number, ())} & {*item.known}
    }
    left = changed.without(known)
    if not left:
        return None
    numbers = {*left.gained, *left.lost, *left.elsewhere}
    return Told(item.user_id, week, tuple(one for one in listed if one.number in numbers), left)


def _changes_told(item: news.News) -> tuple[Change, ...]:
    match item:
        case SessionChanged(change=change):
            return (change,)
        case RequestAnswered(changes=changes):
            return changes
        case _:
            return ()


def _where(wishes: Wishes, rooms: Mapping[Sitting, int]) -> dict[int, Where]:
    return {
        one.wanted: (one.sitting.number, one.sitting.slot, rooms[one.sitting])
        for one in wishes.suggestion(rooms).going
    }


def _was(change: Change) -> Was:
    if change.before is None:
        return Was(change.session.number)
    return Was(change.before.number, suggesting.starts(change.before), change.before.room.id)


def _since(
    earlier: tuple[Was, ...] | None, later: tuple[Was, ...] | None
) -> tuple[Was, ...] | None:
    """Return where sessions stood before both publishings; None where the first is untold."""
    if earlier is None or later is None:
        return None
    return tuple({one.number: one for one in (*later, *earlier)}.values())
