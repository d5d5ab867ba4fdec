"""The first have a seat, the rest wait, and it is known who moves up or down."""

from hypothesis import given, settings
from hypothesis import strategies as st

from openspace import signup
from openspace.signup import Place

LISTS = st.lists(st.integers(1, 12), unique=True, max_size=8)
SEATS = st.integers(1, 6)


def seated(order: list[int], capacity: int) -> set[int]:
    return {one for place, one in enumerate(order, start=1) if place <= capacity}


def test_the_first_have_a_seat_and_the_rest_wait() -> None:
    places = [signup.place(position, capacity=2) for position in (1, 2, 3)]
    assert places == [
        Place(1, has_seat=True, capacity=2),
        Place(2, has_seat=True, capacity=2),
        Place(3, has_seat=False, capacity=2),
    ]
    assert [place.waiting_position for place in places] == [0, 0, 1]


@settings(max_examples=30)
@given(LISTS, SEATS)
def test_never_more_have_a_seat_than_there_are(order: list[int], capacity: int) -> None:
    places = {one: signup.place(at, capacity=capacity) for at, one in enumerate(order, start=1)}
    assert {one for one, place in places.items() if place.has_seat} == seated(order, capacity)
    waiting = [place.waiting_position for place in places.values() if not place.has_seat]
    assert waiting == list(range(1, len(waiting) + 1))


@settings(max_examples=30)
@given(LISTS, LISTS, SEATS, SEATS)
def test_exactly_those_move_who_were_on_both_lists_with_and_without_a_seat(
    before: list[int], after: list[int], old: int, new: int
) -> None:
    had, have = seated(before, old), seated(after, new)
    moved = {one: (one in had, one in have) for one in after if one in before}
    up = signup.promoted(before, after, capacity_before=old, capacity_after=new)
    down = signup.demoted(before, after, capacity_before=old, capacity_after=new)
    assert up == tuple(one for one in after if moved.get(one) == (False, True))
    assert down == tuple(one for one in after if moved.get(one) == (True, False))


def test_a_seat_that_comes_free_goes_to_the_first_who_waits() -> None:
    before, after = (1, 2, 3, 4), (2, 3, 4)
    assert signup.promoted(before, after, capacity_before=2, capacity_after=2) == (3,)
    assert signup.demoted(before, after, capacity_before=2, capacity_after=2) == ()
