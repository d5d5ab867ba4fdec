"""A first plan: the topic with the largest gain goes first to where it gains most."""

from collections.abc import Collection, Mapping
from contextlib import suppress

import numpy as np

from openspace.search.encode import Encoded, Ints
from openspace.search.steps import Steps, Stopped


def filled(
    encoded: Encoded, kept: Mapping[int, int], first: Collection[int], noise: Ints, steps: Steps
) -> dict[int, int]:
    """Return which topic goes where, by position, with all *kept* where they are.

    Topics that find no place are not in it. When the search is asked to stop, it is what has been
    placed by then.

    Args:
        kept: topics by position, as they may stand together.
        first: topics that are placed before others.
        noise: by topic, decides between equal gains.
    """
    placed = dict(kept)
    with suppress(Stopped):
        _fill(encoded, placed, set(first) - set(kept.values()), noise, steps)
    return placed


def _fill(
    encoded: Encoded, placed: dict[int, int], first: set[int], noise: Ints, steps: Steps
) -> None:
    size = encoded.nothing
    free: list[list[int]] = [[] for _ in range(encoded.slots)]
    for position, place in enumerate(encoded.places):
        if position not in placed:
            free[place.slot].append(position)
    for positions in free:
        # Larger rooms first does no harm: rooms are given out anew in the end.
        positions.reverse()
    missing = encoded.standing == 0
    broken = encoded.blocked[:, :size].astype(np.int64)
    for position, topic in placed.items():
        slot = encoded.places[position].slot
        missing[slot] &= encoded.wants[:, topic] == 0
        broken[slot] += encoded.clash[topic, :size]
    cost = encoded.cost.astype(encoded.wants.dtype)
    wants = encoded.wants[:, :size]
    gains = np.empty((encoded.slots, size))
    for slot in range(encoded.slots):
        steps.poll()
        gains[slot] = (missing[slot] * cost) @ wants
    worth = gains * (4 * size + 4) + noise[None, :size]
    left = np.ones(size, bool)
    left[list(placed.values())] = False
    is_first = np.zeros(size, bool)
    is_first[list(first)] = True
    while True:
        steps.poll()
        has_room = np.array([bool(positions) for positions in free])
        can = (broken == 0) & left[None, :] & has_room[:, None]
        if (can & is_first).any():
            can &= is_first
        elif not can.any():
            return
        best = int(np.argmax(np.where(can, worth, -np.inf)))
        slot, topic = divmod(best, size)
        placed[free[slot].pop()] = topic
        left[topic] = False
        broken[slot] += encoded.clash[topic, :size]
        newly = np.flatnonzero(missing[slot] & (wants[:, topic] > 0))
        missing[slot, newly] = False
        worth[slot] -= (4.0 * size + 4) * (cost[newly] @ wants[newly])
