"""Copies the whole database into a file while the bot runs, and puts such a file in its place."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot import backup_postgresql as postgresql
from bot import backup_sqlite as sqlite
from bot.settings import Settings
from storage import schema
from storage.database import open_database


class CannotCopy(Exception):
    """A backup or a restore is not possible; *text* says why and what to do."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def backup(settings: Settings, file: Path, environment: Mapping[str, str]) -> str:
    """Write the database into the new *file*, readable by its owner alone; the bot may run.

    Args:
        environment: in which PostgreSQL's own tools are found and run.

    Returns:
        What was done, in a sentence.

    Raises:
        CannotCopy: nothing was written.
    """
    if file.exists():
        raise CannotCopy(f"{file} is there already. Name a new file, or move that one away.")
    if not file.absolute().parent.is_dir():
        raise CannotCopy(f"There is no folder {file.absolute().parent}. Make it first.")
    beside = file.with_name(file.name + ".part")
    try:
        # Made by us first, so that nobody else can read it at any moment.
        beside.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise CannotCopy(
            f"{beside} is there already: another backup runs, or one broke off. If none runs,"
            " remove that file."
        ) from None
    except OSError as error:
        raise CannotCopy(f"{beside} cannot be written ({error.strerror}).") from None
    try:
        if _is_sqlite(settings):
            sqlite.copy(_path(settings), beside)
        else:
            postgresql.dump(settings.database_url, beside, environment)
        size = beside.stat().st_size
        beside.rename(file)
    except (sqlite.Unfit, postgresql.Unfit) as unfit:
        raise CannotCopy(unfit.text) from None
    except schema.SchemaTooNew as newer:
        raise CannotCopy(newer.text) from None
    except OSError as error:
        raise CannotCopy(f"{file} cannot be written ({error.strerror}).") from None
    finally:
        beside.unlink(missing_ok=True)
    return f"The database {settings.database_name} is in {file} ({size:,} bytes, checked)."


def restore(
    settings: Settings, file: Path, environment: Mapping[str, str], *, replace: bool
) -> str:
    """Put what *file* holds into the database, while no bot runs.

    The file is checked before anything is changed. What breaks off leaves the database as it was.

    Args:
        environment: in which PostgreSQL's own tools are found and run.
        replace: whether what the database holds now may go.

    Returns:
        What is there now, in a sentence.

    Raises:
        CannotCopy: nothing was changed.
    """
    if not file.is_file():
        raise CannotCopy(f"There is no file {file}.")
    try:
        if _is_sqlite(settings):
            sqlite.put(file, _path(settings), replace=replace)
        else:
            postgresql.load(settings.database_url, file, environment, replace=replace)
    except (sqlite.Unfit, postgresql.Unfit) as unfit:
        raise CannotCopy(unfit.text) from None
    except schema.SchemaTooNew as newer:
        raise CannotCopy(newer.text.replace("The database", f"The database in {file}", 1)) from None
    except OSError as error:
        raise CannotCopy(f"{file} cannot be put in place ({error.strerror}).") from None
    return f"The database {settings.database_name} is as it was. {_state(settings)}"


def _state(settings: Settings) -> str:
    database = open_database(settings.database_url, synchronous=settings.sqlite_synchronous)
    try:
        return schema.describe(database)
    except SQLAlchemyError as error:
        raise CannotCopy(
            f"The database cannot be read after it ({type(error).__name__}): python -m bot check"
        ) from None
    finally:
        database.close()


def _is_sqlite(settings: Settings) -> bool:
    return make_url(settings.database_url).get_backend_name() == "sqlite"


def _path(settings: Settings) -> Path:
    return Path(make_url(settings.database_url).database or "").absolute()
