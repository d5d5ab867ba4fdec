"""Asking for a change after publishing, wishing for the same, and taking that back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from sqlalchemy.orm import Session

from openspace import RuleViolation, moments, quoted, timetable
from openspace import requests as rules
from openspace.requests import Request, Status, Wish
from openspace.timetable import Session as PlacedSession
from services import letters, requests, visits
from services.news import ChangeAsked
from services.requests import Listed, Sight
from services.visits import Here, Visit
from storage import people as stored_people
from storage import requests as stored_requests
from storage import signups
from storage.spaces import Hold


class Outcome(StrEnum):
    """What became of somebody's asking."""

    NEW = "new"
    BACKED = "backed"
    ALREADY = "already"
    """They ask for the same already, or back it."""
    STOPPED = "stopped"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True)
class Done:
    """A request after somebody asked for it, backed it or took it back."""

    here: Here
    listed: Listed
    outcome: Outcome


def ask_move(
    db: Session,
    visit: Visit,
    number: int,
    *,
    day: date,
    start: time,
    room_name: str,
    reason: str,
) -> Done:
    """Ask for a session to be moved.

    Args:
        room_name: "" for the room it has if that is free then, else the best that is big enough.

    Raises:
        RuleViolation: the session, slot or room is not there or has begun, it stands there
            already, or the person has too many open rules.
    """

    def wish(seen: Sight, session: PlacedSession) -> Wish:
        zone = seen.here.space.zone
        starts_at = moments.instant(day, start, zone)
        slot = timetable.find_slot(seen.slots, starts_at, day=day, zone=zone)
        rules.check_slot(slot, now=seen.here.now, zone=zone)
        if room_name:
            room = timetable.find_room(seen.rooms, room_name)
        else:
            signed_up = signups.counts(db, seen.here.space).get(session.topic_id, 0)
            room = rules.best_room(session, slot, seen.sessions, seen.rooms, people=signed_up)
        return Wish(session.topic_id, slot_id=slot.id, room_id=room.id)

    return _ask(db, visit, number, wish, reason)


def ask_place(
    db: Session, visit: Visit, number: int, *, slot_id: int, room_id: int, reason: str
) -> Done:
    """Ask for a session to be moved to a slot and room that were chosen in a form.

    Raises:
        RuleViolation: as `ask_move`.
    """

    def wish(seen: Sight, session: PlacedSession) -> Wish:
        slot = next((one for one in seen.slots if one.id == slot_id), None)
        if slot is None or all(room.id != room_id for room in seen.rooms):
            raise RuleViolation("That place is not there any more. Choose another one.", "place")
        rules.check_slot(slot, now=seen.here.now, zone=seen.here.space.zone)
        return Wish(session.topic_id, slot_id=slot_id, room_id=room_id)

    return _ask(db, visit, number, wish, reason)


def ask_swap(db: Session, visit: Visit, number: int, other: int, *, reason: str) -> Done:
    """Ask for two sessions to swap their places.

    Raises:
        RuleViolation: one of them is not published or has begun, they are the same, or the person
            has too many open rules.
    """

    def wish(seen: Sight, session: PlacedSession) -> Wish:
        if other == number:
            raise RuleViolation(
                f"A session swaps with another one: type `/openspace ask {number} swap 8`.", "place"
            )
        swapped = requests.published(db, seen, other)
        rules.check_to_come(swapped, now=seen.here.now)
        return Wish(session.topic_id, swapped.topic_id)

    return _ask(db, visit, number, wish, reason)


def back(db: Session, visit: Visit, number: int) -> Done:
    """Wish for the same as a request of somebody else.

    Raises:
        RuleViolation: there is no such open request.
    """
    here = visits.act(db, visit, hold=Hold.SHARE)
    request = requests.open_request(db, here, number)
    return _back(db, here, requests.sight(db, here), request)


def stop_backing(db: Session, visit: Visit, number: int) -> Done:
    """Wish for it no longer.

    Raises:
        RuleViolation: there is no such open request.
    """
    here = visits.take_back(db, visit, hold=Hold.SHARE)
    request = requests.open_request(db, here, number)
    stored_requests.stop_backing(db, request, here.participant_id)
    return _done(db, here, requests.sight(db, here), number, Outcome.STOPPED)


def take_back(db: Session, visit: Visit, number: int) -> Done:
    """Take one's own request back.

    Raises:
        RuleViolation: there is no such request, it is answered, or somebody else asked for it.
    """
    here = visits.take_back(db, visit, hold=Hold.ALONE)
    request = requests.find(db, here, number)
    if request.asked_by != visit.user_id:
        raise RuleViolation(
            f"Somebody else asked for that, so only they can take request {number} back."
            f" `/openspace back {number} no` says that you no longer wish for it."
        )
    if request.status is not Status.WITHDRAWN:
        requests.check_open(request)
        stored_requests.settle(
            db, request, Status.WITHDRAWN, answer="", answered_by=None, answered_at=here.now
        )
        requests.note_facilitators(db, here)
    return _done(db, here, requests.sight(db, here), number, Outcome.TAKEN_BACK)


def _ask(
    db: Session,
    visit: Visit,
    number: int,
    wish_in: Callable[[Sight, PlacedSession], Wish],
    reason: str,
) -> Done:
    rules.check_words(reason, field="reason")
    here = visits.act(db, visit, hold=Hold.ALONE)
    seen = requests.sight(db, here)
    session = requests.published(db, seen, number)
    rules.check_to_come(session, now=here.now)
    wish = wish_in(seen, session)
    if (wish.slot_id, wish.room_id) == (session.slot.id, session.room.id):
        raise RuleViolation(
            f"#{number} {quoted(session.title)} is there already. Choose another place.", "place"
        )
    found = stored_requests.shown_to(db, here.space, here.participant_id)
    waiting = [one for one in found if one.status is Status.OPEN]
    for one in waiting:
        if one.wish.is_same(wish) and seen.changes(one):
            return _back(db, here, seen, one)
    rules.check_few(sum(one.asked_by == visit.user_id for one in waiting))
    new = stored_requests.add(
        db,
        here.space,
        here.participant_id,
        wish,
        stood=rules.standing(rules.concerned(wish, seen.sessions)),
        reason=reason,
        created_at=here.now,
    )
    news = [
        ChangeAsked(user_id, here.space, new)
        for user_id in stored_people.facilitators(db, here.space)
        if user_id != visit.user_id
    ]
    letters.promise(db, here.space, news, now=here.now)
    return _done(db, here, seen, new, Outcome.NEW)


def _back(db: Session, here: Here, seen: Sight, request: Request) -> Done:
    if request.asked_by == here.person.user_id:
        return _done(db, here, seen, request.number, Outcome.ALREADY)
    is_new = stored_requests.back(db, request, here.participant_id)
    outcome = Outcome.BACKED if is_new else Outcome.ALREADY
    return _done(db, here, seen, request.number, outcome, is_backed=True)


def _done(
    db: Session,
    here: Here,
    seen: Sight,
    number: int,
    outcome: Outcome,
    *,
    is_backed: bool = False,
) -> Done:
    return Done(
        here,
        requests.as_listed(seen, requests.find(db, here, number), is_backed=is_backed),
        outcome,
    )
