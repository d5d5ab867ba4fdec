"""Whoever voted is told once what they can get to, and later only what changed for them."""

import pytest

from openspace.notices import Notices
from openspace.spaces import Window
from openspace.suggesting import Because, Difference
from services import (
    letters,
    notices,
    placing,
    proposing,
    signup,
    suggesting,
    talks,
    timetable,
    voting,
)
from services.current import NOT_WANTED, NOTHING_TO_TELL, Dropped, Later, Said
from services.news import News, YourWeek
from services.suggesting import Clashing
from services.weeks import Told
from storage.database import Database
from tests.storage import clockwork, crowd
from tests.storage.promised import mark, promised
from tests.storage.test_query_counts import statements_of
from tests.storage.week import NOON, NOW, TEN, TUESDAY, Week, open_week, user_id


@pytest.fixture
def week(week: Week) -> Week:
    """Topics 1 to 3 of bo; cy gave 1 two dots and 2 one, dee gave 3 one. Nothing is placed."""
    week.has_topics("First topic", "Second topic")
    week.has_topics("Third topic", by="ewan")
    week.has_slots()
    week.has_room("Room A", 2)
    week.has_room("Room B", 1)
    week.opens(Window.VOTING)
    week.cy(voting.set_dots, {1: 2, 2: 1})
    week["dee"](voting.set_dots, {3: 1})
    return week


def publish(week: Week) -> list[YourWeek]:
    before = mark(week.database)
    week.ada(timetable.publish)
    return weeks(promised(week.database, after=before))


def weeks(told: list[News]) -> list[YourWeek]:
    return [item for item in told if isinstance(item, YourWeek)]


def said(week: Week, name: str) -> Said | Dropped | Later:
    return clockwork.said(week.database, "your_week", user_id(name), now=NOW)


def own(week: Week, name: str) -> Told:
    found = said(week, name)
    assert isinstance(found, Told), found
    return found


def numbers(found: suggesting.Week) -> list[int]:
    return [one.entry.session.number for one in found.planned]


def is_told(week: Week) -> None:
    """Let everything promised be sent."""
    with week.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE outbox SET status = 'sent'")


def test_the_first_timetable_is_told_to_everybody_who_voted_and_to_nobody_else(week: Week) -> None:
    week.has_session(1, "Room A")
    week.has_session(2, "Room A", start=NOON)
    assert {one.user_id for one in publish(week)} == {user_id("cy"), user_id("dee")}
    found = own(week, "cy")
    assert (numbers(found.week), found.week.met, found.week.wanted) == ([1, 2], 2, 2)
    assert found.changed is None
    lost = own(week, "dee").week
    assert (numbers(lost), [one.topic.number for one in lost.missing]) == ([], [3])
    assert lost.missing[0].clash is None


def test_talks_alone_are_nobodys_week_and_the_first_topic_is_everybodys(week: Week) -> None:
    week.ada(
        talks.add,
        title="A talk",
        day=TUESDAY,
        start=NOON,
        room_name="Room A",
        speakers="Una",
        hosts=(),
    )
    assert publish(week) == []
    week.has_session(1, "Room A")
    assert {one.user_id: one.before for one in publish(week)} == {
        user_id("cy"): None,
        user_id("dee"): None,
    }


def test_a_clash_says_with_what_and_why(week: Week) -> None:
    week.cy(voting.set_dots, {3: 1})
    week.has_session(1, "Room A")
    week.has_session(3, "Room B")
    publish(week)
    found = own(week, "cy").week
    assert numbers(found) == [1]
    clash = next(one.clash for one in found.missing if one.topic.number == 3)
    assert isinstance(clash, Clashing)
    assert (clash.other.number, clash.because) == (1, Because.MORE_DOTS)


def test_who_hosts_then_or_signed_up_for_something_else_is_told_so(week: Week) -> None:
    week["ewan"](voting.set_dots, {1: 3})
    week.has_session(1, "Room A")
    week.has_session(3, "Room B")
    week.ada(timetable.publish)
    hosting = week["ewan"].sees(suggesting.show)
    assert numbers(hosting) == [3]
    assert hosting.missing[0].clash is not None
    assert hosting.missing[0].clash.because is Because.HOSTS
    week.cy(signup.join, (3,), anyway=False)
    signed_up = week.cy.sees(suggesting.show)
    assert numbers(signed_up) == [3]
    assert signed_up.missing[0].clash is not None
    assert signed_up.missing[0].clash.because is Because.SIGNED_UP


def test_later_only_those_are_told_for_whom_something_changed_and_what(week: Week) -> None:
    week.has_session(1, "Room A")
    publish(week)
    is_told(week)
    week.has_session(2, "Room A", start=NOON)
    assert {one.user_id for one in publish(week)} == {user_id("cy")}
    found = own(week, "cy")
    assert found.difference == Difference(gained=(2,))
    assert found.changed is not None
    assert [topic.number for topic in found.changed] == [2]


