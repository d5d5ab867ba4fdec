"""What an app does with a response URL: answer, replace or delete (five times in half an hour)."""

import asyncio
import json
import time

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import posting
from sandbox.drops import cut
from sandbox.interactions import ResponseUrl
from sandbox.messages import Message
from sandbox.refusals import Json, Limited, SlackError
from sandbox.world import World

# Slack answers a worn-out URL with 404 and other mistakes with 400.
_GONE = {"used_url", "expired_url", "invalid_url"}
NAME = "response_url"


async def endpoint(request: Request) -> Response:
    """Answer one POST to a response URL."""
    world: World = request.app.state.world
    started = time.perf_counter()
    body = await _body(request)
    faults = world.faults
    if faults.plan.latency_ms and faults.hits(NAME):
        await asyncio.sleep(faults.plan.latency_ms / 1000)
    headers: dict[str, str] = {}
    is_dropped = False
    answer: Json = {"ok": True}
    status = 200
    try:
        _answer(world, request.path_params["key"], body)
        is_dropped = faults.strikes("drop_after_accept", NAME)
    except Limited as limited:
        status, answer = 429, {"ok": False, "error": "ratelimited"}
        headers["Retry-After"] = str(limited.retry_after_s)
    except SlackError as refusal:
        answer = refusal.answer()
        status = (
            404 if refusal.error in _GONE else 500 if refusal.error == "internal_error" else 400
        )
    world.wire.record(
        "from_app",
        "response_url",
        NAME,
        request=body,
        response=answer,
        status=0 if is_dropped else status,
        started=started,
        refused="; ".join([answer["error"], *answer.get("errors", [])])
        if "error" in answer
        else None,
    )
    if is_dropped:
        return await cut(request)
    return JSONResponse(answer, status, headers)


async def _body(request: Request) -> Json:
    try:
        body = json.loads(await request.body())
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _answer(world: World, key: str, body: Json) -> None:
    """Do what *body* says.

    Raises:
        SlackError: the URL is worn out, or the message is none that Slack would take.
        Limited: the person is answered too often.
    """
    if world.faults.strikes("rate_429", NAME):
        raise Limited(world.faults.plan.retry_after_s)
    if world.faults.strikes("rate_500", NAME):
        raise SlackError("internal_error")
    url = world.interactions.use_response_url(key)
    if world.faults.plan.enforce_rate_limits:
        wait_s = world.rate_limits.answering(url.person_id)
        if wait_s:
            raise Limited(wait_s)
    original = _original(world, url)
    if body.get("delete_original"):
        if original is None:
            raise SlackError("message_not_found")
        posting.remove(world, original)
        return
    content = posting.checked(body)
    if body.get("replace_original") and url.original_ts:
        if original is None:
            raise SlackError("message_not_found")
        posting.change(world, original, content)
        return
    in_channel = body.get("response_type") == "in_channel"
    posting.post(
        world,
        world.workspace.channels[url.channel_id],
        content,
        ephemeral_for=None if in_channel else url.person_id,
        thread_ts=body.get("thread_ts") if in_channel else None,
    )


def _original(world: World, url: ResponseUrl) -> Message | None:
    """The message that was clicked, as it is now; None for a command or when it is gone."""
    if url.original_ts is None:
        return None
    own = world.workspace.ephemerals.get(url.person_id, {}).get(url.original_ts)
    return own or world.workspace.message(url.channel_id, url.original_ts)
