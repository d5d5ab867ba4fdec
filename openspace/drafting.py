"""What a draft of the timetable is made from, and the planning problem that it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from openspace import RuleViolation, quoted, wishes
from openspace import absences as away
from openspace.absences import Absence
from openspace.discretion import FEWEST
from openspace.planning import Obstacle, Place, Plan, Problem
from openspace.proposing import Topic
from openspace.timetable import Room, Session, Slot, slot_label
from openspace.wishes import Voter

SOON = timedelta(minutes=30)
"""A slot that begins within this is left as it is: nobody would hear of it in time."""


@dataclass(frozen=True)
class Material:
    """Everything that a draft is made from.

    Args:
        topics: topics and talks, by number.
        slots: by time.
        sessions: the draft so far.
        absences: by user id of a host.
        voters: nameless.
        left_out: numbers of topics that facilitators took off, and that a draft leaves out.
        now: slots that begin soon after it take nothing new.
    """

    topics: tuple[Topic, ...]
    slots: tuple[Slot, ...]
    rooms: tuple[Room, ...]
    sessions: tuple[Session, ...]
    absences: Mapping[str, Sequence[Absence]]
    voters: tuple[Voter, ...]
    now: datetime
    left_out: frozenset[int] = frozenset()

    def runs(self) -> dict[int, frozenset[int]]:
        """Return by each topic's number the numbers of all its runs, its own among them."""
        first = {topic.number: topic.run_of or topic.number for topic in self.topics}
        together: dict[int, set[int]] = {}
        for number, of in first.items():
            together.setdefault(of, set()).add(number)
        return {number: frozenset(together[of]) for number, of in first.items()}


@dataclass(frozen=True)
class Coded:
    """A planning problem, and what its numbers stand for: each its index in these tuples.

    Args:
        previous: where topics stand so far.
    """

    problem: Problem
    topics: tuple[Topic, ...]
    slots: tuple[Slot, ...]
    rooms: tuple[Room, ...]
    previous: Mapping[int, Place]


def is_fixed(session: Session, now: datetime) -> bool:
    """Say whether an automatic draft must leave a session where it is.

    Talks, pinned sessions and those that have begun or begin soon stay.
    """
    return session.is_pinned or session.speakers is not None or is_over(session.slot, now)


def coded(material: Material) -> Coded:
    """Return the planning problem that *material* is.

    Talks without a place, topics without a host and those that are to be left out get no place by
    themselves: they are no part of the problem.
    """
    placed = {session.number: session for session in material.sessions}
    topics = tuple(
        topic
        for topic in material.topics
        if topic.number in placed
        or (topic.speakers is None and topic.hosts and topic.number not in material.left_out)
    )
    slot_of = {slot.id: index for index, slot in enumerate(material.slots)}
    room_of = {room.id: index for index, room in enumerate(material.rooms)}
    topic_of = {topic.number: index for index, topic in enumerate(topics)}
    host_of = {
        host: index
        for index, host in enumerate(sorted({host for topic in topics for host in topic.hosts}))
    }
    previous = {
        topic_of[session.number]: Place(slot_of[session.slot.id], room_of[session.room.id])
        for session in material.sessions
        if session.number in topic_of
    }
    fixed = {
        topic_of[number]: previous[topic_of[number]]
        for number, session in placed.items()
        if number in topic_of and is_fixed(session, material.now)
    }
    problem = Problem(
        topics=len(topics),
        slots=len(material.slots),
        rooms=tuple(room.capacity for room in material.rooms),
        hosts=tuple(tuple(host_of[host] for host in topic.hosts) for topic in topics),
        unavailable=_unavailable(material, host_of),
        fixed=fixed,
        wants=tuple(_wants(material, topic_of)),
        over=frozenset(
            index for index, slot in enumerate(material.slots) if is_over(slot, material.now)
        ),
    )
    return Coded(problem, topics, material.slots, material.rooms, previous)


def check_possible(material: Material) -> None:
    """Refuse to draft where nothing could get a place.

    Raises:
        RuleViolation: there are no slots to come, no rooms, or no topics that could be placed.
    """
    if all(is_over(slot, material.now) for slot in material.slots):
        raise RuleViolation(
            "There are no slots to come that a draft could use. Add some first:"
            " `/openspace slots add tue,wed 10:00-11:00`."
        )
    if not material.rooms:
        raise RuleViolation(
            "There are no rooms yet, so nothing can have a place. Add one first:"
            ' `/openspace rooms add "Room A" 30`.'
        )
    topics = [topic for topic in material.topics if topic.speakers is None]
    if not topics:
        raise RuleViolation(
            "There are no topics to place yet. People propose them with `/propose` while proposing"
            " is open: `/openspace open proposals`."
        )
    if not any(topic.hosts for topic in topics):
        raise RuleViolation(
            "No topic has a host yet, and a draft places only those that have one. Hosts are named"
            " with *Edit* at a topic; `/topics` lists them."
        )


