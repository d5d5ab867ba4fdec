"""The human side: the workspace, its people and its channels as a person sees them."""

from collections.abc import Awaitable, Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import events, people, reading
from sandbox.channels import Channel
from sandbox.people import KINDS, Person
from sandbox.refusals import Json, NotAllowed, SlackError
from sandbox.world import World

Deed = Callable[[World, Request, Json], Awaitable[Json]]


def human(deed: Deed) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that does *deed* and turns its refusals into answers with a sentence."""

    async def endpoint(request: Request) -> Response:
        try:
            body = await _body(request)
            done = await deed(request.app.state.world, request, body)
        except NotAllowed as refusal:
            return JSONResponse(refusal.answer(), refusal.status)
        except SlackError as refusal:
            return JSONResponse({**refusal.answer(), "message": refusal.error}, 400)
        return JSONResponse({"ok": True, **done})

    return endpoint


async def _body(request: Request) -> Json:
    if request.method != "POST":
        return {}
    sent = await request.body()
    if not sent:
        return {}
    try:
        body = await request.json()
    except ValueError:
        raise NotAllowed("bad_json", "The request is not JSON.") from None
    if not isinstance(body, dict):
        raise NotAllowed("bad_json", "The request is not a JSON object.")
    return body


def field(body: Json, name: str) -> str:
    """A text that must be there.

    Raises:
        NotAllowed: it is missing.
    """
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise NotAllowed("missing_field", f"The field {name} is missing.")
    return value


def actor(world: World, body: Json) -> Person:
    """The person of the field `as`, who acts."""
    return world.workspace.acting(field(body, "as"))


def onlooker(world: World, request: Request) -> Person:
    """The person of the query's `as`, who looks."""
    return world.workspace.acting(request.query_params.get("as", ""))


def channel_by_id(world: World, request: Request) -> Channel:
    """The channel in the path."""
    found = world.workspace.channels.get(request.path_params["channel_id"])
    if found is None:
        raise NotAllowed("channel_not_found", "There is no such channel.", status=404)
    return found


async def workspace(world: World, _request: Request, _body: Json) -> Json:
    """Team, app and people."""
    manifest = world.manifest
    return {
        "team": {"id": world.workspace.team_id, "name": world.workspace.team_name},
        "now": world.clock.now(),
        "speed": world.clock.speed,
        "app": {
            "connected": world.delivery.is_connected,
            "id": world.workspace.app_id,
            "name": manifest.name,
            "bot_user_id": world.workspace.bot_user_id,
            "messages_tab_is_writable": manifest.messages_tab_is_writable,
            "commands": [
                {
                    "command": command.command,
                    "description": command.description,
                    "usage_hint": command.usage_hint,
                }
                for command in manifest.commands.values()
            ],
            "shortcuts": [dict(vars(shortcut)) for shortcut in manifest.shortcuts.values()],
        },
        "people": [people.as_seen(person) for person in world.workspace.people.values()],
    }


async def add_person(world: World, _request: Request, body: Json) -> Json:
    """Add somebody to the workspace."""
    name, kind, tz = field(body, "name"), body.get("kind", "member"), body.get("tz") or "Etc/UTC"
    if kind not in KINDS:
        raise NotAllowed("bad_kind", f"kind is one of {', '.join(KINDS)}.")
    try:
        ZoneInfo(tz)
    except (ZoneInfoNotFoundError, ValueError):
        raise NotAllowed("bad_tz", f"There is no time zone called {tz}.") from None
    person = world.workspace.add_person(
        name, real_name=body.get("real_name") or name.capitalize(), kind=kind, tz=tz
    )
    events.person_added(world, person)
    world.live.tell_all({"type": "people"})
    return {"person": people.as_seen(person)}


async def deactivate(world: World, request: Request, _body: Json) -> Json:
    """Deactivate somebody."""
    person = world.workspace.deactivate(request.path_params["person_id"])
    events.person_changed(world, person)
    world.live.tell_all({"type": "people"})
    return {"person": people.as_seen(person)}


def _channel_seen(world: World, person: Person, channel: Channel) -> Json:
    known = world.workspace.messages.get(channel.id, {})
    return {
        "id": channel.id,
        "name": world.manifest.name if channel.is_im else channel.name,
        "is_private": channel.is_private,
        "is_im": channel.is_im,
        "is_member": person.id in channel.members,
        "is_archived": channel.is_archived,
        "members": channel.members,
        "topic": channel.topic,
        "unread": reading.unread(world.workspace, person, channel),
        "read_ts": world.workspace.read_marks.get((person.id, channel.id)),
        "last_ts": next(reversed(known), None),
    }


