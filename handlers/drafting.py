"""`/openspace timetable draft`, undo and discard, and telling those who wait for a draft."""

from handlers import answers, asking
from handlers.asking import Asked
from handlers.blocks import drafting as blocks
from handlers.blocks import timetable as timetable_blocks
from handlers.blocks.message import Message
from handlers.words import timetable as words
from openspace import RuleViolation
from services import drafting, timetable
from services.planning import Asker, Result
from services.visits import Visit
from storage.database import Database


def show(asked: Asked) -> Message:
    """'How does the timetable look?' The first time, that begins a draft."""
    found = asking.look(asked.desk, asked.visit, timetable.draft)
    if drafting.invites_a_draft(found):
        return draft(asked, is_fresh=False)
    return timetable_blocks.draft(found)


def draft(asked: Asked, *, is_fresh: bool) -> Message:
    """'Draft the timetable for me.' It is shown where that was asked, once it is there."""
    with asked.desk.database.begin() as db:
        found = drafting.ask(db, asked.visit, is_fresh=is_fresh, answer_url=asked.response_url)
    return blocks.asked(found)


def drafting_wanted(
    asked: Asked, wanted: words.Draft | words.Undo | words.Discard | words.Fairness
) -> Message:
    """'Draft it', 'take that back', 'forget my changes'."""
    match wanted:
        case words.Draft(is_fresh):
            return draft(asked, is_fresh=is_fresh)
        case words.Undo():
            with asked.desk.database.begin() as db:
                undone = drafting.undo(db, asked.visit)
                found = timetable.draft_for(db, undone.here)
            return timetable_blocks.draft(found, said=blocks.undone(undone))
        case words.Discard():
            with asked.desk.database.begin() as db:
                found = timetable.draft_for(db, drafting.discard(db, asked.visit))
            return timetable_blocks.draft(found, said=blocks.discarded(found))
        case words.Fairness(permille):
            with asked.desk.database.begin() as db:
                drafting.set_fairness(db, asked.visit, permille)
            return blocks.fairness(permille)


def tell_progress(prefix: str, asker: Asker, percent: int) -> None:
    """Tell somebody how far the search is for which they wait; their Home shows it by itself."""
    if asker.answer_url:
        answers.respond(
            prefix, asker.answer_url, blocks.progress(percent), replace_original=asker.in_place
        )


def tell(database: Database, prefix: str, visit: Visit, asker: Asker, result: Result) -> None:
    """Show somebody the draft for which they waited; their Home shows it by itself."""
    if not asker.answer_url:
        return
    try:
        with database.reading() as db:
            found = timetable.draft(db, visit)
    except RuleViolation:
        return  # they are no facilitator any more
    message = timetable_blocks.draft(found, said=blocks.drafted(result))
    answers.respond(prefix, asker.answer_url, message, replace_original=asker.in_place)
