"""What is told of people's combined wishes, and what somebody learns who tries to find out."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openspace import discretion, effects, figures, outcomes, why
from openspace.discretion import Difference, Kind, Share, Turn
from openspace.drafting import Material
from openspace.planning import Options, Plan, Problem
from openspace.what_if import what_ifs
from openspace.wishes import Voter
from tests.unit import drafts
from tests.unit.drafts import ZONE, Places, voter

WIDE = (1, 2, 3, 4)
SMALL = 7
PLACES = st.fixed_dictionaries(
    {number: st.tuples(st.integers(0, 3), st.just(number % 3)) for number in (*WIDE, SMALL)}
)
CROWD = st.lists(st.sets(st.sampled_from(WIDE), min_size=1), min_size=14, max_size=24)


@pytest.mark.parametrize("of", range(10, 40))
def test_neither_the_fewest_nor_the_most_are_told_apart(of: int) -> None:
    assert {discretion.share(count, of) for count in range(5)} == {Share(Kind.SILENT, 0, of)}
    assert {discretion.share(count, of) for count in range(of - 4, of + 1)} == {
        Share(Kind.NEARLY_ALL, 0, of)
    }
    told = {count: discretion.share(count, of).people for count in range(5, of - 4)}
    assert all(people % 5 == 0 and abs(people - count) <= 2 for count, people in told.items())


def test_of_fewer_than_ten_people_nothing_is_told() -> None:
    shares = {discretion.share(count, of).kind for of in range(10) for count in range(of + 1)}
    assert shares == {Kind.SILENT}


def test_counts_are_told_in_fives() -> None:
    told = [discretion.about(count) for count in (0, 4, 5, 7, 8, 12, 13)]
    assert told == [0, 0, 5, 5, 10, 10, 15]


def test_that_nearly_all_of_the_smaller_topic_want_the_larger_is_not_told() -> None:
    assert len({discretion.overlap(both, 40, 12) for both in range(8, 13)}) == 1
    assert discretion.overlap(9, 40, 9) == Share(Kind.SILENT, 0, 40)
    assert discretion.overlap(12, 40, 30) == Share(Kind.ABOUT, 10, 40)


def test_a_change_is_told_in_fives_and_never_of_all() -> None:
    told = discretion.difference
    assert told(4, affected=4, of=30) == Difference(Turn.SILENT)
    assert told(9, affected=9, of=9) == Difference(Turn.SILENT)
    assert told(-4, affected=6, of=30) == Difference(Turn.SAME)
    assert told(-12, affected=12, of=30) == Difference(Turn.FEWER, 10)
    assert {told(net, affected=net, of=12) for net in range(8, 13)} == {Difference(Turn.MORE, 5)}


def with_small(crowd: Sequence[set[int]], holders: set[int]) -> list[Voter]:
    """The crowd, of whom some want the small topic too, and five who want nothing else."""
    wide = [
        voter(*sorted(wants | ({SMALL} if index in holders else set())))
        for index, wants in enumerate(crowd)
    ]
    return [*wide, *(voter(*WIDE) for _ in range(discretion.SMALLEST_WHOLE))]


def all_that_is_told(material: Material) -> list[object]:
    """Everything that is told of two timetables or of two topics."""

    def as_it_is(problem: Problem, options: Options) -> Plan:
        assert options.previous is not None
        return Plan({**problem.fixed, **options.previous})

    numbers = [topic.number for topic in material.topics]
    return [
        [effects.choices(material, number, zone=ZONE) for number in numbers],
        [
            why.why(material, material.sessions, n, zone=ZONE, sees_tally=True, sees_absences=True)
            for n in numbers
        ],
        what_ifs(material, as_it_is, zone=ZONE),
    ]


@settings(max_examples=25, deadline=None)
@given(CROWD, PLACES, st.data())
def test_who_wants_a_topic_that_few_want_shows_in_nothing_that_is_compared(
    crowd: list[set[int]], places: Places, data: st.DataObject
) -> None:
    who = st.sampled_from(range(len(crowd)))
    size = data.draw(st.integers(1, 9))
    some = data.draw(st.sets(who, min_size=size, max_size=size))
    others = data.draw(st.sets(who, min_size=size, max_size=size))
    one = drafts.material(places, with_small(crowd, some))
    other = drafts.material(places, with_small(crowd, others))
    assert discretion.tally(one.voters) == discretion.tally(other.voters)
    assert all_that_is_told(one) == all_that_is_told(other)


@settings(max_examples=25, deadline=None)
@given(CROWD, PLACES, st.data())
def test_what_a_host_has_to_do_shows_in_nothing_that_is_compared(
    crowd: list[set[int]], places: Places, data: st.DataObject
) -> None:
    free = with_small(crowd, {0})
    bound = [Voter(one.dots, data.draw(st.frozensets(st.sampled_from(WIDE)))) for one in free]
    assert all_that_is_told(drafts.material(places, free)) == all_that_is_told(
        drafts.material(places, bound)
    )


@settings(max_examples=40, deadline=None)
@given(CROWD, PLACES, st.tuples(st.integers(0, 3), st.integers(0, 2)), st.data())
def test_moving_a_topic_that_few_want_changes_no_figure(
    crowd: list[set[int]], places: Places, there: tuple[int, int], data: st.DataObject
) -> None:
    who = st.sampled_from(range(len(crowd)))
    holders = data.draw(st.sets(who, min_size=1, max_size=9))
    material = drafts.material(places, with_small(crowd, holders))
    moved = drafts.sessions({**places, SMALL: there}, material.topics)
    first = figures.figures(material, material.sessions, ())
    again = figures.figures(material, moved, (material.sessions,))
    assert (again.get_all, again.most_missed) == (first.get_all, first.most_missed)
    assert again.is_current == (there[0] == places[SMALL][0])


@settings(max_examples=25, deadline=None)
@given(CROWD, st.lists(PLACES, min_size=2, max_size=6))
def test_any_two_drafts_whose_figures_were_told_differ_for_five_people_or_none(
    crowd: list[set[int]], many: list[Places]
) -> None:
    material = drafts.material(many[0], with_small(crowd, {0, 1}))
    runs = material.runs()
    told: list[tuple[drafts.Session, ...]] = []
    for places in many:
        sessions = drafts.sessions(places, material.topics)
        if figures.figures(material, sessions, told).is_current:
            told.append(sessions)
    met = [
        [one.met for one in outcomes.all_of(material.voters, sessions, runs)] for sessions in told
    ]
    for index, one in enumerate(met):
        for other in met[:index]:
            differing = sum(a != b for a, b in zip(one, other, strict=True))
            assert differing == 0 or differing >= 5


def test_figures_do_not_tell_whether_the_only_voter_of_a_topic_wants_another_too() -> None:
    """A facilitator knows that Bo alone wants #7, and puts it beside #3."""
    apart, beside = {1: (0, 0), 3: (1, 0), 7: (2, 0)}, {1: (0, 0), 3: (1, 0), 7: (1, 1)}
    crowd = [*([[1, 3]] * 12), *([[1]] * 10)]
    for bo in ([7, 3], [7, 1]):
        material = drafts.material(apart, [*crowd, bo])
        moved = drafts.sessions(beside, material.topics)
        shown = figures.figures(material, moved, (material.sessions,))
        assert (shown.is_current, shown.get_all) == (False, Share(Kind.NEARLY_ALL, 0, 23))


