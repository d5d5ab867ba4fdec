"""Is what was backed up there again, and is nothing lost that nobody wanted to lose?"""

import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import backup
from bot.backup import CannotCopy
from bot.settings import Settings, read
from services import voting
from storage.database import Database, open_database
from tests.databases import PostgresServer, opened
from tests.e2e import tools
from tests.storage import week as weeks
from tests.storage.dump import dump

WITH_TOOLS = tools.environment()


def settings_for(url: str) -> Settings:
    return read({"DATABASE_URL": url, "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"})


def filled(database: Database) -> dict[str, object]:
    """A week with topics and votes; what is in the database then."""
    week = weeks.open_week(database)
    week.has_topics("Ptarmigan", "It's \\ a \t tab; and 'quotes' \N{SNOWMAN}")
    week.cy(voting.set_dots, {1: 2, 2: 1})
    return dict(dump(database))


def no_file_but(folder: Path, *names: str) -> bool:
    return {path.name for path in folder.iterdir()} == set(names)


def test_a_backup_while_the_bot_runs_is_put_back_as_it_was(
    database_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    settings, file = settings_for(database_url), folder / "week.backup"
    with opened(database_url) as database:
        before = filled(database)
        # Somebody writes meanwhile, and is not in the copy.
        with database.begin() as db:
            db.execute(text("DELETE FROM dots"))
            said = backup.backup(settings, file, WITH_TOOLS)
        after = dict(dump(database))
        assert after != before
        with pytest.raises(CannotCopy, match=r"in use|A bot is connected"):
            backup.restore(settings, file, WITH_TOOLS, replace=True)
        assert dump(database) == after
    assert (str(file) in said, "checked" in said) == (True, True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert no_file_but(folder, "week.backup")
    with pytest.raises(CannotCopy, match=r"not empty\. With --replace"):
        backup.restore(settings, file, WITH_TOOLS, replace=False)
    said = backup.restore(settings, file, WITH_TOOLS, replace=True)
    assert "The schema is up to date" in said
    with opened(database_url) as database:
        assert dump(database) == before
        # Numbers go on where they were: nothing new takes the place of something old.
        weeks.actor(database, "bo")(voting.set_dots, {1: 1})


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_backup_fills_an_empty_database_and_the_old_one_stays(
    kind: str, tmp_path: Path, postgres: PostgresServer
) -> None:
    if kind == "sqlite":
        old, new = (f"sqlite:///{tmp_path}/{name}/week.db" for name in ("old", "new"))
    else:
        old, new = postgres.new_database(), postgres.new_database(empty=True)
    with opened(old) as database:
        before = filled(database)
        file = tmp_path / "week.backup"
        backup.backup(settings_for(old), file, WITH_TOOLS)
        backup.restore(settings_for(new), file, WITH_TOOLS, replace=False)
        assert dump(database) == before
    with opened(new) as database:
        assert dump(database) == before


def test_what_is_no_backup_of_ours_is_refused_and_changes_nothing(
    database_url: str, tmp_path: Path, postgres: PostgresServer
) -> None:
    settings = settings_for(database_url)
    with opened(database_url) as database:
        before = filled(database)
        newer = tmp_path / "newer"
        with database.begin() as db:
            db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        database.close()
        with pytest.raises(CannotCopy, match="9999"):
            backup.backup(settings, newer, WITH_TOOLS)
        with database.begin() as db:
            db.execute(text("UPDATE alembic_version SET version_num = '0006'"))
        database.close()
        whole = tmp_path / "whole"
        backup.backup(settings, whole, WITH_TOOLS)
        files = {"junk": b"junk" * 1000, "nothing": b"", "half": whole.read_bytes()[:3000]}
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        database.close()
        for name in (*files, "missing"):
            with pytest.raises(CannotCopy):
                backup.restore(settings, tmp_path / name, WITH_TOOLS, replace=True)
        assert dump(database) == before
        with pytest.raises(CannotCopy, match="is there already"):
            backup.backup(settings, whole, WITH_TOOLS)


def test_tables_of_others_are_never_replaced(postgres: PostgresServer, tmp_path: Path) -> None:
    url = postgres.new_database()
    file = tmp_path / "week.backup"
    backup.backup(settings_for(url), file, WITH_TOOLS)
    other = open_database(postgres.new_database(empty=True))
    with other.engine.begin() as connection:
        connection.execute(text("CREATE TABLE payroll (id int)"))
    other.close()
    settings = settings_for(other.engine.url.render_as_string(hide_password=False))
    with pytest.raises(CannotCopy, match="not this bot's, like payroll"):
        backup.restore(settings, file, WITH_TOOLS, replace=True)


def test_missing_tools_are_named_with_the_package_that_has_them(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    settings = settings_for(postgres.new_database())
    file = tmp_path / "week.backup"
    with pytest.raises(CannotCopy, match=r"pg_dump is missing.*postgresql-client"):
        backup.backup(settings, file, tools.environment(tools=False))
    assert not file.exists()


def test_the_password_is_not_on_the_command_line_and_not_in_what_is_said(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    fake = tmp_path / "bin" / "pg_dump"
    fake.parent.mkdir()
    fake.write_text(f'#!/bin/sh\necho "$@" > {seen}\necho "$PGPASSWORD" >> {seen}\nexit 1\n')
    fake.chmod(0o755)
    settings = settings_for("postgresql://bot:hush@127.0.0.1:9/week")
    with pytest.raises(CannotCopy) as refused:
        backup.backup(settings, tmp_path / "week.backup", {"PATH": f"{fake.parent}:/bin:/usr/bin"})
    arguments, password = seen.read_text().splitlines()
    assert "127.0.0.1:9/week" in arguments
    assert ("hush" in arguments, password, "hush" in refused.value.text) == (False, "hush", False)
