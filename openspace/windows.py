"""When proposing and voting open and close by themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from openspace import RuleViolation, moments
from openspace.spaces import Space, Window


@dataclass(frozen=True)
class SetTime:
    """One change of a window that is to come.

    Args:
        is_open: what the window will be then.
        at: the moment, in UTC.
    """

    window: Window
    is_open: bool
    at: datetime


def check_can_open(space: Space, window: Window) -> None:
    """Refuse to open voting where it is not known any more who has used which dots.

    Raises:
        RuleViolation: saying so.
    """
    if window is Window.VOTING and space.unlinked_at is not None:
        raise RuleViolation(
            f"The ballots of {space.name} are counted and no longer kept by person, so voting"
            " cannot be opened again. `/tally` shows the totals."
        )


def check_set_time(wanted: SetTime, *, space: Space, now: datetime) -> None:
    """Refuse a moment that has passed or that lies after the open space.

    Raises:
        RuleViolation: saying which, and what to type instead.
    """
    verb = "open" if wanted.is_open else "close"
    label = moments.moment_label(wanted.at, space.zone)
    if wanted.at <= now:
        raise RuleViolation(
            f"{label} has passed; it is {moments.moment_label(now, space.zone)} in {space.zone}."
            f" Type a later time, or `/openspace {verb} {wanted.window.value}` to do it now."
        )
    if moments.wall(wanted.at, space.zone).date() > space.last_day:
        raise RuleViolation(
            f"{space.name} is over by then: its last day is {moments.day_label(space.last_day)}."
            f" Type an earlier time, like `/openspace {verb} {wanted.window.value} at"
            f" {space.last_day} 12:00`."
        )


def check_order(times: Iterable[SetTime], *, space: Space) -> None:
    """Refuse a window that would close before it opens, by the times set for it.

    Args:
        times: of one window.

    Raises:
        RuleViolation: while it is closed, it would close before it opens.
    """
    by_state = {one.is_open: one for one in times}
    opening, closing = by_state.get(True), by_state.get(False)
    if opening is None or closing is None or space.is_open(opening.window):
        return
    check_period(opening.at, closing.at, window=opening.window, zone=space.zone)


def check_period(opens_at: datetime, closes_at: datetime, *, window: Window, zone: str) -> None:
    """Refuse a window that would close before it opens, where both were named together.

    Raises:
        RuleViolation: the end does not lie behind the start.
    """
    if closes_at <= opens_at:
        raise RuleViolation(
            f"That would close before it opens, on {moments.moment_label(opens_at, zone)}."
            f" Type the earlier time first: `/openspace open {window.value} at thu 9:00 until thu"
            " 17:00`."
        )


def in_order(times: Iterable[SetTime]) -> tuple[SetTime, ...]:
    """Return *times* as they take effect; what opens comes before what closes then."""
    return tuple(sorted(times, key=lambda one: (one.at, not one.is_open)))


def calendar(space: Space, now: datetime) -> tuple[date, date]:
    """Return the first and the last day that a set time may name, also before the open space."""
    return min(moments.today(now, space.zone), space.first_day), space.last_day


PLANNED: Mapping[str, tuple[Window, bool]] = {
    "proposals_open": (Window.PROPOSALS, True),
    "proposals_close": (Window.PROPOSALS, False),
    "voting_open": (Window.VOTING, True),
    "voting_close": (Window.VOTING, False),
}
"""All that can be set to happen by itself, by name."""


def planned(times: Iterable[SetTime]) -> dict[str, datetime | None]:
    """Return for each name of `PLANNED` when that happens by itself; None for not at all."""
    at = {(one.window, one.is_open): one.at for one in times}
    return {name: at.get(change) for name, change in PLANNED.items()}


def written(plan: Mapping[str, datetime | None]) -> dict[str, str]:
    """Return a plan in seconds since 1970, as Slack counts; "" for not at all."""
    return {name: "" if at is None else str(int(at.timestamp())) for name, at in plan.items()}
