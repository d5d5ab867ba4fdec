"""What a change of the timetable does, against a count of everybody's wishes before and after."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from openspace import discretion, effects, outcomes
from openspace.absences import Absence
from openspace.discretion import Difference, Turn
from openspace.effects import Effect
from openspace.wishes import Voter
from tests.unit import drafts
from tests.unit.drafts import ROOMS, SLOTS, ZONE, Places, topic

TOPICS = [*(topic(number) for number in range(1, 6)), topic(6, run_of=1)]
PLACES = st.dictionaries(
    st.integers(1, 6), st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=6
)
VOTERS = st.lists(
    st.dictionaries(st.integers(1, 6), st.integers(1, 2), min_size=1, max_size=4).map(Voter),
    max_size=40,
)


@settings(max_examples=50, deadline=None)
@given(VOTERS, PLACES, PLACES)
def test_an_effect_is_the_count_of_met_wishes_for_wide_topics(
    voters: list[Voter], before: Places, after: Places
) -> None:
    material = drafts.material(before, voters, topics=TOPICS)
    later = drafts.sessions(after, TOPICS)
    found = effects.effect(material, material.sessions, later, zone=ZONE).wishes
    runs = material.runs()
    wide = {n for n in range(1, 7) if sum(n in one.dots for one in voters) >= 10}
    changes = []
    for one in voters:
        few = Voter({n: dots for n, dots in one.dots.items() if n in wide})
        met = [len(outcomes.all_of([few], now, runs)[0].met) for now in (material.sessions, later)]
        changes.append(met[1] - met[0])
    net, affected = sum(changes), sum(change != 0 for change in changes)
    if {n: slot for n, (slot, _) in before.items()} == {n: slot for n, (slot, _) in after.items()}:
        assert found == Difference(Turn.SAME)
    elif affected < 5:
        assert found == Difference(Turn.SILENT)
    elif abs(net) < 5:
        assert found == Difference(Turn.SAME)
    else:
        assert found.turn is (Turn.MORE if net > 0 else Turn.FEWER)
        assert found.about % 5 == 0
        # Rounded, and never so far that it would mean all.
        assert abs(net) - 7 <= found.about <= abs(net) + 2


def test_effects_are_told_in_words() -> None:
    words = [
        effects.in_words(Effect(difference))
        for difference in (
            Difference(Turn.MORE, 10),
            Difference(Turn.FEWER, 5),
            discretion.SAME,
            discretion.SILENT,
        )
    ]
    assert words == ["about 10 more wishes are met", "about 5 fewer wishes are met",
                     "about as good", ""]  # fmt: skip


def test_an_effect_names_the_rule_that_the_change_would_break() -> None:
    topics = [topic(1, "bo"), topic(2, "bo"), topic(3, "cy")]
    material = drafts.material(
        {1: (0, 0), 2: (1, 0), 3: (2, 0)},
        [],
        topics=topics,
        absences={"cy": [Absence(SLOTS[3].starts_at, SLOTS[3].ends_at)]},
    )

    def forbidden(places: Places) -> tuple[str | None, tuple[str, ...]]:
        after = drafts.sessions(places, topics)
        found = effects.effect(material, material.sessions, after, zone=ZONE)
        return found.forbidden, found.people

    assert forbidden({1: (0, 0), 2: (3, 0), 3: (2, 0)}) == (None, ())
    assert forbidden({1: (0, 0), 2: (2, 0), 3: (2, 0)}) == (
        (
            "Room A already holds #3 “Topic 3” on Tue 23 Nov 10:00. Choose another slot or room, or"
            " take that one out first: `/openspace timetable unplace 3`."
        ),
        (),
    )
    assert forbidden({1: (0, 0), 2: (0, 1), 3: (2, 0)}) == (
        (
            "A host of #2 already hosts #1 “Topic 1” on Mon 22 Nov 10:00, and nobody can host two"
            " sessions at once. Choose another slot: `/openspace slots` lists them."
        ),
        (),
    )
    assert forbidden({1: (0, 0), 2: (1, 0), 3: (3, 0)}) == (
        (
            "<@cy> hosts #3 “Topic 3” and cannot be there on Tue 23 Nov 11:00-12:00. Choose another"
            " slot: `/openspace slots` lists them."
        ),
        ("cy",),
    )


def test_choices_come_possible_ones_first_the_best_first_each_with_its_effect() -> None:
    wants = [*([[1, 2]] * 15), *([[1, 3]] * 20), *([[4]] * 10)]
    topics = [topic(1), topic(2), topic(3), topic(4, "U1")]
    material = drafts.material(
        {1: (0, 0), 2: (0, 1), 3: (1, 0), 4: (2, 0)}, wants, topics=topics, rooms=ROOMS[:2]
    )
    found = effects.choices(material, 1, zone=ZONE)
    assert [
        (one.slot.id, one.room.id, one.effect.wishes.signed, one.swap, one.effect.forbidden is None)
        for one in found
    ] == [
        (3, 0, 15, None, True),
        (3, 1, 15, None, True),
        (1, 0, 15, 3, True),
        # #4 has the same host, so that the two can only change places with each other.
        (2, 0, 15, 4, True),
        (0, 1, 0, 2, True),
        (1, 1, -5, None, True),
        (2, 1, 15, None, False),
    ]


def test_a_pinned_session_is_not_swapped() -> None:
    material = drafts.material({1: (0, 0), 2: (1, 0)}, [], slots=SLOTS[:2], rooms=ROOMS[:1])
    assert [one.swap for one in effects.choices(material, 1, zone=ZONE)] == [2]
    pinned = replace(
        material, sessions=(material.sessions[0], replace(material.sessions[1], is_pinned=True))
    )
    (only,) = effects.choices(pinned, 1, zone=ZONE)
    assert (only.swap, only.effect.forbidden) == (
        None,
        (
            "Room A already holds #2 “Topic 2” on Mon 22 Nov 11:00. Choose another slot or room, or"
            " take that one out first: `/openspace timetable unplace 2`."
        ),
    )


def test_slots_that_have_begun_are_no_choice() -> None:
    material = drafts.material({1: (3, 0)}, [], now=SLOTS[2].starts_at, rooms=ROOMS[:1])
    assert effects.choices(material, 1, zone=ZONE) == ()


@settings(max_examples=30, deadline=None)
@given(VOTERS, PLACES, st.integers(1, 6))
def test_each_choice_has_the_effect_of_making_it(
    voters: list[Voter], places: Places, number: int
) -> None:
    # One session a place, as drafts are.
    once = {place: n for n, place in places.items()}
    material = drafts.material({n: place for place, n in once.items()}, voters, topics=TOPICS)
    standing = {one.number: one for one in material.sessions}
    for choice in effects.choices(material, number, zone=ZONE):
        after = {n: (one.slot.id, one.room.id) for n, one in standing.items()}
        if choice.swap is not None:
            after[choice.swap] = after[number]
        after[number] = (choice.slot.id, choice.room.id)
        later = drafts.sessions(after, TOPICS)
        assert choice.effect == effects.effect(material, material.sessions, later, zone=ZONE)
