"""What everything that Slack sends looks like, as far as the bot and Bolt read it.

A part of another kind would make an error of whoever reads it, so such a request is refused as a
whole. It is read nowhere near the database, so that it costs nothing.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

Shape: TypeAlias = "type | tuple[Shape, ...] | list[Shape] | Mapping[str, Shape]"
"""A kind; one of several; a list of one kind; or parts by name. A name that ends in ! has to be
there, others may be missing or null, and "*" means every one."""

_OPTION: Shape = {"value": str}
_ID: Shape = {"id!": str}
_FIELD: Shape = {
    "value": str,
    "selected_option": _OPTION,
    "selected_options": [_OPTION],
    "selected_users": [str],
}
_VIEW: Mapping[str, Shape] = {
    "id": str,
    "type": str,
    "title": {"text!": str},
    "callback_id": str,
    "private_metadata": str,
    "previous_view_id": str,
    "app_installed_team_id": str,
    "team_id": str,
    "blocks": [{"type": str, "block_id": str, "element": {"action_id": str}}],
    "state": {"values": {"*": {"*": _FIELD}}},
}
_EVENT: Shape = {
    "type!": str,
    "user": (str, _ID),
    "channel": (str, _ID),
    "inviter": str,
    "tab": str,
    "bot_id": str,
    "thread_ts": str,
    "team": str,
    "user_team": str,
    "enterprise_id": str,
    "team_id": str,
    "message": Mapping,
    "previous_message": Mapping,
}
_WITH: Mapping[str, Shape] = {
    "enterprise": {"id": str},
    "enterprise_id": str,
    "team_id": str,
    "response_url": str,
    "trigger_id": str,
    "is_enterprise_install": (bool, str),
}

COMMAND: Shape = {
    **_WITH,
    "command!": str,
    "user_id!": str,
    "channel_id!": str,
    "text": str,
}
EVENT: Shape = {
    **_WITH,
    "type!": str,
    "event!": _EVENT,
    "event_id!": str,
    "authorizations": [{"enterprise_id": str, "team_id": str, "user_id": str}],
}
_INTERACTION: Mapping[str, Shape] = {
    **_WITH,
    "type!": str,
    "user!": {"id!": str, "team_id": str},
    "team": {"id!": str, "enterprise_id": str},
    "channel": _ID,
    "container": Mapping,
    "message": {"text": str, "ts": str},
}
PRESSED: Shape = {
    **_INTERACTION,
    "actions!": [
        {
            "type": str,
            "action_id!": str,
            "block_id": str,
            "value": str,
            "selected_option": _OPTION,
        }
    ],
    "view": _VIEW,
}
SENT: Shape = {**_INTERACTION, "view!": {**_VIEW, "type!": str, "callback_id!": str}}
USED: Shape = {**_INTERACTION, "callback_id!": str, "trigger_id!": str}
BY_TYPE: Mapping[str, Shape] = {
    "event_callback": EVENT,
    "block_actions": PRESSED,
    "view_submission": SENT,
    "shortcut": USED,
    "message_action": USED,
    "url_verification": {"type!": str, "challenge!": str},
}


def make_sound(body: dict[str, Any]) -> bool:
    """Take out of *body* what is null, as if it were missing.

    Returns:
        whether every part that is read is of the kind that Slack documents.
    """
    if "command" in body:
        return _fits(body, COMMAND)
    kind = body.get("type")
    shape = BY_TYPE.get(kind) if isinstance(kind, str) else None
    if shape is None or not _fits(body, shape):
        return False
    # A press of nothing, and a field of no name, are parts that have to be there.
    if kind == "block_actions":
        return bool(body["actions"])
    if kind == "view_submission":
        return all(
            "block_id" in block and "action_id" in block.get("element", {})
            for block in body["view"].get("blocks", [])
            if block.get("type") == "input"
        )
    return True


def _fits(part: Any, shape: Shape) -> bool:
    if isinstance(shape, type):
        return isinstance(part, shape)
    if isinstance(shape, tuple):
        return any(_fits(part, one) for one in shape)
    if isinstance(shape, list):
        return isinstance(part, list) and all(_fits(one, shape[0]) for one in part)
    if not isinstance(part, dict):
        return False
    return all(_has(part, name, inner) for name, inner in shape.items())


def _has(parts: dict[str, Any], name: str, shape: Shape) -> bool:
    if name == "*":
        return all(_fits(one, shape) for one in parts.values())
    plain = name.rstrip("!")
    part = parts.get(plain)
    if part is None:
        parts.pop(plain, None)
        return plain == name
    return _fits(part, shape)
