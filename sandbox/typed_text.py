"""Turns what a person typed into Slack's form: mentions, channels, links and entities."""

import re

from sandbox.people import Person
from sandbox.workspace import Workspace

_TOKEN = re.compile(
    r"<@(?P<user>[UW][A-Z0-9]+)(?:\|[^<>]*)?>"
    r"|<#(?P<channel>[CG][A-Z0-9]+)(?:\|[^<>]*)?>"
    r"|<?(?P<link>https?://[^\s<>|]+)>?"
    r"|(?<![\w@])@(?P<handle>[A-Za-z0-9][\w.-]*)"
    r"|(?<![\w#&])#(?P<name>[a-z0-9][\w-]*)"
    r"|(?P<sign>[&<>])"
)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_BROADCASTS = ("here", "channel", "everyone")


def entities(text: str) -> str:
    """The text with `& < >` as entities, the only three that Slack knows."""
    return re.sub("[&<>]", lambda found: _ENTITIES[found.group()], text)


def escaped(workspace: Workspace, person: Person, text: str, *, with_names: bool) -> str:
    """The text as Slack sends it with "escape channels, users, and links" on.

    *with_names* adds the readable part, as in commands: `<@U…|bo>`, `<#C…|general>`. A private
    channel's name stays empty there, and only channels that *person* can see are recognised.
    """

    def put(found: re.Match[str]) -> str:
        whole = found.group()
        if found["user"]:
            named = workspace.people.get(found["user"])
            return _mention(named, with_names=with_names) if named else entities(whole)
        if found["handle"]:
            return _handle(workspace, found["handle"], with_names=with_names)
        if found["channel"] or found["name"]:
            return _channel(workspace, person, found, with_names=with_names) or entities(whole)
        if found["link"]:
            return f"<{found['link'].replace('&', '&amp;')}>"
        return entities(whole)

    return _TOKEN.sub(put, text)


def _mention(person: Person, *, with_names: bool) -> str:
    return f"<@{person.id}|{person.name}>" if with_names else f"<@{person.id}>"


def _handle(workspace: Workspace, handle: str, *, with_names: bool) -> str:
    """The mention for an @handle; what follows the handle (a full stop, say) stays."""
    if handle in _BROADCASTS:
        return f"<!{handle}>"
    by_name = {person.name.lower(): person for person in workspace.people.values()}
    for end in range(len(handle), 0, -1):
        person = by_name.get(handle[:end].lower())
        rest = handle[end:]
        if person and (not rest or not rest[0].isalnum()):
            return _mention(person, with_names=with_names) + rest
    return f"@{handle}"


def _channel(
    workspace: Workspace, person: Person, found: re.Match[str], *, with_names: bool
) -> str | None:
    for channel in workspace.channels.values():
        is_meant = channel.id == found["channel"] or (
            channel.name and channel.name == found["name"]
        )
        if is_meant and not channel.is_im and workspace.may_see(person, channel):
            name = "" if channel.is_private else channel.name
            return f"<#{channel.id}|{name}>" if with_names else f"<#{channel.id}>"
    return None
