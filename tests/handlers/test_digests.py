"""What the channel is told by the clock: digest, summary, and the summary of the week."""

from datetime import UTC, datetime

import pytest

from tests.handlers.cast import Week
from tests.handlers.seen import as_read

TOLD_BY_THE_CLOCK = ("Good morning", "CoProWeekScot,", "*CoProWeekScot is closed")


def at(week: Week, day: int, hour: int, minute: int = 0) -> None:
    """Let it be that time of November 2027, and let the clock tick three times."""
    week.world.clock.set(datetime(2027, 11, day, hour, minute, tzinfo=UTC))
    for _ in range(3):
        week.world.settle()


def spoken(week: Week) -> list[str]:
    """All digests and summaries that the channel has read."""
    told = [as_read(message.text) for message in week.cy.reads()]
    return [text for text in told if text.startswith(TOLD_BY_THE_CLOCK)]


def eventful(week: Week) -> Week:
    """Topics 1 to 3, talk 4, topic 1 in Room B: all on Tuesday; cy has a seat, voting ends then."""
    week.voting("Procurement", "Transport", "Digital").published()
    week.ada.runs('timetable move 1 tue 11:00 "Room B"')
    week.ada.runs("timetable publish")
    week.ada.runs("open voting until tue 17:00")
    week.cy.signs_up("4")
    week.cy.votes("2 x3 3")
    return week.settled()


def test_the_digest_says_what_the_day_brings_once(week: Week) -> None:
    eventful(week)
    at(week, 23, 8, 59)
    assert spoken(week) == []
    at(week, 23, 9)
    assert spoken(week) == [
        (
            "Good morning: CoProWeekScot, Tue 23 Nov\n"
            "*Sessions today*\n"
            "10:00 to 11:00, Room A: #4 *Opening*, talk by Morag Tennant, Network (1 seat free)\n"
            "11:00 to 12:00, Room B (<https://meet.example.org/b|join the call>): #1 *Procurement*,"
            f" hosted by {week.bo.mention} (30 seats free)\n"
            "Proposing is open: `/propose Your title` adds a topic.\n"
            "Voting is open: `/vote` shows your ballot.\n"
            "Voting closes today at 17:00.\n"
            "*3 new topics since yesterday*, 3 in all\n"
            "#1 *Procurement*\n"
            "#2 *Transport*\n"
            "#3 *Digital*\n"
            "`/signup 4` takes a seat; `/agenda today` shows all sessions of today."
        )
    ]
    at(week, 23, 9, 1)
    at(week, 23, 14)
    assert len(spoken(week)) == 1


def test_what_changes_until_the_digest_is_posted_is_in_it(week: Week) -> None:
    eventful(week)
    week.world.clock.set(datetime(2027, 11, 23, 9, tzinfo=UTC))
    week.world.ticks.promise()
    week.bo.runs("withdraw 2")
    week.newcomer("late").signs_up("4")
    week.world.settle()
    (digest,) = spoken(week)
    assert "Transport" not in digest
    assert "#4 *Opening*, talk by Morag Tennant, Network (no seat free)" in digest


@pytest.mark.parametrize(("words", "hour"), [("digest off", 9), ("summary off", 17)])
def test_what_is_turned_off_before_it_is_due_does_not_come(
    week: Week, words: str, hour: int
) -> None:
    eventful(week)
    at(week, 22, 17)
    before = spoken(week)
    week.ada.runs(words)
    at(week, 23, hour)
    assert spoken(week) == before


def test_a_digest_turned_off_after_it_was_promised_is_dropped_with_the_reason(week: Week) -> None:
    eventful(week)
    week.world.clock.set(datetime(2027, 11, 23, 9, tzinfo=UTC))
    week.world.ticks.promise()
    week.ada.runs("digest off")
    at(week, 23, 9)
    assert [text for text in spoken(week) if text.startswith("Good")] == []
    dropped = as_read(week.ada.runs("messages").text)
    assert "Morning digest, Tue 23 Nov, to the channel: Tue 23 Nov 09:00. It was turned off." in (
        dropped.splitlines()
    )


def test_days_without_the_event_and_days_without_news_are_quiet(week: Week) -> None:
    for day in (23, 24, 26, 27, 29):
        for hour in (9, 17):
            at(week, day, hour)
    assert spoken(week) == []


def test_the_digest_comes_at_nine_on_the_wall_also_after_the_clocks_went_back(week: Week) -> None:
    week.world.clock.set(datetime(2027, 10, 29, 12, tzinfo=UTC))
    week.world.begins_anew()
    channel = week.world.workspace.add_channel(
        f"autumn-{week.world.number()}", members=[week.ada.person, week.cy.person], is_private=True
    )
    week.ada.types('openspace new "Autumn" 2027-10-30 to 2027-11-01', at=channel)
    week.ada.types("openspace open proposals", at=channel)
    digests = []
    # In the night to Sunday 31 October summer time ends.
    for day, hour in ((30, 7), (30, 8), (30, 9), (31, 8), (31, 9)):
        week.world.clock.set(datetime(2027, 10, day, hour, tzinfo=UTC))
        seen = week.cy.reads(at=channel)
        digests.append(sum(one.text.startswith("Good morning") for one in seen))
    assert digests == [0, 1, 1, 1, 2]


