"""The sandbox itself: puts the parts together and serves them on loopback."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from sandbox import (
    api_files,
    clock_api,
    controls_api,
    deeds_api,
    oauth,
    people_api,
    reading_api,
    response_urls,
    web_api,
)
from sandbox import manifest as manifests
from sandbox.clock import Clock
from sandbox.delivery import HttpDelivery
from sandbox.drops import DroppableHttp, DroppableWebSocket
from sandbox.faults import Faults
from sandbox.interactions import Interactions
from sandbox.live import Live
from sandbox.rate_limits import RateLimits
from sandbox.socket_mode import SocketMode
from sandbox.turner import Turner
from sandbox.wire import Wire, WireCall
from sandbox.workspace import Workspace
from sandbox.world import Limits, OAuthApp, Tokens, World

# Not secrets: they open nothing but a sandbox on this machine.
FAKE_BOT_TOKEN = "xoxb-sandbox-not-a-real-token"  # noqa: S105 - fake
FAKE_APP_TOKEN = "xapp-sandbox-not-a-real-token"  # noqa: S105 - fake
FAKE_SIGNING_SECRET = "sandbox-not-a-real-secret"  # noqa: S105 - fake
WIRE_KEPT = 10_000
PAGE = Path(__file__).parent / "page"
START_LIMIT_S = 10.0


class Sandbox:
    """A Slack-shaped workspace with one app installed, served from a thread of its own.

    Args:
        manifest: the app's manifest; what Slack would refuse in it raises ValueError.
        people: handles of people to add at once, as members.
        request_url: where the app takes signed HTTP; None delivers by Socket Mode.
        port: 0 takes any free port.
        clock_offset_s: shifts the time that people and message timestamps see.
        clock_speed: how many seconds of that time go by in a real one.
        limits: Slack's limits in seconds; tests shorten them.
        oauth_app: one that the workspace installs by itself; None for one that is in it already.
        wire_kept: how many calls the wire remembers.
        on_wire: shown every call between sandbox and app, on the server's thread.
    """

    def __init__(
        self,
        manifest: Mapping[str, Any],
        *,
        team_name: str = "Sandbox",
        people: Iterable[str] = (),
        request_url: str | None = None,
        signing_secret: str = FAKE_SIGNING_SECRET,
        bot_token: str = FAKE_BOT_TOKEN,
        app_token: str = FAKE_APP_TOKEN,
        host: str = "127.0.0.1",
        port: int = 0,
        clock_offset_s: float = 0.0,
        clock_speed: float = 1.0,
        team_id: str = "T0SANDBOX1",
        app_id: str = "A0SANDBOX1",
        limits: Limits | None = None,
        oauth_app: OAuthApp | None = None,
        wire_kept: int = WIRE_KEPT,
        on_wire: Callable[[WireCall], None] | None = None,
    ) -> None:
        self.team_id = team_id
        self.app_id = app_id
        self.bot_token = bot_token
        self.app_token = app_token
        self.signing_secret = signing_secret
        self._address = (host, port)
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        clock = Clock(clock_offset_s, clock_speed)
        self._world = _world(
            manifests.read(manifest),
            Tokens(bot_token, app_token, signing_secret),
            limits or Limits(),
            clock,
            (team_id, team_name, app_id),
            request_url,
            Wire(kept=wire_kept, on_call=on_wire, clock=clock),
        )
        self._world.oauth_app = oauth_app
        self._world.is_installed = oauth_app is None
        workspace = self._world.workspace
        self.bot_user_id = workspace.bot_user_id
        for name in people:
            workspace.add_person(
                name, real_name=name.capitalize(), kind="member", tz="Europe/London"
            )

    @property
    def clock(self) -> Clock:
        """The workspace's clock; it may be turned from any thread."""
        return self._world.clock

    def play_with(self, turner: Turner) -> None:
        """Let people turn the clock by *turner*, which sees to what is due on the way."""
        self._world.turner = turner

    def clock_turned(self) -> None:
        """Tell everybody's page what the clock shows; may be called from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(clock_api.tell, self._world)

    @property
    def base_url(self) -> str:
        """The address of the page and the human side, without a slash at the end."""
        return self._world.base_url

    @property
    def api_url(self) -> str:
        """The address to give to slack_sdk's WebClient as `base_url`."""
        return f"{self.base_url}/api/"

    def start(self) -> Self:
        """Serve from a thread and return once requests are answered.

        Raises:
            OSError: the port is taken.
            RuntimeError: the server did not come up in time.
        """
        listener = _listener(self._address)
        host, port = listener.getsockname()[:2]
        self._world.base_url = f"http://{host}:{port}"
        config = uvicorn.Config(
            self._application(),
            loop="asyncio",  # uvloop's clock knows whole milliseconds only
            http=DroppableHttp,
            ws=DroppableWebSocket,
            ws_per_message_deflate=False,
            lifespan="on",
            log_config=None,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listener]}, name="sandbox", daemon=True
        )
        self._thread.start()
        deadline = time.monotonic() + START_LIMIT_S
        while not self._server.started:
            if time.monotonic() > deadline or not self._thread.is_alive():
                listener.close()
                raise RuntimeError("The sandbox did not start.")
            time.sleep(0.005)
        return self

    def stop(self) -> None:
        """Stop serving; what was delivered but not acked is given up."""
        if self._server is None or self._thread is None or self._loop is None:
            return
        self._loop.call_soon_threadsafe(self._world.live.close)
        self._server.should_exit = True
        self._thread.join()
        self._server = None

    def wait(self) -> None:
        """Return when the server has ended."""
        if self._thread:
            self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _application(self) -> Starlette:
        @contextlib.asynccontextmanager
        async def lifespan(_app: Starlette) -> AsyncIterator[None]:
            self._loop = asyncio.get_running_loop()
            yield
            await _end(self._world)

        app = Starlette(
            lifespan=lifespan,
            routes=[
                Route("/api/{method}", web_api.endpoint, methods=["GET", "POST"]),
                Route("/respond/{team_id}/{key}", response_urls.endpoint, methods=["POST"]),
                Route("/upload/{file_id}", api_files.upload, methods=["POST"]),
                WebSocketRoute("/link/", _link),
                *deeds_api.ROUTES,
                *people_api.ROUTES,
                *reading_api.ROUTES,
                *clock_api.ROUTES,
                *controls_api.ROUTES,
                *oauth.ROUTES,
                Route("/", _page),
                Route("/split", _split),
                Mount("/page", StaticFiles(directory=PAGE, check_dir=False)),
            ],
        )
        app.state.world = self._world
        return app


