"""What a timetable gives one voter: which of their wishes are met, and what is in the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openspace.timetable import Session
from openspace.wishes import Voter

Runs = Mapping[int, frozenset[int]]
"""By a topic's number the numbers of all its runs, its own among them."""


@dataclass(frozen=True)
class Outcome:
    """What a timetable gives one person, by topic numbers: for that person alone.

    Args:
        met: wishes for which the person can be in a session, one in each slot.
        missed: the others.
    """

    wanted: frozenset[int]
    met: frozenset[int]
    missed: frozenset[int]


def all_of(voters: Sequence[Voter], sessions: Sequence[Session], runs: Runs) -> tuple[Outcome, ...]:
    """Return what *sessions* give each of *voters*, in their order."""
    found = []
    for voter, own in zip(voters, met(voters, places(sessions), runs), strict=True):
        wanted = frozenset(voter.dots)
        found.append(Outcome(wanted, own, wanted - own))
    return tuple(found)


def met(
    voters: Sequence[Voter], slot_of: Mapping[int, int], runs: Runs
) -> tuple[frozenset[int], ...]:
    """Return the wishes that are met for each of *voters*, with topics in those slots."""
    return tuple(frozenset(_attended(voter, slot_of, runs).values()) for voter in voters)


def places(sessions: Sequence[Session]) -> dict[int, int]:
    """Return by topic number the id of the slot in which it stands."""
    return {session.number: session.slot.id for session in sessions}


def _attended(voter: Voter, slot_of: Mapping[int, int], runs: Runs) -> dict[int, int]:
    """Return by slot the wish that is met there.

    Wishes come by their dots, and each may make earlier ones change their slot but never lose it
    (augmenting paths). As what can be met together is a matroid, that gives the most wishes, and
    of all such choices the dearest.
    """
    busy: dict[int, set[int]] = {}
    for hosted in voter.hosts:
        if hosted in slot_of:
            busy.setdefault(slot_of[hosted], set()).add(hosted)
    options = {number: _slots(number, slot_of, runs, busy) for number in voter.dots}
    found: dict[int, int] = {}
    if all(len(slots) < 2 for slots in options.values()):
        for number in _by_dots(voter):
            for slot in options[number]:
                found.setdefault(slot, number)
        return found
    for number in _by_dots(voter):
        _seat(number, options, found, set())
    return found


def _slots(
    number: int, slot_of: Mapping[int, int], runs: Runs, busy: Mapping[int, set[int]]
) -> list[int]:
    """Return the slots in which the wish can be met: not where another session is hosted."""
    alike = _alike(number, runs)
    slots = {slot_of[run] for run in alike if run in slot_of}
    return sorted(slot for slot in slots if slot not in busy or busy[slot] & alike)


def _seat(
    number: int, options: Mapping[int, Sequence[int]], found: dict[int, int], tried: set[int]
) -> bool:
    for slot in options[number]:
        if slot in tried:
            continue
        tried.add(slot)
        if slot not in found or _seat(found[slot], options, found, tried):
            found[slot] = number
            return True
    return False


def _by_dots(voter: Voter) -> list[int]:
    return sorted(voter.dots, key=lambda number: (-voter.dots[number], number))


def _alike(number: int, runs: Runs) -> frozenset[int]:
    return runs.get(number) or frozenset({number})