def check_wide(material: Material) -> None:
    """Refuse to draft where so little is free to move that its places would tell of its voters.

    Raises:
        RuleViolation: topics were pinned or left out, and fewer than five others could move.
    """
    topics = {topic.number: topic for topic in material.topics if topic.speakers is None}
    pinned = {one.number for one in material.sessions if one.is_pinned} & topics.keys()
    over = {one.number for one in material.sessions if is_over(one.slot, material.now)}
    held = (pinned - over) | (material.left_out & topics.keys())
    free = [number for number in topics.keys() - held - over if topics[number].hosts]
    if held and len(free) < FEWEST:
        raise RuleViolation(
            f"Beside what is pinned or left out, a draft could place only {len(free)} topics."
            " Where they go would tell how their voters voted. Unpin others first"
            " (`/openspace timetable unpin 7`), or place these by hand:"
            ' `/openspace timetable move 7 wed 10:00 "Room B"`.'
        )


def obstacle_words(coded: Coded, found: Obstacle, *, zone: str) -> str:
    """Return in a sentence what stands in the way of any plan, and what to change."""
    topic = coded.topics[found.topic]
    name = f"#{topic.number} {quoted(topic.title)}"
    when = slot_label(coded.slots[found.place.slot], zone)
    mend = (
        f'Move it (`/openspace timetable move {topic.number} wed 10:00 "Room B"`), or take it off:'
        f" `/openspace timetable unplace {topic.number}`."
    )
    if found.kind == "host away":
        return f"{name} stays on {when}, when a host of it cannot be there. {mend}"
    if found.other is None:
        return f"{name} has no place any more that it could stay in. {mend}"
    other = coded.topics[found.other]
    if found.kind == "host twice":
        return (
            f"{name} and #{other.number} {quoted(other.title)} both stay on {when}, and they have"
            f" a host in common, who cannot be in two sessions at once. {mend}"
        )
    return f"{name} and #{other.number} {quoted(other.title)} stay in one place on {when}. {mend}"


def sessions(coded: Coded, plan: Plan, before: Iterable[Session]) -> tuple[Session, ...]:
    """Return the draft that *plan* is, by time and number; what was pinned stays pinned."""
    pinned = {session.number for session in before if session.is_pinned}
    found = [
        Session(
            topic_id=topic.id,
            number=topic.number,
            title=topic.title,
            slot=coded.slots[place.slot],
            room=coded.rooms[place.room],
            hosts=topic.hosts,
            speakers=topic.speakers,
            is_pinned=topic.number in pinned,
        )
        for topic, place in ((coded.topics[index], place) for index, place in plan.places.items())
    ]
    return tuple(sorted(found, key=lambda one: (one.slot.starts_at, one.number)))


def is_over(slot: Slot, now: datetime) -> bool:
    """Say whether a slot has begun, or begins so soon that a draft leaves it as it is."""
    return slot.starts_at <= now + SOON


def _unavailable(material: Material, host_of: Mapping[str, int]) -> dict[int, frozenset[int]]:
    found = {
        index: frozenset(
            number
            for number, slot in enumerate(material.slots)
            if any(away.overlaps(slot, one) for one in material.absences.get(host, ()))
        )
        for host, index in host_of.items()
    }
    return {index: slots for index, slots in found.items() if slots}


def _wants(material: Material, topic_of: Mapping[int, int]) -> Iterable[dict[int, int]]:
    """Yield what each voter wants, by topic.

    Whoever hosts has to be there, so their own session counts as their dearest wish. Who wants a
    topic that has several runs wants one of them: half of them, taken in turn, this one and half
    the other, which spreads them over both.
    """
    runs = material.runs()
    turns: dict[frozenset[int], int] = {}
    for voter in material.voters:
        wanted = wishes.weights(voter.dots)
        found: dict[int, int] = {}
        for number, weight in wanted.items():
            chosen = number
            alike = runs.get(number, frozenset({number}))
            if len(alike) > 1:
                turn = turns[alike] = turns.get(alike, -1) + 1
                chosen = sorted(alike)[turn % len(alike)]
            if chosen in topic_of:
                found[topic_of[chosen]] = weight
        dearest = max(wanted.values())
        for number in voter.hosts:
            if number in topic_of:
                found[topic_of[number]] = dearest
        yield found
