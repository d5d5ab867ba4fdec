"""The bot as a process, a workspace around it, and people who hold an open space there."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from bot.manifest import manifest
from sandbox.client import Person, Workspace
from sandbox.sights import Answer, Channel, WireEntry
from storage.database import open_database
from tests import secrecy
from tests.e2e import apart
from tests.e2e.program import Program, free_port, programs, settings_for

FIRST_DAY: date = datetime.now(UTC).date()
TOMORROW = FIRST_DAY + timedelta(days=1)
LAST_DAY = FIRST_DAY + timedelta(days=4)
# The sign in such names is turned round (IANA, etcetera): Etc/GMT-3 is three hours ahead of UTC.
ZONE = f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"
"""A zone in which it is noon, whenever the tests run: nobody is written to directly at night."""


@dataclass(frozen=True)
class World:
    """A running bot, its workspace, and the channel of the open space."""

    slack: apart.Slack
    workspace: Workspace
    channel: Channel
    program: Program
    settings: dict[str, str]
    folder: Path
    ready_s: float

    def person(self, name: str) -> Person:
        """Return the person with that name."""
        return self.workspace.person(name)

    def refused(self) -> list[WireEntry]:
        """Return what Slack would not have taken, and what the bot answered with an error."""
        return [call for call in self.workspace.wire() if call.refused or call.status >= 500]

    def types(self, person: Person, text: str) -> str:
        """Type a command in the channel; return what the person then reads."""
        answer = person.types(text, self.channel)
        assert answer.ok, (text, answer.error)
        return said(answer)


@contextmanager
def held(
    mode: str,
    database_url: str,
    folder: Path,
    *,
    people: Sequence[str] = ("ada", "bo", "cy"),
    more: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[World]:
    """Start workspace and bot; stop both at the end. The bot must end in order.

    Args:
        more: settings of the bot besides those it needs.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}" if mode == "http" else None
    url = f"{address}/slack/events" if address else None
    with (
        apart.sandbox(manifest(mode, "", address), people=people, request_url=url) as slack,
        Workspace(slack.base_url) as workspace,
        programs(folder) as start,
    ):
        settings = {
            **settings_for(slack, mode, port, folder),
            "DATABASE_URL": database_url,
            **more,
        }
        began = time.monotonic()
        program = start(settings)
        program.ready()
        ready_s = time.monotonic() - began
        everyone = [workspace.person(name) for name in people]
        channel = workspace.add_channel("week", members=everyone)
        yield World(slack, workspace, channel, program, settings, folder, ready_s)
        # Whatever happened: the log names nobody, and nothing that anybody typed.
        assert [one.name for one in everyone if one.id in program.output] == []
        assert "opic number" not in program.output
        # Nor does anything that Slack got tie anybody to a topic they voted for.
        with closing(open_database(database_url)) as database:
            voters = secrecy.voters(database)
        assert secrecy.leaks(workspace.wire(), voters) == []


def said(answer: Answer) -> str:
    """Return the text of an answer."""
    assert answer.message is not None
    return answer.message.text


def begin_vote(world: World, ada: Person, *, topics: int) -> None:
    """Let *ada* start an open space with that many topics and voting open."""
    world.types(ada, f'/openspace new "The week" {FIRST_DAY} to {LAST_DAY} {ZONE}')
    world.types(ada, "/openspace open proposals")
    for number in range(1, topics + 1):
        world.types(ada, f"/propose Topic number {number}")
    world.types(ada, "/openspace open voting")
