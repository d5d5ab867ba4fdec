"""What kind of load somebody asked for, read from the words of the command line."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from bot import settings, settings_checks
from bot.run import CannotStart

Number = TypeVar("Number", int, float)

MOST_PEOPLE = 2000
LONGEST_S = 3600
LONGEST_THINK_S = 600
LONGEST_LATENCY_MS = 10_000


@dataclass(frozen=True)
class Wanted:
    """A load, all checked.

    Args:
        seconds: how long people act.
        think_s: how long one thinks between two deeds, in the mean.
        database_url: an empty database; None for one that is gone afterwards.
        latency_ms: how long the sandbox waits before it does what the bot asks of it.
        page: the address of a sandbox that runs already; None for one of its own.
    """

    people: int
    seconds: float
    seed: int
    think_s: float
    database_url: str | None
    mode: str
    latency_ms: float
    page: str | None


def read(
    *,
    people: str,
    seconds: str,
    seed: str,
    think: str,
    database_url: str | None,
    mode: str | None,
    latency_ms: str,
    page: str | None,
) -> Wanted:
    """Return what the options of the command line say.

    Raises:
        CannotStart: one of them cannot be used.
    """
    if page is not None and (database_url is not None or mode is not None):
        raise CannotStart(
            "--database-url and --mode are for a sandbox of its own: leave them out, or --page."
        )
    if mode not in (None, *settings.MODES):
        raise CannotStart("--mode can be socket or http, like this: --mode http")
    return Wanted(
        people=_number(int, people, "--people", 1, MOST_PEOPLE, "100"),
        seconds=_number(float, seconds, "--seconds", 1, LONGEST_S, "30"),
        seed=_number(int, seed, "--seed", 0, 10**9, "1"),
        think_s=_number(float, think, "--think", 0, LONGEST_THINK_S, "2"),
        database_url=None if database_url is None else _database(database_url),
        mode=mode or "socket",
        latency_ms=_number(float, latency_ms, "--latency-ms", 0, LONGEST_LATENCY_MS, "400"),
        page=None if page is None else _address(page),
    )


def _number(
    kind: Callable[[str], Number], text: str, option: str, least: int, most: int, example: str
) -> Number:
    try:
        number = kind(text)
    except ValueError:
        number = kind("-1")
    if not (math.isfinite(number) and least <= number <= most):
        name = "a whole number" if kind is int else "a number"
        raise CannotStart(
            f"Give {option} {name} from {least} to {most}, like this: {option} {example}"
        )
    return number


def _database(text: str) -> str:
    try:
        return settings.database(text)
    except settings.BadSettings:
        raise CannotStart(
            "Give --database-url the address of an empty database, like this:"
            " --database-url sqlite:///load.db"
        ) from None


def _address(text: str) -> str:
    """Return the sandbox's address without what its page adds to it, like `/#as=U1`."""
    try:
        parts = urlsplit(text.strip())
        is_usable = parts.scheme == "http" and parts.hostname in settings_checks.LOOPBACK
        port = parts.port
    except ValueError:
        is_usable, port = False, None
    if not is_usable or port is None:
        raise CannotStart(
            "Give --page the address of a sandbox on this machine, like this:"
            " --page http://127.0.0.1:8700"
        )
    return f"http://{parts.netloc}"
