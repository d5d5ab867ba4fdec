"""Opening and closing proposing and voting, at once or at a set time, by the same code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from openspace import RuleViolation, meanwhile, moments, spaces, windows
from openspace.meanwhile import Written
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


@dataclass(frozen=True)
class Windows:
    """Both windows of an open space, and what is set to happen to them, soonest first."""

    here: Here
    times: tuple[SetTime, ...]


class Meanwhile(Exception):
    """Somebody else set the same times differently since the form was opened; nothing was saved.

    Args:
        found: how the windows stand now.
        clashes: names of `openspace.windows.PLANNED`.
        merged: what the person wants, with the newer times wherever they changed nothing.
    """

    def __init__(
        self, found: Windows, clashes: tuple[str, ...], merged: Mapping[str, datetime | None]
    ) -> None:
        super().__init__("somebody set the same times meanwhile")
        self.found = found
        self.clashes = clashes
        self.merged = merged


def begin(db: Session, visit: Visit) -> Windows:
    """Return how the windows stand, for somebody who wants to open or close them.

    Raises:
        RuleViolation: the person is not a facilitator, or the open space has ended.
    """
    here = visits.look(db, visit)
    visits.check_facilitator(here)
    spaces.check_live(here.space, here.now)
    return Windows(here, stored_windows.set_times(db, here.space))


def plan(
    db: Session, visit: Visit, wanted: Mapping[str, datetime | None], *, opened: Written
) -> Windows:
    """Set the times that the person changed, or take them off; the other times stay.

    Args:
        wanted: by name of `openspace.windows.PLANNED`; None for not by itself.
        opened: what the form was opened with.

    Raises:
        RuleViolation: as `begin`, or a time cannot be; its field is its name.
        Meanwhile: somebody else set the same differently since.
    """
    here = visits.facilitate(db, visit)
    found = Windows(here, stored_windows.set_times(db, here.space))
    now, meant = windows.written(windows.planned(found.times)), windows.written(wanted)
    mine = meanwhile.changed(opened, meant)
    if clashes := meanwhile.clashes(opened, now, meant):
        theirs = {name: at for name, at in windows.planned(found.times).items() if name not in mine}
        raise Meanwhile(found, clashes, {**wanted, **theirs})
    for name in mine:
        if now[name] != meant[name]:
            _plan_one(db, here, name, wanted[name])
    times = stored_windows.set_times(db, here.space)
    for window in Window:
        _check_order(here.space, window, times)
    return Windows(here, times)


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
    if is_open:
        windows.check_can_open(here.space, window)
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


def _plan_one(db: Session, here: Here, name: str, at: datetime | None) -> None:
    window, is_open = windows.PLANNED[name]
    if at is None:
        stored_windows.clear(db, here.space, window, is_open=is_open)
        visits.note(db, here, "open" if is_open else "close", f"{window.value} not by itself")
        return
    one = SetTime(window, is_open, at)
    try:
        if is_open:
            windows.check_can_open(here.space, window)
        windows.check_set_time(one, space=here.space, now=here.now)
    except RuleViolation as refused:
        raise RuleViolation(refused.text, name) from None
    stored_windows.save(db, here.space, one)
    _note(db, here, one)


def _check_order(space: Space, window: Window, times: tuple[SetTime, ...]) -> None:
    try:
        windows.check_order([one for one in times if one.window is window], space=space)
    except RuleViolation as refused:
        raise RuleViolation(refused.text, f"{window.value}_close") from None


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
