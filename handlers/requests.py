"""`/openspace ask`, `requests`, `back`, `grant` and `decline`, with their buttons and forms."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from handlers import answers, asking, clicks, forms, lists, slots
from handlers.asking import Asked
from handlers.blocks import requests as blocks
from handlers.blocks import requests_form as form_blocks
from handlers.blocks import requests_said, values
from handlers.blocks.form_values import AnswerForm, AskingForm, PlaceForm
from handlers.blocks.forms import Form
from handlers.blocks.message import Message
from handlers.blocks.values import AboutRequest, AboutSpace, Turn, View
from handlers.clicks import Add, Clicked, Opened, Refresh
from handlers.forms import Sent
from handlers.words import numbers, tokens
from handlers.words import requests as words
from openspace import RuleViolation
from services import granting, request_places, requesting, visits
from services.requesting import Done
from services.visits import Visit

MOVE = '/openspace ask 7 {day} 10:00 "Room B"'

Typed = (
    words.AskMove
    | words.AskSwap
    | words.TakeBack
    | words.RequestsShow
    | words.Back
    | words.Grant
    | words.Decline
)


def requests_wanted(asked: Asked, wanted: Typed) -> Message:
    """'Please move that', 'I wish for it too', 'So be it', 'What do people ask for?'"""
    desk, visit = asked.desk, asked.visit
    match wanted:
        case words.RequestsShow(page):
            return lists.show(desk, visit, View("requests", page=page))
        case words.Grant(number, word):
            with desk.database.begin() as db:
                return requests_said.settled(granting.grant(db, visit, number, word=word))
        case words.Decline(number, word):
            with desk.database.begin() as db:
                return requests_said.settled(granting.decline(db, visit, number, word=word))
        case _:
            with desk.database.begin() as db:
                return requests_said.done(_done(db, visit, wanted))


def ask_form(asked: Asked) -> None:
    """'I want to ask for a change.'"""
    found = asking.begin(asked.desk, asked.visit, request_places.begin)
    forms.open_form(asked.desk, asked.trigger_id, form_blocks.session(found))


def press_ask(clicked: Clicked) -> Opened:
    """'I want to ask for a change.'"""
    visit = clicked.visit(values.read(AboutSpace, clicked.value).space_id)
    found = asking.begin(clicked.desk, visit, request_places.begin)
    clicks.open_above(clicked, form_blocks.session(found))
    return Opened()


def press_show(clicked: Clicked) -> Refresh | Opened:
    """'What do people ask for?' Their Home has no room for the list."""
    if not clicked.is_home:
        return clicks.turn(clicked)
    wanted = values.read(Turn, clicked.value)
    found = lists.form(clicked.desk, clicked.visit(wanted.space_id), wanted.view)
    forms.open_form(clicked.desk, clicked.trigger_id, found)
    return Opened()


def press_back(clicked: Clicked) -> Refresh | Add:
    """'I wish for that too.'"""
    return _do(clicked, requesting.back)


def press_no_longer(clicked: Clicked) -> Refresh | Add:
    """'I do not wish for that any more.'"""
    return _do(clicked, requesting.stop_backing)


def press_take_back(clicked: Clicked) -> Refresh | Add:
    """'I do not ask for that any more.'"""
    return _do(clicked, requesting.take_back)


def press_grant(clicked: Clicked) -> Opened:
    """'So be it', perhaps with a word."""
    return _open_answer(clicked, is_granted=True)


def press_decline(clicked: Clicked) -> Opened:
    """'It stays as it is', perhaps with a word."""
    return _open_answer(clicked, is_granted=False)


def submit_session(sent: Sent) -> Form:
    """'This session, and it is to move, or to swap.'"""
    carried = values.read(AskingForm, sent.metadata)
    number = numbers.whole(sent.filled.choice(form_blocks.SESSION) or "")
    if number is None:
        raise RuleViolation("Choose one of the sessions.", form_blocks.SESSION)
    is_swap = sent.filled.choice(form_blocks.DEED) == form_blocks.SWAP
    look = request_places.swaps if is_swap else request_places.places
    with sent.desk.database.reading() as db:
        found = look(db, sent.visit(carried.space_id), number)
    return form_blocks.place(found, is_swap=is_swap)


def submit_place(sent: Sent) -> Form:
    """'There, or with that one, because of this.'"""
    carried = values.read(PlaceForm, sent.metadata)
    visit, number = sent.visit(carried.space_id), carried.number
    reason = tokens.line(sent.filled.text(form_blocks.REASON))
    chosen = sent.filled.choice(form_blocks.PLACE) or ""
    with sent.desk.database.begin() as db:
        if carried.is_swap:
            other = numbers.whole(chosen)
            if other is None:
                raise RuleViolation("Choose one of the sessions.", form_blocks.PLACE)
            done = requesting.ask_swap(db, visit, number, other, reason=reason)
        else:
            place = form_blocks.chosen_place(chosen)
            if place is None:
                raise RuleViolation("Choose one of the places.", form_blocks.PLACE)
            slot_id, room_id = place
            done = requesting.ask_place(
                db, visit, number, slot_id=slot_id, room_id=room_id, reason=reason
            )
    return form_blocks.asked(done)


def submit_answer(sent: Sent) -> Form:
    """'So be it', or 'It stays as it is.'"""
    carried = values.read(AnswerForm, sent.metadata)
    visit = sent.visit(carried.space_id)
    word = tokens.line(sent.filled.text(form_blocks.WORD))
    deed = granting.grant if carried.is_granted else granting.decline
    with sent.desk.database.begin() as db:
        answered = deed(db, visit, carried.number, word=word)
    sent.desk.later(visit.user_id, lambda: _show_anew(sent, carried))
    return form_blocks.answered(answered)


def _done(
    db: Session, visit: Visit, wanted: words.AskMove | words.AskSwap | words.TakeBack | words.Back
) -> Done:
    match wanted:
        case words.AskMove(number, named_day, start, room, reason):
            (day,) = slots.on_days(visits.look(db, visit), named_day, example=MOVE)
            return requesting.ask_move(
                db, visit, number, day=day, start=start, room_name=room, reason=reason
            )
        case words.AskSwap(number, other, reason):
            return requesting.ask_swap(db, visit, number, other, reason=reason)
        case words.TakeBack(number):
            return requesting.take_back(db, visit, number)
        case words.Back(number, is_wished):
            deed = requesting.back if is_wished else requesting.stop_backing
            return deed(db, visit, number)


def _do(clicked: Clicked, deed: Callable[[Session, Visit, int], Done]) -> Refresh | Add:
    """Do it, and show the list anew in which the button was, or say what was done."""
    about = values.read(AboutRequest, clicked.value)
    with clicked.desk.database.begin() as db:
        done = deed(db, clicked.visit(about.space_id), about.number)
    if about.view == blocks.ALONE:
        return Add(requests_said.done(done))
    return Refresh(about.space_id, about.view)


def _open_answer(clicked: Clicked, *, is_granted: bool) -> Opened:
    about = values.read(AboutRequest, clicked.value)
    found = asking.begin(
        clicked.desk,
        clicked.visit(about.space_id),
        lambda db, where: granting.begin(db, where, about.number),
    )
    is_in_list = about.view != blocks.ALONE
    form = form_blocks.answer(
        found,
        is_granted=is_granted,
        view=about.view,
        list_id=clicked.form.view_id if clicked.form and is_in_list else "",
        answer_url=clicked.response_url if clicked.is_private and is_in_list else "",
    )
    clicks.open_above(clicked, form)
    return Opened()


def _show_anew(sent: Sent, carried: AnswerForm) -> None:
    """Show the list anew from which the form was opened; the form says what was done anyway."""
    visit = sent.visit(carried.space_id)
    if carried.list_id:
        forms.show_anew(sent.desk, carried.list_id, lists.form(sent.desk, visit, carried.view))
    elif carried.answer_url:
        shown = lists.show(sent.desk, visit, carried.view)
        answers.respond(sent.desk.way, carried.answer_url, shown, replace_original=True)
