"""One Web API call: its arguments, and the checks that several methods share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sandbox.channels import Channel
from sandbox.people import Person
from sandbox.refusals import Json, SlackError
from sandbox.workspace import Workspace
from sandbox.world import World


@dataclass(frozen=True)
class Call:
    """The arguments of one call, and the world it is made in."""

    world: World
    arguments: Json

    @property
    def workspace(self) -> Workspace:
        """The workspace of the token."""
        return self.world.workspace

    def text(self, name: str) -> str:
        """An argument as text; empty when it is missing."""
        value = self.arguments.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """An argument as a flag, as forms and JSON write it."""
        value = self.arguments.get(name)
        return default if value is None else str(value).lower() in ("1", "true")

    def number(self, name: str, *, default: int, most: int) -> int:
        """An argument as a number from 1 to *most*.

        Raises:
            SlackError: `invalid_limit`.
        """
        text = self.text(name)
        if not text:
            return default
        if not text.isdecimal() or not 1 <= int(text) <= most:
            raise SlackError("invalid_limit")
        return int(text)

    def need_scope(self, *any_of: str) -> None:
        """Refuse the call unless the app has one of these scopes.

        Raises:
            SlackError: `missing_scope`, with the scopes needed and provided.
        """
        granted = self.world.manifest.scopes
        if not granted & set(any_of):
            raise SlackError(
                "missing_scope", needed=",".join(any_of), provided=",".join(sorted(granted))
            )

    def channel(self, name: str = "channel", *, scope: str = "") -> Channel:
        """The channel that an argument names, as far as the app can know of it.

        *scope* is the second half of the scope that its kind of conversation needs, for example
        "read" for `channels:read` or `groups:read`; empty for none.

        Raises:
            SlackError: `channel_not_found` or `missing_scope`.
        """
        found = self.workspace.channels.get(self.text(name))
        if found is None:
            raise SlackError("channel_not_found")
        if found.is_private and self.workspace.bot_user_id not in found.members:
            raise SlackError("channel_not_found")
        if scope:
            self.need_scope(f"{found.kind}:{scope}")
        return found

    def person(self, name: str = "user") -> Person:
        """The person that an argument names.

        Raises:
            SlackError: `user_not_found`.
        """
        found = self.workspace.people.get(self.text(name))
        if found is None:
            raise SlackError("user_not_found")
        return found

    def page(self, everything: list[Json], *, default: int, most: int) -> tuple[list[Json], Json]:
        """One page of a list, and the `response_metadata` with the cursor of the next.

        Raises:
            SlackError: `invalid_limit` or `invalid_cursor`.
        """
        limit = self.number("limit", default=default, most=most)
        cursor = self.text("cursor")
        if cursor and not cursor.removeprefix("next:").isdecimal():
            raise SlackError("invalid_cursor")
        start = int(cursor.removeprefix("next:")) if cursor else 0
        following = f"next:{start + limit}" if start + limit < len(everything) else ""
        return everything[start : start + limit], {"next_cursor": following}


@dataclass(frozen=True)
class Method:
    """How one Web API method is done.

    Any of *scopes* is enough; none means that none is needed. *caller* says whose token it takes:
    the bot's, the app-level one, or none at all.
    """

    run: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()
    caller: Literal["bot", "app", "anybody"] = "bot"
