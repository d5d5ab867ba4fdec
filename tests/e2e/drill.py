"""How large the drills are: small in `make test`, at full size in `make drills`."""

import os
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """How large each drill is.

    Args:
        kills: how often the bot is killed in one run.
        sessions: how many sessions people are reminded of meanwhile, nine each.
        speed: how many times faster than ours the clock runs meanwhile.
        crowds: how many processes send together, and how many messages.
        faulty: how many people are reminded while Slack misbehaves.
        faulty_on: on which databases, and how many processes send there together.
        fault_factor: how many times more often than it should, so that few messages meet faults.
        sockets_s: how often the app's sockets are dropped meanwhile, in seconds.
        reminders: how many reminders are due at the same minute.
        paced_on: on which databases.
        crowd: how many people act at once, all new to the bot.
        crowd_s: for how many seconds they act.
        think_s: how long one thinks between two deeds, in the mean.
    """

    kills: int
    sessions: int
    speed: float
    crowds: tuple[tuple[int, int], ...]
    faulty: int
    faulty_on: tuple[tuple[str, int], ...]
    fault_factor: float
    sockets_s: float
    reminders: int
    paced_on: tuple[str, ...]
    crowd: int
    crowd_s: float
    think_s: float


SMALL = Size(
    kills=10,
    sessions=7,
    speed=60,
    crowds=((2, 300),),
    faulty=24,
    faulty_on=(("sqlite", 1),),
    fault_factor=1.5,
    sockets_s=5,
    reminders=60,
    paced_on=("sqlite",),
    crowd=60,
    crowd_s=4,
    think_s=1,
)
FULL = Size(
    kills=200,
    sessions=110,
    speed=15,
    crowds=((2, 5_000), (4, 5_000)),
    faulty=600,
    faulty_on=(("sqlite", 1), ("postgresql", 2)),
    fault_factor=1,
    sockets_s=20,
    reminders=2_000,
    paced_on=("sqlite", "postgresql"),
    crowd=1_000,
    crowd_s=60,
    think_s=10,
)
IS_FULL = os.environ.get("DRILLS") == "full"
SIZE = FULL if IS_FULL else SMALL


def report(drill: str, **figures: object) -> None:
    """Say how a drill went; pytest shows it with -s."""
    told = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items())
    sys.stdout.write(f"\n{drill}: {told}\n")
    sys.stdout.flush()
