"""Where a published session could go, for somebody who wants to ask for a change."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from openspace import RuleViolation, spaces
from openspace import requests as rules
from openspace.requests import Obstacle, Wish
from openspace.timetable import Change
from openspace.timetable import Session as PlacedSession
from services import requests, visits
from services.requests import Sight
from services.visits import Here, Visit


@dataclass(frozen=True)
class Asking:
    """The published sessions that are still to come, for somebody who wants one changed."""

    here: Here
    sessions: tuple[PlacedSession, ...]


@dataclass(frozen=True)
class Choice:
    """Where a session could go, as far as everybody may know.

    Args:
        change: of the session; its place in it is the one to choose.
        other: the session that would swap with it; None for a move.
        obstacle: the rule that forbids it now; None for none.
    """

    change: Change
    other: PlacedSession | None
    obstacle: Obstacle | None


@dataclass(frozen=True)
class Places:
    """A session that somebody wants changed, and where it could go, what is possible first."""

    here: Here
    session: PlacedSession
    choices: tuple[Choice, ...]


def begin(db: Session, visit: Visit) -> Asking:
    """Return the sessions to choose from for somebody who wants one changed.

    Raises:
        RuleViolation: there is none to come, or the open space has ended.
    """
    here = visits.look(db, visit)
    spaces.check_live(here.space, visit.now)
    found = requests.sight(db, here).sessions
    to_come = tuple(one for one in found if one.slot.starts_at > visit.now)
    if not to_come:
        raise RuleViolation(
            "There is no published session to come, so there is nothing to change. `/agenda week`"
            " shows the timetable."
        )
    return Asking(here, to_come)


def places(db: Session, visit: Visit, number: int) -> Places:
    """Return where a session could be moved.

    Raises:
        RuleViolation: it is not published or has begun, or the open space has ended.
    """
    seen, session = _to_come(db, visit, number)
    wishes = [
        Wish(session.topic_id, slot_id=slot.id, room_id=room.id)
        for slot in seen.slots
        for room in seen.rooms
        if (slot, room) != (session.slot, session.room)
    ]
    return _places(seen, session, wishes)


def swaps(db: Session, visit: Visit, number: int) -> Places:
    """Return with which sessions one could swap its place.

    Raises:
        RuleViolation: as `places`.
    """
    seen, session = _to_come(db, visit, number)
    wishes = [Wish(session.topic_id, one.topic_id) for one in seen.sessions if one.number != number]
    return _places(seen, session, wishes)


def _to_come(db: Session, visit: Visit, number: int) -> tuple[Sight, PlacedSession]:
    here = visits.look(db, visit)
    spaces.check_live(here.space, visit.now)
    # A facilitator who asks sees no more than others: who cannot be there is no reason to choose.
    seen = replace(requests.sight(db, here), away={})
    session = requests.published(db, seen, number)
    rules.check_to_come(session, now=visit.now)
    return seen, session


def _places(seen: Sight, session: PlacedSession, wishes: list[Wish]) -> Places:
    choices = []
    for wish in wishes:
        wanted = seen.wished(wish)
        if wanted:
            other = wanted[1].before if len(wanted) > 1 else None
            choices.append(Choice(wanted[0], other, seen.in_the_way(wanted)))
    if not choices:
        raise RuleViolation(
            f"There is no other place to come for #{session.number}. `/openspace slots` lists the"
            " slots.",
            "session",
        )
    choices.sort(key=lambda one: one.obstacle is not None)
    return Places(seen.here, session, tuple(choices))
