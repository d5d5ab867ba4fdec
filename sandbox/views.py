"""Modals and Home tabs: a person's stack of modals, their hashes and what was typed into them."""

from dataclasses import dataclass, field, replace

from sandbox.refusals import Json

STACK_LIMIT = 3  # docs.slack.dev, modals


@dataclass(frozen=True)
class View:
    """A modal or Home tab of one person, as the app sent it (*content*) and as it is now."""

    id: str
    person_id: str
    content: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    typed: Json = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """Its blocks."""
        blocks: list[Json] = self.content["blocks"]
        return blocks

    def with_typed(self, typed: Json) -> "View":
        """This view with *typed* ({block_id: {action_id: value}}) laid over what was typed."""
        merged = {block: dict(actions) for block, actions in self.typed.items()}
        for block, actions in typed.items():
            merged.setdefault(block, {}).update(actions)
        return replace(self, typed=merged)


def as_slack(view: View, *, team_id: str, app_id: str, bot_id: str, state: Json) -> Json:
    """The view as Slack answers it and sends it in payloads (docs.slack.dev, view payloads)."""
    content = view.content
    shape: Json = {
        "id": view.id,
        "team_id": team_id,
        "type": content["type"],
        "blocks": view.blocks,
        "private_metadata": content.get("private_metadata", ""),
        "callback_id": content.get("callback_id", ""),
        "external_id": content.get("external_id", ""),
        "state": {"values": state},
        "hash": view.hash,
        "clear_on_close": bool(content.get("clear_on_close", False)),
        "notify_on_close": bool(content.get("notify_on_close", False)),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": app_id,
        "app_installed_team_id": team_id,
        "bot_id": bot_id,
    }
    if content["type"] == "modal":
        for name in ("title", "close", "submit"):
            shape[name] = content.get(name)
    return shape
