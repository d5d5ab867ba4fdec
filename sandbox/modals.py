"""Modals and Home tabs: opening, pushing, updating, submitting and closing them."""

import json
import time
from dataclasses import replace

from sandbox import deeds, elements, limits, payloads
from sandbox.messages import with_ids
from sandbox.people import Person
from sandbox.refusals import Json, NotAllowed, SlackError
from sandbox.views import STACK_LIMIT, View
from sandbox.world import World

SIZE_LIMIT = 250_000  # bytes; docs.slack.dev, views.publish


def checked(world: World, content: object, *, kind: str, replacing: View | None = None) -> Json:
    """The view's content with ids in its blocks.

    Raises:
        SlackError: `invalid_arguments` with the places, `view_too_large` or
            `duplicate_external_id`.
    """
    if not isinstance(content, dict):
        raise SlackError("invalid_arguments")
    if len(json.dumps(content)) > SIZE_LIMIT:
        raise SlackError("view_too_large")
    problems = limits.view_problems(content, kind=kind)
    if problems:
        raise SlackError("invalid_arguments", **limits.as_details(problems))
    external_id = content.get("external_id")
    for view in world.workspace.views.values() if external_id else ():
        if view.content.get("external_id") == external_id and view is not replacing:
            raise SlackError("duplicate_external_id")
    return {**content, "blocks": list(with_ids(content["blocks"], new_id=world.clock.next_ts()))}


def open_modal(world: World, person_id: str, content: Json) -> View:
    """Open a modal; one that was open gives way."""
    forget(world, person_id)
    return _place(world, person_id, content)


def push(world: World, person_id: str, content: Json) -> View:
    """Put a modal on top of the person's stack.

    Raises:
        SlackError: `push_limit_reached`.
    """
    if len(world.workspace.modals.get(person_id, [])) >= STACK_LIMIT:
        raise SlackError("push_limit_reached")
    return _place(world, person_id, content)


def _place(world: World, person_id: str, content: Json) -> View:
    workspace = world.workspace
    stack = workspace.modals.setdefault(person_id, [])
    view_id = workspace.new_id("V")
    view = View(
        view_id,
        person_id,
        content,
        workspace.new_hash(),
        root_id=stack[0] if stack else view_id,
        previous_id=stack[-1] if stack else None,
    )
    workspace.views[view_id] = view
    stack.append(view_id)
    world.live.tell(person_id, {"type": "views"})
    return view


def update(world: World, view: View, content: Json) -> View:
    """Put new content into a view; what was typed stays where block_id and action_id stay."""
    changed = replace(view, content=content, hash=world.workspace.new_hash())
    world.workspace.views[view.id] = changed
    kind = "views" if content["type"] == "modal" else "home"
    world.live.tell(view.person_id, {"type": kind})
    return changed


def publish(world: World, person_id: str, content: Json) -> View:
    """Set a person's Home tab."""
    workspace = world.workspace
    known = workspace.homes.get(person_id)
    if known:
        return update(world, workspace.views[known], content)
    view_id = workspace.new_id("V")
    view = View(view_id, person_id, content, workspace.new_hash(), root_id=view_id)
    workspace.views[view_id] = view
    workspace.homes[person_id] = view_id
    world.live.tell(person_id, {"type": "home"})
    return view


def forget(world: World, person_id: str, *, only: str | None = None) -> list[View]:
    """Close a person's modals, or *only* one and what lies on it; the closed ones, top first."""
    workspace = world.workspace
    stack = workspace.modals.get(person_id, [])
    start = stack.index(only) if only else 0
    closed = [workspace.views.pop(view_id) for view_id in reversed(stack[start:])]
    del stack[start:]
    world.live.tell(person_id, {"type": "views"})
    return closed


def own_view(world: World, person: Person, view_id: str) -> View:
    """The person's modal or Home tab with that id.

    Raises:
        NotAllowed: it is not there (any more) or not theirs.
    """
    view = world.workspace.views.get(view_id)
    if view is None or view.person_id != person.id:
        raise NotAllowed("view_not_found", "That form is not open.")
    return view


def type_into(world: World, person: Person, view: View, typed: Json) -> View:
    """Type into a view's fields; *typed* is {block_id: {action_id: plain value}}.

    Raises:
        NotAllowed: a field is not there or cannot hold that value.
    """
    in_form: Json = {}
    for block_id, actions in typed.items():
        if not isinstance(actions, dict):
            raise NotAllowed("bad_state", "state is {block_id: {action_id: value}}.")
        for action_id, value in actions.items():
            _, element = elements.find(view.blocks, action_id, block_id)
            offered = world.workspace.offered.get((person.id, action_id), [])
            in_form.setdefault(block_id, {})[action_id] = elements.chosen(element, value, offered)
    changed = view.with_typed(in_form)
    world.workspace.views[view.id] = changed
    return changed


async def submit(world: World, person: Person, view: View) -> Json:
    """Submit a modal and do what the ack says: errors, update, push, clear, or close."""
    values = elements.state(view.blocks, view.typed)
    unfilled = elements.unfilled(view.blocks, values)
    if unfilled:
        return {"ok": False, "ack_ms": 0.0, "error": None, "errors": unfilled, "closed": False}
    payload = payloads.view_submission(world, person, view)
    name = view.content.get("callback_id", "")
    ack = await deeds.interact(world, "view_submission", name, payload)
    outcome: Json = {"ok": True, "ack_ms": ack.ms, "error": ack.error, "errors": None}
    if ack.error:
        return {**outcome, "ok": False, "closed": False}
    try:
        return {**outcome, **_obey(world, person, view, ack.body)}
    except SlackError as refusal:
        world.wire.record(
            "from_app",
            "view_submission",
            name,
            request=ack.body if isinstance(ack.body, dict) else {"body": ack.body},
            response=refusal.answer(),
            started=time.perf_counter(),
            refused=refusal.error,
        )
        return {**outcome, "ok": False, "error": refusal.error, "closed": False}


def _obey(world: World, person: Person, view: View, body: object) -> Json:
    """Do what the ack of a submission says (docs.slack.dev, modals).

    Raises:
        SlackError: the answer is none that Slack would take.
    """
    if not body:
        if view.id in world.workspace.modals.get(person.id, []):
            forget(world, person.id, only=view.id)
        return {"closed": True}
    if not isinstance(body, dict):
        raise SlackError("invalid_response_action")
    deed = body.get("response_action")
    if deed == "clear":
        forget(world, person.id)
        return {"closed": True}
    if deed == "errors":
        return {"ok": False, "errors": _field_errors(view, body.get("errors")), "closed": False}
    if deed not in ("update", "push"):
        raise SlackError("invalid_response_action")
    replacing = view if deed == "update" else None
    content = checked(world, body.get("view"), kind="modal", replacing=replacing)
    if deed == "update":
        update(world, view, content)
    else:
        push(world, person.id, content)
    return {"closed": False}


def _field_errors(view: View, errors: object) -> Json:
    """The errors of an ack; each must stand at an input block of the view."""
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise SlackError("invalid_response_action_errors")
    return errors


async def close(world: World, person: Person, view: View) -> None:
    """Close a modal by hand; the app hears of it if it asked to."""
    is_cleared = bool(view.content.get("clear_on_close", False))
    for closed in forget(world, person.id, only=None if is_cleared else view.id):
        if closed.content.get("notify_on_close", False):
            payload = payloads.view_closed(world, person, closed, is_cleared=is_cleared)
            name = closed.content.get("callback_id", "")
            await deeds.interact(world, "view_closed", name, payload)
