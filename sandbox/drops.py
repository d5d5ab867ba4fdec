"""Lets the sandbox cut a TCP connection without an answer, as a failing network does.

ASGI has no word for it, so the two uvicorn protocols put the transport's `abort` into the
scope's `extensions`, the place that ASGI reserves for what a server can do beyond the standard.
"""

from collections.abc import MutableMapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

_EXTENSION = "sandbox.drop"


class DroppableHttp(HttpToolsProtocol):
    """HTTP whose connection the application can cut."""

    def on_message_begin(self) -> None:
        """Begin a request and offer the cut."""
        super().on_message_begin()
        extensions: dict[str, Any] = {_EXTENSION: self.transport.abort}
        self.scope["extensions"] = extensions


class DroppableWebSocket(WebSocketsSansIOProtocol):
    """A WebSocket whose connection the application can cut."""

    async def run_asgi(self) -> None:
        """Run the application and offer the cut."""
        extensions: dict[str, Any] = {_EXTENSION: self.transport.abort}
        self.scope["extensions"] = {**(self.scope["extensions"] or {}), **extensions}
        await super().run_asgi()


def drop(scope: MutableMapping[str, Any]) -> None:
    """Cut the connection of this request or WebSocket."""
    scope["extensions"][_EXTENSION]()


async def cut(request: Request) -> Response:
    """Cut the connection instead of answering; the response returned here reaches nobody."""
    drop(request.scope)
    await request.receive()
    return Response(status_code=500)
