"""When another run of a topic is suggested, and what it is called."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from openspace import runs
from openspace.proposing import TITLE_LENGTH, Topic
from openspace.runs import Crowded, Split
from openspace.timetable import Room, Session, Slot
from openspace.wishes import Voter

START = datetime(2027, 11, 23, 10, tzinfo=UTC)
SEVEN = Topic(7, 7, "Procurement", "", None, None, 1, ("UBO",))


def session(number: int, *, slot: int = 1, seats: int = 30) -> Session:
    starts_at = START + timedelta(hours=slot)
    return Session(
        number,
        number,
        f"Topic {number}",
        Slot(slot, starts_at, starts_at + timedelta(hours=1)),
        Room(number, f"Room {number}", seats, None),
        ("UBO",),
    )


def test_the_title_names_the_first_and_is_never_too_long() -> None:
    assert runs.title(SEVEN) == "Procurement (another run of #7)"
    long = runs.title(replace(SEVEN, title="x" * TITLE_LENGTH[1]))
    assert len(long) == TITLE_LENGTH[1]
    assert long.endswith("… (another run of #7)")


def test_a_topic_is_crowded_once_one_more_wants_it_than_its_room_holds() -> None:
    placed = [session(7, seats=10), session(8, seats=11), session(9, seats=2)]
    assert runs.crowded(placed, {7: 12, 8: 11, 9: 3}) == (Crowded(7, 12, 10), Crowded(9, 3, 2))


def test_an_audience_is_split_from_five_people_and_a_third_of_it_on() -> None:
    placed = [session(7), session(8)]
    both, alone = Voter({7: 1, 8: 2}), Voter({7: 1})
    assert runs.split(placed, [both] * 4, {}) == ()
    assert runs.split(placed, [both] * 5, {}) == (Split(7, 5),)
    assert runs.split(placed, [both] * 5 + [alone] * 10, {}) == (Split(7, 5),)
    assert runs.split(placed, [both] * 5 + [alone] * 11, {}) == ()


def test_how_many_are_kept_away_is_told_in_fives() -> None:
    placed = [session(7), session(8)]
    found = {n: runs.split(placed, [Voter({7: 1, 8: 2})] * n, {}) for n in (9, 10, 14)}
    assert [one[0].at_least for one in found.values()] == [5, 10, 10]


def test_what_has_no_place_is_not_split_and_another_run_mends_it() -> None:
    voters = [Voter({7: 1, 8: 2, 9: 1})] * 6
    assert runs.split([session(7), session(8)], voters, {}) == (Split(7, 5),)
    twice = [session(7), session(8), session(12, slot=2)]
    assert runs.split(twice, voters, {7: frozenset({7, 12})}) == ()


def test_runs_of_one_topic_are_found_together() -> None:
    second = replace(SEVEN, id=12, number=12, run_of=7)
    assert runs.together([SEVEN, second, replace(SEVEN, number=8)]) == {7: {7, 12}}
