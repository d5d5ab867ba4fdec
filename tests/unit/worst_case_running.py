"""The longest forms with which an open space is started and run."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time

from handlers.blocks import list_form, messages, settings, starting, tally, windows_form
from handlers.blocks.forms import Form
from openspace import settings as rules
from openspace import windows as window_rules
from openspace.retention import Keeping
from openspace.schedule import Schedule
from openspace.settings import Settings
from openspace.spaces import TallySeenBy, Window
from services.settings import Found, Meanwhile, Saved
from services.windows import Meanwhile as OtherTimes
from services.windows import Windows
from tests.unit.worst_case import CHANGED, HERE, HOSTS, SPACE, THEMES, the_tally
from tests.unit.worst_case_clock import CHANGING, OVERVIEW

FACILITATORS = tuple(f"U00000{n:05}" for n in range(settings.MOST_FACILITATORS))
SET = Settings(100, TallySeenBy.EVERYONE, True, Schedule(time(9), time(16, 30), 240), FACILITATORS)
OTHERWISE = Settings(99, TallySeenBy.AFTER, False, Schedule(None, None, None), HOSTS)
EVERYTHING = tuple(rules.written(SET))
FOUND = Found(HERE, SET, is_any_dot_given=False, themes=THEMES[:-1])
VOTED = replace(FOUND, is_any_dot_given=True)
FIXED = replace(VOTED, settings=OTHERWISE)
CROWD = replace(FOUND, settings=replace(SET, facilitators=(*FACILITATORS, "U1")), themes=THEMES)
BOTH = Windows(HERE, CHANGING)
CLOSED = Windows(replace(HERE, space=replace(SPACE, proposals_open=False, voting_open=False)), ())
PLAN = window_rules.planned(CHANGING)
NO_PLAN = dict.fromkeys(PLAN)

FORMS_TO_RUN: dict[str, Callable[[], Form]] = {
    "starting.empty": lambda: starting.empty(SPACE.channel_id),
    "starting.empty without a channel": lambda: starting.empty(""),
    "starting.started": lambda: starting.started(CHANGED),
    "settings.opened": lambda: settings.opened(FOUND, Keeping()),
    "settings.opened after a vote": lambda: settings.opened(VOTED, Keeping()),
    "settings.opened with a promise to voters": lambda: settings.opened(FIXED, Keeping()),
    "settings.opened with a crowd": lambda: settings.opened(CROWD, Keeping()),
    "settings.opened with nothing": lambda: settings.opened(
        replace(FOUND, settings=OTHERWISE), Keeping()
    ),
    "settings.meanwhile": lambda: settings.meanwhile(
        Meanwhile(FOUND, EVERYTHING, OTHERWISE), showing=999_999
    ),
    "settings.saved": lambda: settings.saved(
        Saved(FOUND, EVERYTHING, ("digest", "summary"), THEMES)
    ),
    "settings.saved without a change": lambda: settings.saved(Saved(FOUND, (), (), ())),
    "windows_form.opened": lambda: windows_form.opened(BOTH),
    "windows_form.opened while both are closed": lambda: windows_form.opened(CLOSED),
    "windows_form.pressed": lambda: windows_form.pressed(
        BOTH, windows_form.taken_off(Window.PROPOSALS, is_open=True), NO_PLAN, showing=999_999
    ),
    "windows_form.meanwhile": lambda: windows_form.meanwhile(
        OtherTimes(BOTH, tuple(PLAN), NO_PLAN), showing=999_999
    ),
    "windows_form.saved": lambda: windows_form.saved(BOTH),
    "windows_form.saved without times": lambda: windows_form.saved(CLOSED),
    "list_form.saying": lambda: list_form.saying("Tally", tally.tally(the_tally())),
    "list_form.saying with a chart": lambda: list_form.saying("Tally", tally.chart(the_tally())),
    "list_form.saying with messages": lambda: list_form.saying(
        "Messages", messages.overview(OVERVIEW)
    ),
}
