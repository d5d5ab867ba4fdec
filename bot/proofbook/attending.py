"""What people could attend of what they wanted: sums alone, never one person with one topic."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.proofbook.proofs import Rehearsal, Session


@dataclass(frozen=True)
class Wanted:
    """How a session suits those who want it.

    Args:
        people: how many gave it dots.
        free: how many of them have nothing else at that time that they want or host.
    """

    session: Session
    people: int
    free: int

    @property
    def torn(self) -> int:
        """Return how many of them have to choose."""
        return self.people - self.free


@dataclass(frozen=True)
class Fairness:
    """How many of the topics that they gave dots people can go to, by the times alone.

    Args:
        asked: people who gave dots.
        by_missed: how many people miss how many, fewest missed first.
        worst: how many of how many the person can go to who fares worst; None with nobody asked.
    """

    asked: int
    by_missed: tuple[tuple[int, int], ...]
    worst: tuple[int, int] | None


def fairness(rehearsal: Rehearsal) -> Fairness:
    """Return how well the timetable suits what people want."""
    hosted = _hosted(rehearsal)
    by_number = {session.number: session for session in rehearsal.sessions}
    reached = []
    for user_id, numbers in rehearsal.wants.items():
        wanted = set(numbers)
        if not wanted:
            continue
        sessions = [by_number[number] for number in wanted if number in by_number]
        reached.append((_attendable(sessions, hosted.get(user_id, ())), len(wanted)))
    missed = Counter(of - can for can, of in reached)
    worst = min(reached, key=lambda one: (one[0] / one[1], one[0] - one[1]), default=None)
    return Fairness(len(reached), tuple(sorted(missed.items())), worst)


def by_session(rehearsal: Rehearsal) -> tuple[Wanted, ...]:
    """Return how each session that somebody wants suits them, in the order of time."""
    hosted = _hosted(rehearsal)
    by_number = {session.number: session for session in rehearsal.sessions}
    people, free = Counter[int](), Counter[int]()
    for user_id, numbers in rehearsal.wants.items():
        wanted = [by_number[number] for number in set(numbers) if number in by_number]
        others = {one.number: one for one in (*wanted, *hosted.get(user_id, ()))}.values()
        for session in wanted:
            people[session.number] += 1
            free[session.number] += not any(
                overlap(session, other) for other in others if other.number != session.number
            )
    return tuple(
        Wanted(session, people[session.number], free[session.number])
        for session in rehearsal.sessions
        if people[session.number]
    )


def overlap(one: Session, other: Session) -> bool:
    """Say whether nobody can be in both from beginning to end."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _hosted(rehearsal: Rehearsal) -> dict[str, list[Session]]:
    hosted: dict[str, list[Session]] = {}
    for session in rehearsal.sessions:
        for user_id in session.hosts:
            hosted.setdefault(user_id, []).append(session)
    return hosted


def _attendable(wanted: Iterable[Session], hosted: Sequence[Session]) -> int:
    """Return how many of *wanted* one can go to; whoever hosts is where they host."""
    own = {session.number for session in hosted}
    free = [
        session
        for session in wanted
        if session.number in own or not any(overlap(session, other) for other in hosted)
    ]
    # Taking what ends first, again and again, is the most that one can attend.
    taken: list[Session] = []
    for session in sorted(free, key=lambda one: one.ends_at):
        if not taken or session.starts_at >= taken[-1].ends_at:
            taken.append(session)
    return len(taken)
