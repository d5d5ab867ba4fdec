"""`/openspace digest`, `summary` and `reminder`: everyone reads them, facilitators set them."""

import pytest

from tests.handlers import dump
from tests.handlers.cast import Week
from tests.handlers.test_digests import at, spoken


def test_everyone_reads_when_the_bot_speaks(week: Week) -> None:
    week.bo.runs()
    before = dump.rows(week.settled().world.database)
    for_bo = week.bo.runs("digest").text
    assert for_bo == (
        "*When I speak by myself in CoProWeekScot*\n"
        "Morning digest: 09:00, in the channel\n"
        "Evening summary: 16:30, in the channel\n"
        "Reminder of a session: 15 minutes before, to those who have a seat or host it\n"
        "All of it on the days of the event, Mon 22 to Fri 26 Nov 2027, with times of"
        " Europe/London.\n"
        "Only facilitators can change this; `/openspace facilitators` shows who they are. They"
        " type:\n"
        "`/openspace digest 09:00` or `/openspace digest off`\n"
        "`/openspace summary 16:30` or `/openspace summary off`\n"
        "`/openspace reminder 15` or `/openspace reminder off`\n"
        "I write to you directly from 08:00 to 18:00 only. If a session of yours begins soon, I do"
        " so at any time."
    )
    assert week.bo.runs("summary").text == week.bo.runs("reminder").text == for_bo
    assert "To change this, type:" in week.ada.runs("digest").text
    assert dump.rows(week.settled().world.database) == before


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("digest 10:15", "Morning digest: 10:15, in the channel"),
        ("digest 8am", "Morning digest: 08:00, in the channel"),
        ("digest off", "Morning digest: off"),
        ("summary 18:00", "Evening summary: 18:00, in the channel"),
        ("summary never", "Evening summary: off"),
        (
            "reminder 1",
            "Reminder of a session: 1 minute before, to those who have a seat or host it",
        ),
        (
            "reminder 240",
            "Reminder of a session: 240 minutes before, to those who have a seat or host it",
        ),
        ("reminder off", "Reminder of a session: off"),
    ],
)
def test_facilitators_set_when_the_bot_speaks_and_everyone_reads_it(
    week: Week, words: str, line: str
) -> None:
    assert line in week.ada.runs(words).text.splitlines()
    assert line in week.bo.runs("digest").text.splitlines()


@pytest.mark.parametrize("words", ["digest 09:00", "summary 16:30", "reminder 15"])
def test_what_was_off_can_be_set_again(week: Week, words: str) -> None:
    usual = week.ada.runs("digest").text
    week.ada.runs(f"{words.split()[0]} off")
    assert (
        "off"
        in week.ada.runs("digest").text.splitlines()[1:4][
            ("digest", "summary", "reminder").index(words.split()[0])
        ]
    )
    week.ada.runs(words)
    assert week.ada.runs("digest").text == usual


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("digest 25:00", "`/openspace digest 09:00`, or `/openspace digest off`"),
        ("digest 9:00 10:00", "`/openspace digest 09:00`"),
        ("summary tue", "`/openspace summary 16:30`, or `/openspace summary off`"),
        ("summary off now", "`/openspace summary off`"),
        ("reminder 0", "1 to 240 minutes"),
        ("reminder 241", "1 to 240 minutes"),
        ("reminder -5", "`/openspace reminder 15`, or `/openspace reminder off`"),
        ("reminder 10:00", "`/openspace reminder 15`, or `/openspace reminder off`"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_and_changes_nothing(
    week: Week, words: str, said: str
) -> None:
    before = dump.rows(week.settled().world.database)
    assert said in week.ada.runs(words).text
    assert dump.rows(week.settled().world.database) == before


def test_a_digest_set_to_a_time_that_has_passed_begins_tomorrow(week: Week) -> None:
    week.proposing()
    week.bo.proposes("Procurement")
    assert "so it begins tomorrow" in week.ada.runs("digest 8:00").text
    at(week, 22, 12)
    assert spoken(week) == []
    at(week, 23, 8)
    assert len(spoken(week)) == 1


def test_a_digest_set_to_a_time_that_is_still_to_come_comes_today(week: Week) -> None:
    week.proposing()
    week.bo.proposes("Procurement")
    assert "tomorrow" not in week.ada.runs("digest 10:15").text
    at(week, 22, 10, 14)
    assert spoken(week) == []
    at(week, 22, 10, 15)
    assert len(spoken(week)) == 1
    week.ada.runs("digest 11:00")
    at(week, 22, 11)
    assert len(spoken(week)) == 1, "one a day, also when its time was changed"
