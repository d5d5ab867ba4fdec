"""Facilitators see in a few lines how the messages fare, and never to whom they went."""

import secrets
from datetime import date, datetime, time

import pytest
from sqlalchemy import delete

from openspace.messages import Status
from openspace.people import ONLY_FACILITATORS
from openspace.spaces import Window
from services import (
    letters,
    messages,
    people,
    proposing,
    schedule,
    spaces,
    timetable,
    voting,
    windows,
)
from services.messages import Line
from storage import audit, claims
from storage.outbox import Promise
from storage.tables import MessageRow
from tests.storage import clockwork, post
from tests.storage.clockwork import utc
from tests.storage.post import FAST, HOUR, MINUTE, SECOND, claim, note, put, settle
from tests.storage.week import CHANNEL, NOW, TUESDAY, Week, user_id

P, F, D, S = Status.PENDING, Status.FAILED, Status.DROPPED, Status.SENT


@pytest.fixture
def week(week: Week) -> Week:
    """Nothing was promised, and nothing is planned."""
    week.ada(schedule.set_digest, None)
    week.ada(schedule.set_summary, None)
    with week.database.begin() as db:
        db.execute(delete(MessageRow))
    return week


def lines(week: Week, *, now: datetime = NOW) -> tuple[Line, ...]:
    return week.ada.at(now).sees(messages.overview).lines


def about(kind: str, to: str = CHANNEL, *, due_at: datetime = NOW) -> Promise:
    """Return a promise about topic 1, under a key of its own."""
    return note(secrets.token_hex(8), to, kind=kind, number=1, due_at=due_at)


def promise(week: Week, *promises: Promise) -> None:
    put(week.database, week.space, *promises)


def fare(week: Week, status: Status, *kinds: str, at: datetime, reason: str = "") -> None:
    """Let a message of each kind to each of three people become something."""
    promise(week, *(about(kind, f"U{at:%S}{n}") for kind in kinds for n in "123"))
    for one in claim(week.database, pace=FAST, most=100):
        assert settle(week.database, one, status, at=at, reason=reason)


def to_people(
    kind: str, status: Status, at: datetime, people: int | None, *, reason: str = ""
) -> Line:
    return Line(
        kind, status, at, people, in_channel=False, number=1, title="A topic", reason=reason
    )


# Which lines


def test_what_fared_alike_is_one_line_failed_first_then_what_is_due_then_the_newest(
    week: Week,
) -> None:
    week.has_topics("A topic")
    fare(week, S, "reminder", at=NOW + SECOND)
    fare(week, D, "reminder", at=NOW + 2 * SECOND, reason="No seat.")
    fare(week, S, "session_changed", at=NOW + 3 * SECOND)
    fare(week, F, "reminder", at=NOW + 4 * SECOND, reason="The account is closed.")
    fare(week, F, "seat_changed", at=NOW + 5 * SECOND, reason="The account is closed.")
    promise(week, *(about("reminder", f"U{n}", due_at=NOW + n * HOUR) for n in (2, 1)))
    assert lines(week) == (
        to_people("seat_changed", F, NOW + 5 * SECOND, 3, reason="The account is closed."),
        to_people("reminder", F, NOW + 4 * SECOND, 3, reason="The account is closed."),
        to_people("reminder", P, NOW + HOUR, 2),
        to_people("reminder", D, NOW + 2 * SECOND, 3, reason="No seat."),
        to_people("session_changed", S, NOW + 3 * SECOND, 3),
        to_people("reminder", S, NOW + SECOND, 3),
    )


def test_what_is_under_way_or_has_to_wait_is_due(week: Week) -> None:
    week.has_topics("A topic")
    promise(week, about("reminder", "U1"), about("reminder", "U2"))
    (first, _) = claim(week.database)
    with week.database.begin() as db:
        ids = [row.id for row in first.rows]
        reason = "Slack asked to wait."
        claims.put_back(db, first.token, ids, not_before=NOW + MINUTE, reason=reason)
    assert lines(week) == (
        to_people("reminder", P, NOW, 1),
        to_people("reminder", P, NOW + MINUTE, 1, reason="Slack asked to wait."),
    )


def test_each_message_to_the_channel_is_a_line_of_its_own(week: Week) -> None:
    promise(week, about("timetable_published"), about("timetable_published"))
    one = Line("timetable_published", P, NOW, None, in_channel=True, number=1)
    assert lines(week) == (one, one)


def test_another_open_space_has_its_own_messages(week: Week) -> None:
    put(week.database, post.quiet(week.database, "C2"), note("there"))
    assert lines(week) == ()


# What nobody sees


