"""When somebody cannot be there: they say so, and only the timetable is told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from openspace import RuleViolation, absences, spaces
from openspace.absences import Absence, Choice, Problem
from openspace.drafting import Material
from openspace.timetable import Session as PlacedSession
from services import visits
from services.visits import Here, Visit
from storage import absences as stored_absences
from storage import timetable as stored_timetable
from storage.spaces import Hold
from storage.timetable import Edition


@dataclass(frozen=True)
class Chosen:
    """The times that a form offers to somebody.

    Args:
        marked: those of the offered times at which they cannot be there, or not all along.
    """

    offered: tuple[Choice, ...] = ()
    marked: tuple[Absence, ...] = ()


NO_TIMES = Chosen()


@dataclass(frozen=True)
class Away:
    """When somebody cannot be there.

    Args:
        clashes: published sessions to come that they host at such a time.
    """

    here: Here
    absences: tuple[Absence, ...]
    clashes: tuple[PlacedSession, ...]


@dataclass(frozen=True)
class Asking:
    """What a form needs that asks somebody when they cannot be there.

    Args:
        opened: a print of what they have stated.
    """

    here: Here
    times: Chosen
    opened: str


class ChangedElsewhere(Exception):
    """The person changed their absences since the form was opened; nothing was saved.

    Args:
        now: what the form needs to be shown anew.
    """

    def __init__(self, now: Asking) -> None:
        super().__init__("the person changed their absences meanwhile")
        self.now = now


def show(db: Session, visit: Visit) -> Away:
    """Return when the person cannot be there; nobody else is shown that.

    Raises:
        RuleViolation: there is no open space that the person can see.
    """
    return _away(db, visits.look(db, visit))


def begin(db: Session, visit: Visit) -> Asking:
    """Return what the form for absences needs.

    Raises:
        RuleViolation: the open space has ended, or no time of it is left.
    """
    here = visits.look(db, visit)
    spaces.check_live(here.space, here.now)
    asking = _asking(db, here)
    if not asking.times.offered:
        raise RuleViolation(
            "All times to choose from are over. `/openspace away` shows what you have stated."
        )
    return asking


def add(db: Session, visit: Visit, times: Callable[[Here], Sequence[Absence]]) -> Away:
    """State that the person cannot be there at some *times* of the open space either.

    Raises:
        RuleViolation: the open space has ended, or there are too many times; or as *times*.
    """
    here = visits.act(db, visit, hold=Hold.ALONE)
    return _saved(db, here, absences.added(mine(db, here), times(here)))


def remove(db: Session, visit: Visit, times: Callable[[Here], Sequence[Absence]]) -> Away:
    """Take *times* back: then the person can be there after all.

    Raises:
        RuleViolation: there is no open space; or as *times*.
    """
    here = visits.settle_own(db, visit, hold=Hold.ALONE)
    return _saved(db, here, absences.removed(mine(db, here), times(here)))


def clear(db: Session, visit: Visit) -> Away:
    """Take everything back that the person stated.

    Raises:
        RuleViolation: there is no open space.
    """
    return _saved(db, visits.settle_own(db, visit, hold=Hold.ALONE), ())


def choose(db: Session, visit: Visit, wanted: Sequence[Absence], *, opened: str) -> Away:
    """Let the person be away at exactly those of the offered times that they *wanted*.

    Args:
        opened: a print of what was stated when they began to choose.

    Raises:
        RuleViolation: the open space has ended, or there are too many times.
        ChangedElsewhere: something else is stated by now.
    """
    here = visits.act(db, visit, hold=Hold.ALONE)
    if absences.print_of(mine(db, here)) != opened:
        raise ChangedElsewhere(_asking(db, here))
    return choose_for(db, here, wanted)


def choose_for(db: Session, here: Here, wanted: Sequence[Absence]) -> Away:
    """Do the same for somebody whose open space is held alone already."""
    times = [choice.times for choice in offered(db, here).offered]
    return _saved(db, here, absences.chosen(mine(db, here), times, wanted))


def offered(db: Session, here: Here) -> Chosen:
    """Return the times that a form offers to somebody, and those that they have stated."""
    slots = stored_timetable.slots(db, here.space)
    found = absences.choices(here.space, slots, now=here.now)
    marked = absences.marked_of(mine(db, here), [choice.times for choice in found])
    return Chosen(found, marked)


def mine(db: Session, here: Here) -> tuple[Absence, ...]:
    """Return when the person cannot be there."""
    participant_id = here.person.participant_id
    return () if participant_id is None else stored_absences.of(db, participant_id)


def problems(db: Session, here: Here, sessions: Sequence[PlacedSession]) -> tuple[Problem, ...]:
    """Return which of the *sessions* that are not over break a stated absence of a host."""
    coming = [session for session in sessions if session.slot.ends_at > here.now]
    hosts = {host for session in coming for host in session.hosts}
    return absences.problems(coming, stored_absences.of_people(db, here.space, hosts))


def problems_of(here: Here, found: Material) -> tuple[Problem, ...]:
    """Return which sessions to come of a draft break a stated absence of a host."""
    coming = [session for session in found.sessions if session.slot.ends_at > here.now]
    return absences.problems(coming, found.absences)


def _asking(db: Session, here: Here) -> Asking:
    return Asking(here, offered(db, here), absences.print_of(mine(db, here)))


def _saved(db: Session, here: Here, wanted: tuple[Absence, ...]) -> Away:
    absences.check_few(wanted)
    stored_absences.save(db, here.participant_id, wanted)
    return _away(db, here)


def _away(db: Session, here: Here) -> Away:
    stated = mine(db, here)
    user_id = here.person.user_id
    published = stored_timetable.sessions(db, here.space, Edition.PUBLISHED) if stated else ()
    coming = [
        session
        for session in published
        if user_id in session.hosts and session.slot.ends_at > here.now
    ]
    clashes = absences.problems(coming, {user_id: stated})
    return Away(here, stated, tuple(found.session for found in clashes if found.host == user_id))
