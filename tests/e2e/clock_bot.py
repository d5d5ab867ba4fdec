"""`python -m bot run` with another clock, other paces and, if wanted, a recovery that is blind."""

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial

from bot import run
from bot.__main__ import main
from bot.clock import RunningClock
from bot.posting import Absent, Sight
from bot.recovery import Look
from bot.timing import Timing
from storage.claims import Claim

CLOCK, TIMING, LOOK = "DRILL_CLOCK", "DRILL_TIMING", "DRILL_LOOK"


def told(clock: RunningClock, timing: Mapping[str, float], *, looks: bool = True) -> dict[str, str]:
    """Return what the environment of such a bot says.

    Args:
        timing: what is other than usual, as the fields of `Timing`.
        looks: False sends again what nobody has answered for, without looking in Slack.
    """
    shown = [clock.since.timestamp(), clock.offset.total_seconds(), clock.speed]
    return {
        CLOCK: json.dumps(shown),
        TIMING: json.dumps(timing),
        LOOK: "on" if looks else "off",
    }


def _clock(text: str) -> RunningClock:
    since, offset_s, speed = json.loads(text)
    return RunningClock(timedelta(seconds=offset_s), speed, datetime.fromtimestamp(since, UTC))


def _look(text: str) -> Look | None:
    def blind(_claim: Claim) -> Sight:
        return Absent()

    return blind if text == "off" else None


if __name__ == "__main__":
    other = {
        "clock": _clock(os.environ[CLOCK]),
        "timing": Timing(**json.loads(os.environ[TIMING])),
        "look": _look(os.environ[LOOK]),
    }
    run.serve = partial(run.serve, **other)  # type: ignore[arg-type]
    main(["run"], prog_name="python -m bot")
