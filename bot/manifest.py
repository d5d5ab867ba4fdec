"""The app manifest: what Slack has to know about the bot before it can be installed."""

import json
from typing import Any

from bot import settings
from handlers import commands, events, shortcuts

NAME = "Open Space"
BOT_NAME = "openspace"
"""What people type to invite it: `/invite @openspace`."""
DESCRIPTION = "Holds an open space week: topics, dots, timetable, sign-up"
LONG_DESCRIPTION = (
    "Holds an open space inside Slack. Anyone proposes a topic in ten seconds; everyone gives a"
    " few dots to what interests them, and nobody ever sees who voted for what; facilitators open"
    " and close proposing and voting, place topics into slots and rooms, and publish the"
    " timetable; people take a seat or join a waiting list, and are reminded in time. Each morning"
    " brings a digest, each evening a summary. Everything can be done by typing."
)
COLOUR = "#1f5c4d"

SCOPES: dict[str, str] = {
    "commands": "receives the commands that people type and the shortcuts that they use",
    "chat:write": "answers, posts where it was invited, and writes to people directly",
    "app_mentions:read": "hears when somebody mentions it, to answer them alone; of the message it"
    " takes who wrote it and where, and keeps nothing",
    "users:read": "knows names, time zones, and who is a guest or has left; no e-mail",
    "channels:read": "knows who is in a channel, so that only they see its open space",
    "groups:read": "the same for private channels that the bot was invited to",
    "files:write": "hands over files that somebody asks for: the tally, sessions for a calendar",
}
"""What the bot may do in Slack, each with its reason."""

OPTIONAL_SCOPES: dict[str, str] = {
    "channels:history": "looks, after a crash or a broken connection, whether its own message"
    " arrived, so that none comes twice; only in channels that it is in",
    "groups:history": "the same in private channels that the bot was invited to",
    "im:history": "the same in its direct messages",
    "im:write": "finds the direct message of which it has to look",
    "pins:write": "pins the board, so that it is found above all that is said in its channel",
}
"""What an administrator may leave out. Without the histories no message comes twice either: one of
which nobody can tell whether it arrived is not sent again, and facilitators see that."""


def manifest(mode: str, prefix: str, url: str | None, *, workspaces: str = "one") -> dict[str, Any]:
    """Return the manifest as Slack reads it.

    Args:
        mode: `socket` or `http`.
        prefix: stands before every command's name; "" for nothing.
        url: the bot's public address in HTTP mode, like `https://bot.example.org`; None in
            Socket Mode.
        workspaces: `one`, which installs the bot at api.slack.com, or `many`, which install it by
            themselves at the bot's own page.
    """
    redirects = {"redirect_urls": [f"{(url or '').rstrip('/')}/slack/oauth_redirect"]}
    request_url = {} if url is None else {"request_url": url.rstrip("/") + "/slack/events"}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": NAME,
            "description": DESCRIPTION,
            "long_description": LONG_DESCRIPTION,
            "background_color": COLOUR,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                # The bot writes there and cannot read (it has no scope im:history).
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": BOT_NAME, "always_online": True},
            "shortcuts": [
                {
                    "name": shortcut.name,
                    "type": shortcut.kind,
                    "callback_id": shortcut.callback_id,
                    "description": shortcut.description,
                }
                for shortcut in shortcuts.SHORTCUTS
            ],
            "slash_commands": [_command(command, prefix, url) for command in commands.COMMANDS],
        },
        "oauth_config": {
            **(redirects if workspaces == "many" else {}),
            "scopes": {"bot": list(SCOPES), "bot_optional": list(OPTIONAL_SCOPES)},
        },
        "settings": {
            "event_subscriptions": {**request_url, "bot_events": list(events.EVENTS)},
            "interactivity": {"is_enabled": True, **request_url},
            "org_deploy_enabled": workspaces == "many",
            "socket_mode_enabled": mode == "socket",
            # Off: a rotated token is good for 12 hours and cannot be switched back (docs.slack.dev,
            # token rotation). Ours are kept encrypted, and deleted when the bot is taken out.
            "token_rotation_enabled": False,
        },
    }


WORKSPACES = ("one", "many")


def asked(mode: str, prefix: str, url: str | None, workspaces: str = "one") -> dict[str, Any]:
    """Return the manifest for what somebody typed, or left to the settings.

    Raises:
        BadSettings: they do not fit; in words.
    """
    safe = settings.prefix(prefix)
    if mode not in settings.MODES:
        raise settings.BadSettings("MODE can be socket or http.")
    if mode == "http" and (url is None or not url.startswith("https://")):
        raise settings.BadSettings(
            "HTTP mode needs --url with the bot's public address: --url https://bot.example.org"
        )
    if mode == "socket" and url is not None:
        raise settings.BadSettings("--url belongs to --mode http; Socket Mode needs no address.")
    if workspaces == "many" and mode != "http":
        raise settings.BadSettings(
            "Many workspaces need HTTP mode: --mode http --url https://bot.example.org"
        )
    return manifest(mode, safe, url, workspaces=workspaces)


def written(document: dict[str, Any], form: str) -> str:
    """Return a manifest as text, "yaml" or "json"."""
    if form == "json":
        return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    import yaml

    return str(yaml.safe_dump(document, sort_keys=False, allow_unicode=True))


def _command(command: commands.Command, prefix: str, url: str | None) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "command": f"/{prefix}{command.name}",
        "description": command.description,
        # People and channels arrive as ids, not as typed (docs.slack.dev, slash commands).
        "should_escape": True,
    }
    if command.usage_hint:
        entry["usage_hint"] = command.usage_hint
    if url is not None:
        entry["url"] = url.rstrip("/") + "/slack/events"
    return entry
