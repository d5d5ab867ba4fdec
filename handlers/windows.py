"""`/openspace open` and `/openspace close`, at once or at a set time."""

from datetime import datetime

from handlers.asking import Asked
from handlers.blocks import windows as blocks
from handlers.blocks.message import Message
from handlers.words import moments as words_moments
from handlers.words import windows as words
from openspace import moments
from openspace import windows as rules
from services import visits, windows
from services.visits import Here


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
