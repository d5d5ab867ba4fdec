"""`/openspace messages`: what facilitators see of what was sent, and sending again."""

from handlers import lists
from handlers.asking import Asked
from handlers.blocks import messages as blocks
from handlers.blocks import values
from handlers.blocks.message import Message
from handlers.blocks.values import Again, View
from handlers.clicks import Add, Clicked
from handlers.words import messages as words
from services import messages


def messages_wanted(asked: Asked, wanted: words.Messages) -> Message:
    """'What was sent, and what was not?', 'Send again what failed.'"""
    if isinstance(wanted, words.MessagesShow):
        return lists.show(asked.desk, asked.visit, View("messages", page=wanted.page))
    with asked.desk.database.begin() as db:
        return blocks.overview(messages.again(db, asked.visit))


def press_again(clicked: Clicked) -> Add:
    """'Send again what failed.'"""
    again = values.read(Again, clicked.value)
    with clicked.desk.database.begin() as db:
        return Add(blocks.overview(messages.again(db, clicked.visit(again.space_id))))
