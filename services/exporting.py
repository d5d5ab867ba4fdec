"""What is stored, for a file: about one person, or in one open space."""

from datetime import datetime

from sqlalchemy.orm import Session

from openspace import people, tally
from openspace.exporting import (
    Away,
    Deed,
    Dots,
    Hosting,
    Message,
    Mine,
    OwnPart,
    OwnTopic,
    PlacedTopic,
    Request,
    Room,
    Seat,
    Topic,
    Total,
    Whole,
)
from openspace.spaces import Space
from services import visits
from services.visits import Visit
from storage import absences, ballots, forgetting, spaces, timetable, topics
from storage import exporting as stored
from storage import people as stored_people
from storage import signups as stored_signups
from storage.timetable import Edition


def mine(db: Session, *, team_id: str, user_id: str, now: datetime) -> Mine:
    """Return all that is stored about a person in a workspace, their own ballots too."""
    who = stored.person(db, team_id=team_id, user_id=user_id)
    home = stored.home(db, team_id=team_id, user_id=user_id)
    parts = []
    for space_id in forgetting.space_ids(db, team_id=team_id, user_id=user_id):
        space = spaces.by_id(db, space_id, team_id=team_id)
        if space is not None:
            parts.append(_own_part(db, space, user_id))
    return Mine(
        workspace_id=team_id,
        user_id=user_id,
        made_at=now,
        kind="unknown" if who is None else who.kind,
        kind_known_since=None if who is None else who.checked_at,
        home_opened_at=None if home is None else home.opened_at,
        open_spaces=tuple(parts),
    )


def whole(db: Session, visit: Visit) -> Whole:
    """Return an open space for one of its facilitators; it holds no ballot and no name of a seat.

    Raises:
        RuleViolation: there is none, or the person is not a facilitator.
        WhichSpace: several open spaces could be meant.
    """
    here = visits.look(db, visit)
    visits.check_facilitator(here)
    space = here.space
    may_count = people.may_see_tally(here.person, space)
    ranked = tally.ranked(ballots.totals(db, space)) if may_count else ()
    rows = stored.topics(db, space)
    hosts = topics.hosts_of(db, space)
    return Whole(
        open_space=space.name,
        channel_id=space.channel_id,
        first_day=space.first_day,
        last_day=space.last_day,
        time_zone=space.zone,
        dots_each=space.budget,
        made_at=here.now,
        themes=tuple(spaces.themes(db, space).values()),
        facilitators=stored_people.facilitators(db, space),
        rooms=tuple(Room(one.name, one.capacity, one.link) for one in timetable.rooms(db, space)),
        slots=tuple(Away(one.starts_at, one.ends_at) for one in timetable.slots(db, space)),
        topics=tuple(
            Topic(
                row.number,
                row.title,
                row.description,
                row.access_notes,
                row.theme,
                row.speakers,
                row.proposed_by,
                hosts.get(row.id, ()),
                row.created_at,
            )
            for row in rows
        ),
        timetable=_placed(db, space, Edition.PUBLISHED),
        draft=_placed(db, space, Edition.DRAFT),
        tally=tuple(
            Total(row.total.number, row.total.title, row.rank, row.total.dots, row.total.voters)
            for row in ranked
        )
        if may_count
        else None,
        turnout=ballots.turnout(db, space) if may_count else None,
        requests=tuple(Request(*row) for row in stored.asked_for(db, space)),
        deeds=tuple(Deed(*row) for row in stored.deeds(db, space)),
    )


def _own_part(db: Session, space: Space, user_id: str) -> OwnPart:
    person = stored_people.person(db, space, user_id)
    me = person.participant_id
    assert me is not None, "they take part"  # noqa: S101 - tells mypy
    written = stored.proposed(db, me)
    return OwnPart(
        open_space=space.name,
        channel_id=space.channel_id,
        first_day=space.first_day,
        last_day=space.last_day,
        is_facilitator=person.is_facilitator,
        is_in_channel=person.is_present,
        wants_messages=person.notices.value,
        ballot=None if space.unlinked_at else _ballot(db, space, me),
        topics_proposed=tuple(OwnTopic(*row) for row in written),
        topics_hosted=tuple(Hosting(*row) for row in stored.hosted(db, me)),
        taken_out_of_hosts_of=stored.taken_out_of(db, me),
        seats=_seats(db, space, me),
        away=tuple(Away(one.starts_at, one.ends_at) for one in absences.of(db, me)),
        requests=tuple(Request(*row) for row in stored.asked_for(db, space, me)),
        requests_backed=stored.backed(db, me),
        deeds_as_facilitator=tuple(Deed(*row) for row in stored.deeds(db, space, me)),
        changes_to_the_draft=tuple(
            Deed(row.at, row.deed, "") for row in stored.draft_steps(db, me)
        ),
        messages=tuple(Message(*row) for row in stored.messages(db, space, user_id)),
    )


def _ballot(db: Session, space: Space, participant_id: int) -> tuple[Dots, ...]:
    titles = {row.number: row.title for row in stored.topics(db, space)}
    given = ballots.ballot(db, participant_id)
    return tuple(Dots(number, titles.get(number, ""), dots) for number, dots in given.items())


def _seats(db: Session, space: Space, participant_id: int) -> tuple[Seat, ...]:
    places = stored_signups.positions(db, participant_id)
    return tuple(
        Seat(
            one.number,
            one.title,
            one.slot.starts_at,
            one.slot.ends_at,
            one.room.name,
            place=places[one.topic_id],
            has_seat=places[one.topic_id] <= one.room.capacity,
        )
        for one in timetable.sessions(db, space, Edition.PUBLISHED)
        if one.topic_id in places
    )


def _placed(db: Session, space: Space, edition: Edition) -> tuple[PlacedTopic, ...]:
    counts = stored_signups.counts(db, space)
    return tuple(
        PlacedTopic(
            one.number,
            one.title,
            one.slot.starts_at,
            one.slot.ends_at,
            one.room.name,
            one.room.capacity,
            counts.get(one.topic_id, 0),
        )
        for one in timetable.sessions(db, space, edition)
    )
