"""All settings of an open space in one form, also when two people change them at the same time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from openspace import meanwhile, settings
from openspace import spaces as space_rules
from openspace.meanwhile import Written
from openspace.schedule import Schedule
from openspace.settings import Settings
from services import people, schedule, spaces, themes, visits
from services.visits import Here, Visit
from storage import ballots
from storage import people as stored_people
from storage import spaces as stored_spaces


@dataclass(frozen=True)
class Found:
    """An open space and how it is set.

    Args:
        is_any_dot_given: whether somebody has voted, so that not all can be set any more.
        themes: those that topics may have, in their order.
    """

    here: Here
    settings: Settings
    is_any_dot_given: bool
    themes: tuple[str, ...]


@dataclass(frozen=True)
class Saved:
    """What was set just now.

    Args:
        changed: names of `openspace.settings.written`.
        not_today: those of them that begin tomorrow, because their time of today has passed.
        added: themes that were added.
    """

    found: Found
    changed: tuple[str, ...]
    not_today: tuple[str, ...]
    added: tuple[str, ...]


class Meanwhile(Exception):
    """Somebody else set the same things differently since the form was opened; nothing was saved.

    Args:
        found: how it is set now.
        clashes: what both set, by name.
        merged: what the person wants, with the newer settings wherever they changed nothing.
    """

    def __init__(self, found: Found, clashes: tuple[str, ...], merged: Settings) -> None:
        super().__init__("somebody set the same meanwhile")
        self.found = found
        self.clashes = clashes
        self.merged = merged


def begin(db: Session, visit: Visit) -> Found:
    """Return the settings for somebody who wants to change them.

    Raises:
        RuleViolation: the person is not a facilitator, or the open space has ended.
    """
    here = visits.look(db, visit)
    visits.check_facilitator(here)
    space_rules.check_live(here.space, here.now)
    return _found(db, here)


def save(
    db: Session, visit: Visit, wanted: Settings, *, opened: Written, more_themes: Sequence[str]
) -> Saved:
    """Set what the person changed, and nothing else.

    Args:
        opened: what the form was opened with.
        more_themes: to be added to those that are there.

    Raises:
        RuleViolation: as `begin`, or something cannot be as it is wanted.
        Meanwhile: somebody else set the same differently since.
    """
    found = _found(db, visits.facilitate(db, visit))
    now, meant = settings.written(found.settings), settings.written(wanted)
    if clashes := meanwhile.clashes(opened, now, meant):
        raise Meanwhile(found, clashes, _merged(found.settings, wanted, opened))
    names = tuple(name for name in meanwhile.changed(opened, meant) if now[name] != meant[name])
    added = themes.add(db, visit, more_themes).added if more_themes else ()
    deeds = _deeds(db, visit, found.settings, wanted)
    # Whoever takes their own part away comes last: after that they may set nothing more.
    spoken = {name: deed() for name, deed in deeds.items() if name in names}
    return Saved(
        _found(db, visits.look(db, visit)),
        names,
        tuple(
            name
            for name, result in spoken.items()
            if isinstance(result, schedule.Spoken) and result.not_today
        ),
        added,
    )


def _deeds(
    db: Session, visit: Visit, now: Settings, wanted: Settings
) -> Mapping[str, Callable[[], object]]:
    """Return what sets each thing, in the order in which it is to be set."""
    times = wanted.schedule
    return {
        "dots": lambda: spaces.set_budget(db, visit, wanted.budget),
        "tally": lambda: spaces.set_tally_seen_by(db, visit, wanted.tally_seen_by),
        "guests": lambda: spaces.set_guests_allowed(db, visit, allowed=wanted.guests_allowed),
        "digest": lambda: schedule.set_digest(db, visit, times.digest_at),
        "summary": lambda: schedule.set_summary(db, visit, times.summary_at),
        "reminder": lambda: schedule.set_reminder(db, visit, times.reminder_min),
        "facilitators": lambda: _set_facilitators(db, visit, now.facilitators, wanted.facilitators),
    }


def _set_facilitators(db: Session, visit: Visit, now: Sequence[str], wanted: Sequence[str]) -> None:
    """Add before anybody is removed: so the last one may hand over; one's own part goes last."""
    for user_id in wanted:
        if user_id not in now:
            people.add_facilitator(db, visit, user_id)
    gone = [user_id for user_id in now if user_id not in wanted]
    for user_id in sorted(gone, key=lambda one: one == visit.user_id):
        people.remove_facilitator(db, visit, user_id)


def _merged(now: Settings, wanted: Settings, opened: Written) -> Settings:
    mine = meanwhile.changed(opened, settings.written(wanted))

    def of(name: str) -> Settings:
        return wanted if name in mine else now

    return Settings(
        budget=of("dots").budget,
        tally_seen_by=of("tally").tally_seen_by,
        guests_allowed=of("guests").guests_allowed,
        schedule=Schedule(
            of("digest").schedule.digest_at,
            of("summary").schedule.summary_at,
            of("reminder").schedule.reminder_min,
        ),
        facilitators=of("facilitators").facilitators,
    )


def _found(db: Session, here: Here) -> Found:
    return Found(
        here,
        settings.of(here.space, stored_people.facilitators(db, here.space)),
        ballots.is_any_dot_given(db, here.space),
        tuple(stored_spaces.themes(db, here.space).values()),
    )
