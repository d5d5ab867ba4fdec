"""Slack as one address for several workspaces: hands each call to the sandbox it is meant for."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.server import Sandbox


@contextmanager
def router(sandboxes: Sequence[Sandbox]) -> Iterator[str]:
    """Yield the address of Slack's methods; tokens and codes name the workspace."""
    calls = httpx.Client(trust_env=False, timeout=15)

    async def forward(request: Request) -> Response:
        body = await request.body()
        said = request.headers.get("authorization", "") + body.decode(errors="replace")
        to = next((one for one in sandboxes if one.team_id in said), sandboxes[0])
        kept = {
            name: value
            for name, value in request.headers.items()
            if name in ("authorization", "content-type", "user-agent")
        }
        answer = await run_in_threadpool(
            calls.request,
            request.method,
            f"{to.api_url}{request.path_params['method']}",
            params=request.query_params,
            content=body,
            headers=kept,
        )
        passed = {
            name: value
            for name, value in answer.headers.items()
            if name in ("content-type", "retry-after", "x-oauth-scopes")
        }
        return Response(answer.content, answer.status_code, passed)

    app = Starlette(routes=[Route("/api/{method}", forward, methods=["GET", "POST"])])
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    listening = config.bind_socket()
    up = threading.Event()
    thread = threading.Thread(target=_run, args=(server, listening, up), daemon=True)
    thread.start()
    assert up.wait(10)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/api/"
    finally:
        server.should_exit = True
        thread.join()
        calls.close()


def _run(server: uvicorn.Server, listening: object, up: threading.Event) -> None:
    startup = server.startup

    async def started(sockets: object = None) -> None:
        await startup(sockets)  # type: ignore[arg-type]
        up.set()

    server.startup = started  # type: ignore[method-assign]
    server.run(sockets=[listening])  # type: ignore[list-item]
