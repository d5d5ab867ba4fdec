"""What a simulated person does, one deed after another: chance alone decides, never the time."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

BUDGET = 5
"""Dots of one person in the example week; who believes to have given them all may still try."""


class Kind(StrEnum):
    """The deeds, by what the table calls them, in its order."""

    TOPICS = "look at topics"
    BALLOT = "open the ballot"
    GIVE_DOT = "give a dot"
    TAKE_DOT_OFF = "take a dot off"
    AGENDA = "look at the agenda"
    SESSIONS = "look at sessions"
    TAKE_SEAT = "take a seat"
    GIVE_SEAT_UP = "give a seat up"
    PROPOSE = "propose by typing"
    OPEN_FORM = "open the form"
    SEND_FORM = "send the form"
    HOME = "open Home"


@dataclass(frozen=True)
class Deed:
    """One deed, settled before it is known what the person will see.

    Args:
        pause: how long they think before it, as a multiple of the mean.
        pick: which of the buttons there are, from 0 to below 1.
        title: of the topic that they propose; "" for other deeds.
    """

    kind: Kind
    pause: float
    pick: float
    title: str = ""


VISITS = {
    Kind.BALLOT: 45,
    Kind.TOPICS: 20,
    Kind.AGENDA: 20,
    Kind.SESSIONS: 12,
    Kind.PROPOSE: 1,
    Kind.OPEN_FORM: 1,
    Kind.HOME: 1,
}
"""How often people come for what; most stay for some deeds more. Forms and Homes are rare, as Slack
lets a bot open and paint a hundred of each in a minute, for all people together."""

MOST_DOTS_A_VISIT = 5
CHANGES_MIND = 0.4
"""How often a press on the ballot takes a dot off, and how often a seat is given up again."""

_HOW = (
    "How do we start",
    "Who decides about",
    "What we learned from",
    "A year of",
    "The limits of",
)
_WHAT = ("shared budgets", "citizens' panels", "open data", "peer support", "travel costs", "trust")
_WHERE = ("in housing", "in schools", "on islands", "in prisons", "in care homes", "at work")


def deeds(seed: int, number: int) -> Iterator[Deed]:
    """Yield without end what person *number* does, always the same for the same *seed*."""
    # A text as seed is hashed the same way in every process (docs.python.org, random.seed).
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 - chance, not secrecy
    dots = 0
    for turn in count(1):
        (come_for,) = chance.choices(list(VISITS), weights=list(VISITS.values()))
        match come_for:
            case Kind.BALLOT:
                yield _deed(chance, come_for)
                for _ in range(chance.randint(1, MOST_DOTS_A_VISIT)):
                    takes_off = dots > 0 and chance.random() < CHANGES_MIND
                    dots = dots - 1 if takes_off else min(dots + 1, BUDGET)
                    yield _deed(chance, Kind.TAKE_DOT_OFF if takes_off else Kind.GIVE_DOT)
            case Kind.SESSIONS:
                yield _deed(chance, come_for)
                yield _deed(chance, Kind.TAKE_SEAT)
                if chance.random() < CHANGES_MIND:
                    yield _deed(chance, Kind.GIVE_SEAT_UP)
            case Kind.OPEN_FORM:
                yield _deed(chance, come_for)
                yield _deed(chance, Kind.SEND_FORM, _title(chance, number, turn))
            case Kind.PROPOSE:
                yield _deed(chance, come_for, _title(chance, number, turn))
            case _:
                yield _deed(chance, come_for)


def _deed(chance: random.Random, kind: Kind, title: str = "") -> Deed:
    return Deed(kind, chance.expovariate(1.0), chance.random(), title)


def _title(chance: random.Random, number: int, turn: int) -> str:
    """Return a title that nobody else has, like what people write."""
    words = " ".join(chance.choice(part) for part in (_HOW, _WHAT, _WHERE))
    return f"{words} ({number}.{turn})"
