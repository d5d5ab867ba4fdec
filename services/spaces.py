"""Creating, closing and setting an open space, and how it stands."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from openspace import RuleViolation, moments, people, spaces, voting
from openspace.people import Kind
from openspace.spaces import Space, TallySeenBy
from openspace.windows import SetTime
from services import board, due, letters, visits
from services.news import Closed, Created
from services.visits import Here, Visit
from storage import ballots, changes, topics
from storage import people as stored_people
from storage import spaces as stored_spaces
from storage import timetable as stored_timetable
from storage import windows as stored_windows
from storage.spaces import Hold, NewSpace

DEFAULT_BUDGET = 5


@dataclass(frozen=True)
class Standing:
    """How an open space stands, for one person.

    Args:
        example_topic: the number of a topic that can be voted for; None without topics.
        dots_left: of the person's own.
        times: what is set to happen to proposing and voting by itself, soonest first.
    """

    here: Here
    topics: int
    example_topic: int | None
    sessions: int
    rooms: int
    slots: int
    dots_left: int
    is_published: bool
    has_ended: bool
    times: tuple[SetTime, ...] = ()


@dataclass(frozen=True)
class Changed:
    """An open space after a facilitator's change."""

    space: Space


def create(
    db: Session,
    visit: Visit,
    *,
    name: str,
    first_day: date,
    last_day: date,
    zone: str | None,
    is_private: bool,
) -> Changed:
    """Start an open space in a channel; whoever does so is its first facilitator.

    Args:
        zone: IANA name; None means Europe/London.
        is_private: whether only its members see the channel.

    Raises:
        RuleViolation: name, days or zone cannot be, or the channel has a live open space.
    """
    kind = _check_may_create(db, visit)
    if kind is Kind.UNKNOWN:
        raise RuleViolation(
            "Slack has not told me yet who you are, so nothing was started. Please try again in a"
            " minute."
        )
    zone = zone or moments.DEFAULT_ZONE
    spaces.check_new(name, first_day, last_day, zone=zone, now=visit.now)
    _make_way(db, visit)
    space = stored_spaces.add(
        db,
        NewSpace(
            team_id=visit.team_id,
            channel_id=visit.channel_id,
            name=name,
            first_day=first_day,
            last_day=last_day,
            zone=zone,
            is_private=is_private,
            budget=DEFAULT_BUDGET,
            tally_seen_by=TallySeenBy.FACILITATORS,
            created_at=visit.now,
        ),
    )
    if space is None:
        raise RuleViolation(
            "Somebody started an open space in this channel at the same moment."
            " `/openspace` shows it."
        )
    founder = stored_people.join(db, space, visit.user_id, is_present=True)
    here = Here(space, founder, visit.now)
    stored_people.set_facilitator(db, here.participant_id, is_facilitator=True)
    visits.note(db, here, "create", space.name)
    letters.promise(db, space, [Created(space)], now=visit.now)
    board.begin(db, space, now=visit.now)
    due.skip_what_has_passed(db, space, visit.now)
    return Changed(space)


def check_can_start(db: Session, visit: Visit) -> None:
    """Refuse somebody who is about to say what an open space shall be like, where none can be.

    Args:
        visit: with the channel, or "" where it is still to be chosen.

    Raises:
        RuleViolation: the person may start none, or the channel has a live one.
    """
    _check_may_create(db, visit)
    if visit.channel_id:
        _in_the_way(db, visit, hold=Hold.NOT)


def standing(db: Session, visit: Visit) -> Standing:
    """Return how the open space stands for this person.

    Raises:
        RuleViolation: there is none that the person can see.
    """
    here = visits.look(db, visit)
    space = here.space
    mine = here.person.participant_id
    used = 0 if mine is None else sum(ballots.ballot(db, mine).values())
    counted = stored_timetable.counted(db, space)
    numbers = [number for number, is_talk in topics.numbers(db, space) if not is_talk]
    return Standing(
        here=here,
        topics=len(numbers),
        example_topic=numbers[0] if numbers else None,
        sessions=counted.sessions,
        rooms=counted.rooms,
        slots=counted.slots,
        dots_left=space.budget - used,
        is_published=counted.sessions > 0,
        has_ended=spaces.has_ended(space, visit.now),
        times=stored_windows.set_times(db, space),
    )


def set_budget(db: Session, visit: Visit, budget: int) -> Changed:
    """Set how many dots each person has.

    Raises:
        RuleViolation: the number cannot be, or somebody has already given more.
    """
    here = visits.facilitate(db, visit)
    voting.check_budget(
        budget,
        now=here.space.budget,
        is_any_dot_given=ballots.is_any_dot_given(db, here.space),
    )
    visits.note(db, here, "dots", str(budget))
    changes.note(db, here.space, [None])
    return Changed(stored_spaces.set_budget(db, here.space, budget))


