"""`/openspace timetable`, the buttons of the draft, and the form that places a session."""

from handlers import asking, drafting, forms, lists, slots, why
from handlers.asking import Asked
from handlers.blocks import placing as form_blocks
from handlers.blocks import timetable as blocks
from handlers.blocks import values
from handlers.blocks import why as why_blocks
from handlers.blocks.form_values import PlaceWanted, Placing
from handlers.blocks.forms import Form
from handlers.blocks.message import Message
from handlers.blocks.values import InDraft, Turn, View
from handlers.clicks import Clicked, Opened, Replace, Reply
from handlers.forms import Sent
from handlers.words import slots as words_slots
from handlers.words import timetable as words
from openspace import RuleViolation
from services import places, placing, timetable, visits

MOVE = '/openspace timetable move 7 {day} 10:00 "Room B"'


def timetable_wanted(asked: Asked, wanted: words.Timetable) -> Message:
    """'Show the draft', 'Put topic 7 there', 'Show it to everyone.'"""
    desk, visit = asked.desk, asked.visit
    match wanted:
        case words.TimetableShow(page=1):
            return drafting.show(asked)
        case words.TimetableShow(page):
            return lists.show(desk, visit, View("timetable", page=page))
        case words.Grid():
            return drafting.show_grid(asked)
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
        case words.Why():
            return why.why_wanted(asked, wanted)
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
            return drafting.answer(clicked, draft, wanted.view, blocks.pinned(number))
        case blocks.UNPIN:
            with clicked.desk.database.begin() as db:
                draft = placing.pin(db, visit, number, is_pinned=False)
            return drafting.answer(clicked, draft, wanted.view, blocks.unpinned(number))
        case blocks.UNPLACE:
            with clicked.desk.database.begin() as db:
                draft = placing.unplace(db, visit, number)
            return drafting.answer(clicked, draft, wanted.view, blocks.unplaced(number))
        case why_blocks.DEED:
            return why.press(clicked, wanted.space_id, number)
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
    chosen = sent.filled.choice(form_blocks.PLACE)
    if chosen is None:
        raise RuleViolation("Choose one of the places.", form_blocks.PLACE)
    place = values.read(PlaceWanted, chosen)
    day, start = words_slots.chosen(place.slot, field=form_blocks.PLACE)
    visit, number, other = sent.visit(carried.space_id), carried.number, place.swap or None
    with sent.desk.database.begin() as db:
        draft = places.take(
            db, visit, number, day=day, start=start, room_id=place.room_id, other=other
        )
    said = blocks.moved(draft, number) if other is None else blocks.swapped(draft, number, other)
    sent.desk.later(visit.user_id, lambda: drafting.show_anew(sent, carried, draft, said))
    return form_blocks.placed(draft, number, said)


def _open_placing(clicked: Clicked, wanted: InDraft) -> Opened:
    visit = clicked.visit(wanted.space_id)
    found = asking.begin(
        clicked.desk, visit, lambda db, where: places.begin(db, where, wanted.number)
    )
    form = form_blocks.form(found, view=wanted.view, answer_url=clicked.response_url)
    forms.open_form(clicked.desk, clicked.trigger_id, form)
    return Opened()
