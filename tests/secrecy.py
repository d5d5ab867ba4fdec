"""Finds whatever the bot sent that ties a person to a topic they voted for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import select

from storage.database import Database
from storage.tables import DotsRow, ParticipantRow, PersonRow, TopicRow

SHORTEST_TITLE = 5
"""Shorter titles, like “One”, are words that any sentence may hold; their numbers still count."""

_OPENLY = re.compile(
    r"hosted by <@\w+>(?:, <@\w+>)*(?: and <@\w+>)?"
    r"|<@\w+> (?:joined you as co-host|named you as host|hosts this)"
    r"|Asked by <@\w+>\."
)
_HOSTS_IN_FORMS = "initial_users"
_WHERE_IT_GOES = ("channel", "channel_id", "channels", "user", "users")


class Call(Protocol):
    """One call between the bot and Slack, as the sandbox notes it."""

    @property
    def direction(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def request(self) -> dict[str, Any]: ...
    @property
    def response(self) -> Any: ...


@dataclass(frozen=True)
class Voter:
    """Somebody who voted; what ties them to a topic is a leak, unless it is shown to them alone.

    Args:
        name: what others call them; "" for a voter known by id only.
        topics: titles, and numbers like `#3`.
    """

    user_id: str
    name: str
    topics: frozenset[str]

    def is_named_in(self, text: str) -> bool:
        return self.user_id in text or bool(self.name and self.name in text)

    def is_tied_in(self, text: str) -> bool:
        return self.is_named_in(text) and any(_names(text, topic) for topic in self.topics)


def voters(database: Database) -> list[Voter]:
    """Everybody who has dots on a topic now."""
    query = (
        select(PersonRow.user_id, TopicRow.number, TopicRow.title)
        .join(ParticipantRow, ParticipantRow.person_id == PersonRow.id)
        .join(DotsRow, DotsRow.participant_id == ParticipantRow.id)
        .join(TopicRow, TopicRow.id == DotsRow.topic_id)
        .where(DotsRow.dots > 0)
    )
    topics: defaultdict[str, set[str]] = defaultdict(set)
    with database.reading() as db:
        for user_id, number, title in db.execute(query):
            topics[user_id].add(f"#{number}")
            if len(title) >= SHORTEST_TITLE:
                topics[user_id].add(title)
    return [Voter(user_id, "", frozenset(known)) for user_id, known in topics.items()]


def leaks(calls: Iterable[Call], everybody: Iterable[Voter]) -> list[str]:
    """Whatever the bot sent that names a voter together with a topic of theirs to somebody else."""
    voters = list(everybody)
    return [
        f"{call.kind} {call.name} ties {voter.name or voter.user_id}"
        for call in calls
        if (text := content(call))
        for voter in voters
        if voter.is_tied_in(text) and voter.user_id not in seen_by(call)
    ]


def content(call: Call) -> str:
    """What is said, without where it goes: a direct message is addressed to somebody's id.

    Who hosts a topic is public, and facilitators are told who asks for a change of a session; such
    people may vote for it. So “hosted by …” and “Asked by …” are left out.
    """
    if call.direction == "from_app":
        said: Any = call.request if call.kind in ("web_api", "response_url") else {}
    else:
        said = call.response if isinstance(call.response, dict) else {}
    parts = [part for name, part in said.items() if name not in _WHERE_IT_GOES]
    return _OPENLY.sub("", "\n".join(_strings(parts)))


def seen_by(call: Call) -> tuple[str, ...]:
    """The one person who sees it, in a direct message or in the answer to their own command."""
    request = call.request
    if call.direction == "from_app":
        if call.name == "views.publish":
            return (str(request.get("user_id", "")),)
        return (str(request.get("channel", "")),) if call.kind == "web_api" else ()
    user = request.get("user")
    return (str(request.get("user_id") or (user.get("id") if isinstance(user, Mapping) else user)),)


def _strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    elif isinstance(part, Mapping):
        for name, inner in part.items():
            if name != _HOSTS_IN_FORMS:
                yield from _strings(inner)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from _strings(inner)


def _names(text: str, topic: str) -> bool:
    if topic.startswith("#") and topic[1:].isdecimal():
        return bool(re.search(rf"{topic}\b", text))
    return topic in text
