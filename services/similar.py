"""Finds topics like one that somebody is about to propose, or has just proposed."""

from dataclasses import replace

from sqlalchemy.orm import Session

from openspace import similarity
from services import proposing, visits
from services.proposing import Listing, Proposed
from services.visits import Here, Visit


class SimilarThere(Exception):
    """There are similar topics, of which the person has not heard yet.

    Args:
        found: the similar topics, with the person's own dots.
    """

    def __init__(self, found: Listing) -> None:
        super().__init__("there are similar topics")
        self.found = found


def find(db: Session, visit: Visit, title: str) -> Listing:
    """Return the topics with titles similar to *title*, nearest first.

    Raises:
        RuleViolation: there is no open space that the person can see.
    """
    return _find(db, visits.look(db, visit), title, besides=None)


def besides(db: Session, proposed: Proposed) -> Listing:
    """Return the topics similar to one that was just proposed, nearest first."""
    topic = proposed.topic
    return _find(db, proposed.here, topic.title, besides=topic.number)


def check_none(db: Session, proposed: Proposed) -> None:
    """Refuse a topic that was just proposed when there are similar ones, so that it is undone.

    Raises:
        SimilarThere: naming them.
    """
    found = besides(db, proposed)
    if found.topics:
        raise SimilarThere(found)


def _find(db: Session, here: Here, title: str, *, besides: int | None) -> Listing:
    listing = proposing.list_for(db, here)
    return replace(listing, topics=similarity.similar(title, listing.topics, besides=besides))
