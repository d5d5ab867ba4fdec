"""Rooms, slots and talks are set, sessions placed, and exactly those affected are told."""

from datetime import date, time

import pytest

from openspace.timetable import Fate
from services import agenda, placing, rooms, signup, slots, talks, timetable
from services.news import News, SeatChanged, SessionChanged, TimetablePublished, ToPerson
from services.timetable import Published
from tests.storage.promised import mark, promised
from tests.storage.week import FIRST_DAY, LAST_DAY, NOON, TEN, TUESDAY, Week, user_id


@pytest.fixture
def week(week: Week) -> Week:
    """Topics 1 (bo), 2 (cy) and 3 (dee), two slots and two rooms; nothing is placed."""
    week.has_topics("First topic")
    week.has_topics("Second topic", by="cy")
    week.has_topics("Third topic", by="dee")
    week.has_slots()
    week.has_room("Room A", 2)
    week.has_room("Room B", 4)
    return week


def places(week: Week) -> dict[int, tuple[str, time]]:
    """Return room and time by number, as everybody sees them."""
    return {
        entry.session.number: (entry.session.room.name, entry.session.slot.starts_at.time())
        for entry in week.mallory.sees(agenda.show).entries
    }


def publish(week: Week) -> tuple[Published, TimetablePublished, list[News]]:
    """Let ada publish; return that, what the channel is told, and what people are."""
    before = mark(week.database)
    published = week.ada(timetable.publish)
    announced, *people = promised(week.database, after=before)
    assert isinstance(announced, TimetablePublished)
    assert published.told == len({item.user_id for item in people if isinstance(item, ToPerson)})
    return published, announced, people


def told(people: list[News]) -> set[tuple[str, int, Fate, bool]]:
    """Return who is told of which session's fate, and whether as its host."""
    moved = [item for item in people if isinstance(item, SessionChanged)]
    summary = {(i.user_id, i.change.session.number, i.change.fate, i.is_host) for i in moved}
    assert len(summary) == len(moved)
    return summary


# Rooms and slots


def test_a_room_of_the_same_name_gets_other_seats_and_another_link(week: Week) -> None:
    changed = week.ada(rooms.add, name="room  a", capacity=5, link="https://meet.example.org")
    assert [(room.name, room.capacity, room.link) for room in changed.rooms] == [
        ("room  a", 5, "https://meet.example.org"),
        ("Room B", 4, None),
    ]


def test_a_room_or_slot_that_a_session_uses_stays(week: Week) -> None:
    week.has_published(1, "Room A")
    for _ in ("drafted and published", "published only"):
        assert week.ada.is_refused(rooms.remove, "room a") == (
            "Room A still holds #1. Move or take out what is in it, publish, and then remove it:"
            " `/openspace timetable unplace 1`."
        )
        assert week.ada.is_refused(slots.remove, day=TUESDAY, start=TEN).startswith(
            "Tue 23 Nov 10:00-11:00 still holds #1."
        )
        if week.ada.sees(timetable.draft).sessions:
            week.ada(placing.unplace, 1)
    week.ada(timetable.publish)
    assert [room.name for room in week.ada(rooms.remove, "ROOM A").rooms] == ["Room B"]
    assert len(week.ada(slots.remove, day=TUESDAY, start=TEN).slots) == 1


def test_slots_are_added_all_or_none(week: Week) -> None:
    times = [(time(14), time(15)), (time(10, 30), time(11, 30))]
    assert week.ada.is_refused(slots.add, days=[FIRST_DAY, TUESDAY], times=times) == (
        "There is already a slot on Tue 23 Nov 10:00-11:00, and slots do not overlap. Choose"
        " another time, or remove that one first: `/openspace slots remove 2027-11-23 10:00`."
    )
    for day in (date(2027, 11, 21), date(2027, 11, 27)):
        assert week.ada.is_refused(slots.add, days=[day], times=[(TEN, NOON)]).startswith(
            "The open space runs Mon 22 to Fri 26 Nov 2027."
        )
    added = week.ada(slots.add, days=[FIRST_DAY, LAST_DAY], times=[(time(9), time(10))])
    assert [slot.starts_at.date() for slot in added.slots] == [
        FIRST_DAY,
        TUESDAY,
        TUESDAY,
        LAST_DAY,
    ]


