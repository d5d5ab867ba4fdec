"""What follows `/openspace open` and `close` names a window, and may name when."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.words import openspace as words
from handlers.words.moments import Date, Today, Tomorrow, Weekday
from handlers.words.windows import SetTime, WindowClear, WindowClose, WindowOpen, Windows
from openspace import RuleViolation
from openspace.spaces import Window

PROPOSALS, VOTING = Window.PROPOSALS, Window.VOTING
WED, THU = Weekday(2), Weekday(3)
WED_9, THU_17 = SetTime(WED, time(9)), SetTime(THU, time(17))
TODAY_17 = SetTime(None, time(17))

OPEN_AT = "`/openspace open voting at thu 17:00`"
OPEN_UNTIL = "`/openspace open voting until thu 17:00`"
OPEN_BOTH = "`/openspace open voting at thu 9:00 until thu 17:00`"
CLOSE_AT = "`/openspace close voting at thu 17:00`"
NO_DAY_NO_TIME = "is neither a day nor a time I know: type"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("open voting", WindowOpen(VOTING)),
        ("open proposing", WindowOpen(PROPOSALS)),
        ("open proposals until thu 17:00", WindowOpen(PROPOSALS, until=THU_17)),
        ("Open Voting Till Thursday 5PM", WindowOpen(VOTING, until=THU_17)),
        ("open voting, until thu, 17:00", WindowOpen(VOTING, until=THU_17)),
        ("open voting until thu at 17:00", WindowOpen(VOTING, until=THU_17)),
        ("open voting until 17:00 on thu", WindowOpen(VOTING, until=THU_17)),
        ("open voting until thu 5 pm", WindowOpen(VOTING, until=THU_17)),
        ("open voting until “thu 17:00”", WindowOpen(VOTING, until=THU_17)),
        ("open voting until 17:00", WindowOpen(VOTING, until=TODAY_17)),
        ("open voting until today 17:00", WindowOpen(VOTING, until=SetTime(Today(), time(17)))),
        (
            "open voting until tomorrow 5pm",
            WindowOpen(VOTING, until=SetTime(Tomorrow(), time(17))),
        ),
        (
            "open voting until 2027-11-25 17:00",
            WindowOpen(VOTING, until=SetTime(Date(date(2027, 11, 25)), time(17))),
        ),
        ("open voting at wed 9:00", WindowOpen(VOTING, WED_9)),
        ("open voting on wed at 9", WindowOpen(VOTING, WED_9)),
        ("open voting wed 9:00", WindowOpen(VOTING, WED_9)),
        ("open voting at midnight", WindowOpen(VOTING, SetTime(None, time(0)))),
        ("open voting at wed 9:00 until thu 17:00", WindowOpen(VOTING, WED_9, THU_17)),
        ("open voting from wed 9:00 to thu 17:00", WindowOpen(VOTING, WED_9, THU_17)),
        ("open voting on wed 9am, and until 17:00", WindowOpen(VOTING, WED_9, TODAY_17)),
    ],
)
def test_opening_means_this(typed: str, meant: Windows) -> None:
    assert words.openspace(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("close voting", WindowClose(VOTING)),
        ("close proposals at thu 17:00", WindowClose(PROPOSALS, THU_17)),
        ("close voting thu 17:00", WindowClose(VOTING, THU_17)),
        ("close voting on Thursday at 5 pm", WindowClose(VOTING, THU_17)),
        ("close voting at 5pm on thu", WindowClose(VOTING, THU_17)),
        ("Close Voting At 17.00", WindowClose(VOTING, TODAY_17)),
    ],
)
def test_closing_means_this(typed: str, meant: Windows) -> None:
    assert words.openspace(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("open voting until off", WindowClear(VOTING, is_open=False)),
        ("open proposals till Never", WindowClear(PROPOSALS, is_open=False)),
        ("open voting at off", WindowClear(VOTING, is_open=True)),
        ("open voting from none", WindowClear(VOTING, is_open=True)),
        ("open voting off", WindowClear(VOTING, is_open=True)),
        ("close voting at off", WindowClear(VOTING, is_open=False)),
        ("close voting never", WindowClear(VOTING, is_open=False)),
    ],
)
def test_off_takes_a_set_time_back(typed: str, meant: Windows) -> None:
    assert words.openspace(typed) == meant


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("open voting at", f"The time is missing: type {OPEN_AT}."),
        ("open voting at thu", f"The time is missing: type {OPEN_AT}."),
        ("open voting until", f"The time is missing: type {OPEN_UNTIL}."),
        ("open voting until thu", f"The time is missing: type {OPEN_UNTIL}."),
        ("open voting at until thu 17:00", f"The time is missing: type {OPEN_AT}."),
        ("open voting at soon", f"“soon” {NO_DAY_NO_TIME} {OPEN_AT}."),
        ("open voting until thu 25", f"“25” {NO_DAY_NO_TIME} {OPEN_UNTIL}."),
        ("open voting by thu 17:00", f"“by” {NO_DAY_NO_TIME} {OPEN_AT}."),
        ("open voting until <@U012|bo>", f"“@bo” {NO_DAY_NO_TIME} {OPEN_UNTIL}."),
        ("open voting until thu 16:00-17:00", f"“16:00-17:00” {NO_DAY_NO_TIME} {OPEN_UNTIL}."),
        (
            "open voting until 2027-02-30 17:00",
            f"There is no 30 February 2027. Type {OPEN_UNTIL}.",
        ),
        ("open voting please", "“please” is too much here: type `/openspace open voting`."),
        ("open voting now until thu 17:00", f"“now” is too much here: type {OPEN_UNTIL}."),
        ("open voting until thu fri 17:00", f"Those are too many times: type {OPEN_BOTH}."),
        ("open voting until thu 9:00 17:00", f"Those are too many times: type {OPEN_BOTH}."),
        (
            "open voting until thu 17:00 at wed 9:00",
            f"Those are too many times: type {OPEN_BOTH}.",
        ),
        (
            "open voting until thu 17:00 until fri 9:00",
            f"Those are too many times: type {OPEN_BOTH}.",
        ),
        (
            "open voting at wed 9:00 until off",
            (
                "To take back a time that was set, "
                "type `/openspace open voting until off` and nothing else."
            ),
        ),
        (
            "open voting at off until thu 17:00",
            (
                "To take back a time that was set, "
                "type `/openspace open voting at off` and nothing else."
            ),
        ),
        (
            "open until thu 17:00",
            (
                "What should open then? Type `/openspace open proposals at thu 17:00`"
                " or `/openspace open voting at thu 17:00`."
            ),
        ),
    ],
)
def test_an_opening_that_says_nothing_clear_is_refused_with_a_way_out(
    typed: str, sentence: str
) -> None:
    with pytest.raises(RuleViolation) as refused:
        words.openspace(typed)
    assert refused.value.text == sentence


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("close voting at thu", f"The time is missing: type {CLOSE_AT}."),
        ("close voting at soon", f"“soon” {NO_DAY_NO_TIME} {CLOSE_AT}."),
        ("close voting by thu 17:00", f"“by” {NO_DAY_NO_TIME} {CLOSE_AT}."),
        ("close voting at thu 17:00 18:00", f"Those are too many times: type {CLOSE_AT}."),
        (
            "close voting until thu 17:00",
            f"Does voting close or open then? Type {CLOSE_AT} or {OPEN_AT}.",
        ),
        (
            "close voting at off thu",
            (
                "To take back a time that was set, "
                "type `/openspace close voting at off` and nothing else."
            ),
        ),
        (
            "close thu 17:00",
            (
                "What should close then? Type `/openspace close proposals at thu 17:00`"
                " or `/openspace close voting at thu 17:00`."
            ),
        ),
    ],
)
def test_a_closing_that_says_nothing_clear_is_refused_with_a_way_out(
    typed: str, sentence: str
) -> None:
    with pytest.raises(RuleViolation) as refused:
        words.openspace(typed)
    assert refused.value.text == sentence


DAYS = st.sampled_from([("", None), ("thu ", THU), ("Wednesday ", WED), ("tomorrow, ", Tomorrow())])
TIMES = st.times().map(lambda wall: wall.replace(second=0, microsecond=0, fold=0))
MOMENTS = st.builds(
    lambda day, at, wall: (f"{day[0]}{at}{wall:%H:%M}", SetTime(day[1], wall)),
    DAYS,
    st.sampled_from(["", "at ", "AT "]),
    TIMES,
)


@settings(max_examples=40)
@given(
    MOMENTS,
    MOMENTS,
    st.sampled_from(["at", "on", "From"]),
    st.sampled_from(["until", "till", "to", "and until", ", UNTIL"]),
)
def test_an_opening_written_in_any_way_reads_back(
    start: tuple[str, SetTime], end: tuple[str, SetTime], at: str, until: str
) -> None:
    typed = f"open voting {at} {start[0]} {until} {end[0]}"
    assert words.openspace(typed) == WindowOpen(VOTING, start[1], end[1])
