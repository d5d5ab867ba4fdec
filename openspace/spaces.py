"""What an open space is, when it is live, and what a new one must be like."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from openspace import RuleViolation, moments, quoted
from openspace.schedule import USUAL, Schedule

NAME_LENGTH = (3, 80)
LONGEST_DAYS = 31


class TallySeenBy(StrEnum):
    """Who sees the totals of the vote."""

    EVERYONE = "everyone"
    FACILITATORS = "facilitators"
    AFTER = "after"
    """Nobody until voting closes, then everyone."""


class Window(StrEnum):
    """What can be open or closed."""

    PROPOSALS = "proposals"
    VOTING = "voting"


@dataclass(frozen=True)
class Space:
    """One open space as it stands.

    Args:
        budget: dots that each person has.
        is_private: its channel is seen by the channel's members only.
        closed_at: when a facilitator closed it; None while it is not closed.
        schedule: when the bot speaks by itself.
        unlinked_at: when ballots ceased to be tied to people; None while they are.
        cleared_at: when everything about people was taken away; None while it is known.
    """

    id: int
    team_id: str
    channel_id: str
    name: str
    first_day: date
    last_day: date
    zone: str
    budget: int
    tally_seen_by: TallySeenBy
    proposals_open: bool
    voting_open: bool
    guests_allowed: bool
    is_private: bool
    closed_at: datetime | None
    schedule: Schedule = USUAL
    unlinked_at: datetime | None = None
    cleared_at: datetime | None = None

    def is_open(self, window: Window) -> bool:
        """Say whether *window* is open; nothing is open in an open space that was closed."""
        opened = self.proposals_open if window is Window.PROPOSALS else self.voting_open
        return opened and self.closed_at is None


def has_ended(space: Space, now: datetime) -> bool:
    """Say whether it was closed, or its last day has passed in its zone."""
    return space.closed_at is not None or moments.today(now, space.zone) > space.last_day


def check_live(space: Space, now: datetime) -> None:
    """Refuse what would change an open space that has ended.

    Raises:
        RuleViolation: it has ended.
    """
    if space.closed_at is not None:
        raise RuleViolation(
            f"{space.name} is closed: it can be read but not changed."
            " A facilitator can open it again with `/openspace reopen` until its last day is over."
        )
    if has_ended(space, now):
        raise RuleViolation(
            f"{space.name} ended on {moments.day_label(space.last_day)}: it can be read but not"
            " changed. A new one starts with `/openspace new`."
        )


def check_new(name: str, first_day: date, last_day: date, *, zone: str, now: datetime) -> None:
    """Refuse a new open space whose name, days or zone cannot be.

    Raises:
        RuleViolation: with the field `name`, `days` or `zone`.
    """
    shortest, longest = NAME_LENGTH
    if not shortest <= len(name) <= longest:
        raise RuleViolation(
            f"The name needs {shortest} to {longest} characters; {quoted(name)} has {len(name)}."
            ' Type for example `/openspace new "CoProWeekScot" 2027-11-22 to 2027-11-26`.',
            "name",
        )
    if not moments.is_zone(zone):
        raise RuleViolation(
            f"{quoted(zone)} is not a time zone I know. Type one like `Europe/London`,"
            ' as in `/openspace new "CoProWeekScot" 2027-11-22 to 2027-11-26 Europe/London`.',
            "zone",
        )
    if last_day < first_day:
        raise RuleViolation(
            "The last day is before the first. Put the earlier day first:"
            f" `{last_day} to {first_day}`.",
            "days",
        )
    if (last_day - first_day).days >= LONGEST_DAYS:
        raise RuleViolation(
            f"An open space lasts at most {LONGEST_DAYS} days. Choose days closer together, like"
            " `2027-11-22 to 2027-11-26`.",
            "days",
        )
    if last_day < moments.today(now, zone):
        raise RuleViolation(
            f"{moments.days_label(first_day, last_day)} has passed: today is"
            f" {moments.day_label(moments.today(now, zone))} {moments.today(now, zone).year}."
            " Choose days that are still to come, like `2027-11-22 to 2027-11-26`.",
            "days",
        )
