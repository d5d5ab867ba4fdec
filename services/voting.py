"""Giving dots and taking them back; each person sees their own ballot and no other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy.orm import Session

from openspace import RuleViolation, voting
from openspace.proposing import MOST_TOPICS
from services import proposing, visits
from services.proposing import Listing
from services.visits import Here, Visit
from storage import ballots, people, runs, topics
from storage.spaces import Hold

ToVoteFor: TypeAlias = Sequence[tuple[int, int, str | None]]
"""Id, number and theme of each topic to vote for."""


@dataclass(frozen=True)
class Given:
    """One person's dots after a change.

    Args:
        mine: by topic number.
    """

    here: Here
    mine: dict[int, int]


def show(
    db: Session, visit: Visit, *, theme: str = "", page: int = 1, size: int = MOST_TOPICS
) -> Listing:
    """Return one page of the person's own ballot: topics to vote for, in their own order.

    Args:
        theme: only topics of the theme that these words mean; "" for all.
        page: 1 for the first; the nearest there is when there is no such page.
        size: how many topics stand on a page.

    Raises:
        RuleViolation: there is no open space that the person can see, or no such theme.
    """
    here = visits.look(db, visit)
    mine = here.person.participant_id
    given = Given(here, {} if mine is None else ballots.ballot(db, mine))
    return _ballot(
        db, given, ballots.to_vote_for(db, here.space), page=page, size=size, theme=theme
    )


def put(db: Session, visit: Visit, wanted: Mapping[int, int]) -> Given:
    """Put exactly the *wanted* dots on each topic number named, all or nothing; show no ballot.

    Raises:
        RuleViolation: voting is closed, a topic is not there, or it is more than the budget.
    """
    here = _change(db, visit, wanted)
    return _spend(db, here, wanted, ballots.topic_ids(db, here.space, tuple(wanted)))


def set_dots(
    db: Session, visit: Visit, wanted: Mapping[int, int], *, size: int = MOST_TOPICS
) -> Listing:
    """Do what `put` does; return the page of the ballot with the first of the numbers.

    Args:
        size: how many topics stand on a page.

    Raises:
        RuleViolation: as `put`.
    """
    here = _change(db, visit, wanted)
    there = ballots.to_vote_for(db, here.space)
    given = _spend(db, here, wanted, {number: topic_id for topic_id, number, _ in there})
    return _ballot(db, given, there, with_number=next(iter(wanted)), size=size)


def remove(
    db: Session, visit: Visit, numbers: Iterable[int], *, size: int = MOST_TOPICS
) -> Listing:
    """Take the person's dots off the topics named; return the ballot as `set_dots` does.

    Raises:
        RuleViolation: voting is closed, or a topic is not there.
    """
    return set_dots(db, visit, dict.fromkeys(numbers, 0), size=size)


def clear(db: Session, visit: Visit, *, size: int = MOST_TOPICS) -> Listing:
    """Take all of the person's dots back; return the first page of the ballot.

    Args:
        size: how many topics stand on a page.

    Raises:
        RuleViolation: voting is closed.
    """
    here = _take_back(db, visit)
    people.hold_ballot(db, here.participant_id)
    ballots.clear(db, here.participant_id)
    return _ballot(db, Given(here, {}), ballots.to_vote_for(db, here.space), size=size)


def _ballot(
    db: Session,
    given: Given,
    there: ToVoteFor,
    *,
    size: int,
    page: int = 1,
    with_number: int | None = None,
    theme: str = "",
) -> Listing:
    """Return one page of a ballot; only what stands on it is looked up.

    Args:
        page: 1 for the first.
        with_number: the number of a topic; its page is meant then. None for *page*.
        theme: as in `show`.
    """
    here = given.here
    themes = tuple(sorted({name for _, _, name in there if name}))
    meant = voting.theme_meant(theme, themes) if theme else ""
    numbers = {topic_id: number for topic_id, number, name in there if not meant or name == meant}
    # By the user id: somebody who has only looked is no participant yet.
    ids = voting.in_order(numbers, person_key=here.person.user_id)
    order = tuple(numbers[topic_id] for topic_id in ids)
    wanted = page - 1 if with_number is None else order.index(with_number) // size
    first = min(max(wanted, 0), (len(order) - 1) // size) * size if order else 0
    on_page = order[first : first + size]
    known = (
        {one.number: one for one in topics.listed(db, here.space, numbers=on_page)}
        if on_page
        else {}
    )
    return Listing(
        here=here,
        words="",
        topics=tuple(known[number] for number in on_page),
        mine=given.mine,
        total=len(there),
        themes=themes,
        theme=meant,
        order=order,
    )


def _change(db: Session, visit: Visit, wanted: Mapping[int, int]) -> Here:
    return _give(db, visit) if any(wanted.values()) else _take_back(db, visit)


def _spend(db: Session, here: Here, wanted: Mapping[int, int], found: Mapping[int, int]) -> Given:
    """Change the dots on the topics *found*, ids by number."""
    _check_votable(db, here, tuple(wanted), found)
    people.hold_ballot(db, here.participant_id)
    before = ballots.ballot(db, here.participant_id)
    mine = voting.spend_all(before, wanted, budget=here.space.budget)
    ballots.save(db, here.participant_id, {found[n]: dots for n, dots in wanted.items()})
    return Given(here, mine)


def _give(db: Session, visit: Visit) -> Here:
    here = visits.act(db, visit, hold=Hold.SHARE)
    voting.check_voting_open(here.space)
    return here


def _take_back(db: Session, visit: Visit) -> Here:
    here = visits.take_back(db, visit, hold=Hold.SHARE)
    voting.check_voting_open(here.space)
    return here


def _check_votable(
    db: Session, here: Here, wanted: tuple[int, ...], found: Mapping[int, int]
) -> None:
    missing = tuple(number for number in wanted if number not in found)
    if not missing:
        return
    proposing.check_there(db, here, missing)
    first = runs.first_of(db, here.space, missing[0])
    if first is not None:
        raise RuleViolation(
            f"#{missing[0]} is another run of #{first}, and dots on #{first} count for both."
            f" Vote for that: `/vote {first}`."
        )
    raise RuleViolation(
        f"#{missing[0]} is a talk: nobody votes for it, everybody may come."
        " `/agenda week` shows when it is."
    )
