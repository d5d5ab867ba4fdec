"""Topics in places, and what every swap of two of them would change.

Every place is filled: where no topic stands, *nothing* does. Topics without a place stand in a
pool, which is a slot of unlimited room in which nothing is gained. So every move is a swap of what
stands in two positions, and the rows of all matrices here are positions.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from openspace.search.encode import Encoded, Floats, Ints
from openspace.search.steps import Steps


class Arrangement:
    """What stands where, kept up to date from swap to swap.

    `gain[j, k]` is what the topic that stands in k would be worth in j, beside all others of j's
    slot. `change[j, k]` is what swapping the two is worth, in parts of a wish (`Encoded.unit`);
    minus infinity within a slot. `met[row]` says in how many slots a row has a topic that it wants.
    """

    def __init__(
        self, encoded: Encoded, items: Sequence[int], noise: Floats, cost: Ints, steps: Steps
    ) -> None:
        """Work out all gains.

        Args:
            items: by position; those beyond the places are the pool.
            noise: below 1, decides between swaps that are worth the same.
            cost: by row.

        Raises:
            Stopped: the search was asked to stop.
        """
        self.encoded = encoded
        self.items = np.array(items, np.int64)
        self.pool = encoded.slots
        size = len(self.items)
        self.slots = np.full(size, self.pool, np.int64)
        self.slots[: len(encoded.places)] = [place.slot for place in encoded.places]
        self.members = [np.flatnonzero(self.slots == slot) for slot in range(encoded.slots)]
        self.barrier = np.where(self.slots[:, None] == self.slots[None, :], -np.inf, noise)
        self.by_topic = np.ascontiguousarray(encoded.wants.T)
        self.count = encoded.standing.copy()
        for slot, members in enumerate(self.members):
            self.count[slot] += encoded.wants[:, self.items[members]].sum(axis=1)
        self.met = (self.count > 0).sum(axis=0)
        self.placed = int((self.items[: len(encoded.places)] != encoded.nothing).sum())
        self.cost = cost.astype(encoded.wants.dtype)
        self.gain = np.zeros((size, size))
        for slot, members in enumerate(self.members):
            steps.poll()
            self._work_out(slot, members)
        self.change = np.empty((size, size))
        self.refresh()

    @property
    def worth(self) -> int:
        """How much all satisfied wishes weigh."""
        return int(self.encoded.cost @ self.met)

    @property
    def idle(self) -> int:
        """How many people have wishes and nothing."""
        return int(self.encoded.heads[self.met == 0].sum())

    def swap(self, one: int, other: int) -> int:
        """Swap what stands in two positions of different slots; return by how much the worth grows.

        The worth is by the costs of `encoded`, whatever the costs the gains are made with.
        """
        left, right = int(self.items[one]), int(self.items[other])
        self.items[[one, other]] = right, left
        self.gain[:, [one, other]] = self.gain[:, [other, one]]
        concerned = np.flatnonzero(self.by_topic[left] != self.by_topic[right])
        wants = self.encoded.wants[concerned]
        coming = wants[:, right] - wants[:, left]
        grown = np.zeros(len(concerned), np.int64)
        changed: list[NDArray[np.int64]] = []
        turned: list[Floats] = []
        for position, step, came, went in (
            (one, coming, right, left),
            (other, -coming, left, right),
        ):
            slot = int(self.slots[position])
            if slot == self.pool:
                self.placed += (came == self.encoded.nothing) - (went == self.encoded.nothing)
                continue
            before = self.count[slot, concerned]
            after = before + step
            self.count[slot, concerned] = after
            grown += (after > 0).view(np.int8) - (before > 0).view(np.int8)
            members = self.members[slot]
            members = members[members != position]
            own = self.by_topic[self.items[members][:, None], concerned[None, :]]
            turned.append(
                ((after - own == 0).view(np.int8) - (before - own == 0).view(np.int8))
                * self.cost[concerned]
            )
            changed.append(members)
            self._clash(members, came, went)
        if changed and concerned.size:
            # Both slots in one product; gains of topics are put where the topics stand.
            members = np.concatenate(changed)
            gains = np.concatenate(turned) @ wants
            self.gain[members] += self.encoded.unit * gains[:, self.items]
        self._renew(np.concatenate([*changed, np.array([one, other])]))
        self.met[concerned] += grown
        return int(self.encoded.cost[concerned] @ grown)

    def reprice(self, some: Ints, cost: Ints) -> None:
        """Make the gains with other costs for some rows; call `refresh` when done."""
        added = cost.astype(self.cost.dtype) - self.cost[some]
        self.cost[some] += added
        wants = self.encoded.wants[some]
        placed = len(self.encoded.places)
        others = self.count[self.slots[:placed]][:, some] - wants[:, self.items[:placed]].T
        gains = ((others == 0) * added) @ wants
        self.gain[:placed] += self.encoded.unit * gains[:, self.items]

    def refresh(self) -> None:
        """Work out anew what each swap is worth."""
        own = self.gain.diagonal()
        np.add(self.gain, self.gain.T, out=self.change)
        self.change -= own[:, None]
        self.change -= own[None, :]
        self.change += self.barrier

    def _work_out(self, slot: int, members: Ints) -> None:
        encoded = self.encoded
        items = self.items[members]
        others = self.count[slot][None, :] - self.by_topic[items]
        gains = ((others == 0) * self.cost) @ encoded.wants
        # Placing a topic is worth a little even when nobody wants it.
        gains = encoded.unit * gains.astype(np.float64)
        gains[:, : encoded.nothing] += 1
        broken = encoded.clash[items].sum(axis=0)[None, :] - encoded.clash[items]
        gains -= float(encoded.forbidden) * (broken + encoded.blocked[slot])
        self.gain[members] = gains[:, self.items]

    def _clash(self, members: Ints, came: int, went: int) -> None:
        clash = self.encoded.clash
        broken = clash[came] - clash[went]
        if broken.any():
            self.gain[members] -= float(self.encoded.forbidden) * broken[self.items]

    def _renew(self, positions: Ints) -> None:
        own = self.gain.diagonal()
        change = self.gain[positions] + self.gain[:, positions].T
        change -= own[positions, None]
        change -= own[None, :]
        change += self.barrier[positions]
        self.change[positions] = change
        self.change[:, positions] = change.T
