"""People who act at once, and remember what they were told was saved."""

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx

from bot.load import crowd
from bot.load.deeds import Kind
from sandbox.acting import Person
from sandbox.calls import Refused
from sandbox.sights import Channel

SESSIONS = 8
MOST_DOTS = 2
DEEDS = {
    "vote": 50,
    "take back": 8,
    "sign up": 14,
    "give up": 5,
    "propose": 1,
    "topics": 11,
    "agenda": 10,
    "home": 1,
}
"""How often people do what. Home is rare: Slack lets a bot paint a hundred in a minute, for all."""

Saved = set[int]
"""What may be stored: one value, or several where it was not told which."""


@dataclass
class Soul:
    """One person of the crowd.

    Args:
        dots: by number of session, what may be stored as their dots.
        seats: by number of session, whether (1) or not (0) they are signed up.
        titles: of proposals that were acknowledged.
        fates: what became of each deed: done, refused, or why it failed.
        acks_ms: how long each answer took.
    """

    person: Person
    number: int
    dots: dict[int, Saved] = field(default_factory=dict)
    seats: dict[int, Saved] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    fates: list[tuple[float, str, str]] = field(default_factory=list)
    acks_ms: list[float] = field(default_factory=list)
    homes: int = 0

    def lives(self, channel: Channel, over: threading.Event, *, think_s: float) -> None:
        """Do one deed after another until it is over."""
        chance = random.Random(self.number)
        # Not all at the same moment: they have been thinking already.
        pause = chance.uniform(0, think_s)
        while not over.wait(pause):
            self._does(chance, channel)
            pause = chance.expovariate(1 / think_s)

    def failures(self) -> Iterator[tuple[float, str]]:
        """Yield when and why a deed failed."""
        for at, fate, why in self.fates:
            if fate == "failed":
                yield at, why

    def _does(self, chance: random.Random, channel: Channel) -> None:
        (deed,) = chance.choices(list(DEEDS), weights=list(DEEDS.values()))
        number = chance.randint(1, SESSIONS)
        dots = chance.randint(1, MOST_DOTS)
        match deed:
            case "vote":
                self._changes(self.dots, number, dots, f"/vote {number} x{dots}", channel)
            case "take back":
                self._changes(self.dots, number, 0, f"/vote remove {number}", channel)
            case "sign up":
                self._changes(self.seats, number, 1, f"/signup {number}", channel)
            case "give up":
                self._changes(self.seats, number, 0, f"/signup cancel {number}", channel)
            case "propose":
                title = f"What we learned in year {self.number}.{len(self.fates)}"
                if self._types(f"/propose {title}", channel) == "done":
                    self.titles.append(title)
            case "home":
                self._opens_home()
            case _:
                self._types(f"/{deed}", channel)

    def _changes(
        self, known: dict[int, Saved], number: int, value: int, text: str, channel: Channel
    ) -> None:
        fate = self._types(text, channel)
        before = known.get(number, {0})
        if fate == "done":
            known[number] = {value}
        elif fate == "failed":
            known[number] = before | {value}

    def _types(self, text: str, channel: Channel) -> str:
        try:
            answer = self.person.types(text, channel)
        except (Refused, httpx.HTTPError) as error:
            self.fates.append((time.monotonic(), "failed", type(error).__name__))
            return "failed"
        done = crowd.typed(Kind.TOPICS, answer)
        if answer.ok:
            self.acks_ms.append(answer.ack_ms)
        self.fates.append((time.monotonic(), done.fate, done.reason))
        return done.fate

    def _opens_home(self) -> None:
        self.person.opens_home()
        self.homes += 1


def act(souls: list[Soul], channel: Channel, over: threading.Event, *, think_s: float) -> None:
    """Let all act until it is over."""
    threads = [
        threading.Thread(target=soul.lives, args=(channel, over), kwargs={"think_s": think_s})
        for soul in souls
    ]
    for thread in threads:
        thread.start()
    over.wait()
    for thread in threads:
        thread.join()
