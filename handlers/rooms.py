"""`/openspace rooms`."""

from handlers import lists
from handlers.asking import Asked
from handlers.blocks import rooms as blocks
from handlers.blocks.message import Message
from handlers.blocks.values import View
from handlers.words import rooms as words
from services import rooms


def rooms_wanted(asked: Asked, wanted: words.Rooms) -> Message:
    """'Which rooms are there?', 'Add this room', 'Remove that one.'"""
    desk, visit = asked.desk, asked.visit
    match wanted:
        case words.RoomsShow(page):
            return lists.show(desk, visit, View("rooms", page=page))
        case words.RoomAdd(name, capacity, link):
            with desk.database.begin() as db:
                found = rooms.add(db, visit, name=name, capacity=capacity, link=link)
        case words.RoomRemove(name):
            with desk.database.begin() as db:
                found = rooms.remove(db, visit, name)
    return blocks.rooms(found)
