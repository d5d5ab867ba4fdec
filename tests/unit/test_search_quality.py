"""Timetables of reference instances are as good as promised; `make bench` has the large ones."""

from pathlib import Path

import pytest

from bot import instances
from openspace import search
from openspace.planning import Options

FOLDER = Path(__file__).parents[2] / "benchmarks" / "timetables"


@pytest.mark.parametrize(("name", "wishes"), [("XS-1", 66), ("S-1", 338)])
def test_small_reference_instances_reach_their_best(name: str, wishes: int) -> None:
    problem = instances.read(FOLDER / f"{name}.json")
    score = search.score(problem, search.search(problem, Options(effort=0.5)).places)
    assert (score.met, score.with_nothing) == (wishes, 0)


@pytest.mark.parametrize(("name", "weight"), [("M-1", 2813), ("Mdots-1", 5621)])
def test_medium_reference_instances_come_close_to_it(name: str, weight: int) -> None:
    problem = instances.read(FOLDER / f"{name}.json")
    score = search.score(problem, search.search(problem, Options(effort=0.2)).places)
    assert score.weight >= weight
    assert score.with_nothing == 0
