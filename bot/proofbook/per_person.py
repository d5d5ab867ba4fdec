"""How many messages each person gets on each day, and whether that is too many."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.proofbook import days
from bot.proofbook.proofs import Rehearsal
from openspace import moments

TOO_MANY_A_DAY = 6
"""More direct messages in one day than this are too many for one person."""

MOST_SHOWN = 60
"""How many people stand in the calendar; more have their own appendix."""


@dataclass(frozen=True)
class Row:
    """What one person, or the channel, gets: so many messages on each day of the calendar."""

    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """Return how many messages that are in the week."""
        return sum(self.counts)

    @property
    def most(self) -> int:
        """Return how many messages that are on the day with the most."""
        return max(self.counts, default=0)


@dataclass(frozen=True)
class Calendar:
    """People by days, those with the most messages in a day first.

    Args:
        days: all from the first to the last with a message or an event.
        channel: what is posted in the channel, for everybody.
    """

    days: tuple[date, ...]
    channel: Row
    people: tuple[Row, ...]

    @property
    def shown(self) -> tuple[Row, ...]:
        """Return those with the most."""
        return self.people[:MOST_SHOWN]

    @property
    def calm(self) -> tuple[Row, ...]:
        """Return the others, who get less."""
        return self.people[MOST_SHOWN:]


def calendar(rehearsal: Rehearsal) -> Calendar:
    """Return how many messages everybody gets on each day."""
    counts = direct(rehearsal)
    channel = Counter(
        moments.today(sent.at, rehearsal.zone)
        for sent in rehearsal.messages
        if not days.is_direct(sent, rehearsal)
    )
    dates = {rehearsal.first_day, rehearsal.last_day, *channel}
    dates |= {day for by_day in counts.values() for day in by_day}
    span = tuple(min(dates) + timedelta(days=n) for n in range((max(dates) - min(dates)).days + 1))
    # Days before and after the event on which nothing is sent would be empty columns.
    shown = tuple(
        day for day in span if day in dates or rehearsal.first_day <= day <= rehearsal.last_day
    )
    rows = (
        Row(name(user_id, rehearsal), tuple(counts[user_id][day] for day in shown))
        for user_id in {**dict.fromkeys(rehearsal.people), **dict.fromkeys(counts)}
    )
    return Calendar(
        shown,
        Row(f"#{rehearsal.channel[1]}", tuple(channel[day] for day in shown)),
        tuple(sorted(rows, key=lambda row: (-row.most, -row.total, row.name))),
    )


def direct(rehearsal: Rehearsal) -> Mapping[str, Counter[date]]:
    """Return how many direct messages each person gets on each day; 0 where it is not told."""
    counts: defaultdict[str, Counter[date]] = defaultdict(Counter)
    for sent in rehearsal.messages:
        if days.is_direct(sent, rehearsal):
            counts[sent.recipient][moments.today(sent.at, rehearsal.zone)] += 1
    return counts


def name(user_id: str, rehearsal: Rehearsal) -> str:
    """Return what an invented person is called; the id where they have no name."""
    return rehearsal.people.get(user_id, user_id)
