"""Does chance alone decide what simulated people do, and does it make sense?"""

from itertools import islice, pairwise

import pytest

from bot.load.deeds import BUDGET, VISITS, Deed, Kind, deeds
from openspace.proposing import TITLE_LENGTH

MANY = 3000


def first(seed: int, number: int, count: int = MANY) -> list[Deed]:
    return list(islice(deeds(seed, number), count))


def test_the_same_seed_gives_the_same_deeds_to_each_person() -> None:
    assert [first(7, number, 200) for number in range(1, 6)] == [
        first(7, number, 200) for number in range(1, 6)
    ]


def test_what_others_do_meanwhile_changes_nobodys_deeds() -> None:
    one, other = deeds(7, 1), deeds(7, 2)
    in_turn = [next(one if turn % 2 else other) for turn in range(400)]
    assert in_turn[1::2] == first(7, 1, 200)
    assert in_turn[0::2] == first(7, 2, 200)


def test_another_seed_or_another_person_does_something_else() -> None:
    alike = [first(seed, number, 20) for seed in (1, 2, 11) for number in (1, 2, 11)]
    assert len({tuple(one) for one in alike}) == len(alike)


def test_everything_that_people_can_do_is_done() -> None:
    assert {deed.kind for deed in first(1, 1)} == set(Kind)


@pytest.mark.parametrize(
    ("press", "after"),
    [
        (Kind.GIVE_DOT, {Kind.BALLOT, Kind.GIVE_DOT, Kind.TAKE_DOT_OFF}),
        (Kind.TAKE_DOT_OFF, {Kind.BALLOT, Kind.GIVE_DOT, Kind.TAKE_DOT_OFF}),
        (Kind.TAKE_SEAT, {Kind.SESSIONS}),
        (Kind.GIVE_SEAT_UP, {Kind.TAKE_SEAT}),
        (Kind.SEND_FORM, {Kind.OPEN_FORM}),
    ],
)
def test_a_button_is_pressed_only_after_asking_for_what_has_it(
    press: Kind, after: set[Kind]
) -> None:
    before = [one.kind for one, then in pairwise(first(1, 1)) if then.kind is press]
    assert before
    assert set(before) <= after


def test_dots_are_taken_off_only_by_those_who_have_given_some() -> None:
    dots = 0
    tried_too_many = False
    for deed in first(3, 4):
        tried_too_many |= deed.kind is Kind.GIVE_DOT and dots == BUDGET
        if deed.kind is Kind.GIVE_DOT:
            dots = min(dots + 1, BUDGET)
        elif deed.kind is Kind.TAKE_DOT_OFF:
            dots -= 1
        assert 0 <= dots <= BUDGET
    # To be refused is part of life, and of a load.
    assert tried_too_many


def test_nobody_proposes_what_somebody_has_proposed_before() -> None:
    everything = [deed for number in range(1, 11) for deed in first(1, number, 1000)]
    titles = [deed.title for deed in everything if deed.title]
    assert len(set(titles)) == len(titles) > 50
    shortest, longest = TITLE_LENGTH
    assert shortest <= min(map(len, titles)) <= max(map(len, titles)) <= longest


def test_only_those_who_propose_have_a_title() -> None:
    assert {deed.kind for deed in first(1, 1) if deed.title} == {Kind.PROPOSE, Kind.SEND_FORM}


def test_people_think_for_the_mean_time_on_the_whole_and_press_anywhere() -> None:
    done = first(1, 1)
    assert sum(deed.pause for deed in done) / MANY == pytest.approx(1, abs=0.1)
    assert 0 <= min(deed.pick for deed in done) < 0.01
    assert 0.99 < max(deed.pick for deed in done) < 1


def test_home_and_forms_are_as_rare_as_slack_wants_them() -> None:
    # A hundred people who think for two seconds do fifty deeds a second; Slack takes a hundred
    # views.publish and a hundred views.open a minute, and the bot repaints sixty Homes of its own.
    done = [deed.kind for number in range(1, 101) for deed in first(1, number, 30)]
    assert done.count(Kind.HOME) < 40
    assert done.count(Kind.OPEN_FORM) < 40
    assert min(VISITS.values()) > 0
