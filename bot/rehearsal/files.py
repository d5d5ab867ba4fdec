"""A set-up as a file in TOML that people can read and change: reading and writing it."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openspace.schedule import USUAL, Schedule
from openspace.setup import SetUp
from openspace.spaces import TallySeenBy

OFF = "off"
FIRST_LINES = """\
# The set-up of an open space, for a rehearsal: python -m bot rehearse --file {name}
# docs/rehearsal.md explains each line.
"""
NAMES = {"digest_at": "digest", "summary_at": "summary", "reminder_min": "reminder"}
"""What the fields of a schedule are called in a file."""

WAYS = {
    date: "a day, like 2027-11-22",
    time: 'a time, like "10:00"',
    datetime: 'a day and a time, like "2027-11-22 15:30"',
    int: "a whole number",
    str: 'words in quotation marks, like "Room A"',
    bool: "true or false",
    TallySeenBy: " or ".join(f'"{one}"' for one in TallySeenBy),
}


class BadFile(Exception):
    """A file is no set-up; *text* says what is wrong and where."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def read(path: Path) -> SetUp:
    """Return the set-up that a file holds.

    Raises:
        BadFile: it cannot be read, or something in it cannot be.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadFile(f"There is no file {path}. Check --file.") from None
    except UnicodeDecodeError:
        raise BadFile(f"{path} is not a text file in UTF-8. Check --file.") from None
    except OSError as error:
        raise BadFile(f"{path} cannot be read: {error.strerror}. Check --file.") from None
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        raise BadFile(f"{path} is not right as TOML: {reason[:1].lower()}{reason[1:]}.") from None
    return _structured(found, path)


def write(path: Path, set_up: SetUp) -> None:
    """Write a set-up as a file that `read` reads.

    Raises:
        BadFile: it cannot be written, or is there already.
    """
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text(set_up, name=path.name))
    except FileExistsError:
        raise BadFile(
            f"{path} is there already, and you may have changed it. Name another file, or remove it"
            " first."
        ) from None
    except OSError as error:
        raise BadFile(f"{path} cannot be written: {error.strerror}.") from None


def text(set_up: SetUp, *, name: str) -> str:
    """Return a set-up in TOML, for a file of that *name*."""
    return FIRST_LINES.format(name=name) + "".join(f"{line}\n" for line in _lines(set_up))


def _lines(set_up: SetUp) -> Iterator[str]:
    values = {one.name: getattr(set_up, one.name) for one in fields(set_up)}
    parts = ("schedule", "windows", "rooms", "slots", "talks", "topics")
    yield from _pairs({name: value for name, value in values.items() if name not in parts})
    schedule = set_up.schedule
    yield from ("", "[schedule]")
    yield from _pairs({short: _or_off(getattr(schedule, name)) for name, short in NAMES.items()})
    windows = {one.name: getattr(set_up.windows, one.name) for one in fields(set_up.windows)}
    yield from ("", "[windows]")
    yield from _pairs(windows)
    for part in ("rooms", "slots", "talks", "topics"):
        for value in values[part]:
            yield from ("", f"[[{part}]]")
            yield from _pairs({one.name: getattr(value, one.name) for one in fields(value)})


def _or_off(value: object) -> object:
    return OFF if value is None else value


def _pairs(values: Mapping[str, object]) -> Iterator[str]:
    for name, value in values.items():
        if value is not None:
            yield f"{name} = {_written(value)}"


def _written(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case datetime():
            return f'"{value:%Y-%m-%d %H:%M}"'
        case date():
            return value.isoformat()
        case time():
            return f'"{value:%H:%M}"'
        case tuple():
            lines = "".join(f"    {_written(one)},\n" for one in value)
            return f"[\n{lines}]" if value else "[]"
    # JSON escapes what TOML wants escaped, but for one character (toml.io, v1.0.0, "String").
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _structured(found: Mapping[str, Any], path: Path) -> SetUp:
    # Imported here, so that --help is there at once.
    from cattrs import BaseValidationError, Converter, override, transform_error
    from cattrs.gen import make_dict_structure_fn

    converter = Converter(forbid_extra_keys=True)
    for kind, parse in _PARSERS.items():
        converter.register_structure_hook(kind, _strictly(kind, parse))
    converter.register_structure_hook(time | None, _time_or_off)
    converter.register_structure_hook(int | None, _number_or_off)
    converter.register_structure_hook(
        Schedule,
        make_dict_structure_fn(
            Schedule,
            converter,
            **{name: override(rename=short) for name, short in NAMES.items()},  # type: ignore[arg-type]
        ),
    )
    try:
        return converter.structure(found, SetUp)
    except BaseValidationError as error:
        wrong = transform_error(error, format_exception=_reason)
        more = "" if len(wrong) == 1 else f" (and {len(wrong) - 1} more)"
        raise BadFile(f"{path} cannot be used: {_sentence(wrong[0])}{more}") from None


def _reason(error: BaseException, _kind: type | None) -> str:
    from cattrs import ForbiddenExtraKeysError

    match error:
        case KeyError():  # cattrs' word for a field that is not there
            return "it is missing"
        case ForbiddenExtraKeysError():
            extra = ", ".join(sorted(error.extra_fields))
            return f"{extra} means nothing here"
        case ValueError() if str(error).startswith("it "):
            return str(error)
    return "it is not what is expected there"


_PLACE = re.compile(r"\[(\d+)\]")


def _sentence(wrong: str) -> str:
    """Return cattrs' "reason @ $.rooms[0].capacity" as people say it, counted from 1."""
    reason, _, place = wrong.rpartition(" @ $")
    for field, short in NAMES.items():
        place = place.replace(field, short)
    where = _PLACE.sub(lambda found: f" {int(found[1]) + 1}", place.lstrip("."))
    name = where.replace(".", ", ")
    return f"in {name}, {reason}." if name else f"{reason}."


