"""Tells the app what happened, where it subscribed to it, and again when it did not ack."""

import asyncio
import secrets
import time
from dataclasses import replace
from typing import Literal

from sandbox.channels import Channel
from sandbox.delivery import Retry
from sandbox.manifest import EVENT_SCOPES
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.refusals import Json
from sandbox.world import World


def tell(world: World, event: Json, *, subscription: str | None = None) -> None:
    """Send *event* if the app subscribed to it; *subscription* where its name differs."""
    name = subscription or event["type"]
    needed = EVENT_SCOPES.get(name, frozenset())
    if not world.is_installed:
        return
    if name not in world.manifest.events or (needed and not needed & world.manifest.scopes):
        return
    event_time = int(world.clock.now())
    payload: Json = {
        "token": "sandbox-verification-token",
        "team_id": world.workspace.team_id,
        "context_team_id": world.workspace.team_id,
        "context_enterprise_id": None,
        "api_app_id": world.workspace.app_id,
        "event": {"event_ts": world.clock.next_ts(), **event},
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": event_time,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": world.workspace.team_id,
                "user_id": world.workspace.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{secrets.token_hex(16)}",
    }
    world.in_background(_deliver(world, name, payload))


async def _deliver(world: World, name: str, payload: Json) -> None:
    """Deliver at once, then up to three times more while there is no ack (Events API)."""
    retry: Retry | None = None
    for delay_s in (*world.limits.event_retry_delays_s, None):
        started = time.perf_counter()
        ack = await world.delivery.send("events_api", payload, retry=retry)
        number = retry.number if retry else 0
        world.wire.record(
            "to_app",
            "event",
            name,
            request={**payload, "retry_num": number} if number else payload,
            response=ack.body,
            status=ack.status,
            started=started,
            refused=ack.error,
        )
        if ack.error is None or ack.wants_no_retry or delay_s is None:
            return
        await asyncio.sleep(delay_s)
        retry = Retry(number + 1, ack.reason or "unknown_error")


def joined(world: World, channel: Channel, person: Person, *, inviter: str = "") -> None:
    """Someone joined a channel that the app's user is in; *inviter* is who brought them in."""
    if world.workspace.bot_user_id in channel.members:
        event = _membership(world, "member_joined_channel", channel, person)
        # Only there for those who were invited (docs.slack.dev, member_joined_channel).
        tell(world, {**event, "inviter": inviter} if inviter else event)


def left(world: World, channel: Channel, person: Person) -> None:
    """Someone, perhaps the app's user, left a channel that the app's user is or was in."""
    is_bot = person.id == world.workspace.bot_user_id
    if is_bot:
        name = "group_left" if channel.is_private else "channel_left"
        tell(world, {"type": name, "channel": channel.id})
    if is_bot or world.workspace.bot_user_id in channel.members:
        tell(world, _membership(world, "member_left_channel", channel, person))


def _membership(world: World, name: str, channel: Channel, person: Person) -> Json:
    return {
        "type": name,
        "user": person.id,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": world.workspace.team_id,
    }


def channel_changed(
    world: World,
    channel: Channel,
    what: Literal["archive", "unarchive", "rename", "created"],
    by: str,
) -> None:
    """A channel that the app can see was archived, unarchived, renamed or created."""
    if channel.is_private and world.workspace.bot_user_id not in channel.members:
        return
    short = {"id": channel.id, "name": channel.name, "created": channel.created}
    prefix = "group" if channel.is_private else "channel"
    shown = short if what in ("rename", "created") else channel.id
    tell(world, {"type": f"{prefix}_{what}", "channel": shown, "user": by})


def person_changed(world: World, person: Person) -> None:
    """Somebody's profile changed, for example by being deactivated."""
    user = world.workspace.slack_person(person)
    tell(world, {"type": "user_change", "user": user, "cache_ts": int(world.clock.now())})


def person_added(world: World, person: Person) -> None:
    """Somebody joined the workspace."""
    tell(world, {"type": "team_join", "user": world.workspace.slack_person(person)})


def message_posted(world: World, message: Message) -> None:
    """A message was posted: message events and, where the app is named, app_mention."""
    workspace = world.workspace
    channel = workspace.channels[message.channel_id]
    if workspace.bot_user_id not in channel.members:
        return
    shape = {**workspace.slack_message(replace(message, reactions=())), "channel": channel.id}
    event = {**shape, "channel_type": channel.event_type, "event_ts": message.ts}
    tell(world, event, subscription=f"message.{channel.kind}")
    if not channel.is_im and f"<@{workspace.bot_user_id}>" in message.text:
        tell(world, {**shape, "type": "app_mention", "event_ts": message.ts})
