"""Where a session could go: what is free in each slot, and what stands in its way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from openspace.absences import Absence, overlaps
from openspace.timetable import Room, Session, Slot


@dataclass(frozen=True)
class Choice:
    """One slot as a place for a session.

    Args:
        free: how many rooms nothing else stands in then.
        busy: the session that one of its hosts has then; None when none has another.
        is_away: whether one of its hosts has said that they cannot be there then.
    """

    slot: Slot
    free: int
    busy: Session | None
    is_away: bool = False


def choices(
    number: int,
    hosts: Iterable[str],
    sessions: Sequence[Session],
    *,
    slots: Iterable[Slot],
    rooms: Sequence[Room],
    absences: Mapping[str, Sequence[Absence]],
    now: datetime,
) -> tuple[Choice, ...]:
    """Return the slots that are not over, for the session of that *number* with these *hosts*.

    Args:
        sessions: all placed sessions; the session itself may be among them.
        absences: of each host, by user id; hosts without any may be left out.
    """
    others = [session for session in sessions if session.number != number]
    wanted = set(hosts)
    found = []
    for slot in slots:
        if slot.ends_at <= now:
            continue
        then = [session for session in others if session.slot.id == slot.id]
        taken = {session.room.id for session in then}
        busy = next((session for session in then if wanted & set(session.hosts)), None)
        is_away = any(overlaps(slot, one) for host in wanted for one in absences.get(host, ()))
        found.append(Choice(slot, sum(room.id not in taken for room in rooms), busy, is_away))
    return tuple(found)
