"""Queries about topics, talks and their hosts."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from openspace.proposing import Details, Topic
from openspace.spaces import Space
from storage.tables import (
    HostRow,
    ParticipantRow,
    PersonRow,
    RemovedHostRow,
    RunRow,
    ThemeRow,
    TopicRow,
    table,
)
from storage.upserts import insert_all_missing


def add(
    db: Session,
    space: Space,
    *,
    number: int,
    title: str,
    title_key: str,
    speakers: str | None,
    author_id: int | None,
    hosts: Iterable[int],
    created_at: datetime,
    description: str = "",
    theme: str | None = None,
    access_notes: str = "",
) -> int:
    """Store a topic or, with *speakers*, a talk; *hosts* are participants. Return its id."""
    row = TopicRow(
        space_id=space.id,
        number=number,
        title=title,
        title_key=title_key,
        description=description,
        access_notes=access_notes,
        speakers=speakers,
        theme_id=_theme_id(db, space, theme),
        author_id=author_id,
        created_at=created_at,
        withdrawn_at=None,
    )
    db.add(row)
    db.flush()
    db.add_all(HostRow(topic_id=row.id, participant_id=host) for host in dict.fromkeys(hosts))
    db.flush()
    return row.id


_TOPICS = table(TopicRow)
_THEMES = table(ThemeRow)
_RUNS = table(RunRow)
_HOSTING = table(HostRow)
_PARTICIPANTS = table(ParticipantRow)
_PEOPLE = table(PersonRow)
_FIRST = _TOPICS.alias()
_THERE = (_TOPICS.c.space_id == bindparam("space_id"), _TOPICS.c.withdrawn_at.is_(None))
_LISTED = (
    select(
        _TOPICS.c.id,
        _TOPICS.c.number,
        _TOPICS.c.title,
        _TOPICS.c.description,
        _THEMES.c.name.label("theme"),
        _TOPICS.c.speakers,
        _TOPICS.c.author_id,
        _FIRST.c.number.label("run_of"),
    )
    .select_from(_TOPICS)
    .outerjoin(_THEMES, _THEMES.c.id == _TOPICS.c.theme_id)
    .outerjoin(_RUNS, _RUNS.c.topic_id == _TOPICS.c.id)
    .outerjoin(_FIRST, and_(_FIRST.c.id == _RUNS.c.first_id, _FIRST.c.withdrawn_at.is_(None)))
    .where(*_THERE)
    .order_by(_TOPICS.c.number)
)
_HOSTS = (
    select(_HOSTING.c.topic_id, _PEOPLE.c.user_id)
    .select_from(_HOSTING)
    .join(_TOPICS, _TOPICS.c.id == _HOSTING.c.topic_id)
    .join(_PARTICIPANTS, _PARTICIPANTS.c.id == _HOSTING.c.participant_id)
    .join(_PEOPLE, _PEOPLE.c.id == _PARTICIPANTS.c.person_id)
    .where(*_THERE)
    .order_by(_HOSTING.c.topic_id, _HOSTING.c.participant_id)
)
_NAMED = (
    _LISTED.add_columns(_PEOPLE.c.user_id.label("host"))
    .outerjoin(_HOSTING, _HOSTING.c.topic_id == _TOPICS.c.id)
    .outerjoin(_PARTICIPANTS, _PARTICIPANTS.c.id == _HOSTING.c.participant_id)
    .outerjoin(_PEOPLE, _PEOPLE.c.id == _PARTICIPANTS.c.person_id)
    .where(_TOPICS.c.number.in_(bindparam("numbers", expanding=True)))
    .order_by(_HOSTING.c.participant_id)
)
"""A few topics: a row for each host, or one without, as a second statement would cost more."""


def listed(db: Session, space: Space, *, numbers: Collection[int] = ()) -> tuple[Topic, ...]:
    """Return topics and talks by number with their hosts.

    Args:
        numbers: only these; all when empty.
    """
    if not numbers:
        return _with_hosts(db.execute(_LISTED, {"space_id": space.id}).all(), hosts_of(db, space))
    by_host = db.execute(_NAMED, {"space_id": space.id, "numbers": list(numbers)}).all()
    hosts = _by_topic((row.id, row.host) for row in by_host if row.host)
    return _with_hosts({row.id: row[:-1] for row in by_host}.values(), hosts)


def hosts_of(db: Session, space: Space) -> dict[int, tuple[str, ...]]:
    """Return the hosts' user ids by topic id."""
    return _by_topic(db.execute(_HOSTS, {"space_id": space.id}))


