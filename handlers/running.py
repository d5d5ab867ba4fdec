"""The panel from which facilitators run an open space."""

from handlers import clicks, forms, lists
from handlers.blocks import message, running, values
from handlers.blocks import spaces as space_blocks
from handlers.blocks.message import Message
from handlers.blocks.values import AboutSpace, Turn
from handlers.clicks import Add, Clicked, Opened, Refresh, Replace
from services import spaces
from services.spaces import Changed


def press_tally(clicked: Clicked) -> Refresh | Opened:
    """'Show me the tally.'"""
    return _show(clicked)


def press_messages(clicked: Clicked) -> Refresh | Opened:
    """'Show me what was sent, and what was not.'"""
    return _show(clicked)


def press_close(clicked: Clicked) -> Add | Replace:
    """'The week is over.'"""
    visit = clicked.visit(values.read(AboutSpace, clicked.value).space_id)
    with clicked.desk.database.begin() as db:
        changed = spaces.close(db, visit)
    return _said(clicked, space_blocks.closed(changed, clicked.desk.keeping), changed)


def press_reopen(clicked: Clicked) -> Add | Replace:
    """'The week is not over after all.'"""
    visit = clicked.visit(values.read(AboutSpace, clicked.value).space_id)
    with clicked.desk.database.begin() as db:
        changed = spaces.reopen(db, visit)
    return _said(clicked, space_blocks.reopened(changed), changed)


def _show(clicked: Clicked) -> Refresh | Opened:
    """Show a list in place of the message with the panel; their Home has no room for it."""
    if not clicked.is_home:
        return clicks.turn(clicked)
    wanted = values.read(Turn, clicked.value)
    form = lists.form(clicked.desk, clicked.visit(wanted.space_id), wanted.view)
    forms.open_form(clicked.desk, clicked.trigger_id, form)
    return Opened()


def _said(clicked: Clicked, said: Message, changed: Changed) -> Add | Replace:
    """Say it with the other buttons that now fit; their Home has them below."""
    if clicked.is_home:
        return Add(said)
    return Replace(message.joined([said], running.panel(changed.space)))
