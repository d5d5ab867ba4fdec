"""`/openspace messages`: what facilitators see of what was sent, and sending again."""

from handlers import lists
from handlers.asking import Asked
from handlers.blocks import messages as blocks
from handlers.blocks import values
from handlers.blocks.message import Message
from handlers.blocks.values import Again, View
from handlers.clicks import Add, Clicked, Refresh
from handlers.words import messages as words
from services import messages


def messages_wanted(asked: Asked, wanted: words.Messages) -> Message:
    """'What was sent, and what was not?', 'Send again what failed.'"""
    if isinstance(wanted, words.MessagesShow):
        return lists.show(asked.desk, asked.visit, View("messages", page=wanted.page))
    with asked.desk.database.begin() as db:
        return blocks.overview(messages.again(db, asked.visit))


def press_again(clicked: Clicked) -> Add | Refresh:
    """'Send again what failed.'"""
    again = values.read(Again, clicked.value)
    with clicked.desk.database.begin() as db:
        found = messages.again(db, clicked.visit(again.space_id))
    if clicked.is_home:
        return Refresh(again.space_id, View("messages"))
    return Add(blocks.overview(found))