def test_a_room_is_not_shrunk_below_those_who_have_a_seat(week: Week) -> None:
    week.has_published(1, "Room A")
    for name in ("g1", "g2", "g3"):
        week[name](signup.join, (1,), anyway=False)
    assert week.ada.is_refused(rooms.add, name="Room A", capacity=1, link=None) == (
        "2 people have a seat in #1 there, so 1 seats are too few. Move #1 to a larger room first,"
        " and publish."
    )
    before = mark(week.database)
    week.ada(rooms.add, name="Room A", capacity=3, link=None)
    (item,) = promised(week.database, after=before)
    assert isinstance(item, SeatChanged)
    assert (item.user_id, item.has_seat) == (user_id("g3"), True)
    assert item.session.room.capacity == 3


# Placing


def test_a_session_is_placed_moved_pinned_and_taken_out(week: Week) -> None:
    week.has_session(1, "Room A")
    week.ada(placing.pin, 1, is_pinned=True)
    week.has_session(1, "room b", start=NOON)
    draft = week.ada.sees(timetable.draft)
    (session,) = draft.sessions
    assert (session.room.name, session.slot.starts_at.time(), session.is_pinned) == (
        "Room B",
        NOON,
        True,
    )
    assert [topic.number for topic in draft.unplaced] == [2, 3]
    after = week.ada(placing.unplace, 1)
    assert ([t.number for t in after.unplaced], after.sessions) == ([1, 2, 3], ())
    week.ada.is_refused(placing.unplace, 1)
    week.ada.is_refused(placing.pin, 1, is_pinned=True)


def test_a_place_that_is_taken_is_refused_in_words(week: Week) -> None:
    week.has_session(1, "Room A")
    assert week.ada.is_refused(placing.move, 2, day=TUESDAY, start=TEN, room_name="Room A") == (
        "Room A already holds #1 “First topic” on Tue 23 Nov 10:00. Choose another slot or room,"
        " or take that one out first: `/openspace timetable unplace 1`."
    )


def test_a_host_is_never_in_two_sessions_at_once(week: Week) -> None:
    week.has_topics("Fourth topic")
    week.has_session(1, "Room A")
    assert week.ada.is_refused(
        placing.move, 4, day=TUESDAY, start=TEN, room_name="Room B"
    ).startswith("A host of #4 already hosts #1 “First topic” on Tue 23 Nov 10:00, and nobody")
    week.has_session(4, "Room B", start=NOON)


def test_a_place_that_is_not_there_is_refused_with_those_that_are(week: Week) -> None:
    def refusal(number: int, start: time, room_name: str, day: date = TUESDAY) -> str:
        return week.ada.is_refused(placing.move, number, day=day, start=start, room_name=room_name)

    assert refusal(9, TEN, "Room A").startswith("Topic 9 isn't there: the numbers go from 1 to 3.")
    assert refusal(1, time(9), "Room A") == (
        "No slot begins on Tue 23 Nov 09:00. On Tue 23 Nov they begin at 10:00, 12:00:"
        " `/openspace slots` lists all."
    )
    assert refusal(1, TEN, "Room A", LAST_DAY).startswith("There are no slots on Fri 26 Nov.")
    assert refusal(1, TEN, "Room Z") == (
        "There is no room “Room Z”. The rooms are “Room A”, “Room B”: `/openspace rooms` lists"
        " them."
    )


def test_a_talk_stands_in_its_place_at_once_or_is_not_there_at_all(week: Week) -> None:
    week.has_session(1, "Room A")
    assert week.ada.is_refused(
        talks.add, title="A talk", day=TUESDAY, start=TEN, room_name="Room A", speakers="Una"
    ).startswith("Room A already holds #1")
    added = week.ada(
        talks.add,
        title="A talk",
        day=TUESDAY,
        start=NOON,
        room_name="Room A",
        speakers="Una Galbraith, Leith Commons",
        hosts=(user_id("mallory"),),
    )
    (talk,) = added.talks
    assert (added.added, talk.number, talk.speakers, talk.hosts, talk.is_pinned) == (
        4,
        4,
        "Una Galbraith, Leith Commons",
        (user_id("mallory"),),
        True,
    )
    assert week.bo.sees(talks.show).talks == ()
    week.ada(timetable.publish)
    assert week.bo.sees(talks.show).talks == (talk,)


