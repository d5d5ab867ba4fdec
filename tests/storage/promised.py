"""What was promised to be told, read from the outbox as it will be read at delivery."""

from sqlalchemy import func, select

from openspace.messages import Status
from services import letters
from services.news import News
from storage import outbox, spaces
from storage.database import Database
from storage.tables import MessageRow


def mark(database: Database) -> int:
    """Return the number of the last promise, to ask later what came after it."""
    with database.reading() as db:
        return db.scalars(select(func.coalesce(func.max(MessageRow.id), 0))).one()


def promised(database: Database, *, after: int = 0) -> list[News]:
    """Return what was promised after that number and not dropped, in order.

    Each is read as delivery reads it: in its open space as that is now.
    """
    query = (
        select(MessageRow.space_id, MessageRow.team_id, *outbox.COLUMNS)
        .where(MessageRow.id > after, MessageRow.status != Status.DROPPED.value)
        .order_by(MessageRow.id)
    )
    with database.reading() as db:
        found: list[News] = []
        for row in db.execute(query):
            space = spaces.by_id(db, row.space_id, team_id=row.team_id)
            assert space is not None
            found.append(letters.read(outbox.promised(row).promise, space))
    return found
