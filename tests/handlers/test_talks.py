"""`/openspace talks`."""

from handlers.blocks import lists
from tests.handlers.cast import Week


def test_a_talk_takes_the_next_number_and_has_its_place(week: Week) -> None:
    week.proposing()
    week.bo.proposes("Procurement")
    week.ada.runs('rooms add "Room A" 30')
    week.ada.runs("slots add tue 10:00-11:00")
    added = week.ada.runs('talks add "Inclusion" tue 10:00 "Room A" by "Samir H, Open Doors"').text
    assert "#2 *Inclusion*, talk by Samir H, Open Doors" in added
    assert "Tue 23 Nov 10:00" in added
    assert "Room A" in added
    assert "#3" in week.bo.proposes("Transport").text


def test_a_host_in_slack_is_told_when_named_and_when_the_talk_has_its_place(week: Week) -> None:
    week.ada.runs('rooms add "Room A" 30')
    week.ada.runs("slots add tue 10:00-11:00")
    week.ada.runs(f'talks add "Inclusion" tue 10:00 "Room A" by {week.bo.mention} and "Samir H"')
    (named,) = week.bo.letters()
    assert "named you as host of #1 *Inclusion*" in named.text
    week.ada.runs("timetable publish")
    assert "has its place. New: #1 *Inclusion*" in week.bo.last_letter()
    assert len(week.bo.letters()) == 2


def test_a_talk_that_clashes_is_not_added_and_its_number_is_not_used(week: Week) -> None:
    week.published()
    refused = week.ada.runs('talks add "Second" tue 10:00 "Room A" by "Somebody"')
    assert "#1 “Opening”" in refused.text
    again = week.ada.runs('talks add "Second" tue 11:00 "Room A" by "Somebody"')
    assert "#2 *Second*" in again.text


def test_a_withdrawn_talk_tells_those_who_signed_up(week: Week) -> None:
    week.published()
    week.cy.signs_up("1")
    assert "Only" in week.bo.runs("withdraw 1").text
    week.ada.runs("withdraw 1")
    assert "#1 *Opening*" in week.cy.last_letter()
    assert week.bo.letters() == []


def test_the_list_turns_to_the_talk_just_added_and_its_pages_turn(week: Week) -> None:
    week.ada.runs('rooms add "Room A" 30')
    week.ada.runs("slots add tue,wed 10-11 11-12 12-13 13-14 14-15 15-16 16-17")
    for day in ("tue", "wed"):
        for hour in range(10, 17):
            shown = week.ada.runs(f'talks add "T {day} {hour}" {day} {hour}:00 "Room A" by "X"')
    assert "#14 *T wed 16*" in shown.text
    first = week.ada.presses(shown, lists.EARLIER)
    assert [n for n in range(1, 15) if f"#{n} *" in first.text] == list(range(1, 13))


def test_what_is_missing_is_named(week: Week) -> None:
    for words in ('"T" tue', '"T" tue 10:00 "Room A"', "tue 10:00", ""):
        assert "`/openspace talks add" in week.ada.runs(f"talks add {words}").text
