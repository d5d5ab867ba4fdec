"""Web API: api.test, auth.test and apps.connections.open."""

from collections.abc import Mapping

from sandbox.api_call import Call, Method
from sandbox.refusals import Json, SlackError


def _api_test(call: Call) -> Json:
    if call.text("error"):
        raise SlackError(call.text("error"), args=call.arguments)
    return {"args": call.arguments}


def _auth_test(call: Call) -> Json:
    workspace = call.workspace
    return {
        "url": f"{call.world.base_url}/",
        "team": workspace.team_name,
        "user": workspace.people[workspace.bot_user_id].name,
        "team_id": workspace.team_id,
        "user_id": workspace.bot_user_id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def _bots_info(call: Call) -> Json:
    workspace = call.workspace
    if call.text("bot") != workspace.bot_id:
        raise SlackError("bot_not_found")
    return {
        "bot": {
            "id": workspace.bot_id,
            "app_id": workspace.app_id,
            "user_id": workspace.bot_user_id,
            "name": workspace.people[workspace.bot_user_id].name,
            "deleted": False,
        }
    }


def _connections_open(call: Call) -> Json:
    ticket = call.world.sockets.new_ticket()
    address = call.world.base_url.replace("http", "ws", 1)
    return {"url": f"{address}/link/?ticket={ticket}&app_id={call.workspace.app_id}"}


METHODS: Mapping[str, Method] = {
    "api.test": Method(_api_test, caller="anybody"),
    "auth.test": Method(_auth_test),
    "bots.info": Method(_bots_info, ("users:read",)),
    "apps.connections.open": Method(_connections_open, caller="app"),
}
