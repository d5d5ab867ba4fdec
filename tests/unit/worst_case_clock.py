"""The most and the longest of everything that the clock lets the bot say."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import product

from handlers.blocks import digests, letters, messages, news, notices, reminders, schedule, windows
from handlers.blocks.message import Message
from openspace import voting as voting_rules
from openspace.messages import Status
from openspace.notices import Notices
from openspace.schedule import REMINDER_RANGE, Schedule
from openspace.spaces import Window
from openspace.tally import Ranked, Total
from openspace.windows import SetTime
from services import news as told
from services.agenda import Entry
from services.current import Said
from services.digests import MOST_WANTED, DayAhead, DayDone, WeekDone
from services.messages import Line, Overview
from services.notices import Wanted
from services.reminders import BeginsSoon, HostsTomorrow, VotingCloses
from services.schedule import Spoken
from services.windows import SetWindow
from storage.claims import MOST_TOGETHER, REASON_LENGTH
from tests.unit.worst_case import (
    ALL_TALKS,
    ALL_TOPICS,
    HERE,
    HOSTS,
    NOW,
    PEOPLE,
    SESSIONS,
    SPACE,
    TOGETHER,
    TOPICS,
    longest,
)
from tests.unit.worst_case_weeks import TOLD as TOLD_OF_WEEK

LAST = 99
MANY_HOSTS = tuple(f"U0000{n:06}" for n in range(1000))
REASON = longest(REASON_LENGTH)
DAY = NOW.date()

FULL = tuple(Entry(one, 10_500, None, is_over=False) for one in TOGETHER)
"""Sessions of topics and talks, all in one day, with nobody's seat free."""
WITH_BOTH = tuple(Entry(replace(one, hosts=HOSTS), 0, None, is_over=False) for one in ALL_TALKS)
"""Talks that have speakers and hosts as well, with all seats free."""
RANKED = tuple(
    Ranked(n, Total(topic.number, topic.title, dots=50_000, voters=PEOPLE))
    for n, topic in enumerate(ALL_TOPICS[:MOST_WANTED], start=1)
)
CHANGING = tuple(
    SetTime(window, is_open, NOW + timedelta(hours=1))
    for window, is_open in product(Window, (True, False))
)

AHEAD = DayAhead(SPACE, DAY, FULL, CHANGING, ALL_TOPICS, TOPICS)
DONE = DayDone(
    SPACE,
    DAY,
    new_topics=ALL_TOPICS,
    voters=PEOPLE,
    most_wanted=RANKED,
    held=FULL,
    hosts=MANY_HOSTS,
    speakers=tuple(longest(300, n) for n in range(SESSIONS)),
    tomorrow=FULL,
)
WEEK = WeekDone(SPACE, TOPICS, SESSIONS, PEOPLE, PEOPLE, 50_000, RANKED, MANY_HOSTS)
SOON = BeginsSoon("U1", SPACE, FULL[0], is_host=False, in_min=REMINDER_RANGE[1])
HOSTING = HostsTomorrow("U1", SPACE, DAY, FULL)
CLOSES = VotingCloses("U1", SPACE, NOW, voting_rules.BUDGET_RANGE[1])

DIRECT: tuple[Said, ...] = (
    told.NamedHost("U1", SPACE, 9999, longest(150)),
    *(told.Trouble("U1", SPACE, in_channel, REASON, DAY) for in_channel in (True, False)),
    SOON,
    replace(SOON, is_host=True),
    HOSTING,
    CLOSES,
    TOLD_OF_WEEK,
)
TOLD: tuple[Said, ...] = (
    *(
        told.WindowChanged(SPACE, window, is_open, NOW)
        for window, is_open in product(Window, (True, False))
    ),
    *(told.Closed(SPACE, is_closed) for is_closed in (True, False)),
    AHEAD,
    DONE,
    WEEK,
    *DIRECT,
)
LINES = tuple(
    Line(
        kind,
        status,
        NOW,
        people=PEOPLE,
        in_channel=False,
        number=topic.number,
        title=topic.title,
        day=DAY,
        reason=REASON,
    )
    for (kind, status), topic in zip(
        product(messages.KINDS, Status), reversed(ALL_TOPICS), strict=False
    )
)
OVERVIEW = Overview(HERE, LINES, can_send_again=PEOPLE, again=PEOPLE)


def told_together(*items: Said, stop_to: Notices | None = Notices.NONE) -> Message:
    return letters.together([news.told(item) for item in items], SPACE, stop_to=stop_to)


SHOWN_BY_THE_CLOCK: dict[str, Callable[[], Message]] = {
    "digests.day_ahead": lambda: digests.day_ahead(AHEAD),
    "digests.day_ahead of talks": lambda: digests.day_ahead(replace(AHEAD, entries=WITH_BOTH)),
    "digests.day_ahead without sessions": lambda: digests.day_ahead(replace(AHEAD, entries=())),
    "digests.day_done": lambda: digests.day_done(DONE),
    "digests.day_done before a day off": lambda: digests.day_done(replace(DONE, tomorrow=())),
    "digests.week_done": lambda: digests.week_done(WEEK),
    "reminders.begins_soon": lambda: reminders.begins_soon(SOON),
    "reminders.hosts_tomorrow": lambda: reminders.hosts_tomorrow(HOSTING),
    "reminders.hosts_tomorrow few": lambda: reminders.hosts_tomorrow(
        replace(HOSTING, entries=WITH_BOTH[:8])
    ),
    "reminders.voting_closes": lambda: reminders.voting_closes(CLOSES),
    **{
        f"news.told by the clock {n} {type(item).__name__}": partial(news.told, item)
        for n, item in enumerate(TOLD)
    },
    "letters.told": lambda: letters.told(WEEK),
    "letters.together": lambda: told_together(
        *DIRECT, *([DIRECT[0]] * (MOST_TOGETHER - len(DIRECT)))
    ),
    "letters.together in a channel": lambda: told_together(AHEAD, stop_to=None),
    **{
        f"notices.wanted {wanted} {was_set}": partial(
            notices.wanted, Wanted(HERE, wanted, was_set=was_set)
        )
        for wanted, was_set in product(Notices, (True, False))
    },
    **{
        f"windows.changed {window} {is_open}": partial(
            windows.changed, told.WindowChanged(SPACE, window, is_open, next_at=NOW)
        )
        for window in Window
        for is_open in (True, False)
    },
    "windows.set_window": lambda: windows.set_window(
        SetWindow(SPACE, Window.PROPOSALS, True, CHANGING[:2])
    ),
    "windows.set_window later": lambda: windows.set_window(
        SetWindow(SPACE, Window.PROPOSALS, False, CHANGING[:2])
    ),
    "windows.set_window again": lambda: windows.set_window(
        SetWindow(SPACE, Window.VOTING, False, ())
    ),
    "schedule.spoken": lambda: schedule.spoken(Spoken(HERE, not_today=True)),
    "schedule.spoken to others": lambda: schedule.spoken(
        Spoken(
            replace(
                HERE,
                space=replace(SPACE, schedule=Schedule(None, None, None)),
                person=replace(HERE.person, is_facilitator=False),
            )
        )
    ),
    "messages.overview": lambda: messages.overview(OVERVIEW),
    "messages.overview on page 2": lambda: messages.overview(OVERVIEW, page=2),
    "messages.overview on its last page": lambda: messages.overview(OVERVIEW, page=LAST),
}
