"""The most and the longest of what facilitators are shown of a draft and its making."""

import json
from collections.abc import Callable
from dataclasses import replace

from handlers.blocks import draft_grid, drafting, timetable
from handlers.blocks.message import Message
from handlers.blocks.values import BIGGEST, View
from openspace import discretion
from openspace.absences import Problem
from openspace.figures import Crowded, Figures, Obstacle
from openspace.timetable import Change
from services.drafting import Asked, Undone
from services.planning import Result
from services.timetable import Draft
from storage.planning import Planning
from tests.unit.worst_case import (
    CHANGES,
    HERE,
    HOSTS,
    PEOPLE,
    ROOMS,
    SESSIONS,
    SLOTS,
    SPACE,
    SPREAD,
    TOPICS,
    a_draft,
    a_session,
    longest,
)

TABLE = 84
OBSTACLES = tuple(f"#9999 {longest(150)} stays when a host is away." for _ in range(50))
RESULT = Result(changed=tuple(range(TOPICS)), what_if=(longest(300),) * 20)
FAILED = Result(obstacles=OBSTACLES)
CLOSED = replace(HERE, space=replace(SPACE, voting_open=False))
GRID_ROOMS, GRID_SLOTS = ROOMS[: draft_grid.MOST_ROOMS], SLOTS[: draft_grid.MOST_SLOTS]
FULL = tuple(
    replace(a_session(n, slot=slot, room=room, is_talk=False), title=f"{n} {'long title ' * 13}")
    for n, (slot, room) in enumerate(
        ((slot, room) for slot in GRID_SLOTS for room in GRID_ROOMS), start=1
    )
)[:TABLE]
"""As many as still fit into a table."""


def stands(result: Result, **how: object) -> Planning:
    written = {
        "changed": result.changed,
        "what_if": result.what_if,
        "obstacles": result.obstacles,
        "is_fresh": False,
        "seconds": 1.0,
    }
    return replace(Planning(status="done", result=json.dumps(written)), **how)  # type: ignore[arg-type]


DRAFTED = replace(
    a_draft(SPREAD),
    here=CLOSED,
    stands=stands(RESULT),
    is_voted=True,
    figures=Figures(
        people=PEOPLE,
        get_all=discretion.share(PEOPLE // 2, PEOPLE),
        most_missed=100,
        crowded=Crowded(SPREAD[0], PEOPLE),
        placed=SESSIONS,
        unplaced=TOPICS,
        is_current=False,
    ),
    obstacles=dict.fromkeys(range(1, TOPICS + 1), Obstacle.BUSY_WHERE_FREE),
    left_out=frozenset(range(1, TOPICS, 2)),
    undoable="draft",
    step_id=BIGGEST,
    since=CHANGES,
)
"""All that can be said of a draft at once."""
DRAWN = replace(
    DRAFTED,
    rooms=tuple(replace(room, name=f"Room {room.id}") for room in GRID_ROOMS),
    slots=GRID_SLOTS,
    sessions=FULL,
    problems=tuple(Problem(session, host) for session in FULL for host in HOSTS),
    since=tuple(Change(None, session) for session in FULL),
)
FEW = replace(
    DRAFTED,
    undoable="swap #9998 and #9999",
    figures=Figures(9, discretion.share(9, 9), None, Crowded(SPREAD[0], 9), 40, 9, is_current=True),
)


def under_way(found: Draft) -> Draft:
    return replace(found, stands=stands(RESULT, status="working", progress=99))


SHOWN_OF_DRAFTS: dict[str, Callable[[], Message]] = {
    "drafting.asked": lambda: drafting.asked(Asked(HERE, is_new=True)),
    "drafting.asked again": lambda: drafting.asked(Asked(HERE, is_new=False)),
    "drafting.progress": lambda: drafting.progress(99),
    "drafting.fairness": lambda: drafting.fairness(999),
    "drafting.grid_coming": drafting.grid_coming,
    "timetable.shown": lambda: timetable.shown(DRAFTED, View("timetable", "", 2)),
    "timetable.draft with all there is to say": lambda: timetable.draft(
        DRAFTED, said=drafting.drafted(FAILED)
    ),
    "timetable.draft of few voters": lambda: timetable.draft(
        FEW, said=drafting.undone(Undone(HERE, "swap #7 and #8", tuple(range(TOPICS))))
    ),
    "timetable.draft that could not be made": lambda: timetable.draft(
        replace(DRAFTED, stands=stands(FAILED, status="failed"))
    ),
    "timetable.draft while a search is under way": lambda: timetable.draft(under_way(DRAFTED)),
    "timetable.draft while people vote": lambda: timetable.draft(
        replace(DRAFTED, here=HERE), said=drafting.discarded(DRAFTED)
    ),
    "timetable.draft before it is published": lambda: timetable.draft(
        replace(DRAFTED, is_published=False), said=drafting.drafted(RESULT)
    ),
    "timetable.grid": lambda: timetable.grid(DRAWN, said=drafting.drafted(RESULT)),
    "timetable.grid on page 2": lambda: timetable.grid(DRAWN, page=2),
    "timetable.grid on the last page": lambda: timetable.grid(DRAWN, page=99),
    "timetable.grid while a search is under way": lambda: timetable.grid(under_way(DRAWN)),
    "timetable.grid that does not fit": lambda: timetable.grid(DRAFTED),
}
