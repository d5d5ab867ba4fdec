"""Seats and waiting lists: those signed up in order, the first of them have a seat."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where somebody stands for a session.

    Args:
        position: 1 is the first who signed up.
        has_seat: False means on the waiting list.
    """

    position: int
    has_seat: bool
    capacity: int

    @property
    def waiting_position(self) -> int:
        """Return the place on the waiting list, 1 for the next to get a seat; 0 with a seat."""
        return 0 if self.has_seat else self.position - self.capacity


def place(position: int, *, capacity: int) -> Place:
    """Return where somebody stands who signed up as number *position*, 1 for the first."""
    return Place(position, has_seat=position <= capacity, capacity=capacity)


def promoted(
    before: Sequence[int], after: Sequence[int], *, capacity_before: int, capacity_after: int
) -> tuple[int, ...]:
    """Return those who waited *before* and have a seat *after*, in order."""
    waited = set(before[capacity_before:])
    return tuple(one for one in after[:capacity_after] if one in waited)


def demoted(
    before: Sequence[int], after: Sequence[int], *, capacity_before: int, capacity_after: int
) -> tuple[int, ...]:
    """Return those who had a seat *before* and wait *after*, in order."""
    seated = set(before[:capacity_before])
    return tuple(one for one in after[capacity_after:] if one in seated)
