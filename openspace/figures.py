"""How good a draft is, in figures that facilitators may read, and what has no place and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from openspace import discretion, outcomes
from openspace.absences import overlaps
from openspace.discretion import FEWEST, SMALLEST_WHOLE, Comparison, Kind, Share
from openspace.drafting import Material
from openspace.outcomes import places
from openspace.proposing import Topic
from openspace.timetable import Session, Slot


@dataclass(frozen=True)
class Crowded:
    """The session with the fullest room: tally data, only for those who may see the tally.

    Args:
        people: how many gave it dots; with several runs placed, each run's even part.
    """

    session: Session
    people: int


@dataclass(frozen=True)
class Figures:
    """How good a draft is.

    Args:
        people: how many voted.
        get_all: how many of them get all that they want.
        most_missed: at most four people miss more wishes than this many; at least 1, so that 0
            and 1 look alike. None with fewer than ten voters.
        crowded: None where nothing placed has dots, or with fewer than five voters.
        placed: topics and talks with a place.
        unplaced: those without.
        is_current: whether `get_all` and `most_missed` are this draft's. If not they are those of
            an earlier draft, which nothing can be told apart from without telling of too few.
    """

    people: int
    get_all: Share
    most_missed: int | None
    crowded: Crowded | None
    placed: int
    unplaced: int
    is_current: bool


class Obstacle(StrEnum):
    """Why a topic has no place."""

    TALK = "talk"
    """Talks are placed by hand alone."""
    NO_SLOTS = "no slots"
    """There are none that are still to come."""
    NO_ROOMS = "no rooms"
    NO_HOST = "no host"
    AWAY = "away"
    """In every slot one of its hosts cannot be there."""
    FULL = "full"
    AWAY_WHERE_FREE = "away where free"
    """In every slot with a free room one of its hosts cannot be there."""
    BUSY_WHERE_FREE = "busy where free"
    """In every slot with a free room one of its hosts cannot be there or hosts another."""
    NONE = "none"
    """There is a place for it."""


@dataclass(frozen=True)
class Unplaced:
    """A topic without a place, for facilitators.

    Args:
        voters: tally data, like *dots*: only for those who may see the tally.
    """

    topic: Topic
    obstacle: Obstacle
    voters: int
    dots: int


def figures(
    material: Material, sessions: Sequence[Session], earlier: Sequence[tuple[Session, ...]]
) -> Figures:
    """Return the figures of a draft as they may be told.

    Args:
        earlier: all drafts that people have seen, oldest first. Which of them were told follows
            from that.
    """
    comparison = Comparison(material.voters, material.runs())
    told: list[tuple[Session, ...]] = []
    for draft in earlier:
        if _holds_a_wish(material, draft) and _shown(comparison, draft, told) is None:
            told.append(draft)
    # Of a draft that holds nothing that anybody wants there is nothing to tell.
    is_empty = not _holds_a_wish(material, sessions)
    shown = None if is_empty else _shown(comparison, sessions, told)
    voters = () if is_empty else material.voters
    found = outcomes.all_of(voters, sessions if shown is None else shown, material.runs())
    numbers = {session.number for session in sessions}
    return Figures(
        people=len(material.voters),
        get_all=discretion.share(sum(not one.missed for one in found), len(voters)),
        most_missed=_most_missed([len(one.missed) for one in found]),
        crowded=crowded(material, sessions),
        placed=len(numbers),
        unplaced=sum(topic.number not in numbers for topic in material.topics),
        is_current=shown is None,
    )


def in_words(figures: Figures) -> str:
    """Return what the figures say of people, in sentences; nothing where nothing is told."""
    people = figures.people
    said = []
    if figures.get_all.kind is Kind.ABOUT:
        said.append(f"About {figures.get_all.people} of {people} people get all they want.")
    if figures.get_all.kind is Kind.NEARLY_ALL:
        said.append(f"All or nearly all of {people} people get all they want.")
    if figures.most_missed is not None:
        said.append(f"All or nearly all miss at most {figures.most_missed}.")
    if said and not figures.is_current:
        said.append("This is of an earlier draft: this one may be a little better or worse.")
    return " ".join(said)


def crowded(material: Material, sessions: Sequence[Session]) -> Crowded | None:
    """Return the session whose room lacks most seats, or else is fullest; None without dots."""
    if len(material.voters) < FEWEST:
        return None
    found = [Crowded(one, people(material, sessions, one.number)) for one in sessions]
    return max(
        (one for one in found if one.people),
        key=lambda one: (
            max(one.people - one.session.room.capacity, 0),
            Fraction(one.people, one.session.room.capacity),
            one.people,
            -one.session.number,
        ),
        default=None,
    )


def people(material: Material, sessions: Sequence[Session], number: int) -> int:
    """Return how many people gave a topic dots; of several runs that are placed its even part."""
    count = discretion.tally(material.voters)
    alike = material.runs().get(number, frozenset({number}))
    placed = sum(session.number in alike for session in sessions)
    return -(-sum(count[run] for run in alike) // max(placed, 1))


def unplaced(material: Material, sessions: Sequence[Session]) -> tuple[Unplaced, ...]:
    """Return the topics and talks without a place, by number, each with what is in the way."""
    placed = {session.number for session in sessions}
    count = discretion.tally(material.voters)
    return tuple(
        Unplaced(
            topic,
            obstacle(material, sessions, topic),
            voters=count[topic.number],
            dots=sum(voter.dots.get(topic.number, 0) for voter in material.voters),
        )
        for topic in sorted(material.topics, key=lambda topic: topic.number)
        if topic.number not in placed
    )


def obstacle(material: Material, sessions: Sequence[Session], topic: Topic) -> Obstacle:
    """Return why *topic* has no place."""
    coming = [slot for slot in material.slots if slot.starts_at > material.now]
    if topic.speakers is not None:
        return Obstacle.TALK
    if not coming or not material.rooms:
        return Obstacle.NO_ROOMS if coming else Obstacle.NO_SLOTS
    if not topic.hosts:
        return Obstacle.NO_HOST
    there = [slot for slot in coming if not _is_away(material, topic, slot)]
    if not there:
        return Obstacle.AWAY
    taken = {(session.slot.id, session.room.id) for session in sessions}
    free = [
        slot for slot in coming if any((slot.id, room.id) not in taken for room in material.rooms)
    ]
    if not free:
        return Obstacle.FULL
    if not any(slot in there for slot in free):
        return Obstacle.AWAY_WHERE_FREE
    busy = {session.slot.id for session in sessions if set(session.hosts) & set(topic.hosts)}
    if all(slot not in there or slot.id in busy for slot in free):
        return Obstacle.BUSY_WHERE_FREE
    return Obstacle.NONE


_BECAUSE = {
    Obstacle.TALK: "a facilitator sets talks by hand",
    Obstacle.NO_SLOTS: "there are no slots to come",
    Obstacle.NO_ROOMS: "there are no rooms",
    Obstacle.NO_HOST: "nobody hosts it yet",
    Obstacle.AWAY: "in every slot a host of it is away",
    Obstacle.FULL: "all places are taken",
    Obstacle.AWAY_WHERE_FREE: "wherever a room is free a host of it is away",
    Obstacle.BUSY_WHERE_FREE: "wherever a room is free a host of it is away or leads another",
    Obstacle.NONE: "nobody has placed it yet",
}


def because(obstacle: Obstacle) -> str:
    """Return for facilitators why a topic has no place, to follow the word "because"."""
    return _BECAUSE[obstacle]


def _holds_a_wish(material: Material, sessions: Sequence[Session]) -> bool:
    count = discretion.tally(material.voters)
    return any(people for one in sessions if (people := count[one.number]))


def _shown(
    comparison: Comparison, sessions: Sequence[Session], told: Sequence[tuple[Session, ...]]
) -> tuple[Session, ...] | None:
    """Return the earlier draft whose figures are shown; None for those of *sessions*.

    Where topics stand is no secret, so a draft with every topic at the same time as in a told one
    is that one. Of several that cannot be told apart it is the one with the fewest topics moved,
    which does not depend on anybody's wishes.
    """
    here = places(sessions)
    if any(places(before) == here for before in told):
        return None
    near = comparison.near(sessions, told)
    return min(reversed(near), key=lambda before: _moved(here, places(before)), default=None)


def _moved(one: dict[int, int], other: dict[int, int]) -> int:
    return sum(one.get(number) != other.get(number) for number in one.keys() | other.keys())


def _most_missed(missed: Sequence[int]) -> int | None:
    if len(missed) < SMALLEST_WHOLE:
        return None
    return max(sorted(missed, reverse=True)[FEWEST - 1], 1)


def _is_away(material: Material, topic: Topic, slot: Slot) -> bool:
    return any(
        overlaps(slot, one) for host in topic.hosts for one in material.absences.get(host, ())
    )
