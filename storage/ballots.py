"""Queries about dots. Only `ballot`, `take_off` and `voters` know persons, to tell those alone."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import bindparam, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from openspace.notices import Notices
from openspace.spaces import Space
from openspace.tally import Total
from storage import runs
from storage.tables import (
    DotsRow,
    HostRow,
    ParticipantRow,
    PersonRow,
    RunRow,
    SignupRow,
    SpaceRow,
    TallyRow,
    ThemeRow,
    TopicRow,
    table,
)
from storage.upserts import insert_all_missing, put_all

_DOTS = table(DotsRow)
_TOPICS = table(TopicRow)
_THEMES = table(ThemeRow)
_BALLOT = (
    select(_TOPICS.c.number, _DOTS.c.dots)
    .join_from(_DOTS, _TOPICS, _TOPICS.c.id == _DOTS.c.topic_id)
    .where(_DOTS.c.participant_id == bindparam("participant_id"))
    .order_by(_TOPICS.c.number)
)


def ballot(db: Session, participant_id: int) -> dict[int, int]:
    """Return one person's dots by topic number."""
    return dict(db.execute(_BALLOT, {"participant_id": participant_id}).all())


_VOTABLE = (
    _TOPICS.c.space_id == bindparam("space_id"),
    _TOPICS.c.withdrawn_at.is_(None),
    _TOPICS.c.speakers.is_(None),
    runs.of_its_own(),
)
_IDS = select(_TOPICS.c.number, _TOPICS.c.id).where(
    *_VOTABLE, _TOPICS.c.number.in_(bindparam("numbers", expanding=True))
)
_TO_VOTE_FOR = (
    select(_TOPICS.c.id, _TOPICS.c.number, _THEMES.c.name)
    .select_from(_TOPICS)
    .outerjoin(_THEMES, _THEMES.c.id == _TOPICS.c.theme_id)
    .where(*_VOTABLE)
)


def topic_ids(db: Session, space: Space, numbers: Collection[int]) -> dict[int, int]:
    """Return the ids of topics to vote for by number; what is not there is left out.

    Nobody votes for talks, nor for another run of a topic.
    """
    values = {"space_id": space.id, "numbers": list(numbers)}
    return dict(db.execute(_IDS, values).all())


def to_vote_for(db: Session, space: Space) -> Sequence[tuple[int, int, str | None]]:
    """Return id, number and theme of each topic to vote for; None for no theme.

    That is all that a ballot needs to know of the topics that stand on its other pages.
    """
    return db.execute(_TO_VOTE_FOR, {"space_id": space.id}).all()


_OF_SPACE = TopicRow.space_id == bindparam("space_id")
_TAKE_OFF = delete(_DOTS).where(
    _DOTS.c.participant_id == bindparam("of_participant"),
    _DOTS.c.topic_id.in_(bindparam("topic_ids", expanding=True)),
)


def save(db: Session, participant_id: int, dots_by_topic_id: Mapping[int, int]) -> None:
    """Store the dots named, and no others; 0 takes the topic off. The ballot must be held."""
    gone = [topic_id for topic_id, dots in dots_by_topic_id.items() if not dots]
    if gone:
        db.execute(_TAKE_OFF, {"of_participant": participant_id, "topic_ids": gone})
    rows = [
        {"participant_id": participant_id, "topic_id": topic_id, "dots": dots}
        for topic_id, dots in dots_by_topic_id.items()
        if dots
    ]
    put_all(db, DotsRow, rows)


def clear(db: Session, participant_id: int) -> None:
    """Take all dots of one person off. The ballot must be held."""
    db.execute(delete(DotsRow).where(DotsRow.participant_id == participant_id))


_GIVEN = (
    select(
        DotsRow.topic_id,
        func.sum(DotsRow.dots).label("dots"),
        func.count().label("voters"),
    )
    # Read from the index of (topic_id, dots) alone, in its order, so that nothing is sorted.
    .where(DotsRow.topic_id.in_(select(TopicRow.id).where(_OF_SPACE)))
    .group_by(DotsRow.topic_id)
    .subquery("given")
)
_TOTALS = (
    select(
        TopicRow.number,
        TopicRow.title,
        # What is not tied to people any more is counted in `tallies`.
        func.coalesce(_GIVEN.c.dots, 0) + func.coalesce(TallyRow.dots, 0),
        func.coalesce(_GIVEN.c.voters, 0) + func.coalesce(TallyRow.voters, 0),
        ThemeRow.name,
        exists().where(HostRow.topic_id == TopicRow.id),
    )
    .outerjoin(_GIVEN, _GIVEN.c.topic_id == TopicRow.id)
    .outerjoin(TallyRow, TallyRow.topic_id == TopicRow.id)
    .outerjoin(ThemeRow, ThemeRow.id == TopicRow.theme_id)
    .where(
        _OF_SPACE,
        TopicRow.withdrawn_at.is_(None),
        TopicRow.speakers.is_(None),
        runs.of_its_own(),
    )
)


