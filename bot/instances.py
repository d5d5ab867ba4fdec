"""Reads a planning problem from a file; what is wrong with it is a sentence with its place."""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from openspace.planning import Obstacle, Place, Problem

LARGEST = 10**9
"""Figures beyond this are mistakes."""

REQUIRED = ("topics", "slots", "rooms", "hosts", "unavailable", "fixed", "wants")


class BadInstance(Exception):
    """The file cannot be planned, for a reason that a person can mend.

    Args:
        text: one sentence, or several, each of its own.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def read(path: Path) -> Problem:
    """Return the problem in a file, which may be packed by gzip and then ends in `.gz`.

    Raises:
        BadInstance: it cannot be read or is no instance.
    """
    try:
        data = path.read_bytes()
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        found = json.loads(data)
    except OSError as error:
        # gzip says so too when a file is not packed (gzip.BadGzipFile is an OSError).
        raise BadInstance(f"{path} cannot be read: {error.strerror or error}.") from None
    except (EOFError, zlib.error):
        raise BadInstance(f"{path} is packed, but not whole.") from None
    except (ValueError, RecursionError) as error:
        raise BadInstance(f"{path} is not JSON: {error}.") from None
    return problem(found)


def problem(data: object) -> Problem:
    """Return the problem that *data* describes.

    Raises:
        BadInstance: it does not.
    """
    if not isinstance(data, dict):
        _fail("The file has to be an object with topics, slots, rooms and more.")
    for name in REQUIRED:
        if name not in data:
            _fail(f"{name} is missing.")
    topics = _number(data["topics"], "topics", least=0)
    slots = _number(data["slots"], "slots", least=0)
    rooms = tuple(
        _number(one, f"rooms[{at}]", least=0) for at, one in _listed(data["rooms"], "rooms")
    )
    hosts = tuple(
        tuple(_number(one, f"hosts[{at}][{n}]", least=0) for n, one in _listed(row, f"hosts[{at}]"))
        for at, row in _listed(data["hosts"], "hosts")
    )
    if len(hosts) != topics:
        _fail(f"hosts has {len(hosts)} entries, but there are {topics} topics.")
    return Problem(
        topics=topics,
        slots=slots,
        rooms=rooms,
        hosts=hosts,
        unavailable=_unavailable(data["unavailable"], slots),
        fixed=_fixed(data["fixed"], topics, slots, len(rooms)),
        wants=tuple(_wants(data["wants"], data.get("weights"), topics)),
    )


def sentence(obstacle: Obstacle) -> str:
    """Return why what is fixed cannot be, in words of the file, and what to change."""
    place = f"slot {obstacle.place.slot}, room {obstacle.place.room}"
    fixed = f"Topic {obstacle.topic} is fixed in {place}"
    if obstacle.kind == "taken":
        return f"{fixed}, where topic {obstacle.other} is fixed too. Take one of them out of fixed."
    if obstacle.kind == "host twice":
        return (
            f"{fixed}, but its host {obstacle.host} has topic {obstacle.other} at the same time."
            " Take one of them out of fixed."
        )
    return (
        f"{fixed}, but its host {obstacle.host} is unavailable in that slot."
        " Change fixed or unavailable."
    )


def _unavailable(data: object, slots: int) -> dict[int, frozenset[int]]:
    if not isinstance(data, dict):
        _fail('unavailable has to be an object, such as {"9": [0, 1]}.')
    found = {}
    for host, away in data.items():
        if not (host.isascii() and host.isdigit() and len(host) < 10):
            _fail(f'unavailable has "{host}", which is not the number of a person.')
        path = f"unavailable.{host}"
        found[int(host)] = frozenset(
            _of(one, f"{path}[{at}]", slots, "slots") for at, one in _listed(away, path)
        )
    return found


def _fixed(data: object, topics: int, slots: int, rooms: int) -> dict[int, Place]:
    found: dict[int, Place] = {}
    for at, one in _listed(data, "fixed"):
        path = f"fixed[{at}]"
        if not isinstance(one, dict):
            _fail(f"{path} has to be an object with topic, slot and room.")
        for name in ("topic", "slot", "room"):
            if name not in one:
                _fail(f"{path}.{name} is missing.")
        topic = _of(one["topic"], f"{path}.topic", topics, "topics")
        if topic in found:
            _fail(f"{path}.topic is {topic}, which is fixed already.")
        found[topic] = Place(
            _of(one["slot"], f"{path}.slot", slots, "slots"),
            _of(one["room"], f"{path}.room", rooms, "rooms"),
        )
    return found


def _wants(data: object, weights: object, topics: int) -> Iterator[dict[int, int]]:
    wanted = list(_listed(data, "wants"))
    weighed = None if weights is None else list(_listed(weights, "weights"))
    if weighed is not None and len(weighed) != len(wanted):
        _fail(f"weights has {len(weighed)} entries, but wants has {len(wanted)}.")
    for at, row in wanted:
        found: dict[int, int] = {}
        listed = list(_listed(row, f"wants[{at}]"))
        weight = None if weighed is None else list(_listed(weighed[at][1], f"weights[{at}]"))
        if weight is not None and len(weight) != len(listed):
            _fail(f"weights[{at}] has {len(weight)} entries, but wants[{at}] has {len(listed)}.")
        for n, one in listed:
            topic = _of(one, f"wants[{at}][{n}]", topics, "topics")
            if topic in found:
                _fail(f"wants[{at}][{n}] is {topic}, which stands there already.")
            found[topic] = (
                1 if weight is None else _number(weight[n][1], f"weights[{at}][{n}]", least=1)
            )
        yield found


def _listed(data: object, path: str) -> Iterator[tuple[int, Any]]:
    if not isinstance(data, list):
        _fail(f"{path} has to be a list.")
    return enumerate(data)


def _number(data: object, path: str, *, least: int) -> int:
    if type(data) is not int:
        _fail(f"{path} has to be a whole number.")
    if data < least:
        _fail(f"{path} is {data}; it has to be at least {least}.")
    if data > LARGEST:
        _fail(f"{path} is larger than {LARGEST:,}.")
    return data


def _of(data: object, path: str, count: int, what: str) -> int:
    if type(data) is not int:
        _fail(f"{path} has to be a whole number.")
    if not 0 <= data < count:
        there = f"there are {count} {what} (0 to {count - 1})" if count else f"there are no {what}"
        _fail(f"{path} is {data}, but {there}.")
    return data


def _fail(text: str) -> NoReturn:
    raise BadInstance(text)
