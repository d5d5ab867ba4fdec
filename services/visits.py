"""Who came from where: finds the open space that somebody means, and what they may do in it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from openspace import RuleViolation, people, spaces
from openspace.people import Person
from openspace.spaces import Space
from storage import audit, changes
from storage import people as stored_people
from storage import spaces as stored_spaces
from storage.spaces import Hold


@dataclass(frozen=True)
class Visit:
    """One person doing one thing, somewhere, at a moment.

    Args:
        space_id: the open space that a button named; None means the one of the channel, or else
            the only one that the person can see.
    """

    team_id: str
    user_id: str
    channel_id: str
    now: datetime
    space_id: int | None = None


@dataclass(frozen=True)
class Here:
    """An open space and the person in it, for one transaction."""

    space: Space
    person: Person
    now: datetime

    @property
    def participant_id(self) -> int:
        """Return the id of the person as a participant; only after `act`."""
        if self.person.participant_id is None:
            raise LookupError("somebody who only looked has no participant id")
        return self.person.participant_id


class WhichSpace(Exception):
    """Several open spaces could be meant; the person has to choose.

    Args:
        choices: those that the person can see.
    """

    def __init__(self, choices: tuple[Space, ...]) -> None:
        super().__init__("several open spaces could be meant")
        self.choices = choices


NONE_ELSEWHERE = (
    "There is no open space that you can see from here. Go to its channel, or start one in the"
    ' channel where people meet: `/openspace new "CoProWeekScot" 2027-11-22 to 2027-11-26`.'
)
NONE_HERE = (
    "There is no open space here yet. Go to its channel, or start one in this channel:"
    ' `/openspace new "CoProWeekScot" 2027-11-22 to 2027-11-26`.'
)


def look(db: Session, visit: Visit) -> Here:
    """Return the open space that is meant and who the person is there; nothing is locked.

    Raises:
        RuleViolation: there is none, or the person may not take part in it.
        WhichSpace: it could be several.
    """
    return _here(visit, *_meant(db, visit, Hold.NOT))


def prepare(db: Session, visit: Visit) -> Here:
    """Return the same for a form in which a facilitator changes something; nothing is locked.

    Raises:
        RuleViolation: as `look`, the person is not a facilitator, or the open space has ended.
        WhichSpace: it could be several.
    """
    here = look(db, visit)
    check_facilitator(here)
    spaces.check_live(here.space, visit.now)
    return here


def act(db: Session, visit: Visit, *, hold: Hold) -> Here:
    """Return the same for a change: the open space is held and live, the person a participant.

    Raises:
        RuleViolation: there is none, it has ended, or the person may not take part in it.
        WhichSpace: it could be several.
    """
    here = enter(db, visit, hold=hold)
    spaces.check_live(here.space, visit.now)
    return here


def enter(db: Session, visit: Visit, *, hold: Hold) -> Here:
    """Do what `act` does, but also where the open space has ended.

    Raises:
        RuleViolation: there is none, or the person may not take part in it.
        WhichSpace: it could be several.
    """
    return _entered(db, visit, _here(visit, *_meant(db, visit, hold)))


def take_back(db: Session, visit: Visit, *, hold: Hold) -> Here:
    """Do what `act` does for somebody who only takes back what they gave or took.

    That is open also to a guest who was let in and is not any more.

    Raises:
        RuleViolation: there is no open space, or it has ended.
        WhichSpace: it could be several.
    """
    here = settle_own(db, visit, hold=hold)
    spaces.check_live(here.space, visit.now)
    return here


def settle_own(db: Session, visit: Visit, *, hold: Hold) -> Here:
    """Do what `take_back` does, also where the open space has ended.

    Raises:
        RuleViolation: there is no open space.
        WhichSpace: it could be several.
    """
    space, person = _meant(db, visit, hold)
    here = Here(space, person, visit.now)
    if person.participant_id is None or not people.is_person(person.kind):
        here = _here(visit, space, person)
    return _entered(db, visit, here)


def _entered(db: Session, visit: Visit, here: Here) -> Here:
    if here.space.cleared_at is not None:
        raise RuleViolation(
            f"{here.space.name} ended long ago, and nothing about people is kept of it any more, so"
            " nothing was changed. `/topics` still shows its topics."
        )
    # Whatever they do now may show on the board and in their Home; undone, this is undone too.
    changes.note(db, here.space, [visit.user_id])
    is_present = visit.channel_id == here.space.channel_id
    if here.person.participant_id is None:
        joined = stored_people.join(db, here.space, visit.user_id, is_present=is_present)
        return Here(here.space, joined, visit.now)
    if is_new_here(here, visit):
        _present(db, here.space, here.person, is_present=True)
    return here


def facilitate(db: Session, visit: Visit) -> Here:
    """Do what `act` does for a facilitator's deed, with the open space held alone.

    Raises:
        RuleViolation: as `act`, or the person is not a facilitator.
        WhichSpace: it could be several.
    """
    here = _here(visit, *_meant(db, visit, Hold.ALONE))
    check_facilitator(here)
    spaces.check_live(here.space, visit.now)
    changes.note(db, here.space, [visit.user_id])
    return here


def enter_facilitating(db: Session, visit: Visit) -> Here:
    """Do what `facilitate` does, also where the open space has ended.

    Raises:
        RuleViolation: there is none, or the person is not a facilitator.
        WhichSpace: it could be several.
    """
    here = enter(db, visit, hold=Hold.ALONE)
    check_facilitator(here)
    return here


def check_facilitator(here: Here) -> None:
    """Refuse somebody who does not run this open space.

    Raises:
        RuleViolation: the person is not a facilitator there.
    """
    if not people.may_facilitate(here.person, here.space):
        raise RuleViolation(people.ONLY_FACILITATORS)


def note(db: Session, here: Here, deed: str, subject: str) -> None:
    """Write a facilitator's deed into the audit log."""
    audit.note(db, here.space, here.participant_id, at=here.now, deed=deed, subject=subject)


