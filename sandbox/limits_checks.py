"""Small checks that Slack's limits are put together from; each yields what is wrong, and where."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.refusals import Json


@dataclass(frozen=True)
class Problem:
    """One thing Slack refuses: the JSON pointer of its place and the reason."""

    pointer: str
    reason: str

    def __str__(self) -> str:
        return f"[ERROR] {self.reason} [json-pointer:{self.pointer}]"


Check = Callable[[Any, str], Iterator[Problem]]


def string(most: int, *, least: int = 1) -> Check:
    """A string of *least* to *most* characters."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem(at, "should be a string")
        elif len(value) < least:
            yield Problem(at, f"must be more than {least - 1} characters")
        elif len(value) > most:
            yield Problem(at, f"must be less than {most + 1} characters")

    return check


def matching(fits: Callable[[str], object], what: str) -> Check:
    """A string that *fits* accepts; *what* names the form in the reason."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, str) or not fits(value):
            yield Problem(at, f"must be {what}")

    return check


def number(least: float, most: float) -> Check:
    """A whole number from *least* to *most*."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Problem(at, "should be an integer")
        elif not least <= value <= most:
            yield Problem(at, f"must be from {least:g} to {most:g}")

    return check


def flag(value: Any, at: str) -> Iterator[Problem]:
    """True or false."""
    if not isinstance(value, bool):
        yield Problem(at, "should be a boolean")


def anything(_value: Any, _at: str) -> Iterator[Problem]:
    """Whatever it is: the sandbox has no opinion."""
    yield from ()


def one_of(*allowed: object) -> Check:
    """One of some values."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if value not in allowed:
            yield Problem(at, f"must be one of {', '.join(map(str, allowed))}")

    return check


def many(item: Check, *, least: int = 1, most: int) -> Check:
    """A list of *least* to *most* items."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(at, "should be an array")
            return
        if len(value) < least:
            yield Problem(at, f"no fewer than {least} items allowed")
        if len(value) > most:
            yield Problem(at, f"no more than {most} items allowed")
            return
        for n, part in enumerate(value):
            yield from item(part, f"{at}/{n}")

    return check


def shape(needed: Mapping[str, Check], optional: Mapping[str, Check], *extra: Check) -> Check:
    """An object with the *needed* fields, perhaps the *optional* ones, and no others.

    *extra* checks look at the whole object once its fields are right.
    """
    known = {"type": anything, **needed, **optional}

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(at, "should be an object")
            return
        is_right = True
        for name in needed:
            if name not in value:
                is_right = False
                yield Problem(at, f"missing required field: {name}")
        for name, part in value.items():
            if name not in known:
                yield Problem(f"{at}/{name}", f"invalid additional property: {name}")
                continue
            for problem in known[name](part, f"{at}/{name}"):
                is_right = False
                yield problem
        if is_right:
            for whole in extra:
                yield from whole(value, at)

    return check


def by_type(table: Mapping[str, Check], allowed: Iterable[str] | None = None) -> Check:
    """An object whose `type` chooses the check; *allowed* narrows the types."""
    types = frozenset(table if allowed is None else allowed)

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(at, "should be an object")
            return
        kind = value.get("type")
        if kind is None:
            yield Problem(at, "missing required field: type")
        elif not isinstance(kind, str) or kind not in types:
            yield Problem(f"{at}/type", f"unsupported type: {kind}")
        else:
            yield from table[kind](value, at)

    return check


def any_field(*names: str) -> Check:
    """At least one of some fields."""

    def check(value: Json, at: str) -> Iterator[Problem]:
        if not any(name in value for name in names):
            yield Problem(at, f"missing required field: {' or '.join(names)}")

    return check


def only_one_field(*names: str) -> Check:
    """Exactly one of some fields."""

    def check(value: Json, at: str) -> Iterator[Problem]:
        if sum(name in value for name in names) != 1:
            yield Problem(at, f"exactly one of {' or '.join(names)} is allowed")

    return check


def text(most: int, *, plain: bool = False, least: int = 1) -> Check:
    """A text object of *least* to *most* characters; *plain* allows plain_text alone."""
    long_enough = string(most, least=least)
    plain_text = shape({"text": long_enough}, {"emoji": flag})
    mrkdwn = shape({"text": long_enough}, {"verbatim": flag})
    table = {"plain_text": plain_text} if plain else {"plain_text": plain_text, "mrkdwn": mrkdwn}
    return by_type(table)
