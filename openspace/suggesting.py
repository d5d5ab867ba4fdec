"""What one person can get to in a timetable, which session in which slot, and what they miss."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, order=True)
class Sitting:
    """A session, by the slot in which it is.

    Args:
        slot: any number that tells slots apart; earlier slots have lower ones.
        number: of the session.
    """

    slot: int
    number: int


@dataclass(frozen=True)
class Going:
    """A session that the person can be in.

    Args:
        wanted: number of the topic with their dots: the session itself, or the one it is another
            run of.
    """

    sitting: Sitting
    wanted: int


class Because(StrEnum):
    """Why somebody is elsewhere in a slot."""

    HOSTS = "hosts"
    SIGNED_UP = "signed up"
    MORE_DOTS = "more dots"
    AS_MANY_DOTS = "as many dots"


@dataclass(frozen=True)
class Clash:
    """A wanted topic that they cannot be in.

    Args:
        wanted: number of the topic.
        missed: its session, the first of its runs.
        other: the session that they are in then.
    """

    wanted: int
    missed: Sitting
    other: int
    because: Because


@dataclass(frozen=True)
class NoPlace:
    """A wanted topic without a place in the timetable."""

    wanted: int


Missed: TypeAlias = Clash | NoPlace


@dataclass(frozen=True)
class Suggestion:
    """What one person can get to.

    Args:
        going: by slot.
        missed: by the dots it has of theirs, then by number.
    """

    going: tuple[Going, ...]
    missed: tuple[Missed, ...]


def suggest(
    dots: Mapping[int, int],
    sittings: Iterable[Sitting],
    *,
    runs: Mapping[int, Collection[int]],
    hosting: Collection[int] = (),
    signed_up: Collection[int] = (),
) -> Suggestion:
    """Return what somebody can get to: as many wanted topics as can be, those with more dots first.

    Where they host or have signed up, they are there. Topics take turns, the dearest first; each
    may send earlier ones to another of their runs, but never out. So no other choice gives them
    more topics, nor dearer ones (a greedy choice in a transversal matroid is the best).

    Args:
        dots: by topic number.
        sittings: all sessions.
        runs: by topic number the numbers of all its runs; a topic that is not there has only one.
        hosting: numbers of sessions that they host.
        signed_up: numbers of sessions for which they signed up.
    """
    every = sorted(sittings)
    bound = _bound(every, hosting, signed_up)
    options = {
        wanted: [one for one in every if one.number in {wanted, *runs.get(wanted, ())}]
        for wanted in sorted(dots, key=lambda number: (-dots[number], number))
    }
    going: dict[int, Sitting] = {}
    for wanted, own in options.items():
        already = [one for one in own if one.number in hosting or one.number in signed_up]
        if already:
            going[wanted] = already[0]
    taken: dict[int, int] = {}
    for wanted in options:
        if wanted not in going:
            _seat(wanted, options, bound, taken, set())
    going |= {
        wanted: next(one for one in options[wanted] if one.slot == slot)
        for slot, wanted in taken.items()
    }
    there = bound | {slot: going[wanted].number for slot, wanted in taken.items()}
    missed = [
        _missed(wanted, own, there, dots, {one.number: topic for topic, one in going.items()},
                hosting=hosting, signed_up=signed_up)
        for wanted, own in options.items()
        if wanted not in going
    ]  # fmt: skip
    return Suggestion(
        tuple(sorted((Going(one, wanted) for wanted, one in going.items()), key=_by_slot)),
        tuple(missed),
    )


def _by_slot(one: Going) -> tuple[int, int, int]:
    return one.sitting.slot, one.sitting.number, one.wanted


def _bound(
    every: Iterable[Sitting], hosting: Collection[int], signed_up: Collection[int]
) -> dict[int, int]:
    """Return by slot the session that the person is in whatever their dots say."""
    found: dict[int, int] = {}
    for numbers in (hosting, signed_up):
        for one in every:
            if one.number in numbers:
                found.setdefault(one.slot, one.number)
    return found


def _seat(
    wanted: int,
    options: Mapping[int, list[Sitting]],
    bound: Mapping[int, int],
    taken: dict[int, int],
    seen: set[int],
) -> bool:
    """Give *wanted* a slot in *taken*, and those in its way another; say whether that can be."""
    for one in options[wanted]:
        if one.slot in bound or one.slot in seen:
            continue
        seen.add(one.slot)
        if one.slot not in taken or _seat(taken[one.slot], options, bound, taken, seen):
            taken[one.slot] = wanted
            return True
    return False


def _missed(
    wanted: int,
    own: list[Sitting],
    there: Mapping[int, int],
    dots: Mapping[int, int],
    topics: Mapping[int, int],
    *,
    hosting: Collection[int],
    signed_up: Collection[int],
) -> Missed:
    if not own:
        return NoPlace(wanted)
    other = there[own[0].slot]
    if other in hosting:
        because = Because.HOSTS
    elif other in signed_up:
        because = Because.SIGNED_UP
    elif dots[topics[other]] > dots[wanted]:
        because = Because.MORE_DOTS
    else:
        because = Because.AS_MANY_DOTS
    return Clash(wanted, own[0], other, because)


@dataclass(frozen=True)
class Difference:
    """What another timetable changes for somebody, by the numbers of the topics they want.

    Args:
        gained: they can get to these now.
        lost: they cannot any more.
        elsewhere: they still can, at another time or place.
    """

    gained: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()
    elsewhere: tuple[int, ...] = ()

    def without(self, numbers: Collection[int]) -> "Difference":
        """Return the same but for some topics, of which the person knows."""
        return Difference(
            *(
                tuple(number for number in some if number not in numbers)
                for some in (self.gained, self.lost, self.elsewhere)
            )
        )

    def __bool__(self) -> bool:
        """Say whether anything is different."""
        return bool(self.gained or self.lost or self.elsewhere)


Where: TypeAlias = tuple[int, int, int]
"""Number, slot and room of a session."""


def difference(before: Mapping[int, Where], after: Mapping[int, Where]) -> Difference:
    """Return what changed, both by the number of the wanted topic that the person can get to."""
    return Difference(
        gained=tuple(sorted(after.keys() - before.keys())),
        lost=tuple(sorted(before.keys() - after.keys())),
        elsewhere=tuple(sorted(n for n in after.keys() & before.keys() if before[n] != after[n])),
    )
