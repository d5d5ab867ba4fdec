"""Every page of a long list can be typed, and the small print of a page says how."""

import pytest

from handlers.blocks import lists
from tests.handlers import dump
from tests.handlers.cast import Week
from tests.handlers.seen import button
from tests.handlers.test_voting import listed

TOPICS = 25
SESSIONS = 21


@pytest.fixture
def many(week: Week) -> Week:
    """Topics 1 to 25, and talks 26 to 46 at one time, each in a room of its own."""
    week.voting(*(f"Topic called {n}" for n in range(1, TOPICS + 1)))
    week.ada.runs("slots add tue 10:00-11:00")
    for n in range(1, SESSIONS + 1):
        week.ada.runs(f'rooms add "Hall {n:02}" 20')
        week.ada.runs(f'talks add "Talk called {n}" tue 10:00 "Hall {n:02}" by "Morag Tennant"')
    week.ada.runs("timetable publish")
    return week


LISTS = (
    ("topics", 4, "#13 *Topic called 13*"),
    ("topics called", 4, "#13 *Topic called 13*"),
    ("tally", 2, "#21 *Topic called 21*"),
    ("agenda week", 2, "#38 *Talk called 13*"),
    ("agenda 2027-11-23", 2, "#38 *Talk called 13*"),
    ("signup", 2, "#38 *Talk called 13*"),
    ("openspace rooms", 2, "*Hall 21*"),
    ("openspace talks", 2, "#38 *Talk called 13*"),
    ("openspace timetable", 3, "#46 *Talk called 21*"),
)


def test_every_page_is_typed_as_the_small_print_of_the_one_before_says(many: Week) -> None:
    before = dump.rows(many.settled().world.database)
    for command, last, entry in LISTS:
        first = many.ada.types(command)
        assert entry not in first.text, command
        for number in range(1, last):
            words = f"Page {number} of {last}; `/{command} page {number + 1}` shows the next."
            assert words in many.ada.types(f"{command} page {number}").text
        second = many.ada.types(f"{command} page 2")
        assert entry in second.text, command
        # The same as the button brings.
        assert many.ada.presses(first, lists.LATER).text == second.text
        end = many.ada.types(f"{command} PAGE {last}")
        assert f"Page {last} of {last}; `/{command} page {last - 1}` shows the one before." in (
            end.text
        )
        assert many.ada.types(f"{command} page 99").text == end.text
    assert dump.rows(many.settled().world.database) == before


def test_the_second_page_of_a_ballot_is_typed_as_the_first_says(many: Week) -> None:
    first = many.ada.types("vote")
    assert "Page 1 of 2; `/vote page 2` shows the next." in first.text
    second = many.ada.types("vote page 2")
    assert many.ada.presses(first, lists.LATER).text == second.text
    assert many.ada.types("vote page 99").text == second.text
    assert sorted([*listed(first), *listed(second)]) == list(range(1, TOPICS + 1))


def test_the_default_of_an_agenda_and_ones_own_have_pages(many: Week) -> None:
    many.world.clock.set(many.world.clock.now().replace(day=23))
    day = "`/agenda 2027-11-23 page 2` shows the next."
    assert day in many.cy.types("agenda").text
    assert "#38 *Talk called 13*" in many.cy.types("agenda page 2").text
    numbers = " ".join(str(n) for n in range(TOPICS + 1, TOPICS + SESSIONS + 1))
    shown = many.cy.signs_up(f"{numbers} anyway")
    assert "Page 1 of 2." in shown.text
    assert "#46 *Talk called 21*: you have a seat" in shown.text
    assert "`/agenda mine page 2` shows the next." in many.cy.types("agenda mine").text
    assert "#46 *Talk called 21*" in many.cy.types("agenda mine page 2").text


def test_a_list_of_one_page_says_nothing_of_pages(week: Week) -> None:
    week.voting().published()
    for command, _, _ in LISTS:
        assert "age 1 of" not in week.ada.types(command).text
    with pytest.raises(LookupError):
        button(week.ada.types("topics page 2"), lists.EARLIER)


def test_words_that_are_searched_for_stay_words_on_the_next_page(week: Week) -> None:
    week.voting(*(f"R&D <b> number {n}" for n in range(1, 14)))
    shown = week.cy.types("topics R&D <b>")
    assert "`/topics R&amp;D &lt;b&gt; page 2` shows the next." in shown.text


@pytest.mark.parametrize(
    "words",
    ["vote page two", "vote 1 page 2", "signup page 0", "tally page", "openspace rooms page x"],
)
def test_a_page_that_is_no_number_is_refused_and_changes_nothing(week: Week, words: str) -> None:
    week.voting()
    before = dump.rows(week.settled().world.database)
    assert "page 2`" in week.ada.types(words).text
    assert dump.rows(week.settled().world.database) == before
