"""When the figures of a second draft are told: what somebody learns who compares drafts."""

from collections.abc import Iterable, Sequence

from openspace import figures
from openspace.discretion import Kind, Share
from openspace.wishes import Voter
from tests.unit import drafts
from tests.unit.drafts import Places, voter


def is_told(before: Places, after: Places, wants: Iterable[Sequence[int] | Voter]) -> bool:
    """Say whether the second draft's own figures are told after the first one's."""
    material = drafts.material(before, wants)
    moved = drafts.sessions(after, material.topics)
    return figures.figures(material, moved, (material.sessions,)).is_current


def test_a_draft_that_differs_for_five_voters_of_a_wide_topic_is_told() -> None:
    apart, beside = {1: (0, 0), 2: (1, 0)}, {1: (0, 0), 2: (0, 1)}
    told = [
        is_told(apart, beside, [*([[1, 2]] * both), *([[1], [2]] * 12)]) for both in (0, 1, 4, 5)
    ]
    assert told == [False, False, False, True]


def test_a_draft_with_all_topics_at_the_same_times_is_the_same() -> None:
    assert is_told({1: (0, 0), 2: (1, 0)}, {1: (0, 1), 2: (1, 1)}, [[1, 2]] * 12)


def test_three_people_who_miss_two_each_are_three_and_not_six() -> None:
    wants = [*([[1], [2], [3], [4]] * 10), *([[1, 2, 3, 4]] * 3)]
    apart = {1: (0, 0), 2: (1, 0), 3: (2, 0), 4: (3, 0)}
    assert not is_told(apart, {1: (0, 0), 2: (0, 1), 3: (2, 0), 4: (2, 1)}, wants)


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
    assert [is_told(before, after, [*crowd, bo]) for bo in ([7, 3], [7, 1])] == [False, False]


def test_moving_what_people_host_does_not_help_to_tell() -> None:
    """The same twelve host #9 and want #1: putting one beside the other tells nothing."""
    crowd = [voter(1, 2, hosts=[9]) for _ in range(12)]
    before = {1: (0, 0), 2: (1, 0), 9: (2, 0)}
    assert not is_told(before, {1: (0, 0), 2: (1, 0), 9: (0, 1)}, crowd)


def test_renaming_slots_does_not_make_another_timetable() -> None:
    wants = [*([[1, 2]] * 30), *([[3]] * 30), [7, 3]]
    before = {1: (0, 0), 2: (1, 0), 3: (2, 0), 7: (3, 0)}
    assert not is_told(before, {1: (3, 0), 2: (2, 0), 3: (1, 0), 7: (1, 1)}, wants)


def test_another_timetable_that_changes_nothing_for_others_does_not_help_to_tell() -> None:
    """Nobody wants two of the four wide topics, so only Bo could fare differently."""
    before = {1: (0, 0), 2: (0, 1), 3: (1, 0), 4: (1, 1), 7: (2, 0)}
    after = {1: (0, 0), 3: (0, 1), 2: (1, 0), 4: (1, 1), 7: (0, 2)}
    crowd = [[1], [2], [3], [4]] * 15
    assert [is_told(before, after, [*crowd, bo]) for bo in ([7, 1], [7, 2])] == [False, False]


def test_with_many_small_topics_another_timetable_is_told_and_a_move_is_not() -> None:
    """Six people each want two neighbours among twenty topics, none of which has ten voters."""
    wants = [[n, n + 1] for n in range(0, 20, 2) for _ in range(6)]
    before = {number: (number % 4, 0) for number in range(20)}
    assert is_told(before, {number: (number // 5, 0) for number in range(20)}, wants)
    assert not is_told(before, {**before, 0: (1, 0)}, wants)


def test_a_small_timetable_of_small_topics_is_told_once() -> None:
    wants = [*([[1, 2]] * 5), *([[3, 4]] * 5), *([[5, 6]] * 5)]
    before = {1: (0, 0), 2: (0, 1), 3: (1, 0), 4: (1, 1), 5: (2, 0), 6: (2, 1)}
    after = {1: (0, 0), 3: (0, 1), 2: (1, 0), 5: (1, 1), 4: (2, 0), 6: (2, 1)}
    assert not is_told(before, after, wants)


def test_of_several_near_drafts_the_last_told_one_is_shown() -> None:
    wants = [[1, 9]] * 4 + [[2, 9]] + [[5, 6]] * 9 + [[9]] * 6 + [[1]] * 6 + [[2]] * 9
    standing = {1: (0, 0), 2: (1, 0), 5: (3, 0), 6: (3, 1)}
    material = drafts.material({**standing, 9: (2, 0)}, wants)
    beside_1 = drafts.sessions({**standing, 9: (0, 1)}, material.topics)
    beside_2 = drafts.sessions({**standing, 9: (1, 1)}, material.topics)
    shown = [
        figures.figures(material, material.sessions, earlier).get_all
        for earlier in ((beside_1, beside_2), (beside_2, beside_1))
    ]
    assert shown == [Share(Kind.ABOUT, 25, 35), Share(Kind.ABOUT, 20, 35)]