async def channels(world: World, request: Request, _body: Json) -> Json:
    """The conversations that a person can see."""
    person = onlooker(world, request)
    visible = [c for c in world.workspace.channels.values() if world.workspace.may_see(person, c)]
    return {"channels": [_channel_seen(world, person, channel) for channel in visible]}


async def add_channel(world: World, _request: Request, body: Json) -> Json:
    """Create a channel with some people in it; with `is_news` false the app hears nothing of it."""
    members = body.get("members", [])
    for member in members:
        world.workspace.person(member)
    channel = world.workspace.add_channel(
        field(body, "name"), is_private=bool(body.get("is_private", False)), members=members
    )
    if body.get("is_news", True):
        creator = members[0] if members else ""
        events.channel_changed(world, channel, "created", creator)
        for member in members:
            events.joined(world, channel, world.workspace.person(member))
    world.live.tell_all({"type": "channels"})
    seen_by = Person("", "", "", "member", "", "")
    return {"channel": _channel_seen(world, seen_by, channel)}


async def join(world: World, request: Request, body: Json) -> Json:
    """Join a channel, or bring somebody (the app's user, say) into it."""
    channel, person = channel_by_id(world, request), world.workspace.person(field(body, "as"))
    if channel.is_im:
        raise NotAllowed("is_im", "Nobody joins a direct message.")
    if channel.is_archived:
        raise NotAllowed("is_archived", f"#{channel.name} is archived.")
    if person.id not in channel.members:
        channel.members.append(person.id)
        world.workspace.mark_read(person, channel)  # what was said before is not news to them
        events.joined(world, channel, person, inviter=str(body.get("by", "")))
        world.live.tell_all({"type": "channels"})
    return {}


async def leave(world: World, request: Request, body: Json) -> Json:
    """Leave a channel, or take somebody out of it."""
    channel, person = channel_by_id(world, request), world.workspace.person(field(body, "as"))
    if channel.is_im:
        raise NotAllowed("is_im", "Nobody leaves a direct message.")
    if person.id in channel.members:
        channel.members.remove(person.id)
        events.left(world, channel, person)
        world.live.tell_all({"type": "channels"})
    return {}


async def archive(world: World, request: Request, body: Json) -> Json:
    """Archive a channel."""
    channel = channel_by_id(world, request)
    channel.is_archived = True
    events.channel_changed(world, channel, "archive", str(body.get("as", "")))
    world.live.tell_all({"type": "channels"})
    return {}


async def unarchive(world: World, request: Request, body: Json) -> Json:
    """Open an archived channel again.

    A private channel keeps its members; a public one has lost them (slack.com/help, Archive or
    delete a channel).
    """
    channel = channel_by_id(world, request)
    if not channel.is_archived:
        raise NotAllowed("not_archived", f"#{channel.name} is not archived.")
    channel.is_archived = False
    events.channel_changed(world, channel, "unarchive", str(body.get("as", "")))
    if not channel.is_private:
        channel.members.clear()
    world.live.tell_all({"type": "channels"})
    return {}


async def rename(world: World, request: Request, body: Json) -> Json:
    """Give a channel another name."""
    channel = channel_by_id(world, request)
    channel.name = field(body, "name")
    events.channel_changed(world, channel, "rename", str(body.get("as", "")))
    world.live.tell_all({"type": "channels"})
    return {}


ROUTES = [
    Route("/sandbox/workspace", human(workspace)),
    Route("/sandbox/people", human(add_person), methods=["POST"]),
    Route("/sandbox/people/{person_id}/deactivate", human(deactivate), methods=["POST"]),
    Route("/sandbox/channels", human(channels), methods=["GET"]),
    Route("/sandbox/channels", human(add_channel), methods=["POST"]),
    Route("/sandbox/channels/{channel_id}/join", human(join), methods=["POST"]),
    Route("/sandbox/channels/{channel_id}/leave", human(leave), methods=["POST"]),
    Route("/sandbox/channels/{channel_id}/archive", human(archive), methods=["POST"]),
    Route("/sandbox/channels/{channel_id}/unarchive", human(unarchive), methods=["POST"]),
    Route("/sandbox/channels/{channel_id}/rename", human(rename), methods=["POST"]),
]
