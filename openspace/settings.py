"""What facilitators set for an open space as a whole, all in one."""

from dataclasses import dataclass
from datetime import time
from hashlib import blake2b

from openspace.meanwhile import Written
from openspace.schedule import Schedule
from openspace.spaces import Space, TallySeenBy

OFF = "off"
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Settings:
    """The settings of an open space, but for its themes, which can only be added to.

    Args:
        facilitators: user ids.
    """

    budget: int
    tally_seen_by: TallySeenBy
    guests_allowed: bool
    schedule: Schedule
    facilitators: tuple[str, ...]


def of(space: Space, facilitators: tuple[str, ...]) -> Settings:
    """Return how an open space is set."""
    return Settings(
        space.budget, space.tally_seen_by, space.guests_allowed, space.schedule, facilitators
    )


def written(settings: Settings) -> Written:
    """Return *settings* as short words; equal settings have equal words."""
    # However many they are, a form carries no more than 3,000 characters.
    facilitators = " ".join(sorted(settings.facilitators)).encode()
    schedule = settings.schedule
    return {
        "dots": str(settings.budget),
        "tally": settings.tally_seen_by.value,
        "guests": YES if settings.guests_allowed else NO,
        "digest": time_words(schedule.digest_at),
        "summary": time_words(schedule.summary_at),
        "reminder": OFF if schedule.reminder_min is None else str(schedule.reminder_min),
        "facilitators": blake2b(facilitators, digest_size=6).hexdigest(),
    }


def time_words(wall: time | None) -> str:
    """Return a time of day as people write it: 09:00; off for None."""
    return OFF if wall is None else f"{wall:%H:%M}"
