"""Taking a seat in a session, waiting for one, and giving it up."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from openspace import RuleViolation, quoted, signup
from services import agenda, proposing, visits
from services.agenda import Agenda, Entry
from services.news import News, SeatChanged
from services.visits import Here, Visit
from storage import people as stored_people
from storage import signups
from storage import timetable as stored_timetable
from storage.spaces import Hold


@dataclass(frozen=True)
class SignedUp:
    """The agenda after a change, the sessions it was about, and who is to be told."""

    agenda: Agenda
    entries: tuple[Entry, ...]
    news: tuple[News, ...] = ()


class Clash(Exception):
    """The person already has a session at that time; they may join both once warned.

    Args:
        wanted: the session they want to join.
        other: the one they have.
        numbers: all that they asked for.
    """

    def __init__(self, here: Here, wanted: Entry, other: Entry, numbers: tuple[int, ...]) -> None:
        super().__init__("two sessions at one time")
        self.here = here
        self.wanted = wanted
        self.other = other
        self.numbers = numbers


def join(db: Session, visit: Visit, numbers: tuple[int, ...], *, anyway: bool) -> SignedUp:
    """Take a seat in each session, or a place on its waiting list; all of them or none.

    Args:
        anyway: join also where the person has another session at that time.

    Raises:
        RuleViolation: a number is not there, has no published session, or is over.
        Clash: two sessions at one time, and not *anyway*.
    """
    here = visits.act(db, visit, hold=Hold.SHARE)
    held = _hold(db, here, numbers)
    now = agenda.show_for(db, here)
    _check_not_over(now, numbers)
    if not anyway:
        _check_clash(now, numbers)
    for topic_id, _ in held.values():
        signups.add(db, topic_id, here.participant_id)
    return _result(db, here, numbers)


def leave(db: Session, visit: Visit, numbers: tuple[int, ...]) -> SignedUp:
    """Give up seats or places on waiting lists; the first who waits gets the seat and is told.

    Raises:
        RuleViolation: a number is not there, has no published session, or is over.
    """
    here = visits.act(db, visit, hold=Hold.SHARE)
    held = _hold(db, here, numbers)
    now = agenda.show_for(db, here)
    _check_not_over(now, numbers)
    told: list[News] = []
    for number, (topic_id, capacity) in held.items():
        before = signups.order(db, topic_id)
        signups.remove(db, topic_id, here.participant_id)
        after = tuple(one for one in before if one != here.participant_id)
        next_in = signup.promoted(before, after, capacity_before=capacity, capacity_after=capacity)
        names = stored_people.user_ids(db, next_in)
        told += [
            SeatChanged(names[one], here.space, _entry(now, number).session, has_seat=True)
            for one in next_in
        ]
    result = _result(db, here, numbers)
    return SignedUp(result.agenda, result.entries, tuple(told))


def _hold(db: Session, here: Here, numbers: tuple[int, ...]) -> dict[int, tuple[int, int]]:
    """Lock the sessions in one order, so that two people never wait for each other."""
    held: dict[int, tuple[int, int]] = {}
    for number in sorted(set(numbers)):
        session = stored_timetable.hold_session(db, here.space, number)
        if session is None:
            proposing.check_there(db, here, (number,))
            raise RuleViolation(
                f"#{number} has no place in the published timetable yet, so there are no seats to"
                " take. `/agenda week` shows the sessions that do."
            )
        held[number] = session
    return held


def _check_not_over(now: Agenda, numbers: tuple[int, ...]) -> None:
    for number in numbers:
        entry = _entry(now, number)
        if entry.is_over:
            raise RuleViolation(
                f"#{number} {quoted(entry.session.title)} is over. `/agenda` shows what is still"
                " to come."
            )


def _check_clash(now: Agenda, numbers: tuple[int, ...]) -> None:
    wanted = [_entry(now, number) for number in dict.fromkeys(numbers)]
    joining = [entry for entry in wanted if entry.mine is None]
    has = [entry for entry in now.entries if entry.mine is not None]
    for entry in joining:
        for other in (*has, *joining):
            if other is not entry and other.session.slot.id == entry.session.slot.id:
                raise Clash(now.here, entry, other, numbers)


def _entry(now: Agenda, number: int) -> Entry:
    return next(entry for entry in now.entries if entry.session.number == number)


def _result(db: Session, here: Here, numbers: tuple[int, ...]) -> SignedUp:
    now = agenda.show_for(db, here)
    return SignedUp(now, tuple(_entry(now, number) for number in dict.fromkeys(numbers)))
