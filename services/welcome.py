"""First contact: who joins the channel of an open space, and who brings the bot into a channel."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from openspace import RuleViolation, people, spaces
from services import spaces as space_services
from services.spaces import Standing
from services.visits import Visit
from storage import people as stored_people
from storage import spaces as stored_spaces


@dataclass(frozen=True)
class Invited:
    """Somebody brought the bot into a channel without a live open space.

    Args:
        may_start: whether they can start one there themselves.
    """

    may_start: bool


def newcomer(db: Session, visit: Visit) -> Standing | None:
    """Return how the open space stands for somebody who just joined its channel.

    None means that they are told nothing: they may not take part, or it is not known whether they
    may, or it has ended.
    """
    try:
        found = space_services.standing(db, visit)
    except RuleViolation:
        return None
    here = found.here
    if found.has_ended or not people.may_be_welcomed(here.person, here.space):
        return None
    return found


def invited(db: Session, visit: Visit) -> Invited | None:
    """Return what matters to somebody who brought the bot into a channel; None for nothing.

    Nothing does where a live open space is in the channel, or where a bot brought the bot.
    """
    space = stored_spaces.in_channel(db, visit.channel_id, team_id=visit.team_id)
    kind, _ = stored_people.kind(db, team_id=visit.team_id, user_id=visit.user_id)
    is_held = space is not None and not spaces.has_ended(space, visit.now)
    if is_held or not people.is_person(kind):
        return None
    return Invited(may_start=people.could_create(kind))
