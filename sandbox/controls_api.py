"""The sandbox's own controls: the wire, the faults, the app's token and scopes, its sockets."""

from dataclasses import asdict, replace

from starlette.requests import Request
from starlette.routing import Route

from sandbox import response_urls, web_api
from sandbox.delivery import HttpDelivery
from sandbox.faults import FaultPlan
from sandbox.people_api import human
from sandbox.refusals import Json, NotAllowed
from sandbox.world import World


def _tell(world: World) -> None:
    """Let every page know that a control was moved."""
    world.live.tell_all({"type": "controls"})


async def controls(world: World, _request: Request, _body: Json) -> Json:
    """How everything stands that is set on purpose; `usual` is how the faults stand else."""
    return {
        "faults": world.faults.as_json(),
        "usual": asdict(FaultPlan()),
        "is_token_revoked": world.is_bot_token_revoked,
        "taken_scopes": sorted(world.taken_scopes),
        "sockets": None if isinstance(world.delivery, HttpDelivery) else world.sockets.count,
        "socket_warning_s": world.limits.socket_warning_s,
        "methods": sorted([*web_api.METHODS, response_urls.NAME]),
    }


async def as_usual(world: World, request: Request, body: Json) -> Json:
    """Take back every fault, and give back the token and the scopes."""
    world.faults.plan = FaultPlan()
    world.is_bot_token_revoked = False
    scopes = world.manifest.scopes | world.taken_scopes
    world.manifest = replace(world.manifest, scopes=scopes)
    world.taken_scopes = frozenset()
    _tell(world)
    return await controls(world, request, body)


async def faults(world: World, _request: Request, body: Json) -> Json:
    """Show the faults, or set those that are named."""
    for method in body.get("methods") or []:
        if method not in web_api.METHODS and method != response_urls.NAME:
            raise NotAllowed("unknown_method", f"There is no method called {method} here.")
    if body:
        world.faults.change(body)
        _tell(world)
    return {"faults": world.faults.as_json()}


async def scopes(world: World, _request: Request, body: Json) -> Json:
    """Take scopes away from the app, as an administrator who does not grant them."""
    removed = frozenset(body.get("remove", []))
    unknown = removed - world.manifest.scopes
    if unknown:
        raise NotAllowed("unknown_scope", f"The app has no scope {', '.join(sorted(unknown))}.")
    world.manifest = replace(world.manifest, scopes=world.manifest.scopes - removed)
    world.taken_scopes |= removed
    _tell(world)
    return {"scopes": sorted(world.manifest.scopes)}


async def revoke_token(world: World, _request: Request, _body: Json) -> Json:
    """Let the bot's token open nothing any more."""
    world.is_bot_token_revoked = True
    _tell(world)
    return {}


async def restore_token(world: World, _request: Request, _body: Json) -> Json:
    """Let the bot's token open again what it did."""
    world.is_bot_token_revoked = False
    _tell(world)
    return {}


async def drop_sockets(world: World, _request: Request, _body: Json) -> Json:
    """Cut the app's sockets without a goodbye."""
    return {"dropped": world.sockets.drop_all()}


async def refresh_sockets(world: World, _request: Request, _body: Json) -> Json:
    """Renew the app's sockets as Slack does every few hours."""
    world.in_background(world.sockets.refresh_all())
    return {"renewed": world.sockets.count}


async def verify(world: World, _request: Request, _body: Json) -> Json:
    """Send Slack's challenge to the app's request URL."""
    if not isinstance(world.delivery, HttpDelivery):
        raise NotAllowed("no_request_url", "The app is reached by Socket Mode.")
    return {"verified": await world.delivery.is_verified()}


def _since(request: Request) -> int:
    since = request.query_params.get("since", "0")
    return int(since) if since.isdecimal() else 0


async def wire(world: World, request: Request, _body: Json) -> Json:
    """The calls between sandbox and app, with all that was said."""
    calls, following = world.wire.since(_since(request))
    return {"calls": [call.as_json() for call in calls], "next": following}


async def wire_rows(world: World, request: Request, _body: Json) -> Json:
    """The same calls without what was said; `oldest` is the first number that is still kept."""
    calls, following = world.wire.since(_since(request))
    rows = [call.in_brief() for call in calls]
    return {"rows": rows, "next": following, "oldest": world.wire.oldest}


async def wire_call(world: World, request: Request, _body: Json) -> Json:
    """One call between sandbox and app, with all that was said."""
    call = world.wire.call(request.path_params["n"])
    if call is None:
        raise NotAllowed("call_not_found", "That call is kept no longer.", status=404)
    return {"call": call.as_json()}


async def limits(world: World, _request: Request, _body: Json) -> Json:
    """The limits in seconds that this sandbox works with."""
    return {"limits": asdict(world.limits)}


ROUTES = [
    Route("/sandbox/controls", human(controls)),
    Route("/sandbox/controls/as_usual", human(as_usual), methods=["POST"]),
    Route("/sandbox/faults", human(faults), methods=["GET", "POST"]),
    Route("/sandbox/scopes", human(scopes), methods=["POST"]),
    Route("/sandbox/token/revoke", human(revoke_token), methods=["POST"]),
    Route("/sandbox/token/restore", human(restore_token), methods=["POST"]),
    Route("/sandbox/drop_sockets", human(drop_sockets), methods=["POST"]),
    Route("/sandbox/refresh_sockets", human(refresh_sockets), methods=["POST"]),
    Route("/sandbox/verify_request_url", human(verify), methods=["POST"]),
    Route("/sandbox/wire", human(wire)),
    Route("/sandbox/wire/rows", human(wire_rows)),
    Route("/sandbox/wire/calls/{n:int}", human(wire_call)),
    Route("/sandbox/limits", human(limits)),
]
