"""Takes people out of the database: their rows, and their names in what others wrote."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    String,
    Table,
    Text,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session

from openspace import forgetting
from openspace.notices import Notices
from openspace.people import Kind
from openspace.requests import Status
from openspace.spaces import Space
from storage import people
from storage.tables import (
    AuditRow,
    Base,
    ChangeRow,
    DotsRow,
    DraftStepRow,
    HomeRow,
    HostRow,
    InstallationRow,
    MessageRow,
    ParticipantRow,
    PersonRow,
    RequestRow,
    SessionRow,
    SignupRow,
    SpaceRow,
    TallyRow,
    TopicRow,
)
from storage.upserts import insert_missing

IN_CODE = {("outbox", "subject"), ("outbox", "key")}
"""Columns in which an id stands as such, where `forgetting.GONE` takes its place."""


@dataclass(frozen=True)
class Wrote:
    """A topic that somebody proposed or hosts.

    Args:
        is_author: whether they proposed it.
        is_withdrawn: whether it was withdrawn before.
        is_shared: whether others host it, gave dots or signed up, or it is in the timetable.
        is_hosted: whether others host it.
        is_in_timetable: whether it is published.
    """

    id: int
    number: int
    is_author: bool
    is_talk: bool
    is_withdrawn: bool
    is_shared: bool
    is_hosted: bool
    is_in_timetable: bool


def space_ids(db: Session, *, team_id: str, user_id: str) -> tuple[int, ...]:
    """Return the open spaces in which somebody is known, oldest first."""
    query = (
        select(ParticipantRow.space_id)
        .join(PersonRow, PersonRow.id == ParticipantRow.person_id)
        .where(PersonRow.team_id == team_id, PersonRow.user_id == user_id)
        .order_by(ParticipantRow.space_id)
    )
    return tuple(db.scalars(query))


def is_known(db: Session, *, team_id: str, user_id: str) -> bool:
    """Say whether there is a row of somebody: as a person, with a Home, or waiting for a message.

    What others wrote about them is not looked for.
    """
    ways = [
        exists().where(PersonRow.team_id == team_id, PersonRow.user_id == user_id),
        exists().where(HomeRow.team_id == team_id, HomeRow.user_id == user_id),
        exists().where(MessageRow.team_id == team_id, MessageRow.recipient == user_id),
    ]
    return bool(db.scalar(select(or_(*ways))))


def has_home(db: Session, *, team_id: str, user_id: str) -> bool:
    """Say whether somebody has opened their Home."""
    mine = exists().where(HomeRow.team_id == team_id, HomeRow.user_id == user_id)
    return bool(db.scalar(select(mine)))


def topics_of(db: Session, participant_id: int) -> tuple[Wrote, ...]:
    """Return what somebody proposed or hosts in one open space, by number."""
    mine = TopicRow.id
    hosts = HostRow.topic_id == mine

    def others(row: type[DotsRow | HostRow | SignupRow]) -> ColumnElement[bool]:
        return exists().where(row.topic_id == mine, row.participant_id != participant_id)

    in_timetable = exists().where(
        SessionRow.topic_id == mine, SessionRow.published_slot_id.is_not(None)
    )
    counted = exists().where(TallyRow.topic_id == mine, TallyRow.voters > 0)
    shared = or_(others(DotsRow), others(HostRow), others(SignupRow), in_timetable, counted)
    is_author = func.coalesce(TopicRow.author_id == participant_id, literal(value=False))
    query = (
        select(
            TopicRow.id,
            TopicRow.number,
            is_author,
            TopicRow.speakers.is_not(None),
            TopicRow.withdrawn_at.is_not(None),
            shared,
            others(HostRow),
            in_timetable,
        )
        .where(
            or_(
                TopicRow.author_id == participant_id,
                exists().where(hosts, HostRow.participant_id == participant_id),
            )
        )
        .order_by(TopicRow.number)
    )
    return tuple(
        Wrote(topic_id, number, *(bool(one) for one in said))
        for topic_id, number, *said in db.execute(query)
    )


def blank(db: Session, topic_id: int, number: int) -> None:
    """Take all words of a withdrawn topic away; its number stays taken."""
    words = {"description": "", "access_notes": "", "title_key": "", "author_id": None}
    db.execute(
        update(TopicRow)
        .where(TopicRow.id == topic_id)
        .values(title=f"Topic {number} of {forgetting.SOMEONE}", **words)
    )


def clear_access_notes(db: Session, topic_id: int) -> None:
    """Take away what facilitators should know about access to a topic."""
    db.execute(update(TopicRow).where(TopicRow.id == topic_id).values(access_notes=""))


def sessions_of(db: Session, participant_id: int) -> tuple[int, ...]:
    """Return the topics, by id, for whose sessions somebody signed up."""
    query = select(SignupRow.topic_id).where(SignupRow.participant_id == participant_id)
    return tuple(db.scalars(query.order_by(SignupRow.topic_id)))


def forget_participant(db: Session, space: Space, participant_id: int) -> None:
    """Take somebody out of an open space, which is held alone; what must have a name gets none."""
    left = nobody(db, space)
    for of in (AuditRow, DraftStepRow):
        _set(db, of, of.participant_id == participant_id, participant_id=left)
    _set(db, TopicRow, TopicRow.author_id == participant_id, author_id=None)
    _set(db, RequestRow, RequestRow.answered_by == participant_id, answered_by=None)
    # A request keeps its number, which messages about it are known by; its words go.
    asked = RequestRow.participant_id == participant_id
    open_ones = (asked, RequestRow.status == Status.OPEN.value)
    db.execute(update(RequestRow).where(*open_ones).values(status=Status.WITHDRAWN.value))
    _set(db, RequestRow, asked, participant_id=left, reason="")
    db.execute(delete(HostRow).where(HostRow.participant_id == participant_id))
    # Dots, seats, absences, backings and the like go with the row itself.
    db.execute(delete(ParticipantRow).where(ParticipantRow.id == participant_id))


def forget_person(db: Session, *, team_id: str, user_id: str) -> None:
    """Take somebody out of a workspace who takes part in none of its open spaces any more."""
    db.execute(
        delete(MessageRow).where(MessageRow.team_id == team_id, MessageRow.recipient == user_id)
    )
    for row in (HomeRow, ChangeRow, PersonRow):
        db.execute(delete(row).where(row.team_id == team_id, row.user_id == user_id))
    db.execute(
        update(InstallationRow)
        .where(InstallationRow.team_id == team_id, InstallationRow.user_id == user_id)
        .values(user_id=forgetting.GONE, user_token=None, user_scopes=None, user_refresh_token=None)
    )
    scrub(db, _of_team(team_id), lambda one: one == user_id.upper(), holding=user_id)


def scrub_space(db: Session, space: Space, is_gone: Callable[[str], bool]) -> None:
    """Take names out of everything that was written in one open space."""
    scrub(db, _of_space(space.id), is_gone)


def scrub(
    db: Session,
    scope: Callable[[Table], ColumnElement[bool] | None],
    is_gone: Callable[[str], bool],
    *,
    holding: str = "",
) -> None:
    """Take names out of every column with words, of all tables, also of those yet to come.

    Args:
        scope: which rows of a table; None for none.
        is_gone: whose names, as `forgetting.without_names` asks.
        holding: only where this stands, in small letters or capitals; "" for everywhere.
    """
    for table in Base.metadata.sorted_tables:
        within = scope(table)
        if within is None:
            continue
        for column in table.c:
            if not isinstance(column.type, String | Text) or column.foreign_keys:
                continue
            found = column.icontains(holding, autoescape=True) if holding else true()
            keys = tuple(table.primary_key.columns)
            for text, *key in db.execute(select(column, *keys).where(within, found)).all():
                bare = (
                    forgetting.GONE if (table.name, column.name) in IN_CODE else forgetting.SOMEONE
                )
                clean = forgetting.without_names(text or "", is_gone, bare=bare)
                if clean != (text or ""):
                    same = [one == value for one, value in zip(keys, key, strict=True)]
                    longest = getattr(column.type, "length", None) or len(clean)
                    _rewrite(db, table, same, column.name, clean, longest)


def _rewrite(
    db: Session,
    table: Table,
    same: list[ColumnElement[bool]],
    name: str,
    clean: str,
    longest: int,
) -> None:
    try:
        with db.begin_nested():
            db.execute(update(table).where(*same).values({name: clean[:longest]}))
    except IntegrityError:
        # Two that differed by the name alone, where no two may be alike: a mark tells them apart.
        key = str(db.scalars(select(*table.primary_key.columns).where(*same)).one())
        shorter = f"{clean[: longest - len(key) - 1]} {key}"
        db.execute(update(table).where(*same).values({name: shorter}))


def nobody(db: Session, space: Space) -> int:
    """Return the participant who stands for all who left."""
    who = {"team_id": space.team_id, "user_id": forgetting.GONE}
    insert_missing(db, PersonRow, **who, kind=Kind.DEACTIVATED.value, checked_at=None)
    people.add(db, space, forgetting.GONE, is_present=False)
    nobody = people.person(db, space, forgetting.GONE).participant_id
    assert nobody is not None, "was just added"  # noqa: S101 - tells mypy
    people.set_notices(db, nobody, Notices.NONE)
    return nobody


def _set(
    db: Session, row: type[DeclarativeBase], mine: ColumnElement[bool], **values: object
) -> None:
    db.execute(update(row).where(mine).values(**values))


def _of_team(team_id: str) -> Callable[[Table], ColumnElement[bool] | None]:
    spaces = select(SpaceRow.id).where(SpaceRow.team_id == team_id)

    def scope(table: Table) -> ColumnElement[bool] | None:
        if "team_id" in table.c:
            return table.c.team_id == team_id
        return table.c.space_id.in_(spaces) if "space_id" in table.c else None

    return scope


def _of_space(space_id: int) -> Callable[[Table], ColumnElement[bool] | None]:
    def scope(table: Table) -> ColumnElement[bool] | None:
        if "space_id" in table.c:
            return table.c.space_id == space_id
        return table.c.id == space_id if table.name == SpaceRow.__tablename__ else None

    return scope
