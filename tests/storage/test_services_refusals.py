"""What facilitators do is refused to everybody else, in words, and changes nothing."""

from collections.abc import Callable
from datetime import time

import pytest

from openspace.people import ONLY_FACILITATORS, Kind
from openspace.spaces import TallySeenBy, Window
from services import (
    people,
    placing,
    proposing,
    rooms,
    signup,
    slots,
    spaces,
    talks,
    timetable,
    voting,
    windows,
)
from tests.storage import week as weeks
from tests.storage.week import LAST_DAY, NOON, TEN, TUESDAY, Actor, Week, user_id

DEEDS: dict[str, Callable[[Actor], str]] = {
    "open a window": lambda one: one.is_refused(windows.set_window, Window.PROPOSALS, is_open=True),
    "close a window": lambda one: one.is_refused(windows.set_window, Window.VOTING, is_open=False),
    "set the dots": lambda one: one.is_refused(spaces.set_budget, 50),
    "show the tally": lambda one: one.is_refused(spaces.set_tally_seen_by, TallySeenBy.EVERYONE),
    "let guests in": lambda one: one.is_refused(spaces.set_guests_allowed, allowed=True),
    "close": lambda one: one.is_refused(spaces.close),
    "reopen": lambda one: one.is_refused(spaces.reopen),
    "add a facilitator": lambda one: one.is_refused(people.add_facilitator, one.user_id),
    "remove a facilitator": lambda one: one.is_refused(people.remove_facilitator, user_id("ada")),
    "add a room": lambda one: one.is_refused(rooms.add, name="Room C", capacity=9, link=None),
    "resize a room": lambda one: one.is_refused(rooms.add, name="Room A", capacity=9, link=None),
    "remove a room": lambda one: one.is_refused(rooms.remove, "Room B"),
    "add a slot": lambda one: one.is_refused(slots.add, days=[LAST_DAY], times=[(TEN, time(11))]),
    "remove a slot": lambda one: one.is_refused(slots.remove, day=TUESDAY, start=NOON),
    "add a talk": lambda one: one.is_refused(
        talks.add, title="A talk", day=TUESDAY, start=NOON, room_name="Room B", speakers="Una"
    ),
    "see the draft": lambda one: one.is_refused(timetable.draft),
    "move": lambda one: one.is_refused(
        placing.move, 1, day=TUESDAY, start=NOON, room_name="Room B"
    ),
    "pin": lambda one: one.is_refused(placing.pin, 1, is_pinned=True),
    "unplace": lambda one: one.is_refused(placing.unplace, 1),
    "publish": lambda one: one.is_refused(timetable.publish),
}


def in_full_swing(week: Week) -> None:
    """Everything that mallory could change is there."""
    week.has_topics("First topic", "Second topic")
    week.has_slots()
    week.has_room("Room A", 1)
    week.has_room("Room B", 1)
    week.has_published(1, "Room A")
    week.bo(voting.set_dots, {1: 1})
    week.cy(signup.join, (1,), anyway=False)
    week.has_session(2, "Room A", start=NOON)


def test_no_deed_of_facilitators_is_done_for_anybody_else(week: Week) -> None:
    in_full_swing(week)
    guest = week.knows("guest", Kind.GUEST)
    for name, deed in DEEDS.items():
        assert deed(week.mallory) == ONLY_FACILITATORS, name
        assert deed(week.bo) == ONLY_FACILITATORS, name
        assert deed(week.bo.elsewhere(space_id=week.space.id)) == ONLY_FACILITATORS, name
        assert deed(guest), name


def test_nobody_takes_back_what_another_proposed(week: Week) -> None:
    in_full_swing(week)
    for number in (1, 2):
        week.mallory.is_refused(proposing.withdraw, number)


def test_a_facilitator_of_one_open_space_is_none_in_another(week: Week) -> None:
    in_full_swing(week)
    weeks.start(week.database, channel_id="C2", by="mallory")
    for name, deed in DEEDS.items():
        assert deed(week.mallory) == ONLY_FACILITATORS, name


@pytest.mark.parametrize("seen_by", list(TallySeenBy))
def test_a_ballot_in_the_database_is_read_by_nobody_but_its_voter(
    week: Week, seen_by: TallySeenBy
) -> None:
    week.ada(spaces.set_tally_seen_by, seen_by)
    in_full_swing(week)
    for name in ("ada", "cy", "mallory"):
        assert week[name].sees(proposing.listing).mine == {}