# Summary


@pytest.mark.parametrize("setting", ["facilitators", "after", "everyone"])
def test_the_summary_says_what_the_day_brought_once(week: Week, setting: str) -> None:
    week.ada.runs(f"tally {setting}")
    eventful(week)
    at(week, 22, 16, 29)
    assert spoken(week) == []
    at(week, 22, 16, 30)
    most_wanted = (
        "*Most wanted so far*\n1. #2 *Transport*, 3 dots\n2. #3 *Digital*, 1 dot\n"
        if setting == "everyone"
        else ""
    )
    first = (
        "CoProWeekScot, Mon 22 Nov: the day in short\n"
        "*3 new topics today*\n"
        "#1 *Procurement*\n"
        "#2 *Transport*\n"
        "#3 *Digital*\n"
        "1 person has voted so far.\n"
        f"{most_wanted}"
        "*Tomorrow, Tue 23 Nov*\n"
        "10:00 to 11:00, Room A: #4 *Opening*\n"
        "11:00 to 12:00, Room B: #1 *Procurement*"
    )
    assert spoken(week) == [first]
    at(week, 22, 16, 31)
    at(week, 22, 20)
    assert spoken(week) == [first]
    week.ada.runs("summary 17:15")
    at(week, 23, 17)
    at(week, 23, 17, 15)
    most_wanted = (
        "1 person voted.\n*Most wanted*\n1. #2 *Transport*, 3 dots\n2. #3 *Digital*, 1 dot\n"
        if setting != "facilitators"
        else ""
    )
    assert spoken(week)[1:] == [
        (
            "CoProWeekScot, Tue 23 Nov: the day in short\n"
            f"{most_wanted}"
            "*2 sessions took place today*\n"
            "#4 *Opening*\n"
            "#1 *Procurement*\n"
            f"Thank you to those who hosted: {week.bo.mention}.\n"
            "Thank you to those who spoke: Morag Tennant, Network.\n"
            "There are no sessions tomorrow."
        )
    ]


# The week


@pytest.mark.parametrize("setting", ["facilitators", "after", "everyone"])
def test_closing_sums_up_the_week_once(week: Week, setting: str) -> None:
    week.ada.runs(f"tally {setting}")
    eventful(week)
    at(week, 23, 17, 30)
    before = len(spoken(week))
    week.ada.runs("close")
    at(week, 23, 18)
    most_wanted = (
        "*Most wanted*\n1. #2 *Transport*, 3 dots\n2. #3 *Digital*, 1 dot\n"
        if setting != "facilitators"
        else ""
    )
    assert spoken(week)[before:] == [
        (
            "*CoProWeekScot is closed.* Thank you to everyone who took part."
            " 3 topics were proposed. There were 2 sessions. 2 people took part."
            " 1 person voted and gave 4 dots.\n"
            f"{most_wanted}"
            f"Hosts for the first time: {week.bo.mention}. Thank you.\n"
            "`/topics` and `/agenda week` still show it; nothing in it changes any more."
        )
    ]
    for day in (23, 24, 25):
        at(week, day, 9)
        at(week, day, 17)
    assert len(spoken(week)) == before + 1


def test_an_open_space_closed_and_opened_again_tells_the_channel_how_it_stands(
    week: Week,
) -> None:
    eventful(week)
    week.ada.runs("close")
    week.ada.runs("reopen")
    at(week, 22, 12)
    assert spoken(week) == []
    assert week.cy.reads()[-1].text == (
        "*CoProWeekScot is open again.* `/openspace` shows where things stand."
    )


def test_many_sessions_and_topics_are_cut_short_with_the_way_to_the_others(week: Week) -> None:
    week.voting(*(f"Topic {n}" for n in range(1, 9)))
    week.ada.runs("slots add tue 10:00-11:00")
    for n in range(14):
        week.ada.runs(f'rooms add "Hall {n}" 5')
        week.ada.runs(f'talks add "Talk {n}" tue 10:00 "Hall {n}" by "Jo"')
    week.ada.runs("timetable publish")
    at(week, 22, 16, 30)
    at(week, 23, 9)
    summary, digest = spoken(week)
    assert "And 5 more: `/topics`" in summary.splitlines()
    assert "And 6 more: `/agenda tomorrow`" in summary.splitlines()
    assert "And 2 more: `/agenda today`" in digest.splitlines()
    assert "And 3 more: `/topics`" in digest.splitlines()
