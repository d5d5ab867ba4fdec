"""`/agenda`."""

from handlers import asking, lists
from handlers.asking import Asked
from handlers.blocks.message import Message
from handlers.blocks.values import View
from handlers.words import agenda as words
from handlers.words import moments
from services import agenda
from services.agenda import Agenda


def show(asked: Asked) -> Message:
    """'What is on today?'"""
    wanted = words.agenda(asked.text)
    found = asking.look(asked.desk, asked.visit, agenda.show)
    return lists.sessions(found, View("agenda", _words(wanted, found), wanted.page))


def _words(wanted: words.Agenda, found: Agenda) -> str:
    match wanted:
        case words.Mine():
            return lists.MINE
        case words.Week():
            return lists.WEEK
        case words.OneDay(day, _):
            space = found.here.space
            (date,) = moments.days(
                day,
                first_day=space.first_day,
                last_day=space.last_day,
                today=found.today,
                example="/agenda {day}",
            )
            return str(date)
        case words.Default():
            return lists.default_words(found)