def test_no_line_says_to_whom_anything_went(week: Week) -> None:
    week.has_topics("A topic")
    for name in ("cy", "dee"):
        week[name](voting.set_dots, {1: 1})
    week.ada(people.add_facilitator, user_id("cy"))
    week.ada(proposing.withdraw, 1)
    fare(week, F, "reminder", at=NOW, reason="The account is closed.")
    shown = repr(lines(week))
    assert [name for name in ("ada", "bo", "cy", "dee") if user_id(name) in shown] == []
    assert "made_facilitator" in shown


def test_of_what_is_secret_not_even_the_number_of_people_is_seen(week: Week) -> None:
    week.has_topics("A topic")
    for name in ("cy", "dee"):
        week[name](voting.set_dots, {1: 1})
    week.ada(proposing.withdraw, 1)
    week.ada(windows.set_window, Window.VOTING, is_open=True, until=NOW + HOUR)
    clockwork.tick(week.database, NOW)
    week.ada(windows.clear, Window.VOTING, is_open=False)
    assert (
        lines(week)
        == (
            Line("topic_withdrawn", P, NOW, None, in_channel=False),
            Line("closes_soon", P, utc("2027-11-22 08:40"), None, in_channel=False),
        )[::-1]
    )
    assert set(letters.SECRET) == {"topic_withdrawn", "closes_soon", "your_week"}


def test_only_facilitators_see_them_or_send_them_again(week: Week) -> None:
    for deed in (messages.overview, messages.again):
        assert week.bo.is_refused(deed) == ONLY_FACILITATORS
    week.ada(spaces.close)
    assert week.ada.sees(messages.overview).again is None
    assert week.ada(messages.again).again == 0


# What is planned


def test_what_comes_next_by_itself_is_named_with_its_time(week: Week) -> None:
    week.ada(schedule.set_digest, time(9))
    week.ada(schedule.set_summary, time(16, 30))
    week.ada(
        windows.set_window,
        Window.VOTING,
        is_open=False,
        at=utc("2027-11-24 12:00"),
    )
    week.has_topics("A topic")
    week.has_slots()
    week.has_room("Room A", 1)
    week.has_session(1, "Room A")
    with week.database.begin() as db:
        db.execute(delete(MessageRow))
    assert lines(week)[2:] == (Line("voting_close", P, utc("2027-11-24 12:00"), None, True),)
    week.ada(timetable.publish)
    with week.database.begin() as db:
        db.execute(delete(MessageRow))
    summary = Line("summary", P, utc("2027-11-22 16:30"), None, True, day=date(2027, 11, 22))
    reminder = to_people("reminder", P, utc("2027-11-23 09:45"), None)
    planned = (
        summary,
        Line("digest", P, utc("2027-11-23 09:00"), None, True, day=TUESDAY),
        reminder,
        Line("voting_close", P, utc("2027-11-24 12:00"), None, True),
    )
    assert lines(week) == planned
    assert lines(week, now=utc("2027-11-26 16:30")) == (planned[-1],)
    week.ada(spaces.close)
    assert lines(week)[0].kind == "closed"
    assert len(lines(week)) == 1


def test_of_very_many_reminders_the_next_five_are_named(week: Week) -> None:
    hours = [(time(hour), time(hour, 30)) for hour in range(10, 17)]
    week.has_slots(*hours)
    week.has_room("Room A", 1)
    for number, (start, _) in enumerate(hours, start=1):
        week.has_topics(f"Topic {number}")
        week.has_session(number, "Room A", start=start)
    week.ada(timetable.publish)
    with week.database.begin() as db:
        db.execute(delete(MessageRow))
    assert [line.number for line in lines(week)] == [1, 2, 3, 4, 5]
    assert [line.number for line in lines(week, now=utc("2027-11-23 14:44"))] == [6, 7]
    week.ada(schedule.set_reminder, None)
    assert lines(week) == ()


# Again


def test_what_failed_is_put_in_line_again_and_the_log_says_how_many(week: Week) -> None:
    week.has_topics("A topic")
    fare(week, F, "reminder", at=NOW, reason="The account is closed.")
    fare(week, F, "trouble", at=NOW, reason="The account is closed.")
    answer = week.ada(messages.again)
    assert (answer.again, answer.lines) == (
        3,
        (
            to_people("trouble", F, NOW, 3, reason="The account is closed."),
            to_people("reminder", P, NOW, 3),
        ),
    )
    assert week.ada(messages.again).again == 0
    with week.database.reading() as db:
        assert audit.deeds(db, week.space)[-2:] == (("send again", "3"), ("send again", "0"))
    assert len(claim(week.database, pace=FAST)) == 3


def test_what_failed_and_is_of_no_use_any_more_stays_as_it_is(week: Week) -> None:
    week.has_topics("A topic")
    fare(week, F, "reminder", at=NOW)
    assert week.ada.at(NOW + HOUR)(messages.again).again == 0
    assert lines(week) == (to_people("reminder", F, NOW, 3),)
