"""One question from a person: who asks, where, what words; and how it is looked up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy.orm import Session

from handlers.desk import Desk
from services import visits
from services.visits import Here, Visit


@dataclass(frozen=True)
class Asked:
    """What a handler answers.

    Args:
        text: the words behind the command, as Slack sent them.
        response_url: where to say more to this person, up to five times within half an hour.
        trigger_id: opens one form, within three seconds.
        meet: makes sure that it is known what another user is, by user id.
        forget: lets this person be unknown again.
    """

    desk: Desk
    visit: Visit
    text: str
    response_url: str
    trigger_id: str
    meet: Callable[[str], None]
    forget: Callable[[], None]


class Found(Protocol):
    """What a service that only looks returns."""

    @property
    def here(self) -> Here:
        """Return the open space and the person in it."""


F = TypeVar("F", bound=Found)


def look(desk: Desk, visit: Visit, service: Callable[[Session, Visit], F]) -> F:
    """Return what *service* finds; somebody new in the channel is remembered afterwards.

    Raises:
        RuleViolation: as *service*.
        WhichSpace: several open spaces could be meant.
    """
    with desk.database.reading() as db:
        found = service(db, visit)
    if visits.is_new_here(found.here, visit):
        desk.later(visit.user_id, lambda: _arrive(desk, visit))
    return found


def begin(desk: Desk, visit: Visit, service: Callable[[Session, Visit], F]) -> F:
    """Return what *service* finds for a form; somebody new in the channel is remembered first.

    What is sent with a form comes from no channel any more, so by then it must be known that the
    person may find the open space, also if they send it at once.

    Raises:
        RuleViolation: as *service*.
        WhichSpace: several open spaces could be meant.
    """
    with desk.database.reading() as db:
        found = service(db, visit)
    if visits.is_new_here(found.here, visit):
        _arrive(desk, visit)
    return found


def _arrive(desk: Desk, visit: Visit) -> None:
    with desk.database.begin() as db:
        visits.arrive(db, visit)
