"""Remembers whom this process has met, and when; of very many people only the last."""

from collections import OrderedDict
from datetime import datetime
from threading import Lock

REMEMBERED = 10_000
"""How many people are remembered, by some 400 bytes each. Whoever was forgotten is looked up in the
database at their next deed, as after a start."""


class Acquaintances:
    """When each person was met, safe to ask from many threads.

    Args:
        most: how many are remembered; those met longest ago are forgotten first.
    """

    def __init__(self, *, most: int = REMEMBERED) -> None:
        self._most = most
        self._lock = Lock()
        self._met: OrderedDict[tuple[str, str], datetime] = OrderedDict()

    def met_at(self, team_id: str, user_id: str) -> datetime | None:
        """Return when somebody was met; None for somebody who was not, or was forgotten."""
        return self._met.get((team_id, user_id))

    def note(self, team_id: str, user_id: str, *, at: datetime) -> None:
        """Remember that somebody was met at that moment."""
        with self._lock:
            self._met[team_id, user_id] = at
            self._met.move_to_end((team_id, user_id))
            if len(self._met) > self._most:
                self._met.popitem(last=False)

    def forget(self, team_id: str, user_id: str) -> None:
        """Let somebody be one who was not met."""
        with self._lock:
            self._met.pop((team_id, user_id), None)
