"""Who people are, and who facilitates."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from openspace import RuleViolation, people
from openspace.people import Kind
from services import letters, visits
from services.news import MadeFacilitator
from services.visits import Here, Visit
from storage import changes
from storage import people as stored_people

KIND_HOLDS_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class Facilitators:
    """Who runs an open space, by user id, first appointed first."""

    here: Here
    user_ids: tuple[str, ...]


def is_known(db: Session, *, team_id: str, user_id: str, now: datetime) -> bool:
    """Say whether Slack has told within a day what this user is."""
    _, checked_at = stored_people.kind(db, team_id=team_id, user_id=user_id)
    return checked_at is not None and now - checked_at < KIND_HOLDS_FOR


def is_person(db: Session, *, team_id: str, user_id: str) -> bool:
    """Say whether a user can take part at all, as far as Slack has told what they are."""
    kind, _ = stored_people.kind(db, team_id=team_id, user_id=user_id)
    return people.is_person(kind)


def remember(db: Session, kind: Kind, *, team_id: str, user_id: str, now: datetime) -> None:
    """Store what Slack says a user is."""
    stored_people.remember_kind(db, kind, team_id=team_id, user_id=user_id, checked_at=now)


def refresh(db: Session, kind: Kind, *, team_id: str, user_id: str, now: datetime) -> None:
    """Store what Slack says a user is now, if that user ever did anything here."""
    stored_people.refresh_kind(db, kind, team_id=team_id, user_id=user_id, checked_at=now)


def facilitators(db: Session, visit: Visit) -> Facilitators:
    """Return who runs the open space; everyone may know.

    Raises:
        RuleViolation: there is none that the person can see.
    """
    here = visits.look(db, visit)
    return Facilitators(here, stored_people.facilitators(db, here.space))


def add_facilitator(db: Session, visit: Visit, user_id: str) -> Facilitators:
    """Let somebody help to run the open space; they are told once.

    Raises:
        RuleViolation: the person asking is no facilitator, or the other is not a person.
    """
    here = visits.facilitate(db, visit)
    kind, _ = stored_people.kind(db, team_id=visit.team_id, user_id=user_id)
    if kind is Kind.UNKNOWN:
        raise RuleViolation(
            "Slack has not told me yet who that is, so nothing was changed. Please type it again in"
            " a minute: `/openspace facilitators add @someone`.",
            "facilitators",
        )
    if not people.may_become_facilitator(kind):
        raise RuleViolation(
            "Bots and closed accounts do not take part, so they cannot facilitate."
            " Name a colleague: `/openspace facilitators add @someone`.",
            "facilitators",
        )
    other = stored_people.participant(db, here.space, user_id)
    if other.is_facilitator or other.participant_id is None:
        return Facilitators(here, stored_people.facilitators(db, here.space))
    stored_people.set_facilitator(db, other.participant_id, is_facilitator=True)
    visits.note(db, here, "facilitator", f"add {user_id}")
    letters.promise(db, here.space, [MadeFacilitator(user_id, here.space)], now=here.now)
    return Facilitators(here, stored_people.facilitators(db, here.space))


def remove_facilitator(db: Session, visit: Visit, user_id: str) -> Facilitators:
    """Take somebody's part in running the open space away; the last one stays.

    Raises:
        RuleViolation: the person asking is no facilitator, or it is the last one.
    """
    here = visits.facilitate(db, visit)
    now = stored_people.facilitators(db, here.space)
    if user_id not in now:
        raise RuleViolation(
            "That person is not a facilitator. `/openspace facilitators` shows who is.",
            "facilitators",
        )
    others = [stored_people.person(db, here.space, one) for one in now if one != user_id]
    if not any(people.is_person(other.kind) for other in others):
        raise RuleViolation(
            "An open space needs a facilitator, and this is the last one. Add another first:"
            " `/openspace facilitators add @someone`.",
            "facilitators",
        )
    other = stored_people.participant(db, here.space, user_id)
    if other.participant_id is not None:
        stored_people.set_facilitator(db, other.participant_id, is_facilitator=False)
    visits.note(db, here, "facilitator", f"remove {user_id}")
    changes.note(db, here.space, [user_id])
    return Facilitators(here, stored_people.facilitators(db, here.space))
