"""What whoever runs the app gives the sandbox, so that time can be played forward."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Stop:
    """A moment worth jumping to: its name, like "Tuesday 09:00", and its seconds since 1970."""

    label: str
    at: float


class Turner(Protocol):
    """Turns the clock on while everything that is due on the way happens.

    Each method but `stops` only begins or ends that, and is called on the server's thread. What
    cannot be played is refused with NotAllowed (`sandbox/refusals.py`).
    """

    @property
    def doing(self) -> str | None:
        """What is being played, in words like "the week"; None while nothing is."""

    @property
    def trouble(self) -> str | None:
        """Why what was played last broke off, in a sentence; None where it did not."""

    def stops(self) -> list[Stop]:
        """The moments still to come that are worth jumping to, soonest first."""

    def go(self, to: float) -> None:
        """Play until *to*, in seconds since 1970."""

    def go_to_next_message(self) -> None:
        """Play until the app has sent the next message that nobody asked for."""

    def play(self) -> None:
        """Play to the end, with everybody doing what they might do."""

    def stop(self) -> None:
        """Play no further."""
