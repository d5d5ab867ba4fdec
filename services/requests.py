"""Changes that people ask for after publishing: asking, backing, taking back, and looking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from openspace import RuleViolation, effects, people, requests, timetable
from openspace.absences import Absence
from openspace.drafting import Material
from openspace.requests import Obstacle, Request, Status, Wish
from openspace.timetable import Change, Room, Slot
from openspace.timetable import Session as PlacedSession
from services import material, proposing, visits
from services.news import ChangeAsked, RequestAnswered
from services.visits import Here, Visit
from storage import absences as stored_absences
from storage import changes as stored_changes
from storage import people as stored_people
from storage import requests as stored_requests
from storage import timetable as stored_timetable
from storage.timetable import Edition


@dataclass(frozen=True)
class Listed:
    """A request as one person sees it.

    Args:
        changes: what granting it changes; () when it is answered or overtaken.
        place: where a session is to be moved; None for a swap, or when that is not there any more.
        obstacle: the rule that forbids it now, as far as this person may know; None for none.
        effect: what granting it does to people's wishes, as facilitators may read it; "" where
            nothing may be told.
    """

    request: Request
    changes: tuple[Change, ...]
    place: tuple[Slot, Room] | None
    obstacle: Obstacle | None
    is_mine: bool
    is_backed: bool
    effect: str = ""

    @property
    def is_open(self) -> bool:
        """Say whether nobody has answered it."""
        return self.request.status is Status.OPEN

    @property
    def is_overtaken(self) -> bool:
        """Say whether nobody has answered it and it cannot be granted any more."""
        return self.is_open and not self.changes


@dataclass(frozen=True)
class Requests:
    """The open requests by number, and behind them the person's own that were answered."""

    here: Here
    listed: tuple[Listed, ...]


@dataclass(frozen=True)
class ToAnswer:
    """To one facilitator: a request that waits for an answer."""

    user_id: str
    here: Here
    listed: Listed


@dataclass(frozen=True)
class Sight:
    """All that tells what requests mean now.

    Args:
        sessions: as published.
        away: when hosts cannot be there; empty for all but facilitators.
        material: the wishes of which the person may be told something; None for all but
            facilitators.
    """

    here: Here
    sessions: tuple[PlacedSession, ...]
    slots: tuple[Slot, ...]
    rooms: tuple[Room, ...]
    away: Mapping[str, Sequence[Absence]]
    material: Material | None = None

    def changes(self, request: Request) -> tuple[Change, ...]:
        """Return what granting a request changes; () when it is overtaken."""
        return requests.changes(
            request, self.sessions, slots=self.slots, rooms=self.rooms, now=self.here.now
        )

    def wished(self, wish: Wish) -> tuple[Change, ...]:
        """Return what granting a wish changes; () where that cannot be."""
        return requests.wished(
            wish, self.sessions, slots=self.slots, rooms=self.rooms, now=self.here.now
        )

    def in_the_way(self, wanted: tuple[Change, ...]) -> Obstacle | None:
        """Return the rule that forbids changes, as far as the person may know; None for none."""
        return requests.in_the_way(wanted, self.sessions, self.away, zone=self.here.space.zone)