def test_four_others_who_are_sure_to_differ_do_not_help_to_tell() -> None:
    """Taking #5 out, with four voters, and putting #7 beside #3 makes five who differ, or four."""
    before = {1: (0, 0), 3: (1, 0), 7: (2, 0), 5: (3, 0)}
    after = {1: (0, 0), 3: (1, 0), 7: (1, 1)}
    crowd = [*([[1, 3]] * 12), *([[1]] * 10), *([[5, 1]] * 4)]
    for bo in ([7, 3], [7, 1]):
        material = drafts.material(before, [*crowd, bo])
        moved = drafts.sessions(after, material.topics)
        assert not figures.figures(material, moved, (material.sessions,)).is_current


def test_that_all_five_voters_of_a_topic_want_another_is_not_told() -> None:
    places = {3: (1, 0), 7: (2, 0)}
    material = drafts.material(places, [*([[3]] * 12), *([[3, 7]] * 5)])
    told = {choice.effect.wishes for choice in effects.choices(material, 7, zone=ZONE)}
    assert told == {discretion.SILENT, discretion.SAME}
    rooms_alone = [
        choice.slot.id
        for choice in effects.choices(material, 7, zone=ZONE)
        if choice.effect.wishes == discretion.SAME
    ]
    assert rooms_alone == [2, 2]
    reasons = why.why(material, material.sessions, 7, zone=ZONE, sees_tally=True).reasons
    assert [reason.cause for reason in reasons] == [why.Cause.CROWD]


def test_renaming_slots_and_shuffling_small_topics_do_not_make_another_timetable() -> None:
    """Many known moves that change nothing for anybody do not carry one that does."""
    wants = [*([[1, 2]] * 12), *([[3]] * 12), [5, 1], [6], [7]]
    before = {1: (0, 0), 2: (1, 0), 3: (2, 0), 5: (3, 1), 6: (1, 1), 7: (2, 1)}
    after = {1: (3, 0), 2: (2, 0), 3: (1, 0), 5: (3, 1), 6: (1, 1), 7: (2, 1)}
    material = drafts.material(before, wants)
    moved = drafts.sessions(after, material.topics)
    assert not figures.figures(material, moved, (material.sessions,)).is_current


def test_with_many_small_topics_another_timetable_is_counted_anew() -> None:
    """Sixty people each want two of twenty topics, six to a topic, none of ten voters."""
    topics = [drafts.topic(number) for number in range(20)]
    wants = [[n % 20, (n + 1 + n // 20) % 20] for n in range(60)]
    before = {number: (number % 4, 0) for number in range(20)}
    after = {number: (number // 5, 0) for number in range(20)}
    one_moved = {**before, 0: (1, 0)}
    material = drafts.material(before, wants, topics=topics)
    assert discretion.common(material.voters) == frozenset()
    told = (material.sessions,)
    assert figures.figures(material, drafts.sessions(after, topics), told).is_current
    assert not figures.figures(material, drafts.sessions(one_moved, topics), told).is_current
