"""Web API: users.info and users.list."""

from collections.abc import Mapping

from sandbox.api_call import Call, Method
from sandbox.refusals import Json


def _info(call: Call) -> Json:
    user = call.workspace.slack_person(call.person())
    if call.flag("include_locale"):
        user["locale"] = "en-GB"
    return {"user": user}


def _list(call: Call) -> Json:
    everybody = [call.workspace.slack_person(person) for person in call.workspace.people.values()]
    page, metadata = call.page(everybody, default=len(everybody), most=1000)
    return {"members": page, "cache_ts": int(call.world.clock.now()), "response_metadata": metadata}


_READ = ("users:read",)
METHODS: Mapping[str, Method] = {
    "users.info": Method(_info, _READ),
    "users.list": Method(_list, _READ),
}
