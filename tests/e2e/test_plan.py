"""`python -m bot plan` as a process."""

import json
import signal
import subprocess
import sys
from pathlib import Path

from bot import instances
from openspace import search
from openspace.planning import Place

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "benchmarks" / "timetables"


def begun(*arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "bot", "plan", *arguments]
    return subprocess.Popen(  # noqa: S603 - our own program
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_a_file_that_cannot_be_planned_ends_with_2_and_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "instance.json"
    path.write_text("[]")
    with begun(str(path)) as program:
        said, told = program.communicate()
    assert (program.returncode, said) == (2, "")
    assert told == "The file has to be an object with topics, slots, rooms and more.\n"


def test_stopping_it_leaves_the_best_timetable_so_far(tmp_path: Path) -> None:
    path, out = FOLDER / "XL-1.json.gz", tmp_path / "timetable.json"
    with begun(str(path), "-o", str(out), "--effort", "100", "--seconds", "60") as program:
        # Whenever it comes, once the program listens: before, during and after the first plan.
        try:
            program.wait(2)
        except subprocess.TimeoutExpired:
            program.send_signal(signal.SIGINT)
        said, told = program.communicate(timeout=20)
    assert (program.returncode, told) == (0, "")
    assert "It was stopped early" in said
    places = {
        one["topic"]: Place(one["slot"], one["room"])
        for one in json.loads(out.read_text())["placements"]
    }
    assert search.violations(instances.read(path), places) == ()
