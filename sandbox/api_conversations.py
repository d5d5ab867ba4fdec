"""Web API: conversations.* and users.conversations."""

import math
import re
from collections.abc import Mapping

from sandbox import events
from sandbox.api_call import Call, Method
from sandbox.channels import Channel
from sandbox.messages import Message
from sandbox.refusals import Json, SlackError

_SCOPES = {
    "public_channel": "channels:read",
    "private_channel": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}


def _wanted_types(call: Call) -> set[str]:
    """The kinds of conversation asked for, each with its scope."""
    wanted = {one.strip() for one in (call.text("types") or "public_channel").split(",")}
    if not wanted <= set(_SCOPES):
        raise SlackError("invalid_types")
    for kind in sorted(wanted):
        call.need_scope(_SCOPES[kind])
    return wanted


def _listed(call: Call, *, of_person: str | None) -> Json:
    """Conversations that the app may know of, perhaps only those of one person."""
    wanted = _wanted_types(call)
    bot = call.workspace.bot_user_id
    found = [
        call.workspace.slack_channel(channel)
        for channel in call.workspace.channels.values()
        if channel.type_name in wanted
        and (channel.kind == "channels" or bot in channel.members)
        and of_person in (None, *channel.members)
        and not (channel.is_archived and call.flag("exclude_archived"))
    ]
    page, metadata = call.page(found, default=100, most=1000)
    return {"channels": page, "response_metadata": metadata}


def _list(call: Call) -> Json:
    return _listed(call, of_person=None)


def _of_person(call: Call) -> Json:
    of_person = call.person().id if call.text("user") else call.workspace.bot_user_id
    return _listed(call, of_person=of_person)


def _info(call: Call) -> Json:
    return {"channel": call.workspace.slack_channel(call.channel(scope="read"))}


def _members(call: Call) -> Json:
    channel = call.channel(scope="read")
    page, metadata = call.page(
        [{"id": member} for member in channel.members], default=100, most=1000
    )
    return {"members": [entry["id"] for entry in page], "response_metadata": metadata}


def _readable(call: Call) -> Channel:
    """A channel whose history the app may read: one it is in."""
    channel = call.channel(scope="history")
    if call.workspace.bot_user_id not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _moment(call: Call, name: str, *, default: float) -> float:
    """An argument as seconds since 1970.

    Raises:
        SlackError: `invalid_ts_oldest` or `invalid_ts_latest`.
    """
    text = call.text(name)
    if not re.fullmatch(r"(\d+(\.\d*)?)?", text, re.ASCII):
        raise SlackError(f"invalid_ts_{name}")
    return float(text) if text else default


def _pick(call: Call, messages: list[Message]) -> list[Json]:
    """The messages between `oldest` and `latest`, in the Web API's shape.

    Raises:
        SlackError: `invalid_ts_oldest` or `invalid_ts_latest`.
    """
    oldest = _moment(call, "oldest", default=0)
    latest = _moment(call, "latest", default=math.inf)
    inclusive = call.flag("inclusive")

    def is_wanted(message: Message) -> bool:
        at = float(message.ts)
        return oldest <= at <= latest if inclusive else oldest < at < latest

    with_metadata = call.flag("include_all_metadata")
    return [
        call.workspace.slack_message(message, with_metadata=with_metadata)
        for message in messages
        if is_wanted(message)
    ]


def _history(call: Call) -> Json:
    channel = _readable(call)
    known = call.workspace.messages.get(channel.id, {}).values()
    found = _pick(call, [m for m in reversed(known) if m.thread_ts in (None, m.ts)])
    page, metadata = call.page(found, default=100, most=999)
    return {
        "messages": page,
        "has_more": bool(metadata["next_cursor"]),
        "pin_count": len(channel.pins),
        "response_metadata": metadata,
    }


def _replies(call: Call) -> Json:
    channel = _readable(call)
    thread = call.workspace.thread(channel.id, call.text("ts"))
    if not thread:
        raise SlackError("thread_not_found")
    page, metadata = call.page(_pick(call, thread), default=1000, most=1000)
    return {
        "messages": page,
        "has_more": bool(metadata["next_cursor"]),
        "response_metadata": metadata,
    }


def _open(call: Call) -> Json:
    if call.text("channel"):
        channel = call.channel(scope="write")
    else:
        call.need_scope("im:write")
        wanted = [one for one in call.text("users").split(",") if one]
        if len(wanted) != 1:
            # Group DMs are not part of the sandbox.
            raise SlackError("users_list_not_supplied" if not wanted else "not_enough_users")
        person = call.workspace.people.get(wanted[0])
        if person is None:
            raise SlackError("user_not_found")
        if person.deactivated:
            raise SlackError("user_disabled")
        if person.kind == "bot":
            raise SlackError("cannot_dm_bot")
        channel = call.workspace.dm_with(person.id)
    if call.flag("return_im"):
        return {"channel": call.workspace.slack_channel(channel)}
    return {"channel": {"id": channel.id}}


def _join(call: Call) -> Json:
    call.need_scope("channels:join")
    channel = call.channel()
    if channel.kind != "channels":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    workspace = call.workspace
    if workspace.bot_user_id not in channel.members:
        channel.members.append(workspace.bot_user_id)
        events.joined(call.world, channel, workspace.people[workspace.bot_user_id])
        call.world.live.tell_all({"type": "channels"})
    return {"channel": workspace.slack_channel(channel)}


METHODS: Mapping[str, Method] = {
    "conversations.list": Method(_list),
    "conversations.info": Method(_info),
    "conversations.members": Method(_members),
    "conversations.history": Method(_history),
    "conversations.replies": Method(_replies),
    "conversations.open": Method(_open),
    "conversations.join": Method(_join),
    "users.conversations": Method(_of_person),
}
