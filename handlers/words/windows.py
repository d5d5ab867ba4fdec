"""What follows `/openspace open` and `/openspace close`, where a window is named."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.words import choices
from handlers.words.tokens import Token
from openspace import RuleViolation
from openspace.spaces import Window

_WINDOWS = {
    "proposals": Window.PROPOSALS,
    "proposal": Window.PROPOSALS,
    "proposing": Window.PROPOSALS,
    "voting": Window.VOTING,
    "votes": Window.VOTING,
    "vote": Window.VOTING,
}
_SET_TIME = ("until", "till", "at", "on", "from")


@dataclass(frozen=True, slots=True)
class WindowOpen:
    """'From now on people may propose', or vote."""

    window: Window


@dataclass(frozen=True, slots=True)
class WindowClose:
    """'From now on nobody may propose', or vote."""

    window: Window


def opening(pieces: Sequence[Token]) -> WindowOpen:
    """Return what `/openspace open` followed by *pieces* asks for.

    Raises:
        RuleViolation: *pieces* do not name a window, or name a time.
    """
    if not pieces:
        raise RuleViolation(
            "What should open? Type `/openspace open proposals` or `/openspace open voting`."
        )
    return WindowOpen(_window(pieces, verb="open"))


def closing(pieces: Sequence[Token]) -> WindowClose:
    """Return what `/openspace close` followed by *pieces*, at least one, asks for.

    Raises:
        RuleViolation: *pieces* do not name a window, or name a time.
    """
    return WindowClose(_window(pieces, verb="close"))


def _window(pieces: Sequence[Token], *, verb: str) -> Window:
    named, *rest = pieces
    window = _WINDOWS.get(named.word)
    if named.word in _SET_TIME or (window and rest and rest[0].word in _SET_TIME):
        raise RuleViolation(
            "Set times are not available. "
            f"Type `/openspace close {window or Window.VOTING}` when it is time."
        )
    if window is None:
        examples = {word: f"/openspace {verb} {known}" for word, known in _WINDOWS.items()}
        raise choices.unknown(named.plain, examples)
    if rest:
        raise choices.too_much(rest[0].plain, f"/openspace {verb} {window}")
    return window