def test_a_change_that_changes_nothing_for_somebody_is_not_told(week: Week) -> None:
    week.cy(voting.set_dots, {3: 1})
    week.has_session(1, "Room A")
    publish(week)
    is_told(week)
    week.has_session(3, "Room B")  # at the same time as 1, so cy still cannot get to it
    publish(week)
    assert said(week, "cy") == NOTHING_TO_TELL


def test_who_is_told_of_a_moved_session_anyway_is_not_told_twice(week: Week) -> None:
    week.has_published(1, "Room A")
    week.cy(signup.join, (1,), anyway=False)
    week["dee"](voting.set_dots, {1: 1})
    is_told(week)
    week.has_session(1, "Room A", start=NOON)
    assert {one.user_id: one.known for one in publish(week)} == {
        user_id("cy"): (1,),
        user_id("dee"): (),
    }
    assert said(week, "cy") == NOTHING_TO_TELL
    assert own(week, "dee").difference == Difference(elsewhere=(1,))


def test_two_publishings_before_anybody_is_told_are_one_message(week: Week) -> None:
    week.has_session(1, "Room A")
    publish(week)
    week.has_session(2, "Room A", start=NOON)
    publish(week)
    kept = weeks(promised(week.database))
    assert sorted((one.user_id, one.before) for one in kept) == [
        (user_id("cy"), None),
        (user_id("dee"), None),
    ]
    assert numbers(own(week, "cy").week) == [1, 2]


def test_a_session_that_is_moved_and_moved_back_is_not_told(week: Week) -> None:
    week.has_published(1, "Room A")
    is_told(week)
    for start in (NOON, TEN):
        week.has_session(1, "Room A", start=start)
        publish(week)
    assert len([one for one in weeks(promised(week.database)) if one.before]) == 1
    assert said(week, "cy") == NOTHING_TO_TELL


def test_who_took_their_dots_back_or_wants_no_such_messages_is_not_told(week: Week) -> None:
    week.has_session(1, "Room A")
    week["dee"](notices.choose, Notices.MINE)
    assert [one.user_id for one in publish(week)] == [user_id("cy")]
    week.cy(voting.clear)
    assert said(week, "cy") == NOTHING_TO_TELL
    week.cy(voting.set_dots, {1: 1})
    week.cy(notices.choose, Notices.MINE)
    assert said(week, "cy") == NOT_WANTED


def test_what_a_withdrawn_topic_was_wanted_for_is_no_wish_any_more(week: Week) -> None:
    week.has_session(1, "Room A")
    publish(week)
    week.bo(proposing.withdraw, 2)
    assert (own(week, "cy").week.wanted, own(week, "cy").week.missing) == (1, ())


def test_all_suggested_seats_are_taken_at_once_and_no_second_time(week: Week) -> None:
    week.has_session(1, "Room B")
    week.has_session(2, "Room A", start=NOON)
    week.ada(timetable.publish)
    week["dee"](signup.join, (1,), anyway=False)
    taken = week.cy(suggesting.take_all)
    assert [(e.session.number, e.mine.has_seat) for e in taken.entries if e.mine] == [
        (1, False),
        (2, True),
    ]
    assert taken.week.to_take == ()
    assert week.cy(suggesting.take_all).entries == ()
    assert [one.entry.mine is not None for one in week.cy.sees(suggesting.show).planned] == [
        True,
        True,
    ]


def test_somebody_who_never_voted_is_suggested_nothing(week: Week) -> None:
    week.has_published(1, "Room A")
    assert week.mallory.sees(suggesting.show).has_voted is False
    assert week.mallory(suggesting.take_all).entries == ()


def test_who_gets_their_week_stays_secret() -> None:
    assert letters.kind_of(YourWeek) in letters.SECRET


@pytest.mark.parametrize("people", [10, 500])
def test_publishing_sends_no_more_statements_for_very_many_people(
    database: Database, people: int
) -> None:
    week = open_week(database)
    crowd.fill(week, topics=10, people=people)
    with database.engine.begin() as connection:
        nowhere = "UPDATE sessions SET published_slot_id = NULL, published_room_id = NULL"
        connection.exec_driver_sql(nowhere)
    week.ada(timetable.publish)
    week.ada(placing.unplace, 2)
    # The second time what was not told yet is taken back first.
    with statements_of(database) as statements:
        week.ada(timetable.publish)
    assert len(weeks(promised(database))) == people
    assert len(statements) <= 22
    with statements_of(database) as statements:
        week["v0"].sees(suggesting.show)
    assert len(statements) <= 11