def arrive(db: Session, visit: Visit) -> bool:
    """Remember that a person is in a channel, so that they find its open space from elsewhere.

    Returns:
        Whether this is the first that the open space sees of them, and it is live.
    """
    space = stored_spaces.in_channel(db, visit.channel_id, team_id=visit.team_id)
    if space is None or space.cleared_at is not None:
        return False
    person = stored_people.person(db, space, visit.user_id)
    if person.participant_id is None:
        if stored_people.add(db, space, visit.user_id, is_present=True):
            changes.note(db, space, [visit.user_id])
            return not spaces.has_ended(space, visit.now)
        person = stored_people.person(db, space, visit.user_id)
    _present(db, space, person, is_present=True)
    return False


def depart(db: Session, visit: Visit) -> None:
    """Remember that a person left a channel; what they did in its open space stays."""
    space = stored_spaces.in_channel(db, visit.channel_id, team_id=visit.team_id)
    if space is not None:
        person = stored_people.person(db, space, visit.user_id)
        _present(db, space, person, is_present=False)


def is_new_here(here: Here, visit: Visit) -> bool:
    """Say whether `arrive` would change anything."""
    return visit.channel_id == here.space.channel_id and not here.person.is_present


def _present(db: Session, space: Space, person: Person, *, is_present: bool) -> None:
    if person.participant_id is not None and person.is_present is not is_present:
        stored_people.set_present(db, person.participant_id, is_present=is_present)
        # Whether they find a private open space shows in their Home.
        changes.note(db, space, [person.user_id])


def _meant(db: Session, visit: Visit, hold: Hold) -> tuple[Space, Person]:
    """Return the open space that is meant, and who the person is there."""
    team_id, user_id = visit.team_id, visit.user_id
    if visit.space_id is not None:
        named = stored_spaces.by_id_for(db, visit.space_id, user_id, team_id=team_id, hold=hold)
        if named is None or not _finds(visit, *named):
            raise RuleViolation(NONE_HERE)
        return named
    own = stored_spaces.in_channel_for(db, visit.channel_id, user_id, team_id=team_id, hold=hold)
    if own is not None:
        return own
    seen = tuple(
        space
        for space in stored_spaces.not_closed(db, team_id=team_id)
        if not spaces.has_ended(space, visit.now) and _finds(visit, space, _who(db, visit, space))
    )
    if not seen:
        return _ended(db, visit)
    if len(seen) > 1:
        raise WhichSpace(seen)
    chosen = stored_spaces.by_id_for(db, seen[0].id, user_id, team_id=team_id, hold=hold)
    if chosen is None:
        raise RuleViolation(NONE_HERE)
    return chosen


def _ended(db: Session, visit: Visit) -> tuple[Space, Person]:
    """Return the last open space that ended and that the person can see; it stays readable."""
    for space in stored_spaces.latest(db, team_id=visit.team_id):
        person = _who(db, visit, space)
        if _finds(visit, space, person):
            return space, person
    # A shortcut may be used anywhere, also where there is no channel.
    is_in_channel = visit.channel_id and not visit.channel_id.startswith("D")
    raise RuleViolation(NONE_HERE if is_in_channel else NONE_ELSEWHERE)


def _who(db: Session, visit: Visit, space: Space) -> Person:
    return stored_people.person(db, space, visit.user_id)


def _finds(visit: Visit, space: Space, person: Person) -> bool:
    return visit.channel_id == space.channel_id or people.may_find(person, space)


def _here(visit: Visit, space: Space, person: Person) -> Here:
    if not people.is_person(person.kind):
        raise RuleViolation(
            "Only people take part in an open space; bots and closed accounts do not."
        )
    if not people.may_take_part(person, space):
        raise RuleViolation(
            f"{space.name} is for this organisation's own staff so far. A facilitator can let"
            " guests in: `/openspace guests allow`."
        )
    return Here(space, person, visit.now)
