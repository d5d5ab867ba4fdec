"""A typed client of the sandbox's human side: a workspace, and people whose deeds read well.

    workspace = Workspace(sandbox.base_url)
    bo = workspace.person("bo")
    answer = bo.types("/vote 3", workspace.channel("general"))
    bo.clicks(answer.message, "One more dot")

Safe to use from many threads at once.
"""

from collections.abc import Sequence
from typing import Any

from sandbox.acting import Person
from sandbox.calls import Calls, ChannelOrId, Refused, id_of, wait_for
from sandbox.refusals import Json
from sandbox.sights import Channel, Profile, WireEntry

__all__ = ["Person", "Refused", "Workspace", "wait_for"]


class Workspace:
    """A running sandbox, seen from outside."""

    def __init__(self, base_url: str) -> None:
        self.calls = Calls(base_url)

    def close(self) -> None:
        """Close the connections."""
        self.calls.close()

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # What is there

    @property
    def is_connected(self) -> bool:
        """Whether the app is there to take what is delivered."""
        return bool(self.calls.get("workspace")["app"]["connected"])

    @property
    def bot_user_id(self) -> str:
        """The id of the app's user."""
        return str(self.calls.get("workspace")["app"]["bot_user_id"])

    @property
    def now(self) -> float:
        """Seconds since 1970 on the sandbox's clock."""
        return float(self.calls.get("workspace")["now"])

    def people(self) -> list[Profile]:
        """Everybody, the app's user included."""
        return [Profile.read(entry) for entry in self.calls.get("workspace")["people"]]

    def everybody(self) -> list[Person]:
        """Everybody who can act, bots and those who have left not included."""
        acting = [one for one in self.people() if one.kind != "bot" and not one.deactivated]
        return [Person(self.calls, profile) for profile in acting]

    def person(self, name: str) -> Person:
        """The person with that handle.

        Raises:
            LookupError: there is none.
        """
        for profile in self.people():
            if profile.name == name:
                return Person(self.calls, profile)
        raise LookupError(f"There is nobody called {name}.")

    def channel(self, name: str, *, seen_by: Person | None = None) -> Channel:
        """The channel with that name, as *seen_by* (else anybody of the workspace) sees it.

        Raises:
            LookupError: there is none.
        """
        everybody = [p.id for p in self.people() if p.kind != "bot" and not p.deactivated]
        eyes = [seen_by.id] if seen_by else everybody
        for person_id in eyes:
            for entry in self.calls.get("channels", **{"as": person_id})["channels"]:
                if entry["name"] == name and not entry["is_im"]:
                    return Channel.read(entry)
        raise LookupError(f"There is no channel called {name}.")

    # Changing it

    def add_person(
        self,
        name: str,
        *,
        real_name: str = "",
        kind: str = "member",
        tz: str = "Europe/London",
    ) -> Person:
        """Add somebody; *kind* is "member", "guest", "external" or "bot"."""
        added = self.calls.post("people", name=name, real_name=real_name, kind=kind, tz=tz)
        return Person(self.calls, Profile.read(added["person"]))

    def deactivate(self, person: Person) -> None:
        """Deactivate somebody's account."""
        self.calls.post(f"people/{person.id}/deactivate")

    def add_channel(
        self,
        name: str,
        *,
        members: Sequence[Person] = (),
        is_private: bool = False,
        with_app: bool = True,
        is_news: bool = True,
    ) -> Channel:
        """Create a channel with *members* and, unless told otherwise, the app's user in it.

        Args:
            is_news: False for one that was there, with all of them, before the app was switched
                on: then the app hears nothing of it.
        """
        ids = [person.id for person in members] + ([self.bot_user_id] if with_app else [])
        added = self.calls.post(
            "channels", name=name, is_private=is_private, members=ids, is_news=is_news
        )
        return Channel.read(added["channel"])

    def invite_app(self, channel: ChannelOrId, *, by: Person | None = None) -> None:
        """Bring the app's user into a channel; *by* is who types `/invite`."""
        inviter = {"by": by.id} if by else {}
        self.calls.post(f"channels/{id_of(channel)}/join", **{"as": self.bot_user_id, **inviter})

    def remove_app(self, channel: ChannelOrId) -> None:
        """Take the app's user out of a channel."""
        self.calls.post(f"channels/{id_of(channel)}/leave", **{"as": self.bot_user_id})

    def archive(self, channel: ChannelOrId) -> None:
        """Archive a channel."""
        self.calls.post(f"channels/{id_of(channel)}/archive")

    def unarchive(self, channel: ChannelOrId) -> None:
        """Open an archived channel again; a public one comes back without its members."""
        self.calls.post(f"channels/{id_of(channel)}/unarchive")

    def rename(self, channel: ChannelOrId, name: str) -> None:
        """Rename a channel."""
        self.calls.post(f"channels/{id_of(channel)}/rename", name=name)

    def faults(self, **changes: Any) -> Json:
        """Set some faults (see `sandbox.faults.FaultPlan`); all that are set now."""
        if not changes:
            return dict(self.calls.get("faults")["faults"])
        return dict(self.calls.post("faults", **changes)["faults"])

    def all_as_usual(self) -> None:
        """Take back every fault, and give back the token and the scopes."""
        self.calls.post("controls/as_usual")

    def take_scopes(self, *scopes: str) -> None:
        """Take scopes away from the app, as an administrator who does not grant them.

        Raises:
            Refused: the app does not have one of them.
        """
        self.calls.post("scopes", remove=scopes)

    def revoke_token(self) -> None:
        """Let Slack refuse the bot's token from now on."""
        self.calls.post("token/revoke")

    def restore_token(self) -> None:
        """Let Slack take the bot's token again."""
        self.calls.post("token/restore")

    def uninstall_app(self) -> None:
        """Take the app out of the workspace, as somebody who manages apps.

        Raises:
            Refused: it is not in it.
        """
        self.calls.post("uninstall")

    def drop_sockets(self) -> int:
        """Cut the app's sockets without a goodbye; how many there were."""
        return int(self.calls.post("drop_sockets")["dropped"])

    def refresh_sockets(self) -> None:
        """Renew the app's sockets as Slack does every few hours."""
        self.calls.post("refresh_sockets")

    def wire(self, since: int = 0) -> list[WireEntry]:
        """The calls between sandbox and app, from number *since* on."""
        return [WireEntry.read(entry) for entry in self.calls.get("wire", since=since)["calls"]]

    def wire_in_brief(self, since: int = 0) -> list[WireEntry]:
        """The same without what the calls carried, which is light enough to ask for often."""
        found = self.calls.get("wire/rows", since=since)["rows"]
        return [WireEntry.read(entry) for entry in found]
