"""The example week: CoProWeekScot with its themes, and invented people, talks, topics and votes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from openspace import moments
from openspace.people import Kind
from openspace.spaces import Space, Window
from services import (
    people,
    proposing,
    rooms,
    signup,
    slots,
    spaces,
    talks,
    timetable,
    voting,
    windows,
)
from services.visits import Visit
from storage import spaces as stored_spaces
from storage.database import Database

NAME = "CoProWeekScot"
CHANNEL = "coproweekscot"
PRACTICE_CHANNEL = "practice"
FIRST_DAY = date(2027, 11, 22)
LAST_DAY = date(2027, 11, 26)
STARTS_AT = moments.instant(FIRST_DAY, time(9, 40), moments.DEFAULT_ZONE)
"""The moment at which the demo begins: the first morning, in the middle of proposing and voting."""

THEMES = (
    "Show co-pro in action",
    "Addressing inequalities is part of the job",
    "Resource communities to address their priorities",
    "Champion digital, but address the barriers",
    "Give co-production the time it needs",
    "Invest in showing it works",
)

PEOPLE = {
    "ada": "Ada Lindsay",
    "bo": "Bo Fraser",
    "cy": "Cy Murray",
    "dee": "Dee Robertson",
    "ewan": "Ewan Kerr",
    "fiona": "Fiona Baird",
    "gus": "Gus Niven",
    "hana": "Hana Said",
    "iain": "Iain Moffat",
    "jo": "Jo Petrie",
    "kit": "Kit Okoro",
    "lena": "Lena Wishart",
}
FACILITATOR = "ada"

ROOMS = (
    ("Room A", 30, None),
    ("Room B", 18, None),
    ("Quiet room", 4, None),
    ("Online", 100, "https://meet.example.org/coproweekscot"),
)
TIMES = (
    (time(10, 0), time(11, 0)),
    (time(11, 30), time(12, 30)),
    (time(14, 0), time(15, 0)),
)


@dataclass(frozen=True)
class _Talk:
    title: str
    day: int
    start: time
    room: str
    speakers: str
    guests: str


@dataclass(frozen=True)
class _Topic:
    title: str
    host: str
    theme: int
    description: str = ""


TALKS = (
    _Talk(
        "What co-production asks of us: opening the week",
        22,
        time(10, 0),
        "Online",
        "Morag Tennant, Network for Shared Decisions",
        "bo cy dee ewan fiona gus hana iain",
    ),
    _Talk(
        "Inclusion in practice: who is not in the room",
        23,
        time(10, 0),
        "Room A",
        "Samir Halloran, Open Doors Fife",
        "bo dee fiona jo kit",
    ),
    _Talk(
        "Sharing power over a budget",
        24,
        time(14, 0),
        "Quiet room",
        "Una Galbraith and Tom Adeyemi, Leith Commons",
        "gus hana iain lena",
    ),
    _Talk(
        "Planning a service with the people who use it",
        25,
        time(11, 30),
        "Room B",
        "Rhona Cairns, Highland Care Partnership",
        "cy ewan jo",
    ),
)

TOPICS = (
    _Topic(
        "How do we start co-production in procurement?",
        "bo",
        4,
        "Contracts fix the outcome before anyone was asked. Where could people come in earlier?",
    ),
    _Topic(
        "Paying people for their lived experience",
        "cy",
        2,
        "Vouchers, fees, benefits rules: what is fair, and what can our finance teams do?",
    ),
    _Topic("British Sign Language users in our consultations", "dee", 1),
    _Topic(
        "Digital by default leaves people out. Now what?",
        "ewan",
        3,
        "Bring one example of a form that sent somebody away.",
    ),
    _Topic("Saying no honestly: when we cannot do what people ask", "fiona", 4),
    _Topic("Measuring what matters to communities", "gus", 5, "Less counting, more listening."),
    _Topic("Co-production with children and young people", "hana", 0),
    _Topic("Rural transport: ask the bus driver", "iain", 2),
    _Topic("Getting past the usual suspects", "jo", 1, "How do we meet those who never reply?"),
    _Topic("A small grant, a large difference?", "kit", 2),
)

BALLOTS = {
    "bo": {5: 2, 6: 1},
    "dee": {5: 1, 7: 2, 13: 2},
    "ewan": {5: 2, 8: 3},
    "fiona": {6: 2, 9: 2, 13: 1},
    "gus": {5: 1, 10: 3, 14: 1},
    "hana": {7: 1, 11: 3, 13: 1},
    "iain": {5: 1, 12: 3, 6: 1},
    "jo": {13: 3, 7: 2},
    "kit": {6: 2, 14: 2, 5: 1},
    "lena": {5: 2, 9: 1, 11: 2},
}
"""Dots by topic number; topics follow the talks, so they begin at 5."""


def fill(
    database: Database, *, team_id: str, channel_id: str, user_ids: Mapping[str, str], now: datetime
) -> None:
    """Make the example week, in the middle of proposing and voting.

    Args:
        user_ids: by the names in `PEOPLE`.
        now: the moment at which everybody did what they did.
    """

    def visit(name: str) -> Visit:
        return Visit(team_id, user_ids[name], channel_id, now)

    with database.begin() as db:
        for user_id in user_ids.values():
            people.remember(db, Kind.MEMBER, team_id=team_id, user_id=user_id, now=now)
        space = _set_up(db, visit(FACILITATOR))
        stored_spaces.add_themes(db, space, THEMES)
        _add_talks(db, visit(FACILITATOR))
        windows.set_window(db, visit(FACILITATOR), Window.PROPOSALS, is_open=True)
        for topic in TOPICS:
            proposing.propose(
                db,
                visit(topic.host),
                topic.title,
                description=topic.description,
                theme=THEMES[topic.theme],
            )
        windows.set_window(db, visit(FACILITATOR), Window.VOTING, is_open=True)
        for name, dots in BALLOTS.items():
            voting.set_dots(db, visit(name), dots)
        for number, talk in enumerate(TALKS, start=1):
            _sign_up(db, number, [visit(name) for name in talk.guests.split()])


def _set_up(db: Session, visit: Visit) -> Space:
    made = spaces.create(
        db,
        visit,
        name=NAME,
        first_day=FIRST_DAY,
        last_day=LAST_DAY,
        zone=moments.DEFAULT_ZONE,
        is_private=False,
    )
    for name, capacity, link in ROOMS:
        rooms.add(db, visit, name=name, capacity=capacity, link=link)
    slots.add(db, visit, days=moments.days_between(FIRST_DAY, LAST_DAY), times=TIMES)
    return made.space


def _add_talks(db: Session, visit: Visit) -> None:
    for talk in TALKS:
        talks.add(
            db,
            visit,
            title=talk.title,
            day=FIRST_DAY.replace(day=talk.day),
            start=talk.start,
            room_name=talk.room,
            speakers=talk.speakers,
        )
    timetable.publish(db, visit)


def _sign_up(db: Session, number: int, guests: Sequence[Visit]) -> None:
    for guest in guests:
        signup.join(db, guest, (number,), anyway=True)
