"""Changes payloads: as a modified client could, and as nothing but a broken Slack would."""

import copy
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from tests.handlers.test_any_text import LEADING, NASTY

Json = dict[str, Any]

NUMBERS = (-1, 0, 1, 2, 3, 99, 2**31 - 1, 2**31, 2**63, 10**30, -(10**30))
WORDS = (
    *NASTY,
    "", "ballot", "topics", "tally", "timetable", "grid", "week", "mine", "requests", "none", "all",
    "only 1", "2027-11-23 10:00", "2027-02-30", "99:99", "10:00", "Room A", "Etc/GMT+99", "9" * 400,
    "x" * 3001, "\ud800", "U123", "C123", "T123", "1.1.1", "null", "true", "[1]", '{"dots":"5"}',
    "[" * 5000, "http://127.0.0.1:9/", "https://hooks.slack.com.example.org/", "file:///etc/passwd",
    "27000000-27000060", "0-999999999", "en\u0301", "١٢", "Ⅷ", "²", "1e3", "0x10", "−1", "+1",
)  # fmt: skip


def deep(levels: int) -> Any:
    """A list in a list in a list."""
    made: Any = []
    for _ in range(levels):
        made = [made]
    return made


OTHERS: tuple[Any, ...] = (None, True, 1.5, float("inf"), [], {}, [[]], {"a": {}}, deep(60))


def text(chance: Random) -> str:
    """What somebody could type behind a command."""
    kind = chance.random()
    if kind < 0.5:
        count = chance.randrange(4)
        pieces = [chance.choice((*NASTY, *LEADING, "1", "#2", "x2", "3 x9")) for _ in range(count)]
        return chance.choice(LEADING) + chance.choice(("", " ", ", ")).join(pieces)
    if kind < 0.7:
        return "".join(chr(_code(chance)) for _ in range(chance.randrange(40)))
    if kind < 0.8:
        return chance.choice(NASTY) * chance.randrange(1, 300)
    return chance.choice(("", "1", "1 x2", "clear", "help", "2 x5", "remove 1", "week", "mine"))


def _code(chance: Random) -> int:
    code = chance.choice(
        (chance.randrange(0x80), chance.randrange(0x3000), chance.randrange(0x10FFFF))
    )
    return 0x20 if 0xD800 <= code <= 0xDFFF else code


def carried(value: str, chance: Random) -> str:
    """What a button or form could carry if its person had changed it."""
    kind = chance.random()
    if kind < 0.25:
        return value
    if kind < 0.35:
        return _word(chance)
    if kind < 0.45:
        cut = chance.randrange(len(value) + 1)
        return (
            value[:cut] + chance.choice(("", "[", "]", '"', "\\", "\x00", ",1", "é")) + value[cut:]
        )
    try:
        parts = json.loads(value)
    except ValueError:
        return _word(chance)
    if not isinstance(parts, list) or not parts:
        return _word(chance)
    for _ in range(chance.randrange(1, 3)):
        at = chance.randrange(len(parts))
        now = parts[at]
        if isinstance(now, int) and chance.random() < 0.8:
            parts[at] = chance.choice(NUMBERS)
        elif isinstance(now, str) and chance.random() < 0.8:
            parts[at] = _word(chance)
        else:
            parts[at] = chance.choice((*NUMBERS, *OTHERS))
    if chance.random() < 0.1:
        parts.append(chance.choice(NUMBERS))
    return json.dumps(parts, ensure_ascii=chance.random() < 0.5)


def filled(state: Json, chance: Random) -> Json:
    """What the fields of a form could hold, of the kinds that they have."""
    changed = copy.deepcopy(state)
    for name, element in changed.items():
        if chance.random() < 0.5:
            continue
        for key in ("value", "selected_time", "selected_date"):
            if key in element:
                element[key] = chance.choice((None, _word(chance), text(chance)))
        if "selected_option" in element:
            old = str(element["selected_option"].get("value", ""))
            element["selected_option"] = chance.choice((None, {"value": carried(old, chance)}))
        if "selected_options" in element:
            many = [{"value": _word(chance)} for _ in range(chance.randrange(4))]
            element["selected_options"] = many
        changed[name] = element
    return changed


def broken(payload: Json, chance: Random) -> Json:
    """The payload with up to three of its parts of another kind, or gone."""
    changed = copy.deepcopy(payload)
    for _ in range(chance.randrange(1, 4)):
        holder, key = chance.choice(list(_places(changed)))
        if chance.random() < 0.3:
            del holder[key]
            if not changed:
                return changed
        else:
            holder[key] = copy.deepcopy(
                chance.choice((_word(chance), chance.choice(NUMBERS), *OTHERS))
            )
    return changed


def _places(part: Any) -> Iterator[tuple[Any, Any]]:
    keys: Any = part.keys() if isinstance(part, dict) else range(len(part))
    for key in keys:
        yield part, key
        if isinstance(part[key], dict | list) and len(json.dumps(part[key])) < 4000:
            yield from _places(part[key])


def _word(chance: Random) -> str:
    # A lone half of a sign cannot be sent; JSON can name it, and `broken` sends that.
    return chance.choice([word for word in WORDS if word != "\ud800"])


def raw(body: bytes, chance: Random) -> bytes:
    """The bytes with some of them changed, cut off or doubled."""
    changed = bytearray(body)
    steps: tuple[Callable[[], None], ...] = (
        lambda: changed.__delitem__(slice(chance.randrange(len(changed) + 1), None)),
        lambda: changed.extend(chance.randbytes(chance.randrange(40))),
        lambda: changed.__setitem__(
            slice(at := chance.randrange(len(changed) + 1), at + 1), chance.randbytes(1)
        ),
        lambda: changed.extend(changed[:2000]),
    )
    for _ in range(chance.randrange(1, 5)):
        chance.choice(steps)()
    return bytes(changed)
