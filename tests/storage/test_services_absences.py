"""When people cannot be there: what is stored, and what the timetable then refuses."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial

import pytest

from openspace import absences as rules
from openspace.absences import Absence
from openspace.editing import prints
from services import absences, editing, hosting, placing, proposing, spaces, talks, timetable
from services.absences import ChangedElsewhere
from services.visits import Here
from tests.storage.at_once import at_once, problems
from tests.storage.week import NOON, NOW, TEN, TUESDAY, Week, user_id

ZONE = "Europe/London"
DAY = rules.whole_day(TUESDAY, ZONE)
BO, CY = user_id("bo"), user_id("cy")


def part(start: int, end: int) -> Absence:
    return rules.part_of_day(TUESDAY, time(start), time(end), ZONE)


def at(*times: Absence) -> Callable[[Here], tuple[Absence, ...]]:
    return lambda _here: times


def is_away(week: Week, name: str = "bo") -> tuple[Absence, ...]:
    return week[name].sees(absences.show).absences


@pytest.fixture
def placed(week: Week) -> Week:
    """Bo's topic at ten, in the draft; slots at ten and at noon."""
    week.has_topics("Transport")
    week.has_slots()
    week.has_room("Room A", 10)
    week.has_session(1, "Room A")
    return week


def test_what_is_stated_is_stored_and_taken_back(week: Week) -> None:
    week.bo(absences.add, at(part(10, 12)))
    week.bo(absences.add, at(part(11, 14)))
    assert is_away(week) == (part(10, 14),)
    week.bo(absences.remove, at(part(11, 12)))
    assert is_away(week) == (part(10, 11), part(12, 14))
    assert week.bo(absences.clear).absences == ()
    assert is_away(week) == ()


def test_each_sees_their_own_and_no_other(week: Week) -> None:
    week.bo(absences.add, at(DAY))
    assert (is_away(week, "cy"), is_away(week, "ada")) == ((), ())
    week.cy(absences.clear)
    assert is_away(week) == (DAY,)


def test_one_who_states_several_things_at_once_loses_none(week: Week) -> None:
    hours = [part(n, n + 1) for n in range(8, 20, 2)]
    assert problems(at_once([partial(week.bo, absences.add, at(one)) for one in hours])) == []
    assert is_away(week) == tuple(hours)


def test_no_more_than_a_hundred_times_are_kept(week: Week) -> None:
    minutes = [
        Absence(NOW + timedelta(minutes=2 * n), NOW + timedelta(minutes=2 * n + 1))
        for n in range(rules.MOST_ABSENCES + 1)
    ]
    assert "at most 100 times" in week.bo.is_refused(absences.add, at(*minutes))


def test_a_session_is_neither_placed_nor_moved_where_a_host_cannot_be(placed: Week) -> None:
    placed.bo(absences.add, at(part(12, 13)))
    said = placed.ada.is_refused(placing.move, 1, day=TUESDAY, start=NOON, room_name="Room A")
    assert said == (
        "<@UBO> hosts #1 “Transport” and cannot be there on Tue 23 Nov 12:00-13:00. Choose another"
        " slot: `/openspace slots` lists them."
    )
    placed.ada(placing.move, 1, day=TUESDAY, start=TEN, room_name="Room A")


def test_a_talk_is_not_set_where_its_host_cannot_be(placed: Week) -> None:
    placed.cy(absences.add, at(DAY))
    said = placed.ada.is_refused(
        talks.add,
        title="Inclusion",
        day=TUESDAY,
        start=NOON,
        room_name="Room A",
        speakers="",
        hosts=[CY],
    )
    assert said.startswith("<@UCY> hosts #2 “Inclusion” and cannot be there")


def test_an_absence_stated_later_shows_in_the_draft_and_keeps_it_from_being_published(
    placed: Week,
) -> None:
    assert placed.ada.sees(timetable.draft).problems == ()
    placed.bo(absences.add, at(part(10, 11)))
    found = placed.ada.sees(timetable.draft).problems
    assert [(one.session.number, one.host) for one in found] == [(1, BO)]
    said = placed.ada.is_refused(timetable.publish)
    assert "<@UBO> hosts #1 “Transport” and cannot be there on Tue 23 Nov 10:00-11:00." in said
    assert "`/openspace timetable unplace 1`" in said
    placed.has_session(1, "Room A", start=NOON)
    assert len(placed.ada(timetable.publish).changes) == 1


