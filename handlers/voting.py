"""`/vote`, and the buttons that give and take dots."""

from handlers import forms, lists
from handlers.asking import Asked
from handlers.blocks import values
from handlers.blocks import voting as blocks
from handlers.blocks.message import Message
from handlers.blocks.values import Dots, Turn, View
from handlers.clicks import Clicked, Opened, Refresh
from handlers.words import voting as words
from services import voting


def vote(asked: Asked) -> Message:
    """'I put one dot on topics 3 and 5.'"""
    wanted = words.dots(asked.text)
    if isinstance(wanted, words.Show):
        return lists.show(asked.desk, asked.visit, View("ballot", wanted.theme, wanted.page))
    size = blocks.PAGE_SIZE
    begin = asked.desk.database.begin
    # What is shown is put together after the commit, when others may already vote.
    match wanted:
        case words.SetDots(changes):
            with begin() as db:
                ballot = voting.set_dots(db, asked.visit, dict(changes), size=size)
            return blocks.changed(ballot, [number for number, _ in changes])
        case words.Remove(numbers):
            with begin() as db:
                ballot = voting.remove(db, asked.visit, numbers, size=size)
            return blocks.changed(ballot, numbers)
        case words.Clear():
            with begin() as db:
                ballot = voting.clear(db, asked.visit, size=size)
            return blocks.cleared(ballot)


def press_open(clicked: Clicked) -> Opened:
    """'Show me my whole ballot.'"""
    wanted = values.read(Turn, clicked.value)
    form = lists.form(clicked.desk, clicked.visit(wanted.space_id), wanted.view)
    forms.open_form(clicked.desk, clicked.trigger_id, form)
    return Opened()


def press(clicked: Clicked) -> Refresh:
    """'I want exactly this many dots here.'"""
    wanted = values.read(Dots, clicked.value)
    with clicked.desk.database.begin() as db:
        # The list is looked up after the answer, so nothing of it is now.
        voting.put(db, clicked.visit(wanted.space_id), {wanted.number: wanted.dots})
    return Refresh(wanted.space_id, wanted.view)
