"""`/openspace settings`, and the form with all settings of an open space."""

from datetime import time

from handlers import asking, forms, starting
from handlers.asking import Asked
from handlers.blocks import settings as blocks
from handlers.blocks import values
from handlers.blocks.form_values import Planning
from handlers.blocks.forms import Form
from handlers.blocks.settings import Typed
from handlers.blocks.values import AboutSpace
from handlers.clicks import Clicked, Opened
from handlers.desk import Desk
from handlers.forms import Sent
from handlers.words import moments, numbers, tokens
from handlers.words import themes as words_themes
from handlers.words.schedule import OFF
from openspace import RuleViolation, quoted, schedule
from openspace.schedule import Schedule
from openspace.settings import Settings
from services import settings
from services.settings import Found, Meanwhile
from services.visits import Visit


def settings_wanted(asked: Asked) -> None:
    """'Show me the form with the settings.'"""
    forms.open_form(asked.desk, asked.trigger_id, _form(asked.desk, asked.visit))


def press_settings(clicked: Clicked) -> Opened:
    """'I want to change the settings.'"""
    visit = clicked.visit(values.read(AboutSpace, clicked.value).space_id)
    forms.open_form(clicked.desk, clicked.trigger_id, _form(clicked.desk, visit))
    return Opened()


def submit(sent: Sent) -> Form:
    """'Save what I changed.'"""
    carried = values.read(Planning, sent.metadata)
    typed = blocks.read(sent.filled)
    visit = sent.visit(carried.space_id)
    with sent.desk.database.reading() as db:
        found = settings.begin(db, visit)
    wanted = _wanted(found, typed)
    # Not before: who may not do this must not make us remember anybody.
    for user_id in set(wanted.facilitators) - set(found.settings.facilitators):
        sent.meet(user_id)
    try:
        with sent.desk.database.begin() as db:
            saved = settings.save(
                db,
                visit,
                wanted,
                opened=carried.written,
                more_themes=words_themes.lines(typed.themes),
            )
    except Meanwhile as changed:
        return blocks.meanwhile(changed, showing=carried.showing + 1)
    return blocks.saved(saved)


def _form(desk: Desk, visit: Visit) -> Form:
    return blocks.opened(asking.begin(desk, visit, settings.begin), desk.keeping)


def _wanted(found: Found, typed: Typed) -> Settings:
    """Return what the form asks for; what it had no field for stays as it is."""
    now = found.settings
    return Settings(
        budget=starting.budget(typed.dots),
        tally_seen_by=now.tally_seen_by
        if typed.tally_seen_by is None
        else starting.seen_by(typed.tally_seen_by),
        guests_allowed=typed.guests_allowed,
        schedule=Schedule(
            _wall(typed.digest, blocks.DIGEST),
            _wall(typed.summary, blocks.SUMMARY),
            _minutes(typed.reminder),
        ),
        facilitators=now.facilitators if typed.facilitators is None else typed.facilitators,
    )


def _wall(typed: str, field: str) -> time | None:
    words = tokens.line(typed).lower()
    if not words or words in OFF:
        return None
    wall = moments.wall_time(words)
    if wall is None:
        raise RuleViolation(
            f"{quoted(typed)} is not a time I know. Type one like 09:00, or leave it empty.", field
        )
    return wall


def _minutes(typed: str) -> int | None:
    if not typed.strip():
        return None
    minutes = numbers.whole(typed.strip())
    if minutes is None:
        shortest, longest = schedule.REMINDER_RANGE
        raise RuleViolation(
            f"Type a whole number from {shortest} to {longest}, or leave it empty.", blocks.REMINDER
        )
    return minutes
