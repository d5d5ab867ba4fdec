"""Somebody's week: what they can get to of what they gave dots to, and the seats to take for it.

It is worked out of one person's own ballot, for that person alone.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from openspace import runs as run_rules
from openspace import suggesting
from openspace.proposing import Topic
from openspace.suggesting import Because, Clash, Sitting, Suggestion
from openspace.timetable import Session as PlacedSession
from services import agenda, signup, visits
from services.agenda import Agenda, Entry
from services.visits import Here, Visit
from storage import ballots, runs, topics


@dataclass(frozen=True)
class Planned:
    """A session to come that belongs to somebody's week.

    Args:
        is_host: whether they host it; else they signed up for it, or it is suggested.
    """

    entry: Entry
    is_host: bool

    @property
    def is_suggested(self) -> bool:
        """Say whether a seat can be taken for it."""
        return not self.is_host and self.entry.mine is None


@dataclass(frozen=True)
class Clashing:
    """Why somebody cannot be in a session that they wish for."""

    session: PlacedSession
    other: PlacedSession
    because: Because


@dataclass(frozen=True)
class Missing:
    """A topic that somebody gave dots to and cannot get to.

    Args:
        clash: None where it has no place in the timetable.
        run: another run of it that has no place yet; None for none.
        is_run_asked_for: whether its hosts are just being asked for one.
    """

    topic: Topic
    clash: Clashing | None
    run: Topic | None = None
    is_run_asked_for: bool = False


@dataclass(frozen=True)
class Week:
    """What one person can get to.

    Args:
        planned: sessions that have not begun, by time, then number.
        missing: by the dots that each has of theirs.
        wanted: how many topics have dots of theirs; those that were held already do not count.
        met: how many of them they can get to.
        has_voted: whether they gave any dots.
    """

    agenda: Agenda
    planned: tuple[Planned, ...]
    missing: tuple[Missing, ...]
    wanted: int
    met: int
    has_voted: bool

    @property
    def here(self) -> Here:
        """Return the open space and the person in it."""
        return self.agenda.here

    @property
    def to_take(self) -> tuple[Entry, ...]:
        """Return the sessions in which a seat is suggested and not taken."""
        return tuple(one.entry for one in self.planned if one.is_suggested)


@dataclass(frozen=True)
class Taken:
    """Somebody's week after they took all suggested seats, and what they took just now."""

    week: Week
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Wishes:
    """What a suggestion is made from, but for where sessions stand.

    Args:
        runs: by topic number the numbers of all its runs, where it has several.
        hosting: numbers of sessions that they host.
        signed_up: numbers of sessions for which they signed up.
    """

    dots: Mapping[int, int]
    runs: Mapping[int, Collection[int]]
    hosting: frozenset[int]
    signed_up: frozenset[int]

    def suggestion(self, sittings: Iterable[Sitting]) -> Suggestion:
        """Return what they can get to where sessions stand like that."""
        return suggesting.suggest(
            self.dots, sittings, runs=self.runs, hosting=self.hosting, signed_up=self.signed_up
        )


def show(db: Session, visit: Visit) -> Week:
    """Return the person's own week.

    Raises:
        RuleViolation: there is no open space that the person can see.
    """
    return week_for(db, visits.look(db, visit))


def week_for(db: Session, here: Here) -> Week:
    """Return the same for somebody whose open space is known already."""
    return found(db, here)[0]


def take_all(db: Session, visit: Visit) -> Taken:
    """Take all suggested seats, or places on waiting lists; those that are taken stay.

    Raises:
        RuleViolation: the open space has ended, or the person may not take part in it.
    """
    here = visits.look(db, visit)
    numbers = tuple(entry.session.number for entry in week_for(db, here).to_take)
    if not numbers:
        return Taken(week_for(db, here), ())
    # They clash neither with each other nor with seats that the person has.
    joined = signup.join(db, visit, numbers, anyway=True)
    return Taken(week_for(db, joined.agenda.here), joined.entries)


Places = dict[int, tuple[int, int]]
"""Start, in seconds since 1970, and room of each session by its number."""


def found(db: Session, here: Here) -> tuple[Week, Wishes, tuple[Topic, ...]]:
    """Return the person's own week, what it is worked out of, and all topics, in eight queries."""
    agenda_now = agenda.show_for(db, here)
    listed = topics.listed(db, here.space)
    mine = here.person.participant_id
    ballot = {} if mine is None else ballots.ballot(db, mine)
    me = here.person.user_id
    own = [entry for entry in agenda_now.entries if entry.mine or me in entry.session.hosts]
    runs_of = run_rules.together(listed)
    coming = {
        entry.session.number: entry for entry in agenda_now.entries if _is_coming(entry, here)
    }
    begun = {entry.session.number for entry in agenda_now.entries} - coming.keys()
    mine_begun = {entry.session.number for entry in own} & begun
    wanted = {number: {number, *runs_of.get(number, ())} for number in ballot}
    # What they have been to, or what has begun and will not come again, is no wish any more.
    dots = {
        number: count
        for number, count in ballot.items()
        if not wanted[number] & mine_begun
        and (wanted[number] & coming.keys() or not wanted[number] & begun)
    }
    wishes = Wishes(
        dots,
        runs_of,
        frozenset(entry.session.number for entry in own if me in entry.session.hosts),
        frozenset(entry.session.number for entry in own if entry.mine),
    )
    chosen = wishes.suggestion(sittings(places(agenda_now.entries), here))
    numbers = {one.sitting.number for one in chosen.going}
    numbers |= {entry.session.number for entry in own}
    planned = tuple(
        Planned(entry, me in entry.session.hosts)
        for number, entry in coming.items()
        if number in numbers
    )
    missing = _missing(db, here, chosen, coming, listed, runs_of)
    week = Week(agenda_now, planned, missing, len(dots), len(chosen.going), bool(ballot))
    return week, wishes, listed


def _missing(
    db: Session,
    here: Here,
    chosen: Suggestion,
    coming: Mapping[int, Entry],
    listed: Sequence[Topic],
    runs_of: Mapping[int, Collection[int]],
) -> tuple[Missing, ...]:
    by_number = {topic.number: topic for topic in listed}
    offers = runs.offers(db, here.space)
    found = []
    for one in chosen.missed:
        clash = (
            Clashing(coming[one.missed.number].session, coming[one.other].session, one.because)
            if isinstance(one, Clash)
            else None
        )
        others = sorted({*runs_of.get(one.wanted, ())} - {one.wanted})
        without_place = [by_number[number] for number in others if number not in coming]
        is_asked = one.wanted in offers and offers[one.wanted] is None
        found.append(
            Missing(
                by_number[one.wanted],
                clash,
                run=without_place[0] if without_place else None,
                is_run_asked_for=is_asked and not others,
            )
        )
    return tuple(found)


def _is_coming(entry: Entry, here: Here) -> bool:
    return entry.session.slot.starts_at > here.now


def starts(session: PlacedSession) -> int:
    """Return when a session begins, in seconds since 1970."""
    return int(session.slot.starts_at.timestamp())


def places(entries: Iterable[Entry]) -> Places:
    """Return where sessions are."""
    return {
        entry.session.number: (starts(entry.session), entry.session.room.id) for entry in entries
    }


def sittings(places: Places, here: Here) -> dict[Sitting, int]:
    """Return the sessions that have not begun, each with its room."""
    now = here.now.timestamp()
    return {Sitting(at, number): room_id for number, (at, room_id) in places.items() if at > now}
