"""`/openspace edit`, and the form in which a topic is changed."""

from handlers import asking, clicks, forms, proposing
from handlers.asking import Asked
from handlers.blocks import absences as absence_blocks
from handlers.blocks import details, values
from handlers.blocks import editing as blocks
from handlers.blocks.details import Typed
from handlers.blocks.form_values import Editing
from handlers.blocks.forms import Form
from handlers.blocks.values import AboutTopic
from handlers.clicks import Clicked, Opened
from handlers.desk import Desk
from handlers.forms import Sent
from handlers.words import proposing as words
from handlers.words import tokens
from openspace.proposing import Details
from services import editing
from services.editing import Edited, Meanwhile
from services.visits import Visit


def edit(asked: Asked, number: int) -> None:
    """'Show me the form with topic 7.'"""
    forms.open_form(asked.desk, asked.trigger_id, form(asked.desk, asked.visit, number))


def form(desk: Desk, visit: Visit, number: int) -> Form:
    """Return the form with a topic or talk.

    Raises:
        RuleViolation: it is not there, or the person may not change it.
    """
    return blocks.opened(_found(desk, visit, number))


def press_edit(clicked: Clicked) -> Opened:
    """'I want to change this topic.'"""
    return _open(clicked, adds_details=False)


def press_details(clicked: Clicked) -> Opened:
    """'I want to say more about this topic.'"""
    return _open(clicked, adds_details=True)


def submit(sent: Sent) -> Form:
    """'Save what I changed.'"""
    carried = values.read(Editing, sent.metadata)
    typed = details.read(sent.filled)
    visit = sent.visit(carried.space_id)
    title, away = words.title(typed.title), absence_blocks.chosen(sent.filled)
    try:
        with sent.desk.database.reading() as db:
            found = editing.begin(db, visit, carried.number)
        for user_id in set(typed.hosts) - set(found.topic.hosts):
            sent.meet(user_id)
        with sent.desk.database.begin() as db:
            wanted = _wanted(found, title, typed)
            saved = editing.save(
                db, visit, carried.number, wanted, opened=carried.opened, away=away
            )
    except Meanwhile as changed:
        return blocks.meanwhile(changed, away=typed.away, showing=carried.showing + 1)
    return blocks.saved(saved)


def _open(clicked: Clicked, *, adds_details: bool) -> Opened:
    about = values.read(AboutTopic, clicked.value)
    visit = clicked.visit(about.space_id)
    found = _found(clicked.desk, visit, about.number)
    opened = blocks.opened(found, adds_details=adds_details)
    clicks.open_above(clicked, opened)
    return Opened()


def _found(desk: Desk, visit: Visit, number: int) -> Edited:
    return asking.begin(desk, visit, lambda db, where: editing.begin(db, where, number))


def _wanted(found: Edited, title: str, typed: Typed) -> Details:
    sees_notes = found.details.access_notes is not None
    return Details(
        title=title,
        description=tokens.lines(typed.description),
        theme=proposing.theme(found.themes, typed),
        hosts=typed.hosts,
        access_notes=tokens.lines(typed.access_notes) if sees_notes else None,
    )
