"""`/openspace timetable`, the buttons of the draft, and the form that places a session."""

from handlers import answers, asking, drafting, forms, home, lists, slots
from handlers.asking import Asked
from handlers.blocks import placing as form_blocks
from handlers.blocks import timetable as blocks
from handlers.blocks import values
from handlers.blocks.form_values import Placing
from handlers.blocks.forms import Form
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn
from handlers.blocks.values import InDraft, Turn, View
from handlers.clicks import Add, Clicked, Opened, Replace, Reply
from handlers.forms import Sent
from handlers.words import slots as words_slots
from handlers.words import timetable as words
from openspace import RuleViolation
from services import placing, timetable, visits
from services.timetable import Draft

MOVE = '/openspace timetable move 7 {day} 10:00 "Room B"'


def timetable_wanted(asked: Asked, wanted: words.Timetable) -> Message:
    """'Show the draft', 'Put topic 7 there', 'Show it to everyone.'"""
    desk, visit = asked.desk, asked.visit
    match wanted:
        case words.TimetableShow(page=1):
            return drafting.show(asked)
        case words.TimetableShow(page):
            return lists.show(desk, visit, View("timetable", page=page))
        case words.Publish():
            return _publish(asked)
        case words.Move(number, named_day, start, room):
            with desk.database.begin() as db:
                (day,) = slots.on_days(visits.look(db, visit), named_day, example=MOVE)
                draft = placing.move(db, visit, number, day=day, start=start, room_name=room)
            return blocks.draft(draft, said=blocks.moved(draft, number))
        case words.Pin(number):
            with desk.database.begin() as db:
                draft = placing.pin(db, visit, number, is_pinned=True)
            return blocks.draft(draft, said=blocks.pinned(number))
        case words.Unpin(number):
            with desk.database.begin() as db:
                draft = placing.pin(db, visit, number, is_pinned=False)
            return blocks.draft(draft, said=blocks.unpinned(number))
        case words.Swap(number, other):
            with desk.database.begin() as db:
                draft = placing.swap(db, visit, number, other)
            return blocks.draft(draft, said=blocks.swapped(draft, number, other))
        case words.Draft() | words.Undo() | words.Discard() | words.Fairness():
            return drafting.drafting_wanted(asked, wanted)
        case words.Unplace(number):
            with desk.database.begin() as db:
                draft = placing.unplace(db, visit, number)
            return blocks.draft(draft, said=blocks.unplaced(number))


def _publish(asked: Asked) -> Message:
    with asked.desk.database.begin() as db:
        return blocks.published(timetable.publish(db, asked.visit))


def press_change(clicked: Clicked) -> Reply:
    """'I want this session placed', or pinned or not, or out of the draft."""
    wanted = values.read(InDraft, clicked.value)
    visit, number = clicked.visit(wanted.space_id), wanted.number
    match wanted.deed:
        case blocks.PLACE:
            return _open_placing(clicked, wanted)
        case blocks.PIN:
            with clicked.desk.database.begin() as db:
                draft = placing.pin(db, visit, number, is_pinned=True)
            return _answer(clicked, draft, wanted.view, blocks.pinned(number))
        case blocks.UNPIN:
            with clicked.desk.database.begin() as db:
                draft = placing.pin(db, visit, number, is_pinned=False)
            return _answer(clicked, draft, wanted.view, blocks.unpinned(number))
        case blocks.UNPLACE:
            with clicked.desk.database.begin() as db:
                draft = placing.unplace(db, visit, number)
            return _answer(clicked, draft, wanted.view, blocks.unplaced(number))
        case _:
            raise RuleViolation(values.OLD_BUTTON)


def press_publish(clicked: Clicked) -> Replace:
    """'Show the draft to everyone', as it is at this moment."""
    about = values.read(Turn, clicked.value)
    with clicked.desk.database.begin() as db:
        return Replace(blocks.published(timetable.publish(db, clicked.visit(about.space_id))))


def submit_place(sent: Sent) -> Form:
    """'The session is in this room, in this slot.'"""
    carried = values.read(Placing, sent.metadata)
    chosen = sent.filled.choice(form_blocks.SLOT) or ""
    day, start = words_slots.chosen(chosen, field=form_blocks.SLOT)
    room = sent.filled.choice(form_blocks.ROOM)
    if room is None:
        raise RuleViolation("Choose one of the rooms.", form_blocks.ROOM)
    visit, number = sent.visit(carried.space_id), carried.number
    with sent.desk.database.begin() as db:
        draft = placing.move(db, visit, number, day=day, start=start, room_name=room)
    said = blocks.moved(draft, number)
    sent.desk.later(visit.user_id, lambda: _show_anew(sent, carried, draft, said))
    return form_blocks.placed(draft, number, said)


def _open_placing(clicked: Clicked, wanted: InDraft) -> Opened:
    visit = clicked.visit(wanted.space_id)
    found = asking.begin(
        clicked.desk, visit, lambda db, where: placing.begin(db, where, wanted.number)
    )
    form = form_blocks.form(found, view=wanted.view, answer_url=clicked.response_url)
    forms.open_form(clicked.desk, clicked.trigger_id, form)
    return Opened()


def _answer(clicked: Clicked, draft: Draft, view: View, said: Mrkdwn) -> Add | Replace:
    """Return the draft anew; Home shows it by itself, so there only what was done is said."""
    if clicked.is_home:
        return Add(blocks.done(said))
    return Replace(blocks.draft(draft, page=view.page, said=said))


def _show_anew(sent: Sent, carried: Placing, draft: Draft, said: Mrkdwn) -> None:
    """Show the draft anew where the form was opened; the form says what was done in any case."""
    if carried.answer_url:
        message = blocks.draft(draft, page=carried.view.page, said=said)
        answers.respond(sent.desk.prefix, carried.answer_url, message, replace_original=True)
        return
    visit = sent.visit(carried.space_id)
    home.show(sent.desk, visit, carried.view, blocks.done(said))
