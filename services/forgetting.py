"""Somebody wants to be forgotten: what will go, and letting it go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from openspace import RuleViolation, people, signup
from openspace import spaces as space_rules
from openspace.spaces import Space, Window
from services import letters
from services.news import SeatChanged
from storage import ballots, changes, signups, timetable, topics, wiping
from storage import forgetting as stored
from storage import people as stored_people
from storage import spaces as stored_spaces
from storage.database import Database
from storage.forgetting import Wrote
from storage.spaces import Hold
from storage.timetable import Edition


@dataclass(frozen=True)
class Part:
    """What goes, and what stays without a name, in one open space.

    Args:
        dots: that the person gave.
        stay_counted: whether their dots stay in the totals, nameless, because voting is closed.
        seats: seats and places on waiting lists.
        kept: numbers of topics that stay without the person's name, as everybody can tell: others
            host them, or they are in the timetable.
        alone: numbers of the person's other topics. They are withdrawn, but for those that others
            gave dots to; which those are is not said, as it would tell something of the vote.
        was_facilitator: whether they help to run it.
    """

    space: Space
    dots: int
    stay_counted: bool
    seats: int
    kept: tuple[int, ...]
    alone: tuple[int, ...]
    was_facilitator: bool


@dataclass(frozen=True)
class Foreseen:
    """What will go, or has gone, in every open space of the workspace, oldest first.

    Args:
        is_known: whether anything about the person is stored at all.
        has_home: whether they have opened their Home, which Slack keeps as it was.
        asked_at: when; a button is good for some minutes after it.
    """

    parts: tuple[Part, ...]
    is_known: bool
    has_home: bool
    asked_at: datetime


def foresee(db: Session, *, team_id: str, user_id: str, now: datetime) -> Foreseen:
    """Return what would go if the person were forgotten now; nothing is changed.

    Raises:
        RuleViolation: somebody else must facilitate first.
    """
    found = _found(db, Hold.NOT, team_id=team_id, user_id=user_id)
    _check_others_facilitate(db, [space for space, _ in found], user_id, now)
    return Foreseen(
        tuple(_part(db, space, participant_id, now) for space, participant_id in found),
        stored.is_known(db, team_id=team_id, user_id=user_id),
        stored.has_home(db, team_id=team_id, user_id=user_id),
        now,
    )


def forget(db: Session, *, team_id: str, user_id: str, now: datetime) -> Foreseen:
    """Let nothing be left of a person in a workspace; return what went.

    1. All open spaces that know them are held alone, in one order.
    2. Their ballot goes. While voting is open it is taken back, so that a person who comes back
       cannot vote twice. Once voting is closed it stays in the totals without a name: those are
       known by then, and the difference would tell everybody how they voted.
    3. Topics of theirs alone are withdrawn; others lose their name.
    4. Their seats go to those who wait, who are told.
    5. All their rows go, and their name in whatever others wrote.

    Raises:
        RuleViolation: somebody else must facilitate first.
    """
    found = _found(db, Hold.ALONE, team_id=team_id, user_id=user_id)
    _check_others_facilitate(db, [space for space, _ in found], user_id, now)
    is_known = stored.is_known(db, team_id=team_id, user_id=user_id)
    has_home = stored.has_home(db, team_id=team_id, user_id=user_id)
    gone = []
    for space, participant_id in found:
        gone.append(_part(db, space, participant_id, now))
        for wrote in stored.topics_of(db, participant_id):
            _let_go(db, wrote, now)
        if gone[-1].stay_counted:
            ballots.add_to_totals(db, space, participant_id)
        told = _give_up_seats(db, space, participant_id, now)
        stored.forget_participant(db, space, participant_id)
        letters.promise(db, space, told, now=now)
        changes.note(db, space, [None])
    stored.forget_person(db, team_id=team_id, user_id=user_id)
    wiping.note(db)
    return Foreseen(tuple(gone), is_known, has_home, now)


def wipe(database: Database) -> bool:
    """Let nothing of what was erased be left in files; False if a later tick must try again."""
    return wiping.wipe(database)


def _found(db: Session, hold: Hold, *, team_id: str, user_id: str) -> list[tuple[Space, int]]:
    found = []
    for space_id in stored.space_ids(db, team_id=team_id, user_id=user_id):
        space = stored_spaces.by_id(db, space_id, team_id=team_id, hold=hold)
        if space is None:
            continue
        mine = stored_people.person(db, space, user_id).participant_id
        if mine is not None:
            found.append((space, mine))
    return found


def _check_others_facilitate(
    db: Session, spaces: Sequence[Space], user_id: str, now: datetime
) -> None:
    for space in spaces:
        running = stored_people.facilitators(db, space)
        others = [stored_people.person(db, space, one) for one in running if one != user_id]
        if (
            user_id in running
            and not space_rules.has_ended(space, now)
            and not any(people.is_person(other.kind) for other in others)
        ):
            raise RuleViolation(
                f"You are the last facilitator of {space.name}, so nothing was erased. First name"
                " another in its channel, `/openspace facilitators add @someone`, or end it with"
                " `/openspace close`. Then type `/openspace forget me` again."
            )


def _part(db: Session, space: Space, participant_id: int, now: datetime) -> Part:
    wrote = stored.topics_of(db, participant_id)
    there = [one for one in wrote if not one.is_withdrawn]
    person = stored_people.user_ids(db, [participant_id])
    known = stored_people.person(db, space, person[participant_id])
    return Part(
        space=space,
        dots=sum(ballots.ballot(db, participant_id).values()),
        stay_counted=not space.is_open(Window.VOTING) or space_rules.has_ended(space, now),
        seats=len(stored.sessions_of(db, participant_id)),
        kept=tuple(one.number for one in there if _stays_openly(one)),
        alone=tuple(one.number for one in there if not _stays_openly(one)),
        was_facilitator=known.is_facilitator,
    )


def _stays(wrote: Wrote) -> bool:
    return wrote.is_shared or _stays_openly(wrote)


def _stays_openly(wrote: Wrote) -> bool:
    return wrote.is_hosted or wrote.is_in_timetable or wrote.is_talk or not wrote.is_author


def _let_go(db: Session, wrote: Wrote, now: datetime) -> None:
    if wrote.is_withdrawn:
        if wrote.is_author:
            stored.blank(db, wrote.id, wrote.number)
    elif not _stays(wrote):
        ballots.take_off(db, wrote.id)
        timetable.remove_session(db, wrote.id)
        topics.withdraw(db, wrote.id, at=now)
        stored.blank(db, wrote.id, wrote.number)
    elif wrote.is_author and not wrote.is_hosted:
        stored.clear_access_notes(db, wrote.id)


def _give_up_seats(
    db: Session, space: Space, participant_id: int, now: datetime
) -> list[SeatChanged]:
    """Give up all seats; return what those are told who get one, where the session is to come."""
    placed = timetable.sessions(db, space, Edition.PUBLISHED)
    sessions = {session.topic_id: session for session in placed}
    told: list[SeatChanged] = []
    for topic_id in stored.sessions_of(db, participant_id):
        before = signups.order(db, topic_id)
        signups.remove(db, topic_id, participant_id)
        session = sessions.get(topic_id)
        if session is None or session.slot.ends_at <= now or space_rules.has_ended(space, now):
            continue
        after = tuple(one for one in before if one != participant_id)
        seats = session.room.capacity
        next_in = signup.promoted(before, after, capacity_before=seats, capacity_after=seats)
        names = stored_people.user_ids(db, next_in)
        told += [SeatChanged(names[one], space, session, has_seat=True) for one in next_in]
    return told
