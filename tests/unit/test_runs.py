"""When another run of a topic is suggested, and what it is called."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from openspace import runs
from openspace.discretion import Kind, Share
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


BOTH, SEVEN_ALONE, EIGHT_ALONE = Voter({7: 1, 8: 2}), Voter({7: 1}), Voter({8: 1})


def split(both: int, seven: int, *, slot: int = 1) -> tuple[Split, ...]:
    """Of 30 who want 8, *both* want 7 as well; *seven* want 7 alone."""
    voters = [BOTH] * both + [SEVEN_ALONE] * seven + [EIGHT_ALONE] * (30 - both)
    return runs.split([session(7), session(8, slot=slot)], voters)


def test_an_audience_is_split_where_a_third_of_it_wants_another_at_the_same_time() -> None:
    assert split(5, 10) == (Split(7, 8, Share(Kind.ABOUT, 5, 15)),)
    assert split(5, 11) == ()
    assert split(5, 10, slot=2) == ()


def test_of_a_split_audience_nothing_is_told_below_five_people_or_ten_voters() -> None:
    assert split(4, 6) == ()
    assert split(5, 4) == ()
    assert split(6, 5) == (Split(7, 8, Share(Kind.ABOUT, 5, 11)),)
    few = [BOTH] * 9 + [SEVEN_ALONE] * 3
    assert runs.split([session(7), session(8)], few) == ()


def test_one_voter_more_or_less_within_a_five_is_not_told() -> None:
    assert split(8, 12)[0].share.people == split(12, 8)[0].share.people == 10


def test_runs_of_one_topic_are_found_together() -> None:
    second = replace(SEVEN, id=12, number=12, run_of=7)
    assert runs.together([SEVEN, second, replace(SEVEN, number=8)]) == {7: {7, 12}}
