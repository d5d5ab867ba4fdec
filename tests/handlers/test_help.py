"""Help, privacy, and the prefix that a workspace may put before every command."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.manifest import manifest
from handlers.commands import COMMANDS
from tests.handlers import cast, dump, wire_rules
from tests.handlers import world as worlds
from tests.handlers.cast import Week
from tests.handlers.test_proposing_form import opens, sends
from tests.handlers.world import commands_in

PREFIX = "week-"


def test_help_names_every_command_and_every_one_it_names_exists(week: Week) -> None:
    named = set(commands_in(week.bo.runs("help").text))
    assert named == {f"/{command.name}" for command in COMMANDS}


def test_what_help_names_for_facilitators_is_understood(week: Week) -> None:
    shown = week.bo.runs("help").text
    assert "`/openspace new`" in shown
    assert "`/openspace settings`" in shown
    for words in (
        "open proposals",
        "dots 5",
        "tally everyone",
        "guests allow",
        "themes add Invest in showing it works",
        "close",
        "reopen",
        "rooms add",
        "slots add",
        "talks add",
        "timetable publish",
        "open voting until thu 17:00",
        "open voting at wed 9:00",
        "close voting at thu 17:00",
        "close voting at off",
        "digest 09:00",
        "digest off",
        "summary 16:30",
        "reminder 15",
        "messages",
        "messages again",
    ):
        assert f"`/openspace {words}" in shown
        assert "not something I know" not in week.bo.runs(words).text


def test_help_and_privacy_need_no_open_space(week: Week) -> None:
    assert "/propose" in week.mallory.runs("help").text
    privacy = week.mallory.runs("privacy").text
    assert "Nobody else ever sees them" in privacy
    assert "`/vote clear`" in privacy


def test_help_of_any_more_words_is_help(week: Week) -> None:
    assert week.bo.runs("help me please").text == week.bo.runs("help").text


@pytest.mark.parametrize(
    ("command", "example"),
    [
        ("propose", "`/propose How do we start co-pro in procurement?`"),
        ("topics", "`/topics words`"),
        ("vote", "`/vote remove 3` and `/vote clear`"),
        ("signup", "`/signup cancel 3`"),
        ("agenda", "`/agenda mine`"),
        ("tally", "`/tally csv`"),
    ],
)
def test_help_behind_a_command_says_how_to_use_it_and_changes_nothing(
    week: Week, command: str, example: str
) -> None:
    week.voting("Procurement")
    everything = week.cy.runs("help").text
    before = dump.rows(week.settled().world.database)
    for words in ("help", "HELP"):
        said = week.cy.types(f"{command} {words}").text
        assert example in said
        assert [line for line in said.splitlines()[:-1] if line not in everything] == []
    assert dump.rows(week.settled().world.database) == before


def test_a_title_in_quotes_may_be_help(week: Week) -> None:
    week.proposing()
    assert "Your topic is #1" in week.cy.types('propose "Help"').text


@pytest.fixture(scope="module")
def prefixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Week]:
    folder: Path = tmp_path_factory.mktemp("prefixed")
    url = f"sqlite:///{folder / 'openspace.db'}"
    with worlds.world(url, prefix=PREFIX) as running:
        yield cast.week(running)
        running.settle()
        assert wire_rules.offences(running) == []


def test_every_command_that_is_named_anywhere_carries_the_prefix(prefixed: Week) -> None:
    week = prefixed.voting("Procurement").published()
    said = [
        week.ada.runs(words).text
        for words in (
            "help",
            "",
            "privacy",
            "rooms",
            "slots",
            "talks",
            "timetable",
            "nonsense",
            "facilitators",
            "dots",
            "open",
            "withdraw",
            "edit",
            "adopt",
            "cohost",
            cast.NEW,
            "notices",
            "digest",
            "messages",
            "messages again",
            "themes",
            "close voting at fri 17:00",
        )
    ]
    for words in (
        "topics",
        "topics nothing",
        "vote",
        "vote 99",
        "vote x",
        "signup",
        "signup 99",
        "agenda",
        "agenda never",
        "tally",
        "tally x",
        "propose ab",
        "propose Procurement once more",
    ):
        said.append(week.bo.types(words).text)
    said.append(week.mallory.types("vote").text)
    warned = sends(week.cy, opens(week.cy), {"Title": "Procurement for all"})
    said += [warned.shown, sends(week.cy, warned).shown]
    said.append(sends(week.bo, opens(week.bo, "openspace edit 1"), {"Title": "Buying"}).shown)
    said.append(opens(week.ada, "openspace settings").shown)
    said.append(sends(week.ada, week.ada.person.form()).shown)
    assert f"`/{PREFIX}openspace cohost 1`" in warned.shown
    said += [message.text for message in week.cy.reads()]
    commands = {command for text in said for command in commands_in(text)} - {"/invite"}
    assert commands == {f"/{PREFIX}{command.name}" for command in COMMANDS}
    in_manifest = manifest("http", PREFIX, "https://bot.example.org")["features"]["slash_commands"]
    assert {entry["command"] for entry in in_manifest} == commands


def test_blocks_carry_the_prefix_as_the_text_does(prefixed: Week) -> None:
    shown = prefixed.bo.runs("help")
    assert set(commands_in(shown.shown)) == {f"/{PREFIX}{command.name}" for command in COMMANDS}


def test_the_prefix_stays_out_of_what_people_wrote(prefixed: Week) -> None:
    name = "`/vote 3` and " + "`/vote`" * 9
    channel = prefixed.world.workspace.add_channel(
        "second", members=[prefixed.ada.person], is_private=True
    )
    created = prefixed.ada.types(f'openspace new "{name}" 2027-11-22 to 2027-11-26', at=channel)
    assert "'/vote 3' and" in created.text
    standing = prefixed.ada.types("openspace", at=channel)
    assert standing.blocks[0]["text"]["text"] == name
