"""`/topics`."""

from handlers import lists
from handlers.asking import Asked
from handlers.blocks.message import Message
from handlers.blocks.values import View
from handlers.words import topics as words

LONGEST_SEARCH = 100


def topics(asked: Asked) -> Message:
    """'What do people want to discuss?'"""
    wanted = words.topics(asked.text)
    view = View("topics", wanted.words[:LONGEST_SEARCH], wanted.page)
    return lists.show(asked.desk, asked.visit, view)
