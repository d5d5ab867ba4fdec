"""Proposing, finding and withdrawing topics."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from openspace import RuleViolation, people, proposing
from openspace import spaces as space_rules
from openspace.proposing import Topic
from openspace.spaces import Window
from services import absences, letters, visits
from services.absences import NO_TIMES, Chosen
from services.news import TopicWithdrawn
from services.visits import Here, Visit
from storage import ballots, signups, spaces, timetable, topics
from storage import people as stored_people
from storage.spaces import Hold
from storage.timetable import Edition


@dataclass(frozen=True)
class Beginning:
    """An open space in which one may propose.

    Args:
        themes: those that a topic may have, by id.
        times: when the person may say that they cannot be there.
    """

    here: Here
    themes: dict[int, str]
    times: Chosen = NO_TIMES


@dataclass(frozen=True)
class Proposed:
    """A topic as it was proposed, or the earlier one of the same person with the same title."""

    here: Here
    topic: Topic
    was_there: bool


@dataclass(frozen=True)
class Listing:
    """Topics and talks, with one person's dots on them.

    Args:
        words: what they were searched by; "" for all.
        topics: those of one page only, on a ballot of which one page was asked for.
        mine: the person's own dots by number.
        total: how many there are without the search.
        themes: those that topics to vote for have, on a ballot.
        theme: the one that a ballot is narrowed to; "" for all.
        order: the numbers of all topics of a ballot, in its order; empty on other lists.
    """

    here: Here
    words: str
    topics: tuple[Topic, ...]
    mine: dict[int, int]
    total: int
    themes: tuple[str, ...] = ()
    theme: str = ""
    order: tuple[int, ...] = ()

    @property
    def dots_left(self) -> int:
        """Return how many dots the person still has."""
        return self.here.space.budget - sum(self.mine.values())


@dataclass(frozen=True)
class Withdrawn:
    """A topic or talk that is gone."""

    here: Here
    number: int
    title: str


def begin(db: Session, visit: Visit) -> Beginning:
    """Return what somebody needs to know who is about to propose.

    Raises:
        RuleViolation: proposing is closed, or the open space has ended.
        WhichSpace: several open spaces could be meant.
    """
    here = visits.look(db, visit)
    check_live(here)
    _check_open(here)
    return Beginning(here, spaces.themes(db, here.space), absences.offered(db, here))


def propose(
    db: Session,
    visit: Visit,
    title: str,
    *,
    description: str = "",
    theme: str | None = None,
    access_notes: str = "",
) -> Proposed:
    """Add a topic with the next number, hosted by whoever proposes it.

    Args:
        theme: one of the open space's themes; None for none.
        access_notes: what facilitators alone should know.

    Raises:
        RuleViolation: a text cannot be, or proposing is closed.
    """
    proposing.check_title(title)
    proposing.check_description(description)
    proposing.check_access_notes(access_notes)
    here = visits.act(db, visit, hold=Hold.ALONE)
    space, author_id = here.space, here.participant_id
    key = proposing.same_title_key(title)
    known = topics.same_title(db, space, author_id=author_id, title_key=key)
    if known is not None:
        return Proposed(here, find(db, here, known), was_there=True)
    _check_open(here)
    proposing.check_room_for_another(topics.count(db, space))
    number = spaces.take_number(db, space)
    topics.add(
        db,
        space,
        number=number,
        title=title,
        title_key=key,
        speakers=None,
        author_id=author_id,
        hosts=(author_id,),
        created_at=visit.now,
        description=description,
        theme=theme,
        access_notes=access_notes,
    )
    return Proposed(here, find(db, here, number), was_there=False)


def listing(db: Session, visit: Visit, *, words: str = "") -> Listing:
    """Return all topics and talks, or those with all of the words in title, text or theme.

    Raises:
        RuleViolation: there is no open space that the person can see.
    """
    return list_for(db, visits.look(db, visit), words=words)


def list_for(db: Session, here: Here, *, words: str = "") -> Listing:
    """Return the same for somebody whose open space is known already."""
    found = topics.listed(db, here.space)
    mine = here.person.participant_id
    return Listing(
        here=here,
        words=words,
        topics=tuple(topic for topic in found if _has(topic, words)) if words else found,
        mine={} if mine is None else ballots.ballot(db, mine),
        total=len(found),
    )


def whole(db: Session, visit: Visit, number: int) -> Listing:
    """Return one topic or talk alone, with the person's own dots.

    Raises:
        RuleViolation: it is not there.
    """
    here = visits.look(db, visit)
    topic = find(db, here, number)
    mine = here.person.participant_id
    return Listing(
        here=here,
        words=str(number),
        topics=(topic,),
        mine={} if mine is None else ballots.ballot(db, mine),
        total=1,
    )


def withdraw(db: Session, visit: Visit, number: int) -> Withdrawn:
    """Take a topic or talk back; its dots return, and everyone it concerns is told.

    Raises:
        RuleViolation: it is not there, or the person is neither its author nor a facilitator.
    """
    here = visits.take_back(db, visit, hold=Hold.ALONE)
    topic = find(db, here, number)
    is_author = topic.is_by(here.participant_id)
    if not people.may_withdraw(here.person, here.space, is_author=is_author):
        raise RuleViolation(
            f"Only whoever proposed #{number} or a facilitator can withdraw it."
            " `/openspace facilitators` shows whom to ask."
        )
    published = timetable.sessions(db, here.space, Edition.PUBLISHED)
    was_published = any(session.number == number for session in published)
    signed_up = stored_people.user_ids(db, signups.order(db, topic.id)) if was_published else {}
    dots_back = ballots.take_off(db, topic.id)
    timetable.remove_session(db, topic.id)
    topics.withdraw(db, topic.id, at=visit.now)
    if here.person.is_facilitator:
        visits.note(db, here, "withdraw", f"#{number} {topic.title}")
    concerned = dict.fromkeys((*dots_back, *signed_up.values(), *topic.hosts))
    concerned.pop(visit.user_id, None)
    told = [
        TopicWithdrawn(
            user_id=user_id,
            space=here.space,
            number=number,
            title=topic.title,
            dots_back=dots_back.get(user_id, 0),
            had_signed_up=user_id in signed_up.values(),
            was_host=user_id in topic.hosts,
        )
        for user_id in concerned
    ]
    letters.promise(db, here.space, told, now=here.now)
    return Withdrawn(here, number, topic.title)


def find(db: Session, here: Here, number: int) -> Topic:
    """Return a topic or talk by its number.

    Raises:
        RuleViolation: it is not there.
    """
    check_there(db, here, (number,))
    return topics.listed(db, here.space, numbers=(number,))[0]


def check_live(here: Here) -> None:
    """Refuse to change an open space that has ended.

    Raises:
        RuleViolation: saying so.
    """
    space_rules.check_live(here.space, here.now)


def check_there(db: Session, here: Here, wanted: tuple[int, ...]) -> None:
    """Refuse numbers that no topic or talk of the open space has.

    Raises:
        RuleViolation: naming the first that is not there, and the range that is.
    """
    known = [number for number, _ in topics.numbers(db, here.space)]
    missing = [number for number in wanted if number not in known]
    if not missing:
        return
    if topics.was_withdrawn(db, here.space, missing[0]):
        raise RuleViolation(f"#{missing[0]} was withdrawn. `/topics` lists those there are.")
    if not known:
        raise RuleViolation(
            "There are no topics yet. Propose the first: `/propose Your title`."
            if here.space.is_open(Window.PROPOSALS)
            else "There are no topics yet. The channel is told when proposing opens; until then"
            " `/openspace` shows where things stand."
        )
    span = f"go from {known[0]} to {known[-1]}" if len(known) > 1 else f"begin with {known[0]}"
    raise RuleViolation(
        f"Topic {missing[0]} isn't there: the numbers {span}. `/topics` lists them."
    )


def _check_open(here: Here) -> None:
    if not here.space.is_open(Window.PROPOSALS):
        raise RuleViolation(
            "Proposing is closed just now, so nothing can be added. The channel is told when it"
            " opens; a facilitator opens it with `/openspace open proposals`."
        )


def _has(topic: Topic, words: str) -> bool:
    text = " ".join(
        (topic.title, topic.description, topic.theme or "", topic.speakers or "")
    ).casefold()
    return all(word in text for word in words.casefold().split())