def set_tally_seen_by(db: Session, visit: Visit, seen_by: TallySeenBy) -> Changed:
    """Set who sees the tally.

    Raises:
        RuleViolation: a dot is given and somebody would see more than voters were told.
    """
    here = visits.facilitate(db, visit)
    if seen_by is here.space.tally_seen_by:
        return Changed(here.space)
    voting.check_tally_change(
        here.space.tally_seen_by,
        seen_by,
        is_any_dot_given=ballots.is_any_dot_given(db, here.space),
    )
    visits.note(db, here, "tally", seen_by.value)
    return Changed(stored_spaces.set_tally_seen_by(db, here.space, seen_by))


def set_guests_allowed(db: Session, visit: Visit, *, allowed: bool) -> Changed:
    """Set whether guests and people of other organisations take part.

    Raises:
        RuleViolation: the person is not a facilitator, or the open space has ended.
    """
    here = visits.facilitate(db, visit)
    visits.note(db, here, "guests", "allow" if allowed else "refuse")
    changes.note(db, here.space, [None])
    return Changed(stored_spaces.set_guests_allowed(db, here.space, allowed=allowed))


def close(db: Session, visit: Visit) -> Changed:
    """End an open space: it stays readable and nothing in it changes any more.

    Raises:
        RuleViolation: the person is not a facilitator, or it is closed already.
    """
    here = visits.enter_facilitating(db, visit)
    if here.space.closed_at is not None:
        raise RuleViolation(
            f"{here.space.name} is already closed. `/openspace reopen` opens it again."
        )
    visits.note(db, here, "close", here.space.name)
    space = stored_spaces.set_closed(db, here.space, visit.now)
    letters.promise(db, space, [Closed(space, is_closed=True)], now=visit.now)
    return Changed(space)


def reopen(db: Session, visit: Visit) -> Changed:
    """Open a closed open space again, with its windows as they were.

    Raises:
        RuleViolation: it is not closed, its days are over, or the channel has a newer one.
    """
    here = visits.enter_facilitating(db, visit)
    space = here.space
    if space.closed_at is None:
        raise RuleViolation(f"{space.name} is not closed. `/openspace` shows how it stands.")
    if moments.today(visit.now, space.zone) > space.last_day:
        raise RuleViolation(
            f"{space.name} was over on {moments.day_label(space.last_day)}, so it stays closed."
            " A new one starts with `/openspace new`."
        )
    newest = stored_spaces.in_channel(db, space.channel_id, team_id=space.team_id)
    if newest is not None and newest.id != space.id and newest.closed_at is None:
        raise RuleViolation(
            f"{newest.name} is now the open space of that channel; there is one at a time."
            " Close it first with `/openspace close`."
        )
    visits.note(db, here, "reopen", space.name)
    space = stored_spaces.set_closed(db, space, None)
    letters.promise(db, space, [Closed(space, is_closed=False)], now=visit.now)
    board.resume(db, space, now=visit.now)
    return Changed(space)


def _check_may_create(db: Session, visit: Visit) -> Kind:
    """Return what the person is, which Slack may not have told yet."""
    kind, _ = stored_people.kind(db, team_id=visit.team_id, user_id=visit.user_id)
    if kind is not Kind.UNKNOWN and not people.may_create(kind):
        raise RuleViolation(
            "Only this organisation's own staff can start an open space. Ask one of them."
        )
    return kind


def _make_way(db: Session, visit: Visit) -> None:
    old = _in_the_way(db, visit, hold=Hold.ALONE)
    if old is not None:
        stored_spaces.set_closed(db, old, visit.now)


def _in_the_way(db: Session, visit: Visit, *, hold: Hold) -> Space | None:
    """Return the channel's old open space if it has yet to be closed; None if nothing is to do.

    Raises:
        RuleViolation: with the field `channel`: there cannot be a new one there.
    """
    old = stored_spaces.in_channel(db, visit.channel_id, team_id=visit.team_id, hold=hold)
    if old is None or (moments.today(visit.now, old.zone) > old.last_day and old.closed_at):
        return None
    if old.closed_at is not None:
        if stored_people.person(db, old, visit.user_id).is_facilitator:
            return None
        raise RuleViolation(
            f"{old.name} was held here and its days are not over, so only its facilitators can"
            " start another one in this channel. Use another channel, or ask them:"
            " `/openspace facilitators`.",
            "channel",
        )
    if not spaces.has_ended(old, visit.now):
        raise RuleViolation(
            f"{old.name} is already here, {moments.days_label(old.first_day, old.last_day)}, and a"
            " channel holds one open space at a time. Use another channel, or close this one first"
            " with `/openspace close`.",
            "channel",
        )
    return old
