"""Prints how long a start takes beside that of a bare Bolt app."""

import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.votes import bare
from tests.e2e.week import held

ROUNDS = 3
AIM_S = 1.5


def main() -> None:
    """Start both in turn, and print the medians."""
    rounds = [(_bare_s(), _our_s()) for _ in range(ROUNDS)]
    bare_s = median(one for one, _ in rounds)
    our_s = median(one for _, one in rounds)
    print("\nFrom start to ready, the database there already, in seconds")
    print(f"{'bare Bolt':30}{bare_s:10.2f}")
    is_met = "met" if our_s < AIM_S else "MISSED"
    print(f"{'this bot':30}{our_s:10.2f}   aim under {AIM_S:g} s: {is_met}", flush=True)


def _bare_s() -> float:
    began = time.perf_counter()
    with bare("limit"):
        return time.perf_counter() - began


def _our_s() -> float:
    with tempfile.TemporaryDirectory(prefix="openspace-bench-") as folder:
        url = f"sqlite:///{folder}/bench.db"
        with held("http", url, Path(folder)) as first:
            first.program.kill()
        with held("http", url, Path(folder)) as world:
            return world.ready_s


if __name__ == "__main__":
    main()
