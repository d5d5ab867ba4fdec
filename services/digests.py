"""The morning digest, the evening summary and the summary of the week, from what is stored."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from openspace import moments, people, tally
from openspace.proposing import Topic
from openspace.spaces import Space, Window
from openspace.tally import Ranked
from openspace.windows import SetTime
from services import agenda
from services.agenda import Entry
from storage import ballots, topics, windows
from storage import people as stored_people

MOST_WANTED = 3


@dataclass(frozen=True)
class DayAhead:
    """The morning digest.

    Args:
        entries: the sessions of the day that are not over.
        changing: what opens and closes by itself today, from now on.
        new_topics: those proposed since yesterday began.
        topics: how many topics there are.
    """

    space: Space
    day: date
    entries: tuple[Entry, ...]
    changing: tuple[SetTime, ...]
    new_topics: tuple[Topic, ...]
    topics: int

    @property
    def says_something(self) -> bool:
        """Whether there is anything to read in it."""
        is_open = self.space.is_open(Window.PROPOSALS) or self.space.is_open(Window.VOTING)
        return bool(self.entries or self.changing or self.new_topics or is_open)


@dataclass(frozen=True)
class DayDone:
    """The evening summary.

    Args:
        new_topics: those proposed today.
        voters: how many people have voted so far.
        most_wanted: topics with the most dots; empty where not everybody may see totals.
        held: the sessions of the day that have begun.
        hosts: user ids of those who hosted them.
        speakers: names of their speakers, as they were typed.
        tomorrow: the sessions of the next day.
    """

    space: Space
    day: date
    new_topics: tuple[Topic, ...]
    voters: int
    most_wanted: tuple[Ranked, ...]
    held: tuple[Entry, ...]
    hosts: tuple[str, ...]
    speakers: tuple[str, ...]
    tomorrow: tuple[Entry, ...]

    @property
    def says_something(self) -> bool:
        """Whether there is anything to read in it."""
        is_voting = self.space.is_open(Window.VOTING) and self.voters > 0
        return bool(self.new_topics or self.held or self.tomorrow or is_voting)


@dataclass(frozen=True)
class WeekDone:
    """The summary of the week, with which an open space is closed.

    Args:
        topics: proposed and not withdrawn.
        sessions: published, talks too.
        people: how many proposed, hosted, voted or signed up.
        voters: how many people voted.
        dots: how many dots they gave.
        most_wanted: topics with the most dots; empty where not everybody may see totals.
        first_hosts: user ids of hosts who had hosted in no earlier open space of the workspace.
    """

    space: Space
    topics: int
    sessions: int
    people: int
    voters: int
    dots: int
    most_wanted: tuple[Ranked, ...]
    first_hosts: tuple[str, ...]


def day_ahead(db: Session, space: Space, day: date, now: datetime) -> DayAhead:
    """Return what the morning digest of *day* says now."""
    listed = [topic for topic in topics.listed(db, space) if topic.speakers is None]
    new = topics.proposed_between(db, space, _start(space, day - timedelta(days=1)), now)
    return DayAhead(
        space=space,
        day=day,
        entries=tuple(e for e in _on(db, space, day, now) if not e.is_over),
        changing=tuple(
            one
            for one in windows.set_times(db, space)
            if now < one.at and moments.today(one.at, space.zone) == day
        ),
        new_topics=tuple(topic for topic in listed if topic.number in new),
        topics=len(listed),
    )


def day_done(db: Session, space: Space, day: date, now: datetime) -> DayDone:
    """Return what the evening summary of *day* says now."""
    new = topics.proposed_between(
        db, space, _start(space, day), _start(space, day + timedelta(days=1))
    )
    held = tuple(e for e in _on(db, space, day, now) if e.session.slot.starts_at <= now)
    return DayDone(
        space=space,
        day=day,
        new_topics=topics.listed(db, space, numbers=new) if new else (),
        voters=ballots.turnout(db, space),
        most_wanted=_most_wanted(db, space),
        held=held,
        hosts=tuple(dict.fromkeys(host for entry in held for host in entry.session.hosts)),
        speakers=tuple(
            dict.fromkeys(entry.session.speakers for entry in held if entry.session.speakers)
        ),
        tomorrow=_on(db, space, day + timedelta(days=1), now),
    )


def week_done(db: Session, space: Space, now: datetime) -> WeekDone:
    """Return what the summary of the week says."""
    totals = ballots.totals(db, space)
    entries = agenda.published(db, space, now)
    hosts = dict.fromkeys(host for entry in entries for host in entry.session.hosts)
    known = topics.hosted_before(db, space)
    return WeekDone(
        space=space,
        topics=len(totals),
        sessions=len(entries),
        people=stored_people.took_part(db, space),
        voters=ballots.turnout(db, space),
        dots=sum(total.dots for total in totals),
        most_wanted=_most_wanted(db, space),
        first_hosts=tuple(host for host in hosts if host not in known),
    )


def _on(db: Session, space: Space, day: date, now: datetime) -> tuple[Entry, ...]:
    return tuple(
        entry
        for entry in agenda.published(db, space, now)
        if moments.today(entry.session.slot.starts_at, space.zone) == day
    )


def _start(space: Space, day: date) -> datetime:
    return moments.instant(day, time(0), space.zone)


def _most_wanted(db: Session, space: Space) -> tuple[Ranked, ...]:
    if not people.may_everyone_see_tally(space):
        return ()
    ranked = tally.ranked(ballots.totals(db, space))
    return tuple(row for row in ranked[:MOST_WANTED] if row.total.dots)