def _with_hosts(rows: Iterable[Any], hosts: Mapping[int, tuple[str, ...]]) -> tuple[Topic, ...]:
    # By place: a thousand rows read by their names take two milliseconds more.
    return tuple(
        Topic(id_, number, title, description, theme, speakers, author_id, hosts.get(id_, ()), run)
        for id_, number, title, description, theme, speakers, author_id, run in rows
    )


def _by_topic(rows: Iterable[Any]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for topic_id, user_id in rows:
        found[topic_id] = (*found.get(topic_id, ()), user_id)
    return found


def hosts_by_topic(db: Session, topic_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Return the hosts' user ids of some topics, of whatever open spaces, by topic id."""
    query = (
        select(HostRow.topic_id, PersonRow.user_id)
        .join(ParticipantRow, ParticipantRow.id == HostRow.participant_id)
        .join(PersonRow, PersonRow.id == ParticipantRow.person_id)
        .where(HostRow.topic_id.in_(topic_ids))
        .order_by(HostRow.topic_id, HostRow.participant_id)
    )
    return _by_topic(db.execute(query))


def hosted_before(db: Session, space: Space) -> set[str]:
    """Return the user ids of those who hosted a topic in an earlier open space of the workspace."""
    query = (
        select(PersonRow.user_id)
        .join(ParticipantRow, ParticipantRow.person_id == PersonRow.id)
        .join(HostRow, HostRow.participant_id == ParticipantRow.id)
        .join(TopicRow, TopicRow.id == HostRow.topic_id)
        .where(
            PersonRow.team_id == space.team_id,
            ParticipantRow.space_id < space.id,
            TopicRow.withdrawn_at.is_(None),
        )
        .distinct()
    )
    return set(db.scalars(query))


def proposed_between(db: Session, space: Space, start: datetime, end: datetime) -> tuple[int, ...]:
    """Return the numbers of topics, not talks, proposed from *start* until before *end*."""
    query = (
        select(TopicRow.number)
        .where(
            TopicRow.space_id == space.id,
            TopicRow.withdrawn_at.is_(None),
            TopicRow.speakers.is_(None),
            TopicRow.created_at >= start,
            TopicRow.created_at < end,
        )
        .order_by(TopicRow.number)
    )
    return tuple(db.scalars(query))


def numbers(db: Session, space: Space) -> tuple[tuple[int, bool], ...]:
    """Return each number that is there, and whether it is a talk's."""
    query = (
        select(TopicRow.number, TopicRow.speakers.is_not(None))
        .where(TopicRow.space_id == space.id, TopicRow.withdrawn_at.is_(None))
        .order_by(TopicRow.number)
    )
    return tuple((number, bool(is_talk)) for number, is_talk in db.execute(query))


def was_withdrawn(db: Session, space: Space, number: int) -> bool:
    """Say whether a topic or talk had that number and was withdrawn."""
    query = select(TopicRow.id).where(
        TopicRow.space_id == space.id,
        TopicRow.number == number,
        TopicRow.withdrawn_at.is_not(None),
    )
    return db.scalars(query).one_or_none() is not None


def withdrawn(db: Session, space: Space) -> tuple[Topic, ...]:
    """Return the topics, not talks, that were withdrawn, by number; who hosted them is not told."""
    query = (
        select(TopicRow, ThemeRow.name)
        .outerjoin(ThemeRow, ThemeRow.id == TopicRow.theme_id)
        .where(
            TopicRow.space_id == space.id,
            TopicRow.withdrawn_at.is_not(None),
            TopicRow.speakers.is_(None),
        )
        .order_by(TopicRow.number)
    )
    return tuple(
        Topic(row.id, row.number, row.title, row.description, theme, None, row.author_id, ())
        for row, theme in db.execute(query)
    )


def count(db: Session, space: Space) -> int:
    """Return how many topics and talks there are."""
    query = (
        select(func.count())
        .select_from(TopicRow)
        .where(TopicRow.space_id == space.id, TopicRow.withdrawn_at.is_(None))
    )
    return db.scalars(query).one()


def same_title(db: Session, space: Space, *, author_id: int, title_key: str) -> int | None:
    """Return the number of the author's topic with that title; None when there is none."""
    query = select(TopicRow.number).where(
        TopicRow.space_id == space.id,
        TopicRow.author_id == author_id,
        TopicRow.title_key == title_key,
        TopicRow.withdrawn_at.is_(None),
        TopicRow.speakers.is_(None),
    )
    return db.scalars(query).one_or_none()


def access_notes(db: Session, topic_id: int) -> str:
    """Return what facilitators should know about access to a topic; "" for nothing."""
    return db.scalars(select(TopicRow.access_notes).where(TopicRow.id == topic_id)).one()


def rewrite(db: Session, space: Space, topic_id: int, details: Details, *, title_key: str) -> None:
    """Store new words of a topic; access notes that are None stay as they are."""
    values: dict[str, object] = {
        "title": details.title,
        "title_key": title_key,
        "description": details.description,
        "theme_id": _theme_id(db, space, details.theme),
    }
    if details.access_notes is not None:
        values["access_notes"] = details.access_notes
    db.execute(update(TopicRow).where(TopicRow.id == topic_id).values(**values))


def set_hosts(db: Session, topic_id: int, hosts: Iterable[int]) -> None:
    """Store who hosts a topic, by participant; those who are hosts already stay so."""
    wanted = set(hosts)
    now = set(db.scalars(select(HostRow.participant_id).where(HostRow.topic_id == topic_id)))
    db.execute(
        delete(HostRow).where(
            HostRow.topic_id == topic_id, HostRow.participant_id.in_(now - wanted)
        )
    )
    db.add_all(HostRow(topic_id=topic_id, participant_id=host) for host in sorted(wanted - now))
    db.flush()


def note_removed(db: Session, topic_id: int, participants: Collection[int]) -> None:
    """Remember participants whom others took out of a topic's hosts."""
    rows = [{"topic_id": topic_id, "participant_id": one} for one in sorted(participants)]
    insert_all_missing(db, RemovedHostRow, rows)


def forget_removed(db: Session, topic_id: int, participants: Collection[int]) -> None:
    """Forget that participants were taken out of a topic's hosts: they were named again."""
    if not participants:
        return
    db.execute(
        delete(RemovedHostRow).where(
            RemovedHostRow.topic_id == topic_id, RemovedHostRow.participant_id.in_(participants)
        )
    )


def was_removed(db: Session, topic_id: int, participant_id: int) -> bool:
    """Say whether others took a participant out of a topic's hosts."""
    query = select(RemovedHostRow.topic_id).where(
        RemovedHostRow.topic_id == topic_id, RemovedHostRow.participant_id == participant_id
    )
    return db.scalars(query).first() is not None


def withdraw(db: Session, topic_id: int, *, at: datetime) -> None:
    """Mark a topic or talk as withdrawn."""
    db.execute(update(TopicRow).where(TopicRow.id == topic_id).values(withdrawn_at=at))


def _theme_id(db: Session, space: Space, theme: str | None) -> int | None:
    if theme is None:
        return None
    query = select(ThemeRow.id).where(ThemeRow.space_id == space.id, ThemeRow.name == theme)
    return db.scalars(query).one()
