"""The state of one workspace in memory, and the one place that says who may see what."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sandbox import channels, messages, people
from sandbox.channels import Channel
from sandbox.clock import Clock
from sandbox.messages import Message
from sandbox.people import Kind, Person
from sandbox.refusals import Json, NotAllowed
from sandbox.views import View

EPHEMERALS_KEPT = 1000


@dataclass(frozen=True)
class File:
    """An uploaded file; *data* is None until its bytes have arrived."""

    id: str
    name: str
    title: str
    length: int
    mimetype: str
    data: bytes | None = None
    channel_ids: tuple[str, ...] = ()


class Workspace:
    """Team, people, channels, messages, views and files of one Slack-shaped workspace.

    Not thread-safe: only the server's event loop touches it.
    """

    def __init__(self, *, team_id: str, team_name: str, app_id: str, clock: Clock) -> None:
        self.team_id = team_id
        self.team_name = team_name
        self.team_domain = "-".join(team_name.lower().split())
        self.app_id = app_id
        self.bot_id = "B0SANDBOX1"
        self.clock = clock
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, dict[str, Message]] = {}
        self.ephemerals: dict[str, dict[str, Message]] = {}
        self.replies: dict[tuple[str, str], list[str]] = {}
        self.read_marks: dict[tuple[str, str], str] = {}
        self.choices: dict[tuple[str, str], Json] = {}
        self.views: dict[str, View] = {}
        self.modals: dict[str, list[str]] = {}
        self.homes: dict[str, str] = {}
        self.offered: dict[tuple[str, str], list[Json]] = {}
        self.files: dict[str, File] = {}
        self.bot_user_id = ""
        self._made: dict[str, int] = {}

    def new_id(self, prefix: str) -> str:
        """The next id with Slack's *prefix*: the same sequence in every workspace."""
        self._made[prefix] = self._made.get(prefix, 0) + 1
        return f"{prefix}0SBX{self._made[prefix]:06d}"

    # People

    def add_bot_user(self, display_name: str) -> Person:
        """Give the app its user; the handle is the display name without spaces, in small."""
        handle = "".join(display_name.lower().split())
        bot = Person(self.new_id("U"), handle, display_name, "bot", self.team_id, "Etc/UTC")
        self.people[bot.id] = bot
        self.bot_user_id = bot.id
        return bot

    def add_person(self, name: str, *, real_name: str, kind: Kind, tz: str) -> Person:
        """Add somebody, with a DM between them and the app.

        Raises:
            NotAllowed: the handle is taken.
        """
        if any(person.name == name for person in self.people.values()):
            raise NotAllowed("name_taken", f"There is already somebody called {name}.")
        team_id = "T0ELSEWHERE" if kind == "external" else self.team_id
        person = Person(self.new_id("U"), name, real_name, kind, team_id, tz)
        self.people[person.id] = person
        if kind != "bot":
            self.dm_with(person.id)
        return person

    def deactivate(self, person_id: str) -> Person:
        """Deactivate somebody: they can no longer act, and their modals are gone."""
        person = replace(self.person(person_id), deactivated=True)
        self.people[person_id] = person
        self.modals.pop(person_id, None)
        return person

    def person(self, person_id: str) -> Person:
        """The person with that id.

        Raises:
            NotAllowed: there is none.
        """
        found = self.people.get(person_id)
        if found is None:
            raise NotAllowed("user_not_found", f"There is nobody with the id {person_id}.")
        return found

    def acting(self, person_id: str) -> Person:
        """The person with that id, who is about to do something.

        Raises:
            NotAllowed: there is none, or they are a bot or deactivated.
        """
        person = self.person(person_id)
        if person.deactivated:
            raise NotAllowed("account_inactive", f"{person.name} is deactivated.", status=403)
        if person.kind == "bot":
            raise NotAllowed("user_is_bot", "A bot does not act by hand.", status=403)
        return person

    # Channels

    def add_channel(self, name: str, *, is_private: bool, members: Iterable[str]) -> Channel:
        """Create a channel.

        Raises:
            NotAllowed: the name is taken.
        """
        if any(channel.name == name for channel in self.channels.values()):
            raise NotAllowed("name_taken", f"There is already a channel called {name}.")
        created = int(self.clock.now())
        channel = Channel(self.new_id("C"), name, created, is_private=is_private)
        channel.members = list(dict.fromkeys(members))
        self.channels[channel.id] = channel
        return channel

    def dm_with(self, person_id: str) -> Channel:
        """The DM between the app and that person, made when there is none yet."""
        for channel in self.channels.values():
            if channel.partner_id == person_id:
                return channel
        channel = Channel(
            self.new_id("D"), "", int(self.clock.now()), partner_id=person_id, is_private=True
        )
        channel.members = [self.bot_user_id, person_id]
        self.channels[channel.id] = channel
        return channel

    def may_see(self, person: Person, channel: Channel) -> bool:
        """Whether Slack shows *channel* to *person*: guests and externals see only their own."""
        if person.id in channel.members:
            return True
        return channel.kind == "channels" and person.kind == "member"

    def seen_channel(self, person: Person, channel_id: str) -> Channel:
        """The channel with that id, as far as *person* may see it.

        Raises:
            NotAllowed: there is none, or they may not see it.
        """
        channel = self.channels.get(channel_id)
        if channel is None or not self.may_see(person, channel):
            raise NotAllowed("channel_not_found", "They cannot see that channel.", status=403)
        return channel

    def channel_of_member(self, person: Person, channel_id: str) -> Channel:
        """The channel with that id, in which *person* may write.

        Raises:
            NotAllowed: they may not see it, are not in it, or it is archived.
        """
        channel = self.seen_channel(person, channel_id)
        if person.id not in channel.members:
            raise NotAllowed(
                "not_in_channel", f"{person.name} has not joined #{channel.name}.", status=403
            )
        if channel.is_archived:
            raise NotAllowed("is_archived", f"#{channel.name} is archived.", status=403)
        return channel

    # Messages

    def keep(self, message: Message) -> Message:
        """Store a new or changed message."""
        if message.ephemeral_for:
            kept = self.ephemerals.setdefault(message.ephemeral_for, {})
            kept[message.ts] = message
            while len(kept) > EPHEMERALS_KEPT:
                del kept[next(iter(kept))]
            return message
        known = self.messages.setdefault(message.channel_id, {})
        if message.thread_ts and message.ts not in known and message.thread_ts != message.ts:
            self.replies.setdefault((message.channel_id, message.thread_ts), []).append(message.ts)
        known[message.ts] = message
        return message

    def message(self, channel_id: str, ts: str) -> Message | None:
        """The message that everybody in the channel sees, or None."""
        return self.messages.get(channel_id, {}).get(ts)

    def message_for(self, person: Person, channel_id: str, ts: str) -> Message:
        """The message as *person* sees it: their own ephemerals too.

        Raises:
            NotAllowed: there is none, or they may not see it.
        """
        self.seen_channel(person, channel_id)
        own = self.ephemerals.get(person.id, {}).get(ts)
        found = own if own and own.channel_id == channel_id else self.message(channel_id, ts)
        if found is None:
            raise NotAllowed("message_not_found", "That message is not there (any more).")
        return found

    def forget(self, message: Message) -> None:
        """Remove a message, and its place in its thread."""
        if message.ephemeral_for:
            self.ephemerals.get(message.ephemeral_for, {}).pop(message.ts, None)
            return
        self.messages.get(message.channel_id, {}).pop(message.ts, None)
        siblings = self.replies.get((message.channel_id, message.thread_ts or ""), [])
        if message.ts in siblings:
            siblings.remove(message.ts)

    def thread(self, channel_id: str, thread_ts: str) -> list[Message]:
        """The parent and its replies, oldest first; empty when there is no parent."""
        known = self.messages.get(channel_id, {})
        if thread_ts not in known:
            return []
        replies = self.replies.get((channel_id, thread_ts), [])
        return [known[thread_ts], *(known[ts] for ts in replies)]

    def seen(self, message: Message) -> Json:
        """The message in the human side's shape."""
        return messages.as_seen(
            message,
            files=[self.file_seen(file_id) for file_id in message.file_ids],
            reply_count=self.reply_count(message.channel_id, message.ts),
        )

    def reply_count(self, channel_id: str, ts: str) -> int:
        """How many replies everybody sees below that message."""
        return len(self.replies.get((channel_id, ts), []))

    def mark_read(self, person: Person, channel: Channel, ts: str | None = None) -> None:
        """Count *channel* as read by *person* up to *ts*, None for all that is in it now."""
        known = self.messages.get(channel.id, {})
        mark = self.read_marks.get((person.id, channel.id), "")
        self.read_marks[person.id, channel.id] = max(mark, ts or next(reversed(known), ""))

    def slack_message(self, message: Message, *, with_metadata: bool = False) -> Json:
        """The message in the Web API's shape."""
        shape = messages.as_slack(
            message,
            team_id=self.team_id,
            bot_id=self.bot_id,
            app_id=self.app_id,
            with_metadata=with_metadata,
        )
        replies = self.replies.get((message.channel_id, message.ts), [])
        if replies:
            shape |= {
                "thread_ts": message.ts,
                "reply_count": len(replies),
                "latest_reply": replies[-1],
            }
        if message.file_ids:
            shape["files"] = [self.file_seen(file_id) for file_id in message.file_ids]
        return shape

    # Shapes, files

    def slack_person(self, person: Person) -> Json:
        """The person in the Web API's shape."""
        return people.as_slack(person, now=self.clock.now())

    def slack_channel(self, channel: Channel) -> Json:
        """The channel in the Web API's shape, as the app's user sees it."""
        return channels.as_slack(channel, team_id=self.team_id, seen_by=self.bot_user_id)

    def file_seen(self, file_id: str) -> Json:
        """The file as messages carry it; *url* is on the human side."""
        file = self.files[file_id]
        return {
            "id": file.id,
            "name": file.name,
            "title": file.title,
            "mimetype": file.mimetype,
            "size": file.length,
            "url": f"/sandbox/files/{file.id}",
        }

    def new_hash(self) -> str:
        """A fresh hash for a view, in Slack's form."""
        return f"{int(self.clock.now())}.{secrets.token_hex(4)}"
