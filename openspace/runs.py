"""Another run of a topic: when one is worth offering, and what it is called."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations

from openspace import discretion, outcomes
from openspace.discretion import Kind, Share
from openspace.proposing import TITLE_LENGTH, Topic
from openspace.timetable import Session
from openspace.wishes import Voter


class Answer(StrEnum):
    """What a host says to the question for another run."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Crowded:
    """More people gave a topic dots than its room holds."""

    number: int
    voters: int
    seats: int


@dataclass(frozen=True)
class Split:
    """Many of those who want a topic also want another that is at the same time.

    Args:
        other: number of the one that the most of them want.
        share: how many they are, as it may be told.
    """

    number: int
    other: int
    share: Share


def title(first: Topic) -> str:
    """Return the title of another run, which names the first; cut where it would be too long."""
    again = f" (another run of #{first.number})"
    longest = TITLE_LENGTH[1] - len(again)
    cut = first.title
    if len(cut) > longest:
        cut = cut[: longest - 1].rstrip() + "…"
    return cut + again


def crowded(sessions: Iterable[Session], voters: Mapping[int, int]) -> tuple[Crowded, ...]:
    """Return the sessions with more voters than seats, those first that lack the most.

    Args:
        voters: how many people gave dots, by topic number.
    """
    found = [
        Crowded(one.number, voters[one.number], one.room.capacity)
        for one in sessions
        if voters.get(one.number, 0) > one.room.capacity
    ]
    return tuple(sorted(found, key=lambda one: (one.seats - one.voters, one.number)))


def split(sessions: Iterable[Session], voters: Sequence[Voter]) -> tuple[Split, ...]:
    """Return the topics of which at least a third of the voters want another at the same time.

    Only pairs are looked at, since more is not told of combined wishes anywhere
    (`openspace/discretion.py`).
    """
    slot_of = outcomes.places(tuple(sessions))
    wanted = discretion.tally(voters)
    both: Counter[tuple[int, int]] = Counter()
    for voter in voters:
        placed = [number for number in voter.dots if number in slot_of]
        both.update(
            (one, other) for one, other in permutations(placed, 2) if slot_of[one] == slot_of[other]
        )
    found: dict[int, tuple[int, Split]] = {}
    for (number, other), count in sorted(both.items()):
        share = discretion.overlap(count, wanted[number], wanted[other])
        people = share.of if share.kind is Kind.NEARLY_ALL else share.people
        is_more = number not in found or people > found[number][0]
        if people and 3 * people >= share.of and is_more:
            found[number] = people, Split(number, other, share)
    most_first = sorted(found.values(), key=lambda one: (-one[0], one[1].number))
    return tuple(one for _, one in most_first)


def together(topics: Iterable[Topic]) -> dict[int, frozenset[int]]:
    """Return the numbers of all runs of a topic by its number, where it has several."""
    found: dict[int, frozenset[int]] = {}
    for topic in topics:
        if topic.run_of is not None:
            found[topic.run_of] = found.get(topic.run_of, frozenset({topic.run_of})) | {
                topic.number
            }
    return found
