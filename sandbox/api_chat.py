"""Web API: chat.*, pins.* and reactions.*."""

from collections.abc import Mapping
from dataclasses import replace

from sandbox import posting
from sandbox.api_call import Call, Method
from sandbox.channels import Channel
from sandbox.messages import Message
from sandbox.refusals import Json, Limited, SlackError

PINS_LIMIT = 100


def target(call: Call) -> Channel:
    """The channel of a posting call; a person's id means the DM with them.

    Raises:
        SlackError: `channel_not_found`, `not_in_channel`, `is_archived`, `user_disabled`,
            `cannot_dm_bot` or `messages_tab_disabled`.
    """
    workspace = call.workspace
    wanted = call.text("channel")
    if wanted in workspace.people:
        person = workspace.people[wanted]
        if person.kind == "bot":
            raise SlackError("cannot_dm_bot")
        if person.deactivated:
            raise SlackError("user_disabled")
        channel = workspace.dm_with(person.id)
    else:
        channel = call.channel()
    if channel.is_im and not call.world.manifest.has_messages_tab:
        raise SlackError("messages_tab_disabled")
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.partner_id and workspace.people[channel.partner_id].deactivated:
        raise SlackError("user_disabled")
    is_open_to_us = channel.kind == "channels" and "chat:write.public" in call.world.manifest.scopes
    if workspace.bot_user_id not in channel.members and not is_open_to_us:
        raise SlackError("not_in_channel")
    return channel


def _thread(call: Call, channel: Channel) -> str | None:
    """The thread to answer in, None for the channel itself."""
    thread_ts = call.text("thread_ts")
    if not thread_ts:
        return None
    parent = call.workspace.message(channel.id, thread_ts)
    if parent is None:
        raise SlackError("thread_not_found")
    return parent.thread_ts or thread_ts


def _metadata(call: Call) -> Json | None:
    """The message's metadata: an event_type and a payload (docs.slack.dev, message metadata)."""
    metadata = call.arguments.get("metadata")
    if not metadata:
        return None
    if not isinstance(metadata, dict) or not metadata.get("event_type"):
        raise SlackError("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_schema")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}


def _post(call: Call) -> Json:
    channel = target(call)
    content = posting.checked(call.arguments)
    metadata = _metadata(call)
    thread_ts = _thread(call, channel)
    if call.world.faults.plan.enforce_rate_limits:
        wait_s = call.world.rate_limits.posting(channel.id)
        if wait_s:
            raise Limited(wait_s)
    message = posting.post(call.world, channel, content, thread_ts=thread_ts, metadata=metadata)
    shape = call.workspace.slack_message(message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shape}


def _post_ephemeral(call: Call) -> Json:
    channel = target(call)
    person = call.person()
    if person.id not in channel.members or person.deactivated:
        raise SlackError("user_not_in_channel")
    content = posting.checked(call.arguments)
    message = posting.post(
        call.world,
        channel,
        content,
        ephemeral_for=person.id,
        thread_ts=_thread(call, channel),
    )
    return {"message_ts": message.ts}


def _own_message(call: Call, error: str) -> Message:
    """The app's own message that the call names; *error* where it is somebody else's."""
    message = call.workspace.message(call.channel().id, call.text("ts"))
    if message is None:
        raise SlackError("message_not_found")
    if message.user_id != call.workspace.bot_user_id:
        raise SlackError(error)
    return message


def _update(call: Call) -> Json:
    message = _own_message(call, "cant_update_message")
    if call.workspace.channels[message.channel_id].is_archived:
        raise SlackError("is_archived")
    # Blocks that are not sent along are gone: text replaces them (docs.slack.dev, chat.update).
    content = posting.checked(call.arguments)
    metadata = _metadata(call) or message.metadata
    changed = posting.change(call.world, message, content, metadata=metadata)
    return {
        "channel": message.channel_id,
        "ts": message.ts,
        "text": changed.text,
        "message": call.workspace.slack_message(changed, with_metadata=True),
    }


def _delete(call: Call) -> Json:
    message = _own_message(call, "cant_delete_message")
    posting.remove(call.world, message)
    return {"channel": message.channel_id, "ts": message.ts}


def _permalink(call: Call) -> Json:
    channel = call.channel()
    ts = call.text("message_ts")
    if call.workspace.message(channel.id, ts) is None:
        raise SlackError("message_not_found")
    link = f"{call.world.base_url}/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


def _message_at(call: Call) -> Message:
    """The message that a pin or reaction is for."""
    channel = call.channel()
    if call.workspace.bot_user_id not in channel.members:
        raise SlackError("not_in_channel")
    message = call.workspace.message(channel.id, call.text("timestamp"))
    if message is None:
        raise SlackError("message_not_found")
    return message


def _pin(call: Call) -> Json:
    message = _message_at(call)
    pins = call.workspace.channels[message.channel_id].pins
    if message.ts in pins:
        raise SlackError("already_pinned")
    if len(pins) >= PINS_LIMIT:
        raise SlackError("too_many_pins")
    pins.append(message.ts)
    return {}


def _unpin(call: Call) -> Json:
    message = _message_at(call)
    pins = call.workspace.channels[message.channel_id].pins
    if message.ts not in pins:
        raise SlackError("no_pin")
    pins.remove(message.ts)
    return {}


def _react(call: Call) -> Json:
    message = _message_at(call)
    name = call.text("name").strip(":")
    if not name:
        raise SlackError("invalid_name")
    reaction = (name, call.workspace.bot_user_id)
    if reaction in message.reactions:
        raise SlackError("already_reacted")
    changed = replace(message, reactions=(*message.reactions, reaction))
    call.workspace.keep(changed)
    call.world.live.message("message_changed", changed)
    return {}


_WRITE = ("chat:write",)
METHODS: Mapping[str, Method] = {
    "chat.postMessage": Method(_post, _WRITE),
    "chat.postEphemeral": Method(_post_ephemeral, _WRITE),
    "chat.update": Method(_update, _WRITE),
    "chat.delete": Method(_delete, _WRITE),
    "chat.getPermalink": Method(_permalink),
    "pins.add": Method(_pin, ("pins:write",)),
    "pins.remove": Method(_unpin, ("pins:write",)),
    "reactions.add": Method(_react, ("reactions:write",)),
}
