"""What only facilitators may do is refused to everybody else in words, and nothing changes."""

import pytest

from tests.handlers import dump
from tests.handlers.cast import Week

DATABASES = ("sqlite", "postgresql")

DEEDS = (
    "open proposals",
    "open voting",
    "close proposals",
    "close voting",
    "close",
    "reopen",
    "dots 7",
    "tally everyone",
    "tally after",
    "tally facilitators",
    "guests allow",
    "guests refuse",
    "facilitators add {me}",
    "facilitators add {other}",
    "facilitators remove {ada}",
    'rooms add "Room C" 30',
    'rooms add "Room A" 300',
    'rooms remove "Room B"',
    "slots add wed 10:00-11:00",
    "slots remove tue 11:00",
    'talks add "Mine" tue 11:00 "Room B" by "Me"',
    'talks add "Mine" tue 11:00 "Room B" by {me}',
    "timetable",
    'timetable move 1 tue 11:00 "Room B"',
    'move 1 tue 11:00 "Room B"',
    "timetable pin 2",
    "timetable unpin 2",
    "timetable unplace 2",
    "timetable publish",
    "withdraw 2",
    "withdraw 1",
)


def test_a_participant_is_refused_in_words_and_nothing_changes(week: Week) -> None:
    week.voting("Procurement").published()
    week.cy.votes("1")
    other = week.newcomer("other")
    before = dump.rows(week.settled().world.database)
    calls = len(week.world.payloads_since(0))
    for deed in DEEDS:
        words = deed.format(me=week.cy.mention, other=other.mention, ada=week.ada.mention)
        said = week.cy.runs(words)
        assert "facilitator" in said.text.lower(), deed
        assert "Something went wrong" not in said.text, deed
        assert dump.rows(week.settled().world.database) == before, deed
    sent = week.world.payloads_since(calls)
    assert [call.name for call in sent if call.direction == "from_app"] == []


@pytest.mark.parametrize("words", ["tally", "tally csv"])
def test_the_tally_is_refused_and_nothing_is_sent(week: Week, words: str) -> None:
    week.voting("Procurement")
    week.cy.votes("1")
    week.world.settle()
    before = dump.rows(week.world.database)
    assert "facilitators" in week.cy.types(words).text
    assert dump.rows(week.settled().world.database) == before
    assert week.cy.letters() == []


def test_who_was_a_facilitator_is_refused_like_everybody(week: Week) -> None:
    week.ada.runs(f"facilitators add {week.bo.mention}")
    week.bo.runs("open voting")
    week.ada.runs(f"facilitators remove {week.bo.mention}")
    before = dump.rows(week.settled().world.database)
    assert "Only facilitators" in week.bo.runs("close voting").text
    assert dump.rows(week.settled().world.database) == before


def test_facilitating_one_open_space_gives_no_right_in_another(week: Week) -> None:
    other = week.world.workspace.add_channel(
        f"other-{week.world.number()}",
        members=[week.ada.person, week.cy.person],
        is_private=True,
    )
    week.cy.types('openspace new "Second week" 2027-11-22 to 2027-11-26', at=other)
    week.cy.runs()
    before = dump.rows(week.settled().world.database)
    assert "Only facilitators" in week.cy.runs("open voting").text
    assert dump.rows(week.settled().world.database) == before
