"""Another run of a topic: when one is worth offering, and what it is called."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from openspace import suggesting
from openspace.proposing import TITLE_LENGTH, Topic
from openspace.suggesting import Clash, Sitting
from openspace.timetable import Session
from openspace.wishes import Voter

FEWEST = 5
"""Of fewer people than this nothing is said that comes of combining their wishes."""


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
    """Many of those who want a topic cannot come, because of clashes.

    Args:
        at_least: how many cannot, rounded down to a multiple of five.
    """

    number: int
    at_least: int


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


def split(
    sessions: Sequence[Session], voters: Iterable[Voter], runs: Mapping[int, Collection[int]]
) -> tuple[Split, ...]:
    """Return the topics that at least five, and a third, of those who want them cannot come to.

    Args:
        runs: by topic number the numbers of all its runs.
    """
    sittings = [Sitting(int(one.slot.starts_at.timestamp()), one.number) for one in sessions]
    wanted: dict[int, int] = {}
    kept_away: dict[int, int] = {}
    for voter in voters:
        found = suggesting.suggest(voter.dots, sittings, runs=runs, hosting=voter.hosts)
        for number in voter.dots:
            wanted[number] = wanted.get(number, 0) + 1
        for missed in found.missed:
            if isinstance(missed, Clash):
                kept_away[missed.wanted] = kept_away.get(missed.wanted, 0) + 1
    many = [
        Split(number, count - count % FEWEST)
        for number, count in kept_away.items()
        if count >= FEWEST and 3 * count >= wanted[number]
    ]
    return tuple(sorted(many, key=lambda one: (-one.at_least, one.number)))


def together(topics: Iterable[Topic]) -> dict[int, frozenset[int]]:
    """Return the numbers of all runs of a topic by its number, where it has several."""
    found: dict[int, frozenset[int]] = {}
    for topic in topics:
        if topic.run_of is not None:
            found[topic.run_of] = found.get(topic.run_of, frozenset({topic.run_of})) | {
                topic.number
            }
    return found
