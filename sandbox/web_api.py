"""The Web API's front door: tokens, scopes, rate limits, faults, and the way to each method."""

import asyncio
import base64
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import api_apps, api_chat, api_conversations, api_files, api_users, api_views, oauth
from sandbox.api_call import Call, Method
from sandbox.drops import cut
from sandbox.refusals import Json, Limited, SlackError
from sandbox.world import World

METHODS: Mapping[str, Method] = {
    **api_apps.METHODS,
    **api_chat.METHODS,
    **api_conversations.METHODS,
    **api_files.METHODS,
    **api_users.METHODS,
    **api_views.METHODS,
    **oauth.METHODS,
}
SECRET_ANSWERS = {"apps.connections.open": {"url"}, "oauth.v2.access": {"access_token"}}
"""What the wire does not keep of an answer."""

_JSON_ARGUMENTS = ("blocks", "attachments", "metadata", "view", "files")


async def endpoint(request: Request) -> Response:
    """Answer one call of `/api/<method>`."""
    world: World = request.app.state.world
    name = request.path_params["method"]
    started = time.perf_counter()
    arguments = await _arguments(request)
    token = _token(request, arguments)
    arguments |= _app_of(request)
    faults = world.faults
    if faults.plan.latency_ms and faults.hits(name):
        await asyncio.sleep(faults.plan.latency_ms / 1000)
    headers: dict[str, str] = {}
    is_dropped = False
    try:
        status, answer = 200, _answer(world, name, arguments, token)
        is_dropped = faults.strikes("drop_after_accept", name)
        if faults.plan.answer_latency_ms and faults.hits(name):
            await asyncio.sleep(faults.plan.answer_latency_ms / 1000)
    except SlackError as refusal:
        status, answer = 200, refusal.answer()
    except Limited as limited:
        status, answer = 429, {"ok": False, "error": "ratelimited"}
        headers["Retry-After"] = str(limited.retry_after_s)
    except _Broken:
        status, answer = 500, {"ok": False, "error": "internal_error"}
    headers["X-OAuth-Scopes"] = ",".join(sorted(world.manifest.scopes))
    world.wire.record(
        "from_app",
        "web_api",
        name,
        request={**arguments, "client_secret": "…"} if "client_secret" in arguments else arguments,
        response=answer | dict.fromkeys(answer.keys() & SECRET_ANSWERS.get(name, set()), "…"),
        status=0 if is_dropped else status,
        started=started,
        refused=_refusal(answer),
    )
    if is_dropped:
        return await cut(request)
    return JSONResponse(answer, status, headers)


class _Broken(Exception):
    """The fault "rate_500" struck."""


def _answer(world: World, name: str, arguments: Json, token: str) -> Json:
    """Do what is asked.

    Raises:
        SlackError: Slack would answer `ok: false`.
        Limited: too many calls.
    """
    faults = world.faults
    if faults.strikes("rate_429", name):
        raise Limited(faults.plan.retry_after_s)
    if faults.strikes("rate_500", name):
        raise _Broken
    method = METHODS.get(name)
    if method is None:
        raise SlackError("unknown_method", req_method=name)
    if method.caller != "anybody":
        _check_token(world, method, token)
    limits = world.rate_limits if faults.plan.enforce_rate_limits else None
    wait_s = limits.method(name) if limits else None
    if wait_s:
        raise Limited(wait_s)
    call = Call(world, arguments)
    if method.scopes:
        call.need_scope(*method.scopes)
    return {"ok": True, **method.run(call)}


def _check_token(world: World, method: Method, token: str) -> None:
    if not token:
        raise SlackError("not_authed")
    tokens = world.tokens
    if token in world.dead_tokens:
        raise SlackError("account_inactive")  # docs.slack.dev, auth.test
    if token not in (tokens.bot, tokens.app):
        raise SlackError("invalid_auth")
    if token == tokens.bot and world.is_bot_token_revoked:
        raise SlackError("token_revoked")
    if token != (tokens.app if method.caller == "app" else tokens.bot):
        raise SlackError("not_allowed_token_type")


def _token(request: Request, arguments: Json) -> str:
    in_body = str(arguments.pop("token", ""))
    scheme, _, in_header = request.headers.get("authorization", "").partition(" ")
    return in_header if scheme.lower() == "bearer" else in_body


def _app_of(request: Request) -> Json:
    """Return the app's id and secret, which may come by HTTP Basic (docs.slack.dev, OAuth)."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        client_id, _, client_secret = base64.b64decode(given, validate=True).decode().partition(":")
    except ValueError:
        return {}
    return {"client_id": client_id, "client_secret": client_secret}


async def _arguments(request: Request) -> Json:
    """The arguments from the query, a form or JSON; JSON inside form fields is read too."""
    body = await request.body()
    arguments: Json = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            sent = json.loads(body or b"{}")
        except ValueError:
            return arguments
        return arguments | sent if isinstance(sent, dict) else arguments
    arguments |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    for name in _JSON_ARGUMENTS:
        if isinstance(arguments.get(name), str):
            arguments[name] = _read(arguments[name])
    return arguments


def _read(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


def _refusal(answer: Json) -> str | None:
    """The error and the places it names, in one line; None when all was well."""
    if answer["ok"]:
        return None
    return "; ".join([str(answer["error"]), *answer.get("errors", [])])
