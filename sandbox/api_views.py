"""Web API: views.* (no scope needed; a trigger id is the permission)."""

from collections.abc import Mapping

from sandbox import modals, payloads
from sandbox.api_call import Call, Method
from sandbox.refusals import Json, SlackError
from sandbox.views import View


def _shown(call: Call, view: View) -> Json:
    return {"view": payloads.view_shape(call.world, view)}


def _open(call: Call) -> Json:
    content = modals.checked(call.world, call.arguments.get("view"), kind="modal")
    trigger = call.world.interactions.redeem(call.text("trigger_id"))
    return _shown(call, modals.open_modal(call.world, trigger.person_id, content))


def _push(call: Call) -> Json:
    content = modals.checked(call.world, call.arguments.get("view"), kind="modal")
    trigger = call.world.interactions.redeem(call.text("trigger_id"))
    stack = call.workspace.modals.get(trigger.person_id, [])
    if trigger.view_id not in stack:
        # docs.slack.dev, modals: the trigger must come from inside an open modal
        raise SlackError("invalid_trigger_id")
    return _shown(call, modals.push(call.world, trigger.person_id, content))


def _named(call: Call) -> View:
    """The view that view_id or external_id names."""
    view_id, external_id = call.text("view_id"), call.text("external_id")
    for view in call.workspace.views.values():
        if view.id == view_id or (external_id and view.content.get("external_id") == external_id):
            return view
    raise SlackError("not_found")


def _check_hash(call: Call, view: View | None) -> None:
    wanted = call.text("hash")
    if wanted and (view is None or wanted != view.hash):
        raise SlackError("hash_conflict")


def _update(call: Call) -> Json:
    view = _named(call)
    _check_hash(call, view)
    kind = view.content["type"]
    content = modals.checked(call.world, call.arguments.get("view"), kind=kind, replacing=view)
    return _shown(call, modals.update(call.world, view, content))


def _publish(call: Call) -> Json:
    person = call.person("user_id")
    if not call.world.manifest.has_home_tab:
        raise SlackError("not_enabled")
    home_id = call.workspace.homes.get(person.id)
    home = call.workspace.views[home_id] if home_id else None
    _check_hash(call, home)
    content = modals.checked(call.world, call.arguments.get("view"), kind="home", replacing=home)
    return _shown(call, modals.publish(call.world, person.id, content))


METHODS: Mapping[str, Method] = {
    "views.open": Method(_open),
    "views.push": Method(_push),
    "views.update": Method(_update),
    "views.publish": Method(_publish),
}
