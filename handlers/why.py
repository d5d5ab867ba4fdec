"""`/openspace why 7`, and the buttons and menus that ask the same."""

from handlers import asking
from handlers.asking import Asked
from handlers.blocks import values
from handlers.blocks import why as blocks
from handlers.blocks.message import Message
from handlers.blocks.values import AboutTopic
from handlers.clicks import Add, Clicked
from handlers.desk import Desk
from handlers.words import timetable as words
from services import why
from services.visits import Visit


def why_wanted(asked: Asked, wanted: words.Why) -> Message:
    """'Why is this session where it is?'"""
    return _explained(asked.desk, asked.visit, wanted.number)


def press(clicked: Clicked, space_id: int, number: int) -> Add:
    """'Why is it here?', in whatever shows sessions; the answer comes beside that."""
    return Add(_explained(clicked.desk, clicked.visit(space_id), number))


def press_open(clicked: Clicked) -> Add:
    """'When is this topic, and why?'"""
    wanted = values.read(AboutTopic, clicked.value)
    return press(clicked, wanted.space_id, wanted.number)


def _explained(desk: Desk, visit: Visit, number: int) -> Message:
    return blocks.explained(
        asking.look(desk, visit, lambda db, where: why.explain(db, where, number))
    )
