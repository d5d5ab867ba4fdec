"""What follows `/openspace away`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import TypeAlias

from handlers.words import choices, moments, synonyms
from handlers.words.tokens import Token, joined
from openspace import RuleViolation, quoted

EXAMPLES = {"away": "/openspace away tue 10:00-11:00"}
_ADD = EXAMPLES["away"]
_REMOVE = "/openspace away remove tue"
_CLEAR = "/openspace away clear"


@dataclass(frozen=True, slots=True)
class AwayShow:
    """'When did I say that I cannot?'"""


@dataclass(frozen=True, slots=True)
class AwayAdd:
    """'I cannot on these days', at these times alone if there are any, pairs of start and end."""

    days: tuple[moments.Days, ...]
    times: tuple[tuple[time, time], ...] = ()


@dataclass(frozen=True, slots=True)
class AwayRemove:
    """'I can be there after all', on these days, at these times alone if there are any."""

    days: tuple[moments.Days, ...]
    times: tuple[tuple[time, time], ...] = ()


@dataclass(frozen=True, slots=True)
class AwayClear:
    """'I can always be there.'"""


AwayWanted: TypeAlias = AwayShow | AwayAdd | AwayRemove | AwayClear


def away(pieces: Sequence[Token]) -> AwayWanted:
    """Return what `/openspace away` followed by *pieces* asks for.

    Raises:
        RuleViolation: *pieces* do not say it.
    """
    pieces = choices.understood(pieces, synonyms.AWAY)
    match pieces:
        case []:
            return AwayShow()
        case [Token(word="clear")]:
            return AwayClear()
        case [Token(word="clear"), extra, *_]:
            raise choices.too_much(extra.plain, _CLEAR)
        case [Token(word="remove"), *rest]:
            return AwayRemove(*_times(rest, example=_REMOVE))
        case [Token(word="add"), *rest]:
            return AwayAdd(*_times(rest, example=_ADD))
        case _:
            return AwayAdd(*_times(pieces, example=_ADD))


def _times(
    pieces: Sequence[Token], *, example: str
) -> tuple[tuple[moments.Days, ...], tuple[tuple[time, time], ...]]:
    days: dict[moments.Days, None] = {}
    times: dict[tuple[time, time], None] = {}
    for word in moments.pieces(joined(pieces)):
        if period := moments.period(word):
            times[period] = None
        elif day := moments.day_or_range(word):
            days[day] = None
        elif moments.wall_time(word) is not None:
            raise RuleViolation(f"Until when, from {quoted(word)}? Type `{_ADD}`.")
        else:
            raise _not_understood(word, example=example)
    if not days:
        raise RuleViolation(f"On which days? Type `{example}`, or `all` instead of the days.")
    return tuple(days), tuple(times)


def _not_understood(word: str, *, example: str) -> RuleViolation:
    if no_such_day := moments.impossible(word):
        return RuleViolation(f"{no_such_day} Type `{example}`.")
    return choices.unknown(word, {"add": example, "remove": _REMOVE, "clear": _CLEAR})