def totals(db: Session, space: Space) -> tuple[Total, ...]:
    """Return what each topic got, topics without dots too.

    Nobody votes for talks, nor for another run of a topic.
    """
    return tuple(
        Total(number, title, int(dots), voters, theme, bool(is_hosted))
        for number, title, dots, voters, theme, is_hosted in db.execute(
            _TOTALS, {"space_id": space.id}
        ).all()
    )


def turnout(db: Session, space: Space) -> int:
    """Return how many people have given at least one dot, also those whose names are gone."""
    named = (
        select(func.count(func.distinct(DotsRow.participant_id)))
        .join(ParticipantRow, ParticipantRow.id == DotsRow.participant_id)
        .where(ParticipantRow.space_id == space.id)
        .scalar_subquery()
    )
    query = select(named + func.coalesce(SpaceRow.turnout, 0)).where(SpaceRow.id == space.id)
    return int(db.scalars(query).one())


def voters(
    db: Session, space: Space, *, concerned_by: Collection[int] | None = None
) -> tuple[str, ...]:
    """Return the user ids of those who voted and want all messages, for promises to them alone.

    Nothing else may come of it: whom it names says who voted, and for what.

    Args:
        concerned_by: only those who gave dots to one of these topics, or to one that these are
            another run of, or who host or signed up for one of these, by id; None for all.
    """
    query = (
        select(PersonRow.user_id)
        .join(ParticipantRow, ParticipantRow.person_id == PersonRow.id)
        .where(
            ParticipantRow.space_id == space.id,
            ParticipantRow.notices == Notices.ALL.value,
            ParticipantRow.id.in_(select(DotsRow.participant_id)),
        )
        .order_by(PersonRow.user_id)
    )
    if concerned_by is not None:
        firsts = select(RunRow.first_id).where(RunRow.topic_id.in_(concerned_by))
        wants = or_(DotsRow.topic_id.in_(concerned_by), DotsRow.topic_id.in_(firsts))
        query = query.where(
            or_(
                ParticipantRow.id.in_(select(DotsRow.participant_id).where(wants)),
                *(
                    ParticipantRow.id.in_(
                        select(one.participant_id).where(one.topic_id.in_(concerned_by))
                    )
                    for one in (HostRow, SignupRow)
                ),
            )
        )
    return tuple(db.scalars(query))


def is_any_dot_given(db: Session, space: Space) -> bool:
    """Say whether anybody has voted, also somebody whose name is gone."""
    query = (
        select(DotsRow.participant_id)
        .join(ParticipantRow, ParticipantRow.id == DotsRow.participant_id)
        .where(ParticipantRow.space_id == space.id)
        .limit(1)
    )
    if db.scalars(query).one_or_none() is not None:
        return True
    nameless = select(SpaceRow.turnout).where(SpaceRow.id == space.id)
    return bool(db.scalars(nameless).one_or_none())


def add_to_totals(db: Session, space: Space, participant_id: int | None) -> None:
    """Let dots count without a name from now on: one person's, or with None everybody's.

    The open space must be held alone.
    """
    theirs = DotsRow.participant_id.in_(
        select(ParticipantRow.id).where(
            ParticipantRow.space_id == space.id,
            *([] if participant_id is None else [ParticipantRow.id == participant_id]),
        )
    )
    sums = select(DotsRow.topic_id, func.sum(DotsRow.dots), func.count()).where(theirs)
    rows = db.execute(sums.group_by(DotsRow.topic_id)).all()
    insert_all_missing(
        db, TallyRow, [{"topic_id": topic_id, "dots": 0, "voters": 0} for topic_id, _, _ in rows]
    )
    for topic_id, dots, voters in rows:
        db.execute(
            update(TallyRow)
            .where(TallyRow.topic_id == topic_id)
            .values(dots=TallyRow.dots + int(dots), voters=TallyRow.voters + voters)
        )
    people = select(func.count(func.distinct(DotsRow.participant_id))).where(theirs)
    voted = db.scalars(people).one()
    db.execute(
        update(SpaceRow)
        .where(SpaceRow.id == space.id)
        .values(turnout=func.coalesce(SpaceRow.turnout, 0) + voted)
    )
    db.execute(delete(DotsRow).where(theirs))


def take_off(db: Session, topic_id: int) -> dict[str, int]:
    """Take all dots off one topic; return how many each voter, by user id, gets back."""
    query = (
        select(PersonRow.user_id, DotsRow.dots)
        .join(ParticipantRow, ParticipantRow.id == DotsRow.participant_id)
        .join(PersonRow, PersonRow.id == ParticipantRow.person_id)
        .where(DotsRow.topic_id == topic_id)
        .order_by(DotsRow.participant_id)
    )
    given_back = dict(db.execute(query).all())
    # Nameless sums of it stay where they are: totals leave out what is withdrawn.
    db.execute(delete(DotsRow).where(DotsRow.topic_id == topic_id))
    return given_back
