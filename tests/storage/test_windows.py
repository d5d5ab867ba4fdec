"""Proposing and voting open and close at set times, once, in order, also when it is late."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from openspace.spaces import Space, Window
from openspace.windows import SetTime
from services import spaces, visits, windows
from services.news import News, WindowChanged
from services.windows import SetWindow
from storage import audit
from storage import windows as stored_windows
from storage.database import Database
from tests.storage import week as weeks
from tests.storage.clockwork import utc
from tests.storage.promised import mark, promised
from tests.storage.week import NOW, TEAM, Week

TEN, NOON, FIVE = (utc(f"2027-11-23 {hour}:00") for hour in ("10", "12", "17"))
P, V = Window.PROPOSALS, Window.VOTING
OPEN_AT_TEN = SetTime(V, is_open=True, at=TEN)
CLOSE_AT_FIVE = SetTime(V, is_open=False, at=FIVE)


@pytest.fixture
def week(database: Database) -> Week:
    """Both windows are closed."""
    return Week(database, weeks.start(database))


def space(week: Week) -> Space:
    return week.ada.sees(visits.look).space


def times(week: Week) -> tuple[SetTime, ...]:
    with week.database.reading() as db:
        return stored_windows.set_times(db, week.space)


def tick(week: Week, now: datetime) -> list[News]:
    """Turn what is due, as the clock does; return what is told."""
    before = mark(week.database)
    with week.database.reading() as db:
        found = windows.due(db, team_id=TEAM, now=now)
    for space_id in found:
        with week.database.begin() as db:
            windows.turn(db, space_id, team_id=TEAM, now=now)
    return promised(week.database, after=before)


def opens(week: Week, **kwargs: datetime) -> SetWindow:
    return week.ada(windows.set_window, V, is_open=True, **kwargs)


def closes(week: Week, **kwargs: datetime) -> SetWindow:
    return week.ada(windows.set_window, V, is_open=False, **kwargs)


# Setting


def test_a_time_that_is_set_changes_nothing_until_then(week: Week) -> None:
    before = mark(week.database)
    answer = opens(week, at=TEN, until=FIVE)
    assert answer == SetWindow(week.space, V, False, (OPEN_AT_TEN, CLOSE_AT_FIVE))
    assert (space(week), times(week)) == (week.space, answer.times)
    assert promised(week.database, after=before) == []


def test_a_window_opens_at_once_and_closes_by_itself(week: Week) -> None:
    before = mark(week.database)
    answer = opens(week, until=FIVE)
    assert answer == SetWindow(space(week), V, True, (CLOSE_AT_FIVE,))
    assert promised(week.database, after=before) == [WindowChanged(answer.space, V, is_open=True)]
    again = opens(week, until=NOON)
    assert again == SetWindow(space(week), V, False, (replace(CLOSE_AT_FIVE, at=NOON),))
    assert len(promised(week.database, after=before)) == 1


def test_a_time_set_again_takes_the_place_of_the_first(week: Week) -> None:
    opens(week, at=TEN)
    assert opens(week, at=NOON).times == (replace(OPEN_AT_TEN, at=NOON),)


def test_times_are_set_for_each_window_by_itself(week: Week) -> None:
    opens(week, at=NOON)
    answer = week.ada(windows.set_window, P, is_open=True, at=TEN, until=NOON)
    assert answer.times == (SetTime(P, True, TEN), SetTime(P, False, NOON))
    assert times(week) == (*answer.times, SetTime(V, True, NOON))


@pytest.mark.parametrize(
    ("deed", "refusal"),
    [
        (lambda week: {"at": NOW}, "Mon 22 Nov 09:40 has passed; it is Mon 22 Nov 09:40 in"),
        (lambda week: {"until": NOW - timedelta(minutes=1)}, "Mon 22 Nov 09:39 has passed"),
        (lambda week: {"at": utc("2027-11-27 00:00")}, "CoProWeekScot is over by then: its last"),
        (lambda week: {"at": FIVE, "until": TEN}, "That would close before it opens, on"),
        (lambda week: {"at": TEN, "until": TEN}, "That would close before it opens, on"),
    ],
)
def test_a_time_that_cannot_be_is_refused_and_changes_nothing(
    week: Week, deed: Callable[[Week], dict[str, datetime]], refusal: str
) -> None:
    text = week.ada.is_refused(windows.set_window, V, is_open=True, **deed(week))
    assert text.startswith(refusal)


def test_the_last_minute_of_the_last_day_can_be_set(week: Week) -> None:
    assert closes(week, at=utc("2027-11-26 23:59")).times[0].at == utc("2027-11-26 23:59")


def test_a_window_that_opens_after_it_closes_is_refused_while_it_is_closed(week: Week) -> None:
    closes(week, at=TEN)
    assert week.ada.is_refused(windows.set_window, V, is_open=True, at=NOON).startswith(
        "That would close before it opens"
    )
    week.opens(V)
    assert [one.at for one in opens(week, at=NOON).times] == [TEN, NOON]


def test_an_end_before_its_start_is_refused_also_while_the_window_is_open(week: Week) -> None:
    opens(week)
    for until in (TEN, NOON):
        text = week.ada.is_refused(windows.set_window, V, is_open=True, at=NOON, until=until)
        assert text.startswith("That would close before it opens")


def test_what_is_done_by_hand_is_not_done_again_by_itself(week: Week) -> None:
    opens(week, at=TEN, until=FIVE)
    assert opens(week).times == (CLOSE_AT_FIVE,)
    opens(week, at=NOON)
    assert closes(week).times == (replace(OPEN_AT_TEN, at=NOON),)


def test_a_set_time_is_taken_back(week: Week) -> None:
    opens(week, at=TEN, until=FIVE)
    answer = week.ada(windows.clear, V, is_open=True)
    assert answer == SetWindow(week.space, V, False, (CLOSE_AT_FIVE,))
    assert times(week) == (CLOSE_AT_FIVE,)


def test_only_facilitators_set_times_and_the_log_says_which(week: Week) -> None:
    for deed in (windows.set_window, windows.clear):
        assert week.bo.is_refused(deed, V, is_open=True).startswith("Only facilitators")
    opens(week, at=TEN, until=FIVE)
    week.ada(windows.clear, V, is_open=False)
    with week.database.reading() as db:
        assert audit.deeds(db, week.space)[1:] == (
            ("open", "voting at Tue 23 Nov 10:00"),
            ("close", "voting at Tue 23 Nov 17:00"),
            ("close", "voting not by itself"),
        )


# Turning


def test_a_window_turns_at_its_time_and_is_announced_once(week: Week) -> None:
    opens(week, at=TEN, until=FIVE)
    assert tick(week, TEN - timedelta(seconds=1)) == []
    assert tick(week, TEN) == [WindowChanged(space(week), V, is_open=True)]
    assert (space(week).voting_open, times(week)) == (True, (CLOSE_AT_FIVE,))
    assert tick(week, TEN) == []
    assert tick(week, FIVE) == [WindowChanged(space(week), V, is_open=False)]
    assert (space(week).voting_open, times(week)) == (False, ())


def test_what_was_missed_happens_late_in_its_order_and_nothing_is_left(week: Week) -> None:
    opens(week, at=TEN, until=FIVE)
    week.ada(windows.set_window, P, is_open=True, at=NOON)
    told = tick(week, FIVE + timedelta(hours=9))
    assert [(one.window, one.is_open) for one in told if isinstance(one, WindowChanged)] == [
        (V, True),
        (P, True),
        (V, False),
    ]
    now = space(week)
    assert (now.voting_open, now.proposals_open, times(week)) == (False, True, ())


def test_a_window_that_is_so_already_is_not_announced(week: Week) -> None:
    closes(week, at=TEN)
    assert times(week) == (replace(CLOSE_AT_FIVE, at=TEN),)
    assert tick(week, TEN) == []
    assert times(week) == ()


@pytest.mark.parametrize("now", [TEN, utc("2027-11-27 00:00")])
def test_in_an_open_space_that_has_ended_nothing_turns_and_nothing_is_left(
    week: Week, now: datetime
) -> None:
    opens(week, at=TEN)
    if now == TEN:
        week.ada(spaces.close)
    assert tick(week, now) == []
    assert times(week) == ()
    with week.database.reading() as db:
        assert windows.due(db, team_id=TEAM, now=now) == ()
    if now == TEN:
        week.ada(spaces.reopen)
    assert not space(week).voting_open


def test_one_that_is_gone_is_passed_over(week: Week) -> None:
    with week.database.begin() as db:
        windows.turn(db, week.space.id + 1, team_id=TEAM, now=TEN)
        windows.turn(db, week.space.id, team_id="T2", now=TEN)
    opens(week, at=TEN)
    with week.database.begin() as db:
        windows.turn(db, week.space.id, team_id="T2", now=TEN)
        assert windows.due(db, team_id="T2", now=TEN) == ()
    assert times(week) == (OPEN_AT_TEN,)


def test_each_open_space_turns_by_itself_the_longest_due_first(week: Week) -> None:
    other = Week(week.database, weeks.start(week.database, channel_id="C2"))
    opens(week, at=NOON, until=FIVE)
    week.ada.elsewhere("C2")(windows.set_window, V, is_open=True, at=TEN)
    with week.database.reading() as db:
        found = windows.due(db, team_id=TEAM, now=FIVE)
    assert found == (other.space.id, week.space.id)


def test_when_voting_closes_is_found_where_it_is_open(week: Week) -> None:
    def closing(now: datetime, until: datetime) -> tuple[tuple[int, datetime], ...]:
        with week.database.reading() as db:
            return stored_windows.closing(db, team_id=TEAM, now=now, until=until)

    opens(week, until=FIVE)
    week.ada(windows.set_window, P, is_open=True, until=FIVE)
    found = ((week.space.id, FIVE),)
    second = timedelta(seconds=1)
    assert closing(NOW, FIVE) == closing(FIVE - second, FIVE + second) == found
    assert closing(NOW, FIVE - second) == closing(FIVE, FIVE + second) == ()
    week.closes(V)
    week.ada(windows.set_window, V, is_open=True, at=TEN, until=FIVE)
    assert closing(NOW, FIVE) == ()
    tick(week, TEN)
    assert closing(NOW, FIVE) == found
    week.ada(spaces.close)
    assert closing(NOW, FIVE) == ()
