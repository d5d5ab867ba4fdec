"""The human side: what a person reads: messages, threads, files, and changes as they happen."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sandbox import reading
from sandbox.people_api import actor, human, onlooker
from sandbox.refusals import Json, NotAllowed
from sandbox.world import World

MESSAGES_SHOWN = 200


async def messages(world: World, request: Request, _body: Json) -> Json:
    """What a person sees in a channel, or in one of its threads.

    With `outside_threads` replies are left out, with `before` whatever is not older than that
    timestamp. `is_cut` says whether there are older messages still.
    """
    person = onlooker(world, request)
    query = request.query_params
    channel = world.workspace.seen_channel(person, query.get("channel", ""))
    limit = query.get("limit", str(MESSAGES_SHOWN))
    if not limit.isdecimal() or int(limit) < 1:
        raise NotAllowed("bad_limit", "limit is a number from 1.")
    if query.get("thread_ts"):
        found = reading.thread(world.workspace, person, channel, query["thread_ts"])
        excerpt = reading.Excerpt(found[-int(limit) :], is_cut=len(found) > int(limit))
    else:
        take = reading.outside_threads if query.get("outside_threads") else reading.newest
        before = query.get("before") or None
        excerpt = take(world.workspace, person, channel, limit=int(limit), before=before)
    return {
        "messages": [world.workspace.seen(message) for message in excerpt.messages],
        "is_cut": excerpt.is_cut,
    }


async def read(world: World, request: Request, body: Json) -> Json:
    """Mark a channel as read, up to the message `ts` where one is given."""
    person = actor(world, body)
    channel = world.workspace.seen_channel(person, request.path_params["channel_id"])
    world.workspace.mark_read(person, channel, body.get("ts"))
    return {}


async def changes(request: Request) -> Response:
    """Live updates for one person, as server-sent events."""
    world: World = request.app.state.world
    try:
        person = onlooker(world, request)
    except NotAllowed as refusal:
        return JSONResponse(refusal.answer(), refusal.status)
    return StreamingResponse(
        world.live.stream(person.id),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store"},
    )


async def file(request: Request) -> Response:
    """The bytes of a file, for those who may see a channel it was shared in."""
    world: World = request.app.state.world
    found = world.workspace.files.get(request.path_params["file_id"])
    person: Any = world.workspace.people.get(request.query_params.get("as", ""))
    shared = [world.workspace.channels[one] for one in found.channel_ids] if found else []
    may_see = person and any(world.workspace.may_see(person, channel) for channel in shared)
    if found is None or found.data is None or not may_see:
        return JSONResponse({"ok": False, "error": "file_not_found", "message": "No file."}, 404)
    headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    return Response(found.data, media_type=found.mimetype, headers=headers)


ROUTES = [
    Route("/sandbox/channels/{channel_id}/read", human(read), methods=["POST"]),
    Route("/sandbox/messages", human(messages)),
    Route("/sandbox/events", changes),
    Route("/sandbox/files/{file_id}", file),
]
