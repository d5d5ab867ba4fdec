"""`/signup`, and the buttons that take a seat and give it up."""

from dataclasses import replace

from handlers import lists, suggesting
from handlers.asking import Asked
from handlers.blocks import signup as blocks
from handlers.blocks import values
from handlers.blocks.message import Message
from handlers.blocks.values import Seat, View
from handlers.clicks import Add, Clicked, Refresh, Reply
from handlers.words import signup as words
from services import signup

COMING = View("agenda", lists.COMING)


def sign_up(asked: Asked) -> Message:
    """'I take a seat in session 3.'"""
    desk, visit = asked.desk, asked.visit
    match words.signup(asked.text):
        case words.Show(page):
            return lists.show(desk, visit, replace(COMING, page=page))
        case words.Suggested():
            return suggesting.take_all(asked)
        case words.Join(numbers, anyway):
            try:
                with desk.database.begin() as db:
                    result = signup.join(db, visit, numbers, anyway=anyway)
            except signup.Clash as warning:
                return blocks.clash(warning, lists.only(numbers))
        case words.Cancel(numbers):
            with desk.database.begin() as db:
                result = signup.leave(db, visit, numbers)
    only = lists.only([entry.session.number for entry in result.entries])
    return lists.sessions(result.agenda, only, blocks.outcome(result))


def press_take(clicked: Clicked) -> Reply:
    """'I take a seat here.'"""
    return _take(clicked, anyway=False)


def press_take_anyway(clicked: Clicked) -> Reply:
    """'I take a seat here as well, although I have another session then.'"""
    return _take(clicked, anyway=True)


def press_give_up(clicked: Clicked) -> Reply:
    """'I give my seat up.'"""
    seat = values.read(Seat, clicked.value)
    visit = clicked.visit(seat.space_id)
    with clicked.desk.database.begin() as db:
        signup.leave(db, visit, (seat.number,))
    return Refresh(seat.space_id, seat.view)


def _take(clicked: Clicked, *, anyway: bool) -> Reply:
    seat = values.read(Seat, clicked.value)
    try:
        with clicked.desk.database.begin() as db:
            signup.join(db, clicked.visit(seat.space_id), (seat.number,), anyway=anyway)
    except signup.Clash as warning:
        return Add(blocks.clash(warning, seat.view))
    return Refresh(seat.space_id, seat.view)
