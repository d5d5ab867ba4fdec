"""Drafting by command and by button, undo and discard, and telling those who wait for a draft."""

from dataclasses import replace

from handlers import answers, asking, home
from handlers.addresses import Way
from handlers.asking import Asked
from handlers.blocks import drafting as blocks
from handlers.blocks import timetable as timetable_blocks
from handlers.blocks import values
from handlers.blocks.form_values import Placing
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn
from handlers.blocks.values import StepBack, Turn, View
from handlers.clicks import Add, Clicked, Replace
from handlers.desk import Desk
from handlers.forms import Sent
from handlers.words import timetable as words
from openspace import RuleViolation
from services import drafting, timetable
from services.planning import Asker, Result
from services.timetable import Draft
from services.visits import Visit
from storage.database import Database

# By typing


def show(asked: Asked) -> Message:
    """'How does the timetable look?' The first time, that begins a draft."""
    found = asking.look(asked.desk, asked.visit, timetable.draft)
    if drafting.invites_a_draft(found):
        return draft(asked, is_fresh=False)
    return timetable_blocks.draft(found)


def show_grid(asked: Asked) -> Message:
    """'Show me the draft as a table', in a message of its own.

    The answer to a command cannot be a table: where Slack does not know tables, it would show
    nothing at all and not tell us. A response URL tells, so the draft can come in words instead.
    """
    drawn = timetable_blocks.grid(asking.look(asked.desk, asked.visit, timetable.draft))
    if drawn.plain is None:
        return drawn
    way, url = asked.desk.way, asked.response_url
    asked.desk.later(asked.visit.user_id, lambda: answers.respond(way, url, drawn))
    return blocks.grid_coming()


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
            found = _look(asked.desk, asked.visit)
            return timetable_blocks.draft(found, said=blocks.undone(undone))
        case words.Discard():
            with asked.desk.database.begin() as db:
                drafting.discard(db, asked.visit)
            found = _look(asked.desk, asked.visit)
            return timetable_blocks.draft(found, said=blocks.discarded(found))
        case words.Fairness(permille):
            with asked.desk.database.begin() as db:
                drafting.set_fairness(db, asked.visit, permille)
            return blocks.fairness(permille)


# By clicking


def press_again(clicked: Clicked) -> Add | Replace:
    """'Draft it', close to how it stands."""
    return _press_draft(clicked, is_fresh=False)


def press_afresh(clicked: Clicked) -> Add | Replace:
    """'Draft it as if there were no draft yet.'"""
    return _press_draft(clicked, is_fresh=True)


def press_undo(clicked: Clicked) -> Add | Replace:
    """'Take that change back', the one that the button names and no other."""
    wanted = values.read(StepBack, clicked.value)
    visit = clicked.visit(wanted.space_id)
    with clicked.desk.database.begin() as db:
        undone = drafting.undo(db, visit, step_id=wanted.step_id)
    found = _look(clicked.desk, visit)
    return answer(clicked, found, wanted.view, blocks.undone(undone))


def press_discard(clicked: Clicked) -> Add | Replace:
    """'Make the draft what everyone sees.'"""
    wanted = values.read(Turn, clicked.value)
    visit = clicked.visit(wanted.space_id)
    with clicked.desk.database.begin() as db:
        drafting.discard(db, visit)
    found = _look(clicked.desk, visit)
    return answer(clicked, found, wanted.view, blocks.discarded(found))


def answer(clicked: Clicked, draft: Draft, view: View, said: Mrkdwn) -> Add | Replace:
    """Return the draft anew; Home shows it by itself, so there only what was done is said."""
    if clicked.is_home:
        return Add(timetable_blocks.done(said))
    return Replace(timetable_blocks.shown(draft, view, said=said))


def show_anew(sent: Sent, carried: Placing, draft: Draft, said: Mrkdwn) -> None:
    """Show the draft anew where the form was opened; the form says what was done in any case."""
    if carried.answer_url:
        message = timetable_blocks.shown(draft, carried.view, said=said)
        answers.respond(sent.desk.way, carried.answer_url, message, replace_original=True)
        return
    visit = sent.visit(carried.space_id)
    home.show(sent.desk, visit, carried.view, timetable_blocks.done(said))


def _press_draft(clicked: Clicked, *, is_fresh: bool) -> Add | Replace:
    wanted = values.read(Turn, clicked.value)
    visit = clicked.visit(wanted.space_id)
    with clicked.desk.database.begin() as db:
        asked = drafting.ask(
            db,
            visit,
            is_fresh=is_fresh,
            answer_url=clicked.response_url,
            in_place=clicked.is_private,
        )
    found = _look(clicked.desk, visit)
    return answer(clicked, found, wanted.view, blocks.begun(asked))


def _look(desk: Desk, visit: Visit) -> Draft:
    """Return the draft in a transaction of its own, as others wait for one that changes it."""
    with desk.database.reading() as db:
        return timetable.draft(db, visit)


# Later, once a search has something to say


def tell_progress(database: Database, way: Way, visit: Visit, asker: Asker, percent: int) -> None:
    """Tell somebody how far the search is for which they wait; their Home shows it by itself.

    A message that showed the draft goes on showing it.
    """
    if not asker.answer_url:
        return
    try:
        with database.reading() as db:
            found = timetable.draft(db, visit)
    except RuleViolation:
        return  # they are no facilitator any more
    message = blocks.progress(percent)
    if asker.in_place:
        stands = replace(found.stands, progress=percent)
        message = timetable_blocks.grid(replace(found, stands=stands))
    answers.respond(way, asker.answer_url, message, replace_original=asker.in_place)


def tell(database: Database, way: Way, visit: Visit, asker: Asker, result: Result) -> None:
    """Show somebody the draft for which they waited; their Home shows it by itself."""
    if not asker.answer_url:
        return
    try:
        with database.reading() as db:
            found = timetable.draft(db, visit)
    except RuleViolation:
        return  # they are no facilitator any more
    message = timetable_blocks.grid(found, said=blocks.drafted(result))
    answers.respond(way, asker.answer_url, message, replace_original=asker.in_place)
