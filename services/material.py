"""What a draft is made from, read from the database; and what of it may be told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b

from sqlalchemy.orm import Session

from openspace import figures, people
from openspace.drafting import Material
from openspace.figures import Figures
from openspace.spaces import Space, Window
from openspace.timetable import Session as PlacedSession
from services.visits import Here
from storage import absences as stored_absences
from storage import drafts, topics, wishes
from storage import timetable as stored_timetable
from storage.drafts import Placed, Step
from storage.timetable import Edition


def of(db: Session, space: Space, *, now: datetime) -> Material:
    """Return all that a draft is made from, in a fixed number of queries.

    With very many voters that takes a while: not for transactions that others wait for.
    """
    return replace(without_wishes(db, space, now=now), voters=wishes.voters(db, space))


def without_wishes(db: Session, space: Space, *, now: datetime) -> Material:
    """Return the same without what people wish for."""
    listed = topics.listed(db, space)
    hosts = {host for topic in listed for host in topic.hosts}
    return Material(
        topics=listed,
        slots=stored_timetable.slots(db, space),
        rooms=stored_timetable.rooms(db, space),
        sessions=stored_timetable.sessions(db, space, Edition.DRAFT),
        absences=stored_absences.of_people(db, space, hosts),
        voters=(),
        now=now,
        left_out=drafts.left_out(db, space),
    )


def origin(found: Material) -> str:
    """Return a print of all that a plan depends on but the votes."""
    parts = (
        [(one.number, one.hosts, one.run_of) for one in found.topics],
        [(one.id, one.starts_at) for one in found.slots],
        [(one.id, one.capacity) for one in found.rooms],
        [(one.number, one.slot.id, one.room.id, one.is_pinned) for one in found.sessions],
        sorted((host, tuple(times)) for host, times in found.absences.items()),
        sorted(found.left_out),
    )
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def told_of(found: Material, here: Here) -> Material:
    """Return *found* with the wishes of which the person may be told something, or without any.

    While people vote nothing is told that comes from combining wishes: two drafts compared would
    tell what somebody changed in between.
    """
    may = people.may_see_tally(here.person, here.space)
    return found if may and not here.space.is_open(Window.VOTING) else replace(found, voters=())


def figures_of(found: Material, here: Here, steps: Sequence[Step]) -> Figures:
    """Return the figures of the draft as they may be told beside those told of earlier drafts."""
    open_to = told_of(found, here)
    earlier = [sessions(found, step.before) for step in steps]
    return figures.figures(open_to, found.sessions, earlier)


def sessions(found: Material, draft: Sequence[Placed]) -> tuple[PlacedSession, ...]:
    """Return an earlier draft; what is not there any more is left out."""
    topics_by_id = {topic.id: topic for topic in found.topics}
    slots = {slot.id: slot for slot in found.slots}
    rooms = {room.id: room for room in found.rooms}
    return tuple(
        PlacedSession(
            topic_id=topic.id,
            number=topic.number,
            title=topic.title,
            slot=slots[one.slot_id],
            room=rooms[one.room_id],
            hosts=topic.hosts,
            speakers=topic.speakers,
            is_pinned=one.is_pinned,
        )
        for one in draft
        if (topic := topics_by_id.get(one.topic_id)) is not None
        and one.slot_id in slots
        and one.room_id in rooms
    )
