"""What every handler works with: database, clock, Slack, and what is done after the answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from slack_bolt import BoltContext
from slack_sdk import WebClient

from handlers.addresses import Way
from handlers.outages import Outages
from openspace.retention import Keeping
from storage.database import Database

Later = Callable[[str, Callable[[], None]], None]


@dataclass(frozen=True)
class Desk:
    """The tools of all handlers in one workspace, built in `bot/app.py`.

    Args:
        database: where one `begin()` is one transaction.
        now: the current moment, aware, in UTC; may be shifted for a demo.
        later: runs a call after the answer; calls with the same key one after another, in order.
        client: talks to Slack before an answer, with a timeout well inside its three seconds.
        patient: talks to Slack after an answer.
        prefix: what stands before every command's name, "" for nothing.
        keeping: how long what is about people is kept.
        outages: writes down what failed.
    """

    database: Database
    now: Callable[[], datetime]
    later: Later
    client: WebClient
    patient: WebClient
    prefix: str
    keeping: Keeping
    outages: Outages = field(default_factory=Outages)

    @property
    def way(self) -> Way:
        """Return what an answer at an address of Slack needs."""
        return Way(self.prefix, self.client.base_url)


@dataclass(frozen=True)
class Desks:
    """The desk of each workspace.

    Args:
        prefix: what stands before every command's name in all of them, "" for nothing.
        of: the desk of the workspace that a request belongs to.
        left: is told the id of a workspace that has taken the bot out.
    """

    prefix: str
    of: Callable[[BoltContext], Desk]
    left: Callable[[str], None]


def only(desk: Desk) -> Desks:
    """Return the same desk for every request: the bot serves one workspace."""
    return Desks(desk.prefix, lambda _context: desk, lambda _team_id: None)
