"""The example week: CoProWeekScot with its themes, and invented people, talks, topics and votes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from openspace import moments
from openspace.people import Kind
from openspace.setup import Room, SetUp, Slot, Talk, Topic
from openspace.spaces import Window
from services import people, setup, signup, voting, windows
from services.visits import Visit
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
    Room("Room A", 30),
    Room("Room B", 18),
    Room("Quiet room", 4),
    Room("Online", 100, "https://meet.example.org/coproweekscot"),
)
TIMES = (
    (time(10, 0), time(11, 0)),
    (time(11, 30), time(12, 30)),
    (time(14, 0), time(15, 0)),
)


TALKS = (
    Talk(
        "What co-production asks of us: opening the week",
        "Morag Tennant, Network for Shared Decisions",
        date(2027, 11, 22),
        time(10, 0),
        "Online",
    ),
    Talk(
        "Inclusion in practice: who is not in the room",
        "Samir Halloran, Open Doors Fife",
        date(2027, 11, 23),
        time(10, 0),
        "Room A",
    ),
    Talk(
        "Sharing power over a budget",
        "Una Galbraith and Tom Adeyemi, Leith Commons",
        date(2027, 11, 24),
        time(14, 0),
        "Quiet room",
    ),
    Talk(
        "Planning a service with the people who use it",
        "Rhona Cairns, Highland Care Partnership",
        date(2027, 11, 25),
        time(11, 30),
        "Room B",
    ),
)

TALK_GUESTS = (
    "bo cy dee ewan fiona gus hana iain",
    "bo dee fiona jo kit",
    "gus hana iain lena",
    "cy ewan jo",
)
"""Who signed up for each talk."""

TOPICS = (
    Topic(
        "How do we start co-production in procurement?",
        "Contracts fix the outcome before anyone was asked. Where could people come in earlier?",
        THEMES[4],
    ),
    Topic(
        "Paying people for their lived experience",
        "Vouchers, fees, benefits rules: what is fair, and what can our finance teams do?",
        THEMES[2],
    ),
    Topic(
        "British Sign Language users in our consultations",
        "",
        THEMES[1],
    ),
    Topic(
        "Digital by default leaves people out. Now what?",
        "Bring one example of a form that sent somebody away.",
        THEMES[3],
    ),
    Topic(
        "Saying no honestly: when we cannot do what people ask",
        "",
        THEMES[4],
    ),
    Topic(
        "Measuring what matters to communities",
        "Less counting, more listening.",
        THEMES[5],
    ),
    Topic(
        "Co-production with children and young people",
        "",
        THEMES[0],
    ),
    Topic(
        "Rural transport: ask the bus driver",
        "",
        THEMES[2],
    ),
    Topic(
        "Getting past the usual suspects",
        "How do we meet those who never reply?",
        THEMES[1],
    ),
    Topic(
        "A small grant, a large difference?",
        "",
        THEMES[2],
    ),
)
TOPIC_HOSTS = ("bo", "cy", "dee", "ewan", "fiona", "gus", "hana", "iain", "jo", "kit")

SET_UP = SetUp(
    name=NAME,
    first_day=FIRST_DAY,
    last_day=LAST_DAY,
    themes=THEMES,
    rooms=ROOMS,
    slots=tuple(
        Slot(day, start, end)
        for day in moments.days_between(FIRST_DAY, LAST_DAY)
        for start, end in TIMES
    ),
    talks=TALKS,
    topics=TOPICS,
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
        setup.create(db, visit(FACILITATOR), SET_UP, hosts=[user_ids[host] for host in TOPIC_HOSTS])
        for window in (Window.PROPOSALS, Window.VOTING):
            windows.set_window(db, visit(FACILITATOR), window, is_open=True)
        for name, dots in BALLOTS.items():
            voting.set_dots(db, visit(name), dots)
        for number, guests in enumerate(TALK_GUESTS, start=1):
            _sign_up(db, number, [visit(name) for name in guests.split()])


def _sign_up(db: Session, number: int, guests: Sequence[Visit]) -> None:
    for guest in guests:
        signup.join(db, guest, (number,), anyway=True)
