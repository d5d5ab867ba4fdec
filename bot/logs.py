"""How lines of the log are written: for people, or for a machine that collects logs."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from handlers import references

CHATTY = ("uvicorn", "websockets", "alembic")
TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

_KNOWN = frozenset(
    (*vars(logging.LogRecord("", 0, "", 0, "", None, None)), "message", "asctime", "taskName")
)
"""What every record has (docs.python.org, logging, LogRecord attributes); the rest are fields."""


def set_up(level: str, form: str) -> None:
    """Write the log to standard error from now on.

    Args:
        level: of the least important lines that are written.
        form: `text` or `json`.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if form == "json" else TextLines(TEXT))
    logging.basicConfig(level=level, handlers=[handler])
    for chatty in CHATTY:
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLevelName(level)))


class TextLines(logging.Formatter):
    """Lines for people; those of one request end with the same `[1a2b3c4d]`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        text = super().format(record)
        reference = references.current.get()
        return text if reference is None else f"{text} [{reference.text}]"


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message, request, and a record's own fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; *record*'s own fields come from `extra`."""
        reference = references.current.get()
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **({} if reference is None else {"request": reference.text}),
            **{name: value for name, value in vars(record).items() if name not in _KNOWN},
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
