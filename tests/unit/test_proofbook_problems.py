"""What a rehearsal shows to be wrong is told in plain words, with a command that helps."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.proofbook import problems, problems_with_messages, problems_with_sessions
from bot.proofbook.problem import Problem, Severity
from bot.proofbook.proofs import Promised, Rehearsal, Sent, Session, Topic, Unsent
from handlers.words import openspace
from tests.unit import plain_words
from tests.unit.test_plain_english import FEWEST_WORDS, MOST_WORDS, OLDEST_GRADE


def at(hour: int, minute: int = 0, second: int = 0, *, day: int = 23) -> datetime:
    return datetime(2027, 11, day, hour, minute, second, tzinfo=UTC)


def session(number: int, hour: int, **other: object) -> Session:
    room = f"Room {number}"
    made = Session(
        number, f"S{number}", False, at(hour), at(hour + 1), room, 2, (f"U{number}",), (), ()
    )
    return replace(made, **other)  # type: ignore[arg-type] # each test names fields of its own


def sent(when: datetime, to: str = "U1", kind: str = "reminder") -> Sent:
    return Sent(when, to, "text", (), (Promised(f"{kind}:{when}", kind),))


def topic(number: int, *, dots: int = 0, hosts: tuple[str, ...] = ("U1",)) -> Topic:
    return Topic(number, f"S{number}", hosts, None, dots, is_withdrawn=False)


QUIET = Rehearsal(
    name="Week",
    zone="Europe/London",
    first_day=date(2027, 11, 22),
    last_day=date(2027, 11, 26),
    channel=("C1", "week"),
    bot_name="Open space",
    people={f"U{n}": f"Person {n}" for n in range(40)},
    facilitator="U0",
    messages=(sent(at(8)), sent(at(18, 0, 59), "U2"), sent(at(12), "C1", "digest")),
    sent=3,
    unsent=(),
    topics=(topic(1, dots=3), topic(2)),
    sessions=(session(1, 10), session(2, 10)),
    wants={"U3": (1, 2), "U4": (1, 2), "U5": (1,)},
)


def only(rehearsal: Rehearsal) -> Problem:
    (problem,) = problems.found(rehearsal)
    return problem


def told(problem: Problem) -> tuple[Severity, str, tuple[str, ...]]:
    return problem.severity, problem.sentence, problem.details


def test_a_week_in_which_all_is_well_has_no_problem() -> None:
    assert problems.found(QUIET) == ()


def test_topics_without_host() -> None:
    talk = session(9, 12, is_talk=True, hosts=())
    gone = replace(topic(8, hosts=()), is_withdrawn=True)
    week = replace(
        QUIET,
        topics=(*QUIET.topics, topic(7, hosts=()), gone, topic(9, hosts=())),
        sessions=(*QUIET.sessions, talk),
    )
    assert told(only(week)) == (Severity.LOOK, "1 topic has no host.", ("#7 S7",))
    assert "`/openspace adopt 7`" in only(week).advice


def test_topics_with_dots_and_no_session() -> None:
    week = replace(QUIET, topics=(topic(5, dots=1), topic(6), topic(7, dots=9)))
    assert told(only(week)) == (
        Severity.LOOK,
        "2 topics got dots but no session.",
        ("#7 S7 (9 dots)", "#5 S5 (1 dot)"),
    )


def test_no_timetable_at_all() -> None:
    week = replace(QUIET, sessions=())
    assert told(only(week)) == (
        Severity.MEND,
        "No timetable was published, so nobody could sign up for anything.",
        (),
    )


def test_waiting_lists_and_more_people_than_seats() -> None:
    full = session(1, 10, seated=("U5", "U6"), waiting=("U7", "U8"))
    assert told(only(replace(QUIET, sessions=(full, QUIET.sessions[1])))) == (
        Severity.LOOK,
        "1 session is too full: 2 more seats are wanted.",
        ("Tue 23 Nov 10:00, Room 1, #1 S1 (2 seats, 2 waiting)",),
    )
    over = session(1, 10, seated=("U5", "U6", "U7"))
    assert told(only(replace(QUIET, sessions=(over, QUIET.sessions[1])))) == (
        Severity.MEND,
        "In 1 session more people have a seat than the room holds.",
        ("Tue 23 Nov 10:00, Room 1, #1 S1 (3 in 2 seats)",),
    )


def test_a_host_in_two_sessions_at_once() -> None:
    week = replace(QUIET, sessions=(session(1, 10), session(2, 10, hosts=("U2", "U1"))))
    assert told(only(week)) == (
        Severity.MEND,
        "A host would have to be in two sessions at once.",
        ("Person 1: #1 S1 and #2 S2",),
    )
    one_after_the_other = (session(1, 10), session(2, 11, hosts=("U1",)))
    assert problems.found(replace(QUIET, sessions=one_after_the_other)) == ()


def test_sessions_at_one_time_that_the_same_people_want() -> None:
    three = {**QUIET.wants, "U6": (2, 1)}
    assert told(only(replace(QUIET, wants=three))) == (
        Severity.LOOK,
        "1 pair of sessions at one time is wanted by many of the same people.",
        ("Tue 23 Nov 10:00, Room 1, #1 S1, and #2 S2 (3 people gave dots to both)",),
    )
    few_of_many = {**three, **{f"U{n}": (1,) for n in range(7, 38)}}
    assert problems.found(replace(QUIET, wants=few_of_many)) == ()


@pytest.mark.parametrize(("when", "is_odd"), [
    (at(7, 59, 59), True), (at(8), False), (at(18, 0, 59), False), (at(18, 1), True),
])  # fmt: skip
def test_messages_at_odd_hours(when: datetime, is_odd: bool) -> None:
    week = replace(QUIET, messages=(sent(when, "U1"), sent(when, "U2")))
    shown = f"Tue 23 Nov {when:%H:%M}, Reminder of a session, to 2 people"
    expected = (Severity.LOOK, "2 messages are sent before 8:00 or after 18:00.", (shown,))
    assert [told(one) for one in problems.found(week)] == ([expected] if is_odd else [])


def test_odd_hours_are_those_of_the_zone() -> None:
    week = replace(QUIET, zone="Asia/Tokyo", messages=(sent(at(3, day=23), "C1", "digest"),))
    assert problems.found(week) == ()  # noon in Tokyo


def test_messages_on_days_outside_the_event() -> None:
    week = replace(QUIET, messages=(sent(at(12, day=21), "C1", "board_posted"), sent(at(12))))
    assert told(only(week)) == (
        Severity.KNOW,
        "1 message is sent on days outside the event.",
        ("Sun 21 Nov 12:00, Board, to #week",),
    )


def test_more_than_six_direct_messages_in_one_day() -> None:
    six = tuple(sent(at(9 + n)) for n in range(6))
    posted = tuple(sent(at(9 + n), "C1", "digest") for n in range(9))
    assert problems.found(replace(QUIET, messages=six + posted)) == ()
    seven = (*six, sent(at(15)), sent(at(9, day=24)))
    assert told(only(replace(QUIET, messages=seven))) == (
        Severity.LOOK,
        "1 person would get more than 6 direct messages in one day.",
        ("Person 1: 7 on Tue 23 Nov",),
    )


def test_two_messages_to_one_person_within_five_minutes_are_counted_and_nobody_is_named() -> None:
    close = (sent(at(9)), sent(at(9, 5), kind="seat_changed"), sent(at(9, 10, 1)))
    apart = (sent(at(9, 1), "U2"), sent(at(9, 2), "U3"), sent(at(9, 1), "C1"))
    assert told(only(replace(QUIET, messages=close + apart))) == (
        Severity.KNOW,
        "Somebody gets two messages within 5 minutes: once.",
        ("Reminder of a session, then Change of a seat: once",),
    )


def test_messages_that_could_not_be_delivered_and_deeds_that_were_refused() -> None:
    promise = Promised("reminder:1", "reminder")
    failed = Unsent(at(9), "U1", promise, "failed", "The account is closed.")
    week = replace(
        QUIET,
        unsent=(failed, failed, replace(failed, status="dropped")),
        refused=("You have only 5 dots.", "You have only 5 dots."),
    )
    assert [told(one) for one in problems.found(week)] == [
        (
            Severity.MEND,
            "2 messages could not be delivered.",
            ("Reminder of a session, twice: The account is closed.",),
        ),
        (
            Severity.KNOW,
            "2 times the bot said no to what somebody tried.",
            ("You have only 5 dots. (2 times)",),
        ),
    ]


TROUBLED = (
    replace(
        QUIET,
        messages=(*(sent(at(4, n)) for n in range(9)), sent(at(12, day=21))),
        unsent=(Unsent(at(9), "U1", Promised("a", "reminder"), "failed", "Gone."),),
        topics=(topic(5, dots=1, hosts=()),),
        sessions=(
            session(1, 10, seated=("U5", "U6", "U7"), waiting=("U8",)),
            session(2, 10, hosts=("U1",)),
        ),
        wants=dict.fromkeys(("U3", "U4", "U5"), (1, 2)),
        refused=("No.",),
    ),
    replace(QUIET, sessions=()),
)
EVERY = tuple(problem for week in TROUBLED for problem in problems.found(week))


def test_every_kind_of_problem_is_read_here_those_that_matter_most_first() -> None:
    looks = (*problems_with_sessions.ALL, *problems_with_messages.ALL)
    assert len(EVERY) == len(looks) + 1
    for week in TROUBLED:
        order = [tuple(Severity).index(one.severity) for one in problems.found(week)]
        assert order == sorted(order)


@pytest.mark.parametrize("problem", EVERY, ids=lambda one: one.sentence)
def test_what_is_said_is_plain_english(problem: Problem) -> None:
    text = plain_words.sentences(f"{problem.sentence} {problem.advice}")
    assert len(text.split()) < FEWEST_WORDS or plain_words.grade(text) <= OLDEST_GRADE
    assert max(len(one.split()) for one in re.split(r"(?<=[.?:])\s+", text)) <= MOST_WORDS
    assert "!" not in text


@pytest.mark.parametrize("problem", EVERY, ids=lambda one: one.sentence)
def test_every_command_that_is_advised_can_be_typed(problem: Problem) -> None:
    commands = re.findall(r"`/openspace ([^`]*)`", problem.advice)
    assert commands
    for words in commands:
        openspace.openspace(words)  # would refuse what it does not know
