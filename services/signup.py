"""Taking a seat in a session, waiting for one, and giving it up."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from openspace import RuleViolation, quoted, signup
from services import agenda, letters, visits
from services.agenda import Agenda, Entry
from services.news import SeatChanged
from services.visits import Here, Visit
from storage import people as stored_people
from storage import signups
from storage import timetable as stored_timetable
from storage.spaces import Hold


@dataclass(frozen=True)
class SignedUp:
    """The agenda after a change, and the sessions it was about."""

    agenda: Agenda
    entries: tuple[Entry, ...]


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
    now = agenda.show_for(db, here)
    _check_there(db, now, numbers)
    if not anyway:
        _check_clash(now, numbers)
    # Held as briefly as can be: when hundreds want one seat, they wait here for each other.
    for topic_id, _ in _hold(db, here, numbers).values():
        signups.add(db, topic_id, here.participant_id)
    positions = signups.positions(db, here.participant_id)
    return _result(now, numbers, lambda entry: _joined(entry, positions[entry.session.topic_id]))


def leave(db: Session, visit: Visit, numbers: tuple[int, ...]) -> SignedUp:
    """Give up seats or places on waiting lists; the first who waits gets the seat and is told.

    Raises:
        RuleViolation: a number is not there, has no published session, or is over.
    """
    here = visits.take_back(db, visit, hold=Hold.SHARE)
    now = agenda.show_for(db, here)
    _check_there(db, now, numbers)
    held = _hold(db, here, numbers)
    told: list[SeatChanged] = []
    left: dict[int, int] = {}
    for number, (topic_id, capacity) in held.items():
        before = signups.order(db, topic_id)
        signups.remove(db, topic_id, here.participant_id)
        after = tuple(one for one in before if one != here.participant_id)
        left[topic_id] = len(after)
        next_in = signup.promoted(before, after, capacity_before=capacity, capacity_after=capacity)
        names = stored_people.user_ids(db, next_in)
        told += [
            SeatChanged(names[one], here.space, _entry(now, number).session, has_seat=True)
            for one in next_in
        ]
    letters.promise(db, here.space, told, now=here.now)
    return _result(now, numbers, lambda entry: _left(entry, left[entry.session.topic_id]))


def _check_there(db: Session, now: Agenda, numbers: tuple[int, ...]) -> None:
    """Refuse numbers without a published session, and sessions that are over."""
    for number in numbers:
        agenda.check_published(db, now, (number,))
        entry = _entry(now, number)
        if entry.is_over:
            raise RuleViolation(
                f"#{number} {quoted(entry.session.title)} is over. `/agenda` shows what is still"
                " to come."
            )


def _hold(db: Session, here: Here, numbers: tuple[int, ...]) -> dict[int, tuple[int, int]]:
    """Lock the sessions in one order, so that two people never wait for each other.

    They are there: the open space is held, so nobody publishes or withdraws meanwhile.

    Returns:
        The topic's id and the seats by number.
    """
    held = {n: stored_timetable.hold_session(db, here.space, n) for n in sorted(set(numbers))}
    return {number: session for number, session in held.items() if session is not None}


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


def _result(now: Agenda, numbers: tuple[int, ...], change: Callable[[Entry], Entry]) -> SignedUp:
    """Return the agenda with the sessions named as *change* leaves them."""
    entries = tuple(
        change(entry) if entry.session.number in numbers else entry for entry in now.entries
    )
    after = replace(now, entries=entries)
    named = tuple(_entry(after, number) for number in dict.fromkeys(numbers))
    return SignedUp(after, named)


def _joined(entry: Entry, position: int) -> Entry:
    mine = signup.place(position, capacity=entry.session.room.capacity)
    return replace(entry, signed_up=max(entry.signed_up, position), mine=mine)


def _left(entry: Entry, signed_up: int) -> Entry:
    return replace(entry, signed_up=signed_up, mine=None)
