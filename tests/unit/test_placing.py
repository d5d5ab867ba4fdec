"""Where a session could go: what is free in each slot, and what stands in its way."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from openspace import placing
from openspace.absences import Absence
from openspace.placing import Choice
from openspace.timetable import Room, Session, Slot
from tests.unit.typical_case import ROOM_A, ROOM_B, at

TEN, ELEVEN = Slot(1, at(10), at(11)), Slot(2, at(11), at(12))
ROOMS = (ROOM_A, ROOM_B)
HALF_PAST_TEN = at(10, 30)


def a_session(number: int, slot: Slot, room: Room, *hosts: str) -> Session:
    return Session(number, number, "A title", slot, room, hosts)


def choices(
    number: int,
    hosts: tuple[str, ...],
    *sessions: Session,
    now: datetime = HALF_PAST_TEN,
    away: Mapping[str, Sequence[Absence]] = MappingProxyType({}),
) -> tuple[Choice, ...]:
    return placing.choices(
        number, hosts, sessions, slots=(TEN, ELEVEN), rooms=ROOMS, absences=away, now=now
    )


def test_a_room_in_which_something_stands_is_not_free_then() -> None:
    assert choices(7, (), a_session(3, TEN, ROOM_A)) == (
        Choice(TEN, free=1, busy=None),
        Choice(ELEVEN, free=2, busy=None),
    )


def test_the_session_itself_is_not_in_its_own_way() -> None:
    assert choices(3, ("UBO",), a_session(3, TEN, ROOM_A, "UBO"))[0] == Choice(TEN, 2, None)


def test_a_host_who_is_elsewhere_then_is_named_by_the_session() -> None:
    other = a_session(5, ELEVEN, ROOM_B, "UCY", "UBO")
    assert choices(3, ("UBO",), other)[1] == Choice(ELEVEN, 1, other)
    assert choices(3, ("UADA",), other)[1] == Choice(ELEVEN, 1, None)


def test_a_slot_that_is_over_is_no_choice() -> None:
    found = choices(7, (), now=at(11))
    assert [choice.slot for choice in found] == [ELEVEN]
    assert choices(7, (), now=at(12)) == ()


def test_a_slot_in_which_a_host_cannot_be_there_says_so() -> None:
    away = {"UBO": (Absence(at(11, 30), at(12)),), "UCY": (Absence(at(10), at(11)),)}
    assert [one.is_away for one in choices(3, ("UBO",), away=away)] == [False, True]
    assert [one.is_away for one in choices(3, ("UADA",), away=away)] == [False, False]
