"""Being forgotten, and one's own data as a file, as people do it in Slack."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest

from handlers.blocks import forgetting as blocks
from handlers.blocks import values
from handlers.blocks.values import Sure
from openspace.forgetting import SURE_FOR
from tests.handlers.cast import Somebody, Week
from tests.handlers.seen import words_of
from tests.handlers.test_permissions import guest
from tests.handlers.world import MONDAY
from tests.storage.dump import dump

DATABASES = ("sqlite", "postgresql")


def is_stored(week: Week, person: Somebody) -> bool:
    return person.id in str(dump(week.world.database))


def files_of(person: Somebody) -> dict[str, bytes]:
    """The files of the last letter that has any, by name."""
    files = next(letter.files for letter in reversed(person.letters()) if letter.files)
    held = person.world.sandbox._world.workspace.files
    return {file["name"]: held[file["id"]].data or b"" for file in files}


def my_data(person: Somebody) -> dict[str, Any]:
    person.runs("export me")
    found: dict[str, Any] = json.loads(files_of(person)["my-data.json"])
    return found


def test_what_will_go_is_said_first_and_one_press_lets_it_go(
    week: Week, caplog: pytest.LogCaptureFixture
) -> None:
    week.voting("Procurement", "Shared")
    week.cy.votes("2")
    week.bo.votes("1 2 x2")
    week.bo.opens_home()
    asked = week.bo.runs("forget me")
    assert "Your 3 dots are taken back" in asked.text
    # Not which of them others gave dots to: that would tell something of the vote.
    assert "Withdrawn, with all words, unless others gave dots to it: #1, #2." in asked.text
    assert is_stored(week, week.bo)
    said = week.bo.presses(asked, blocks.YES)
    assert said.text.startswith("*You are forgotten.*")
    week.world.wait_for_lanes()
    assert not is_stored(week, week.bo)
    assert "Nothing about you is stored here" in words_of(week.bo.home())
    letters = len(week.bo.letters())
    week.world.passes(hours=30)
    assert len(week.bo.letters()) == letters
    assert not is_stored(week, week.bo)
    assert week.bo.id not in caplog.text
    assert "1 dot from 1 person" in week.ada.types("tally").text


def test_whoever_comes_back_is_asked_about_anew(week: Week) -> None:
    week.voting()
    week.cy.votes("1")
    before = len(week.world.calls)
    assert "forgotten" in week.cy.runs("forget me yes").text
    week.cy.votes("2 x5")
    asked = [one for one in week.world.payloads_since(before) if one.name == "users.info"]
    assert [one.request["user"] for one in asked] == [week.cy.id]
    assert [one["dots"] for one in my_data(week.cy)["open_spaces"][0]["ballot"]] == [5]


def test_an_old_button_and_a_forged_one_erase_nothing(week: Week) -> None:
    week.voting()
    asked = week.bo.runs("forget me")
    week.world.clock.set(week.world.clock.now() + SURE_FOR * 1.2)
    said = week.bo.presses(asked, blocks.YES, add=True)
    assert "`/openspace forget me` says again what would go" in said.text
    assert is_stored(week, week.bo)
    assert "older version" in week.bo.clicks_raw(blocks.YES, "[true]").text
    # Whatever it carries, it is about whoever presses it.
    week.mallory.clicks_raw(blocks.YES, values.write(Sure(values.BIGGEST)))
    assert is_stored(week, week.bo)


def test_the_last_facilitator_is_told_to_name_another(week: Week) -> None:
    said = week.ada.runs("forget me").text
    assert "last facilitator" in said
    assert "`/openspace facilitators add @someone`" in said
    assert said == week.ada.runs("forget me yes").text
    assert is_stored(week, week.ada)


def test_ones_own_data_comes_as_a_file_to_that_person_alone(week: Week) -> None:
    week.voting("Procurement")
    week.published()
    week.bo.votes("1 x3")
    week.cy.votes("1")
    week.bo.signs_up("2")
    week.bo.runs("away tue 10:00-11:00")
    found = my_data(week.bo)
    (part,) = found["open_spaces"]
    assert (found["user_id"], found["kind"]) == (week.bo.id, "member")
    assert part["ballot"] == [{"topic": 1, "title": "Procurement", "dots": 3}]
    assert [(one["topic"], one["has_seat"]) for one in part["seats"]] == [(2, True)]
    assert [one["title"] for one in part["topics_proposed"]] == ["Procurement"]
    assert [one["starts_at"] for one in part["away"]] == ["2027-11-23T10:00:00+00:00"]
    whole = json.dumps(found)
    assert not any(one.id in whole for one in (week.ada, week.cy))
    assert week.ada.letters() == []
    assert week.mallory.runs("export me").text.startswith("Your data is coming")
    assert my_data(week.mallory)["open_spaces"] == []


def test_a_file_that_slack_does_not_take_is_said(week: Week) -> None:
    week.world.expects_refusals = True
    week.world.workspace.faults(rate_500=1.0, methods=["files.completeUploadExternal"])
    week.bo.runs("export me")
    week.world.settle()
    assert any("`/openspace export me` tries again" in one.text for one in week.bo.whispers())


def test_a_facilitator_gets_everything_but_ballots_and_names_of_seats(week: Week) -> None:
    week.ada.runs("tally after")
    week.voting("=Procurement", "Digital")
    week.published()
    week.bo.votes("1 x3")
    week.cy.votes("2")
    week.cy.signs_up("3")
    assert "Only facilitators" in week.bo.runs("export").text
    week.ada.runs("export")
    assert json.loads(files_of(week.ada)["open-space.json"])["tally"] is None
    week.ada.runs("close voting")
    week.ada.runs("export")
    files = files_of(week.ada)
    assert sorted(files) == ["open-space.json", "timetable.csv", "topics.csv"]
    table = list(csv.DictReader(io.StringIO(files["topics.csv"].decode(), newline="")))
    assert [(row["title"], row["dots"]) for row in table] == [
        ("'=Procurement", "3"),
        ("Digital", "1"),
        ("Opening", ""),
    ]
    found = json.loads(files["open-space.json"])
    assert [one["signed_up"] for one in found["timetable"]] == [1]
    assert week.cy.id not in str(files)


def test_a_guest_who_takes_no_part_can_have_their_data_and_be_forgotten(week: Week) -> None:
    somebody = guest(week)
    assert "own staff" in somebody.votes().text
    assert my_data(somebody)["kind"] == "guest"
    assert "You are forgotten" in somebody.runs("forget me yes").text
    assert not is_stored(week, somebody)


def test_the_clock_lets_ballots_go_and_each_voter_is_told_so(week: Week) -> None:
    week.voting("Procurement")
    week.cy.votes("1 x3")
    said = week.ada.runs("close").text
    assert "Whose ballot is whose is forgotten 14 days after an open space ends" in said
    week.world.clock.set(MONDAY + timedelta(days=14))
    week.world.ticks.retain()
    ballot = week.cy.votes().text
    assert "Your dots are counted, and no longer kept by person." in ballot
    assert "5 dots left" not in ballot
    assert "3 dots from 1 person" in week.ada.types("tally").text
    assert my_data(week.cy)["open_spaces"][0]["ballot"] is None
