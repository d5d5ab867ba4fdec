"""What somebody filled into a form, read back field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any


@dataclass(frozen=True)
class Filled:
    """What somebody filled in, as Slack's `state.values`; what is not there reads as empty."""

    values: Mapping[str, Any]

    def text(self, action_id: str) -> str:
        """Return the words in a field, exactly as typed."""
        typed = self._of(action_id).get("value")
        return typed if isinstance(typed, str) else ""

    def choice(self, action_id: str) -> str | None:
        """Return the value chosen in a field; None for none."""
        option = self._of(action_id).get("selected_option")
        return str(option["value"]) if isinstance(option, Mapping) and "value" in option else None

    def choices(self, action_id: str) -> tuple[str, ...]:
        """Return the values chosen in a field of several."""
        chosen = self._of(action_id).get("selected_options")
        options = chosen if isinstance(chosen, list) else []
        known = (one for one in options if isinstance(one, Mapping) and "value" in one)
        return tuple(str(one["value"]) for one in known)

    def time(self, action_id: str) -> str:
        """Return the time of day chosen in a field, as `09:30`; "" for none."""
        chosen = self._of(action_id).get("selected_time")
        return chosen if isinstance(chosen, str) else ""

    def people(self, action_id: str) -> tuple[str, ...]:
        """Return the user ids chosen in a field."""
        chosen = self._of(action_id).get("selected_users")
        return tuple(str(one) for one in chosen) if isinstance(chosen, list) else ()

    def is_ticked(self, action_id: str) -> bool:
        """Say whether a box is ticked."""
        return bool(self._of(action_id).get("selected_options"))

    def day(self, action_id: str) -> date | None:
        """Return the day chosen in a field; None for none."""
        chosen = self._of(action_id).get("selected_date")
        try:
            return date.fromisoformat(chosen) if isinstance(chosen, str) else None
        except ValueError:
            return None

    def moment(self, action_id: str) -> datetime | None:
        """Return the moment chosen in a field, in UTC; None for none."""
        chosen = self._of(action_id).get("selected_date_time")
        try:
            return datetime.fromtimestamp(chosen, UTC) if isinstance(chosen, int) else None
        except (ValueError, OverflowError, OSError):  # beyond all calendars
            return None

    def channel(self, action_id: str) -> str:
        """Return the id of the channel chosen in a field; "" for none."""
        chosen = self._of(action_id).get("selected_conversation")
        return chosen if isinstance(chosen, str) else ""

    def has(self, action_id: str) -> bool:
        """Say whether the form had that field at all."""
        return bool(self._of(action_id))

    def _of(self, action_id: str) -> Mapping[str, Any]:
        for fields in self.values.values():
            if isinstance(fields, Mapping) and isinstance(fields.get(action_id), Mapping):
                found: Mapping[str, Any] = fields[action_id]
                return found
        return {}


def block_for(view: Mapping[str, Any], action_id: str | None) -> str | None:
    """Return the id of the block with that field, else of the first field; None without fields."""
    fields = list(_fields(view))
    named = [block_id for block_id, name in fields if name == action_id]
    return next(iter([*named, *(block_id for block_id, _ in fields)]), None)


def _fields(view: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for block in view.get("blocks", []):
        if block.get("type") == "input":
            yield block["block_id"], block["element"]["action_id"]
