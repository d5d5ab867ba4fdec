"""The most and the longest of somebody's own week, and of another run of a topic."""

from collections.abc import Callable
from dataclasses import replace

from handlers.blocks import message, runs, suggesting
from handlers.blocks.message import Message
from openspace.discretion import Kind, Share
from openspace.runs import Answer, Crowded, Split
from openspace.signup import Place
from openspace.suggesting import Because, Difference
from services.news import RunAccepted, RunOffered
from services.runs import Answered, Offered, Suggestion
from services.suggesting import Clashing, Missing, Planned, Taken, Week
from services.weeks import Told
from tests.unit.worst_case import (
    AGENDA,
    ALL_TOPICS,
    ENTRIES,
    HERE,
    ME,
    PEOPLE,
    SPACE,
    TOGETHER,
    longest,
)

FREE = tuple(replace(one, mine=None) for one in ENTRIES)
MISSING = (
    *(
        Missing(ALL_TOPICS[n], Clashing(TOGETHER[n], TOGETHER[n + 1], because), run=ALL_TOPICS[-1])
        for n, because in enumerate(Because)
    ),
    *(Missing(topic, None, is_run_asked_for=True) for topic in ALL_TOPICS[5:40]),
)
WEEK = Week(
    AGENDA,
    tuple(Planned(one, is_host=False) for one in FREE),
    MISSING,
    wanted=80,
    met=40,
    has_voted=True,
)
TOLD = Told(
    "U1",
    WEEK,
    ALL_TOPICS[:60],
    Difference(tuple(range(1, 21)), tuple(range(21, 41)), tuple(range(41, 61))),
)
HOSTED = replace(ALL_TOPICS[-1], hosts=(ME.user_id,))
SUGGESTIONS = (
    *(
        Suggestion(topic, Crowded(topic.number, PEOPLE, 30), was_offered=False, answer=None)
        for topic in ALL_TOPICS[:10]
    ),
    Suggestion(
        ALL_TOPICS[11],
        Split(12, 9999, Share(Kind.ABOUT, 495, PEOPLE)),
        was_offered=True,
        answer=Answer.NO,
    ),
)


def suggestions() -> Message:
    """What stands below a draft, alone."""
    return message.message(
        runs.suggestions(SPACE, SUGGESTIONS), runs.suggestions(SPACE, SUGGESTIONS[-4:])
    )


SHOWN_OF_WEEKS: dict[str, Callable[[], Message]] = {
    "suggesting.week": lambda: suggesting.week(WEEK),
    "suggesting.week on its last page": lambda: suggesting.week(WEEK, page=4),
    "suggesting.week of somebody without dots": lambda: suggesting.week(
        replace(WEEK, planned=(), missing=(), wanted=0, met=0, has_voted=False)
    ),
    "suggesting.week before the timetable": lambda: suggesting.week(
        replace(WEEK, agenda=replace(AGENDA, is_published=False), planned=())
    ),
    "suggesting.week of one wish": lambda: suggesting.week(
        replace(WEEK, planned=(Planned(ENTRIES[0], is_host=True),), wanted=1, met=0)
    ),
    "suggesting.told": lambda: suggesting.told(TOLD),
    "suggesting.taken": lambda: suggesting.taken(
        Taken(
            WEEK,
            (
                *ENTRIES,
                *(replace(one, mine=Place(1, has_seat=True, capacity=1)) for one in ENTRIES),
            ),
        )
    ),
    "suggesting.taken without any": lambda: suggesting.taken(Taken(WEEK, ())),
    "runs.offered": lambda: runs.offered(Offered(HERE, HOSTED, was_offered=False, answer=None)),
    "runs.offered again": lambda: runs.offered(
        Offered(HERE, HOSTED, was_offered=True, answer=Answer.NO)
    ),
    "runs.answered": lambda: runs.answered(Answered(HERE, HOSTED, ALL_TOPICS[-1])),
    "runs.answered with no": lambda: runs.answered(Answered(HERE, HOSTED, None)),
    "runs.asked": lambda: runs.asked(RunOffered("U1", SPACE, 9999, longest(150))),
    "runs.accepted": lambda: runs.accepted(RunAccepted("U1", SPACE, 9999, longest(150), 9999)),
}
