"""`/openspace rooms`, and the form that lists the rooms and adds one."""

from handlers import asking, lists
from handlers.asking import Asked
from handlers.blocks import rooms as blocks
from handlers.blocks import rooms_form as form_blocks
from handlers.blocks import values
from handlers.blocks.form_values import Setting
from handlers.blocks.forms import Form
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn
from handlers.blocks.values import InList, View
from handlers.desk import Desk
from handlers.forms import Sent
from handlers.words import rooms as words
from handlers.words import tokens
from services import rooms
from services.visits import Visit


def rooms_wanted(asked: Asked, wanted: words.Rooms) -> Message:
    """'Which rooms are there?', 'Add this room', 'Remove that one.'"""
    desk, visit = asked.desk, asked.visit
    match wanted:
        case words.RoomsShow(page):
            return lists.show(desk, visit, View("rooms", page=page))
        case words.RoomAdd(name, capacity, link):
            with desk.database.begin() as db:
                found = rooms.add(db, visit, name=name, capacity=capacity, link=link)
        case words.RoomRemove(name):
            with desk.database.begin() as db:
                found = rooms.remove(db, visit, name)
    return blocks.rooms(found)


def listed(
    desk: Desk, visit: Visit, *, page: int = 1, showing: int = 0, said: Mrkdwn | None = None
) -> Form:
    """Return the form with the rooms as they are now.

    Raises:
        RuleViolation: the person may not change them.
    """
    found = asking.begin(desk, visit, rooms.begin)
    return form_blocks.form(found, page=page, showing=showing, said=said)


def submit(sent: Sent) -> Form:
    """'Add this room.'"""
    carried = values.read(Setting, sent.metadata)
    name = tokens.line(sent.filled.text(form_blocks.NAME))
    capacity = words.seats(sent.filled.text(form_blocks.SEATS))
    address = tokens.line(sent.filled.text(form_blocks.LINK))
    link = words.link(address) if address else None
    with sent.desk.database.begin() as db:
        found = rooms.add(db, sent.visit(carried.space_id), name=name, capacity=capacity, link=link)
    return form_blocks.form(
        found,
        page=form_blocks.page_with(found, name),
        showing=carried.showing + 1,
        said=form_blocks.added(name, capacity),
    )


def press_remove(sent: Sent) -> Form:
    """'This room is not there any more'; what is typed in the form stays."""
    about = values.read(InList, sent.value)
    carried = values.read(Setting, sent.metadata)
    with sent.desk.database.begin() as db:
        found = rooms.remove(db, sent.visit(about.space_id), about.name)
    return form_blocks.form(
        found,
        page=about.view.page,
        showing=carried.showing,
        said=form_blocks.removed(about.name),
    )