def show(db: Session, visit: Visit, *, page: int = 1, size: int = 1) -> Requests:
    """Return the requests for somebody who looks.

    Args:
        page: the page of which facilitators see the effects, the nearest there is; 1 for the first.
        size: how many requests stand on a page.

    Raises:
        RuleViolation: there is no open space that the person can see.
    """
    here = visits.look(db, visit)
    me = here.person.participant_id
    found = stored_requests.shown_to(db, here.space, me)
    backed = stored_requests.backed_by(db, me)
    seen = with_wishes(db, sight(db, here)) if found else sight(db, here)
    shown = [as_listed(seen, one, is_backed=one.id in backed) for one in found]
    # Those that can be granted come first, then those that are overtaken, then the answered ones.
    shown.sort(key=lambda one: (not one.is_open, one.is_overtaken))
    # One effect takes milliseconds where many have voted, so only those that are read are told.
    first = min(max(page, 1) - 1, (len(shown) - 1) // size) * size
    with_effects = [with_effect(seen, one) for one in shown[first : first + size]]
    return Requests(here, (*shown[:first], *with_effects, *shown[first + size :]))


def sight(db: Session, here: Here) -> Sight:
    """Return all that tells what requests mean now, for one person."""
    space = here.space
    sessions = stored_timetable.sessions(db, space, Edition.PUBLISHED)
    hosts = {host for session in sessions for host in session.hosts}
    may_know = people.may_facilitate(here.person, space)
    return Sight(
        here,
        sessions,
        stored_timetable.slots(db, space),
        stored_timetable.rooms(db, space),
        stored_absences.of_people(db, space, hosts) if may_know else {},
    )


def with_wishes(db: Session, seen: Sight) -> Sight:
    """Return the same with what a facilitator may be told of people's wishes; not under a lock."""
    here = seen.here
    if not people.may_facilitate(here.person, here.space):
        return seen
    drafted = material.of(db, here.space, now=here.now)
    told = material.told_of(replace(drafted, sessions=seen.sessions), here)
    return replace(seen, material=told)


def with_effect(seen: Sight, listed: Listed) -> Listed:
    """Return a request with what granting it does to people's wishes, as far as it may be told."""
    return replace(listed, effect=effect_of(seen, listed.changes))


def effect_of(seen: Sight, wanted: tuple[Change, ...]) -> str:
    """Return what changes do to people's wishes, in words; "" where nothing may be told."""
    if seen.material is None or not wanted:
        return ""
    moved = {change.session.number: change.session for change in wanted}
    after = tuple(moved.get(session.number, session) for session in seen.sessions)
    zone = seen.here.space.zone
    return effects.in_words(effects.effect(seen.material, seen.sessions, after, zone=zone))


def to_answer(db: Session, here: Here, item: ChangeAsked) -> ToAnswer | None:
    """Return a request for a facilitator who is told of it; None when it waits for them no more."""
    request = stored_requests.by_number(db, here.space, item.number)
    if request is None or request.status is not Status.OPEN or not here.person.is_facilitator:
        return None
    # Without its effect: while messages are delivered, others wait.
    return ToAnswer(item.user_id, here, as_listed(sight(db, here), request, is_backed=False))


def listed(db: Session, here: Here, request: Request) -> Listed:
    """Return a request as a facilitator sees it who does not back it."""
    seen = with_wishes(db, sight(db, here))
    return with_effect(seen, as_listed(seen, request, is_backed=False))


def as_it_is(db: Session, item: RequestAnswered) -> RequestAnswered:
    """Return an answer with those of the granted changes that still hold when it is told."""
    now = {one.number: one for one in stored_timetable.sessions(db, item.space, Edition.PUBLISHED)}
    still = tuple(
        change
        for change in item.changes
        if timetable.is_same_place(change.after, now.get(change.session.number))
    )
    return replace(item, changes=still)


def find(db: Session, here: Here, number: int) -> Request:
    """Return one request.

    Raises:
        RuleViolation: there is none of that number.
    """
    found = stored_requests.by_number(db, here.space, number)
    if found is None:
        raise RuleViolation(
            f"There is no request {number}. `/openspace requests` lists those there are."
        )
    return found


def open_request(db: Session, here: Here, number: int) -> Request:
    """Return one request that nobody has answered.

    Raises:
        RuleViolation: there is none of that number, or it is answered.
    """
    found = find(db, here, number)
    check_open(found)
    return found


def check_open(request: Request) -> None:
    """Refuse a request that is answered or was taken back.

    Raises:
        RuleViolation: saying which.
    """
    was = {
        Status.GRANTED: "was granted already",
        Status.DECLINED: "was declined already",
        Status.WITHDRAWN: "was taken back",
    }.get(request.status)
    if was:
        raise RuleViolation(
            f"Request {request.number} {was}, so nothing was changed. `/openspace requests` lists"
            " those that are open."
        )


def published(db: Session, seen: Sight, number: int) -> PlacedSession:
    """Return a published session.

    Raises:
        RuleViolation: that number has none, with the field `session`.
    """
    for session in seen.sessions:
        if session.number == number:
            return session
    proposing.check_there(db, seen.here, (number,))
    raise RuleViolation(
        f"#{number} has no place in the published timetable, so there is nothing to change yet."
        " `/agenda week` shows the sessions that do.",
        "session",
    )


def note_facilitators(db: Session, here: Here) -> None:
    """Note that what waits for facilitators changed, which stands in their Homes."""
    stored_changes.note(db, here.space, stored_people.facilitators(db, here.space))


def as_listed(seen: Sight, request: Request, *, is_backed: bool) -> Listed:
    """Return a request as the person sees it from whom *seen* is."""
    slot = next((one for one in seen.slots if one.id == request.wish.slot_id), None)
    room = next((one for one in seen.rooms if one.id == request.wish.room_id), None)
    wanted = seen.changes(request) if request.status is Status.OPEN else ()
    return Listed(
        request,
        wanted,
        None if slot is None or room is None else (slot, room),
        seen.in_the_way(wanted) if wanted else None,
        is_mine=request.asked_by == seen.here.person.user_id,
        is_backed=is_backed,
    )
