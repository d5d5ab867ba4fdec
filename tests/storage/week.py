"""A small open space and its cast, whose deeds read as sentences: `bo(voting.set_dots, {3: 2})`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Concatenate, ParamSpec, TypeVar

import pytest
from sqlalchemy.orm import Session

from openspace import RuleViolation
from openspace.people import Kind
from openspace.spaces import Space, Window
from services import people, placing, proposing, rooms, slots, spaces, timetable, windows
from services.visits import Visit
from storage import people as stored_people
from storage.database import Database
from tests.storage.dump import dump

TEAM = "T1"
CHANNEL = "C1"
FIRST_DAY = date(2027, 11, 22)
LAST_DAY = date(2027, 11, 26)
TUESDAY = date(2027, 11, 23)
NOW = datetime(2027, 11, 22, 9, 40, tzinfo=UTC)
TEN = time(10, 0)
NOON = time(12, 0)

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Actor:
    """Somebody in a channel at a moment, who does one thing in one transaction each."""

    database: Database
    visit: Visit

    @property
    def user_id(self) -> str:
        return self.visit.user_id

    def __call__(
        self,
        deed: Callable[Concatenate[Session, Visit, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Do it, in a transaction that may write."""
        with self.database.begin() as db:
            return deed(db, self.visit, *args, **kwargs)

    def sees(
        self,
        deed: Callable[Concatenate[Session, Visit, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Look, in a transaction that only reads."""
        with self.database.reading() as db:
            return deed(db, self.visit, *args, **kwargs)

    def is_refused(
        self,
        deed: Callable[Concatenate[Session, Visit, P], object],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> str:
        """Return the sentence of the refusal, which left everything stored as it was."""
        before = dump(self.database)
        with pytest.raises(RuleViolation) as refused:
            self(deed, *args, **kwargs)
        assert dump(self.database) == before
        return refused.value.text

    def at(self, now: datetime) -> "Actor":
        return replace(self, visit=replace(self.visit, now=now))

    def elsewhere(self, channel_id: str = "D9", *, space_id: int | None = None) -> "Actor":
        """Return the same person in another channel, or pressing a button there."""
        return replace(self, visit=replace(self.visit, channel_id=channel_id, space_id=space_id))


@dataclass(frozen=True)
class Week:
    """An open space in the middle of proposing and voting, which ada facilitates."""

    database: Database
    space: Space

    def __getitem__(self, name: str) -> Actor:
        return actor(self.database, name)

    @property
    def ada(self) -> Actor:
        return self["ada"]

    @property
    def bo(self) -> Actor:
        return self["bo"]

    @property
    def cy(self) -> Actor:
        return self["cy"]

    @property
    def mallory(self) -> Actor:
        return self["mallory"]

    def has_topics(self, *titles: str, by: str = "bo") -> None:
        for title in titles:
            self[by](proposing.propose, title)

    def has_slots(self, *times: tuple[time, time]) -> None:
        self.ada(slots.add, days=[TUESDAY], times=times or ((TEN, time(11)), (NOON, time(13))))

    def has_room(self, name: str, capacity: int) -> None:
        self.ada(rooms.add, name=name, capacity=capacity, link=None)

    def has_session(self, number: int, room: str, *, start: time = TEN) -> None:
        """Place a topic in the draft on Tuesday."""
        self.ada(placing.move, number, day=TUESDAY, start=start, room_name=room)

    def has_published(self, number: int, room: str, *, start: time = TEN) -> None:
        self.has_session(number, room, start=start)
        self.ada(timetable.publish)

    def opens(self, window: Window) -> None:
        self.ada(windows.set_window, window, is_open=True)

    def closes(self, window: Window) -> None:
        self.ada(windows.set_window, window, is_open=False)

    def knows(self, name: str, kind: Kind) -> Actor:
        """Let Slack have said what somebody is."""
        with self.database.begin() as db:
            people.remember(db, kind, team_id=TEAM, user_id=user_id(name), now=NOW)
        return self[name]


def user_id(name: str) -> str:
    return f"U{name.upper()}"


def actor(database: Database, name: str, *, channel_id: str = CHANNEL) -> Actor:
    return Actor(database, Visit(TEAM, user_id(name), channel_id, NOW))


def start(
    database: Database,
    *,
    channel_id: str = CHANNEL,
    name: str = "CoProWeekScot",
    is_private: bool = False,
    by: str = "ada",
) -> Space:
    """Let somebody start an open space; Slack has said that the cast are members."""
    with database.begin() as db:
        for one in sorted({by, "ada", "bo", "cy", "dee", "mallory"}):
            if stored_people.kind(db, team_id=TEAM, user_id=user_id(one))[0] is Kind.UNKNOWN:
                people.remember(db, Kind.MEMBER, team_id=TEAM, user_id=user_id(one), now=NOW)
    founder = actor(database, by, channel_id=channel_id)
    return founder(
        spaces.create,
        name=name,
        first_day=FIRST_DAY,
        last_day=LAST_DAY,
        zone=None,
        is_private=is_private,
    ).space


def open_week(database: Database) -> Week:
    """Start an open space with both windows open."""
    week = Week(database, start(database))
    week.opens(Window.PROPOSALS)
    week.opens(Window.VOTING)
    return week
