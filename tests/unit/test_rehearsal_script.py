"""Invented people and what they do: seeded, in order, within the days, and plausible."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot import example_week
from bot.rehearsal import people, script
from bot.rehearsal.script import Look, Step
from openspace import moments
from openspace.notices import Notices
from openspace.schedule import Schedule
from openspace.setup import SetTimes, SetUp, Slot

WEEK = example_week.SET_UP
DAY = WEEK.first_day
ONE_DAY = replace(
    WEEK,
    last_day=DAY,
    slots=tuple(slot for slot in WEEK.slots if slot.day == DAY),
    talks=WEEK.talks[:1],
)
BARE = SetUp("Bare", DAY, WEEK.last_day)
SILENT = replace(WEEK, schedule=Schedule(None, None, None))
EARLY_BIRDS = replace(ONE_DAY, slots=(Slot(DAY, time(7), time(8)),), talks=())
OPENS = datetime(2027, 11, 15, 9)  # noqa: DTZ001 - on the wall
SET = replace(WEEK, windows=SetTimes(proposals_open=OPENS))
ALL = [WEEK, ONE_DAY, BARE, SILENT, EARLY_BIRDS, SET, replace(WEEK, themes=(), topics=(), rooms=())]


def cast(count: int, seed: int = 1) -> tuple[people.Invented, ...]:
    return people.invented(count, seed=seed, guests=True)


def of_week(set_up: SetUp, *, count: int = 60, seed: int = 1) -> tuple[Step, ...]:
    return script.script(set_up, cast(count, seed), seed=seed)


def test_the_same_seed_gives_the_same_people_and_the_same_steps() -> None:
    assert cast(60) == cast(60)
    assert of_week(WEEK) == of_week(WEEK)
    assert cast(60) != cast(60, seed=2)
    assert of_week(WEEK) != of_week(WEEK, seed=2)


@pytest.mark.parametrize("count", [1, 12, people.MOST])
def test_nobody_has_the_name_of_another(count: int) -> None:
    some = cast(count)
    assert len({one.handle for one in some}) == len({one.name for one in some}) == count


def test_people_differ() -> None:
    some = cast(500)
    assert 20 < sum(one.is_guest for one in some) < 40
    assert 80 < sum(one.proposes > 0 for one in some) < 120
    assert 90 < sum(not one.votes for one in some) < 160
    assert all(
        count > 5 for count in Counter(one.sessions for one in some if one.sessions != 3).values()
    )
    assert {one.notices for one in some} == set(Notices)
    assert not any(one.is_guest for one in people.invented(500, seed=1, guests=False))


def test_a_few_topics_are_wanted_by_many_and_most_by_few() -> None:
    titles = dict(enumerate(people.titles(40, WEEK.themes, seed=1)))
    dots: Counter[int] = Counter()
    for one in cast(300):
        weights = {
            n: people.appeal(one, title, theme, seed=1) for n, (title, theme) in titles.items()
        }
        ballot = people.ballot(one, weights, budget=5)
        assert 1 <= sum(ballot.values()) <= 5
        dots.update(ballot)
    ranked = sorted((dots[n] for n in titles), reverse=True)
    assert sum(ranked[:8]) > sum(ranked[20:])
    assert ranked[-1] < ranked[0] / 5


@pytest.mark.parametrize("set_up", ALL)
@pytest.mark.parametrize("count", [1, 60])
def test_all_steps_are_in_order_and_within_the_week(set_up: SetUp, count: int) -> None:
    steps, when = of_week(set_up, count=count), script.times(set_up)
    assert [step.at for step in steps] == sorted(step.at for step in steps)
    assert all(when.starts_at <= step.at <= when.ends_at for step in steps)
    assert all(0 <= step.who < count for step in steps)
    last = moments.instant(set_up.last_day, time(23, 59), set_up.zone)
    assert when.starts_at < when.voting_open < when.voting_close < when.closes_at <= last
    assert when.proposals_open < when.proposals_close
    assert [step.what for step in steps][-1] == "/openspace close"
    assert when.ends_at - when.starts_at < timedelta(days=32)


def test_a_week_opens_on_its_first_morning_and_closes_voting_that_afternoon() -> None:
    typed = [(f"{step.at:%a %H:%M}", step.what) for step in of_week(WEEK) if step.who == 0]
    assert ("Mon 08:30", "/openspace open proposals until 2027-11-22 15:00") in typed
    assert ("Mon 08:30", "/openspace open voting until 2027-11-22 15:30") in typed
    assert ("Mon 15:50", Look.DRAFT) in typed
    assert ("Mon 15:53", Look.PUBLISH) in typed
    assert typed[-1] == ("Fri 17:00", "/openspace close")


def test_one_day_closes_voting_before_half_of_its_slots_have_begun() -> None:
    when = script.times(ONE_DAY)
    starts = sorted(slot.start for slot in ONE_DAY.slots)
    placed_at = moments.wall(when.place_at, ONE_DAY.zone).time()
    assert placed_at < starts[len(starts) // 2]


def test_times_that_are_set_are_not_typed() -> None:
    typed = [step.what for step in of_week(SET) if isinstance(step.what, str)]
    assert not any(text.startswith("/openspace open proposals") for text in typed)
    assert "/openspace close proposals at 2027-11-22 15:00" in typed
    assert script.times(SET).proposals_open == moments.instant(
        date(2027, 11, 15), time(9), WEEK.zone
    )


def test_people_propose_about_as_much_as_there_is_room_for() -> None:
    some = cast(300)
    assert script.wanted_topics(WEEK, some) == min(
        round((15 * 4 - 4) * 1.2) - 10, sum(one.proposes for one in some)
    )
    assert script.wanted_topics(BARE, some) == 3
    assert script.wanted_topics(WEEK, cast(1)) == 0


def test_what_opens_long_before_the_week_opens_two_weeks_before_it() -> None:
    early = replace(SET.windows, proposals_open=OPENS.replace(year=2026))
    shortened = script.shortened(replace(SET, windows=early))
    assert shortened.windows.proposals_open == OPENS.replace(day=8)
    assert script.shortened(SET) == SET
