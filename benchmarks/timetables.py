"""Prints how good timetables of reference and invented instances are, and how long they take."""

import time
from dataclasses import dataclass
from pathlib import Path

from bot import instances
from openspace import search
from openspace.planning import Options, Problem
from tests.instances import invented

FOLDER = Path(__file__).with_name("timetables")
BEST_KNOWN = {
    "XS-1": 66,
    "S-1": 338,
    "M-1": 2827,
    "Mover-1": 2538,
    "Mdots-1": 5649,
    "L-1": 14354,
    "XL-1": 86332,
}
"""Weights of satisfied wishes, from minutes of compiled annealing."""


@dataclass(frozen=True)
class Row:
    """One instance and what is known of it; None where nothing is."""

    name: str
    problem: Problem
    best: int | None


def main() -> None:
    """Plan every instance with and without fairness, in one thread after the other."""
    print("\nTimetables, default seed; seconds of CPU and on the clock")
    print(
        f"{'instance':12}{'weight':>8}{'best':>8}{'percent':>9}{'CPU s':>8}{'clock s':>9}"
        f"{'get all':>9}{'nothing':>9}{'worst misses':>14}{'fairness cost':>15}"
    )
    for row in rows():
        _measure(row)


def rows() -> list[Row]:
    """Return what is measured: the reference instances, then invented ones of other kinds."""
    found = [Row(name, _read(name), best) for name, best in BEST_KNOWN.items()]
    for seed in (1, 2, 3):
        medium = invented(seed, topics=60, slots=10, rooms=6, people=500, heaviest=seed)
        crowded = invented(seed, topics=90, slots=10, rooms=6, people=500)
        found += [Row(f"medium {seed}", medium, None), Row(f"crowded {seed}", crowded, None)]
    return found


def _read(name: str) -> Problem:
    plain = FOLDER / f"{name}.json"
    return instances.read(plain if plain.exists() else FOLDER / f"{name}.json.gz")


def _measure(row: Row) -> None:
    cpu_s, clock_s = time.process_time(), time.perf_counter()
    plan = search.search(row.problem)
    cpu_s, clock_s = time.process_time() - cpu_s, time.perf_counter() - clock_s
    score = search.score(row.problem, plan.places)
    # Compared with a search of its own, which may by chance find less.
    plain = search.search(row.problem, Options(fairness=0))
    cost = search.score(row.problem, plain.places).weight - score.weight
    percent = f"{100 * score.weight / row.best:.2f}" if row.best else ""
    missed, wanted = score.worst
    assert search.violations(row.problem, plan.places) == ()
    print(
        f"{row.name:12}{score.weight:8}{row.best or '':>8}{percent:>9}{cpu_s:8.2f}{clock_s:9.2f}"
        f"{score.with_all:9}{score.with_nothing:9}{f'{missed} of {wanted}':>14}"
        f"{cost:>8} ({100 * cost / max(score.weight, 1):.2f} %)",
        flush=True,
    )


if __name__ == "__main__":
    main()
