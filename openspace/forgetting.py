"""What becomes of a name when somebody wants to be forgotten."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

GONE = "gone"
"""The user id of everybody who left, all of them together; Slack's own begin with U or W."""

SOMEONE = "someone who left"
"""What stands where a name stood."""

SURE_FOR = timedelta(minutes=10)
"""How long the button is good with which somebody says that they are sure."""

_NAMED = re.compile(
    r"<@(?P<mentioned>[UW]\w+)(?:\|[^>]*)?>|(?<![a-z0-9])(?P<bare>[UW][a-z0-9]+)(?![a-z0-9])",
    re.IGNORECASE,
)


def without_names(text: str, is_gone: Callable[[str], bool], *, bare: str = SOMEONE) -> str:
    """Return *text* without mentions and user ids of people who are to be forgotten.

    Args:
        is_gone: says of a user id in capitals whether it is one of theirs.
        bare: what stands for an id that is no mention.
    """

    def replaced(found: re.Match[str]) -> str:
        mentioned = found["mentioned"]
        if not is_gone((mentioned or found["bare"]).upper()):
            return found[0]
        return SOMEONE if mentioned else bare

    return _NAMED.sub(replaced, text)


def button_until(now: datetime) -> int:
    """Return until when a button shown *now* is good, in minutes since 1970."""
    return int((now + SURE_FOR).timestamp()) // 60


def is_good(until: int, now: datetime) -> bool:
    """Say whether a button is still good that was made with *until*."""
    return int(now.timestamp()) // 60 <= until
