"""Giving dots and taking them back; each person sees their own ballot and no other."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from openspace import RuleViolation, voting
from services import proposing, visits
from services.proposing import Listing
from services.visits import Here, Visit
from storage import ballots, people, runs, topics
from storage.spaces import Hold


def show(db: Session, visit: Visit, *, theme: str = "") -> Listing:
    """Return the person's own ballot: every topic to vote for, in their own order.

    Args:
        theme: only topics of the theme that these words mean; "" for all.

    Raises:
        RuleViolation: there is no open space that the person can see, or no such theme.
    """
    return _ballot(db, visits.look(db, visit), theme=theme)


def set_dots(db: Session, visit: Visit, wanted: Mapping[int, int]) -> Listing:
    """Put exactly the *wanted* dots on each topic number named, all or nothing; return the ballot.

    Raises:
        RuleViolation: voting is closed, a topic is not there, or it is more than the budget.
    """
    takes_back = not any(wanted.values())
    here = _take_back(db, visit) if takes_back else _give(db, visit)
    found = topics.ids(db, here.space, tuple(wanted))
    _check_votable(db, here, tuple(wanted), found)
    people.hold_ballot(db, here.participant_id)
    before = ballots.ballot(db, here.participant_id)
    voting.spend_all(before, wanted, budget=here.space.budget)
    ballots.save(db, here.participant_id, {found[n]: dots for n, dots in wanted.items()})
    return _ballot(db, here)


def remove(db: Session, visit: Visit, numbers: Iterable[int]) -> Listing:
    """Take the person's dots off the topics named; return the ballot.

    Raises:
        RuleViolation: voting is closed, or a topic is not there.
    """
    return set_dots(db, visit, dict.fromkeys(numbers, 0))


def clear(db: Session, visit: Visit) -> Listing:
    """Take all of the person's dots back; return the ballot.

    Raises:
        RuleViolation: voting is closed.
    """
    here = _take_back(db, visit)
    people.hold_ballot(db, here.participant_id)
    ballots.clear(db, here.participant_id)
    return _ballot(db, here)


def _ballot(db: Session, here: Here, *, theme: str = "") -> Listing:
    found = proposing.list_for(db, here)
    votable = [topic for topic in found.topics if topic.is_votable]
    themes = tuple(sorted({topic.theme for topic in votable if topic.theme}))
    meant = voting.theme_meant(theme, themes) if theme else ""
    shown = [topic for topic in votable if not meant or topic.theme == meant]
    return replace(
        found,
        # By the user id: somebody who has only looked is no participant yet.
        topics=voting.shuffled(shown, person_key=here.person.user_id),
        themes=themes,
        theme=meant,
    )


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
