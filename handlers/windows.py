"""`/openspace open` and `/openspace close`, at once or at a set time."""

from datetime import datetime

from handlers import asking, forms
from handlers.asking import Asked
from handlers.blocks import values
from handlers.blocks import windows as blocks
from handlers.blocks import windows_form as form_blocks
from handlers.blocks.form_values import Planning
from handlers.blocks.forms import Form
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn
from handlers.blocks.values import AboutSpace, WindowWanted
from handlers.clicks import Clicked, Opened
from handlers.forms import Sent
from handlers.words import moments as words_moments
from handlers.words import windows as words
from openspace import RuleViolation, meanwhile, moments
from openspace import windows as rules
from openspace.spaces import Window
from services import visits, windows
from services.visits import Here
from services.windows import Meanwhile


def windows_wanted(asked: Asked, wanted: words.Windows) -> Message:
    """'Voting is open until Thursday', 'Voting closes at five', 'It does not.'"""
    visit = asked.visit
    with asked.desk.database.begin() as db:
        match wanted:
            case words.WindowClear(window, is_open):
                done = windows.clear(db, visit, window, is_open=is_open)
            case words.WindowOpen(window, at, until):
                here = visits.look(db, visit)
                done = windows.set_window(
                    db,
                    visit,
                    window,
                    is_open=True,
                    at=_moment(here, at, f"/openspace open {window} at {{day}} 9:00"),
                    until=_moment(here, until, f"/openspace open {window} until {{day}} 17:00"),
                )
            case words.WindowClose(window, at):
                here = visits.look(db, visit)
                example = f"/openspace close {window} at {{day}} 17:00"
                done = windows.set_window(
                    db, visit, window, is_open=False, at=_moment(here, at, example)
                )
    return blocks.set_window(done)


def press_windows(clicked: Clicked) -> Opened:
    """'I want to open or close something.'"""
    visit = clicked.visit(values.read(AboutSpace, clicked.value).space_id)
    form = form_blocks.opened(asking.begin(clicked.desk, visit, windows.begin))
    forms.open_form(clicked.desk, clicked.trigger_id, form)
    return Opened()


def press_now(sent: Sent) -> Form:
    """'Open it now', or close it; what else was typed in the form stays."""
    wanted = values.read(WindowWanted, sent.value)
    with sent.desk.database.begin() as db:
        done = windows.set_window(
            db, sent.visit(wanted.space_id), _window(wanted), is_open=wanted.is_open
        )
    return _anew(sent, wanted.space_id, blocks.state(done))


def press_time_off(sent: Sent) -> Form:
    """'It is not to open by itself', or to close; what else was typed in the form stays."""
    wanted = values.read(WindowWanted, sent.value)
    window = _window(wanted)
    with sent.desk.database.begin() as db:
        windows.clear(db, sent.visit(wanted.space_id), window, is_open=wanted.is_open)
    return _anew(sent, wanted.space_id, form_blocks.taken_off(window, is_open=wanted.is_open))


def submit(sent: Sent) -> Form:
    """'It is to open and close at these times.'"""
    carried = values.read(Planning, sent.metadata)
    wanted = form_blocks.read(sent.filled)
    try:
        with sent.desk.database.begin() as db:
            found = windows.plan(db, sent.visit(carried.space_id), wanted, opened=carried.written)
    except Meanwhile as changed:
        return form_blocks.meanwhile(changed, showing=carried.showing + 1)
    return form_blocks.saved(found)


def _anew(sent: Sent, space_id: int, done: Mrkdwn) -> Form:
    carried = values.read(Planning, sent.metadata)
    with sent.desk.database.reading() as db:
        found = windows.begin(db, sent.visit(space_id))
    typed = form_blocks.read(sent.filled)
    changed = meanwhile.changed(carried.written, rules.written(typed))
    shown = {
        name: typed[name] if name in changed else at
        for name, at in rules.planned(found.times).items()
    }
    return form_blocks.pressed(found, done, shown, showing=carried.showing + 1)


def _window(wanted: WindowWanted) -> Window:
    try:
        return Window(wanted.window)
    except ValueError:
        raise RuleViolation(values.OLD_BUTTON) from None


def _moment(here: Here, typed: words.SetTime | None, example: str) -> datetime | None:
    """Return the moment that somebody typed; a day may also lie before the open space."""
    if typed is None:
        return None
    zone = here.space.zone
    first_day, last_day = rules.calendar(here.space, here.now)
    (day,) = words_moments.days(
        typed.day or words_moments.Today(),
        first_day=first_day,
        last_day=last_day,
        today=moments.today(here.now, zone),
        example=example,
    )
    return moments.instant(day, typed.wall, zone)
