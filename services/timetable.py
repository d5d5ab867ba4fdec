"""The draft as facilitators see it, and publishing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from openspace import RuleViolation, effects, figures, signup, timetable
from openspace import absences as absence_rules
from openspace.absences import Problem
from openspace.effects import Effect
from openspace.figures import Figures, Obstacle
from openspace.proposing import Topic
from openspace.timetable import Change, Fate, Room, Slot
from openspace.timetable import Session as PlacedSession
from services import absences, letters, material, runs, visits, weeks
from services.news import SeatChanged, SessionChanged, TimetablePublished
from services.runs import Suggestion
from services.visits import Here, Visit
from storage import drafts, planning, signups
from storage import people as stored_people
from storage import timetable as stored_timetable
from storage.planning import NEVER
from storage.planning import Planning as Planning
from storage.timetable import Edition


@dataclass(frozen=True)
class Draft:
    """The timetable as facilitators see it.

    Args:
        unplaced: topics and talks without a place, by number.
        changes: what publishing would change.
        problems: sessions to come in which a host cannot be there.
        left_out: numbers of topics that automatic drafts leave out.
        stands: how the search for a draft stands.
        is_voted: whether anybody gave a dot to a topic that a draft could place.
        figures: how good it is, as far as that may be told.
        obstacles: by number why topics and talks have no place.
        undoable: the last change to the draft, like `move #7`; None where there is none to undo.
        step_id: of that change; 0 where there is none.
        since: what that change did to sessions, where the draft held more than talks before.
        runs: topics that deserve another run.
        effect: what a move just now changed; None where nothing was moved, or nothing may be told.
    """

    here: Here
    sessions: tuple[PlacedSession, ...]
    unplaced: tuple[Topic, ...]
    slots: tuple[Slot, ...]
    rooms: tuple[Room, ...]
    changes: tuple[Change, ...]
    is_published: bool
    problems: tuple[Problem, ...] = ()
    left_out: frozenset[int] = frozenset()
    stands: Planning = NEVER
    is_voted: bool = False
    figures: Figures | None = None
    obstacles: Mapping[int, Obstacle] = field(default_factory=dict)
    undoable: str | None = None
    step_id: int = 0
    since: tuple[Change, ...] = ()
    runs: tuple[Suggestion, ...] = ()
    effect: Effect | None = None


@dataclass(frozen=True)
class Published:
    """What was published just now.

    Args:
        told: how many people are told about sessions of theirs.
    """

    here: Here
    changes: tuple[Change, ...]
    told: int


def draft(db: Session, visit: Visit) -> Draft:
    """Return the draft.

    Raises:
        RuleViolation: the person is not a facilitator.
    """
    here = visits.look(db, visit)
    visits.check_facilitator(here)
    return draft_for(db, here)


def draft_for(db: Session, here: Here, *, before: Sequence[PlacedSession] | None = None) -> Draft:
    """Return the draft for a facilitator whose open space is known already.

    Args:
        before: what it was before a move, to tell what that changed; None where nothing was moved.
    """
    found = material.of(db, here.space, now=here.now)
    open_to = material.told_of(found, here)
    published = stored_timetable.sessions(db, here.space, Edition.PUBLISHED)
    placed = {session.number for session in found.sessions}
    steps = drafts.history(db, here.space)
    step = drafts.last(steps)
    undone = () if step is None else material.sessions(found, step.before)
    return Draft(
        here=here,
        sessions=found.sessions,
        unplaced=tuple(topic for topic in found.topics if topic.number not in placed),
        slots=found.slots,
        rooms=found.rooms,
        changes=timetable.changes(published, found.sessions),
        is_published=bool(published),
        problems=absences.problems_of(here, found),
        left_out=found.left_out,
        stands=planning.planning(db, here.space),
        is_voted=bool(found.voters),
        undoable=None if step is None else step.deed,
        step_id=0 if step is None else step.id,
        since=timetable.changes(undone, found.sessions) if material.has_topics(undone) else (),
        effect=effects.effect(open_to, before, found.sessions, zone=here.space.zone)
        if before is not None and open_to.voters
        else None,
        runs=runs.suggestions(db, here, open_to),
        figures=material.figures_of(found, here, steps),
        obstacles={
            one.topic.number: one.obstacle for one in figures.unplaced(open_to, found.sessions)
        },
    )


def publish(db: Session, visit: Visit) -> Published:
    """Show everyone the timetable as it is drafted, and tell exactly those whom it affects.

    Raises:
        RuleViolation: there is nothing to publish, or a host cannot be there.
    """
    here = visits.facilitate(db, visit)
    before = stored_timetable.sessions(db, here.space, Edition.PUBLISHED)
    after = stored_timetable.sessions(db, here.space, Edition.DRAFT)
    changes = timetable.changes(before, after)
    if not changes:
        raise RuleViolation(
            "Everyone already sees the timetable as it is. Change something first:"
            ' `/openspace timetable move 7 wed 10:00 "Room B"`.'
            if before
            else "No session has a place yet, so there is nothing to publish. Place one first:"
            ' `/openspace timetable move 7 wed 10:00 "Room B"`.'
        )
    absence_rules.check_publishing(absences.problems(db, here, after), zone=here.space.zone)
    told = affected(db, here, changes)
    stored_timetable.publish(db, here.space)
    left_out = drafts.left_out(db, here.space)
    for change in changes:
        if change.fate is Fate.CANCELLED:
            stored_timetable.remove_session(db, change.session.topic_id)
            if change.session.number in left_out:
                stored_timetable.leave_out(db, here.space, change.session.topic_id)
    visits.note(db, here, "publish", f"{len(changes)} changes")
    announced = TimetablePublished(here.space, changes, is_first=not before)
    is_first = all(session.speakers is not None for session in before)
    own = weeks.promised(db, here, changes, told, is_first=is_first)
    letters.promise(db, here.space, [announced, *told, *own], now=here.now)
    return Published(here, changes, told=len({one.user_id for one in told}))


def affected(
    db: Session, here: Here, changes: tuple[Change, ...]
) -> tuple[SessionChanged | SeatChanged, ...]:
    """Return what those are told whom published changes affect, but for whoever makes them.

    It is to be called before sessions that are cancelled are removed, with their sign-ups.
    """
    orders = signups.orders(db, [change.session.topic_id for change in changes])
    names = stored_people.user_ids(db, {one for order in orders.values() for one in order})
    told: list[SessionChanged | SeatChanged] = []
    for change in changes:
        order = orders[change.session.topic_id]
        hosts = change.session.hosts
        guests = [names[one] for one in order if names[one] not in hosts]
        told += [
            SessionChanged(user_id, here.space, change, is_host=user_id in hosts)
            for user_id in (*hosts, *guests)
            if user_id != here.person.user_id
        ]
        told += _seats_changed(here, change, order, names)
    return tuple(told)


def _seats_changed(
    here: Here, change: Change, order: tuple[int, ...], names: dict[int, str]
) -> list[SessionChanged | SeatChanged]:
    if change.before is None or change.after is None:
        return []
    old, new = change.before.room.capacity, change.after.room.capacity
    gained = signup.promoted(order, order, capacity_before=old, capacity_after=new)
    lost = signup.demoted(order, order, capacity_before=old, capacity_after=new)
    return [
        SeatChanged(names[one], here.space, change.after, has_seat=one in gained)
        for one in (*gained, *lost)
    ]
