"""A rehearsed week of any size, its messages made by what the bot itself sends them with."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from bot.proofbook import proofs
from bot.proofbook.proofs import Promised, Rehearsal, Sent, Unsent
from handlers.blocks import letters, news
from openspace import timetable
from openspace.notices import Notices
from openspace.people import Kind, Person
from openspace.proposing import Topic
from openspace.spaces import Space, TallySeenBy, Window
from openspace.tally import Ranked, Total
from openspace.timetable import Change, Room, Slot
from services import news as told
from services.agenda import Agenda, Entry
from services.board import Board
from services.current import Said
from services.digests import DayAhead, DayDone, WeekDone
from services.reminders import BeginsSoon, HostsTomorrow, VotingCloses
from services.suggesting import Missing
from services.suggesting import Week as OwnWeek
from services.visits import Here
from services.weeks import Told

CHANNEL = "C1"
SPACE = Space(
    id=1,
    team_id="T1",
    channel_id=CHANNEL,
    name="Week & more",
    first_day=date(2027, 11, 22),
    last_day=date(2027, 11, 26),
    zone="Europe/London",
    budget=5,
    tally_seen_by=TallySeenBy.EVERYONE,
    proposals_open=True,
    voting_open=True,
    guests_allowed=True,
    is_private=False,
    closed_at=None,
)
ROOMS = (
    Room(1, "Room A", 30, "https://meet.example.org/a"),
    Room(2, "Room B", 18, None),
    Room(3, "Quiet room", 4, None),
    Room(4, "Online", 600, "https://meet.example.org/online"),
)
FIRST_NAMES = (
    "Ada", "Bo", "Cy", "Dee", "Ewan", "Fiona", "Gus", "Hana", "Iain", "Jo", "Kit", "Lena", "Mairi",
    "Noor", "Owen", "Priya", "Rab", "Sana",
)  # fmt: skip
LAST_NAMES = (
    "Lindsay", "Fraser", "Murray", "Robertson", "Kerr", "Baird", "Niven", "Said", "Moffat",
    "Petrie", "Okoro", "Wishart",
)  # fmt: skip
SUBJECTS = (
    "How do we start co-pro in procurement?",
    "Sharing power in meetings",
    "Planning with people, not for them",
    "Digital without <barriers> & fear",
    "What did we learn from lockdown?",
    "Paying people for their time",
    "Easy read as a habit",
    "Young people on boards",
)
HOURS = ((10, 11), (11, 12), (14, 15))


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2027, 11, day, hour, minute, second, tzinfo=UTC)


@dataclass
class Week:
    """A week that is being written down."""

    people: dict[str, str]
    sessions: tuple[timetable.Session, ...]
    seated: dict[int, tuple[str, ...]]
    sent: list[Sent] = field(default_factory=list)

    def says(self, when: datetime, recipient: str, kind: str, *items: Said) -> None:
        """One message that tells *items*, as it is told at delivery."""
        stop_to = None if recipient == CHANNEL else Notices.MINE
        payload = letters.together(
            [news.told(item) for item in items], SPACE, stop_to=stop_to
        ).payload("")
        promises = tuple(Promised(f"{kind}:{len(self.sent)}:{n}", kind) for n in range(len(items)))
        self.sent.append(Sent(when, recipient, payload["text"], tuple(payload["blocks"]), promises))


def names(count: int) -> dict[str, str]:
    """People by id, each with a name of their own."""
    pairs = [(first, last) for last in LAST_NAMES for first in FIRST_NAMES]
    return {
        f"U{n:04}": f"{pairs[n % len(pairs)][0]} {pairs[n % len(pairs)][1]}"
        + (f" {n // len(pairs) + 1}" if n >= len(pairs) else "")
        for n in range(count)
    }


def week(*, people: int, talks_to_all: int = 0) -> Rehearsal:
    """A week of *people* in all; each of *talks_to_all* sessions more reminds every one of them."""
    written = Week(names(people), _sessions(people, talks_to_all), {})
    everybody = tuple(written.people)
    for n, session in enumerate(written.sessions):
        coming = everybody if session.room.capacity > 100 else _some(everybody, n)
        written.seated[session.number] = coming
    _opening(written)
    for day in range(22, 27):
        _day(written, day)
    written.says(at(26, 17, 5), CHANNEL, "closed", _closing())
    return Rehearsal(
        name=SPACE.name,
        zone=SPACE.zone,
        first_day=SPACE.first_day,
        last_day=SPACE.last_day,
        channel=(CHANNEL, "coproweekscot"),
        bot_name="Open space",
        people=written.people,
        facilitator=everybody[0],
        messages=tuple(sorted(written.sent, key=lambda one: one.at)),
        sent=sum(len(one.promises) for one in written.sent),
        unsent=_unsent(everybody),
        topics=_topics(everybody),
        sessions=tuple(_ended(one, written) for one in written.sessions),
        wants={user_id: _wants(n) for n, user_id in enumerate(everybody[:-1])},
        refused=("You have only 5 dots.", "You have only 5 dots."),
        seed=7,
        took_s=83.4,
    )


def _sessions(people: int, talks_to_all: int) -> tuple[timetable.Session, ...]:
    found = []
    for n in range(18):
        day, hours, room = 23 + n // 6, HOURS[n % 3], ROOMS[n // 3 % 2 + n % 2]
        slot = Slot(n % 3 + 3 * (n // 6), at(day, hours[0]), at(day, hours[1]))
        number, host = n + 1, f"U{n % min(people, 15):04}"
        found.append(timetable.Session(number, number, _title(n), slot, room, (host,)))
    for n in range(talks_to_all):
        start = at(22 + n % 5, 9 + n // 5 % 8, 30)
        slot = Slot(100 + n, start, start + timedelta(minutes=25))
        title = f"Welcome and news, part {n + 1}"
        found.append(timetable.Session(100 + n, 100 + n, title, slot, ROOMS[3], (), "Jo Lee, SCN"))
    return tuple(sorted(found, key=lambda one: (one.slot.starts_at, one.number)))


def _title(n: int) -> str:
    return SUBJECTS[n % len(SUBJECTS)] + (
        f" ({n // len(SUBJECTS) + 1})" if n >= len(SUBJECTS) else ""
    )


def _some(everybody: Sequence[str], n: int) -> tuple[str, ...]:
    return tuple(one for index, one in enumerate(everybody[:60]) if (index * 7 + n) % 3 == 0)


def _entry(session: timetable.Session, written: Week) -> Entry:
    return Entry(session, len(written.seated[session.number]), None, is_over=False)


def _opening(written: Week) -> None:
    written.says(at(22, 8, 30), CHANNEL, "created", told.Created(SPACE))
    written.says(at(22, 8, 31), CHANNEL, "board_posted", _board())
    written.says(
        at(22, 9, 0, 4),
        CHANNEL,
        "proposals_open",
        told.WindowChanged(SPACE, Window.PROPOSALS, True, at(22, 17)),
    )
    changes = tuple(Change(None, session) for session in written.sessions[:12])
    written.says(
        at(22, 18, 40),
        CHANNEL,
        "timetable_published",
        told.TimetablePublished(SPACE, changes, True),
    )
    for user_id, dots in (("U0001", 2), ("U0002", 2), ("U0003", 1)):
        withdrawn = told.TopicWithdrawn(user_id, SPACE, 19, "Old forms", dots, False, False)
        written.says(at(22, 14, 2), user_id, "topic_withdrawn", withdrawn)
    _own_weeks(written)
    for user_id in tuple(written.people)[::3]:
        written.says(
            at(22, 15), user_id, "closes_soon", VotingCloses(user_id, SPACE, at(22, 17), 2)
        )


def _own_weeks(written: Week) -> None:
    for user_id in tuple(written.people)[:2]:
        here = Here(SPACE, Person(user_id, Kind.MEMBER, 1, is_facilitator=False), at(22, 18, 40))
        agenda = Agenda(here, (), at(22, 18).date(), is_published=True)
        own = OwnWeek(agenda, (), (Missing(_stored(3), None),), wanted=1, met=0, has_voted=True)
        written.says(at(22, 18, 41), user_id, "your_week", Told(user_id, own))


def _board() -> Board:
    return Board(
        space=SPACE,
        times=(),
        topics=tuple(_stored(n) for n in range(8)),
        dots={n + 1: 20 - n for n in range(8)},
        is_published=False,
        has_ended=False,
        day=None,
        today=date(2027, 11, 22),
        entries=(),
        changes_at=None,
    )


def _stored(n: int) -> Topic:
    return Topic(n + 1, n + 1, _title(n), "", None, None, 1)


def _day(written: Week, day: int) -> None:
    of_day = [one for one in written.sessions if one.slot.starts_at.day == day]
    entries = tuple(_entry(one, written) for one in of_day)
    ahead = DayAhead(SPACE, date(2027, 11, day), entries, (), (_stored(7),), 19)
    written.says(at(day, 9, 0, 2), CHANNEL, "digest", ahead)
    by_start: defaultdict[datetime, list[timetable.Session]] = defaultdict(list)
    for session in of_day:
        by_start[session.slot.starts_at].append(session)
    for starts_at, sessions in by_start.items():
        _remind(written, starts_at - timedelta(minutes=15), sessions)
    tomorrow = [one for one in written.sessions if one.slot.starts_at.day == day + 1 and one.hosts]
    for host in sorted({host for one in tomorrow for host in one.hosts}):
        own = tuple(_entry(one, written) for one in tomorrow if host in one.hosts)
        brief = HostsTomorrow(host, SPACE, date(2027, 11, day + 1), own)
        written.says(at(day, 15, 0, 10), host, "briefing", brief)
    if day == 23:
        seat = told.SeatChanged("U0004", SPACE, of_day[0], True)
        written.says(at(23, 9, 48), "U0004", "seat_changed", seat)
    ranked = tuple(Ranked(n + 1, Total(n + 1, _title(n), 20 - n, 9)) for n in range(3))
    done = DayDone(
        SPACE,
        date(2027, 11, day),
        new_topics=(_stored(6),),
        voters=len(written.people),
        most_wanted=ranked,
        held=entries,
        hosts=tuple(dict.fromkeys(host for one in of_day for host in one.hosts)),
        speakers=("Jo Lee, SCN",),
        tomorrow=tuple(_entry(one, written) for one in tomorrow),
    )
    written.says(at(day, 16, 30, 1), CHANNEL, "summary", done)


def _remind(written: Week, when: datetime, sessions: Iterable[timetable.Session]) -> None:
    """All that is due to one person at one time is one message."""
    due: defaultdict[str, list[Said]] = defaultdict(list)
    for session in sessions:
        entry = _entry(session, written)
        for user_id in dict.fromkeys((*session.hosts, *written.seated[session.number])):
            is_host = user_id in session.hosts
            due[user_id].append(BeginsSoon(user_id, SPACE, entry, is_host, in_min=15))
    for n, (user_id, items) in enumerate(due.items()):
        written.says(when + timedelta(seconds=n // 10), user_id, "reminder", *items)


def _closing() -> WeekDone:
    ranked = (Ranked(1, Total(1, _title(0), 20, 9)),)
    return WeekDone(SPACE, 19, 18, 12, 11, 55, ranked, ("U0001", "U0002"))


def _ended(session: timetable.Session, written: Week) -> proofs.Session:
    coming = [one for one in written.seated[session.number] if one not in session.hosts]
    seats = session.room.capacity
    return proofs.Session(
        number=session.number,
        title=session.title,
        is_talk=session.speakers is not None,
        starts_at=session.slot.starts_at,
        ends_at=session.slot.ends_at,
        room=session.room.name,
        capacity=seats,
        hosts=session.hosts,
        seated=tuple(coming[:seats]),
        waiting=tuple(coming[seats:]),
    )


def _topics(everybody: Sequence[str]) -> tuple[proofs.Topic, ...]:
    return (
        *(
            proofs.Topic(n + 1, _title(n), (everybody[n % len(everybody)],), None, 20 - n, False)
            for n in range(18)
        ),
        proofs.Topic(19, "Old forms", (everybody[1],), None, 0, True),
        proofs.Topic(20, "Who looks after the garden?", (), None, 3, False),
    )


def _wants(n: int) -> tuple[int, ...]:
    return tuple(sorted({1 + (n * step + step) % 18 for step in (1, 2, 3, 5)}))


def _unsent(everybody: Sequence[str]) -> tuple[Unsent, ...]:
    left = "The session was moved."
    return (
        *(
            Unsent(at(23, 10), one, Promised(f"reminder:9:{one}", "reminder"), "dropped", left)
            for one in everybody[:4]
        ),
        Unsent(
            at(24, 9),
            everybody[2],
            Promised("seat_changed:9", "seat_changed"),
            "failed",
            "The account is closed.",
        ),
        Unsent(at(26, 17), CHANNEL, Promised("summary:9", "summary"), "pending", ""),
    )
