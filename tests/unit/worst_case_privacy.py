"""What is said about being forgotten and about files, at its longest."""

from collections.abc import Callable
from dataclasses import replace

from handlers.blocks import exporting, forgetting
from handlers.blocks.message import Message
from openspace.exporting import Whole
from services.forgetting import Foreseen, Part
from tests.unit.worst_case import HERE, SPACE, longest

NUMBERS = tuple(range(9000, 9999))
PART = Part(
    replace(SPACE, name=longest(80)),
    dots=100,
    stay_counted=True,
    seats=500,
    kept=NUMBERS,
    alone=NUMBERS,
    was_facilitator=True,
)
MANY = Foreseen((PART,) * 40, is_known=True, has_home=True, asked_at=HERE.now)
ONE = replace(MANY, parts=(replace(PART, stay_counted=False, seats=1, kept=(), alone=(7,)),))
NONE = replace(MANY, parts=(replace(PART, dots=0, seats=0, kept=(), alone=()),))
WHOLE = Whole(
    open_space=longest(80),
    channel_id=SPACE.channel_id,
    first_day=SPACE.first_day,
    last_day=SPACE.last_day,
    time_zone=SPACE.zone,
    dots_each=5,
    made_at=HERE.now,
    themes=(),
    facilitators=(),
    rooms=(),
    slots=(),
    topics=(),
    timetable=(),
    draft=(),
    tally=None,
    turnout=None,
    requests=(),
    deeds=(),
)

SHOWN_OF_PRIVACY: dict[str, Callable[[], Message]] = {
    "forgetting.sure": lambda: forgetting.sure(MANY),
    "forgetting.sure of one": lambda: forgetting.sure(ONE),
    "forgetting.sure of nothing": lambda: forgetting.sure(NONE),
    "forgetting.gone": lambda: forgetting.gone(MANY),
    "forgetting.gone of one": lambda: forgetting.gone(ONE),
    "forgetting.gone of nothing": lambda: forgetting.gone(NONE),
    "exporting.mine_coming": exporting.mine_coming,
    "exporting.mine_note": exporting.mine_note,
    "exporting.mine_failed": exporting.mine_failed,
    "exporting.whole_coming": exporting.whole_coming,
    "exporting.whole_note": lambda: exporting.whole_note(WHOLE),
    "exporting.whole_failed": exporting.whole_failed,
}
