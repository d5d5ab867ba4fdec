"""Is what somebody is suggested the best there is, and is it true why they miss the rest?"""

from datetime import UTC, datetime, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from openspace import outcomes, suggesting
from openspace.suggesting import (
    Because,
    Clash,
    Difference,
    Going,
    NoPlace,
    Sitting,
    Suggestion,
)
from openspace.timetable import Room, Session, Slot
from openspace.wishes import Voter


def test_the_topic_with_more_dots_wins_and_the_other_is_said_to_clash_with_it() -> None:
    three, eight = Sitting(1, 3), Sitting(1, 8)
    assert suggesting.suggest({8: 1, 3: 2, 9: 1}, [three, eight], runs={}) == Suggestion(
        (Going(three, 3),), (Clash(8, eight, 3, Because.MORE_DOTS), NoPlace(9))
    )


def test_equal_dots_are_said_to_be_equal_and_the_lower_number_goes_first() -> None:
    found = suggesting.suggest({8: 1, 3: 1}, [Sitting(1, 3), Sitting(1, 8)], runs={})
    assert found.missed == (Clash(8, Sitting(1, 8), 3, Because.AS_MANY_DOTS),)


def test_another_run_makes_room_for_both() -> None:
    found = suggesting.suggest(
        {3: 2, 8: 1}, [Sitting(1, 3), Sitting(2, 12), Sitting(1, 8)], runs={3: {3, 12}}
    )
    assert found == Suggestion((Going(Sitting(1, 8), 8), Going(Sitting(2, 12), 3)), ())


def test_who_hosts_or_has_a_seat_is_there_whatever_their_dots_say() -> None:
    sittings = [Sitting(1, 4), Sitting(1, 8), Sitting(2, 5), Sitting(2, 9)]
    found = suggesting.suggest({8: 3, 9: 3}, sittings, runs={}, hosting={4}, signed_up={5})
    assert found == Suggestion(
        (),
        (
            Clash(8, Sitting(1, 8), 4, Because.HOSTS),
            Clash(9, Sitting(2, 9), 5, Because.SIGNED_UP),
        ),
    )


def test_two_seats_at_one_time_are_both_kept() -> None:
    sittings = [Sitting(1, 3), Sitting(1, 8)]
    found = suggesting.suggest({3: 1, 8: 1}, sittings, runs={}, signed_up={3, 8})
    assert [one.wanted for one in found.going] == [3, 8]


dots_of_topics = st.dictionaries(st.integers(1, 5), st.integers(1, 3), max_size=5)
some_sittings = st.lists(
    st.builds(Sitting, st.integers(1, 4), st.integers(1, 7)),
    max_size=7,
    unique_by=lambda one: one.number,
)
SECOND_RUNS = {1: {1, 6}, 2: {2, 7}}


@settings(max_examples=150, deadline=None, database=None)
@given(dots=dots_of_topics, sittings=some_sittings, hosting=st.sets(st.integers(1, 7), max_size=2))
def test_no_other_choice_gives_more_topics_or_dearer_ones(
    dots: dict[int, int], sittings: list[Sitting], hosting: set[int]
) -> None:
    # Who hosts two at once is refused elsewhere.
    slots_hosted = [one.slot for one in sittings if one.number in hosting]
    hosting = hosting if len(slots_hosted) == len(set(slots_hosted)) else set()
    found = suggesting.suggest(dots, sittings, runs=SECOND_RUNS, hosting=hosting)
    got = [dots[one.wanted] for one in found.going]
    assert (len(got), sum(got)) == best(dots, sittings, hosting)
    slots = [one.sitting.slot for one in found.going]
    assert len(slots) == len(set(slots))
    assert {one.wanted for one in (*found.going, *found.missed)} == set(dots)
    there = {one.sitting.number: dots[one.wanted] for one in found.going}
    for missed in found.missed:
        if isinstance(missed, Clash) and missed.because is Because.MORE_DOTS:
            assert there[missed.other] > dots[missed.wanted]
        if isinstance(missed, Clash) and missed.because is Because.AS_MANY_DOTS:
            assert there[missed.other] == dots[missed.wanted]


START = datetime(2027, 11, 23, 10, tzinfo=UTC)


def session(one: Sitting) -> Session:
    slot = Slot(one.slot, START + timedelta(hours=one.slot), START + timedelta(hours=one.slot + 1))
    return Session(one.number, one.number, "", slot, Room(one.number, "", 9, None), ())


@settings(max_examples=100, deadline=None, database=None)
@given(
    dots=dots_of_topics.filter(bool),
    sittings=some_sittings,
    hosting=st.sets(st.integers(1, 7), max_size=2),
)
def test_it_promises_exactly_the_wishes_that_figures_count_as_met(
    dots: dict[int, int], sittings: list[Sitting], hosting: set[int]
) -> None:
    slots_hosted = [one.slot for one in sittings if one.number in hosting]
    hosting = hosting if len(slots_hosted) == len(set(slots_hosted)) else set()
    together = {run: frozenset(alike) for alike in SECOND_RUNS.values() for run in alike}
    (counted,) = outcomes.all_of(
        [Voter(dots, frozenset(hosting))], [session(one) for one in sittings], together
    )
    found = suggesting.suggest(dots, sittings, runs=SECOND_RUNS, hosting=hosting)
    assert {one.wanted for one in found.going} == counted.met


def best(dots: dict[int, int], sittings: list[Sitting], hosting: set[int]) -> tuple[int, int]:
    """Count by trying every choice of one session, or none, in each slot."""
    by_slot: dict[int, list[int]] = {}
    for one in sittings:
        by_slot.setdefault(one.slot, []).append(one.number)
    choices = [
        [own for own in numbers if own in hosting] or [0, *numbers] for numbers in by_slot.values()
    ]
    first = {run: topic for topic, alike in SECOND_RUNS.items() for run in alike}
    counted = []
    for chosen in product(*choices):
        topics = {first.get(number, number) for number in chosen} & dots.keys()
        counted.append((len(topics), sum(dots[topic] for topic in topics)))
    return max(counted)


def test_a_difference_names_what_came_what_went_and_what_moved() -> None:
    before = {1: (1, 1, 1), 2: (2, 2, 1), 3: (3, 3, 1)}
    after = {1: (1, 1, 1), 2: (2, 2, 2), 4: (4, 3, 1)}
    found = suggesting.difference(before, after)
    assert found == Difference(gained=(4,), lost=(3,), elsewhere=(2,))
    assert not found.without({2, 3, 4})
