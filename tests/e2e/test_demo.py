"""Does the demo show what the README promises, and end when it is told to?"""

import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import demo as example
from bot import run
from sandbox.client import Workspace, wait_for
from sandbox.sights import Channel, Message
from tests.e2e.program import ROOT, Program, programs

ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)/#as=\w+&channel=(\w+)")
ROW = re.compile(r"^\| (\w+)(?:, in #(\w+))? \| `([^`]+)` \| (.+) \|$", re.MULTILINE)

PROMISED = {
    "/vote": "Your ballot in CoProWeekScot",
    "/propose What would a braver budget look like?": "Your topic is #15",
    "/signup 3": "you are first on the waiting list",
    "/agenda mine calendar": "The calendar file comes in a direct message",
    "/tally": "have voted and given",
    "/openspace messages": "Evening summary",
    "/openspace timetable draft": "I am working out a draft",
    '/openspace timetable move 5 wed 10:00 "Room A"': "Wed 24 Nov",
    '/openspace new "My week" 2027-11-22 to 2027-11-26': "*My week* starts here",
}
"""What is seen by whoever types what the README says."""


@dataclass(frozen=True)
class Demo:
    """A running demo, as people see it."""

    program: Program
    workspace: Workspace
    channels: dict[str, Channel]

    def types(self, name: str, text: str, channel: str = "coproweekscot") -> Message:
        answer = self.workspace.person(name).types(text, self.channels[channel])
        assert answer.ok, (text, answer.error)
        assert answer.message is not None
        return answer.message


@contextmanager
def running(folder: Path, *options: str) -> Iterator[Demo]:
    """Start the demo and end it with Ctrl+C; it must end in order."""
    with programs(folder) as start:
        program = start({"PYTHONUNBUFFERED": "1"}, "demo", "--page-port", "0", *options)
        program.says("Stop it with Ctrl+C")
        address = ADDRESS.search(program.output)
        assert address, program.output
        with Workspace(address[1]) as workspace:
            seen = workspace.person("ada").channels()
            channels = {channel.name: channel for channel in seen}
            assert channels["coproweekscot"].id == address[2]
            yield Demo(program, workspace, channels)
        assert program.ends(signal.SIGINT) == 0


def promises() -> list[tuple[str, str, str]]:
    """The rows of the README's table: who types what in which channel."""
    table = (ROOT / "README.md").read_text().split("Some things to type there", 1)[1]
    found = ROW.findall(table.split("`/openspace help` lists everything", 1)[0])
    return [(name, text, channel or "coproweekscot") for name, channel, text, _ in found]


def test_the_demo_keeps_what_the_readme_promises_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    rows = promises()
    assert {text for _, text, _ in rows} == set(PROMISED)
    with running(tmp_path) as demo:
        for name, text, channel in rows:
            assert PROMISED[text] in demo.types(name, text, channel).text
        assert {"+", "Details"} <= set(demo.types("bo", "/vote").labels)
        # Totals, and never who voted for what.
        tally = demo.types("ada", "/tally").text
        people = [one.id for one in demo.workspace.people()]
        assert [one for one in people if one in tally] == []
        assert "published" in demo.types("ada", "/openspace timetable publish").text
        agenda = demo.types("cy", "/agenda wed").text
        assert "#5 *How do we start co-production in procurement?*" in agenda
        assert "first on the waiting list" in agenda
        wait_for(lambda: any("has changed" in m.text for m in seen(demo)), timeout_s=20)
        for name in ("ada", "bo", "cy"):
            assert "What you can do next" in demo.types(name, "/openspace").text
            today = demo.types(name, "/agenda").text
            assert "#1 *What co-production asks of us: opening the week*" in today
        assert "given" in demo.types("ada", "/tally").text
        for name in ("bo", "cy"):
            assert "not shown to you" in demo.types(name, "/tally").text
        calls = demo.workspace.wire()
        assert [call for call in calls if call.refused or call.status >= 500] == []


def seen(demo: Demo) -> list[Message]:
    """What stands in the channel of the week."""
    return demo.workspace.person("bo").sees(demo.channels["coproweekscot"])


def test_the_demo_begins_late_in_the_week_and_runs_fast_where_it_is_told_to(tmp_path: Path) -> None:
    began_at = datetime(2027, 11, 24, 13, 50, tzinfo=UTC).timestamp()
    started = time.monotonic()
    with running(tmp_path, "--at", "2027-11-24 13:50", "--speed", "60") as demo:
        assert "The clock there runs 60 times as fast as yours." in demo.program.output
        earliest = time.monotonic()
        first = demo.workspace.now
        latest = time.monotonic()
        assert began_at <= first <= began_at + (latest - started) * 60
        wait_for(lambda: demo.workspace.now >= first + 60)
        least = time.monotonic() - latest
        shown = demo.workspace.now - first
        assert least * 60 <= shown <= (time.monotonic() - earliest) * 60
        # The bot keeps the same time, and the week is as people left it on its first morning.
        agenda = demo.types("gus", "/agenda").text
        assert "CoProWeekScot, today Wed 24 Nov" in agenda
        assert "#3 *Sharing power over a budget*" in agenda


def test_a_demo_that_cannot_be_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with programs(tmp_path) as start:
        program = start({}, "demo", "--at", "monday")
        assert program.ends() == 2
    assert program.output == (
        'Give --at a day and a time in London, like this: --at "2027-11-22 09:40"\n'
    )


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2027-11-22 09:40", datetime(2027, 11, 22, 9, 40, tzinfo=UTC)),
        (" 2027-11-26 23:59", datetime(2027, 11, 26, 23, 59, tzinfo=UTC)),
        # London keeps summer time then.
        ("2027-09-23 9:00", datetime(2027, 9, 23, 8, 0, tzinfo=UTC)),
    ],
)
def test_the_demo_begins_when_clocks_in_london_show_it(text: str, moment: datetime) -> None:
    assert example.moment(text) == moment


@pytest.mark.parametrize("text", ["", "2027-11-22", "2027-11-22 9am", "2027-11-31 09:00"])
def test_the_demo_begins_only_at_a_day_and_a_time(text: str) -> None:
    with pytest.raises(run.CannotStart, match="Give --at a day and a time"):
        example.moment(text)


@pytest.mark.parametrize("text", ["2027-11-27 00:00", "2027-09-22 23:59", "0001-01-01 00:00"])
def test_the_demo_begins_only_near_its_week(text: str) -> None:
    with pytest.raises(run.CannotStart, match="is Mon 22 to Fri 26 Nov 2027, so give --at"):
        example.moment(text)


def test_the_demo_runs_at_any_speed_up_to_an_hour_a_second() -> None:
    assert [example.speed(text) for text in ("0.5", "60", "3600")] == [0.5, 60, 3600]


@pytest.mark.parametrize("text", ["", "fast", "0", "-1", "3601", "nan", "inf"])
def test_a_speed_that_no_clock_has_is_refused(text: str) -> None:
    with pytest.raises(run.CannotStart, match="Give --speed a number above 0 and at most 3600"):
        example.speed(text)
