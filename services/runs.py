"""Another run of a topic: facilitators offer one, its hosts say yes or no."""

from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy.orm import Session

from openspace import RuleViolation, discretion
from openspace import proposing as proposing_rules
from openspace import runs as rules
from openspace.drafting import Material
from openspace.proposing import Topic
from openspace.runs import Answer, Crowded, Split
from services import letters, proposing, visits
from services.news import RunAccepted, RunOffered
from services.visits import Here, Visit
from storage import people as stored_people
from storage import runs, spaces, topics
from storage.spaces import Hold

Reason: TypeAlias = Crowded | Split


@dataclass(frozen=True)
class Suggestion:
    """A topic that deserves another run.

    Args:
        was_offered: whether its hosts have been asked.
        answer: what they said; None for nothing yet.
    """

    topic: Topic
    reason: Reason
    was_offered: bool
    answer: Answer | None


@dataclass(frozen=True)
class Offered:
    """A topic whose hosts are asked for another run.

    Args:
        was_offered: whether they had been asked before, so that nobody is told again.
        answer: what they said then; None for nothing yet.
    """

    here: Here
    topic: Topic
    was_offered: bool
    answer: Answer | None


@dataclass(frozen=True)
class Answered:
    """What a host said.

    Args:
        run: the other run; None where there is none.
        was_there: whether it was there before.
    """

    here: Here
    topic: Topic
    run: Topic | None
    was_there: bool = False


def suggestions(db: Session, here: Here, told_of: Material) -> tuple[Suggestion, ...]:
    """Return the topics that deserve another run, for a facilitator who looks at a draft.

    Who lacks seats comes first.

    Args:
        told_of: what the draft is made from, with the wishes of which something may be told.
    """
    together = rules.together(told_of.topics)
    by_number = {topic.number: topic for topic in told_of.topics}
    offers = runs.offers(db, here.space)
    reasons: list[Reason] = [
        *rules.crowded(told_of.sessions, discretion.tally(told_of.voters)),
        *rules.split(told_of.sessions, told_of.voters),
    ]
    found: dict[int, Suggestion] = {}
    for reason in reasons:
        topic = by_number.get(reason.number)
        if topic is None or not topic.hosts or topic.number in together:
            continue
        answer = offers.get(topic.number)
        offer = Suggestion(topic, reason, was_offered=topic.number in offers, answer=answer)
        found.setdefault(topic.number, offer)
    return tuple(found.values())


def offer(db: Session, visit: Visit, number: int) -> Offered:
    """Ask the hosts of a topic whether they hold it a second time; each is told once.

    Raises:
        RuleViolation: the person is not a facilitator, or there can be no other run of it.
    """
    here = visits.facilitate(db, visit)
    topic = _runnable(db, here, number)
    if not topic.hosts:
        raise RuleViolation(
            f"Nobody hosts #{number} yet, so nobody can be asked. Anybody can take it on:"
            f" `/openspace adopt {number}`."
        )
    other = runs.run_of(db, topic.id)
    if other is not None:
        raise RuleViolation(
            f"#{number} has another run already, #{other}. `/topics {other}` shows it."
        )
    is_new = runs.offer(db, topic.id, at=visit.now)
    answer = None if is_new else runs.offers(db, here.space)[number]
    if answer is Answer.YES:  # and that run was withdrawn since
        runs.offer_anew(db, topic.id, at=visit.now)
        is_new, answer = True, None
    if is_new:
        told = [
            RunOffered(user_id, here.space, number, topic.title)
            for user_id in topic.hosts
            if user_id != visit.user_id
        ]
        visits.note(db, here, "run", f"#{number}")
        letters.promise(db, here.space, told, now=here.now)
    return Offered(here, topic, was_offered=not is_new, answer=answer)


def answer(db: Session, visit: Visit, number: int, given: Answer) -> Answered:
    """Say as a host whether a topic is held a second time; yes adds that run, once.

    Facilitators are told of a yes alone; a no shows where they look at the draft.

    Raises:
        RuleViolation: the person does not host it, nobody asked, or there can be no other run.
    """
    here = visits.act(db, visit, hold=Hold.ALONE)
    topic = _runnable(db, here, number)
    if visit.user_id not in topic.hosts:
        raise RuleViolation(
            f"Only its hosts can say whether #{number} is held a second time. `/topics {number}`"
            " shows who they are."
        )
    if number not in runs.offers(db, here.space):
        raise RuleViolation(
            f"Nobody has asked for another run of #{number} so far. A facilitator can:"
            " `/openspace facilitators` shows who they are."
        )
    other = runs.run_of(db, topic.id)
    if other is not None:
        return Answered(here, topic, proposing.find(db, here, other), was_there=True)
    runs.answer(db, topic.id, given, at=visit.now)
    if given is Answer.NO:
        return Answered(here, topic, None)
    run = _added(db, here, topic)
    told = [
        RunAccepted(user_id, here.space, number, topic.title, run.number)
        for user_id in stored_people.facilitators(db, here.space)
        if user_id != visit.user_id
    ]
    letters.promise(db, here.space, told, now=here.now)
    return Answered(here, topic, run)


def _runnable(db: Session, here: Here, number: int) -> Topic:
    topic = proposing.find(db, here, number)
    if topic.speakers is not None:
        raise RuleViolation(
            f"#{number} is a talk. Facilitators add a second one like any other:"
            ' `/openspace talks add "Inclusion in practice" tue 10:00 "Room A" by "Name"`.'
        )
    if topic.run_of is not None:
        raise RuleViolation(
            f"#{number} is another run of #{topic.run_of} itself, and there can be one."
            f" `/topics {topic.run_of}` shows the first."
        )
    return topic


def _added(db: Session, here: Here, first: Topic) -> Topic:
    """Add the other run with the next number; dots stay with the first."""
    proposing_rules.check_room_for_another(topics.count(db, here.space))
    number = spaces.take_number(db, here.space)
    hosts = [stored_people.participant(db, here.space, user_id) for user_id in first.hosts]
    topic_id = topics.add(
        db,
        here.space,
        number=number,
        title=rules.title(first),
        # No title has it, so that whoever proposes the same title again is shown the first; and no
        # other run, as the same person may have written the first of several.
        title_key=f"\n{number}",
        speakers=None,
        author_id=first.author_id,
        hosts=[one.participant_id for one in hosts if one.participant_id is not None],
        created_at=here.now,
        description=first.description,
        theme=first.theme,
    )
    runs.link(db, topic_id, first_id=first.id)
    return proposing.find(db, here, number)