def _strictly(kind: type, parse: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    def structure(value: Any, _kind: Any) -> Any:
        try:
            return parse(value)
        except (TypeError, ValueError, AttributeError):
            raise ValueError(f"it is {_shown(value)}, and should be {WAYS[kind]}") from None

    return structure


def _shown(value: object) -> str:
    shown = _written(value) if not isinstance(value, dict | list) else "a table or list"
    return shown if len(shown) <= 40 else f"{shown[:39]}…"


def _exactly(kind: type) -> Callable[[Any], Any]:
    def parse(value: Any) -> Any:
        # True is an int in Python.
        if type(value) is not kind:
            raise TypeError
        return value

    return parse


def _date(value: Any) -> date:
    return value if type(value) is date else date.fromisoformat(value.strip())


def _time(value: Any) -> time:
    if isinstance(value, time):
        return value
    return datetime.strptime(value.strip().replace(".", ":"), "%H:%M").time()  # noqa: DTZ007 - a wall time


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime) and value.tzinfo is None:
        return value
    return datetime.strptime(value.strip().replace("T", " "), "%Y-%m-%d %H:%M")  # noqa: DTZ007 - a wall time


_PARSERS: Mapping[type, Callable[[Any], Any]] = {
    str: _exactly(str),
    int: _exactly(int),
    bool: _exactly(bool),
    date: _date,
    time: _time,
    datetime: _moment,
    TallySeenBy: TallySeenBy,
}


def _time_or_off(value: Any, _kind: Any) -> time | None:
    return None if value == OFF else _or_say(_time, value, f'{WAYS[time]}, or "{OFF}"')


def _number_or_off(value: Any, _kind: Any) -> int | None:
    ways = f'a number of minutes, like {USUAL.reminder_min}, or "{OFF}"'
    return None if value == OFF else _or_say(_exactly(int), value, ways)


def _or_say(parse: Callable[[Any], Any], value: Any, ways: str) -> Any:
    try:
        return parse(value)
    except (TypeError, ValueError, AttributeError):
        raise ValueError(f"it is {_shown(value)}, and should be {ways}") from None
