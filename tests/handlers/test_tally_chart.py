"""The tally as Slack's chart and table, for those who may see it; in words where Slack has none."""

import re
from typing import Any

import pytest
from sqlalchemy import delete, select

from handlers.blocks import lists, values
from handlers.blocks import tally as blocks
from handlers.blocks.values import Turn, View
from sandbox import limits
from sandbox.limits_blocks import BLOCKS
from sandbox.limits_checks import by_type, many
from sandbox.sights import Message
from storage.tables import HostRow, TopicRow
from tests.handlers.cast import Somebody, Week
from tests.handlers.seen import labels
from tests.handlers.test_ballot import THEMES, three
from tests.handlers.test_tally import csv_of, rows
from tests.handlers.test_voting import space_id


def block(message: Message, kind: str) -> dict[str, Any] | None:
    found = [one for one in message.blocks if one["type"] == kind]
    assert len(found) < 2
    return found[0] if found else None


def bars(message: Message) -> list[tuple[str, int]]:
    chart = block(message, "data_visualization")
    if chart is None:
        return []
    (series,) = chart["chart"]["series"]
    assert chart["chart"]["axis_config"]["categories"] == [p["label"] for p in series["data"]]
    return [(point["label"], point["value"]) for point in series["data"]]


def cells(message: Message) -> list[tuple[Any, ...]]:
    table = block(message, "data_table")
    if table is None:
        return []
    return [tuple(cell.get("text", cell.get("value")) for cell in row) for row in table["rows"]]


def chart_of(person: Somebody) -> Message:
    """The chart that follows the answer to `/tally chart`."""
    assert "The chart comes as a message of its own." in person.types("tally chart").text
    person.world.wait_for_lanes()
    # The answer to the command may be shown before that or after.
    seen = person.person.sees(person.channel)
    return next(one for one in reversed(seen) if one.is_ephemeral and "voted and given" in one.text)


def voted(week: Week) -> Week:
    three(week)
    week.cy.votes("1 x3 2")
    week.ada.votes("2 x2")
    return week


ROWS = [
    ("Rank", "Topic", "Title", "Dots", "People"),
    (1, "#2", "Pace", 3, 2),
    (1, "#1", "Wifi", 3, 1),
    (3, "#3", "Forms", 0, 0),
    (3, "#4", "Tea", 0, 0),
]


def test_a_press_draws_the_tally_in_its_place_and_another_shows_it_in_words(week: Week) -> None:
    voted(week)
    words = week.ada.types("tally")
    drawn = week.ada.presses(words, blocks.CHART)
    assert drawn.ts == words.ts
    assert bars(drawn) == [("#2", 3), ("#1", 3), ("#3", 0), ("#4", 0)]
    assert cells(drawn) == ROWS
    # What is read out says the same as before.
    assert (
        rows(drawn.text)
        == rows(words.text)
        == [
            ("1=", "2", "3", "2"),
            ("1=", "1", "3", "1"),
            ("3=", "3", "0", "0"),
            ("3=", "4", "0", "0"),
        ]
    )
    assert week.ada.presses(drawn, blocks.WORDS).text == words.text


def test_a_chart_can_be_typed(week: Week) -> None:
    drawn = chart_of(voted(week).ada)
    assert cells(drawn) == ROWS
    assert drawn.is_ephemeral


def test_turnout_themes_and_topics_without_host_are_said(week: Week) -> None:
    voted(week)
    expected = [
        "2 people have voted and given 6 dots. Voting is open, so this may change.",
        "*By theme*",
        f"• {THEMES[0]}: 2 topics, 3 dots",
        "• Give it time &amp; &lt;care&gt;: 1 topic, 3 dots",
        "• No theme: 1 topic, 0 dots",
    ]
    for message in (week.ada.types("tally"), chart_of(week.ada)):
        assert message.text.splitlines()[1:6] == expected
        assert "Without a host" not in message.text
    orphan(week, 3)
    orphan(week, 2)
    sentence = "*Without a host yet:* #2, #3. `/topics 2` shows the first of them."
    for message in (week.ada.types("tally"), chart_of(week.ada)):
        assert message.text.splitlines()[6] == sentence


