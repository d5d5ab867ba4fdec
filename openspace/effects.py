"""What moving a session changes: how many wishes are met, told in fives, or what forbids it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from openspace import RuleViolation, absences, discretion, timetable
from openspace.discretion import Difference, Turn
from openspace.drafting import Material, is_fixed
from openspace.outcomes import Runs, places
from openspace.timetable import Room, Session, Slot
from openspace.wishes import Voter


@dataclass(frozen=True)
class Effect:
    """What a change of the timetable does, for facilitators.

    Args:
        wishes: how many more or fewer wishes for topics with ten voters and more are met.
        forbidden: the rule that it would break, in a sentence; None when it may be.
        people: user ids of those whom that sentence names.
    """

    wishes: Difference
    forbidden: str | None = None
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlaceChoice:
    """A place for a topic.

    Args:
        swap: number of the session that stands there and would take the topic's own place; None
            where the place is free, or where they cannot change places.
    """

    slot: Slot
    room: Room
    effect: Effect
    swap: int | None = None


def effect(
    material: Material, before: Sequence[Session], after: Sequence[Session], *, zone: str
) -> Effect:
    """Return what changing the timetable from *before* to *after* does."""
    old = {session.number: session for session in before}
    changed = [one for one in after if not timetable.is_same_place(one, old.get(one.number))]
    wishes = _Wishes(material, before).difference(places(after))
    refused = _refusal(material, changed, after, zone=zone)
    return _effect(wishes, refused)


def in_words(effect: Effect) -> str:
    """Return what is told of the wishes, to stand by itself; empty when nothing is."""
    match effect.wishes.turn:
        case Turn.MORE:
            return f"about {effect.wishes.about} more wishes are met"
        case Turn.FEWER:
            return f"about {effect.wishes.about} fewer wishes are met"
        case Turn.SAME:
            return "about as good"
        case Turn.SILENT:
            return ""


def choices(material: Material, number: int, *, zone: str) -> tuple[PlaceChoice, ...]:
    """Return all other places to come for a topic in the draft, the best first.

    Possible ones come before forbidden ones, then go by what is told of them, free ones before
    swaps, then by time and room.

    Raises:
        KeyError: there is no topic of that number.
    """
    topic = {topic.number: topic for topic in material.topics}[number]
    by_place = {(one.slot.id, one.room.id): one for one in material.sessions}
    here = next((one for one in material.sessions if one.number == number), None)
    others = [one for one in material.sessions if one.number != number]
    wishes = _Wishes(material, material.sessions)
    found = []
    for slot in material.slots:
        if slot.starts_at <= material.now:
            continue
        moved = wishes.difference({**wishes.slot_of, number: slot.id})
        for room in material.rooms:
            placed = Session(topic.id, number, topic.title, slot, room, topic.hosts, topic.speakers)
            if timetable.is_same_place(placed, here):
                continue
            other = by_place.get((slot.id, room.id))
            swapped = _swap(material, wishes, placed, here, other, zone=zone)
            if swapped is not None and other is not None:
                found.append(PlaceChoice(slot, room, swapped, swap=other.number))
                continue
            refused = _refusal(material, [placed], others, zone=zone)
            found.append(PlaceChoice(slot, room, _effect(moved, refused)))
    return tuple(sorted(found, key=_order))


def _order(choice: PlaceChoice) -> tuple[object, ...]:
    return (
        choice.effect.forbidden is not None,
        -choice.effect.wishes.signed,
        choice.swap is not None,
        choice.slot.starts_at,
        timetable.room_key(choice.room.name),
    )


def _swap(
    material: Material,
    wishes: "_Wishes",
    placed: Session,
    here: Session | None,
    other: Session | None,
    *,
    zone: str,
) -> Effect | None:
    """Return what changing places with *other* does; None where they cannot."""
    if here is None or other is None or is_fixed(other, material.now):
        return None
    if here.slot.starts_at <= material.now:
        return None
    back = replace(other, slot=here.slot, room=here.room)
    rest = [one for one in material.sessions if one.number not in (placed.number, other.number)]
    if _refusal(material, [placed, back], [*rest, placed, back], zone=zone) is not None:
        return None
    turned = {**wishes.slot_of, placed.number: placed.slot.id, other.number: here.slot.id}
    return Effect(wishes.difference(turned))


def _effect(wishes: Difference, refused: RuleViolation | None) -> Effect:
    if refused is None:
        return Effect(wishes)
    return Effect(wishes, refused.text, refused.people)


def _refusal(
    material: Material, changed: Sequence[Session], after: Sequence[Session], *, zone: str
) -> RuleViolation | None:
    """Return the first rule that a changed session breaks, as a person would be refused."""
    for session in changed:
        then = [one for one in after if one.slot.id == session.slot.id]
        try:
            timetable.check_placing(session, then, zone=zone)
            absences.check_placing(session, material.absences, zone=zone)
        except RuleViolation as refused:
            return refused
    return None


class _Wishes:
    """The comparable wishes, and how many of each voter's one timetable meets."""

    def __init__(self, material: Material, sessions: Sequence[Session]) -> None:
        self.slot_of = places(sessions)
        self._runs: Runs = material.runs()
        self._voters: tuple[Voter, ...] = discretion.comparable(material.voters)
        self._met = [self._count(voter, self.slot_of) for voter in self._voters]
        self._wanting: dict[int, list[int]] = {}
        for index, voter in enumerate(self._voters):
            for number in voter.dots:
                self._wanting.setdefault(number, []).append(index)

    def difference(self, slot_of: dict[int, int]) -> Difference:
        """Return as it may be told what it changes that topics stand in these slots."""
        moved = {
            alike
            for number in self.slot_of.keys() | slot_of.keys()
            if self.slot_of.get(number) != slot_of.get(number)
            for alike in self._runs.get(number, (number,))
        }
        if not moved:
            # Rooms alone have changed, which everybody can see.
            return discretion.SAME
        # Only those who want a topic that moves can be affected.
        concerned = [self._wanting.get(number, []) for number in moved]
        changes = [
            self._count(self._voters[index], slot_of) - self._met[index]
            for index in set().union(*concerned)
        ]
        return discretion.difference(
            sum(changes),
            affected=sum(change != 0 for change in changes),
            of=sum(len(wanting) for wanting in concerned),
        )

    def _count(self, voter: Voter, slot_of: dict[int, int]) -> int:
        """Return for how many of a voter's wishes they can be in a session."""
        options = []
        for number in voter.dots:
            alike = self._runs.get(number, (number,))
            options.append({slot_of[run] for run in alike if run in slot_of})
        if all(len(slots) < 2 for slots in options):
            return len(set().union(*options))
        return _most(options)


def _most(options: Sequence[set[int]]) -> int:
    """Return for how many of the wishes a slot each can be found."""
    found: dict[int, int] = {}

    def seat(wish: int, tried: set[int]) -> bool:
        for slot in options[wish] - tried:
            tried.add(slot)
            if slot not in found or seat(found[slot], tried):
                found[slot] = wish
                return True
        return False

    return sum(seat(wish, set()) for wish in range(len(options)))
