"""What a person reads: the newest messages of a channel, its threads, and how many are unread."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.channels import Channel
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.refusals import NotAllowed
from sandbox.workspace import Workspace


@dataclass(frozen=True)
class Excerpt:
    """Some messages, oldest first; *is_cut* says whether there are older ones."""

    messages: list[Message]
    is_cut: bool


# A workspace stores messages in the order of their timestamps, which never go back, so the newest
# are the last stored: nothing here sorts or walks a whole channel.


def newest(
    workspace: Workspace, person: Person, channel: Channel, *, limit: int, before: str | None = None
) -> Excerpt:
    """What *person* sees in *channel*, replies and their own ephemerals included.

    Args:
        before: only messages older than this timestamp; None from the newest on.
    """
    return _excerpt(_shared(workspace, channel), _own(workspace, person, channel), limit, before)


def outside_threads(
    workspace: Workspace, person: Person, channel: Channel, *, limit: int, before: str | None = None
) -> Excerpt:
    """The same without replies, as a channel is shown."""
    shared = (message for message in _shared(workspace, channel) if not message.is_reply)
    own = (message for message in _own(workspace, person, channel) if not message.is_reply)
    return _excerpt(shared, own, limit, before)


def thread(workspace: Workspace, person: Person, channel: Channel, thread_ts: str) -> list[Message]:
    """A message and what stands below it, oldest first, *person*'s own ephemerals included.

    A message that only *person* sees has no replies.
    """
    own = [m for m in _own(workspace, person, channel) if thread_ts in (m.ts, m.thread_ts)]
    return sorted([*workspace.thread(channel.id, thread_ts), *own], key=_ts)


def thread_of(workspace: Workspace, channel: Channel, ts: str | None) -> str | None:
    """The thread that a reply to the message *ts* goes into: None for none, its own if it is one.

    Raises:
        NotAllowed: that message is not in *channel*, or gone.
    """
    if ts is None:
        return None
    parent = workspace.message(channel.id, ts)
    if parent is None:
        raise NotAllowed("thread_not_found", "The message to reply to is not there (any more).")
    return parent.thread_ts or parent.ts


def unread(workspace: Workspace, person: Person, channel: Channel) -> int:
    """How many messages of others came since *person*, a member, last read *channel*.

    Replies do not count: Slack shows them in threads, not as unread in the channel.
    """
    if person.id not in channel.members:
        return 0
    mark = workspace.read_marks.get((person.id, channel.id), "")
    since = itertools.takewhile(lambda message: message.ts > mark, _shared(workspace, channel))
    return sum(message.user_id != person.id and not message.is_reply for message in since)


def _shared(workspace: Workspace, channel: Channel) -> Iterator[Message]:
    """What everybody in the channel sees, newest first."""
    return reversed(workspace.messages.get(channel.id, {}).values())


def _own(workspace: Workspace, person: Person, channel: Channel) -> Iterator[Message]:
    """What only *person* sees there, newest first."""
    kept = workspace.ephemerals.get(person.id, {})
    return (message for message in reversed(kept.values()) if message.channel_id == channel.id)


def _ts(message: Message) -> str:
    return message.ts


def _excerpt(
    shared: Iterator[Message], own: Iterator[Message], limit: int, before: str | None
) -> Excerpt:
    """The newest *limit* of both, of which each comes newest first."""
    if before is not None:
        shared = itertools.dropwhile(lambda message: message.ts >= before, shared)
        own = itertools.dropwhile(lambda message: message.ts >= before, own)
    # One more than is shown tells whether there are older ones.
    found = [*itertools.islice(shared, limit + 1), *itertools.islice(own, limit + 1)]
    found.sort(key=_ts)
    return Excerpt(found[-limit:], is_cut=len(found) > limit)