def orphan(week: Week, number: int) -> None:
    """Leave a topic without host; there is no deed for that yet."""
    with week.world.database.begin() as db:
        query = select(TopicRow.id).where(
            TopicRow.space_id == space_id(week), TopicRow.number == number
        )
        db.execute(delete(HostRow).where(HostRow.topic_id == db.scalars(query).one()))


def test_at_most_twenty_bars_and_pages_of_a_table_whose_text_has_every_topic(week: Week) -> None:
    week.voting(*(f"Topic called {n}" for n in range(1, 46)))
    week.cy.votes("45 x3")
    first = chart_of(week.ada)
    assert bars(first) == [("#45", 3), *((f"#{n}", 0) for n in range(1, 20))]
    assert len(cells(first)) == 41
    second = week.ada.presses(first, lists.LATER)
    assert (bars(second), len(cells(second))) == ([], 6)
    said = [row[1] for page in (first, second) for row in rows(page.text)]
    assert said == ["45", *(str(n) for n in range(1, 45))]


def test_without_a_dot_there_is_nothing_to_draw(week: Week) -> None:
    week.voting()
    assert "Show as a chart: tally of CoProWeekScot" not in labels(week.ada.types("tally"))
    drawn = chart_of(week.ada)
    assert (bars(drawn), len(cells(drawn))) == ([], 4)


def test_without_a_topic_the_chart_is_a_sentence(week: Week) -> None:
    week.proposing()
    drawn = chart_of(week.ada)
    assert (bars(drawn), cells(drawn)) == ([], [])
    assert "0 people have voted" in drawn.text


@pytest.fixture
def older_slack(week: Week, monkeypatch: pytest.MonkeyPatch) -> Week:
    """A Slack that knows neither charts nor data tables."""
    known = [kind for kind in BLOCKS if not kind.startswith("data_")]
    monkeypatch.setattr(limits, "_MESSAGE", many(by_type(BLOCKS, known), least=0, most=50))
    week.world.expects_refusals = True
    return week


def test_where_slack_draws_no_charts_the_tally_comes_in_words(older_slack: Week) -> None:
    week = voted(older_slack)
    words = week.ada.types("tally")
    instead = week.ada.presses(words, blocks.CHART)
    assert instead.ts == words.ts
    assert instead.text.splitlines()[0] == (
        "Slack does not draw charts here. This is the same in words:"
    )
    assert instead.text.splitlines()[1:] == words.text.splitlines()[1:]
    assert chart_of(week.ada).text == instead.text
    week.settled()
    forget_refused(week)


def forget_refused(week: Week) -> None:
    """The rules of this Slack are not those that all calls are held against afterwards."""
    refused = [call for call in week.world.calls if call.refused]
    assert {re.split(r"[;:]", str(call.refused))[0] for call in refused} == {"invalid_blocks"}


def test_who_may_not_see_the_tally_gets_no_chart_and_no_file(week: Week) -> None:
    voted(week)
    assert "only facilitators" in week.bo.types("tally chart").text
    chart = values.write(Turn(space_id(week), View("chart")))
    for action in (blocks.CHART, blocks.WORDS, lists.LATER):
        assert "only facilitators" in week.bo.clicks_raw(action, chart).text
    assert "only facilitators" in week.bo.clicks_raw(blocks.FILE, chart).text
    assert "no open space" in week.mallory.clicks_raw(blocks.FILE, chart).text
    assert [one.letters() for one in (week.bo, week.mallory)] == [[], []]


def test_a_press_sends_the_file(week: Week) -> None:
    voted(week)
    said = week.ada.presses(week.ada.types("tally"), blocks.FILE, add=True)
    assert "as a file in a direct message" in said.text
    assert csv_of(week.ada)[1] == ["1", "2", "Pace", "3", "2"]
