"""A sandbox in a process of its own, so that many people in the test's do not slow it down."""

import multiprocessing
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from sandbox.server import FAKE_APP_TOKEN, FAKE_BOT_TOKEN, FAKE_SIGNING_SECRET, Sandbox

WIRE_KEPT = 100_000
START_S = 20.0


@dataclass(frozen=True)
class Slack:
    """What a bot and people need to know of a sandbox elsewhere."""

    base_url: str
    team_id: str
    bot_token: str = FAKE_BOT_TOKEN
    app_token: str = FAKE_APP_TOKEN
    signing_secret: str = FAKE_SIGNING_SECRET

    @property
    def api_url(self) -> str:
        """Return where Slack's methods are."""
        return f"{self.base_url}/api/"


@contextmanager
def sandbox(
    manifest: Mapping[str, Any],
    *,
    people: Sequence[str],
    request_url: str | None,
    clock_offset_s: float = 0.0,
    clock_speed: float = 1.0,
) -> Generator[Slack]:
    """Run a sandbox in another process for as long as the block lasts."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    given = {
        "manifest": dict(manifest),
        "people": tuple(people),
        "request_url": request_url,
        "clock_offset_s": clock_offset_s,
        "clock_speed": clock_speed,
    }
    process = context.Process(target=_serve, args=(theirs, given), daemon=True)
    process.start()
    try:
        if not ours.poll(START_S):
            raise RuntimeError("The sandbox did not start.")
        base_url, team_id = ours.recv()
        yield Slack(base_url, team_id)
    finally:
        ours.send("stop")
        process.join(START_S)
        ours.close()
        theirs.close()


def _serve(connection: Connection, given: dict[str, Any]) -> None:
    running = Sandbox(**given, wire_kept=WIRE_KEPT)
    with running:
        connection.send((running.base_url, running.team_id))
        connection.recv()
