"""The most and the longest of everything that an open space can hold."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from handlers import lists as list_views
from handlers.blocks import (
    agenda,
    signup,
    values,
)
from handlers.blocks.message import Message
from handlers.blocks.values import View
from handlers.words.rooms import LONGEST_LINK
from openspace import proposing as proposing_rules
from openspace import quoted
from openspace import spaces as space_rules
from openspace import timetable as timetable_rules
from openspace import voting as voting_rules
from openspace.absences import Problem
from openspace.people import Kind, Person
from openspace.proposing import Topic
from openspace.signup import Place
from openspace.spaces import Space, TallySeenBy, Window
from openspace.tally import Coverage, Ranked, Total
from openspace.timetable import Change, Room, Session, Slot
from openspace.windows import SetTime
from services import news as told
from services.agenda import Agenda, Entry
from services.proposing import Listing
from services.signup import Clash, SignedUp
from services.spaces import Changed, Standing
from services.talks import SPEAKERS_LENGTH
from services.tally import Tally
from services.timetable import Draft
from services.visits import Here

NOW = datetime(2027, 11, 22, 9, 40, tzinfo=UTC)
MOST_HOSTS = 20
MOST_THEMES = 20
TOPICS, SESSIONS, PEOPLE = 200, 40, 500


def longest(length: int, number: int = 0) -> str:
    """Text in which nearly every character grows when it is escaped, told apart by *number*."""
    return (f"{number}" + "&<>`*" * length)[:length]


def a_link(number: int) -> str:
    start = f"https://meet.example.org/{number}?"
    return (start + "a=12345678&" * LONGEST_LINK)[:LONGEST_LINK]


SPACE = Space(
    id=values.BIGGEST,
    team_id="T1",
    channel_id="C0SOMEWHERE1",
    name=longest(space_rules.NAME_LENGTH[1]),
    first_day=date(2027, 11, 22),
    last_day=date(2027, 12, 22),
    zone="America/Argentina/ComodRivadavia",
    budget=voting_rules.BUDGET_RANGE[1],
    tally_seen_by=TallySeenBy.AFTER,
    proposals_open=True,
    voting_open=True,
    guests_allowed=True,
    is_private=True,
    closed_at=None,
)
ME = Person("U0000000001", Kind.MEMBER, 1, is_facilitator=True, is_present=True)
HERE = Here(SPACE, ME, NOW)
HOSTS = tuple(f"U00000{n:05}" for n in range(MOST_HOSTS))
SLOTS = tuple(
    Slot(n, NOW + timedelta(hours=7 * n), NOW + timedelta(hours=7 * n + 1))
    for n in range(1, timetable_rules.MOST_SLOTS + 1)
)
ROOMS = tuple(
    Room(
        n,
        longest(timetable_rules.ROOM_NAME_LENGTH, n),
        timetable_rules.CAPACITY_RANGE[1],
        a_link(n),
    )
    for n in range(1, timetable_rules.MOST_ROOMS + 1)
)
ALL_TOPICS = tuple(
    Topic(
        id=n,
        number=n,
        title=longest(proposing_rules.TITLE_LENGTH[1], n),
        description=longest(proposing_rules.DESCRIPTION_LENGTH),
        theme=longest(100),
        speakers=None,
        author_id=1,
        hosts=HOSTS,
    )
    for n in range(1, TOPICS + 1)
)


def a_session(n: int, *, slot: Slot, room: Room, is_talk: bool) -> Session:
    return Session(
        topic_id=n,
        number=n,
        title=longest(proposing_rules.TITLE_LENGTH[1], n),
        slot=slot,
        room=room,
        hosts=() if is_talk else HOSTS,
        speakers=longest(SPEAKERS_LENGTH) if is_talk else None,
        is_pinned=True,
    )


SPREAD = tuple(
    a_session(n, slot=SLOTS[n], room=ROOMS[n], is_talk=n % 2 == 0) for n in range(1, SESSIONS + 1)
)
TOGETHER = tuple(
    a_session(n, slot=SLOTS[0], room=ROOMS[n], is_talk=n % 2 == 0) for n in range(1, SESSIONS + 1)
)
ALL_TALKS = tuple(
    a_session(n, slot=SLOTS[n], room=ROOMS[n], is_talk=True) for n in range(1, SESSIONS + 1)
)
ENTRIES = tuple(
    Entry(one, signed_up=PEOPLE, mine=Place(PEOPLE, has_seat=False, capacity=1), is_over=False)
    for one in SPREAD
)
AGENDA = Agenda(HERE, ENTRIES, NOW.date(), is_published=True)
BALLOT = dict.fromkeys(range(1, voting_rules.BUDGET_RANGE[1]), 1)
THEMES = tuple(longest(100, n) for n in range(1, MOST_THEMES + 1))
ORDER = tuple(topic.number for topic in ALL_TOPICS)
LISTING = Listing(HERE, longest(100), ALL_TOPICS, BALLOT, TOPICS, THEMES, order=ORDER)
CHANGES = (
    *(Change(None, one) for one in SPREAD[:13]),
    *(Change(one, a_session(one.number, slot=SLOTS[50], room=ROOMS[0], is_talk=True)) for one in
      SPREAD[13:26]),
    *(Change(one, None) for one in SPREAD[26:]),
)  # fmt: skip
CHANGED = Changed(SPACE)
STANDING = Standing(
    HERE,
    topics=TOPICS,
    example_topic=9999,
    sessions=SESSIONS,
    rooms=timetable_rules.MOST_ROOMS,
    slots=timetable_rules.MOST_SLOTS,
    dots_left=voting_rules.BUDGET_RANGE[1],
    is_published=True,
    has_ended=False,
    times=tuple(SetTime(window, is_open, NOW) for window in Window for is_open in (True, False)),
)
FROM_ELSEWHERE = replace(
    STANDING, here=replace(HERE, person=replace(ME, kind=Kind.EXTERNAL, is_facilitator=False))
)
SENTENCE = f"{quoted(longest(4000))} is not something I know. Type `/vote 3 x2`."
A_CHOICE = View("agenda", "2027-11-22", 99)


def a_draft(sessions: tuple[Session, ...]) -> Draft:
    problems = tuple(Problem(session, host) for session in sessions for host in session.hosts)
    return Draft(
        HERE, sessions, ALL_TOPICS, SLOTS, ROOMS, CHANGES, is_published=True, problems=problems
    )


def the_tally() -> Tally:
    rows = tuple(
        Ranked(1, Total(topic.number, topic.title, 50_000, PEOPLE, THEMES[0], is_hosted=False))
        for topic in ALL_TOPICS
    )
    coverage = tuple(Coverage(theme, TOPICS, 50_000) for theme in (*THEMES, None))
    return Tally(HERE, rows, PEOPLE, is_voting_open=True, coverage=coverage)


def an_agenda(*, page: int = 1, signed_up: int = 0) -> Message:
    view = replace(list_views.only(range(9900, 10_000)), page=page)
    said = signup.outcome(SignedUp(AGENDA, ENTRIES[:signed_up])) if signed_up else None
    return agenda.agenda(AGENDA, ENTRIES, day=None, view=view, said=said)


WARNING = Clash(HERE, ENTRIES[0], ENTRIES[1], tuple(range(9900, 10_000)))
ONE_WARNING = Clash(HERE, ENTRIES[0], ENTRIES[1], (1,))
NEWS: tuple[told.News, ...] = (
    told.Created(SPACE),
    *(told.WindowChanged(SPACE, window, is_open) for window in Window for is_open in (True, False)),
    told.TimetablePublished(SPACE, CHANGES, is_first=True),
    told.TopicWithdrawn("U1", SPACE, 9999, longest(150), 100, had_signed_up=True, was_host=True),
    *(told.SeatChanged("U1", SPACE, SPREAD[0], has_seat=has_seat) for has_seat in (True, False)),
    *(
        told.SessionChanged("U1", SPACE, CHANGES[n], is_host=is_host)
        for n in (0, 20, 39)
        for is_host in (True, False)
    ),
    told.SessionChanged("U1", SPACE, CHANGES[39], is_host=False, back=SPREAD[39]),
    told.MadeFacilitator("U1", SPACE),
)
