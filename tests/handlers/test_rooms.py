"""`/openspace rooms`."""

import re

from handlers.blocks import lists
from tests.handlers.cast import Week


def test_rooms_are_added_shown_changed_and_removed(week: Week) -> None:
    assert "no rooms" in week.ada.runs("rooms").text
    week.ada.runs('rooms add "Room A" 30')
    added = week.ada.runs('rooms add "Online" 100 https://meet.example.org/call?a=1&b=2')
    assert "*Room A*: 30 seats" in added.text
    assert "*Online*: 100 seats, <https://meet.example.org/call?a=1&amp;b=2|" in added.text
    assert "*room a*: 12 seats" in week.ada.runs('rooms add "room a" 12').text.lower()
    assert "Room A" not in week.ada.runs('rooms remove "ROOM A"').text.split("Facilitators")[0]
    assert "*Online*" in week.cy.runs("rooms").text


def test_fifty_rooms_with_long_links_are_all_shown(week: Week) -> None:
    for number in range(50):
        link = f"https://meet.example.org/{number}/{'x' * 300}"
        shown = week.ada.runs(f'rooms add "Room {number}" 10 {link}')
    pages = [shown, week.ada.presses(shown, lists.LATER)]
    pages.append(week.ada.presses(pages[-1], lists.LATER))
    seen = [int(n) for page in pages for n in re.findall(r"\*Room (\d+)\*: 10 seats", page.text)]
    assert seen == list(range(50))
    assert "most there can be" in week.ada.runs('rooms add "One more" 10').text


def test_a_room_in_use_stays(week: Week) -> None:
    week.published()
    assert "#1" in week.ada.runs('rooms remove "Room A"').text
    assert "*Room A*" in week.ada.runs("rooms").text


def test_more_seats_promote_who_waits_and_fewer_never_take_a_seat(week: Week) -> None:
    week.published(seats=1)
    week.bo.signs_up("1")
    week.cy.signs_up("1")
    week.ada.runs('rooms add "Room A" 2')
    assert "#1 *Opening*" in week.cy.last_letter()
    assert week.bo.letters() == []
    assert "2 people have a seat in #1" in week.ada.runs('rooms add "Room A" 1').text
    assert "*Room A*: 2 seats" in week.ada.runs("rooms").text


def test_a_name_with_markup_is_shown_as_it_is(week: Week) -> None:
    shown = week.ada.runs('rooms add "<!here> & `co`" 3').text
    assert "*&lt;!here&gt; &amp; 'co'*: 3 seats" in shown
