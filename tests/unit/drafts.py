"""Small timetables to count on: slots on two days, rooms, topics and nameless voters."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from openspace.absences import Absence
from openspace.drafting import Material
from openspace.proposing import Topic
from openspace.timetable import Room, Session, Slot
from openspace.wishes import Voter

ZONE = "Europe/London"
MONDAY = datetime(2027, 11, 22, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SLOTS = tuple(
    Slot(2 * day + hour, MONDAY + day * DAY + hour * HOUR, MONDAY + day * DAY + (hour + 1) * HOUR)
    for day in range(2)
    for hour in range(2)
)
ROOMS = (Room(0, "Room A", 12, None), Room(1, "Room B", 30, None), Room(2, "Room C", 4, None))
BEFORE = MONDAY - DAY

Places = Mapping[int, tuple[int, int]]
"""Slot and room by topic number."""


def topic(
    number: int, *hosts: str, speakers: str | None = None, run_of: int | None = None
) -> Topic:
    title = f"Topic {number}"
    return Topic(
        number * 10, number, title, "", None, speakers, 1, hosts or (f"U{number}",), run_of
    )


def sessions(places: Places, topics: Iterable[Topic]) -> tuple[Session, ...]:
    by_number = {one.number: one for one in topics}
    return tuple(
        Session(
            by_number[number].id,
            number,
            by_number[number].title,
            SLOTS[slot],
            ROOMS[room],
            by_number[number].hosts,
            by_number[number].speakers,
        )
        for number, (slot, room) in places.items()
    )


def material(
    places: Places,
    wants: Iterable[Iterable[int] | Voter],
    *,
    topics: Sequence[Topic] | None = None,
    absences: Mapping[str, Sequence[Absence]] | None = None,
    slots: Sequence[Slot] = SLOTS,
    rooms: Sequence[Room] = ROOMS,
    now: datetime = BEFORE,
) -> Material:
    """A draft: each voter gives one dot to each of the topics they want, unless they are given."""
    voters = tuple(one if isinstance(one, Voter) else voter(*one) for one in wants)
    if topics is None:
        numbers = set(places) | {number for one in voters for number in one.dots}
        topics = [topic(number) for number in sorted(numbers)]
    return Material(
        topics=tuple(topics),
        slots=tuple(slots),
        rooms=tuple(rooms),
        sessions=sessions(places, topics),
        absences=absences or {},
        voters=voters,
        now=now,
    )


def voter(*numbers: int, hosts: Iterable[int] = ()) -> Voter:
    return Voter(dict.fromkeys(numbers, 1), frozenset(hosts))
