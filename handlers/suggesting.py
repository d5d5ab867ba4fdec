"""`/agenda suggested`, `/signup suggested` and the buttons of somebody's own week."""

from handlers import lists
from handlers.asking import Asked
from handlers.blocks import suggesting as blocks
from handlers.blocks import values
from handlers.blocks.message import Message
from handlers.blocks.values import AboutSpace, View
from handlers.clicks import Clicked, Replace
from services import suggesting


def show(asked: Asked, *, page: int = 1) -> Message:
    """'What can I get to?'"""
    return lists.show(asked.desk, asked.visit, View(blocks.KIND, page=page))


def take_all(asked: Asked) -> Message:
    """'I take all the seats that are suggested.'"""
    with asked.desk.database.begin() as db:
        return blocks.taken(suggesting.take_all(db, asked.visit))


def press_take_all(clicked: Clicked) -> Replace:
    """'I take all the seats that are suggested', as they are at this moment."""
    about = values.read(AboutSpace, clicked.value)
    with clicked.desk.database.begin() as db:
        return Replace(blocks.taken(suggesting.take_all(db, clicked.visit(about.space_id))))