def test_what_is_over_keeps_nothing_from_being_published(placed: Week) -> None:
    placed.has_published(1, "Room A")
    placed.bo(absences.add, at(part(10, 11)))
    placed.has_topics("Housing", by="cy")
    placed.has_session(2, "Room A", start=NOON)
    placed.ada.is_refused(timetable.publish)
    later = datetime.combine(TUESDAY, time(11, 30), NOW.tzinfo)
    assert placed.ada.at(later).sees(timetable.draft).problems == ()
    assert len(placed.ada.at(later)(timetable.publish).changes) == 1


def test_who_states_it_is_told_which_of_their_published_sessions_it_breaks(placed: Week) -> None:
    assert placed.bo(absences.add, at(DAY)).clashes == ()
    placed.bo(absences.clear)
    placed.ada(timetable.publish)
    assert [one.number for one in placed.bo(absences.add, at(DAY)).clashes] == [1]
    assert placed.cy(absences.add, at(DAY)).clashes == ()


def test_who_cannot_be_there_does_not_join_as_co_host_and_others_are_not_told_why(
    placed: Week,
) -> None:
    placed.cy(absences.add, at(part(10, 11)))
    placed.ada(timetable.publish)
    said = placed.cy.is_refused(hosting.join, 1)
    assert "#1 is on Tue 23 Nov 10:00-11:00, and you have said that you cannot be there" in said
    # Bo may not learn what cy has stated; facilitators read it in the draft.
    placed.bo(hosting.name, 1, CY)
    assert [one.host for one in placed.ada.sees(timetable.draft).problems] == [CY]


def test_withdrawing_a_topic_changes_nothing_about_absences(placed: Week) -> None:
    placed.bo(absences.add, at(DAY))
    placed.bo(proposing.withdraw, 1)
    assert is_away(placed) == (DAY,)


def test_a_form_offers_slots_with_those_marked_that_were_stated(placed: Week) -> None:
    placed.bo(absences.add, at(part(9, 11), part(18, 20)))
    asking = placed.bo.sees(absences.begin)
    assert [one.times for one in asking.times.offered] == [part(10, 11), part(12, 13)]
    assert asking.times.marked == (part(10, 11),)
    chosen = placed.bo(absences.choose, [part(12, 13)], opened=asking.opened)
    assert chosen.absences == (part(9, 10), part(12, 13), part(18, 20))


def test_a_form_that_is_older_than_what_was_typed_saves_nothing(placed: Week) -> None:
    asking = placed.bo.sees(absences.begin)
    placed.bo(absences.add, at(DAY))
    with pytest.raises(ChangedElsewhere) as changed:
        placed.bo(absences.choose, [], opened=asking.opened)
    assert changed.value.now == placed.bo.sees(absences.begin)
    assert is_away(placed) == (DAY,)


def test_who_edits_a_topic_states_it_for_themselves_alone(placed: Week) -> None:
    opened = placed.ada.sees(editing.begin, 1)
    assert opened.times.marked == ()
    placed.ada(editing.save, 1, opened.details, opened=prints(opened.details), away=[part(10, 11)])
    assert (is_away(placed, "ada"), is_away(placed)) == ((part(10, 11),), ())
    placed.ada(editing.save, 1, opened.details, opened=prints(opened.details))
    assert is_away(placed, "ada") == (part(10, 11),)


def test_after_the_end_it_is_taken_back_and_not_added_to(week: Week) -> None:
    week.bo(absences.add, at(DAY))
    week.ada(spaces.close)
    assert "is closed" in week.bo.is_refused(absences.add, at(DAY))
    assert "is closed" in week.bo.is_refused(absences.begin)
    assert week.bo(absences.clear).absences == ()


def test_a_form_is_refused_when_no_time_is_left(week: Week) -> None:
    week.has_slots()
    over = datetime.combine(TUESDAY, time(14), NOW.tzinfo)
    assert "All times to choose from are over." in week.bo.at(over).is_refused(absences.begin)
