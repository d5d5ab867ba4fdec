"""The most and the longest of what boards and Homes show."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from handlers.blocks import board
from handlers.blocks.message import Message
from openspace.absences import Problem
from openspace.people import Kind, Person
from openspace.signup import Place
from services.agenda import Agenda, Entry
from services.board import Anew, Board
from services.home import Home, Inside, Needs
from services.proposing import Listing
from services.visits import Here
from tests.unit.worst_case import (
    AGENDA,
    ALL_TALKS,
    ALL_TOPICS,
    ENTRIES,
    HERE,
    HOSTS,
    LISTING,
    NOW,
    PEOPLE,
    SPACE,
    TOGETHER,
    TOPICS,
)
from tests.unit.worst_case_clock import CHANGING
from tests.unit.worst_case_drafts import DRAFTED
from tests.unit.worst_case_mine import STATED

HOME_ADDRESS = "slack://app?team=T0123456789&id=A0123456789&tab=home"
ONE_DAY = tuple(
    Entry(
        replace(one, hosts=HOSTS),
        signed_up=PEOPLE,
        mine=Place(PEOPLE, has_seat=False, capacity=1),
        is_over=False,
    )
    for one in TOGETHER
)
BOARD = Board(
    space=SPACE,
    topics=(*ALL_TOPICS, *[replace(ALL_TOPICS[0], speakers=ALL_TALKS[0].speakers)]),
    dots={topic.number: 50_000 for topic in ALL_TOPICS},
    entries=(),
    day=None,
    today=NOW.date(),
    is_published=False,
    has_ended=False,
    times=CHANGING,
    changes_at=None,
)
PUBLISHED = replace(BOARD, entries=ONE_DAY, day=NOW.date(), is_published=True)

BOARDS: dict[str, Callable[[], Message]] = {
    "board.board": lambda: board.board(BOARD, home=HOME_ADDRESS),
    "board.board of a day": lambda: board.board(PUBLISHED, home=HOME_ADDRESS),
    "board.board of a later day": lambda: board.board(
        replace(PUBLISHED, today=NOW.date() - timedelta(days=1))
    ),
    "board.board without topics": lambda: board.board(replace(BOARD, topics=())),
    "board.board after the last session": lambda: board.board(replace(PUBLISHED, day=None)),
    "board.board at the end": lambda: board.board(
        replace(PUBLISHED, has_ended=True, times=(), space=replace(SPACE, closed_at=NOW))
    ),
    "board.anew": lambda: board.anew(Anew(SPACE, was_under_way=False)),
    "board.anew under way": lambda: board.anew(Anew(SPACE, was_under_way=True)),
}

OTHERS = tuple(replace(SPACE, id=n) for n in range(2, 30))
HOSTLESS = tuple(replace(topic, hosts=()) for topic in ALL_TOPICS)
PROBLEMS = tuple(Problem(entry.session, host) for entry in ENTRIES for host in HOSTS)
FACILITATOR = Inside(
    here=HERE,
    agenda=AGENDA,
    listing=LISTING,
    times=CHANGING,
    needs=Needs(HOSTLESS, ENTRIES, failed=PEOPLE, problems=PROBLEMS, requests=PEOPLE),
    draft=DRAFTED,
    absences=STATED,
)
TODAY = replace(FACILITATOR, agenda=replace(AGENDA, entries=ONE_DAY, today=NOW.date()))
NEW = Here(SPACE, Person("U0NEW", Kind.MEMBER, None, is_facilitator=False), NOW)
STRANGER = Inside(
    here=NEW,
    agenda=Agenda(NEW, tuple(replace(e, mine=None) for e in ENTRIES), NOW.date(), True),
    listing=Listing(NEW, "", ALL_TOPICS, {}, TOPICS),
    times=CHANGING,
    needs=None,
)
HOMES: dict[str, Home] = {
    "facilitator": Home(FACILITATOR, OTHERS),
    "facilitator on a full day": Home(TODAY, OTHERS),
    "nothing needs the facilitator": Home(
        replace(FACILITATOR, needs=Needs((), (), failed=0)), OTHERS
    ),
    "newcomer": Home(STRANGER, OTHERS),
    "not published": Home(
        replace(STRANGER, agenda=replace(STRANGER.agenda, entries=(), is_published=False)), ()
    ),
    "over": Home(replace(FACILITATOR, here=replace(HERE, space=replace(SPACE, closed_at=NOW))), ()),
    "nobody's": Home(None, (), may_start=True),
}