def _world(
    manifest: manifests.AppManifest,
    tokens: Tokens,
    limits: Limits,
    clock: Clock,
    names: tuple[str, str, str],
    request_url: str | None,
    wire: Wire,
) -> World:
    team_id, team_name, app_id = names
    workspace = Workspace(team_id=team_id, team_name=team_name, app_id=app_id, clock=clock)
    workspace.add_bot_user(manifest.bot_name)
    live = Live(workspace)
    sockets = SocketMode(
        app_id=app_id,
        ack_limit_s=limits.ack_s,
        warning_s=limits.socket_warning_s,
        wire=wire,
        on_change=lambda: live.tell_all({"type": "app"}),
    )
    by_http = (
        HttpDelivery(request_url, signing_secret=tokens.signing_secret, ack_limit_s=limits.ack_s)
        if request_url
        else None
    )
    return World(
        workspace=workspace,
        clock=clock,
        manifest=manifest,
        tokens=tokens,
        limits=limits,
        interactions=Interactions(
            trigger_life_s=limits.trigger_s, response_url_life_s=limits.response_url_s
        ),
        rate_limits=RateLimits(lambda: time.monotonic() + clock.turned_s),
        faults=Faults(),
        wire=wire,
        live=live,
        sockets=sockets,
        delivery=by_http or sockets,
    )


def _listener(address: tuple[str, int]) -> socket.socket:
    """A listening socket on *address*.

    Its protocol is named outright: only then does asyncio set TCP_NODELAY on what it accepts, and
    without that each answer waits 40 ms for the other side's delayed acknowledgement.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(1024)
    except OSError:
        listener.close()
        raise
    return listener


async def _end(world: World) -> None:
    """Give up what is under way and close the connections to the app."""
    for task in list(world.tasks):
        task.cancel()
    await asyncio.gather(*world.tasks, return_exceptions=True)
    if isinstance(world.delivery, HttpDelivery):
        await world.delivery.close()


async def _link(websocket: WebSocket) -> None:
    world: World = websocket.app.state.world
    await world.sockets.serve(websocket)


async def _page(_request: Request) -> Response:
    return _installed("index.html")


async def _split(_request: Request) -> Response:
    return _installed("split.html")


def _installed(name: str) -> Response:
    file = PAGE / name
    if not file.is_file():
        return PlainTextResponse("The page is not installed; the sandbox works without it.")
    return FileResponse(file)
