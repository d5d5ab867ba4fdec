"""Does the demo show what the README promises, and end when it is told to?"""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sandbox.client import Workspace, wait_for
from sandbox.sights import Channel, Message
from tests.e2e.program import ROOT, Program, programs

ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)/#as=\w+&channel=(\w+)")
ROW = re.compile(r"^\| (\w+)(?:, in #(\w+))? \| `([^`]+)` \| (.+) \|$", re.MULTILINE)

PROMISED = {
    "/vote": "Your ballot in CoProWeekScot",
    "/propose What would a braver budget look like?": "Your topic is #15",
    "/signup 3": "you are first on the waiting list",
    "/tally": "have voted and given",
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
def running(folder: Path) -> Iterator[Demo]:
    """Start the demo and end it with Ctrl+C; it must end in order."""
    with programs(folder) as start:
        program = start({"PYTHONUNBUFFERED": "1"}, "demo", "--page-port", "0")
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
        # People were put there before the bot ran, so it could not be told of their coming.
        earlier = len(demo.workspace.wire())
        for name, text, channel in rows:
            assert PROMISED[text] in demo.types(name, text, channel).text
        assert "Give a dot" in demo.types("bo", "/vote").shown
        # Totals, and never who voted for what.
        tally = demo.types("ada", "/tally").text
        people = [one.id for one in demo.workspace.people()]
        assert [one for one in people if one in tally] == []
        assert "published" in demo.types("ada", "/openspace timetable publish").text
        agenda = demo.types("cy", "/agenda wed").text
        assert "#5 *How do we start co-production in procurement?*" in agenda
        assert "first on the waiting list" in agenda
        wait_for(lambda: any("has changed" in m.text for m in seen(demo)))
        for name in ("ada", "bo", "cy"):
            assert "What you can do next" in demo.types(name, "/openspace").text
            today = demo.types(name, "/agenda").text
            assert "#1 *What co-production asks of us: opening the week*" in today
        assert "given" in demo.types("ada", "/tally").text
        for name in ("bo", "cy"):
            assert "not shown to you" in demo.types(name, "/tally").text
        calls = demo.workspace.wire()[earlier:]
        assert [call for call in calls if call.refused or call.status >= 500] == []


def seen(demo: Demo) -> list[Message]:
    """What stands in the channel of the week."""
    return demo.workspace.person("bo").sees(demo.channels["coproweekscot"])