# Publishing


def test_the_draft_is_seen_by_facilitators_only_until_it_is_published(week: Week) -> None:
    week.has_session(1, "Room A")
    week.bo.is_refused(timetable.draft)
    assert places(week) == {}
    published, announced, people = publish(week)
    assert announced == TimetablePublished(published.here.space, published.changes, is_first=True)
    assert told(people) == {(user_id("bo"), 1, Fate.NEW, True)}
    assert places(week) == {1: ("Room A", TEN)}


def test_publishing_nothing_new_is_refused(week: Week) -> None:
    assert week.ada.is_refused(timetable.publish).startswith("No session has a place yet, so")
    week.has_published(1, "Room A")
    assert week.ada.is_refused(timetable.publish).startswith("Everyone already sees the timetable")


def test_publishing_tells_exactly_those_whom_a_change_affects(week: Week) -> None:
    week.has_session(1, "Room A")
    week.has_session(2, "Room B")
    week.ada(timetable.publish)
    week["g1"](signup.join, (1,), anyway=False)
    week["g2"](signup.join, (2,), anyway=False)
    week.ada(signup.join, (1,), anyway=False)
    week.has_session(1, "Room A", start=NOON)
    week.has_session(3, "Room A")
    published, announced, people = publish(week)
    assert [(change.session.number, change.fate) for change in published.changes] == [
        (3, Fate.NEW),
        (1, Fate.MOVED),
    ]
    assert (announced.is_first, announced.changes) == (False, published.changes)
    assert told(people) == {
        (user_id("bo"), 1, Fate.MOVED, True),
        (user_id("g1"), 1, Fate.MOVED, False),
        (user_id("dee"), 3, Fate.NEW, True),
    }


def test_two_sessions_swap_their_places(week: Week) -> None:
    week.has_session(1, "Room A")
    week.has_session(2, "Room B")
    week.ada(timetable.publish)
    week.has_session(1, "Room B", start=NOON)
    week.has_session(2, "Room A")
    week.has_session(1, "Room B")
    published = week.ada(timetable.publish)
    assert {change.session.number for change in published.changes} == {1, 2}
    assert places(week) == {1: ("Room B", TEN), 2: ("Room A", TEN)}


def test_a_cancelled_session_loses_its_signups_and_tells_those_who_had_them(week: Week) -> None:
    week.has_published(1, "Room A")
    week["g1"](signup.join, (1,), anyway=False)
    week.ada(placing.unplace, 1)
    assert places(week) == {1: ("Room A", TEN)}
    *_, people = publish(week)
    assert told(people) == {
        (user_id("bo"), 1, Fate.CANCELLED, True),
        (user_id("g1"), 1, Fate.CANCELLED, False),
    }
    assert places(week) == {}
    week.has_published(1, "Room A")
    assert [entry.signed_up for entry in week.ada.sees(agenda.show).entries] == [0]


def test_a_move_to_another_room_tells_who_gains_and_who_loses_a_seat(week: Week) -> None:
    week.has_published(1, "Room A")
    guests = [f"g{n}" for n in range(1, 6)]
    for name in guests:
        week[name](signup.join, (1,), anyway=False)

    def seats_changed(people: list[News]) -> list[tuple[str, bool]]:
        seats = [item for item in people if isinstance(item, SeatChanged)]
        return [(item.user_id, item.has_seat) for item in seats]

    week.has_session(1, "Room B")
    *_, gained = publish(week)
    assert seats_changed(gained) == [(user_id("g3"), True), (user_id("g4"), True)]
    week.has_session(1, "Room A")
    *_, lost = publish(week)
    assert seats_changed(lost) == [(user_id("g3"), False), (user_id("g4"), False)]
    assert len(told(lost)) == 6
