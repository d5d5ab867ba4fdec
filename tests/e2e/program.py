"""The bot as a process under the sandbox, for tests that start and stop it."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from bot.manifest import manifest
from sandbox.server import Sandbox
from tests.e2e.apart import Slack

ROOT = Path(__file__).parents[2]
SOON_S = 20.0
END_S = 5.0


class Program:
    """`python -m bot …` in an empty folder, with nothing but the settings given."""

    def __init__(
        self,
        folder: Path,
        arguments: list[str],
        settings: dict[str, str],
        *,
        module: str = "bot",
    ) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.secrets = [
            value for name, value in settings.items() if name.endswith(("TOKEN", "SECRET"))
        ]
        self.lines: list[str] = []
        self._said = threading.Condition()
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", module, *arguments],
            cwd=folder,
            env={**kept, "PYTHONPATH": str(ROOT), **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    @property
    def output(self) -> str:
        return "".join(self.lines)

    def ready(self) -> float:
        """Wait until it is ready; return the seconds since now."""
        began = time.monotonic()
        self.says("Ready:")
        return time.monotonic() - began

    def says(self, words: str) -> None:
        with self._said:
            self._said.wait_for(lambda: words in self.output or self._ended(), SOON_S)
        assert words in self.output, self.output

    def ends(self, *signals: signal.Signals) -> int:
        """Send *signals*; return the exit code. It may take five seconds at most."""
        began = time.monotonic()
        for number in signals:
            self.process.send_signal(number)
        code = self.process.wait(SOON_S)
        self._reader.join(SOON_S)
        if signals:
            assert time.monotonic() - began < END_S, self.output
        assert "Traceback" not in self.output, self.output
        assert not [secret for secret in self.secrets if secret in self.output]
        return code

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(SOON_S)
        self._reader.join(SOON_S)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def _ended(self) -> bool:
        return not self._reader.is_alive()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._said:
                self.lines.append(line)
                self._said.notify_all()
        with self._said:
            self._said.notify_all()


Start = Callable[..., Program]


@contextmanager
def programs(folder: Path) -> Generator[Start]:
    """Yield what starts programs in *folder*; all are gone at the end."""
    running: list[Program] = []

    def start(settings: dict[str, str], *arguments: str, module: str = "bot") -> Program:
        given = list(arguments or ("run",))
        running.append(Program(folder, given, settings, module=module))
        return running[-1]

    try:
        yield start
    finally:
        for program in running:
            program.kill()


def workspace(mode: str, port: int) -> Sandbox:
    """Return a workspace for a bot in *mode*, which over HTTP listens at *port*."""
    address = f"http://127.0.0.1:{port}" if mode == "http" else None
    url = f"{address}/slack/events" if address else None
    return Sandbox(manifest(mode, "", address), people=["ada"], request_url=url)


def settings_for(slack: Sandbox | Slack, mode: str, port: int, folder: Path) -> dict[str, str]:
    """Return settings with which everything works."""
    return {
        "MODE": mode,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": f"sqlite:///{folder}/week.db",
        "HTTP_PORT": str(port),
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
