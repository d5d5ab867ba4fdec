"""Drafting the timetable: asking for a draft, and taking back what was done to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from openspace import RuleViolation, drafting, people, spaces
from openspace.spaces import Window
from openspace.timetable import Session as PlacedSession
from services import material, visits
from services.timetable import Draft
from services.visits import Here, Visit
from storage import drafts, planning, topics
from storage import timetable as stored_timetable
from storage.drafts import Placed
from storage.timetable import Edition

FAIRNESS_RANGE = (0, 1000)


@dataclass(frozen=True)
class Asked:
    """Somebody asked for a draft.

    Args:
        is_new: a search begins with this; else one was under way already.
    """

    here: Here
    is_new: bool


@dataclass(frozen=True)
class Undone:
    """A step was taken back.

    Args:
        deed: which, like `move #7`.
        lost: numbers of topics that could not go back, as their slot or room is gone.
    """

    here: Here
    deed: str
    lost: tuple[int, ...]


def ask(
    db: Session, visit: Visit, *, is_fresh: bool, answer_url: str = "", in_place: bool = False
) -> Asked:
    """Ask for a draft; while one is searched for, this joins those who wait for it.

    Args:
        is_fresh: what was drafted so far is no guide; pinned sessions and talks stay all the same.
        answer_url: Slack's address for the answer; "" for the person's Home.
        in_place: the answer takes the place of the message that it answers.

    Raises:
        RuleViolation: the person is not a facilitator or may not see the tally yet, the open space
            has ended, or there is nothing to place or nowhere to place it.
    """
    here = visits.facilitate(db, visit)
    space = here.space
    if not people.may_see_tally(here.person, space):
        raise RuleViolation(
            "A draft would show how people voted, and nobody sees that until voting closes. Close"
            " it first: `/openspace close voting`. Placing by hand works at any time:"
            ' `/openspace timetable move 7 wed 10:00 "Room B"`.'
        )
    now = planning.planning(db, space)
    is_new = not now.is_under_way
    if is_new:
        found = material.without_wishes(db, space, now=here.now)
        drafting.check_possible(found)
        drafting.check_wide(found)
        seed = now.seed + 1 if is_fresh and now.result else now.seed
        planning.want(db, space, is_fresh=is_fresh, seed=seed, now=here.now)
        visits.note(db, here, "draft", "afresh" if is_fresh else "")
    planning.add_asker(db, space, here.participant_id, answer_url=answer_url, in_place=in_place)
    return Asked(here, is_new)


def invites_a_draft(found: Draft) -> bool:
    """Say whether looking at the draft is to begin one: nothing but talks stands in it yet."""
    space, person, now = found.here.space, found.here.person, found.here.now
    return (
        bool(found.rooms)
        and not all(drafting.is_over(slot, now) for slot in found.slots)
        and any(topic.speakers is None and topic.hosts for topic in found.unplaced)
        and found.is_voted
        and not found.stands.is_under_way
        and not found.stands.result
        and not found.left_out
        and all(session.speakers is not None for session in found.sessions)
        and not spaces.has_ended(space, now)
        and not space.is_open(Window.VOTING)
        and people.may_see_tally(person, space)
    )


def set_fairness(db: Session, visit: Visit, fairness: int) -> Here:
    """Set how many of 1,000 satisfied wishes may be given up for those who fare worst.

    Raises:
        RuleViolation: it is less than 0 or more than 1,000, or the person is not a facilitator.
    """
    here = visits.facilitate(db, visit)
    lowest, highest = FAIRNESS_RANGE
    if not lowest <= fairness <= highest:
        raise RuleViolation(
            "Fairness is from 0 to 100 percent of the wishes."
            " Type for example `/openspace timetable fairness 0.5`."
        )
    planning.set_fairness(db, here.space, fairness)
    visits.note(db, here, "fairness", str(fairness))
    return here


def undo(db: Session, visit: Visit, *, step_id: int | None = None) -> Undone:
    """Take back the last change to the draft, whoever made it.

    Args:
        step_id: which change that must be; None for any.

    Raises:
        RuleViolation: there is none or another, the person is not a facilitator, or the open space
            has ended.
    """
    here = visits.facilitate(db, visit)
    step = drafts.last(drafts.history(db, here.space))
    if step is None:
        raise RuleViolation(
            "There is nothing to undo in the draft. `/openspace timetable` shows it as it is."
        )
    if step_id not in (None, step.id):
        raise RuleViolation(
            "The draft has changed since this button was shown, so nothing was undone."
            " `/openspace timetable` shows what can be undone now."
        )
    drafts.remember(db, here.space, here.participant_id, deed="undo", at=here.now, is_undone=True)
    lost = _restore(db, here, step.before)
    drafts.mark_undone(db, step)
    visits.note(db, here, "undo", step.deed)
    return Undone(here, step.deed, lost)


def discard(db: Session, visit: Visit) -> Here:
    """Make the draft what is published; before the first publishing, talks and pins alone stay.

    Raises:
        RuleViolation: it is that already, the person is not a facilitator, or the open space has
            ended.
    """
    here = visits.facilitate(db, visit)
    now = stored_timetable.sessions(db, here.space, Edition.DRAFT)
    published = stored_timetable.sessions(db, here.space, Edition.PUBLISHED)
    wanted = published or tuple(session for session in now if drafting.is_fixed(session, here.now))
    if not changed(now, wanted):
        raise RuleViolation(
            "The draft is what everyone sees already, so there is nothing to discard."
            if published
            else "There is nothing in the draft to discard but talks and pinned sessions. Take one"
            " off with `/openspace timetable unplace 7`."
        )
    drafts.remember(db, here.space, here.participant_id, deed="discard", at=here.now)
    drafts.replace(db, here.space, map(placed, wanted))
    visits.note(db, here, "discard", "")
    return here


def changed(before: Sequence[PlacedSession], after: Sequence[PlacedSession]) -> tuple[int, ...]:
    """Return the numbers of the sessions that stand in other places in two drafts, or in one."""
    places = {session.number: (session.slot.id, session.room.id) for session in before}
    anew = {session.number: (session.slot.id, session.room.id) for session in after}
    numbers = sorted(places.keys() | anew.keys())
    return tuple(number for number in numbers if places.get(number) != anew.get(number))


def placed(session: PlacedSession) -> Placed:
    """Return where a session stands, as a draft is stored."""
    return Placed(session.topic_id, session.slot.id, session.room.id, session.is_pinned)


def _restore(db: Session, here: Here, before: Sequence[Placed]) -> tuple[int, ...]:
    """Put the draft back; return the numbers of those that cannot stand there any more."""
    space = here.space
    listed = {topic.id: topic for topic in topics.listed(db, space)}
    slots = {slot.id for slot in stored_timetable.slots(db, space)}
    rooms = {room.id for room in stored_timetable.rooms(db, space)}
    kept: list[Placed] = []
    lost: list[int] = []
    busy: set[tuple[int, str]] = set()
    for one in before:
        topic = listed.get(one.topic_id)
        if topic is None:
            continue
        if one.slot_id is None or one.room_id is None:
            kept.append(one)
            continue
        hosting = {(one.slot_id, host) for host in topic.hosts}
        if one.slot_id in slots and one.room_id in rooms and not hosting & busy:
            busy |= hosting
            kept.append(one)
        else:
            lost.append(topic.number)
    drafts.replace(db, space, kept)
    return tuple(sorted(lost))
