"""`/openspace new` without more words, and the form in which an open space is started."""

from dataclasses import replace

from handlers import forms, spaces
from handlers.asking import Asked
from handlers.blocks import starting as blocks
from handlers.blocks import values
from handlers.blocks.form_values import Starting
from handlers.blocks.forms import Form
from handlers.blocks.starting import Typed
from handlers.clicks import Clicked, Opened
from handlers.desk import Desk
from handlers.forms import Sent
from handlers.words import numbers, tokens
from handlers.words import spaces as words_spaces
from handlers.words import themes as words_themes
from openspace import RuleViolation, voting
from openspace.spaces import TallySeenBy
from services import spaces as space_services
from services import starting
from services.starting import Wanted
from services.visits import Visit


def new(asked: Asked) -> None:
    """'Give me the form for a new open space', in this channel where there is one."""
    is_direct = asked.visit.channel_id.startswith("D")
    where = replace(asked.visit, channel_id="" if is_direct else asked.visit.channel_id)
    _check(asked.desk, where)
    if where.channel_id:
        spaces.is_private(asked.desk, where.channel_id)
    forms.open_form(asked.desk, asked.trigger_id, blocks.empty(where.channel_id))


def press_start(clicked: Clicked) -> Opened:
    """'I want to start an open space', from somewhere that is no channel."""
    values.read(Starting, clicked.value)
    _check(clicked.desk, replace(clicked.pressed_by, channel_id=""))
    forms.open_form(clicked.desk, clicked.trigger_id, blocks.empty(""))
    return Opened()


def submit(sent: Sent) -> Form:
    """'Start it like this.'"""
    carried = values.read(Starting, sent.metadata)
    typed = blocks.read(sent.filled)
    wanted = _wanted(typed)
    channel_id = carried.channel_id or typed.channel_id
    if not channel_id:
        raise RuleViolation("Choose the channel in which people meet.", blocks.CHANNEL)
    visit = replace(sent.sent_by, channel_id=channel_id)
    sent.meet(visit.user_id)
    # First of all: who may start nothing need not make us ask Slack about a channel.
    _check(sent.desk, visit)
    is_private = spaces.is_private(sent.desk, channel_id)
    with sent.desk.database.begin() as db:
        return blocks.started(starting.start(db, visit, wanted, is_private=is_private))


def _check(desk: Desk, visit: Visit) -> None:
    with desk.database.reading() as db:
        space_services.check_can_start(db, visit)


def _wanted(typed: Typed) -> Wanted:
    """Return what the form asks for.

    Raises:
        RuleViolation: something is missing, of which Slack itself should have told.
    """
    if typed.first_day is None:
        raise RuleViolation("Choose the first day.", blocks.FIRST_DAY)
    if typed.last_day is None:
        raise RuleViolation("Choose the last day.", blocks.LAST_DAY)
    return Wanted(
        name=tokens.line(typed.name),
        first_day=typed.first_day,
        last_day=typed.last_day,
        zone=words_spaces.zone(tokens.line(typed.zone)),
        budget=budget(typed.dots),
        tally_seen_by=seen_by(typed.tally_seen_by),
        guests_allowed=typed.guests_allowed,
        themes=words_themes.lines(typed.themes),
    )


def budget(typed: str) -> int:
    """Return the number of dots in a field.

    Raises:
        RuleViolation: it holds none.
    """
    count = numbers.whole(typed.strip())
    if count is None:
        lowest, highest = voting.BUDGET_RANGE
        raise RuleViolation(f"Type a whole number from {lowest} to {highest}.", blocks.DOTS)
    return count


def seen_by(chosen: str | None) -> TallySeenBy:
    """Return who sees the totals, as it was chosen in a field.

    Raises:
        RuleViolation: nothing was chosen that there is.
    """
    for one in TallySeenBy:
        if one.value == chosen:
            return one
    raise RuleViolation("Choose who sees the totals of the vote.", blocks.TALLY)
