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
    with asked.desk.database.begin() as db:
        match wanted:
            case words.SetDots(changes):
                ballot = voting.set_dots(db, asked.visit, dict(changes))
                return blocks.changed(ballot, [number for number, _ in changes])
            case words.Remove(numbers):
                ballot = voting.remove(db, asked.visit, numbers)
                return blocks.changed(ballot, numbers)
            case words.Clear():
                return blocks.cleared(voting.clear(db, asked.visit))


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
        voting.set_dots(db, clicked.visit(wanted.space_id), {wanted.number: wanted.dots})
    return Refresh(wanted.space_id, wanted.view)
