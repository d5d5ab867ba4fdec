"""The most and the longest of what hosts are told, and of when somebody cannot be there."""

from collections.abc import Callable
from datetime import timedelta

from handlers.blocks import absences, hosting
from handlers.blocks.message import Message
from openspace.absences import MOST_ABSENCES, Absence, Choice
from services.absences import Asking, Away, Chosen
from services.news import HostJoined, HostRemoved, NamedHost
from tests.unit.worst_case import HERE, NOW, SPACE, SPREAD, longest

STATED = tuple(
    Absence(NOW + timedelta(days=n, minutes=1), NOW + timedelta(days=n + 1))
    for n in range(0, 2 * MOST_ABSENCES, 2)
)
TIMES = Chosen(
    tuple(Choice(one, f"Wed 22 Sep 10:00-11:00 {n}") for n, one in enumerate(STATED)), STATED
)
AWAY = Away(HERE, STATED, SPREAD)
ASKING = Asking(HERE, TIMES, "0123456789ab")

SHOWN_OF_MINE: dict[str, Callable[[], Message]] = {
    "absences.away": lambda: absences.away(AWAY),
    "absences.away of somebody who is always there": lambda: absences.away(Away(HERE, (), ())),
    "hosting.named": lambda: hosting.named(
        NamedHost("U1", SPACE, 9999, longest(150), named_by="U0000000002")
    ),
    "hosting.named by a facilitator": lambda: hosting.named(
        NamedHost("U1", SPACE, 9999, longest(150))
    ),
    "hosting.joined": lambda: hosting.joined(
        HostJoined("U1", SPACE, 9999, longest(150), joined="U0000000002")
    ),
    "hosting.removed": lambda: hosting.removed(
        HostRemoved("U1", SPACE, 9999, longest(150), removed_by="U0000000002")
    ),
}
