"""Talks: sessions with named speakers that facilitators set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy.orm import Session

from openspace import RuleViolation, people, placing, proposing
from openspace.placing import Choice
from openspace.proposing import Topic
from openspace.timetable import Room
from openspace.timetable import Session as PlacedSession
from services import letters, visits
from services import placing as places
from services.news import NamedHost
from services.visits import Here, Visit
from storage import drafts, spaces, topics
from storage import people as stored_people
from storage import timetable as stored_timetable
from storage.timetable import Edition

SPEAKERS_LENGTH = 300
NO_NUMBER = 0
"""Stands for a talk that is not there yet."""


@dataclass(frozen=True)
class Talks:
    """The talks with a place in the draft, by time.

    Args:
        added: the number of the talk just added; None when only shown.
    """

    here: Here
    talks: tuple[PlacedSession, ...]
    added: int | None = None


@dataclass(frozen=True)
class Choosing:
    """All talks, and what a new one can be given.

    Args:
        talks: by number, those without a place too.
        places: the sessions of the draft, by number.
        choices: the slots to come, with what is free in each.
    """

    here: Here
    talks: tuple[Topic, ...]
    places: Mapping[int, PlacedSession]
    choices: tuple[Choice, ...]
    rooms: tuple[Room, ...]


def show(db: Session, visit: Visit) -> Talks:
    """Return the talks; participants see them once they are published.

    Raises:
        RuleViolation: there is no open space that the person can see.
    """
    here = visits.look(db, visit)
    edition = Edition.DRAFT if here.person.is_facilitator else Edition.PUBLISHED
    return Talks(here, _talks(db, here, edition))


def begin(db: Session, visit: Visit) -> Choosing:
    """Return all talks, and where one can be put, for a facilitator who wants to change them.

    Raises:
        RuleViolation: the person is not a facilitator, or the open space has ended.
    """
    here = visits.prepare(db, visit)
    space = here.space
    draft = stored_timetable.sessions(db, space, Edition.DRAFT)
    slots, rooms = stored_timetable.slots(db, space), stored_timetable.rooms(db, space)
    return Choosing(
        here=here,
        talks=tuple(one for one in topics.listed(db, space) if one.speakers is not None),
        places={session.number: session for session in draft},
        choices=placing.choices(
            NO_NUMBER, (), draft, slots=slots, rooms=rooms, absences={}, now=visit.now
        ),
        rooms=rooms,
    )


def add(
    db: Session,
    visit: Visit,
    *,
    title: str,
    day: date,
    start: time,
    room_name: str,
    speakers: str,
    hosts: Sequence[str] = (),
) -> Talks:
    """Add a talk with a pinned place in the draft.

    Args:
        speakers: their names, as they shall be read.
        hosts: user ids of those who are in Slack.

    Raises:
        RuleViolation: title, speakers, slot or room cannot be, or the place clashes.
    """
    here = visits.facilitate(db, visit)
    proposing.check_title(title)
    if len(speakers) > SPEAKERS_LENGTH:
        raise RuleViolation(
            f"The speakers' names have at most {SPEAKERS_LENGTH} characters; shorten them:"
            ' `… by "Name, Organisation"`.',
            "speakers",
        )
    space = here.space
    for user_id in hosts:
        kind, _ = stored_people.kind(db, team_id=visit.team_id, user_id=user_id)
        if not people.may_host(kind):
            raise RuleViolation(
                "Bots and closed accounts do not take part, so they cannot lead a talk. Name a"
                " person: `/openspace talks`.",
                "hosts",
            )
    proposing.check_room_for_another(topics.count(db, space))
    named = [stored_people.participant(db, space, user_id).participant_id for user_id in hosts]
    number = spaces.take_number(db, space)
    topics.add(
        db,
        space,
        number=number,
        title=title,
        title_key=proposing.same_title_key(title),
        speakers=speakers,
        author_id=None,
        hosts=[host for host in named if host is not None],
        created_at=visit.now,
    )
    talk = topics.listed(db, space, numbers=(number,))[0]
    drafts.remember(db, space, here.participant_id, deed=f"talk #{number}", at=here.now)
    places.place(db, here, talk, day=day, start=start, room_name=room_name, is_pinned=True)
    visits.note(db, here, "talk", f"#{number} {title}")
    told = [NamedHost(one, space, number, title) for one in hosts if one != visit.user_id]
    letters.promise(db, space, told, now=here.now)
    return Talks(here, _talks(db, here, Edition.DRAFT), added=number)


def _talks(db: Session, here: Here, edition: Edition) -> tuple[PlacedSession, ...]:
    sessions = stored_timetable.sessions(db, here.space, edition)
    return tuple(session for session in sessions if session.speakers is not None)
