"""The set-up of an open space: reading it out of one, and making another one of it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, time, timedelta

from sqlalchemy.orm import Session

from openspace import RuleViolation, moments, proposing
from openspace import setup as rules
from openspace import spaces as space_rules
from openspace import windows as window_rules
from openspace.setup import SetTimes, SetUp
from openspace.spaces import Space
from services import rooms, schedule, slots, spaces, talks, themes, timetable, visits, windows
from services.visits import Visit
from storage import people as stored_people
from storage import spaces as stored_spaces
from storage import timetable as stored_timetable
from storage import topics
from storage import windows as stored_windows
from storage.timetable import Edition


class Unfit(Exception):
    """A part of a set-up cannot be.

    Args:
        part: which, in words.
        reason: why, in a sentence.
    """

    def __init__(self, part: str, reason: str) -> None:
        super().__init__(f"{part}: {reason}")
        self.part = part
        self.reason = reason


def spaces_not_closed(db: Session) -> tuple[Space, ...]:
    """Return the open spaces of all workspaces that nobody has closed, oldest first."""
    return stored_spaces.not_closed_anywhere(db)


def read(db: Session, space: Space) -> SetUp:
    """Return the set-up of an open space, without anything that people did and who they are.

    Talks stand where they stand in the draft; one without a place is left out.
    """
    known = {one.number: one for one in topics.listed(db, space)}
    placed = stored_timetable.sessions(db, space, Edition.DRAFT)
    return SetUp(
        name=space.name,
        first_day=space.first_day,
        last_day=space.last_day,
        zone=space.zone,
        dots=space.budget,
        tally=space.tally_seen_by,
        guests=space.guests_allowed,
        themes=tuple(stored_spaces.themes(db, space).values()),
        schedule=space.schedule,
        windows=_set_times(db, space),
        rooms=tuple(
            rules.Room(one.name, one.capacity, one.link)
            for one in stored_timetable.rooms(db, space)
        ),
        slots=tuple(
            rules.Slot(
                moments.wall(one.starts_at, space.zone).date(),
                moments.wall(one.starts_at, space.zone).time(),
                moments.wall(one.ends_at, space.zone).time(),
            )
            for one in stored_timetable.slots(db, space)
        ),
        talks=tuple(
            rules.Talk(
                one.title,
                one.speakers,
                moments.wall(one.slot.starts_at, space.zone).date(),
                moments.wall(one.slot.starts_at, space.zone).time(),
                one.room.name,
            )
            for one in sorted(placed, key=lambda session: session.number)
            if one.speakers is not None
        ),
        topics=tuple(
            rules.Topic(one.title, one.description, one.theme, bool(one.hosts))
            for one in known.values()
            if one.speakers is None
        ),
    )


def check(set_up: SetUp) -> None:
    """Refuse a set-up whose name, days or zone cannot be; `create` finds what else is wrong.

    Raises:
        Unfit: saying which.
    """
    with _part("The open space"):
        space_rules.check_new(
            set_up.name,
            set_up.first_day,
            set_up.last_day,
            zone=set_up.zone,
            now=datetime.combine(set_up.first_day, time(0), UTC) - timedelta(days=2),
        )


def create(db: Session, visit: Visit, set_up: SetUp, *, hosts: Sequence[str | None] = ()) -> Space:
    """Make an open space of a set-up in a channel that has none; whoever does so facilitates it.

    Its talks are published; its topics are there, whether proposing is open or not.

    Args:
        hosts: user ids of who hosts each topic, in their order; None for nobody, and for those
            behind the last.

    Raises:
        Unfit: a part of it cannot be.
    """
    with _part("The open space"):
        spaces.create(
            db,
            visit,
            name=set_up.name,
            first_day=set_up.first_day,
            last_day=set_up.last_day,
            zone=set_up.zone,
            is_private=False,
        )
        _set(db, visit, set_up)
    with _part("The themes"):
        themes.add(db, visit, set_up.themes)
    for n, room in enumerate(set_up.rooms, start=1):
        with _part(f"Room {n} ({room.name})"):
            rooms.add(db, visit, name=room.name, capacity=room.capacity, link=room.link)
    for n, slot in enumerate(set_up.slots, start=1):
        label = f"{moments.day_label(slot.day)} {slot.start:%H:%M}-{slot.end:%H:%M}"
        with _part(f"Slot {n} ({label})"):
            slots.add(db, visit, days=[slot.day], times=[(slot.start, slot.end)])
    for n, talk in enumerate(set_up.talks, start=1):
        with _part(f"Talk {n} ({talk.title})"):
            talks.add(
                db,
                visit,
                title=talk.title,
                day=talk.day,
                start=talk.start,
                room_name=talk.room,
                speakers=talk.speakers,
            )
    for n, topic in enumerate(set_up.topics, start=1):
        with _part(f"Topic {n} ({topic.title})"):
            _add_topic(db, visit, set_up, topic, hosts[n - 1] if n <= len(hosts) else None)
    with _part("The set times"):
        _set_windows(db, visit, set_up)
    if set_up.talks:
        with _part("The timetable"):
            timetable.publish(db, visit)
    return visits.look(db, visit).space


@contextmanager
def _part(name: str) -> Iterator[None]:
    try:
        yield
    except RuleViolation as refused:
        raise Unfit(name, refused.text) from None


def _set(db: Session, visit: Visit, set_up: SetUp) -> None:
    times = set_up.schedule
    spaces.set_budget(db, visit, set_up.dots)
    spaces.set_tally_seen_by(db, visit, set_up.tally)
    spaces.set_guests_allowed(db, visit, allowed=set_up.guests)
    schedule.set_digest(db, visit, times.digest_at)
    schedule.set_summary(db, visit, times.summary_at)
    schedule.set_reminder(db, visit, times.reminder_min)


def _add_topic(
    db: Session, visit: Visit, set_up: SetUp, topic: rules.Topic, host: str | None
) -> None:
    proposing.check_title(topic.title)
    proposing.check_description(topic.description)
    if topic.theme is not None and topic.theme not in set_up.themes:
        raise RuleViolation(
            f"The theme {topic.theme} is not one of the open space's. Name it among the themes."
        )
    here = visits.facilitate(db, visit)
    proposing.check_room_for_another(topics.count(db, here.space))
    author = None
    if host is not None:
        author = stored_people.join(db, here.space, host, is_present=True).participant_id
    topics.add(
        db,
        here.space,
        number=stored_spaces.take_number(db, here.space),
        title=topic.title,
        title_key=proposing.same_title_key(topic.title),
        speakers=None,
        author_id=author,
        hosts=() if author is None else (author,),
        created_at=visit.now,
        description=topic.description,
        theme=topic.theme,
    )


def _set_windows(db: Session, visit: Visit, set_up: SetUp) -> None:
    for name, wall in asdict(set_up.windows).items():
        if wall is not None:
            window, is_open = window_rules.PLANNED[name]
            at = moments.instant(wall.date(), wall.time(), set_up.zone)
            windows.set_window(db, visit, window, is_open=is_open, at=at)


def _set_times(db: Session, space: Space) -> SetTimes:
    planned: Mapping[str, datetime | None] = window_rules.planned(
        stored_windows.set_times(db, space)
    )
    return SetTimes(
        **{
            name: None if at is None else moments.wall(at, space.zone).replace(tzinfo=None)
            for name, at in planned.items()
        }
    )
