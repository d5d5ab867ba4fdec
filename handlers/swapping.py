"""The form in which a session of the draft gets another to change places with."""

from handlers import asking, forms
from handlers.blocks import swapping as blocks
from handlers.blocks import timetable as timetable_blocks
from handlers.blocks import values
from handlers.blocks.form_values import Placing
from handlers.blocks.forms import Form
from handlers.blocks.values import OLD_FORM, InDraft
from handlers.clicks import Clicked, Opened
from handlers.drafting import show_anew
from handlers.forms import Sent
from openspace import RuleViolation
from services import placing, swapping


def open_form(clicked: Clicked, wanted: InDraft) -> Opened:
    """'I want this session to change places with another.'"""
    visit = clicked.visit(wanted.space_id)
    found = asking.begin(
        clicked.desk, visit, lambda db, where: swapping.begin(db, where, wanted.number)
    )
    form = blocks.form(found, view=wanted.view, answer_url=clicked.response_url)
    forms.open_form(clicked.desk, clicked.trigger_id, form)
    return Opened()


def submit(sent: Sent) -> Form:
    """'These two change places.'"""
    carried = values.read(Placing, sent.metadata)
    chosen = sent.filled.choice(blocks.OTHER) or ""
    if not (chosen.isascii() and chosen.isdecimal() and len(chosen) <= values.LONGEST_NUMBER):
        raise RuleViolation(OLD_FORM, blocks.OTHER)
    visit, number, other = sent.visit(carried.space_id), carried.number, int(chosen)
    with sent.desk.database.begin() as db:
        draft = placing.swap(db, visit, number, other)
    said = timetable_blocks.swapped(draft, number, other)
    sent.desk.later(visit.user_id, lambda: show_anew(sent, carried, draft, said))
    return blocks.swapped(number, other, said)
