"""`/tally`: who sees it, ranks, pages, and the file."""

import csv
import io
import re

import pytest

from handlers.blocks import lists, values
from handlers.blocks.values import Turn, View
from tests.handlers.cast import Somebody, Week
from tests.handlers.seen import button
from tests.handlers.test_voting import space_id


def rows(text: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = re.findall(
        r"(\d+[.=])\s+#(\d+) \*[^*]+\*: (\d+) dots? from (\d+) p", text
    )
    return found


def test_totals_stand_by_dots_then_voters_then_number_and_equal_dots_share_a_rank(
    week: Week,
) -> None:
    week.voting("One", "Two two", "Three", "Four")
    week.bo.votes("2 x3")
    week.cy.votes("3 x2 1")
    week.ada.votes("3 4")
    tally = week.ada.types("tally")
    assert rows(tally.text) == [
        ("1=", "3", "3", "2"),
        ("1=", "2", "3", "1"),
        ("3=", "1", "1", "1"),
        ("3=", "4", "1", "1"),
    ]
    assert "3 people have voted" in tally.text
    assert "8 dots" in tally.text


@pytest.mark.parametrize(
    ("setting", "open_for", "closed_for"),
    [
        ("facilitators", ["ada"], ["ada"]),
        ("everyone", ["ada", "bo"], ["ada", "bo"]),
        ("after", [], ["ada", "bo"]),
    ],
)
def test_the_setting_says_who_sees_the_tally(
    week: Week, setting: str, open_for: list[str], closed_for: list[str]
) -> None:
    week.ada.runs(f"tally {setting}")
    week.voting()
    people = {"ada": week.ada, "bo": week.bo}

    def sees() -> list[str]:
        return [name for name, one in people.items() if rows(one.types("tally").text)]

    assert sees() == open_for
    week.ada.runs("close voting")
    assert sees() == closed_for


def test_the_setting_can_be_tightened_but_not_loosened_once_a_dot_is_given(week: Week) -> None:
    week.ada.runs("tally everyone")
    week.voting()
    week.cy.votes("1")
    assert "only facilitators" in week.ada.runs("tally facilitators").text
    assert "That promise holds" in week.ada.runs("tally everyone").text
    assert rows(week.bo.types("tally").text) == []


def csv_of(person: Somebody) -> list[list[str]]:
    """The file in the last letter that brought one."""
    (file,) = next(letter.files for letter in reversed(person.letters()) if letter.files)
    assert file["name"] == "tally.csv"
    text = person.person.fetches(file).decode()
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_tally_comes_as_a_file_in_the_dm_and_nothing_in_it_is_a_formula(week: Week) -> None:
    titles = ["=cmd()", "+1234", "-1234", "@SUM(A1)", 'Say "no", honestly']
    week.voting(*titles)
    week.cy.votes("2 x2")
    assert "direct message" in week.ada.types("tally csv").text
    table = csv_of(week.ada)
    assert table[0] == ["rank", "topic", "title", "dots", "voters"]
    assert table[1] == ["1", "2", "'+1234", "2", "1"]
    assert [row[2] for row in table[2:-1]] == ["'=cmd()", "'-1234", "'@SUM(A1)", titles[4]]
    assert table[-1][-1] == "1"
    assert [len(one.letters()) for one in (week.bo, week.cy, week.mallory)] == [0, 0, 0]


def test_who_may_not_see_the_tally_gets_no_file(week: Week) -> None:
    week.voting()
    assert "only facilitators" in week.bo.types("tally csv").text
    assert week.bo.letters() == []


def test_a_file_that_slack_does_not_take_is_said(week: Week) -> None:
    week.voting()
    week.world.expects_refusals = True
    week.world.workspace.faults(rate_500=1.0, methods=["files.completeUploadExternal"])
    week.ada.types("tally csv")
    assert is_told_of_the_failure(week.ada)


def test_a_file_that_finds_no_direct_message_is_said(week: Week) -> None:
    week.voting().settled()
    week.world.expects_refusals = True
    week.world.workspace.faults(rate_500=1.0, methods=["chat.postMessage"])
    week.ada.types("tally csv")
    assert is_told_of_the_failure(week.ada)
    assert week.ada.letters() == []


def is_told_of_the_failure(person: Somebody) -> bool:
    """Whether it was said; the answer to the command may be shown before that or after."""
    person.world.settle()
    seen = person.person.sees(person.channel)
    return any("`/tally csv` tries again" in one.text for one in seen if one.is_ephemeral)


def test_pages_turn(week: Week) -> None:
    week.voting(*(f"Topic called {n}" for n in range(1, 23)))
    first = week.ada.types("tally")
    assert len(rows(first.text)) == 20
    second = week.ada.presses(first, lists.LATER)
    assert [row[1] for row in rows(second.text)] == ["21", "22"]


def test_turning_a_page_of_a_tally_one_may_no_longer_see_is_refused_in_words(week: Week) -> None:
    week.ada.runs("tally everyone")
    week.voting(*(f"Topic called {n}" for n in range(1, 23)))
    first = week.bo.types("tally")
    assert button(first, lists.LATER)
    week.ada.runs("tally facilitators")
    said = week.bo.presses(first, lists.LATER, add=True)
    assert "only facilitators" in said.text
    assert rows(said.text) == []


def test_a_forged_page_of_the_tally_shows_nothing(week: Week) -> None:
    week.voting()
    value = values.write(Turn(space_id(week), View("tally")))
    assert "only facilitators" in week.bo.clicks_raw(lists.LATER, value).text
    assert "no open space" in week.mallory.clicks_raw(lists.LATER, value).text
