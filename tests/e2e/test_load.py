"""Does a load run as a program, tell right answers from failures, and end when it is told to?"""

import json
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.load.deeds import Kind, deeds
from bot.manifest import manifest
from sandbox.client import Workspace
from sandbox.server import Sandbox
from tests.e2e.program import Program, programs
from tests.e2e.week import World, begin_vote, held

ROW = re.compile(r"^(\w[\w ]+?) +(\d+) +(\d+) +(\d+) +([\d.–]+) +([\d.–]+) +([\d.–]+) +([\d.–]+)$")
SMALL = ("--people", "20", "--seconds", "3", "--think", "0.6")
TOPICS = 5
NO_SANDBOX = (
    "No sandbox answers at http://127.0.0.1:9. Start one with: python -m bot demo, or leave --page"
    " out.\n"
)


@contextmanager
def load(folder: Path, *options: str) -> Iterator[Program]:
    with programs(folder) as start:
        yield start({"PYTHONUNBUFFERED": "1"}, "load", *options)


def rows(output: str) -> dict[str, tuple[int, int, int]]:
    """How many were done, refused and failed, by deed, as the table says."""
    found = filter(None, (ROW.match(line) for line in output.splitlines()))
    return {row[1]: (int(row[2]), int(row[3]), int(row[4])) for row in found}


def told(output: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(output[output.index("{") :])
    return found


def test_twenty_people_act_and_the_table_adds_up(tmp_path: Path) -> None:
    with load(tmp_path, *SMALL) as program:
        assert program.ends() == 0, program.output
        found = rows(program.output)
    every = found.pop("all deeds")
    assert tuple(map(sum, zip(*found.values(), strict=True))) == every
    number, _, failed = every
    assert number > 20
    assert failed == 0
    assert {"open the ballot", "give a dot"} <= set(found)
    assert "Slack would not have taken: nothing." in program.output
    assert "20 people, " in program.output


def test_json_over_http_says_how_long_the_acks_took_and_nothing_else_is_printed(
    tmp_path: Path,
) -> None:
    with load(tmp_path, *SMALL, "--mode", "http", "--latency-ms", "50", "--json") as program:
        assert program.ends() == 0, program.output
        found = told(program.output)
    total = found["total"]
    assert total["count"] == sum(entry["count"] for entry in found["deeds"]) > 20
    assert 0 < total["median_ms"] <= total["p95_ms"] <= total["p99_ms"] <= total["slowest_ms"]
    assert (found["people"], found["is_good"], found["not_taken"]) == (20, True, {})


def test_a_load_that_is_told_to_end_early_still_prints_its_table(tmp_path: Path) -> None:
    with load(tmp_path, "--people", "5", "--seconds", "600", "--think", "0.2") as program:
        program.says("5 people act for 600 s. Ctrl+C ends it early.")
        assert program.ends(signal.SIGINT) == 0
    assert "all deeds" in program.output


def test_a_bot_that_does_not_run_is_a_failure_with_its_reason(tmp_path: Path) -> None:
    with Sandbox(manifest("socket", "", None), people=["ada"]) as sandbox:
        with Workspace(sandbox.base_url) as workspace:
            workspace.add_channel("week", members=workspace.everybody())
        with load(tmp_path, *SMALL, "--page", sandbox.base_url) as program:
            assert program.ends() == 1
    found = rows(program.output)
    number, _, failed = found["all deeds"]
    assert number == failed > 0
    assert f"Failed, open the ballot: dispatch_failed × {found['open the ballot'][2]}." in (
        program.output
    )
    assert "/vote dispatch_failed × " in program.output


def test_a_slack_that_takes_no_answers_is_seen(tmp_path: Path) -> None:
    with voting(tmp_path) as world:
        world.workspace.faults(rate_500=1.0, methods=["response_url"])
        with load(tmp_path, *SMALL, "--page", world.slack.base_url) as program:
            assert program.ends() == 1
    assert re.search(r"^Slack would not .*response_url internal_error × \d+", program.output, re.M)
    # What the bot was asked it did: only Slack did not show it.
    assert rows(program.output)["all deeds"][2] == 0


def test_a_home_that_never_comes_is_a_failure(tmp_path: Path) -> None:
    seed = next(seed for seed in count() if next(deeds(seed, 1)).kind is Kind.HOME)
    options = ("--people", "1", "--seconds", "1", "--think", "0", "--seed", str(seed))
    with voting(tmp_path) as world:
        world.workspace.faults(rate_500=1.0, methods=["views.publish"])
        with load(tmp_path, *options, "--page", world.slack.base_url) as program:
            assert program.ends() == 1
    assert "Failed, open Home: never shown × 1." in program.output
    assert "views.publish internal_error × " in program.output


def test_a_refusal_is_a_right_answer(tmp_path: Path) -> None:
    with voting(tmp_path) as world:
        world.types(world.person("ada"), "/openspace dots 1")
        with load(tmp_path, *SMALL, "--page", world.slack.base_url) as program:
            assert program.ends() == 0, program.output
        given = rows(program.output)["give a dot"]
        # Nobody's ballot became larger than that, so all others were refused.
        dots = re.search(r"given (\d+) dots?", world.types(world.person("ada"), "/tally"))
    assert dots is not None
    assert 0 < int(dots[1]) <= 20
    _, refused, failed = given
    assert refused > 0
    assert failed == 0


def test_a_load_beside_a_sandbox_leaves_it_as_fast_as_it_was(tmp_path: Path) -> None:
    with voting(tmp_path) as world:
        world.workspace.faults(latency_ms=7)
        slowed = ("--people", "5", "--seconds", "1", "--think", "0.2", "--latency-ms", "30")
        options = (*slowed, "--page", world.slack.base_url)
        with load(tmp_path, *options) as program:
            assert program.ends() == 0, program.output
        assert world.workspace.faults()["latency_ms"] == 7
        # A second one meets the people of the first.
        with load(tmp_path, *options) as program:
            assert program.ends() == 0, program.output


@contextmanager
def voting(folder: Path) -> Iterator[World]:
    """A bot that runs already, with a vote in which nobody takes part yet."""
    with held("socket", f"sqlite:///{folder}/week.db", folder) as world:
        begin_vote(world, world.person("ada"), topics=TOPICS)
        yield world


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (
            ("--people", "none"),
            "Give --people a whole number from 1 to 2000, like this: --people 100\n",
        ),
        (
            ("--page", "http://127.0.0.1:9"),
            NO_SANDBOX,
        ),
    ],
)
def test_a_load_that_cannot_be_is_refused_in_one_sentence(
    options: tuple[str, ...], words: str, tmp_path: Path
) -> None:
    with load(tmp_path, *options) as program:
        assert program.ends() == 2
    assert program.output == words


def test_a_database_that_is_in_use_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/load.db"
    options = ("--people", "2", "--seconds", "1", "--database-url", url)
    with load(tmp_path, *options) as program:
        assert program.ends() == 0, program.output
    with load(tmp_path, *options) as program:
        assert program.ends() == 2
    assert program.output == (
        f"The database {url} holds an open space already. Name an empty one, or leave"
        " --database-url out.\n"
    )
