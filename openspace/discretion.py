"""The one gate for what comes from combining wishes: what is told, and how roughly.

Nobody may learn what one person voted for, facilitators included, though they see the tally, know
who hosts what, may know of somebody's single dot, and can move sessions about as often as they
like and read what is said each time. Four rules keep it so.

1. People are told in fives. Fewer than five are not told, nor is it told apart whether it is all
   or all but four. Of fewer than ten people nothing is told: few and nearly all would be the same.
2. A topic with fewer than ten voters, the tally's plain number, takes no part in what is told of
   two topics or two timetables (`common`, `comparable`). So a topic that only a few want cannot be
   used to feel for what they want beside it. Nor do hosts' duties: hosts are known by name.
3. Two timetables are told apart only if at least five voters of one such topic fare differently
   with it; or if one is mostly another timetable, by the tally alone, and at least five people
   fare differently (`is_told_apart`). "None differs" is told no more than "one differs".
4. What depends on the one who fares worst is told as what all but four get.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from openspace import outcomes
from openspace.outcomes import Outcome, Runs
from openspace.timetable import Session
from openspace.wishes import Voter

FEWEST = 5
"""The smallest group of people that is told of, and the step of what is told."""

SMALLEST_WHOLE = 2 * FEWEST
"""Of fewer people than this nothing is told: 0 to 4 and all but 4 would overlap."""

ANEW = 10 * FEWEST
"""For how many wishes, at most that many, timetables must differ to be mostly different."""


class Kind(StrEnum):
    """How a part of a group is told."""

    SILENT = "silent"
    """Nothing is said: too few of them, or too small a group."""
    ABOUT = "about"
    NEARLY_ALL = "nearly all"
    """All or all but four."""


@dataclass(frozen=True)
class Share:
    """A part of a group as it may be told.

    Args:
        people: in fives; 0 unless the kind is ABOUT.
        of: the size of the group.
    """

    kind: Kind
    people: int
    of: int


class Turn(StrEnum):
    """Which way something changes, as it may be told."""

    SILENT = "silent"
    SAME = "same"
    MORE = "more"
    FEWER = "fewer"


@dataclass(frozen=True)
class Difference:
    """A change as it may be told.

    Args:
        about: how many more or fewer, in fives; 0 unless the turn is MORE or FEWER.
    """

    turn: Turn
    about: int = 0

    @property
    def signed(self) -> int:
        """Return what is told as a number: 0 when it is silent or the same."""
        return -self.about if self.turn is Turn.FEWER else self.about


SILENT = Difference(Turn.SILENT)
SAME = Difference(Turn.SAME)


def about(count: int) -> int:
    """Return the nearest multiple of 5; 0, which means silence, for fewer than 5."""
    return 0 if count < FEWEST else (count + FEWEST // 2) // FEWEST * FEWEST


def share(count: int, of: int) -> Share:
    """Return *count* people out of *of* as it may be told."""
    if of < SMALLEST_WHOLE or count < FEWEST:
        return Share(Kind.SILENT, 0, of)
    if of - count < FEWEST:
        return Share(Kind.NEARLY_ALL, 0, of)
    return Share(Kind.ABOUT, about(count), of)


def overlap(both: int, voters: int, others: int) -> Share:
    """Return how many of the *voters* of one topic want another too, as it may be told.

    Args:
        others: voters of the other topic. That nearly all of them want both is told no more than
            that about all but five do.
    """
    if others < SMALLEST_WHOLE:
        return Share(Kind.SILENT, 0, voters)
    return share(min(both, others - FEWEST) if others < voters else both, voters)


def difference(net: int, *, affected: int, of: int) -> Difference:
    """Return a change as it may be told.

    Args:
        net: how many more, or fewer below 0.
        affected: for how many people anything changes.
        of: for how many it could change; never are all but four of them told.
    """
    if affected < FEWEST or of < SMALLEST_WHOLE:
        return SILENT
    told = about(min(abs(net), of - FEWEST))
    if not told:
        return SAME
    return Difference(Turn.MORE if net > 0 else Turn.FEWER, told)


def tally(voters: Iterable[Voter]) -> Counter[int]:
    """Return by topic number how many people gave it dots, as the tally says it."""
    return Counter(number for voter in voters for number in voter.dots)


def common(voters: Iterable[Voter]) -> frozenset[int]:
    """Return the topics that enough people want to tell of them together with others."""
    return frozenset(n for n, count in tally(voters).items() if count >= SMALLEST_WHOLE)


def comparable(voters: Sequence[Voter]) -> tuple[Voter, ...]:
    """Return *voters*, in their order, with the wishes that may be compared, without duties."""
    wide = common(voters)
    return tuple(Voter({n: c for n, c in voter.dots.items() if n in wide}) for voter in voters)


def is_tellable(now: Sequence[Outcome], told: Sequence[Sequence[Outcome]]) -> bool:
    """Say whether a draft differs enough from each that was told, for voters of one topic.

    Args:
        now: what it gives each of the `comparable` voters.
        told: the same of drafts whose figures were told, voters in the same order.
    """
    return all(_is_apart(now, before) for before in told)


def is_told_apart(
    voters: Sequence[Voter], runs: Runs, now: Sequence[Session], before: Sequence[Session]
) -> bool:
    """Say whether figures of *now* may be told beside those of *before*."""
    few = comparable(voters)
    if is_tellable(outcomes.all_of(few, now, runs), [outcomes.all_of(few, before, runs)]):
        return True
    if not _is_anew(voters, now, before):
        return False
    pairs = zip(
        outcomes.all_of(voters, now, runs), outcomes.all_of(voters, before, runs), strict=True
    )
    return sum(one.met != other.met for one, other in pairs) >= FEWEST


def _is_apart(now: Sequence[Outcome], before: Sequence[Outcome]) -> bool:
    changed: Counter[int] = Counter()
    for one, other in zip(now, before, strict=True):
        changed.update(one.met ^ other.met)
    return any(count >= FEWEST for count in changed.values())


def _is_anew(voters: Sequence[Voter], now: Sequence[Session], before: Sequence[Session]) -> bool:
    """Say whether half of all that counts differs, by the tally alone.

    What counts is that a topic has a place, for all its voters, and which topics are at one time,
    for at most the voters of the smaller one. So it does not help to swap whole slots, or to move
    many topics that hardly anybody wants.
    """
    count = tally(voters)
    one, other = _weights(now, count), _weights(before, count)
    every = {**one, **other}
    changed = sum(weight for what, weight in every.items() if (what in one) != (what in other))
    return changed >= ANEW and 2 * changed >= sum(every.values())


def _weights(sessions: Sequence[Session], count: Counter[int]) -> dict[tuple[int, ...], int]:
    slots: dict[int, list[int]] = {}
    for session in sessions:
        if count[session.number]:
            slots.setdefault(session.slot.id, []).append(session.number)
    found: dict[tuple[int, ...], int] = {}
    for numbers in slots.values():
        found.update({(number,): count[number] for number in numbers})
        found.update(
            {pair: min(count[pair[0]], count[pair[1]]) for pair in combinations(sorted(numbers), 2)}
        )
    return found
