"""The clock of many workspaces: slow ones hold up no other, and those that leave are left alone."""

import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest
from slack_sdk.oauth.installation_store import Installation
from sqlalchemy import text

from bot import slack, ticking
from bot.installations import Installations, Place
from bot.many_ticks import ManyTicks
from bot.retaining import Retaining
from bot.ticks import Ticks
from openspace.retention import Keeping
from sandbox.client import wait_for
from sandbox.server import Sandbox
from services import workspaces
from storage.database import Database
from tests.e2e.sandbox_app import manifest
from tests.handlers.world import AT_ONCE, SetClock
from tests.storage.sides import Side
from tests.storage.test_installations import settings
from tests.storage.week import NOW, TEAM

OTHER = "T2"


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a Slack that takes calls and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/api/"


class Clocked:
    """The clock of two workspaces: in one of them Slack hangs."""

    def __init__(self, database: Database, answering: Sandbox, silent: str) -> None:
        self.database = database
        self.made: list[str] = []
        known = settings(database, api_url=answering.api_url)
        self.installations = Installations(known, database, SetClock())

        def make(place: Place) -> Ticks:
            self.made.append(place.team_id)
            address = silent if place.team_id == TEAM else answering.api_url
            there = settings(database, api_url=address)
            client = slack.client(there, token=answering.bot_token, patience_s=2)
            return ticking.ticks(
                there, database, SetClock(), team_id=place.team_id, timing=AT_ONCE, client=client
            )

        retaining = Retaining(database, SetClock(), Keeping())
        self.ticks = ManyTicks(database, self.installations, SetClock(), retaining, make)

    def install(self, team_id: str) -> None:
        self.installations.store.save(
            Installation(app_id="A1", team_id=team_id, user_id="U1", bot_token=f"xoxb-{team_id}")
        )
        with self.database.begin() as db:
            workspaces.install(db, team_id=team_id, enterprise_id=None, name="A", now=NOW)
        self.installations.forget(team_id)

    def statuses(self, team_id: str) -> set[str]:
        with self.database.reading() as db:
            found = db.execute(_STATUSES, {"team": team_id})
            return set(found.scalars())

    def looks_anew(self) -> None:
        """Let the next tick look which workspaces there are, as after a second."""
        self.ticks._look_at = 0.0


_STATUSES = text("SELECT DISTINCT status FROM outbox WHERE team_id = :team")


@pytest.fixture
def clocked(database: Database, silent: str) -> Iterator[Clocked]:
    with Sandbox(manifest()) as answering:
        found = Clocked(database, answering, silent)
        try:
            yield found
        finally:
            found.ticks.stop()
            assert found.ticks.is_done(10)


def test_while_slack_hangs_in_one_workspace_the_other_is_written_to(clocked: Clocked) -> None:
    for team_id, topic in ((TEAM, "Heather"), (OTHER, "Harbour")):
        Side(clocked.database, team_id).holds(topic)
        clocked.install(team_id)
    clocked.ticks.deliver()

    def is_written_to() -> bool:
        clocked.ticks.deliver()
        return "pending" not in clocked.statuses(OTHER) and "sending" not in clocked.statuses(OTHER)

    wait_for(is_written_to)
    assert "sending" in clocked.statuses(TEAM), "it still hangs there"
    assert sorted(clocked.made) == [TEAM, OTHER]


def test_a_workspace_that_installs_the_bot_meanwhile_is_ticked_and_one_that_left_no_longer(
    clocked: Clocked,
) -> None:
    Side(clocked.database, OTHER).holds("Harbour")
    clocked.ticks.windows()
    assert clocked.made == []
    clocked.install(OTHER)
    clocked.looks_anew()
    clocked.ticks.windows()
    assert clocked.made == [OTHER]
    with clocked.database.begin() as db:
        workspaces.uninstall(db, team_id=OTHER, told_at=NOW + timedelta(seconds=1), now=NOW)
    before = clocked.statuses(OTHER)
    clocked.looks_anew()
    clocked.ticks.deliver()
    assert clocked.ticks.is_done(10)
    assert clocked.statuses(OTHER) == before
    assert "pending" in before
    clocked.install(OTHER)
    clocked.looks_anew()
    clocked.ticks.windows()
    assert clocked.made == [OTHER, OTHER]
