"""What a person does in the workspace, up to the app's ack and what it shows them."""

import time
from collections.abc import Mapping
from typing import Any

from sandbox import elements, events, limits, payloads, posting, typed_text
from sandbox.channels import Channel
from sandbox.delivery import Ack
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.refusals import Json, NotAllowed, SlackError
from sandbox.views import View
from sandbox.wire import Kind
from sandbox.world import World

Place = tuple[Channel, Message] | View


async def command(world: World, person: Person, channel: Channel, typed: str) -> Json:
    """Type a slash command and wait for what its ack shows."""
    name, *rest = check_typed(typed).strip().split(maxsplit=1)
    known = world.manifest.commands.get(name)
    # The other organisation of a shared channel has none of our commands (docs.slack.dev).
    if known is None or person.kind == "external" or not world.is_installed:
        note = f"{name} is not a valid command."
        posting.slackbot_says(world, person.id, channel.id, note)
        return {"ok": False, "ack_ms": 0.0, "error": "no_such_command", "message_ts": None}
    text = rest[0] if rest else ""
    if known.should_escape:
        text = typed_text.escaped(world.workspace, person, text, with_names=True)
    payload = payloads.slash_command(world, person, channel, name, text)
    started = time.perf_counter()
    ack = await world.delivery.send("slash_commands", dict(payload))
    error, shown = ack.error, None
    if error is None and posting.has_content(ack.body):
        try:
            shown = _show_answer(world, person, channel, ack.body)
        except SlackError as refusal:
            error = refusal.error
    record(world, "command", name, payload, ack, started, refused=error)
    if error:
        note = f'{name} failed with the error "{error}"'
        posting.slackbot_says(world, person.id, channel.id, note)
    return {
        "ok": error is None,
        "ack_ms": ack.ms,
        "error": error,
        "message_ts": shown.ts if shown else None,
        "message": world.workspace.seen(shown) if shown else None,
    }


def _show_answer(world: World, person: Person, channel: Channel, body: Json) -> Message:
    """Show a message that came as the ack of a command: to its user alone, unless it says so."""
    content = posting.checked(body)
    in_channel = body.get("response_type") == "in_channel"
    return posting.post(world, channel, content, ephemeral_for=None if in_channel else person.id)


def record(
    world: World,
    kind: Kind,
    name: str,
    payload: Mapping[str, Any],
    ack: Ack,
    started: float,
    *,
    refused: str | None,
) -> None:
    """Note a delivery to the app in the wire."""
    world.wire.record(
        "to_app",
        kind,
        name,
        request=dict(payload),
        response=ack.body,
        status=ack.status,
        started=started,
        refused=refused,
    )


def check_typed(text: str) -> str:
    """The text, if Slack's message box would send it.

    Raises:
        NotAllowed: it is empty or longer than a message may be.
    """
    if not text.strip():
        raise NotAllowed("no_text", "An empty message is not sent.")
    if len(text) > posting.TEXT_LIMIT:
        raise NotAllowed("msg_too_long", "That is longer than a message may be.")
    return text


def say(
    world: World, person: Person, channel: Channel, text: str, thread_ts: str | None
) -> Message:
    """Post an ordinary message of a person.

    Raises:
        NotAllowed: it is empty, or goes to an app that takes no messages.
    """
    check_typed(text)
    if channel.is_im and not world.manifest.messages_tab_is_writable:
        raise NotAllowed(
            "messages_tab_read_only", "Sending messages to this app has been turned off."
        )
    message = world.workspace.keep(
        Message(
            ts=world.clock.next_ts(),
            channel_id=channel.id,
            user_id=person.id,
            text=typed_text.escaped(world.workspace, person, text, with_names=False),
            thread_ts=thread_ts,
        )
    )
    world.live.message("message", message)
    events.message_posted(world, message)
    return message


def blocks_of(place: Place) -> list[Json]:
    """The blocks of a message or view as it is now."""
    return place.blocks if isinstance(place, View) else list(place[1].blocks)


