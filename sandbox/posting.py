"""The app's messages: checked against Slack's limits, kept, and shown to whoever may see them."""

import secrets
from dataclasses import dataclass
from typing import Any

from sandbox import events, limits
from sandbox.channels import Channel
from sandbox.messages import Message, with_ids
from sandbox.refusals import Json, SlackError
from sandbox.world import World

TEXT_LIMIT = 40_000  # docs.slack.dev, chat.postMessage
ATTACHMENTS_LIMIT = 100


@dataclass(frozen=True)
class Content:
    """What a message says, after the checks; blocks have their ids."""

    text: str
    blocks: tuple[Json, ...]
    attachments: tuple[Json, ...]


def checked(body: Json) -> Content:
    """The content of a message in *body*, which is what the app sent.

    Raises:
        SlackError: `no_text`, `msg_too_long`, `too_many_attachments`, `invalid_blocks_format` or
            `invalid_blocks` with the places.
    """
    text = body.get("text") or ""
    blocks = body.get("blocks") or []
    attachments = body.get("attachments") or []
    if not isinstance(text, str):
        raise SlackError("invalid_arguments")
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    if not isinstance(attachments, list):
        raise SlackError("invalid_attachments")
    if not (text.strip() or blocks or attachments):
        raise SlackError("no_text")
    if len(text) > TEXT_LIMIT:
        raise SlackError("msg_too_long")
    if len(attachments) > ATTACHMENTS_LIMIT:
        raise SlackError("too_many_attachments")
    problems = limits.message_problems(blocks)
    if problems:
        raise SlackError("invalid_blocks", **limits.as_details(problems))
    return Content(text, with_ids(blocks, new_id=secrets.token_hex(3)), tuple(attachments))


def has_content(body: Any) -> bool:
    """Whether an ack's body is a message at all."""
    return isinstance(body, dict) and bool(
        body.get("text") or body.get("blocks") or body.get("attachments")
    )


def post(
    world: World,
    channel: Channel,
    content: Content,
    *,
    ephemeral_for: str | None = None,
    thread_ts: str | None = None,
    metadata: Json | None = None,
    file_ids: tuple[str, ...] = (),
) -> Message:
    """Post as the app, in *channel*, to everybody or to the one person of *ephemeral_for*."""
    message = world.workspace.keep(
        Message(
            ts=world.clock.next_ts(),
            channel_id=channel.id,
            user_id=world.workspace.bot_user_id,
            text=content.text,
            blocks=content.blocks,
            attachments=content.attachments,
            is_app=True,
            ephemeral_for=ephemeral_for,
            thread_ts=thread_ts,
            metadata=metadata,
            file_ids=file_ids,
        )
    )
    world.live.message("message", message)
    if ephemeral_for is None:
        events.message_posted(world, message)
    return message


def change(world: World, message: Message, content: Content, **more: Any) -> Message:
    """Put *content* in the place of what *message* said."""
    changed = message.edited(
        at=world.clock.next_ts(),
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        **more,
    )
    world.workspace.keep(changed)
    world.live.message("message_changed", changed)
    return changed


def remove(world: World, message: Message) -> None:
    """Delete a message."""
    world.workspace.forget(message)
    world.live.message("message_deleted", message)


def slackbot_says(world: World, person_id: str, channel_id: str, text: str) -> Message:
    """Show one person a note from Slack itself, as Slack does when an app fails."""
    message = world.workspace.keep(
        Message(
            ts=world.clock.next_ts(),
            channel_id=channel_id,
            user_id="USLACKBOT",
            text=text,
            ephemeral_for=person_id,
        )
    )
    world.live.message("message", message)
    return message
