"""What people wish for, nameless: the one query that sees whole ballots of others."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from openspace.spaces import Space
from openspace.wishes import Voter
from storage.tables import DotsRow, HostRow, TopicRow


def voters(db: Session, space: Space) -> tuple[Voter, ...]:
    """Return everybody who gave dots, in an order that says nothing about them, in two queries."""
    dots: dict[int, dict[int, int]] = {}
    given = (
        select(DotsRow.participant_id, TopicRow.number, DotsRow.dots)
        .join(TopicRow, TopicRow.id == DotsRow.topic_id)
        .where(TopicRow.space_id == space.id, TopicRow.withdrawn_at.is_(None))
    )
    for participant_id, number, count in db.execute(given).all():
        dots.setdefault(participant_id, {})[number] = count
    hosted: dict[int, set[int]] = {}
    hosts = (
        select(HostRow.participant_id, TopicRow.number)
        .join(TopicRow, TopicRow.id == HostRow.topic_id)
        .where(TopicRow.space_id == space.id, TopicRow.withdrawn_at.is_(None))
    )
    for participant_id, number in db.execute(hosts).all():
        hosted.setdefault(participant_id, set()).add(number)
    found = [
        Voter(dict(sorted(given.items())), frozenset(hosted.get(participant_id, ())))
        for participant_id, given in dots.items()
    ]
    return tuple(sorted(found, key=lambda voter: (tuple(voter.dots.items()), sorted(voter.hosts))))
