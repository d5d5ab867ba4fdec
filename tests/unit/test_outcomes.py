"""What a voter gets of a timetable, against every way of going through it."""

from collections.abc import Iterator, Mapping
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from openspace import outcomes
from openspace.outcomes import Outcome
from openspace.wishes import Voter
from tests.unit import drafts

TOPICS = [
    *(drafts.topic(number) for number in range(1, 6)),
    drafts.topic(6, run_of=1),
    drafts.topic(7, run_of=2),
]
RUNS = drafts.material({}, [], topics=TOPICS).runs()
PLACES = st.dictionaries(
    st.integers(1, 7), st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=7
)
VOTERS = st.builds(
    Voter,
    st.dictionaries(st.integers(1, 7), st.integers(1, 3), min_size=1, max_size=5),
    st.frozensets(st.integers(1, 7), max_size=2),
)


def ways(voter: Voter, places: Mapping[int, tuple[int, int]]) -> Iterator[frozenset[int]]:
    """Every set of wishes that can be met by going to one session a slot for one wish each."""
    slots: dict[int, list[int]] = {}
    for number, (slot, _) in places.items():
        slots.setdefault(slot, []).append(number)
    doors = []
    for there in slots.values():
        open_doors = [number for number in there if number in voter.hosts] or there
        doors.append({None} | {wish for wish in voter.dots if RUNS[wish] & set(open_doors)})
    for way in product(*doors):
        wishes = [wish for wish in way if wish is not None]
        if len(wishes) == len(set(wishes)):
            yield frozenset(wishes)


@settings(max_examples=70, deadline=None)
@given(VOTERS, PLACES)
def test_the_most_wishes_are_met_and_of_those_the_dearest(
    voter: Voter, places: Mapping[int, tuple[int, int]]
) -> None:
    (found,) = outcomes.all_of([voter], drafts.sessions(places, TOPICS), RUNS)

    def worth(wishes: frozenset[int]) -> tuple[int, int]:
        return len(wishes), sum(voter.dots[wish] for wish in wishes)

    possible = set(ways(voter, places))
    assert found.met in possible
    assert worth(found.met) == max(map(worth, possible))
    assert found.wanted == frozenset(voter.dots)
    assert found.missed == found.wanted - found.met


def test_in_a_slot_one_is_in_one_session_and_where_one_hosts() -> None:
    sessions = drafts.sessions({1: (0, 0), 2: (0, 1), 3: (1, 0), 4: (1, 1)}, TOPICS)
    voter = Voter({1: 1, 2: 2, 3: 3, 5: 1}, frozenset({4}))
    (found,) = outcomes.all_of([voter], sessions, RUNS)
    assert found == Outcome(
        wanted=frozenset({1, 2, 3, 5}), met=frozenset({2}), missed=frozenset({1, 3, 5})
    )


def test_another_run_makes_way_for_a_wish_that_has_none() -> None:
    sessions = drafts.sessions({1: (0, 0), 6: (1, 0), 3: (0, 1)}, TOPICS)
    everything = Outcome(frozenset({1, 3}), frozenset({1, 3}), frozenset())
    voters = (Voter({1: 3, 3: 1}), Voter({1: 1, 3: 3}))
    assert outcomes.all_of(voters, sessions, RUNS) == (everything, everything)
