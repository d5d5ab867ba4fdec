"""`/openspace timetable`."""

from handlers import lists, slots
from handlers.asking import Asked
from handlers.blocks import timetable as blocks
from handlers.blocks.message import Message
from handlers.blocks.values import View
from handlers.words import timetable as words
from services import timetable, visits

MOVE = '/openspace timetable move 7 {day} 10:00 "Room B"'


def timetable_wanted(asked: Asked, wanted: words.Timetable) -> Message:
    """'Show the draft', 'Put topic 7 there', 'Show it to everyone.'"""
    desk, visit = asked.desk, asked.visit
    match wanted:
        case words.TimetableShow(page):
            return lists.show(desk, visit, View("timetable", page=page))
        case words.Publish():
            return _publish(asked)
        case words.Move(number, named_day, start, room):
            with desk.database.begin() as db:
                (day,) = slots.on_days(visits.look(db, visit), named_day, example=MOVE)
                draft = timetable.move(db, visit, number, day=day, start=start, room_name=room)
            return blocks.draft(draft, said=blocks.moved(draft, number))
        case words.Pin(number):
            with desk.database.begin() as db:
                draft = timetable.pin(db, visit, number, is_pinned=True)
            return blocks.draft(draft, said=blocks.pinned(number))
        case words.Unpin(number):
            with desk.database.begin() as db:
                draft = timetable.pin(db, visit, number, is_pinned=False)
            return blocks.draft(draft, said=blocks.unpinned(number))
        case words.Unplace(number):
            with desk.database.begin() as db:
                draft = timetable.unplace(db, visit, number)
            return blocks.draft(draft, said=blocks.unplaced(number))


def _publish(asked: Asked) -> Message:
    with asked.desk.database.begin() as db:
        return blocks.published(timetable.publish(db, asked.visit))
