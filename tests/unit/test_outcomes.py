"""What a voter gets of a timetable, against every way of going through it."""

from collections.abc import Iterator, Mapping
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from openspace import outcomes
from openspace.outcomes import Clash, NoPlace, Outcome
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


@settings(max_examples=150)
@given(VOTERS, PLACES)
def test_the_most_wishes_are_met_and_of_those_the_dearest(
    voter: Voter, places: Mapping[int, tuple[int, int]]
) -> None:
    found = outcomes.of(voter, drafts.sessions(places, TOPICS), RUNS)

    def worth(wishes: frozenset[int]) -> tuple[int, int]:
        return len(wishes), sum(voter.dots[wish] for wish in wishes)

    possible = set(ways(voter, places))
    assert found.met in possible
    assert worth(found.met) == max(map(worth, possible))
    assert (found.wanted, found.missed) == (set(voter.dots), set(voter.dots) - found.met)


@settings(max_examples=100)
@given(VOTERS, PLACES)
def test_each_missed_wish_is_told_with_what_is_truly_in_its_way(
    voter: Voter, places: Mapping[int, tuple[int, int]]
) -> None:
    sessions = drafts.sessions(places, TOPICS)
    told = outcomes.missed(voter, sessions, RUNS)
    outcome = outcomes.of(voter, sessions, RUNS)
    assert {one.number for one in told} == outcome.missed
    for one in told:
        its_slots = {places[run][0] for run in RUNS[one.number] if run in places}
        if isinstance(one, NoPlace):
            assert its_slots == set()
            continue
        assert places[one.with_number][0] in its_slots
        assert one.hosting == (one.with_number in voter.hosts)
        assert one.hosting or RUNS[one.with_number] & outcome.met


def test_a_clash_names_the_session_that_one_goes_to_or_hosts() -> None:
    sessions = drafts.sessions({1: (0, 0), 2: (0, 1), 3: (1, 0), 4: (1, 1)}, TOPICS)
    voter = Voter({1: 1, 2: 2, 3: 3, 5: 1}, frozenset({4}))
    assert outcomes.of(voter, sessions, RUNS) == Outcome(
        wanted=frozenset({1, 2, 3, 5}), met=frozenset({2}), missed=frozenset({1, 3, 5})
    )
    assert outcomes.missed(voter, sessions, RUNS) == (
        Clash(3, 4, hosting=True),
        Clash(1, 2, hosting=False),
        NoPlace(5),
    )


def test_another_run_makes_way_for_a_wish_that_has_none() -> None:
    sessions = drafts.sessions({1: (0, 0), 6: (1, 0), 3: (0, 1)}, TOPICS)
    everything = Outcome(frozenset({1, 3}), frozenset({1, 3}), frozenset())
    voters = (Voter({1: 3, 3: 1}), Voter({1: 1, 3: 3}))
    assert outcomes.all_of(voters, sessions, RUNS) == (everything, everything)
