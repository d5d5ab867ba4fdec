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
        self._queues: dict[str, set[asyncio.Queue[str | None]]] = {}
        self._closed = False

    async def stream(self, person_id: str) -> AsyncIterator[str]:
        """Server-sent events for one person until the connection or the server ends."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
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
                yield change
        finally:
            self._queues[person_id].discard(queue)
            if not self._queues[person_id]:
                del self._queues[person_id]

    def close(self) -> None:
        """End every stream."""
        self._closed = True
        for queues in self._queues.values():
            for queue in queues:
                queue.put_nowait(None)

    def tell(self, person_id: str, change: Json) -> None:
        """Tell one person."""
        self._tell_each([person_id], change)

    def tell_all(self, change: Json) -> None:
        """Tell everybody."""
        self._tell_each(list(self._queues), change)

    def _tell_each(self, person_ids: list[str], change: Json) -> None:
        """Tell some people, putting the change into its form once for all of them."""
        queues = [queue for one in person_ids for queue in self._queues.get(one, ())]
        if queues:
            sent = f"data: {json.dumps(change)}\n\n"
            for queue in queues:
                queue.put_nowait(sent)

    def message(self, kind: str, message: Message) -> None:
        """Tell of a message that is new ("message"), "message_changed" or "message_deleted".

        A reply's change also says how many replies its thread has now.
        """
        if not self._queues:
            return
        change: Json = {"type": kind, "channel": message.channel_id, "ts": message.ts}
        if message.is_reply and message.thread_ts:
            count = self._workspace.reply_count(message.channel_id, message.thread_ts)
            change |= {"thread_ts": message.thread_ts, "reply_count": count}
        if message.ephemeral_for:
            new = "ephemeral" if kind == "message" else kind
            seen = {**change, "type": new, "message": self._workspace.seen(message)}
            self.tell(message.ephemeral_for, seen)
            return
        if kind != "message_deleted":
            change["message"] = self._workspace.seen(message)
        channel = self._workspace.channels[message.channel_id]
        listening = (self._workspace.people[person_id] for person_id in self._queues)
        self._tell_each([p.id for p in listening if self._workspace.may_see(p, channel)], change)
