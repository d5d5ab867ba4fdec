"""What follows `/openspace open` and `/openspace close`, where a window is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import TypeAlias

from handlers.words import choices, moments, schedule
from handlers.words.tokens import Token, joined
from openspace import RuleViolation, quoted
from openspace.spaces import Window

NAMES = {
    "proposals": Window.PROPOSALS,
    "proposal": Window.PROPOSALS,
    "proposing": Window.PROPOSALS,
    "propose": Window.PROPOSALS,
    "topics": Window.PROPOSALS,
    "voting": Window.VOTING,
    "votes": Window.VOTING,
    "vote": Window.VOTING,
    "ballot": Window.VOTING,
}
"""The windows by the words that people have for them."""

_AT = ("at", "on", "from")
_UNTIL = ("until", "till", "to")


@dataclass(frozen=True, slots=True)
class SetTime:
    """'On that day at that time'; *day* is None where a time alone was typed, which is today's."""

    day: moments.Day | None
    wall: time


@dataclass(frozen=True, slots=True)
class WindowOpen:
    """'From then on people may propose', or vote, 'until then'.

    Args:
        at: None for now.
        until: None where no end was typed.
    """

    window: Window
    at: SetTime | None = None
    until: SetTime | None = None


@dataclass(frozen=True, slots=True)
class WindowClose:
    """'From then on nobody may propose', or vote; *at* is None for now."""

    window: Window
    at: SetTime | None = None


@dataclass(frozen=True, slots=True)
class WindowClear:
    """'It does not open by itself any more', or close where *is_open* is False."""

    window: Window
    is_open: bool


Windows: TypeAlias = WindowOpen | WindowClose | WindowClear


def opening(pieces: Sequence[Token]) -> WindowOpen | WindowClear:
    """Return what `/openspace open` followed by *pieces* asks for.

    Raises:
        RuleViolation: *pieces* do not name a window, or name no time that is understood.
    """
    if not pieces:
        raise RuleViolation(
            "What should open? Type `/openspace open proposals` or `/openspace open voting`."
        )
    window, behind = _window(pieces, verb="open")
    command = f"/openspace open {window}"
    start, end = _cut_at_until(behind)
    if end is None and _is_off(start):
        return WindowClear(window, is_open=True)
    if not start and end is not None and _is_off(end):
        return WindowClear(window, is_open=False)
    if _is_too_much(start):
        example = command if end is None else f"{command} until thu 17:00"
        raise choices.too_much(start[0].plain, example)
    both = f"{command} at thu 9:00 until thu 17:00"
    at = _set_time(start, command=f"{command} at", example=both) if start else None
    if end is None:
        return WindowOpen(window, at)
    return WindowOpen(window, at, _set_time(end, command=f"{command} until", example=both))


def closing(pieces: Sequence[Token]) -> WindowClose | WindowClear:
    """Return what `/openspace close` followed by *pieces*, at least one, asks for.

    Raises:
        RuleViolation: *pieces* do not name a window, or name no time that is understood.
    """
    window, behind = _window(pieces, verb="close")
    command = f"/openspace close {window}"
    if any(piece.word in _UNTIL for piece in behind):
        raise RuleViolation(
            f"Does {window.value} close or open then? Type `{command} at thu 17:00`"
            f" or `/openspace open {window} at thu 17:00`."
        )
    if _is_off(behind):
        return WindowClear(window, is_open=False)
    if _is_too_much(behind):
        raise choices.too_much(behind[0].plain, command)
    example = f"{command} at thu 17:00"
    return WindowClose(
        window, _set_time(behind, command=f"{command} at", example=example) if behind else None
    )


def _window(pieces: Sequence[Token], *, verb: str) -> tuple[Window, Sequence[Token]]:
    named, *behind = pieces
    window = NAMES.get(named.word.rstrip(","))
    if window is not None:
        return window, behind
    if named.word in (*_AT, *_UNTIL) or _is_moment(named.word):
        raise RuleViolation(
            f"What should {verb} then? Type `/openspace {verb} proposals at thu 17:00`"
            f" or `/openspace {verb} voting at thu 17:00`."
        )
    examples = {word: f"/openspace {verb} {known}" for word, known in NAMES.items()}
    raise choices.unknown(named.plain, examples)


def _cut_at_until(pieces: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token] | None]:
    """Return the pieces before the word `until` and those behind it, None where it is not there."""
    for n, piece in enumerate(pieces):
        if piece.word in _UNTIL:
            return pieces[:n], pieces[n + 1 :]
    return pieces, None


def _is_off(pieces: Sequence[Token]) -> bool:
    match moments.pieces(joined(pieces)):
        case (word,):
            return word in schedule.OFF
        case _:
            return False


def _is_too_much(pieces: Sequence[Token]) -> bool:
    """Return whether *pieces*, which stand where a time could, do not even try to be one."""
    if not pieces or pieces[0].word in _AT:
        return False
    words = moments.pieces(joined(pieces))
    return not any(word in schedule.OFF or _is_moment(word) for word in words)


def _is_moment(word: str) -> bool:
    return moments.day(word) is not None or moments.wall_time(word) is not None


def _set_time(pieces: Sequence[Token], *, command: str, example: str) -> SetTime:
    """Return the moment that *pieces* name: a time and at most one day, in either order.

    Args:
        command: what stands before a moment, for the refusals.
        example: a command with as many moments as there may be, for the refusal of more.
    """
    if any(piece.word in _UNTIL for piece in pieces):
        raise RuleViolation(f"Those are too many times: type `{example}`.")
    day, wall = None, None
    for word in moments.pieces(joined(pieces)):
        found_day, found_wall = moments.day(word), moments.wall_time(word)
        if word in schedule.OFF:
            raise RuleViolation(
                f"To take back a time that was set, type `{command} off` and nothing else."
            )
        if found_day is None and found_wall is None:
            raise RuleViolation(_not_understood(word, example=f"{command} thu 17:00"))
        if (found_day and day) or (found_wall is not None and wall is not None):
            raise RuleViolation(f"Those are too many times: type `{example}`.")
        day, wall = found_day or day, wall if found_wall is None else found_wall
    if wall is None:
        raise RuleViolation(f"The time is missing: type `{command} thu 17:00`.")
    return SetTime(day, wall)


def _not_understood(word: str, *, example: str) -> str:
    if no_such_day := moments.impossible(word):
        return f"{no_such_day} Type `{example}`."
    return f"{quoted(word)} is neither a day nor a time I know: type `{example}`."
