"""Live updates for people: each subscriber hears only what that person may see."""

import asyncio
import json
from collections.abc import AsyncIterator

from sandbox.messages import Message
from sandbox.refusals import Json
from sandbox.workspace import Workspace

KEEPALIVE_S = 15.0


class Live:
    """Passes changes on to the server-sent-event streams of the people concerned."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._queues: dict[str, set[asyncio.Queue[Json | None]]] = {}
        self._closed = False

    async def stream(self, person_id: str) -> AsyncIterator[str]:
        """Server-sent events for one person until the connection or the server ends."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._queues.setdefault(person_id, set()).add(queue)
        try:
            yield ": listening\n\n"
            while not self._closed:
                try:
                    change = await asyncio.wait_for(queue.get(), KEEPALIVE_S)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if change is None:
                    return
                yield f"data: {json.dumps(change)}\n\n"
        finally:
            self._queues[person_id].discard(queue)

    def close(self) -> None:
        """End every stream."""
        self._closed = True
        for queues in self._queues.values():
            for queue in queues:
                queue.put_nowait(None)

    def tell(self, person_id: str, change: Json) -> None:
        """Tell one person."""
        for queue in self._queues.get(person_id, ()):
            queue.put_nowait(change)

    def tell_all(self, change: Json) -> None:
        """Tell everybody."""
        for person_id in self._queues:
            self.tell(person_id, change)

    def message(self, kind: str, message: Message) -> None:
        """Tell of a message that is new ("message"), "message_changed" or "message_deleted"."""
        if not any(self._queues.values()):
            return
        change: Json = {"type": kind, "channel": message.channel_id, "ts": message.ts}
        if message.ephemeral_for:
            new = "ephemeral" if kind == "message" else kind
            seen = {**change, "type": new, "message": self._workspace.seen(message)}
            self.tell(message.ephemeral_for, seen)
            return
        if kind != "message_deleted":
            change["message"] = self._workspace.seen(message)
        channel = self._workspace.channels[message.channel_id]
        for person_id in self._queues:
            if self._workspace.may_see(self._workspace.people[person_id], channel):
                self.tell(person_id, change)
