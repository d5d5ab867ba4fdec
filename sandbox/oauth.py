"""How a workspace installs the app by itself: the page on which somebody agrees, and the token.

The methods are those of docs.slack.dev, "Installing with OAuth": `oauth.v2.access`, `auth.revoke`
and `apps.uninstall`.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from sandbox import events
from sandbox.api_call import Call, Method
from sandbox.people_api import human
from sandbox.refusals import Json, NotAllowed, SlackError
from sandbox.world import Granted, World

MOST_SHOWN = 20
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'",
    "Cache-Control": "no-store",
}


def _page(title: str, content: str, status: int = 200) -> Response:
    return HTMLResponse(
        f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
{content}
</main>
</body>
</html>
""",
        status,
        HEADERS,
    )


def _refused(world: World, request: Request) -> str:
    """Return in Slack's word why a request to install the app is refused, "" for not at all."""
    asked = request.query_params
    if world.oauth_app is None or asked.get("client_id") != world.oauth_app.client_id:
        return "invalid_client_id"
    address = asked.get("redirect_uri", "")
    if not any(_is_below(address, known) for known in world.manifest.redirect_urls):
        return "bad_redirect_uri"
    unknown = set(asked.get("scope", "").split(",")) - world.manifest.scopes
    return "invalid_scope" if unknown else ""


def _is_below(address: str, known: str) -> bool:
    wanted, given = urlsplit(known), urlsplit(address)
    return wanted[:2] == given[:2] and given.path.startswith(wanted.path)


async def authorize(request: Request) -> Response:
    """Ask whether the workspace wants the app."""
    world: World = request.app.state.world
    refused = _refused(world, request)
    if refused:
        return _page("Slack would refuse this", f"<p>{escape(refused)}</p>", 400)
    name, team = escape(world.manifest.name), escape(world.workspace.team_name)
    scopes = "".join(f"<li>{escape(scope)}</li>" for scope in sorted(world.manifest.scopes))
    able = [one for one in world.workspace.people.values() if one.kind == "member"]
    ways = "".join(
        f'<li><a href="?{_answer(request, one.id)}">Allow as {escape(one.name)}</a></li>'
        for one in able[:MOST_SHOWN]
    )
    return _page(
        f"{world.manifest.name} wants to be in {world.workspace.team_name}",
        f"<p>{name} may do this in {team}:</p><ul>{scopes}</ul>"
        f'<ul>{ways}<li><a href="?{_answer(request, "")}">Cancel</a></li></ul>',
    )


def _answer(request: Request, person_id: str) -> str:
    asked = {name: request.query_params.get(name, "") for name in ("redirect_uri", "state")}
    return escape(urlencode({**asked, **_rest(request), "answer": person_id or "cancel"}))


def _rest(request: Request) -> dict[str, str]:
    return {name: request.query_params.get(name, "") for name in ("client_id", "scope")}


async def answered(request: Request) -> Response:
    """Send the browser back to the app, with a code or with a no."""
    world: World = request.app.state.world
    if "answer" not in request.query_params:
        return await authorize(request)
    refused = _refused(world, request)
    if refused:
        return _page("Slack would refuse this", f"<p>{escape(refused)}</p>", 400)
    address, state = request.query_params["redirect_uri"], request.query_params["state"]
    person = world.workspace.people.get(request.query_params["answer"])
    if person is None or person.kind != "member":
        return _back(address, error="access_denied", state=state)
    code = f"{world.workspace.team_id}.{secrets.token_hex(8)}"
    world.codes[code] = Granted(person.id, address)
    return _back(address, code=code, state=state)


def _back(address: str, **said: str) -> Response:
    return RedirectResponse(f"{address}?{urlencode(said)}", 302)


def _check_app(call: Call) -> None:
    app = call.world.oauth_app
    if app is None or call.text("client_id") != app.client_id:
        raise SlackError("invalid_client_id")
    if not secrets.compare_digest(call.text("client_secret"), app.client_secret):
        raise SlackError("bad_client_secret")


def _access(call: Call) -> Json:
    _check_app(call)
    world, workspace = call.world, call.workspace
    granted = world.codes.pop(call.text("code"), None)
    if granted is None:
        raise SlackError("invalid_code")
    if call.text("redirect_uri") != granted.redirect_uri:
        raise SlackError("bad_redirect_uri")
    if not world.is_installed:
        token = f"xoxb-{workspace.team_id}-{secrets.token_hex(12)}"
        world.tokens = replace(world.tokens, bot=token)
        world.is_installed, world.is_bot_token_revoked = True, False
        world.live.tell_all({"type": "app"})
    return {
        "app_id": workspace.app_id,
        "authed_user": {"id": granted.person_id},
        "scope": ",".join(sorted(world.manifest.scopes)),
        "token_type": "bot",
        "access_token": world.tokens.bot,
        "bot_user_id": workspace.bot_user_id,
        "team": {"id": workspace.team_id, "name": workspace.team_name},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def take_out(world: World) -> None:
    """Take the app out of the workspace: it is told so, and its token opens nothing any more."""
    events.tell(world, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0"]}})
    events.tell(world, {"type": "app_uninstalled"})
    world.is_installed = False
    world.dead_tokens.add(world.tokens.bot)
    world.live.tell_all({"type": "app"})


def _uninstall(call: Call) -> Json:
    _check_app(call)
    take_out(call.world)
    return {}


def _revoke(call: Call) -> Json:
    if not call.flag("test"):
        take_out(call.world)
    return {"revoked": not call.flag("test")}


async def uninstall(world: World, _request: Request, _body: Json) -> Json:
    """Take the app out, as somebody who manages apps."""
    if not world.is_installed:
        raise NotAllowed("not_installed", "The app is not in this workspace.")
    take_out(world)
    return {}


METHODS: Mapping[str, Method] = {
    "oauth.v2.access": Method(_access, caller="anybody"),
    "auth.revoke": Method(_revoke),
    "apps.uninstall": Method(_uninstall),
}

ROUTES = [
    Route("/oauth/v2/authorize", answered),
    Route("/sandbox/uninstall", human(uninstall), methods=["POST"]),
]
