"""Why a session stands where it does, from the data, in one plain sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from openspace import discretion, figures, moments
from openspace.absences import overlaps
from openspace.discretion import Kind, Share
from openspace.drafting import Material
from openspace.figures import Obstacle
from openspace.proposing import Topic
from openspace.timetable import Session, Slot

MOST_TOLD = 3
"""How many reasons one sentence holds."""


class Cause(StrEnum):
    """What kind of reason it is, the weightiest first."""

    TALK = "talk"
    """A facilitator sets talks by hand."""
    PINNED = "pinned"
    AWAY = "away"
    """A host cannot be there at other times: only for facilitators."""
    LEADS_ANOTHER = "leads another"
    """A host leads another session at another time."""
    NOT_FREE = "not free"
    """A host cannot be there, or leads another: what others than facilitators may read."""
    WANTED_TOO = "wanted too"
    """Many of those who want it want a session at another time too."""
    CROWD = "crowd"
    """A smaller room would not hold its people."""


@dataclass(frozen=True)
class Reason:
    """One reason for where a session stands; what a cause does not need is empty.

    Args:
        other: the session that a host leads, or that people want too.
        share: how many of those who want it want the other; None for who may not see the tally.
        slots: when a host is away.
        people: how many want it.
        is_one_host: whether the topic has one host.
    """

    cause: Cause
    other: Session | None = None
    share: Share | None = None
    days: tuple[date, ...] = ()
    slots: tuple[Slot, ...] = ()
    people: int = 0
    is_one_host: bool = True


@dataclass(frozen=True)
class Why:
    """Where a topic stands and why.

    Args:
        session: None when it has no place.
        reasons: the weightiest first; none when it could as well be elsewhere.
        obstacle: why it has no place; None when it has one, or for who may not read of absences.
    """

    number: int
    session: Session | None
    reasons: tuple[Reason, ...] = ()
    obstacle: Obstacle | None = None


def why(
    material: Material,
    sessions: Sequence[Session],
    number: int,
    *,
    zone: str,
    sees_tally: bool,
    sees_absences: bool = False,
) -> Why:
    """Return why a topic stands where it does in a draft or a published timetable.

    Args:
        sees_tally: whether the reader may see the tally now.
        sees_absences: whether the reader is a facilitator, who may read when hosts are away.

    Raises:
        KeyError: there is no topic of that number.
    """
    topic = {topic.number: topic for topic in material.topics}[number]
    session = next((one for one in sessions if one.number == number), None)
    if session is None:
        return Why(number, None, obstacle=_obstacle(material, sessions, topic, sees_absences))
    if session.speakers is not None:
        return Why(number, session, (Reason(Cause.TALK),))
    if session.is_pinned:
        return Why(number, session, (Reason(Cause.PINNED),))
    others = [one for one in sessions if one.slot.id != session.slot.id]
    reasons = [
        *_of_hosts(material, session, others, zone=zone, sees_absences=sees_absences),
        *_of_wishes(material, session, others, sees_tally=sees_tally),
    ]
    if sees_tally:
        reasons += _of_rooms(material, sessions, session)
    return Why(number, session, tuple(reasons))


def sentence(why: Why, *, zone: str) -> str:
    """Return the weightiest reasons, one of each cause, in one sentence without any markup."""
    if why.session is None:
        because = _without_place(why.obstacle)
        return f"#{why.number} has no place because {because}."
    when = moments.moment_label(why.session.slot.starts_at, zone)
    where = f"#{why.number} is on {when} in {why.session.room.name}"
    said: dict[Cause, str] = {}
    for reason in why.reasons:
        said.setdefault(reason.cause, _in_words(reason, why.session, zone=zone))
    told = list(said.values())[:MOST_TOLD]
    if not told:
        return f"{where}, and as far as can be told it could as well be elsewhere."
    return f"{where} because {_listed(told)}."


def _of_hosts(
    material: Material,
    session: Session,
    others: Sequence[Session],
    *,
    zone: str,
    sees_absences: bool,
) -> list[Reason]:
    elsewhere = [slot for slot in material.slots if slot.id != session.slot.id]
    away = [slot for slot in elsewhere if _is_away(material, session.hosts, slot)]
    busy = [one for one in others if set(one.hosts) & set(session.hosts)]
    is_one = len(session.hosts) == 1
    if not sees_absences:
        # Both as one, so that nobody learns of an absence; where a host leads is no secret.
        return [Reason(Cause.NOT_FREE, is_one_host=is_one)] if away or busy else []
    reasons = []
    if away:
        days, slots = _days(away, material.slots, zone=zone)
        reasons.append(Reason(Cause.AWAY, days=days, slots=slots, is_one_host=is_one))
    busy.sort(key=lambda one: (one.slot.starts_at, one.number))
    reasons += [Reason(Cause.LEADS_ANOTHER, other=one, is_one_host=is_one) for one in busy]
    return reasons


def _of_wishes(
    material: Material, session: Session, others: Sequence[Session], *, sees_tally: bool
) -> list[Reason]:
    """Return sessions at other times that many want too, by what is told of them, then by number.

    What is told does not depend on where anything stands, so nothing is learned by moving.
    """
    count = discretion.tally(material.voters)
    alike = material.runs().get(session.number, frozenset())
    found: list[tuple[Share, Session]] = []
    for other in others:
        if other.number in alike:
            continue
        both = sum(
            session.number in voter.dots and other.number in voter.dots for voter in material.voters
        )
        share = discretion.overlap(both, count[session.number], count[other.number])
        # Fewer than about a third would be no reason that anybody understands.
        if share.kind is not Kind.SILENT and 3 * _size(share) >= share.of:
            found.append((share, other))
    found.sort(key=lambda one: (-_size(one[0]), one[1].number))
    if not sees_tally:
        # An order by size would tell what the words leave out.
        found.sort(key=lambda one: one[1].number)
    return [
        Reason(Cause.WANTED_TOO, other=other, share=share if sees_tally else None)
        for share, other in found
    ]


def _of_rooms(material: Material, sessions: Sequence[Session], session: Session) -> list[Reason]:
    people = figures.people(material, sessions, session.number)
    smaller = [room.capacity for room in material.rooms if room.capacity < session.room.capacity]
    if smaller and people > max(smaller):
        return [Reason(Cause.CROWD, people=people)]
    return []


def _obstacle(
    material: Material, sessions: Sequence[Session], topic: Topic, sees_absences: bool
) -> Obstacle | None:
    found = figures.obstacle(material, sessions, topic)
    of_absences = (Obstacle.AWAY, Obstacle.AWAY_WHERE_FREE, Obstacle.BUSY_WHERE_FREE)
    return None if found in of_absences and not sees_absences else found


def _without_place(obstacle: Obstacle | None) -> str:
    if obstacle is None:
        return "no free place suits its hosts"
    return figures.because(obstacle)


def _in_words(reason: Reason, session: Session, *, zone: str) -> str:
    whose = "its host" if reason.is_one_host else "one of its hosts"
    match reason.cause:
        case Cause.TALK:
            return "a facilitator set this talk there"
        case Cause.PINNED:
            return "a facilitator pinned it there"
        case Cause.AWAY:
            return f"{whose} is away on {_listed(_times(reason, zone=zone))}"
        case Cause.NOT_FREE:
            return f"{whose} is not free at every other time"
        case Cause.LEADS_ANOTHER:
            return f"{whose} leads {_named(reason.other, zone=zone)}"
        case Cause.WANTED_TOO:
            other = _named(reason.other, zone=zone)
            return f"{_part(reason.share)} people who want it also want {other}"
        case Cause.CROWD:
            return (
                f"{reason.people} people want it and {session.room.name}"
                f" has {session.room.capacity} seats"
            )


def _part(share: Share | None) -> str:
    if share is None:
        return "many of the"
    if share.kind is Kind.NEARLY_ALL:
        return f"all or nearly all of the {share.of}"
    return f"about {share.people} of the {share.of}"


def _named(other: Session | None, *, zone: str) -> str:
    if other is None:
        return "another"
    return f"#{other.number}, which is on {moments.moment_label(other.slot.starts_at, zone)}"


def _times(reason: Reason, *, zone: str) -> list[str]:
    told = [moments.day_label(day) for day in reason.days]
    told += [moments.moment_label(slot.starts_at, zone) for slot in reason.slots]
    return told if len(told) <= MOST_TOLD else [*told[: MOST_TOLD - 1], "at other times"]


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _size(share: Share) -> int:
    return share.of if share.kind is Kind.NEARLY_ALL else share.people


def _days(
    away: Sequence[Slot], slots: Sequence[Slot], *, zone: str
) -> tuple[tuple[date, ...], tuple[Slot, ...]]:
    """Return the days on which *away* is every slot, and its slots on other days, by time."""
    gone = {slot.id for slot in away}
    days: dict[date, list[Slot]] = {}
    for slot in sorted(slots, key=lambda slot: slot.starts_at):
        days.setdefault(moments.wall(slot.starts_at, zone).date(), []).append(slot)
    whole = [day for day, then in days.items() if all(slot.id in gone for slot in then)]
    parts = [
        slot for day, then in days.items() if day not in whole for slot in then if slot.id in gone
    ]
    return tuple(whole), tuple(parts)


def _is_away(material: Material, hosts: Sequence[str], slot: Slot) -> bool:
    return any(overlaps(slot, one) for host in hosts for one in material.absences.get(host, ()))
