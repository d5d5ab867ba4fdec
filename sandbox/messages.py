"""Messages as the workspace keeps them, and as the app and people see them."""

from dataclasses import dataclass, replace
from typing import Any

from sandbox.refusals import Json


@dataclass(frozen=True)
class Message:
    """One message; *ephemeral_for* is the one person who sees it, None for everybody."""

    ts: str
    channel_id: str
    user_id: str
    text: str
    blocks: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    is_app: bool = False
    ephemeral_for: str | None = None
    thread_ts: str | None = None
    edited_ts: str | None = None
    metadata: Json | None = None
    file_ids: tuple[str, ...] = ()
    reactions: tuple[tuple[str, str], ...] = ()

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread, below another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    def edited(self, *, at: str, **changes: Any) -> "Message":
        """This message with *changes*, marked as edited at the timestamp *at*."""
        return replace(self, edited_ts=at, **changes)


def as_seen(message: Message, *, files: list[Json], reply_count: int) -> Json:
    """The message as the human side shows it."""
    return {
        "ts": message.ts,
        "channel": message.channel_id,
        "user": message.user_id,
        "is_app": message.is_app,
        "text": message.text,
        "blocks": list(message.blocks),
        "ephemeral": message.ephemeral_for is not None,
        "thread_ts": message.thread_ts,
        "edited": message.edited_ts is not None,
        "metadata": message.metadata,
        "files": files,
        "reply_count": reply_count,
    }


def as_slack(
    message: Message, *, team_id: str, bot_id: str, app_id: str, with_metadata: bool
) -> Json:
    """The message as the Web API shows it; metadata only where it was asked for."""
    shape: Json = {
        "type": "message",
        "user": message.user_id,
        "text": message.text,
        "ts": message.ts,
        "team": message.user_id and team_id,
    }
    if message.is_app:
        shape |= {"bot_id": bot_id, "app_id": app_id}
    if message.blocks:
        shape["blocks"] = list(message.blocks)
    if message.attachments:
        shape["attachments"] = list(message.attachments)
    if message.thread_ts:
        shape["thread_ts"] = message.thread_ts
    if message.edited_ts:
        shape["edited"] = {"user": message.user_id, "ts": message.edited_ts}
    if with_metadata and message.metadata:
        shape["metadata"] = message.metadata
    if message.reactions:
        names = dict.fromkeys(name for name, _ in message.reactions)
        shape["reactions"] = [
            {"name": name, "users": users, "count": len(users)}
            for name in names
            for users in [[user for found, user in message.reactions if found == name]]
        ]
    return shape


def with_ids(blocks: list[Json], *, new_id: str) -> tuple[Json, ...]:
    """The blocks with a block_id each and an action_id for each interactive element.

    Slack makes up the ids that an app leaves out (docs.slack.dev, block kit). *new_id* must be
    fresh for each message.
    """
    return tuple(_with_ids(block, f"{new_id}{n}") for n, block in enumerate(blocks))


_ELEMENT_PLACES = ("accessory", "element")
_ELEMENT_LISTS = {"actions": "elements", "context_actions": "elements", "card": "actions"}
_BLOCK_LISTS = {"carousel": "elements", "container": "child_blocks"}
_WITHOUT_ACTION = {"image", "plain_text", "mrkdwn"}


def _with_ids(block: Json, new_id: str) -> Json:
    changed = {"block_id": new_id, **block}
    if block.get("type") in ("rich_text", "context"):
        return changed
    for place in _ELEMENT_PLACES:
        if isinstance(block.get(place), dict):
            changed[place] = _with_action_id(block[place], f"{new_id}a")
    kind = block["type"]
    if kind in _ELEMENT_LISTS and block.get(_ELEMENT_LISTS[kind]):
        place = _ELEMENT_LISTS[kind]
        changed[place] = [
            _with_action_id(element, f"{new_id}a{n}") for n, element in enumerate(block[place])
        ]
    if kind in _BLOCK_LISTS:
        place = _BLOCK_LISTS[kind]
        changed[place] = [_with_ids(inner, f"{new_id}b{n}") for n, inner in enumerate(block[place])]
    return changed


def _with_action_id(element: Json, new_id: str) -> Json:
    if element.get("type") in _WITHOUT_ACTION or "action_id" in element:
        return element
    return {**element, "action_id": new_id}
