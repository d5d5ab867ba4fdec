"""The human side: commands, messages, clicks, forms and Home."""

from starlette.requests import Request
from starlette.routing import Route

from sandbox import deeds, modals, payloads, reading
from sandbox.deeds import Place
from sandbox.people import Person
from sandbox.people_api import actor, field, human, onlooker
from sandbox.refusals import Json, NotAllowed
from sandbox.views import View
from sandbox.world import World


async def command(world: World, _request: Request, body: Json) -> Json:
    """Type a slash command."""
    person = actor(world, body)
    channel = world.workspace.channel_of_member(person, field(body, "channel"))
    return await deeds.command(world, person, channel, field(body, "text"))


async def say(world: World, _request: Request, body: Json) -> Json:
    """Post an ordinary message."""
    person = actor(world, body)
    channel = world.workspace.channel_of_member(person, field(body, "channel"))
    thread_ts = reading.thread_of(world.workspace, channel, body.get("thread_ts"))
    return {"ts": deeds.say(world, person, channel, field(body, "text"), thread_ts).ts}


def _place(world: World, person: Person, body: Json) -> Place:
    """The message or view that the body names."""
    if body.get("view_id"):
        view = modals.own_view(world, person, body["view_id"])
        state = body.get("state")
        return modals.type_into(world, person, view, state) if state else view
    channel = world.workspace.seen_channel(person, field(body, "channel"))
    return channel, world.workspace.message_for(person, channel.id, field(body, "ts"))


async def click(world: World, _request: Request, body: Json) -> Json:
    """Press a button or choose in an element."""
    person = actor(world, body)
    return await deeds.click(
        world,
        person,
        _place(world, person, body),
        action_id=field(body, "action_id"),
        block_id=body.get("block_id"),
        value=body.get("value"),
    )


async def suggest(world: World, _request: Request, body: Json) -> Json:
    """Type into an external select."""
    person = actor(world, body)
    place = _place(world, person, body)
    typed = str(body.get("value", ""))
    action_id = field(body, "action_id")
    return {"options": await deeds.suggest(world, person, place, action_id=action_id, typed=typed)}


async def shortcut(world: World, _request: Request, body: Json) -> Json:
    """Use a shortcut, global or on a message."""
    person = actor(world, body)
    place = _place(world, person, body) if body.get("ts") else None
    if isinstance(place, View):
        raise NotAllowed("bad_place", "A shortcut is used on a message, not in a form.")
    return await deeds.shortcut(world, person, field(body, "callback_id"), place)


async def open_home(world: World, _request: Request, body: Json) -> Json:
    """Open the app's Home."""
    deeds.open_home(world, actor(world, body), str(body.get("tab", "home")))
    return {}


def _as_typed(world: World, view: View) -> Json:
    """The view as its person sees it: without what the app keeps to itself."""
    shape = payloads.view_shape(world, view)
    del shape["private_metadata"]
    return shape


async def home(world: World, request: Request, _body: Json) -> Json:
    """The person's Home tab as the app last published it."""
    person = onlooker(world, request)
    home_id = world.workspace.homes.get(person.id)
    return {"view": _as_typed(world, world.workspace.views[home_id]) if home_id else None}


async def views(world: World, request: Request, _body: Json) -> Json:
    """The person's open modals, the top one last."""
    person = onlooker(world, request)
    stack = world.workspace.modals.get(person.id, [])
    return {"views": [_as_typed(world, world.workspace.views[view_id]) for view_id in stack]}


async def fill(world: World, _request: Request, body: Json) -> Json:
    """Type into a view and leave it open; the app hears nothing of it."""
    person = actor(world, body)
    view = modals.own_view(world, person, field(body, "view_id"))
    return {
        "view": _as_typed(world, modals.type_into(world, person, view, body.get("state") or {}))
    }


def _top_modal(world: World, person: Person, body: Json) -> View:
    view = modals.own_view(world, person, field(body, "view_id"))
    if world.workspace.modals.get(person.id, [])[-1:] != [view.id]:
        raise NotAllowed("view_not_on_top", "Another form lies on top of that one.")
    return view


async def submit(world: World, _request: Request, body: Json) -> Json:
    """Submit the modal on top."""
    person = actor(world, body)
    view = modals.type_into(world, person, _top_modal(world, person, body), body.get("state") or {})
    return await modals.submit(world, person, view)


async def close(world: World, _request: Request, body: Json) -> Json:
    """Close the modal on top."""
    person = actor(world, body)
    await modals.close(world, person, _top_modal(world, person, body))
    return {}


ROUTES = [
    Route("/sandbox/command", human(command), methods=["POST"]),
    Route("/sandbox/say", human(say), methods=["POST"]),
    Route("/sandbox/click", human(click), methods=["POST"]),
    Route("/sandbox/suggest", human(suggest), methods=["POST"]),
    Route("/sandbox/shortcut", human(shortcut), methods=["POST"]),
    Route("/sandbox/home", human(open_home), methods=["POST"]),
    Route("/sandbox/home", human(home), methods=["GET"]),
    Route("/sandbox/views", human(views)),
    Route("/sandbox/views/type", human(fill), methods=["POST"]),
    Route("/sandbox/views/submit", human(submit), methods=["POST"]),
    Route("/sandbox/views/close", human(close), methods=["POST"]),
]
