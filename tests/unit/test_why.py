"""Why a session stands where it does: the sentences, and the counts behind them."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openspace import why
from openspace.absences import Absence
from openspace.discretion import Kind, Share
from openspace.drafting import Material
from openspace.why import Cause
from tests.unit import drafts
from tests.unit.drafts import ROOMS, SLOTS, ZONE, topic

ON_TUESDAY = Absence(SLOTS[2].starts_at, SLOTS[3].ends_at)
CROWD = [*([[7, 3]] * 10), *([[7]] * 5), *([[3]] * 20)]
PLACES = {7: (0, 0), 3: (2, 1)}


def said(material: Material, number: int, *, tally: bool = True, away: bool = True) -> str:
    found = why.why(
        material, material.sessions, number, zone=ZONE, sees_tally=tally, sees_absences=away
    )
    return why.sentence(found, zone=ZONE)


def test_a_facilitator_reads_when_a_host_is_away_and_what_people_want_too() -> None:
    material = drafts.material(PLACES, CROWD, absences={"U7": [ON_TUESDAY]})
    assert said(material, 7) == (
        "#7 is on Mon 22 Nov 10:00 in Room A because its host is away on Tue 23 Nov, about 10 of"
        " the 15 people who want it also want #3, which is on Tue 23 Nov 10:00 and no smaller"
        " room than Room A holds the 15 people who want it."
    )


def test_others_read_no_numbers_and_nothing_of_absences() -> None:
    material = drafts.material(PLACES, CROWD, absences={"U7": [ON_TUESDAY]})
    assert said(material, 7, tally=False, away=False) == (
        "#7 is on Mon 22 Nov 10:00 in Room A because its host is not free at every other time and"
        " many of the people who want it also want #3, which is on Tue 23 Nov 10:00."
    )


def test_to_others_an_absence_looks_like_leading_another_session() -> None:
    topics = [topic(1, "bo"), topic(2, "bo"), topic(3, "cy")]
    busy = drafts.material({1: (0, 0), 2: (1, 0)}, [], topics=topics)
    away = replace(busy, absences={"bo": [ON_TUESDAY]})
    told = "#1 is on Mon 22 Nov 10:00 in Room A because its host is not free at every other time."
    assert [said(one, 1, away=False) for one in (busy, away)] == [told, told]
    assert said(busy, 1) == (
        "#1 is on Mon 22 Nov 10:00 in Room A because its host leads #2, which is on Mon 22 Nov"
        " 11:00."
    )


@pytest.mark.parametrize(
    ("wants", "part"),
    [
        # More would tell that nearly all who want #7 want #3.
        ([*([[7, 3]] * 14), [7], *([[3]] * 9)], "about 10 of the 15 people"),
        ([*([[7, 3]] * 10), *([[7]] * 5), *([[3]] * 9)], "about 10 of the 15 people"),
        # More would tell that nearly all of the 11 who want #3 want #7.
        ([*([[7, 3]] * 11), *([[7]] * 4)], "about 5 of the 15 people"),
    ],
)
def test_how_many_want_both_is_told_in_fives(wants: Iterable[list[int]], part: str) -> None:
    material = drafts.material({7: (0, 1), 3: (1, 1)}, wants, rooms=ROOMS[:2])
    assert said(replace(material, rooms=ROOMS[1:2]), 7) == (
        f"#7 is on Mon 22 Nov 10:00 in Room B because {part} who want it also want #3, which is on"
        " Mon 22 Nov 11:00."
    )


@pytest.mark.parametrize("wants", [[[7, 3]] * 9, [*([[7, 3]] * 4), *([[7], [3]] * 20)]])
def test_few_people_are_no_reason(wants: Iterable[list[int]]) -> None:
    material = drafts.material({7: (0, 1), 3: (1, 1)}, wants)
    only = replace(material, rooms=ROOMS[1:2])
    elsewhere = (
        "#7 is on Mon 22 Nov 10:00 in Room B, and as far as can be told it could as well be"
        " elsewhere."
    )
    assert [said(only, 7), said(only, 7, tally=False, away=False)] == [elsewhere, elsewhere]


def test_what_a_facilitator_set_is_said_to_be_so() -> None:
    topics = [topic(1), topic(2, speakers="Al, Somewhere")]
    material = drafts.material({1: (0, 0), 2: (1, 1)}, [], topics=topics)
    first, talk = material.sessions
    pinned = replace(material, sessions=(replace(first, is_pinned=True), talk))
    assert [said(pinned, number) for number in (1, 2)] == [
        "#1 is on Mon 22 Nov 10:00 in Room A because a facilitator pinned it there.",
        "#2 is on Mon 22 Nov 11:00 in Room B because a facilitator set this talk there.",
    ]


def test_several_times_of_several_hosts_are_told_shortly() -> None:
    absences = {
        "bo": [Absence(SLOTS[1].starts_at, SLOTS[1].ends_at)],
        "cy": [Absence(SLOTS[2].starts_at, SLOTS[2].ends_at)],
    }
    material = drafts.material({1: (0, 0)}, [], topics=[topic(1, "bo", "cy")], absences=absences)
    assert said(material, 1) == (
        "#1 is on Mon 22 Nov 10:00 in Room A because one of its hosts is away on Mon 22 Nov 11:00"
        " and Tue 23 Nov 10:00."
    )


def test_a_topic_without_a_place_says_why_and_tells_others_nothing_of_absences() -> None:
    absences = {"U1": [Absence(SLOTS[0].starts_at, SLOTS[3].ends_at)]}
    material = drafts.material({}, [[1]], absences=absences)
    assert said(material, 1) == "#1 has no place because in every slot a host of it is away."
    assert said(material, 1, away=False) == (
        "#1 has no place because no free place suits its hosts."
    )
    full = drafts.material({2: (0, 0)}, [[1]], slots=SLOTS[:1], rooms=ROOMS[:1])
    assert said(full, 1, away=False) == "#1 has no place because all places are taken."


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sets(st.integers(1, 5), min_size=1, max_size=4), min_size=20, max_size=40),
    st.booleans(),
)
def test_what_people_want_too_is_counted_and_its_order_tells_no_more(
    wants: list[set[int]], sees_tally: bool
) -> None:
    places = {number: (number % 4, number % 3) for number in range(1, 6)}
    material = drafts.material(places, wants, topics=[topic(n) for n in range(1, 6)])
    found = why.why(material, material.sessions, 1, zone=ZONE, sees_tally=sees_tally)
    told = [
        (reason.other.number, reason.share)
        for reason in found.reasons
        if reason.cause is Cause.WANTED_TOO and reason.other is not None
    ]
    voters = sum(1 in one for one in wants)
    sizes = {}
    for number in (2, 3, 4):  # #5 is at the same time as #1
        others = sum(number in one for one in wants)
        both = sum({1, number} <= one for one in wants)
        if min(voters, others) < 10 or both < 5:
            continue
        size = round(min(both, others - 5, voters - 5) / 5) * 5
        if 3 * size >= voters:
            sizes[number] = size
    assert [number for number, _ in told] == sorted(
        sizes, key=lambda number: (-sizes[number] if sees_tally else 0, number)
    )
    for number, share in told:
        if not sees_tally:
            assert share is None
        else:
            assert share == Share(Kind.ABOUT, sizes[number], voters)
    if not sees_tally:
        assert not any(reason.cause is Cause.CROWD or reason.people for reason in found.reasons)


def test_who_may_not_see_the_tally_is_not_told_which_is_wanted_most() -> None:
    wants = [*([[1, 2]] * 12), *([[1, 3]] * 25), *([[2], [3]] * 20)]
    material = drafts.material({1: (0, 1), 2: (1, 0), 3: (2, 0)}, wants, rooms=ROOMS[:2])

    def also_wanted(*, sees_tally: bool) -> list[int]:
        found = why.why(material, material.sessions, 1, zone=ZONE, sees_tally=sees_tally)
        return [r.other.number for r in found.reasons if r.other is not None]

    assert also_wanted(sees_tally=True) == [3]
    closer = [*wants, *([[1, 2]] * 8)]
    material = drafts.material({1: (0, 1), 2: (1, 0), 3: (2, 0)}, closer, rooms=ROOMS[:2])
    assert also_wanted(sees_tally=True) == [3, 2]
    assert also_wanted(sees_tally=False) == [2, 3]
