"""`python -m bot rehearse`: a whole week in a minute, and one sentence where there can be none."""

import signal
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from bot import example_week
from bot.proofbook.proofs import Rehearsal
from bot.rehearsal import command, files, play
from openspace.people import Kind
from openspace.setup import SetUp
from services import people, setup
from services.visits import Visit
from tests import databases
from tests.e2e.program import Program, programs
from tests.storage.dump import dump

WEEK = example_week.SET_UP
ONE_DAY = replace(
    WEEK,
    name="One day",
    last_day=WEEK.first_day,
    slots=tuple(slot for slot in WEEK.slots if slot.day == WEEK.first_day),
    talks=WEEK.talks[:1],
)
LONG_S = 240.0


def filled(url: str, set_up: SetUp) -> None:
    """Make a database with an open space in it, and the name of somebody who is real."""
    with databases.opened(url) as database, database.begin() as db:
        now = example_week.STARTS_AT.replace(day=1)
        people.remember(db, Kind.MEMBER, team_id="TREAL", user_id="UREALADA", now=now)
        visit = Visit("TREAL", "UREALADA", "CREAL", now)
        setup.create(db, visit, set_up, hosts=["UREALADA"] * len(set_up.topics))


def rows(url: str) -> object:
    with databases.opened(url) as database:
        return dump(database)


def ends(program: Program) -> int:
    return program.process.wait(LONG_S) or program.ends()


def own_folder(path: Path) -> dict[str, str]:
    """The environment of a program that puts what goes away again into a folder below *path*."""
    folder = path / "passing"
    folder.mkdir()
    return {"TMPDIR": str(folder)}


def left_over(path: Path) -> list[Path]:
    return list((path / "passing").iterdir())


def test_the_example_week_becomes_a_proof_book(tmp_path: Path) -> None:
    with programs(tmp_path) as start:
        program = start(own_folder(tmp_path), "rehearse", "--example", "--people", "12")
        assert ends(program) == 0
        output = program.output
    book = tmp_path / "proof-book.html"
    assert f"The proof-book of CoProWeekScot is {book}" in output
    assert "to 12 invented people" in output
    assert "Refused" not in output
    assert "Fri 26 Nov: " in output
    page = book.read_text()
    assert "CoProWeekScot" in page
    assert page.endswith("-->\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["passing", "proof-book.html"]
    assert left_over(tmp_path) == []


def test_a_real_week_is_rehearsed_and_stays_as_it_is(database_url: str, tmp_path: Path) -> None:
    filled(database_url, ONE_DAY)
    before = rows(database_url)
    out = tmp_path / "monday.html"
    out.write_text(f"The proof-book of an earlier rehearsal, which UREALADA saw.{command.MARK}")
    with programs(tmp_path) as start:
        arguments = ("rehearse", "--space", "one", "--people", "8", "--out", str(out))
        program = start({"DATABASE_URL": database_url}, *arguments)
        assert ends(program) == 0
        assert f"The proof-book of One day is {out}" in program.output
    assert rows(database_url) == before
    assert [real for real in ("UREALADA", "TREAL", "CREAL") if real in out.read_text()] == []


def test_ctrl_c_ends_it_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with programs(tmp_path) as start:
        program = start(own_folder(tmp_path), "rehearse", "--example", "--people", "30")
        program.says("Mon 22 Nov")
        assert program.ends(signal.SIGINT) == 1
        assert "Stopped; nothing was written." in program.output
    assert [path.name for path in tmp_path.iterdir()] == ["passing"]
    assert left_over(tmp_path) == []


def read_by_all(week: Rehearsal) -> dict[str, list[tuple[str, ...]]]:
    """Return what everybody has read, in order: kinds and words of each message."""
    return {
        recipient: [
            (*(promise.kind for promise in one.promises), one.text)
            for one in week.messages
            if one.recipient == recipient
        ]
        for recipient in {one.recipient for one in week.messages}
    }


def test_the_same_seed_plays_the_same_week() -> None:
    one, other = (
        play.play(ONE_DAY, count=6, seed=3, stop=Event(), say=lambda _line: None) for _ in range(2)
    )
    # Several are sent at the same moment to several people; which goes first means nothing.
    assert read_by_all(one) == read_by_all(other)
    assert replace(one, messages=(), took_s=0) == replace(other, messages=(), took_s=0)
    assert all(message.promises for message in one.messages)
    assert one.refused == ()
    assert {kind.kind for message in one.messages for kind in message.promises} >= {
        "created",
        "voting_open",
        "voting_close",
        "timetable_published",
        "reminder",
        "digest",
        "closed",
    }


def test_a_set_up_is_written_to_a_file_and_played_from_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'real.db'}"
    filled(url, ONE_DAY)
    with programs(tmp_path) as start:
        wrote = start({"DATABASE_URL": url}, "rehearse", "--write-file", "week.toml")
        assert ends(wrote) == 0
        assert files.read(tmp_path / "week.toml") == ONE_DAY
        refused = start({"DATABASE_URL": url}, "rehearse", "--write-file", "week.toml")
        assert ends(refused) == 2
        assert "week.toml is there already" in refused.output
        played = start({}, "rehearse", "--file", "week.toml", "--people", "3")
        assert ends(played) == 0
        assert "to 3 invented people" in played.output


