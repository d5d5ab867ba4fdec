"""Reads an app's manifest (commands, shortcuts, events, scopes) as Slack would check it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.refusals import Json

# Which scopes let an event through; any one of them is enough (docs.slack.dev, events).
EVENT_SCOPES: Mapping[str, frozenset[str]] = {
    "app_mention": frozenset({"app_mentions:read"}),
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "message.im": frozenset({"im:history"}),
    "user_change": frozenset({"users:read"}),
    "team_join": frozenset({"users:read"}),
    "member_joined_channel": frozenset({"channels:read", "groups:read"}),
    "member_left_channel": frozenset({"channels:read", "groups:read"}),
    "channel_archive": frozenset({"channels:read"}),
    "channel_created": frozenset({"channels:read"}),
    "channel_deleted": frozenset({"channels:read"}),
    "channel_left": frozenset({"channels:read"}),
    "channel_rename": frozenset({"channels:read"}),
    "channel_unarchive": frozenset({"channels:read"}),
    "group_archive": frozenset({"groups:read"}),
    "group_left": frozenset({"groups:read"}),
    "group_rename": frozenset({"groups:read"}),
    "group_unarchive": frozenset({"groups:read"}),
}


@dataclass(frozen=True)
class SlashCommand:
    """One command of the app; *should_escape* is Slack's "escape channels, users, and links"."""

    command: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True)
class Shortcut:
    """One shortcut of the app; *type* is "global" or "message"."""

    name: str
    type: str
    callback_id: str
    description: str


@dataclass(frozen=True)
class AppManifest:
    """What the sandbox needs to know of an app."""

    name: str
    bot_name: str
    commands: Mapping[str, SlashCommand]
    shortcuts: Mapping[str, Shortcut]
    events: frozenset[str]
    scopes: frozenset[str]
    has_interactivity: bool
    has_home_tab: bool
    has_messages_tab: bool
    messages_tab_is_writable: bool
    redirect_urls: tuple[str, ...] = ()


def read(manifest: Mapping[str, Any]) -> AppManifest:
    """Read a manifest as Slack's "create an app from a manifest" does.

    Raises:
        ValueError: Slack would refuse it; the message names every mistake.
    """
    mistakes = list(_mistakes(manifest))
    if mistakes:
        raise ValueError("Slack would refuse this manifest: " + "; ".join(mistakes))
    features = manifest.get("features", {})
    settings = manifest.get("settings", {})
    home = features.get("app_home", {})
    has_messages_tab = bool(home.get("messages_tab_enabled", True))
    name = manifest["display_information"]["name"]
    return AppManifest(
        name=name,
        bot_name=features.get("bot_user", {}).get("display_name", name),
        commands={
            entry["command"]: SlashCommand(
                entry["command"],
                entry["description"],
                entry.get("usage_hint", ""),
                bool(entry.get("should_escape", False)),
            )
            for entry in features.get("slash_commands", [])
        },
        shortcuts={
            entry["callback_id"]: Shortcut(
                entry["name"], entry["type"], entry["callback_id"], entry["description"]
            )
            for entry in features.get("shortcuts", [])
        },
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
        scopes=_scopes(manifest),
        has_interactivity=bool(settings.get("interactivity", {}).get("is_enabled", False)),
        has_home_tab=bool(home.get("home_tab_enabled", False)),
        has_messages_tab=has_messages_tab,
        messages_tab_is_writable=has_messages_tab
        and not home.get("messages_tab_read_only_enabled", False),
        redirect_urls=tuple(manifest.get("oauth_config", {}).get("redirect_urls", [])),
    )


def _scopes(manifest: Mapping[str, Any]) -> frozenset[str]:
    scopes = manifest.get("oauth_config", {}).get("scopes", {})
    return frozenset(scopes.get("bot", [])) | frozenset(scopes.get("bot_optional", []))


def _mistakes(manifest: Mapping[str, Any]) -> Iterator[str]:
    """What the manifest's schema forbids (slackapi/manifest-schema 0.5.0)."""
    name = manifest.get("display_information", {}).get("name", "")
    if not 1 <= len(name) <= 35:
        yield "display_information.name must have 1 to 35 characters"
    features: Json = manifest.get("features", {})
    scopes = _scopes(manifest)
    commands = features.get("slash_commands", [])
    if len(commands) > 50:
        yield "there are more than 50 slash_commands"
    if commands and "commands" not in scopes:
        yield "slash_commands need the scope commands"
    for entry in commands:
        command = entry.get("command", "")
        if not re.fullmatch(r"/[^\s/]{1,31}", command):
            yield f"the command {command!r} must be a slash and 1 to 31 characters"
        if not 1 <= len(entry.get("description", "")) <= 2000:
            yield f"{command} must have a description of 1 to 2000 characters"
        if len(entry.get("usage_hint", "")) > 1000:
            yield f"the usage_hint of {command} is longer than 1000 characters"
    shortcuts = features.get("shortcuts", [])
    if len(shortcuts) > 10:
        yield "there are more than 10 shortcuts"
    for entry in shortcuts:
        if not 1 <= len(entry.get("name", "")) <= 24:
            yield f"the shortcut {entry.get('name')!r} must have 1 to 24 characters"
        if entry.get("type") not in ("message", "global"):
            yield f"the shortcut {entry.get('name')!r} must be of type message or global"
        if not 1 <= len(entry.get("description", "")) <= 150:
            yield f"the shortcut {entry.get('name')!r} needs a description of 1 to 150 characters"
    events = manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", [])
    if len(events) > 100:
        yield "there are more than 100 bot_events"
    for event in events:
        needed = EVENT_SCOPES.get(event, frozenset())
        if needed and not needed & scopes:
            yield f"the event {event} needs the scope {' or '.join(sorted(needed))}"
