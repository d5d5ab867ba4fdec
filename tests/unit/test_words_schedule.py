"""What follows `/openspace digest`, `summary` or `reminder` is understood or refused in words."""

from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.words import openspace as words
from handlers.words.schedule import DigestAt, ReminderBefore, Schedule, ScheduleShow, SummaryAt
from openspace import RuleViolation
from openspace.schedule import REMINDER_RANGE

DIGEST = "type `/openspace digest 09:00`, or `/openspace digest off`."
SUMMARY = "type `/openspace summary 16:30`, or `/openspace summary off`."
REMINDER = "type `/openspace reminder 15`, or `/openspace reminder off`."
RANGE = (
    "A reminder comes 1 to 240 minutes before its session."
    " Type for example `/openspace reminder 15`, or `/openspace reminder off`."
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("digest", ScheduleShow()),
        ("summary", ScheduleShow()),
        ("reminder", ScheduleShow()),
        ("digest 9", DigestAt(time(9))),
        ("Digests 09:00", DigestAt(time(9))),
        ("digest at 8:30", DigestAt(time(8, 30))),
        ("digest 9 am", DigestAt(time(9))),
        ("digest midnight", DigestAt(time(0))),
        ("digest off", DigestAt(None)),
        ("digest Never", DigestAt(None)),
        ("summary 16:30", SummaryAt(time(16, 30))),
        ("summaries at 4.30pm", SummaryAt(time(16, 30))),
        ("summary none", SummaryAt(None)),
        ("reminder 15", ReminderBefore(15)),
        ("Reminders 15 Min", ReminderBefore(15)),
        ("reminder 15min", ReminderBefore(15)),
        ("reminder 15 mins.", ReminderBefore(15)),
        ("reminder 15 minutes before", ReminderBefore(15)),
        ("reminder 1 minute before", ReminderBefore(1)),
        ("reminder 240", ReminderBefore(240)),
        ("reminder OFF", ReminderBefore(None)),
    ],
)
def test_when_the_bot_speaks_means_this(typed: str, meant: Schedule) -> None:
    assert words.openspace(typed) == meant


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("digest at", f"At what time? T{DIGEST[1:]}"),
        ("digest 25", f"“25” is not a time I know: {DIGEST}"),
        ("digest of", f"“of” is not a time I know: {DIGEST}"),
        ("digest tue 9", f"“tue” is not a time I know: {DIGEST}"),
        ("digest 9 10", "“10” is too much here: type `/openspace digest 09:00`."),
        ("digest off please", "“please” is too much here: type `/openspace digest off`."),
        ("summary evening", f"“evening” is not a time I know: {SUMMARY}"),
        ("summary 16:30 17:00", "“17:00” is too much here: type `/openspace summary 16:30`."),
        ("reminder soon", f"“soon” is not a number of minutes: {REMINDER}"),
        ("reminder 1 Hour", f"“1 Hour” is not a number of minutes: {REMINDER}"),
        ("reminder -5", f"“-5” is not a number of minutes: {REMINDER}"),
        ("reminder 15 30", f"“15 30” is not a number of minutes: {REMINDER}"),
        ("reminder 0", RANGE),
        ("reminder 241 minutes", RANGE),
        (
            "reminder " + "9" * 9000,
            f"“{'9' * 59}…” is not a number of minutes: {REMINDER}",
        ),
        (
            "reminderr 15",
            (
                "“reminderr” is not something I know. Did you mean `/openspace reminder 15`? "
                "`/openspace help` lists everything."
            ),
        ),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_way_out(typed: str, sentence: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        words.openspace(typed)
    assert refused.value.text == sentence


@settings(max_examples=40)
@given(
    st.integers(*REMINDER_RANGE),
    st.sampled_from(["", "m", " min", " MINS", "minutes", " minutes before", " before"]),
)
def test_a_reminder_written_in_any_way_reads_back(minutes: int, unit: str) -> None:
    assert words.openspace(f"reminder {minutes}{unit}") == ReminderBefore(minutes)
