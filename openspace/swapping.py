"""Two sessions that change places: what stands in the way of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from openspace import RuleViolation, timetable
from openspace import absences as absence_rules
from openspace.absences import Absence
from openspace.timetable import Session


def check(
    one: Session,
    other: Session,
    sessions: Iterable[Session],
    *,
    absences: Mapping[str, Sequence[Absence]],
    zone: str,
    now: datetime,
) -> None:
    """Refuse to let two sessions of a draft change places.

    Args:
        sessions: all placed sessions; the two may be among them.
        absences: of their hosts, by user id; hosts without any may be left out.

    Raises:
        RuleViolation: a slot is over, or a host would be in two sessions at once or cannot be
            there.
    """
    rest = [session for session in sessions if session.number not in (one.number, other.number)]
    for moving, to in ((one, other), (other, one)):
        if to.slot.ends_at <= now:
            raise RuleViolation(over(to.slot, zone), "slot")
        session = replace(moving, slot=to.slot, room=to.room)
        timetable.check_placing(session, rest, zone=zone)
        absence_rules.check_placing(session, absences, zone=zone)


def possible(
    session: Session,
    sessions: Sequence[Session],
    *,
    absences: Mapping[str, Sequence[Absence]],
    zone: str,
    now: datetime,
) -> tuple[Session, ...]:
    """Return those with which *session* can change places, in their order.

    Args:
        sessions: all placed sessions; the session itself may be among them.
        absences: of all their hosts, by user id; hosts without any may be left out.
    """
    found = []
    for other in sessions:
        if other.number == session.number:
            continue
        try:
            check(session, other, sessions, absences=absences, zone=zone, now=now)
        except RuleViolation:
            continue
        found.append(other)
    return tuple(found)


def over(slot: timetable.Slot, zone: str) -> str:
    """Return that nothing can be placed in a slot that is over, and what to do."""
    return (
        f"{timetable.slot_label(slot, zone)} is over. Choose a slot that is still to come:"
        " `/openspace slots` lists them."
    )
