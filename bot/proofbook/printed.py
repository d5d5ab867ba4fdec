"""The week's messages ready for the page: when, what, to whom, and how each looks."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.proofbook import dates, days, looks, per_person
from bot.proofbook.days import Shown
from bot.proofbook.mrkdwn import Reader
from bot.proofbook.proofs import Rehearsal
from bot.proofbook.sentences import counted, people
from openspace import moments

STATUSES = {
    "failed": "Could not be delivered",
    "dropped": "Not sent, on purpose",
    "pending": "Still to come when the week was over",
}


@dataclass(frozen=True)
class Proof:
    """A message as it stands on the page.

    Args:
        at: when it goes, on the clocks of the open space.
        when: the same in words, with its end where it goes to many one after the other.
        to: to whom, in words.
        names: of all who get it; empty for the channel, and where they would tell about a vote.
        promises: how many promises it tells.
    """

    at: datetime
    when: str
    kind: str
    to: str
    names: tuple[str, ...]
    is_direct: bool
    is_secret: bool
    promises: int
    look: Markup


@dataclass(frozen=True)
class PrintedDay:
    """The messages of one day."""

    id: str
    title: str
    amount: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True)
class Unsent:
    """Promises of one kind that came to nothing for one reason."""

    status: str
    kind: str
    reason: str
    count: int


def week(rehearsal: Rehearsal) -> tuple[PrintedDay, ...]:
    """Return all that is sent, by day."""
    return tuple(
        PrintedDay(
            f"day-{day.day.isoformat()}",
            dates.long_day(day.day),
            counted(day.messages, "message"),
            tuple(_proof(one, rehearsal) for one in day.shown),
        )
        for day in days.days(rehearsal)
    )


def unsent(rehearsal: Rehearsal) -> tuple[Unsent, ...]:
    """Return what was not sent, summed by what became of it, kind and reason."""
    order = tuple(STATUSES)
    counts = Counter((one.status, one.promise.kind, one.reason) for one in rehearsal.unsent)
    rows = (
        Unsent(STATUSES.get(status, status), days.kind_words(kind), reason, count)
        for (status, kind, reason), count in sorted(
            counts.items(), key=lambda item: (_place(item[0][0], order), -item[1], item[0])
        )
    )
    return tuple(rows)


def reader(rehearsal: Rehearsal, now: datetime) -> Reader:
    """Return who reads a message at *now*: names and zone of the rehearsal."""
    channel_id, name = rehearsal.channel
    return Reader(rehearsal.people, {channel_id: name}, rehearsal.zone, now)


def _place(status: str, order: tuple[str, ...]) -> int:
    return order.index(status) if status in order else len(order)


def _proof(one: Shown, rehearsal: Rehearsal) -> Proof:
    sent, zone = one.first, rehearsal.zone
    is_direct = days.is_direct(sent, rehearsal)
    is_named = is_direct and not one.is_secret
    begins, ends = (moments.time_label(at, zone) for at in (sent.at, one.last_at))
    return Proof(
        at=moments.wall(sent.at, zone),
        when=begins if begins == ends else f"{begins} to {ends}",
        kind=days.kinds_words(sent.promises),
        to=people(len(one.recipients)) if is_direct else f"#{rehearsal.channel[1]}",
        names=tuple(per_person.name(user_id, rehearsal) for user_id in one.recipients)
        if is_named
        else (),
        is_direct=is_direct,
        is_secret=is_direct and one.is_secret,
        promises=one.promises,
        look=looks.message(sent.text, sent.blocks, reader(rehearsal, sent.at)),
    )
