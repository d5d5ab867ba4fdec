"""Somebody's Home: what concerns them now in one open space, and which others they can see."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.orm import Session

from openspace import moments, people, spaces
from openspace.absences import Absence, Problem
from openspace.people import Person
from openspace.proposing import Topic
from openspace.spaces import Space
from openspace.windows import SetTime
from services import absences, agenda, messages, proposing
from services import timetable as timetable_services
from services.agenda import Agenda, Entry
from services.proposing import Listing
from services.timetable import Draft
from services.visits import Here, Visit
from storage import homes, outbox, requests, timetable, windows
from storage import people as stored_people
from storage import spaces as stored_spaces
from storage.homes import HomeClaim
from storage.timetable import Edition

LEASE = timedelta(minutes=1)


@dataclass(frozen=True)
class Needs:
    """What needs a facilitator now.

    Args:
        hostless: topics that nobody hosts.
        waiting: sessions to come for which more people signed up than there are seats.
        failed: how many messages could not be delivered and are still of use.
        problems: sessions to come in the draft in which a host cannot be there.
        requests: how many changes to the timetable people ask for.
    """

    hostless: tuple[Topic, ...]
    waiting: tuple[Entry, ...]
    failed: int
    problems: tuple[Problem, ...] = ()
    requests: int = 0


@dataclass(frozen=True)
class Inside:
    """One open space as one person's Home shows it.

    Args:
        times: what is set to happen to proposing and voting by itself, soonest first.
        needs: None for whoever is not a facilitator.
        draft: of the timetable; None where it is not shown.
        absences: when the person cannot be there.
    """

    here: Here
    agenda: Agenda
    listing: Listing
    times: tuple[SetTime, ...]
    needs: Needs | None
    draft: Draft | None = None
    absences: tuple[Absence, ...] = ()

    @property
    def has_ended(self) -> bool:
        """Say whether it can only be read."""
        return spaces.has_ended(self.here.space, self.here.now)

    @property
    def my_topics(self) -> tuple[Topic, ...]:
        """Return what the person proposed or hosts."""
        person = self.here.person
        return tuple(
            topic
            for topic in self.listing.topics
            if person.user_id in topic.hosts or topic.is_by(person.participant_id)
        )

    @property
    def my_next(self) -> tuple[Entry, ...]:
        """Return the person's sessions that are not over: those of today, and else the next."""
        coming = tuple(entry for entry in self.agenda.mine() if not entry.is_over)
        zone, today = self.here.space.zone, self.agenda.today
        of_today = tuple(
            entry
            for entry in coming
            if moments.wall(entry.session.slot.starts_at, zone).date() == today
        )
        return coming[: len(of_today) + 1]

    @property
    def is_newcomer(self) -> bool:
        """Say whether the person has not done anything here yet."""
        return not (
            self.here.person.is_facilitator
            or self.my_topics
            or self.listing.mine
            or self.agenda.mine()
        )


@dataclass(frozen=True)
class Home:
    """What somebody's Home shows.

    Args:
        inside: the open space it is about; None when there is none that they can see.
        others: the open spaces that they can see as well.
        may_start: whether they may start one, as far as Slack has told what they are.
    """

    inside: Inside | None
    others: tuple[Space, ...]
    may_start: bool = False


def take(db: Session, visit: Visit, *, view: tuple[int | None, str, int] | None) -> HomeClaim:
    """Take the Home of somebody who looks at it now, so that it can be painted.

    Args:
        view: which open space, which of its sessions and which page; None as it was.
    """
    return homes.take(
        db, visit.user_id, team_id=visit.team_id, now=visit.now, lease=LEASE, view=view
    )


def settle(db: Session, visit: Visit, claim: HomeClaim, found: Home, *, shown: str) -> None:
    """Store what a Home shows now."""
    homes.settle(
        db,
        claim,
        team_id=visit.team_id,
        space_id=None if found.inside is None else found.inside.here.space.id,
        shown=shown,
        now=visit.now,
    )


def leave_stale(db: Session, visit: Visit, claim: HomeClaim) -> None:
    """Let a Home be painted as soon as can be: just now it could not."""
    homes.put_off(db, claim, team_id=visit.team_id, until=visit.now)


def show(db: Session, visit: Visit) -> Home:
    """Return what somebody's Home shows, for the open space that the visit names or the nearest.

    An open space that they may not find, or in which they may not take part, is never shown.
    """
    found = _visible(db, visit)
    if not found:
        kind, _ = stored_people.kind(db, team_id=visit.team_id, user_id=visit.user_id)
        return Home(None, (), people.could_create(kind))
    space, person = _chosen(found, visit)
    others = tuple(one for one, _ in found if one.id != space.id)
    inside = _inside(db, Here(space, person, visit.now))
    return Home(inside, others, people.could_create(person.kind))


def with_draft(db: Session, found: Home) -> Home:
    """Return the same with the draft of the timetable, for a facilitator alone."""
    inside = found.inside
    if inside is None or inside.needs is None:
        return found
    return replace(
        found, inside=replace(inside, draft=timetable_services.draft_for(db, inside.here))
    )


def _visible(db: Session, visit: Visit) -> list[tuple[Space, Person]]:
    """Return the open spaces of which the person may learn, those to come or under way first."""
    persons = stored_people.everywhere(db, team_id=visit.team_id, user_id=visit.user_id)
    found = [
        (space, persons(space.id))
        for space in stored_spaces.latest(db, team_id=visit.team_id)
        if people.may_find(persons(space.id), space)
        and people.may_take_part(persons(space.id), space)
    ]
    live = [one for one in found if not spaces.has_ended(one[0], visit.now)]
    return sorted(live, key=lambda one: (one[0].first_day, one[0].id)) or found[:1]


def _chosen(found: list[tuple[Space, Person]], visit: Visit) -> tuple[Space, Person]:
    named = [one for one in found if one[0].id == visit.space_id]
    joined = [one for one in found if one[1].participant_id is not None]
    return [*named, *joined, *found][0]


def _inside(db: Session, here: Here) -> Inside:
    found = agenda.show_for(db, here)
    listing = proposing.list_for(db, here)
    is_facilitator = people.may_facilitate(here.person, here.space)
    return Inside(
        here=here,
        agenda=found,
        listing=listing,
        times=windows.set_times(db, here.space),
        needs=_needs(db, here, found, listing) if is_facilitator else None,
        absences=absences.mine(db, here),
    )


def _needs(db: Session, here: Here, found: Agenda, listing: Listing) -> Needs:
    drafted = timetable.sessions(db, here.space, Edition.DRAFT)
    return Needs(
        hostless=tuple(
            topic for topic in listing.topics if topic.speakers is None and not topic.hosts
        ),
        waiting=tuple(entry for entry in found.entries if entry.waiting and not entry.is_over),
        failed=outbox.count_failed(db, here.space, now=here.now, except_kinds=messages.NEVER_AGAIN),
        problems=absences.problems(db, here, drafted),
        requests=requests.count_open(db, here.space),
    )
