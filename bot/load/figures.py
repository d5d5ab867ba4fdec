"""What a load came to: counts and times for each deed, as a table for people and as JSON."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.load.crowd import Done
from bot.load.deeds import Kind

ALL = "all deeds"
NONE = "–"


@dataclass(frozen=True)
class Row:
    """The figures of one deed, or of all.

    Args:
        count: how many were done, refused or failed.
        refused: how many the bot refused in words, which is a right answer.
        reasons: why others failed, and how many for each reason.
        nothing: how many found nothing to press, and so asked the bot nothing; not in *count*.
        acks_ms: how long the bot took to answer, sorted.
    """

    name: str
    count: int
    refused: int
    reasons: Mapping[str, int]
    nothing: int
    acks_ms: tuple[float, ...]

    @property
    def failed(self) -> int:
        """Return how many failed."""
        return sum(self.reasons.values())

    def ack_ms(self, part: float) -> float | None:
        """Return the time within which that *part* of all were answered (nearest rank)."""
        if not self.acks_ms:
            return None
        return self.acks_ms[max(math.ceil(len(self.acks_ms) * part), 1) - 1]


@dataclass(frozen=True)
class Figures:
    """What a whole load came to.

    Args:
        rows: one for each deed that somebody did.
        seconds: how long it took.
        not_taken: what Slack would not have taken, by name, and how often.
    """

    people: int
    rows: tuple[Row, ...]
    total: Row
    seconds: float
    not_taken: Mapping[str, int]

    @property
    def per_second(self) -> float:
        """Return how many deeds were done in a second."""
        return self.total.count / self.seconds if self.seconds else 0.0

    @property
    def is_good(self) -> bool:
        """Say whether nothing failed and Slack would have taken everything."""
        return not self.total.failed and not self.not_taken


def count(
    done: Iterable[Done], *, people: int, seconds: float, not_taken: Mapping[str, int]
) -> Figures:
    """Return the figures of a load."""
    every = list(done)
    rows = [_row(kind, [one for one in every if one.kind is kind]) for kind in Kind]
    shown = tuple(row for row in rows if row.count or row.nothing)
    return Figures(people, shown, _row(ALL, every), seconds, dict(not_taken))


def _row(name: str, done: Sequence[Done]) -> Row:
    fates = Counter(one.fate for one in done)
    return Row(
        name=str(name),
        count=len(done) - fates["nothing to press"],
        refused=fates["refused"],
        reasons=dict(Counter(one.reason for one in done if one.fate == "failed")),
        nothing=fates["nothing to press"],
        acks_ms=tuple(sorted(one.ack_ms for one in done if one.ack_ms is not None)),
    )


PARTS = {"median_ms": 0.5, "p95_ms": 0.95, "p99_ms": 0.99, "slowest_ms": 1.0}


def as_json(figures: Figures) -> dict[str, Any]:
    """Return the figures for another program; times are in milliseconds, null for none."""
    return {
        "people": figures.people,
        "seconds": round(figures.seconds, 2),
        "per_second": round(figures.per_second, 2),
        "deeds": [_entry(row) for row in figures.rows],
        "total": _entry(figures.total),
        "not_taken": dict(figures.not_taken),
        "is_good": figures.is_good,
    }


def _entry(row: Row) -> dict[str, Any]:
    return {
        "deed": row.name,
        "count": row.count,
        "refused": row.refused,
        "failed": row.failed,
        "reasons": dict(row.reasons),
        "nothing_to_press": row.nothing,
        **{name: row.ack_ms(part) for name, part in PARTS.items()},
    }


HEAD = ("deed", "count", "refused", "failed", "median", "95 %", "99 %", "slowest")
WIDTHS = (22, 8, 9, 8, 9, 9, 9, 9)


def table(figures: Figures) -> str:
    """Return the figures for people to read; times are from the deed to the bot's ack, in ms."""
    lines = [
        _line(*HEAD),
        *(_cells(row) for row in figures.rows),
        _cells(figures.total),
        "",
        _pace(figures),
        "Times are from the deed to the bot's ack, in ms.",
    ]
    if figures.total.nothing:
        lines.append(f"Nothing to press: {_each(_nothing(figures))}. These asked the bot nothing.")
    for row in figures.rows:
        if row.failed:
            lines.append(f"Failed, {row.name}: {_each(row.reasons)}.")
    taken = f"{_each(figures.not_taken)}." if figures.not_taken else "nothing."
    lines.append(f"Slack would not have taken: {taken}")
    return "\n".join(lines)


def _pace(figures: Figures) -> str:
    pace = f"{figures.per_second:.1f} deeds a second"
    return f"{figures.people} people, {pace}, {figures.seconds:.1f} s."


def _nothing(figures: Figures) -> dict[str, int]:
    return {row.name: row.nothing for row in figures.rows if row.nothing}


def _each(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} × {number}" for name, number in counts.items())


def _cells(row: Row) -> str:
    times = [row.ack_ms(part) for part in PARTS.values()]
    told = [NONE if ms is None else f"{ms:.1f}" for ms in times]
    return _line(row.name, str(row.count), str(row.refused), str(row.failed), *told)


def _line(first: str, *others: str) -> str:
    cells = zip(others, WIDTHS[1:], strict=True)
    return f"{first:{WIDTHS[0]}}" + "".join(f"{text:>{width}}" for text, width in cells)
