"""`/openspace timetable`: placing by hand, pinning, publishing, and who is told."""

import re

from tests.handlers import dump
from tests.handlers.cast import Week

DATABASES = ("sqlite", "postgresql")


def prepared(week: Week) -> Week:
    """Bo hosts topics 1 and 2, cy topic 3; two rooms and two slots on Tuesday."""
    week.proposing()
    week.bo.proposes("Procurement")
    week.bo.proposes("Transport")
    week.cy.proposes("Digital")
    week.ada.runs('rooms add "Room A" 2')
    week.ada.runs('rooms add "Room B" 1')
    week.ada.runs("slots add tue 10:00-11:00 11:00-12:00")
    return week


def announced(week: Week) -> list[str]:
    return [message.text for message in week.cy.reads()]


def test_a_topic_is_placed_moved_pinned_and_taken_out(week: Week) -> None:
    prepared(week)
    placed = week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    assert re.search(r"#1 \*Procurement\*.*Tue 23 Nov 10:00 .*Room A", placed.text)
    moved = week.ada.runs('timetable move 1 tue 11:00 "room b"')
    assert re.search(r"#1 \*Procurement\*.*Tue 23 Nov 11:00 .*Room B", moved.text)
    assert "#1 *Procurement*, pinned" in week.ada.runs("timetable pin 1").text
    assert "#1 *Procurement*, pinned" not in week.ada.runs("timetable unpin 1").text
    out = week.ada.runs("timetable unplace 1").text
    assert "Without a place\n#1 *Procurement*" in out.replace(
        "*Without a place*", "Without a place"
    )


def test_a_place_that_is_taken_is_refused_and_names_what_is_in_the_way(week: Week) -> None:
    prepared(week)
    week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    before = dump.rows(week.settled().world.database)
    assert "#1 “Procurement”" in week.ada.runs('timetable move 3 tue 10:00 "Room A"').text
    same_host = week.ada.runs('timetable move 2 tue 10:00 "Room B"').text
    assert "#1 “Procurement”" in same_host
    assert "`/openspace slots`" in same_host
    assert dump.rows(week.world.database) == before


def test_what_is_not_there_is_refused_with_what_is(week: Week) -> None:
    prepared(week)
    assert "“Room A”, “Room B”" in week.ada.runs('timetable move 1 tue 10:00 "Room C"').text
    assert "10:00, 11:00" in week.ada.runs('timetable move 1 tue 12:00 "Room A"').text
    assert "no slots on Wed 24 Nov" in week.ada.runs('timetable move 1 wed 12:00 "Room A"').text
    assert "from 1 to 3" in week.ada.runs('timetable move 9 tue 10:00 "Room A"').text
    assert "no place in the draft" in week.ada.runs("timetable pin 1").text
    assert "nothing to publish" in week.ada.runs("timetable publish").text


def test_the_draft_is_seen_by_facilitators_alone(week: Week) -> None:
    prepared(week)
    week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    assert "Only facilitators" in week.bo.runs("timetable").text
    assert "#1 *Procurement*" in week.ada.runs("timetable").text
    assert "Procurement" not in week.cy.types("agenda week").text


def test_publishing_is_announced_and_tells_the_hosts(week: Week) -> None:
    prepared(week)
    week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    assert "#1 *Procurement*" in week.ada.runs("timetable publish").text
    assert "#1 *Procurement*" in announced(week)[-1]
    assert "#1 *Procurement*" in week.bo.last_letter()
    assert (week.cy.letters(), week.ada.letters(), week.mallory.letters()) == ([], [], [])


def test_a_change_tells_exactly_those_whom_it_affects(week: Week) -> None:
    prepared(week)
    dee, ewan = week.newcomer("dee"), week.newcomer("ewan")
    week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    week.ada.runs('timetable move 3 tue 11:00 "Room A"')
    week.ada.runs("timetable publish")
    dee.signs_up("1")
    ewan.signs_up("3")
    letters = {one: len(one.letters()) for one in (week.bo, week.cy, dee, ewan)}
    week.ada.runs('timetable move 1 tue 10:00 "Room B"')
    assert len(dee.letters()) == letters[dee]
    week.ada.runs("timetable publish")
    assert "Moved: #1 *Procurement*" in announced(week)[-1]
    assert "Room B" in dee.last_letter()
    assert "Room B" in week.bo.last_letter()
    assert len(week.cy.letters()) == letters[week.cy]
    assert ewan.letters() == []
    assert "Everyone already sees" in week.ada.runs("timetable publish").text


def test_a_smaller_room_tells_those_who_lose_their_seat(week: Week) -> None:
    prepared(week)
    dee, ewan = week.newcomer("dee"), week.newcomer("ewan")
    week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    week.ada.runs("timetable publish")
    dee.signs_up("1")
    ewan.signs_up("1")
    week.ada.runs('timetable move 1 tue 10:00 "Room B"')
    week.ada.runs("timetable publish")
    assert "waiting list" in ewan.last_letter()
    assert "waiting list" not in "".join(letter.text for letter in dee.letters())


def test_a_cancelled_session_is_gone_and_those_who_would_come_are_told(week: Week) -> None:
    prepared(week)
    week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    week.ada.runs("timetable publish")
    week.cy.signs_up("1")
    week.ada.runs("timetable unplace 1")
    assert "#1 *Procurement*" in week.cy.types("agenda week").text
    week.ada.runs("timetable publish")
    assert "Cancelled: #1 *Procurement*" in week.cy.last_letter()
    assert "Cancelled: #1 *Procurement*" in announced(week)[-1]
    assert "#1 *Procurement*" not in week.cy.types("agenda week").text


def test_two_sessions_can_swap_their_rooms(week: Week) -> None:
    prepared(week)
    week.ada.runs('timetable move 1 tue 10:00 "Room A"')
    week.ada.runs('timetable move 3 tue 10:00 "Room B"')
    week.ada.runs("timetable publish")
    week.ada.runs("timetable unplace 1")
    week.ada.runs('timetable move 3 tue 10:00 "Room A"')
    week.ada.runs('timetable move 1 tue 10:00 "Room B"')
    published = week.ada.runs("timetable publish").text
    assert "Moved: #1" in published
    assert "Moved: #3" in published


def test_a_timetable_of_many_long_titles_names_every_change_it_counts(week: Week) -> None:
    week.ada.runs('rooms add "Room A" 2')
    week.ada.runs("slots add tue,wed,thu 10-11 11-12 12-13 13-14 14-15 15-16")
    for day in ("tue", "wed", "thu"):
        for hour in range(10, 16):
            title = f"{day} {hour} {'and a long title ' * 7}"
            week.ada.runs(f'talks add "{title}" {day} {hour}:00 "Room A" by "Somebody"')
    published = week.ada.runs("timetable publish").text
    assert published.count("New: #") == 15
    assert "3 more" in published
    assert announced(week)[-1].count("New: #") == 15
    draft = week.ada.runs("timetable").text
    assert [n for n in range(1, 19) if f"#{n} *" not in draft] == []
