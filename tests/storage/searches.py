"""A small open space to draft for, and a search that ends as a test wants it."""

from datetime import time, timedelta

from openspace.planning import Place, Plan
from services import drafting, planning, timetable, voting
from services.planning import Job, Result, Settled
from tests.storage.week import NOON, NOW, TEAM, TEN, Week

LEASE = timedelta(seconds=30)


def prepare(week: Week) -> Week:
    """Topics 1 (bo), 2 (cy), 3 (dee) and five of ewan's, two slots and rooms; bo wants 2 and 3."""
    week.has_topics("First topic")
    week.has_topics("Second topic", by="cy")
    week.has_topics("Third topic", by="dee")
    week.has_topics(*(f"Topic number {n}" for n in range(4, 9)), by="ewan")
    week.has_slots()
    week.has_room("Room A", 2)
    week.has_room("Room B", 4)
    week.bo(voting.set_dots, {2: 1, 3: 2})
    return week


def places(week: Week) -> dict[int, tuple[str, time]]:
    return {
        session.number: (session.room.name, session.slot.starts_at.time())
        for session in week.ada.sees(timetable.draft).sessions
    }


def asked(week: Week, *, is_fresh: bool = False) -> bool:
    return week.ada(drafting.ask, is_fresh=is_fresh, answer_url="https://a.example").is_new


def taken(week: Week, mark: str = "one", *, later: timedelta = timedelta()) -> Job | None:
    with week.database.begin() as db:
        is_mine = planning.claim(db, week.space.id, mark, now=NOW + later, lease=LEASE)
    if not is_mine:
        return None
    with week.database.reading() as db:
        return planning.begin(db, week.space.id, mark, team_id=TEAM, now=NOW + later)


def is_due(week: Week, *, later: timedelta = timedelta()) -> bool:
    with week.database.reading() as db:
        return bool(planning.due(db, team_id=TEAM, now=NOW + later))


def settled(week: Week, job: Job | None, places: dict[int, Place]) -> Settled | None:
    assert job is not None
    with week.database.begin() as db:
        return planning.settle(db, job, Plan(places), team_id=TEAM, now=NOW, result=Result())


SPREAD = {0: Place(0, 0), 1: Place(0, 1), 2: Place(1, 0)}
"""The first two topics at ten, the third at noon."""
DRAFTED = {1: ("Room A", TEN), 2: ("Room B", TEN), 3: ("Room A", NOON)}