async def click(
    world: World, person: Person, place: Place, *, action_id: str, block_id: str | None, value: Any
) -> Json:
    """Press or choose in an element and wait for the ack."""
    block, element = elements.find(blocks_of(place), action_id, block_id)
    if block["type"] == "input" and not block.get("dispatch_action", False):
        raise NotAllowed("no_dispatch", "Filling that field tells the app nothing until submit.")
    if not world.manifest.has_interactivity:
        raise NotAllowed("interactivity_disabled", "The app has interactivity switched off.")
    offered = world.workspace.offered.get((person.id, action_id), [])
    in_form = elements.chosen(element, value, offered) if element["type"] != "button" else None
    action = elements.action(block, element, in_form, at=world.clock.next_ts())
    choice = {block["block_id"]: {action_id: in_form}}
    if isinstance(place, View):
        place = place.with_typed(choice)
        world.workspace.views[place.id] = place
        payload = payloads.view_click(world, person, place, action)
    else:
        channel, message = place
        if element["type"] not in ("button", "overflow"):
            kept = world.workspace.choices.setdefault((person.id, message.ts), {})
            kept.setdefault(block["block_id"], {})[action_id] = in_form
        payload = payloads.message_click(world, person, channel, message, action)
    ack = await interact(world, "block_actions", action_id, payload)
    return {"ok": ack.error is None, "ack_ms": ack.ms, "error": ack.error}


async def interact(world: World, kind: Kind, name: str, payload: Json) -> Ack:
    """Deliver an interaction; a body that Slack would ignore is noted in the wire."""
    started = time.perf_counter()
    ack = await world.delivery.send("interactive", payload)
    refused = ack.error
    if refused is None and kind in ("block_actions", "shortcut", "view_closed") and ack.body:
        refused = "Slack ignores the body of this ack"
    record(world, kind, name, payload, ack, started, refused=refused)
    return ack


async def suggest(
    world: World, person: Person, place: Place, *, action_id: str, typed: str
) -> list[Json]:
    """Ask the app for the options of an external select.

    Raises:
        NotAllowed: the app gave none that Slack would take.
    """
    block, element = elements.find(blocks_of(place), action_id, None)
    if len(typed) < element.get("min_query_length", 3):
        return []
    payload = payloads.suggestion(world, person, place, block, element, typed)
    ack = await interact(world, "block_suggestion", action_id, payload)
    if ack.error:
        raise NotAllowed(ack.error, "The app gave no options in time.")
    body = ack.body if isinstance(ack.body, dict) else {}
    offered = elements.options(body)
    problems = limits.option_problems(body)
    if problems:
        raise NotAllowed("invalid_options", f"Slack would not take the options: {problems[0]}")
    world.workspace.offered[person.id, action_id] = offered
    return offered


async def shortcut(
    world: World, person: Person, callback_id: str, place: tuple[Channel, Message] | None
) -> Json:
    """Use one of the app's shortcuts and wait for the ack.

    Raises:
        NotAllowed: there is no such shortcut for that person or place.
    """
    known = world.manifest.shortcuts.get(callback_id)
    wanted = "message" if place else "global"
    if known is None or known.type != wanted or person.kind == "external":
        raise NotAllowed("no_such_shortcut", f"There is no {wanted} shortcut {callback_id}.")
    payload = payloads.shortcut(world, person, callback_id, place)
    ack = await interact(world, "shortcut", callback_id, payload)
    return {"ok": ack.error is None, "ack_ms": ack.ms, "error": ack.error}


def open_home(world: World, person: Person, tab: str) -> None:
    """Open the app's Home (or another of its tabs), which the app hears of."""
    workspace = world.workspace
    event: Json = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": workspace.dm_with(person.id).id,
        "tab": tab,
    }
    home = workspace.homes.get(person.id)
    if home and tab == "home":
        event["view"] = payloads.view_shape(world, workspace.views[home])
    events.tell(world, event)
