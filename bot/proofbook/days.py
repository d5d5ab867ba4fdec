"""The week's messages in order, each look once for all who get it at about the same time."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from bot.proofbook.proofs import Promised, Rehearsal, Sent
from handlers.blocks import messages
from openspace import moments
from services import letters

TOGETHER_WITHIN = timedelta(minutes=10)
"""For how long after the first of them messages of one look stand together."""


@dataclass(frozen=True)
class Shown:
    """A message as the book shows it.

    Args:
        first: the first of those that look the same.
        last_at: when the last of them went.
        recipients: each once, in the order in which they were sent.
        promises: how many promises all of them tell.
    """

    first: Sent
    last_at: datetime
    recipients: tuple[str, ...]
    promises: int

    @property
    def is_secret(self) -> bool:
        """Say whether who gets it would tell something about a vote."""
        return is_secret(self.first)


@dataclass(frozen=True)
class Day:
    """What is sent on one day in the open space's zone."""

    day: date
    shown: tuple[Shown, ...]

    @property
    def messages(self) -> int:
        """Return how many messages are sent on it."""
        return sum(len(one.recipients) for one in self.shown)


def days(rehearsal: Rehearsal) -> tuple[Day, ...]:
    """Return the days on which something is sent, in order."""
    return tuple(
        Day(day, tuple(some))
        for day, some in groupby(
            together(rehearsal), key=lambda one: moments.today(one.first.at, rehearsal.zone)
        )
    )


def together(rehearsal: Rehearsal) -> tuple[Shown, ...]:
    """Return all messages in the order of their first, those of one look together.

    A second message of one look to the same person stands by itself, so that it is seen.
    """
    found: list[list[Sent]] = []
    latest: dict[str, list[Sent]] = {}
    reached: dict[int, set[str]] = {}
    for sent in sorted(rehearsal.messages, key=lambda one: one.at):
        look = _look(sent, rehearsal)
        group = latest.get(look)
        if (
            group is None
            or sent.at - group[0].at > TOGETHER_WITHIN
            or sent.recipient in reached[id(group)]
        ):
            group = latest[look] = []
            reached[id(group)] = set()
            found.append(group)
        group.append(sent)
        reached[id(group)].add(sent.recipient)
    return tuple(_shown(group) for group in found)


def kind_words(kind: str) -> str:
    """Return in plain words what is told, like Reminder of a session."""
    return messages.KINDS.get(kind, kind.replace("_", " ").capitalize())


def kinds_words(promises: Iterable[Promised]) -> str:
    """Return in plain words what one message tells, like Board and Morning digest."""
    told = Counter(kind_words(promise.kind) for promise in promises)
    return (
        " + ".join(words if count == 1 else f"{words} ({count})" for words, count in told.items())
        or "Message"
    )


def is_secret(sent: Sent) -> bool:
    """Say whether who gets *sent* would tell something about a vote."""
    return any(promise.kind in letters.SECRET for promise in sent.promises)


def is_direct(sent: Sent, rehearsal: Rehearsal) -> bool:
    """Say whether *sent* goes to one person, not to the channel."""
    return sent.recipient != rehearsal.channel[0]


def _shown(group: list[Sent]) -> Shown:
    return Shown(
        group[0],
        group[-1].at,
        tuple(sent.recipient for sent in group),
        sum(len(sent.promises) for sent in group),
    )


def _look(sent: Sent, rehearsal: Rehearsal) -> str:
    """Return what two messages that look the same and tell the same have in common."""
    kinds = sorted(promise.kind for promise in sent.promises)
    blocks = [
        {key: value for key, value in block.items() if key != "block_id"} for block in sent.blocks
    ]
    day = moments.today(sent.at, rehearsal.zone).isoformat()  # "today" looks another way tomorrow
    return json.dumps([is_direct(sent, rehearsal), day, kinds, sent.text, blocks], sort_keys=True)
