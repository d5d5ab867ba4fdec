"""`/openspace notices`, and the button at the end of each direct message."""

from handlers import asking
from handlers.asking import Asked
from handlers.blocks import notices as blocks
from handlers.blocks import values
from handlers.blocks.message import Message
from handlers.blocks.values import AboutSpace, NoticesWanted, View
from handlers.clicks import Add, Clicked, Refresh
from handlers.words import notices as words
from openspace import RuleViolation
from openspace.notices import Notices
from services import notices
from services.notices import Wanted


def notices_wanted(asked: Asked, wanted: words.NoticesWanted) -> Message:
    """'What do I get?', 'Write to me only about my sessions.'"""
    if isinstance(wanted, words.NoticesShow):
        return blocks.wanted(asking.look(asked.desk, asked.visit, notices.show))
    with asked.desk.database.begin() as db:
        return blocks.wanted(notices.choose(db, asked.visit, wanted.notices))


def press_show(clicked: Clicked) -> Add:
    """'Which messages do I get?'"""
    visit = clicked.visit(values.read(AboutSpace, clicked.value).space_id)
    return Add(blocks.wanted(asking.look(clicked.desk, visit, notices.show)))


def press_stop(clicked: Clicked) -> Add:
    """'Stop these messages.'"""
    return Add(blocks.wanted(_chosen(clicked)))


def press_choice(clicked: Clicked) -> Add | Refresh:
    """'These messages I want'; their Home, where the button is, says which they get."""
    chosen = _chosen(clicked)
    if clicked.is_home:
        return Refresh(chosen.here.space.id, View("notices"))
    return Add(blocks.wanted(chosen))


def _chosen(clicked: Clicked) -> Wanted:
    wanted = values.read(NoticesWanted, clicked.value)
    try:
        chosen = Notices(wanted.notices)
    except ValueError:
        raise RuleViolation(values.OLD_BUTTON) from None
    with clicked.desk.database.begin() as db:
        return notices.choose(db, clicked.visit(wanted.space_id), chosen)
