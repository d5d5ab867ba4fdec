"""Opening and closing proposing and voting, at once or at a set time, by the same code."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from openspace import moments, spaces, windows
from openspace.spaces import Space, Window
from openspace.windows import SetTime
from services import letters, visits
from services.news import WindowChanged
from services.visits import Here, Visit
from storage import spaces as stored_spaces
from storage import windows as stored_windows
from storage.spaces import Hold


@dataclass(frozen=True)
class SetWindow:
    """A window of an open space after somebody set it.

    Args:
        has_changed: whether it opened or closed just now, of which the channel is told.
        times: what is set to happen to this window, soonest first.
    """

    space: Space
    window: Window
    has_changed: bool
    times: tuple[SetTime, ...]


def set_window(
    db: Session,
    visit: Visit,
    window: Window,
    *,
    is_open: bool,
    at: datetime | None = None,
    until: datetime | None = None,
) -> SetWindow:
    """Open or close proposing or voting, now or at a set time; nobody is told twice.

    Args:
        at: when; None for now.
        until: when it closes again; None leaves that as it is.

    Raises:
        RuleViolation: the person is not a facilitator, the open space has ended, or a time cannot
            be.
    """
    here = visits.facilitate(db, visit)
    if at is not None and until is not None:
        windows.check_period(at, until, window=window, zone=here.space.zone)
    wanted = [
        SetTime(window, state, moment)
        for state, moment in ((is_open, at), (False, until))
        if moment is not None
    ]
    space, has_changed = here.space, False
    if at is None:
        # What was set for later to do the same is done by now.
        stored_windows.clear(db, space, window, is_open=is_open)
        space, has_changed = _change(db, space, window, is_open=is_open, now=here.now)
        if has_changed:
            visits.note(db, here, "open" if is_open else "close", window.value)
    for one in wanted:
        windows.check_set_time(one, space=space, now=here.now)
        stored_windows.save(db, space, one)
        _note(db, here, one)
    times = _times(db, space, window)
    windows.check_order(times, space=space)
    return SetWindow(space, window, has_changed, times)


def clear(db: Session, visit: Visit, window: Window, *, is_open: bool) -> SetWindow:
    """Let a window no longer open, or close, by itself.

    Raises:
        RuleViolation: the person is not a facilitator, or the open space has ended.
    """
    here = visits.facilitate(db, visit)
    stored_windows.clear(db, here.space, window, is_open=is_open)
    visits.note(db, here, "open" if is_open else "close", f"{window.value} not by itself")
    return SetWindow(here.space, window, False, _times(db, here.space, window))


def due(db: Session, *, team_id: str, now: datetime) -> tuple[int, ...]:
    """Return the open spaces, by id, of which a window is to change now."""
    return stored_windows.due(db, team_id=team_id, now=now)


def turn(db: Session, space_id: int, *, team_id: str, now: datetime) -> None:
    """Let the windows of one open space change that are to change by now, in their order.

    This may run late, twice and in several processes: whoever comes second finds nothing to do.
    In an open space that has ended nothing changes any more.
    """
    space = stored_spaces.by_id(db, space_id, team_id=team_id, hold=Hold.ALONE)
    if space is None:
        return
    past = [one for one in stored_windows.set_times(db, space) if one.at <= now]
    for one in windows.in_order(past):
        stored_windows.clear(db, space, one.window, is_open=one.is_open)
        if not spaces.has_ended(space, now):
            space, _ = _change(db, space, one.window, is_open=one.is_open, now=now)


def _change(
    db: Session, space: Space, window: Window, *, is_open: bool, now: datetime
) -> tuple[Space, bool]:
    """Open or close a window and promise to tell; the open space is held alone."""
    if space.is_open(window) is is_open:
        return space, False
    changed = stored_spaces.set_window(db, space, window, is_open=is_open)
    letters.promise(db, changed, [WindowChanged(changed, window, is_open)], now=now)
    return changed, True


def _note(db: Session, here: Here, one: SetTime) -> None:
    when = moments.moment_label(one.at, here.space.zone)
    visits.note(db, here, "open" if one.is_open else "close", f"{one.window.value} at {when}")


def _times(db: Session, space: Space, window: Window) -> tuple[SetTime, ...]:
    return tuple(one for one in stored_windows.set_times(db, space) if one.window is window)
