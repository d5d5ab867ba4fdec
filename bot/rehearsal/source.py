"""Where a rehearsal's set-up comes from in a real database, which is only ever read."""

from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot import settings
from openspace.setup import SetUp
from openspace.spaces import Space
from services import setup
from storage import schema
from storage.database import Database, open_to_read

OTHER_WAYS = "Use --file for a set-up of your own, or --example for the example week"


class CannotRehearse(Exception):
    """There can be no rehearsal, for a reason that a person can mend; *text* says which and how."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def in_database(url: str, name: str | None) -> SetUp:
    """Return the set-up of an open space that nobody has closed; nothing is written.

    Args:
        url: what DATABASE_URL says; "" for the usual.
        name: part of the open space's name, in any case; None for the only one there is.

    Raises:
        CannotRehearse: the database cannot be read, or which open space is meant is not clear.
    """
    try:
        safe = settings.database(url or settings.USUAL_DATABASE)
    except settings.BadSettings as error:
        raise CannotRehearse(error.text) from None
    shown = make_url(safe).render_as_string(hide_password=True)
    path = make_url(safe).database or ""
    if make_url(safe).get_backend_name() == "sqlite" and not Path(path).is_file():
        raise CannotRehearse(
            f"There is no database {shown} yet. {OTHER_WAYS}, or set DATABASE_URL."
        )
    database = open_to_read(safe)
    try:
        _check_schema(database, shown)
        with database.reading() as db:
            return setup.read(db, _meant(setup.spaces_not_closed(db), name, shown))
    except SQLAlchemyError as error:
        # The driver's first line says why; the statement follows it.
        reason = str(getattr(error, "orig", None) or error).strip().split("\n", 1)[0]
        raise CannotRehearse(
            f"The database {shown} cannot be read: {reason}. Check DATABASE_URL."
        ) from None
    finally:
        database.close()


def _check_schema(database: Database, shown: str) -> None:
    with database.engine.connect() as connection:
        found = schema.revision(connection)
    if found is None:
        raise CannotRehearse(f"The database {shown} is empty. {OTHER_WAYS}.")
    if found < schema.HEAD:
        raise CannotRehearse(
            f"The database {shown} was written by an older version (schema {found}, here it is"
            f" {schema.HEAD}). Start this version of the bot once, which brings it up to date:"
            " python -m bot run"
        )
    if found > schema.HEAD:
        raise CannotRehearse(schema.SchemaTooNew(found).text)


def _meant(spaces: tuple[Space, ...], name: str | None, shown: str) -> Space:
    if not spaces:
        raise CannotRehearse(f"There is no live open space in the database {shown}. {OTHER_WAYS}.")
    wanted = (name or "").casefold().strip()
    exactly = [one for one in spaces if one.name.casefold() == wanted]
    fitting = exactly or [one for one in spaces if wanted in one.name.casefold()]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(f"“{one.name}” ({one.first_day})" for one in fitting or spaces)
    if not fitting:
        raise CannotRehearse(f"No live open space is called “{name}”. There are: {names}.")
    raise CannotRehearse(f"Several open spaces are live: {names}. Say which, with --space.")
