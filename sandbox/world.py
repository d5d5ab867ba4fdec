"""Everything one sandbox consists of, handed to every part that answers somebody."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from sandbox.clock import Clock
from sandbox.delivery import Delivery
from sandbox.faults import Faults
from sandbox.interactions import Interactions
from sandbox.live import Live
from sandbox.manifest import AppManifest
from sandbox.rate_limits import RateLimits
from sandbox.socket_mode import SocketMode
from sandbox.turner import Turner
from sandbox.wire import Wire
from sandbox.workspace import Workspace


@dataclass(frozen=True)
class Tokens:
    """The app's credentials in the sandbox."""

    bot: str
    app: str
    signing_secret: str


@dataclass(frozen=True)
class OAuthApp:
    """What proves that a program is the app which workspaces install by themselves."""

    client_id: str
    client_secret: str


@dataclass(frozen=True)
class Granted:
    """Who agreed that the app is installed, and where they were sent then."""

    person_id: str
    redirect_uri: str


@dataclass(frozen=True)
class Limits:
    """Slack's limits in seconds of real time; tests shorten them."""

    ack_s: float = 3.0
    trigger_s: float = 3.0
    response_url_s: float = 1800.0
    socket_warning_s: float = 10.0
    event_retry_delays_s: tuple[float, ...] = (0.0, 60.0, 300.0)


@dataclass
class World:
    """The parts of a running sandbox."""

    workspace: Workspace
    clock: Clock
    manifest: AppManifest
    tokens: Tokens
    limits: Limits
    interactions: Interactions
    rate_limits: RateLimits
    faults: Faults
    wire: Wire
    live: Live
    sockets: SocketMode
    delivery: Delivery
    base_url: str = ""
    is_bot_token_revoked: bool = False
    oauth_app: OAuthApp | None = None
    is_installed: bool = True
    dead_tokens: set[str] = field(default_factory=set)
    codes: dict[str, Granted] = field(default_factory=dict)
    turner: Turner | None = None
    taken_scopes: frozenset[str] = frozenset()
    tasks: set[asyncio.Task[Any]] = field(default_factory=set)

    def in_background(self, work: Coroutine[Any, Any, Any]) -> None:
        """Run *work* beside what is being answered."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
