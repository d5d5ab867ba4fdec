"""`/topics`."""

from handlers import lists
from handlers.asking import Asked
from handlers.blocks import values
from handlers.blocks.message import Message
from handlers.blocks.values import Turn, View
from handlers.clicks import Add, Clicked
from handlers.words import topics as words

LONGEST_SEARCH = 100


def topics(asked: Asked) -> Message:
    """'What do people want to discuss?'"""
    wanted = words.topics(asked.text)
    if isinstance(wanted, words.Whole):
        return lists.show(asked.desk, asked.visit, View("topic", str(wanted.number)))
    view = View("topics", wanted.words[:LONGEST_SEARCH], wanted.page)
    return lists.show(asked.desk, asked.visit, view)


def press_details(clicked: Clicked) -> Add:
    """'What is this topic about?'"""
    wanted = values.read(Turn, clicked.value)
    return Add(lists.show(clicked.desk, clicked.visit(wanted.space_id), wanted.view))
