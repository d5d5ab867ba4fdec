"""Takes away what is kept no longer: whose ballots, everything about people, whole workspaces."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, Table, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from openspace import forgetting as rules
from openspace.messages import Status
from openspace.spaces import Space, Window
from storage import ballots, forgetting
from storage.tables import (
    AbsenceRow,
    AuditRow,
    Base,
    ChangeRow,
    DraftStepRow,
    HomeRow,
    HostRow,
    MessageRow,
    ParticipantRow,
    PersonRow,
    PlanningRow,
    RemovedHostRow,
    RequestBackerRow,
    RequestRow,
    RunOfferRow,
    SetTimeRow,
    SignupRow,
    SpaceRow,
    TopicRow,
    WorkspaceRow,
    table,
)

SPEAKERS_GONE = "names no longer kept"
"""What stands for the speakers of a talk then; a talk has some."""

_UNSETTLED = (Status.PENDING.value, Status.SENDING.value)


def kept_spaces(db: Session) -> tuple[tuple[str, int], ...]:
    """Return workspace and id of the open spaces, of all workspaces, that still know people."""
    query = select(SpaceRow.team_id, SpaceRow.id).where(SpaceRow.cleared_at.is_(None))
    return tuple(
        (team_id, space_id) for team_id, space_id in db.execute(query.order_by(SpaceRow.id))
    )


def unlink(db: Session, space: Space, *, at: datetime) -> None:
    """Let all ballots count without names. The open space must be held alone.

    Voting is closed then and does not open by itself.
    """
    ballots.add_to_totals(db, space, None)
    db.execute(
        update(SpaceRow).where(SpaceRow.id == space.id).values(unlinked_at=at, voting_open=False)
    )
    db.execute(
        delete(SetTimeRow).where(
            SetTimeRow.space_id == space.id, SetTimeRow.window == Window.VOTING.value
        )
    )


def clear(db: Session, space: Space, *, at: datetime) -> bool:
    """Take everything about people out of an open space, which is held alone and unlinked.

    Topics keep their words. What is still to be told to the channel keeps its promise, and then
    this is not done yet: once that is settled, it is to be done again.

    Returns:
        Whether nothing is left to do.
    """
    mine = select(ParticipantRow.id).where(ParticipantRow.space_id == space.id)
    known = (
        select(PersonRow.user_id).join(ParticipantRow).where(ParticipantRow.space_id == space.id)
    )
    names = {user_id.upper() for user_id in db.scalars(known)} - {rules.GONE.upper()}
    nobody = forgetting.nobody(db, space)
    own_topics = select(TopicRow.id).where(TopicRow.space_id == space.id)
    own_requests = select(RequestRow.id).where(RequestRow.space_id == space.id)
    for row in (SignupRow, AbsenceRow, HostRow, RemovedHostRow, RequestBackerRow):
        db.execute(delete(row).where(row.participant_id.in_(mine)))
    db.execute(delete(RequestBackerRow).where(RequestBackerRow.request_id.in_(own_requests)))
    db.execute(delete(RunOfferRow).where(RunOfferRow.topic_id.in_(own_topics)))
    for of in (RequestRow, DraftStepRow, PlanningRow):
        db.execute(delete(of).where(of.space_id == space.id))
    is_talk = TopicRow.speakers.is_not(None)
    of_space = TopicRow.space_id == space.id
    db.execute(update(TopicRow).where(of_space, is_talk).values(speakers=SPEAKERS_GONE))
    # Two topics of one author may not be alike; those of nobody may.
    db.execute(update(TopicRow).where(of_space).values(author_id=None, access_notes=""))
    db.execute(update(AuditRow).where(AuditRow.space_id == space.id).values(participant_id=nobody))
    is_told_later = (MessageRow.status.in_(_UNSETTLED), MessageRow.recipient == space.channel_id)
    db.execute(
        delete(MessageRow).where(
            MessageRow.space_id == space.id,
            MessageRow.id.not_in(select(MessageRow.id).where(*is_told_later)),
        )
    )
    forgetting.scrub_space(db, space, lambda one: one in names)
    db.execute(
        delete(ParticipantRow).where(
            ParticipantRow.space_id == space.id, ParticipantRow.id != nobody
        )
    )
    db.execute(update(HomeRow).where(HomeRow.space_id == space.id).values(space_id=None))
    db.execute(delete(ChangeRow).where(ChangeRow.space_id == space.id))
    left = db.scalar(select(exists().where(MessageRow.space_id == space.id)))
    if not left:
        db.execute(update(SpaceRow).where(SpaceRow.id == space.id).values(cleared_at=at))
    return not left


def is_anybody_idle(db: Session, *, before: datetime) -> bool:
    """Say whether `forget_idle` would find somebody."""
    person = select(PersonRow.id).where(*_idle_people(before)).limit(1)
    home = select(HomeRow.user_id).where(*_idle_homes(before)).limit(1)
    return db.scalar(person) is not None or db.scalar(home) is not None


def forget_idle(db: Session, *, before: datetime) -> None:
    """Forget people who are in no open space and were not here since *before*."""
    db.execute(delete(PersonRow).where(*_idle_people(before)))
    db.execute(delete(HomeRow).where(*_idle_homes(before)))


def _idle_people(before: datetime) -> tuple[ColumnElement[bool], ...]:
    looked = exists().where(
        HomeRow.team_id == PersonRow.team_id,
        HomeRow.user_id == PersonRow.user_id,
        HomeRow.opened_at >= before,
    )
    return (
        PersonRow.user_id != rules.GONE,
        ~exists().where(ParticipantRow.person_id == PersonRow.id),
        ~looked,
        or_(PersonRow.checked_at.is_(None), PersonRow.checked_at < before),
    )


def _idle_homes(before: datetime) -> tuple[ColumnElement[bool], ...]:
    known = exists().where(
        PersonRow.team_id == HomeRow.team_id, PersonRow.user_id == HomeRow.user_id
    )
    return (HomeRow.opened_at < before, ~known)


def uninstalled(db: Session, *, before: datetime) -> tuple[str, ...]:
    """Return the workspaces that took the bot out before then and are still known."""
    query = select(WorkspaceRow.team_id).where(WorkspaceRow.uninstalled_at <= before)
    return tuple(db.scalars(query.order_by(WorkspaceRow.team_id)))


def spaces_of(db: Session, team_id: str) -> tuple[int, ...]:
    """Return the open spaces of a workspace, oldest first."""
    query = select(SpaceRow.id).where(SpaceRow.team_id == team_id)
    return tuple(db.scalars(query.order_by(SpaceRow.id)))


def delete_space(db: Session, space_id: int) -> None:
    """Delete an open space with all that belongs to it; it is held alone."""
    for one, mine in _of_space(space_id):
        db.execute(one.delete().where(mine))


def delete_workspace(db: Session, team_id: str) -> None:
    """Delete all that is left of a workspace whose open spaces are deleted, its tokens too."""
    for one in reversed(Base.metadata.sorted_tables):
        if "team_id" in one.c and one is not table(WorkspaceRow):
            db.execute(one.delete().where(one.c.team_id == team_id))
    db.execute(delete(WorkspaceRow).where(WorkspaceRow.team_id == team_id))


def _of_space(space_id: int) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Return the tables, those that refer to others first, with what tells an open space's rows."""
    ways = {
        "topic_id": select(TopicRow.id).where(TopicRow.space_id == space_id),
        "request_id": select(RequestRow.id).where(RequestRow.space_id == space_id),
        "participant_id": select(ParticipantRow.id).where(ParticipantRow.space_id == space_id),
    }
    for one in reversed(Base.metadata.sorted_tables):
        if one is table(SpaceRow):
            yield one, one.c.id == space_id
        elif one is table(HomeRow):
            continue
        elif "space_id" in one.c:
            yield one, one.c.space_id == space_id
        else:
            for name, ids in ways.items():
                if name in one.c:
                    yield one, one.c[name].in_(ids)
                    break
