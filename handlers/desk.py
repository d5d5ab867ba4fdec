"""What every handler works with: database, clock, Slack, and what is done after the answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from slack_sdk import WebClient

from openspace.retention import Keeping
from storage.database import Database

Later = Callable[[str, Callable[[], None]], None]


@dataclass(frozen=True)
class Desk:
    """The tools of all handlers, built once in `bot/app.py`.

    Args:
        database: where one `begin()` is one transaction.
        now: the current moment, aware, in UTC; may be shifted for a demo.
        later: runs a call after the answer; calls with the same key one after another, in order.
        client: talks to Slack before an answer, with a timeout well inside its three seconds.
        patient: talks to Slack after an answer.
        prefix: what stands before every command's name, "" for nothing.
        keeping: how long what is about people is kept.
    """

    database: Database
    now: Callable[[], datetime]
    later: Later
    client: WebClient
    patient: WebClient
    prefix: str
    keeping: Keeping
