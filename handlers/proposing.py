"""`/propose`, and taking a topic back."""

from handlers.asking import Asked
from handlers.blocks import proposing as blocks
from handlers.blocks import values
from handlers.blocks.message import Message
from handlers.blocks.values import Taken
from handlers.clicks import Clicked, Replace
from handlers.desk import Desk
from handlers.words import tokens
from services import proposing
from services.visits import Visit


def propose(asked: Asked) -> Message:
    """'I propose to talk about this.'"""
    title = tokens.title(asked.text)
    with asked.desk.database.begin() as db:
        proposed = proposing.propose(db, asked.visit, title)
    return blocks.proposed(proposed)


def withdraw(desk: Desk, visit: Visit, number: int) -> Message:
    """'I take topic 7 back.'"""
    with desk.database.begin() as db:
        withdrawn = proposing.withdraw(db, visit, number)
    return blocks.withdrawn(withdrawn)


def press_withdraw(clicked: Clicked) -> Replace:
    """'I take this topic back.'"""
    taken = values.read(Taken, clicked.value)
    return Replace(withdraw(clicked.desk, clicked.visit(taken.space_id), taken.number))
