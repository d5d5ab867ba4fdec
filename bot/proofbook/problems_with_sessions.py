"""Problems with topics and sessions: nobody hosts, no place, too full, two at one time."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations

from bot.proofbook.attending import overlap
from bot.proofbook.problem import Problem, Severity
from bot.proofbook.proofs import Rehearsal, Session, Topic
from bot.proofbook.sentences import counted, people
from openspace import moments

FEWEST_TORN = 3
"""From how many people on it is told that two sessions at one time are wanted by the same."""

SHARE_TORN = 0.1
"""From what share of those who gave dots on."""

_MOVE = '`/openspace timetable move 7 wed 10:00 "Room B"`'
_PUBLISH = "`/openspace timetable publish`"


def without_host(rehearsal: Rehearsal) -> Problem | None:
    """Return the topics that nobody hosts."""
    alone = [topic for topic in _topics(rehearsal) if not topic.hosts]
    if not alone:
        return None
    one = len(alone) == 1
    return Problem(
        Severity.LOOK,
        f"{counted(len(alone), 'topic')} {'has' if one else 'have'} no host.",
        "Ask in the channel who would like to host. Anybody can type"
        f" `/openspace adopt {alone[0].number}`.",
        tuple(_named(topic) for topic in alone),
    )


def without_session(rehearsal: Rehearsal) -> Problem | None:
    """Return the topics that have dots and no place in the timetable."""
    if not rehearsal.sessions:
        return Problem(
            Severity.MEND,
            "No timetable was published, so nobody could sign up for anything.",
            "Add rooms and slots first. Then `/openspace timetable` shows the draft, and"
            f" {_PUBLISH} shows it to everyone.",
        )
    placed = {session.number for session in rehearsal.sessions}
    left = [one for one in _topics(rehearsal) if one.dots and one.number not in placed]
    if not left:
        return None
    left.sort(key=lambda topic: (-topic.dots, topic.number))
    return Problem(
        Severity.LOOK,
        f"{counted(len(left), 'topic')} got dots but no session.",
        "More rooms or slots make space for them: `/openspace slots add tue,wed 10:00-11:00`."
        f" You can place one by hand: {_MOVE}.",
        tuple(f"{_named(topic)} ({counted(topic.dots, 'dot')})" for topic in left),
    )


def with_too_many_seats(rehearsal: Rehearsal) -> Problem | None:
    """Return the sessions with more people in seats than their room has; there should be none."""
    over = [one for one in rehearsal.sessions if len(one.seated) > one.capacity]
    if not over:
        return None
    return Problem(
        Severity.MEND,
        f"In {counted(len(over), 'session')} more people have a seat than the room holds.",
        "This should never be. Please tell whoever runs the bot. A larger room helps now:"
        f" {_MOVE}.",
        tuple(
            f"{_placed(one, rehearsal)} ({len(one.seated)} in {counted(one.capacity, 'seat')})"
            for one in over
        ),
    )


def with_waiting_list(rehearsal: Rehearsal) -> Problem | None:
    """Return the sessions for which people still wait at the end."""
    full = sorted(
        (one for one in rehearsal.sessions if one.waiting), key=lambda one: -len(one.waiting)
    )
    if not full:
        return None
    waiting = sum(len(one.waiting) for one in full)
    return Problem(
        Severity.LOOK,
        f"{counted(len(full), 'session')} {'is' if len(full) == 1 else 'are'} too full:"
        f" {counted(waiting, 'more seat')} {'is' if waiting == 1 else 'are'} wanted.",
        f"Give them a larger room: {_MOVE}. Then {_PUBLISH} tells everyone who is in it.",
        tuple(
            f"{_placed(one, rehearsal)} ({counted(one.capacity, 'seat')},"
            f" {len(one.waiting)} waiting)"
            for one in full
        ),
    )


def with_torn_hosts(rehearsal: Rehearsal) -> Problem | None:
    """Return the hosts who would have to be in two sessions at once; there should be none."""
    torn = [
        f"{rehearsal.people.get(host, host)}: {_named(one)} and {_named(other)}"
        for one, other in _at_one_time(rehearsal.sessions)
        for host in sorted({*one.hosts} & {*other.hosts})
    ]
    if not torn:
        return None
    return Problem(
        Severity.MEND,
        f"{counted(len(torn), 'time')} a host would have to be in two sessions at once."
        if len(torn) > 1
        else "A host would have to be in two sessions at once.",
        f"This should never be. Move one of the two: {_MOVE}. Then type {_PUBLISH}.",
        tuple(torn),
    )


def with_torn_people(rehearsal: Rehearsal) -> Problem | None:
    """Return the pairs of sessions at one time that many of the same people want."""
    wanting = _wanting(rehearsal.wants)
    asked = sum(1 for numbers in rehearsal.wants.values() if numbers)
    fewest = max(FEWEST_TORN, asked * SHARE_TORN)
    both = [
        (len(wanting.get(one.number, set()) & wanting.get(other.number, set())), one, other)
        for one, other in _at_one_time(rehearsal.sessions)
    ]
    many = sorted((pair for pair in both if pair[0] >= fewest), key=lambda pair: -pair[0])
    if not many:
        return None
    return Problem(
        Severity.LOOK,
        f"{counted(len(many), 'pair')} of sessions at one time"
        f" {'is' if len(many) == 1 else 'are'} wanted by many of the same people.",
        f"Move one of each pair to another time: {_MOVE}. Then type {_PUBLISH}.",
        tuple(
            f"{_placed(one, rehearsal)}, and {_named(other)} ({people(count)} gave dots to both)"
            for count, one, other in many
        ),
    )


def refused(rehearsal: Rehearsal) -> Problem | None:
    """Return what people tried and the bot refused."""
    told = Counter(rehearsal.refused)
    if not told:
        return None
    return Problem(
        Severity.KNOW,
        f"{counted(told.total(), 'time')} the bot said no to what somebody tried."
        if told.total() > 1
        else "Once the bot said no to what somebody tried.",
        "Look whether these are the rules that you want. `/openspace settings` changes them.",
        tuple(
            sentence if count == 1 else f"{sentence} ({count} times)"
            for sentence, count in told.most_common()
        ),
    )


ALL = (
    with_too_many_seats,
    with_torn_hosts,
    without_session,
    with_waiting_list,
    without_host,
    with_torn_people,
    refused,
)


def _topics(rehearsal: Rehearsal) -> list[Topic]:
    """Return the topics that still stand; a talk has speakers, so it needs no host."""
    talks = {session.number for session in rehearsal.sessions if session.is_talk}
    return [
        topic for topic in rehearsal.topics if not topic.is_withdrawn and topic.number not in talks
    ]


def _at_one_time(sessions: Iterable[Session]) -> list[tuple[Session, Session]]:
    return [pair for pair in combinations(sessions, 2) if overlap(*pair)]


def _wanting(wants: Mapping[str, tuple[int, ...]]) -> dict[int, set[str]]:
    wanting: dict[int, set[str]] = {}
    for user_id, numbers in wants.items():
        for number in numbers:
            wanting.setdefault(number, set()).add(user_id)
    return wanting


def _named(one: Topic | Session) -> str:
    return f"#{one.number} {one.title}"


def _placed(session: Session, rehearsal: Rehearsal) -> str:
    when = moments.moment_label(session.starts_at, rehearsal.zone)
    return f"{when}, {session.room}, {_named(session)}"
