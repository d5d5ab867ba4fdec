"""The payloads that Slack sends to apps (docs.slack.dev, slash commands, interaction payloads)."""

from typing import Any

from sandbox import elements, views
from sandbox.channels import Channel
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.refusals import Json
from sandbox.views import View
from sandbox.world import World

VERIFICATION_TOKEN = "sandbox-verification-token"  # noqa: S105 - deprecated in Slack, and fake here


def slash_command(
    world: World, person: Person, channel: Channel, command: str, text: str
) -> dict[str, str]:
    """The fields of a slash command."""
    workspace = world.workspace
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.team_id,
        "team_domain": workspace.team_domain,
        "channel_id": channel.id,
        "channel_name": channel.name_in_payloads,
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url(world, person, channel, None),
        "trigger_id": world.interactions.new_trigger(person.id),
    }


def response_url(world: World, person: Person, channel: Channel, original: Message | None) -> str:
    """A fresh response URL for an interaction of *person* in *channel*."""
    key = world.interactions.new_response_url(
        person.id, channel.id, original.ts if original else None
    )
    return f"{world.base_url}/respond/{world.workspace.team_id}/{key}"


def _interaction(world: World, kind: str, person: Person) -> Json:
    workspace = world.workspace
    return {
        "type": kind,
        "token": VERIFICATION_TOKEN,
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": person.team_id,
        },
        "api_app_id": workspace.app_id,
        "team": {"id": workspace.team_id, "domain": workspace.team_domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _message_place(world: World, channel: Channel, message: Message) -> Json:
    """Where an element of a message is; the message itself only when it is not ephemeral."""
    is_ephemeral = message.ephemeral_for is not None
    place: Json = {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": is_ephemeral,
        },
        "channel": {"id": channel.id, "name": channel.name_in_payloads},
    }
    if message.thread_ts:
        place["container"]["thread_ts"] = message.thread_ts
    if not is_ephemeral:
        place["message"] = world.workspace.slack_message(message)
    return place


def view_shape(world: World, view: View) -> Json:
    """The view in Slack's form, with the state of what was typed."""
    workspace = world.workspace
    return views.as_slack(
        view,
        team_id=workspace.team_id,
        app_id=workspace.app_id,
        bot_id=workspace.bot_id,
        state=elements.state(view.blocks, view.typed),
    )


def _view_place(world: World, view: View) -> Json:
    return {"container": {"type": "view", "view_id": view.id}, "view": view_shape(world, view)}


def message_click(
    world: World, person: Person, channel: Channel, message: Message, action: Json
) -> Json:
    """block_actions of an element in a message."""
    typed = world.workspace.choices.get((person.id, message.ts), {})
    return {
        **_interaction(world, "block_actions", person),
        **_message_place(world, channel, message),
        "trigger_id": world.interactions.new_trigger(person.id),
        "response_url": response_url(world, person, channel, message),
        "state": {"values": elements.state(message.blocks, typed)},
        "actions": [action],
    }


def view_click(world: World, person: Person, view: View, action: Json) -> Json:
    """block_actions of an element in a modal or Home tab."""
    is_modal = view.content["type"] == "modal"
    trigger = world.interactions.new_trigger(person.id, view_id=view.id if is_modal else None)
    return {
        **_interaction(world, "block_actions", person),
        **_view_place(world, view),
        "trigger_id": trigger,
        "actions": [action],
    }


def suggestion(
    world: World,
    person: Person,
    place: tuple[Channel, Message] | View,
    block: Json,
    element: Json,
    typed: str,
) -> Json:
    """block_suggestion: the options of an external select are asked for."""
    where = (
        _view_place(world, place)
        if isinstance(place, View)
        else _message_place(world, place[0], place[1])
    )
    return {
        **_interaction(world, "block_suggestion", person),
        **where,
        "block_id": block["block_id"],
        "action_id": element["action_id"],
        "value": typed,
    }


def view_submission(world: World, person: Person, view: View) -> Json:
    """A modal is submitted."""
    return {
        **_interaction(world, "view_submission", person),
        "trigger_id": world.interactions.new_trigger(person.id, view_id=view.id),
        "view": view_shape(world, view),
        "response_urls": [],
    }


def view_closed(world: World, person: Person, view: View, *, is_cleared: bool) -> Json:
    """A modal that asked for notify_on_close is closed; *is_cleared* when the whole stack is."""
    return {
        **_interaction(world, "view_closed", person),
        "view": view_shape(world, view),
        "is_cleared": is_cleared,
    }


def shortcut(
    world: World, person: Person, callback_id: str, place: tuple[Channel, Message] | None
) -> Json:
    """A global shortcut, or with *place* a message shortcut."""
    common: dict[str, Any] = {
        "callback_id": callback_id,
        "trigger_id": world.interactions.new_trigger(person.id),
        "action_ts": world.clock.next_ts(),
    }
    if place is None:
        return {**_interaction(world, "shortcut", person), **common}
    channel, message = place
    return {
        **_interaction(world, "message_action", person),
        **common,
        "channel": {"id": channel.id, "name": channel.name_in_payloads},
        "message_ts": message.ts,
        "message": world.workspace.slack_message(message),
        "response_url": response_url(world, person, channel, message),
    }
