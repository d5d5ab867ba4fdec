"""Telling those who asked for a draft what one more room or hour would give."""

from handlers import answers
from handlers.addresses import Way
from handlers.blocks import what_if as blocks
from openspace import RuleViolation
from services import visits
from services.planning import Asker, Result
from services.visits import Visit
from storage.database import Database


def tell(database: Database, way: Way, visit: Visit, asker: Asker, result: Result) -> None:
    """Say below the draft what would help; the person's Home shows it by itself.

    It is the last of the five answers that Slack takes (docs.slack.dev, interactivity).
    """
    if not asker.answer_url:
        return
    try:
        with database.reading() as db:
            visits.check_facilitator(visits.look(db, visit))
    except RuleViolation:
        return  # they are no facilitator any more
    answers.respond(way, asker.answer_url, blocks.helping(result.what_if), replace_original=False)
