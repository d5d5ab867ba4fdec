"""When the bot speaks by itself in an open space: settings of digest, summary and reminder."""

from dataclasses import dataclass, replace
from datetime import time

from sqlalchemy.orm import Session

from openspace import schedule
from openspace.schedule import Schedule
from services import due, visits
from services.visits import Here, Visit
from storage import spaces as stored_spaces


@dataclass(frozen=True)
class Spoken:
    """When the bot speaks.

    Args:
        here: with the schedule as it is now.
        not_today: whether what was set begins tomorrow, because its time of today has passed.
    """

    here: Here
    not_today: bool = False


def show(db: Session, visit: Visit) -> Spoken:
    """Return when the bot speaks; everyone may know.

    Raises:
        RuleViolation: there is no open space that the person can see.
    """
    return Spoken(visits.look(db, visit))


def set_digest(db: Session, visit: Visit, wall: time | None) -> Spoken:
    """Set when the morning digest comes; None for not at all.

    Raises:
        RuleViolation: the person is not a facilitator, or the open space has ended.
    """
    here = visits.facilitate(db, visit)
    return _set(db, here, replace(here.space.schedule, digest_at=wall), "digest", wall)


def set_summary(db: Session, visit: Visit, wall: time | None) -> Spoken:
    """Set when the evening summary comes; None for not at all.

    Raises:
        RuleViolation: the person is not a facilitator, or the open space has ended.
    """
    here = visits.facilitate(db, visit)
    return _set(db, here, replace(here.space.schedule, summary_at=wall), "summary", wall)


def set_reminder(db: Session, visit: Visit, minutes: int | None) -> Spoken:
    """Set how many minutes before a session people are reminded; None for not at all.

    Raises:
        RuleViolation: the number cannot be, the person is not a facilitator, or it has ended.
    """
    here = visits.facilitate(db, visit)
    if minutes is not None:
        schedule.check_reminder(minutes)
    wanted = replace(here.space.schedule, reminder_min=minutes)
    visits.note(db, here, "reminder", "off" if minutes is None else str(minutes))
    return Spoken(replace(here, space=stored_spaces.set_schedule(db, here.space, wanted)))


def _set(db: Session, here: Here, wanted: Schedule, deed: str, wall: time | None) -> Spoken:
    if wanted == here.space.schedule:
        return Spoken(here)
    visits.note(db, here, deed, "off" if wall is None else f"{wall:%H:%M}")
    space = stored_spaces.set_schedule(db, here.space, wanted)
    skipped = due.skip_what_has_passed(db, space, here.now, kinds=[deed])
    return Spoken(replace(here, space=space), not_today=deed in skipped and wall is not None)
