"""`/topics`."""

from handlers import clicks, lists
from handlers.asking import Asked
from handlers.blocks import values
from handlers.blocks.message import Message
from handlers.blocks.values import Turn, View
from handlers.clicks import Add, Clicked, Opened
from handlers.words import topics as words

LONGEST_SEARCH = 100


def topics(asked: Asked) -> Message:
    """'What do people want to discuss?'"""
    wanted = words.topics(asked.text)
    if isinstance(wanted, words.Whole):
        return lists.show(asked.desk, asked.visit, View("topic", str(wanted.number)))
    view = View("topics", wanted.words[:LONGEST_SEARCH], wanted.page)
    return lists.show(asked.desk, asked.visit, view)


def press_details(clicked: Clicked) -> Add | Opened:
    """'What is this topic about?' A form tells it above all, elsewhere a message."""
    wanted = values.read(Turn, clicked.value)
    if clicked.form or clicked.is_home:
        visit = clicked.visit(wanted.space_id)
        below = clicked.form.metadata if clicked.form else ""
        form = lists.form(clicked.desk, visit, wanted.view, below=below)
        clicks.open_above(clicked, form)
        return Opened()
    return Add(lists.show(clicked.desk, clicked.visit(wanted.space_id), wanted.view))
