"""A small published timetable, and what people ask to be changed in it."""

from collections.abc import Callable

from services import agenda, requesting, requests, timetable
from services.requesting import Outcome
from services.requests import Listed
from tests.storage.promised import mark, promised
from tests.storage.week import NOON, TUESDAY, Week


def two_published(week: Week) -> Week:
    """Published: 1 (bo) at ten in Room A, 2 (cy) at noon in Room B; 3 (dee) has no place."""
    week.has_topics("First topic")
    week.has_topics("Second topic", by="cy")
    week.has_topics("Third topic", by="dee")
    week.has_slots()
    week.has_room("Room A", 2)
    week.has_room("Room B", 4)
    week.has_session(1, "Room A")
    week.has_published(2, "Room B", start=NOON)
    return week


def to_noon(week: Week, name: str = "mallory", *, room: str = "", reason: str = "") -> Outcome:
    """Let somebody ask for session 1 at noon."""
    return week[name](
        requesting.ask_move, 1, day=TUESDAY, start=NOON, room_name=room, reason=reason
    ).outcome


def swap(week: Week, name: str = "mallory") -> Outcome:
    return week[name](requesting.ask_swap, 1, 2, reason="").outcome


def places(week: Week) -> dict[int, tuple[str, int]]:
    """Return room and hour by number, as everybody sees them."""
    return {
        one.session.number: (one.session.room.name, one.session.slot.starts_at.hour)
        for one in week.mallory.sees(agenda.show).entries
    }


def drafted(week: Week) -> dict[int, tuple[str, int]]:
    return {
        one.number: (one.room.name, one.slot.starts_at.hour)
        for one in week.ada.sees(timetable.draft).sessions
    }


def seen(week: Week, name: str, number: int = 1) -> Listed:
    found = week[name].sees(requests.show).listed
    return next(one for one in found if one.request.number == number)


def told(week: Week, deed: Callable[[], object]) -> list[tuple[str, str]]:
    """Return the kinds of news that a deed promises, and to whom; "" for the channel."""
    before = mark(week.database)
    deed()
    return sorted(
        (type(item).__name__, getattr(item, "user_id", ""))
        for item in promised(week.database, after=before)
    )