GOOD = files.text(ONE_DAY, name="week.toml")
BAD_FILES = {
    "name = \n": "week.toml is not right as TOML: invalid value (at line 1, column 8).",
    GOOD.replace("capacity = 18", 'capacity = "many"'): (
        'week.toml cannot be used: in rooms 2, capacity, it is "many", and should be a whole'
        " number."
    ),
    GOOD.replace("dots = 5", "dotz = 5"): "week.toml cannot be used: dotz means nothing here.",
    GOOD.replace("last_day = 2027-11-22\n", ""): (
        "week.toml cannot be used: in last_day, it is missing."
    ),
    GOOD.replace("[[slots]]\nday = 2027-11-22", "[[slots]]\nday = 2027-11-27", 1): (
        "week.toml cannot be rehearsed. Slot 1 (Sat 27 Nov 10:00-11:00): "
    ),
    GOOD.replace('room = "Online"', 'room = "Cellar"'): (
        "week.toml cannot be rehearsed. Talk 1 (What co-production asks of us: opening the week):"
        " There is no room “Cellar”."
    ),
    GOOD.replace('zone = "Europe/London"', 'zone = "Moon"'): (
        "week.toml cannot be rehearsed. The open space: “Moon” is not a time zone I know."
    ),
    GOOD.replace("last_day = 2027-11-22", "last_day = 2027-11-02"): (
        "week.toml cannot be rehearsed. The open space: The last day is before the first."
    ),
}


def told(folder: Path, *arguments: str, **settings: str) -> str:
    """Return the one line with which it is refused."""
    with programs(folder) as start:
        program = start(settings, "rehearse", *arguments)
        assert ends(program) == 2, program.output
        assert program.output.count("\n") == 1, program.output
        return program.output


@pytest.mark.parametrize(("written", "sentence"), BAD_FILES.items(), ids=range(len(BAD_FILES)))
def test_a_file_that_is_not_right_is_told_in_one_sentence(
    tmp_path: Path, written: str, sentence: str
) -> None:
    assert written != GOOD
    (tmp_path / "week.toml").write_text(written)
    assert told(tmp_path, "--file", "week.toml").startswith(sentence)


def test_what_cannot_be_rehearsed_is_told_in_one_sentence(tmp_path: Path) -> None:
    assert told(tmp_path).startswith("There is no database sqlite:///data/openspace.db yet. Use --")
    assert told(tmp_path, "--file", "none.toml") == "There is no file none.toml. Check --file.\n"
    assert told(tmp_path, "--example", "--space", "x").startswith("Choose one of --space, --file")
    (tmp_path / "letter.html").write_text("<p>Dear all</p>")
    assert "letter.html is there already and is not a proof-book, so it stays" in told(
        tmp_path, "--example", "--out", "letter.html"
    )
    assert (tmp_path / "letter.html").read_text() == "<p>Dear all</p>"
    assert "There is no folder nowhere" in told(tmp_path, "--example", "--out", "nowhere/a.html")
    (tmp_path / "no.db").write_text("this is no database, whatever its name may say" * 20)
    assert "cannot be read: file is not a database" in told(
        tmp_path, DATABASE_URL="sqlite:///no.db"
    )
    secret = told(tmp_path, DATABASE_URL="postgresql://bot:hush@127.0.0.1:9/week")
    assert "cannot be read" in secret
    assert "hush" not in secret
