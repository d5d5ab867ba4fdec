"""What the calls between bot and Slack, as the sandbox noted them, say about pace and patience."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from sandbox.sights import WireEntry

POST = "chat.postMessage"
UNDER_WAY_S = 0.1
"""Calls that begin so soon after an answer were under way when it was given."""


def accepted(calls: Iterable[WireEntry]) -> list[WireEntry]:
    """Return the posts that Slack took, also those about which it said nothing, in order."""
    taken = [call for call in calls if call.name == POST and call.response.get("ok")]
    return sorted(taken, key=lambda call: float(call.response["ts"]))


def too_soon(calls: Iterable[WireEntry], *, retry_after_s: float) -> list[tuple[str, float]]:
    """Return the calls that did not wait as the answer 429 told: their names and how long after.

    Args:
        retry_after_s: what each answer 429 told to wait.
    """
    by_method: defaultdict[str, list[WireEntry]] = defaultdict(list)
    for call in calls:
        if call.direction == "from_app" and call.kind == "web_api":
            by_method[call.name].append(call)
    return [
        (name, round(after_s, 3))
        for name, some in by_method.items()
        for limited in some
        if limited.status == 429
        for after_s in (_began_at(call) - limited.at for call in some)
        if UNDER_WAY_S < after_s < retry_after_s
    ]


def closest_s(posts: Sequence[WireEntry]) -> float:
    """Return how close in time two messages to one channel were taken at the most, in seconds."""
    by_channel: defaultdict[str, list[float]] = defaultdict(list)
    for post in posts:
        by_channel[str(post.response["channel"])].append(_began_at(post))
    return min(
        (late - early for times in by_channel.values() for early, late in pairwise(sorted(times))),
        default=float("inf"),
    )


def most_in_a_minute(posts: Sequence[WireEntry]) -> int:
    """Return how many of *posts* began in that minute in which most did."""
    times = sorted(_began_at(post) for post in posts)
    return max(sum(0 <= time - start < 60 for time in times) for start in times)


def _began_at(call: WireEntry) -> float:
    """Return when a call reached Slack; `at` is when it was answered (sandbox/wire.py)."""
    return call.at - call.ms / 1000
