"""What documents tell an administrator to type, and somebody who types it."""

import os
import re
import signal
import subprocess
import textwrap
import threading
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.program import ROOT, SOON_S

BLOCK = re.compile(
    r"^(?: *<!-- (?P<note>[^>]+?) -->\n)?(?P<text> *```sh\n.*?\n *```)$", re.MULTILINE | re.DOTALL
)
NOT_RUN = "not run: "
STAYS = "stays, until it says: "
STOPPED = "the bot is stopped before"


@dataclass(frozen=True)
class Block:
    """Commands as they stand in a document.

    Args:
        text: one command a line.
        note: what a comment above them says; "" for nothing.
    """

    text: str
    note: str

    @property
    def not_run(self) -> str:
        """Why a test cannot run them; "" if it can."""
        return self.note.removeprefix(NOT_RUN) if self.note.startswith(NOT_RUN) else ""

    @property
    def says(self) -> str:
        """What they say once they are up, after which they stay; "" if they end by themselves."""
        return self.note.removeprefix(STAYS) if self.note.startswith(STAYS) else ""


def blocks(path: Path) -> list[Block]:
    """Everything that *path* tells to type, in order."""
    found = [
        Block("\n".join(textwrap.dedent(one["text"]).splitlines()[1:-1]), one["note"] or "")
        for one in BLOCK.finditer(path.read_text())
    ]
    assert len(found) == path.read_text().count("```sh\n")
    known = {"", STOPPED}
    assert [b.note for b in found if not (b.not_run or b.says) and b.note not in known] == []
    return found


def copied(folder: Path) -> Path:
    """Return a fresh copy of the program's files; nothing is installed in it."""
    listed = subprocess.run(  # noqa: S603 - git, asked for names
        ["git", "-C", str(ROOT), "ls-files", "-z"],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    copy = folder / "openspace"
    for name in filter(None, listed.split("\0")):
        if not name.startswith(("tests/", "docs/pictures/", ".venv")):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((ROOT / name).read_bytes())
    return copy


def prepare(folder: Path, block: Block) -> None:
    """Let `make` find the packages of this machine installed: they are not fetched again.

    Whatever is typed before the first `make` that installs finds nothing installed.
    """
    if "make " not in block.text or (folder / ".venv").exists():
        return
    (folder / ".venv").mkdir()
    for one in (ROOT / ".venv").resolve().iterdir():
        if not one.name.startswith((".run", ".dev")):
            (folder / ".venv" / one.name).symlink_to(one)
    (folder / ".venv" / ".run").touch()


def fill_in(file: Path, settings: dict[str, str]) -> None:
    """Write *settings* where an administrator would, each in its line of `.env`."""
    lines = file.read_text().splitlines()
    for name, value in settings.items():
        (place,) = [n for n, line in enumerate(lines) if line.startswith(f"{name}=")]
        lines[place] = f"{name}={value}"
    file.write_text("\n".join(lines) + "\n")


class Administrator:
    """Somebody who types, in one folder and one environment."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        kept = {name: os.environ[name] for name in ("HOME", "LANG") if name in os.environ}
        self._folder = folder
        self._environment = {**kept, **environment}
        self._staying: Staying | None = None

    def types(self, block: Block) -> str:
        """Type *block*, which has to end well; return what was said."""
        done = subprocess.run(  # noqa: S603 - our own documents
            ["sh", "-e", "-c", block.text],  # noqa: S607
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=3 * SOON_S,
            check=False,
        )
        assert done.returncode == 0, f"{block.text}\n{done.stdout}"
        return done.stdout

    def starts(self, block: Block) -> None:
        """Type *block*, which has to say what it should, and stays."""
        self.stops()
        self._staying = Staying(block, self._folder, self._environment)
        self._staying.wait()

    def stops(self, how: signal.Signals = signal.SIGTERM) -> str:
        """Stop what stays, if anything does; return all that it said."""
        staying, self._staying = self._staying, None
        return "" if staying is None else staying.stop(how)


class Staying:
    """What was typed and stays, with all processes it began."""

    def __init__(self, block: Block, folder: Path, environment: dict[str, str]) -> None:
        self._block = block
        self._said = ""
        self._state = threading.Condition()
        self._process = subprocess.Popen(  # noqa: S603 - our own documents
            ["sh", "-e", "-c", block.text],  # noqa: S607
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def wait(self) -> None:
        """Wait until it says what it should."""
        with self._state:
            self._state.wait_for(
                lambda: self._block.says in self._said or not self._reader.is_alive(),
                3 * SOON_S,
            )
        if self._block.says not in self._said:
            raise AssertionError(self.stop(signal.SIGKILL))

    def stop(self, how: signal.Signals) -> str:
        """Send *how* to all its processes, and wait until the last has ended."""
        os.killpg(self._process.pid, how)
        self._process.wait(SOON_S)
        # All of them hold the pipe.
        self._reader.join(SOON_S)
        assert not self._reader.is_alive()
        return self._said

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as stream:
            for line in stream:
                with self._state:
                    self._said += line
                    self._state.notify_all()
        with self._state:
            self._state.notify_all()
