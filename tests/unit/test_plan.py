"""`python -m bot plan`: what it reads, refuses, writes and says."""

import gzip
import json
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from bot import instances, plan
from openspace import search
from openspace.planning import Options, Place

GOOD: Mapping[str, Any] = {
    "topics": 3,
    "slots": 2,
    "rooms": [5, 3],
    "hosts": [[0], [1], [0, 2]],
    "unavailable": {"1": [0]},
    "fixed": [{"topic": 0, "slot": 0, "room": 0}],
    "wants": [[0, 1], [1, 2], []],
}


def planned(
    path: Path, out: Path | None, *, should_stop: Callable[[], bool] = lambda: False
) -> tuple[list[str], list[str]]:
    """Return what was said and what was told beside it."""
    said: list[str] = []
    told: list[str] = []
    plan.plan(
        plan.Wanted(path, None, Options(effort=0.1), out),
        should_stop=should_stop,
        progress=lambda: nullcontext(lambda _done, _planned: None),
        say=said.append,
        tell=told.append,
    )
    return said, told


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"topics": 2.5}, "topics has to be a whole number."),
        ({"slots": -1}, "slots is -1; it has to be at least 0."),
        ({"rooms": 4}, "rooms has to be a list."),
        ({"rooms": [5, True]}, "rooms[1] has to be a whole number."),
        ({"rooms": [5, 10**12]}, "rooms[1] is larger than 1,000,000,000."),
        ({"hosts": [[0]]}, "hosts has 1 entries, but there are 3 topics."),
        ({"hosts": [[0], ["x"], []]}, "hosts[1][0] has to be a whole number."),
        ({"unavailable": []}, 'unavailable has to be an object, such as {"9": [0, 1]}.'),
        (
            {"unavailable": {"bo": [0]}},
            'unavailable has "bo", which is not the number of a person.',
        ),
        (
            {"unavailable": {"9": [0, 2]}},
            "unavailable.9[1] is 2, but there are 2 slots (0 to 1).",
        ),
        ({"fixed": [5]}, "fixed[0] has to be an object with topic, slot and room."),
        ({"fixed": [{"topic": 0, "slot": 0}]}, "fixed[0].room is missing."),
        (
            {"fixed": [{"topic": 0, "slot": 12, "room": 0}]},
            "fixed[0].slot is 12, but there are 2 slots (0 to 1).",
        ),
        (
            {"rooms": [], "fixed": [{"topic": 0, "slot": 0, "room": 0}]},
            "fixed[0].room is 0, but there are no rooms.",
        ),
        (
            {"fixed": [{"topic": 0, "slot": 0, "room": 0}, {"topic": 0, "slot": 1, "room": 0}]},
            "fixed[1].topic is 0, which is fixed already.",
        ),
        ({"wants": [[3]]}, "wants[0][0] is 3, but there are 3 topics (0 to 2)."),
        ({"wants": [[1, 1]]}, "wants[0][1] is 1, which stands there already."),
        ({"weights": [[1, 1]]}, "weights has 1 entries, but wants has 3."),
        ({"weights": [[1], [1, 1], []]}, "weights[0] has 1 entries, but wants[0] has 2."),
        ({"weights": [[1, 0], [1, 1], []]}, "weights[0][1] is 0; it has to be at least 1."),
    ],
)
def test_a_bad_instance_is_refused_with_its_place(changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(instances.BadInstance) as refused:
        instances.problem({**GOOD, **changed})
    assert refused.value.text == sentence


@pytest.mark.parametrize("name", instances.REQUIRED)
def test_what_is_missing_is_named(name: str) -> None:
    with pytest.raises(instances.BadInstance) as refused:
        instances.problem({key: value for key, value in GOOD.items() if key != name})
    assert refused.value.text == f"{name} is missing."


@pytest.mark.parametrize(
    ("name", "data", "part"),
    [
        ("none.json", None, "cannot be read: No such file or directory."),
        ("a.json", b"{", "is not JSON: "),
        ("a.json", b"\xff\xfe\xff", "is not JSON: "),
        ("a.json.gz", b"{}", "cannot be read: Not a gzipped file"),
        ("a.json.gz", gzip.compress(b"{}")[:-9], "is packed, but not whole."),
        ("a.json", b"[" * 100_000, "is not JSON: "),
    ],
)
def test_a_file_that_is_no_instance_is_refused(
    tmp_path: Path, name: str, data: bytes | None, part: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(instances.BadInstance) as refused:
        instances.read(path)
    assert refused.value.text.startswith(f"{path} {part}")
    assert "\n" not in refused.value.text


def test_what_is_fixed_wrongly_is_told_in_words_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "wrong.json"
    fixed = [{"topic": topic, "slot": 0, "room": 0} for topic in (1, 2)]
    fixed.append({"topic": 0, "slot": 0, "room": 1})
    path.write_text(json.dumps({**GOOD, "fixed": fixed}))
    with pytest.raises(instances.BadInstance) as refused:
        planned(path, None)
    assert refused.value.text == (
        "Topic 1 is fixed in slot 0, room 0, but its host 1 is unavailable in that slot. Change"
        " fixed or unavailable.\n"
        "Topic 2 is fixed in slot 0, room 0, where topic 1 is fixed too. Take one of them out of"
        " fixed.\n"
        "Topic 2 is fixed in slot 0, room 0, but its host 0 has topic 0 at the same time. Take one"
        " of them out of fixed."
    )


def test_the_timetable_is_written_and_the_report_told(tmp_path: Path) -> None:
    path, out = tmp_path / "good.json.gz", tmp_path / "timetable.json"
    path.write_bytes(gzip.compress(json.dumps(GOOD).encode()))
    said, told = planned(path, out)
    assert told == []
    assert json.loads(out.read_text()) == {
        "placements": [
            {"topic": 0, "slot": 0, "room": 0},
            {"topic": 2, "slot": 1, "room": 0},
            {"topic": 1, "slot": 1, "room": 1},
        ]
    }
    said = said[0].splitlines()
    assert said[:5] == [
        "3 of 4 wishes are satisfied.",
        "1 of 2 people get all they want.",
        "Whoever fares worst misses 1 of 2.",
        "With wishes and nothing of them: no people.",
        "Raising those who fare worst cost 0, in wishes.",
    ]
    assert said[-1] == f"The timetable is in {out}."


def test_without_a_file_to_write_the_timetable_is_printed_alone(tmp_path: Path) -> None:
    path = tmp_path / "good.json"
    path.write_text(json.dumps(GOOD))
    said, told = planned(path, None)
    assert len(json.loads("".join(said))["placements"]) == 3
    assert told[0].startswith("3 of 4 wishes are satisfied.\n")


def test_stopping_writes_the_best_so_far_and_says_so(tmp_path: Path) -> None:
    path, out = tmp_path / "good.json", tmp_path / "timetable.json"
    path.write_text(json.dumps(GOOD))
    asked = iter(range(10_000))
    said, _told = planned(path, out, should_stop=lambda: next(asked) > 40)
    assert "It was stopped early, so another run may find another timetable." in said[0]
    written = json.loads(out.read_text())["placements"]
    problem = instances.problem(GOOD)
    places = {one["topic"]: Place(one["slot"], one["room"]) for one in written}
    assert search.violations(problem, places) == ()
