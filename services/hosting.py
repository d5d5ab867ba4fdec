"""Who hosts a topic: adopting one, joining as co-host, naming a co-host."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from openspace import RuleViolation, people, proposing, timetable
from openspace import absences as absence_rules
from openspace.proposing import Topic
from services import absences, letters, visits
from services import proposing as topic_services
from services.news import HostJoined, HostRemoved, NamedHost
from services.visits import Here, Visit
from storage import people as stored_people
from storage import timetable as stored_timetable
from storage import topics
from storage.spaces import Hold
from storage.timetable import Edition


@dataclass(frozen=True)
class Hosted:
    """A topic with the hosts it has now.

    Args:
        joined: user id of the one who became a host just now, or was one already.
        was_host: whether they were one already.
    """

    here: Here
    topic: Topic
    joined: str
    was_host: bool


def adopt(db: Session, visit: Visit, number: int) -> Hosted:
    """Make the person the host of a topic that has none.

    Raises:
        RuleViolation: it is not there, it is a talk, somebody hosts it, the person cannot be
            there, or was taken out of its hosts.
    """
    here, topic = _own_deed(db, visit, number)
    if topic.hosts and visit.user_id not in topic.hosts:
        raise RuleViolation(
            f"#{number} has a host already. `/openspace cohost {number}` joins them as co-host."
        )
    return _joined(db, here, topic)


def join(db: Session, visit: Visit, number: int) -> Hosted:
    """Make the person a host of a topic beside those it has, who are told.

    Raises:
        RuleViolation: it is not there, it is a talk, the person hosts another session then or
            cannot be there, or was taken out of its hosts.
    """
    here, topic = _own_deed(db, visit, number)
    return _joined(db, here, topic)


def name(db: Session, visit: Visit, number: int, user_id: str) -> Hosted:
    """Make somebody else a host of a topic; they are told once.

    Raises:
        RuleViolation: it is not there, the person may not edit it, or the other cannot host it.
    """
    here = visits.act(db, visit, hold=Hold.ALONE)
    topic = topic_services.find(db, here, number)
    check_may_edit(here, topic)
    was_host = user_id in topic.hosts
    if not was_host:
        set_hosts(db, here, topic, (*topic.hosts, user_id))
    return Hosted(here, topic_services.find(db, here, number), user_id, was_host)


def check_may_edit(here: Here, topic: Topic) -> None:
    """Refuse to let somebody change a topic that is not theirs.

    Raises:
        RuleViolation: the person is neither its author nor a host nor a facilitator.
    """
    is_host = here.person.user_id in topic.hosts or is_author(here, topic)
    if not people.may_edit(here.person, here.space, is_host=is_host):
        raise RuleViolation(
            f"Only whoever proposed #{topic.number}, its hosts and facilitators can change it."
            f" `/openspace cohost {topic.number}` makes you a co-host;"
            " `/openspace facilitators` shows whom else to ask."
            if topic.speakers is None
            else f"#{topic.number} is a talk; only facilitators and its hosts can change it."
            " `/openspace facilitators` shows whom to ask."
        )


def is_author(here: Here, topic: Topic) -> bool:
    """Say whether the person proposed the topic."""
    return topic.is_by(here.person.participant_id)


def set_hosts(db: Session, here: Here, topic: Topic, hosts: Sequence[str]) -> None:
    """Let exactly *hosts*, by user id, host a topic.

    Those whom somebody else names or takes out are told. Who was taken out does not join again by
    themselves until a host or a facilitator names them. The open space is held alone.

    Raises:
        RuleViolation: with the field `hosts`, there are too many, or one of them cannot host it.
    """
    wanted = tuple(dict.fromkeys(hosts))
    new = [user_id for user_id in wanted if user_id not in topic.hosts]
    proposing.check_hosts(len(wanted))
    for user_id in new:
        kind, _ = stored_people.kind(db, team_id=here.space.team_id, user_id=user_id)
        if not people.may_host(kind):
            raise RuleViolation(
                "Bots and closed accounts do not take part, so they cannot host. Choose a person.",
                "hosts",
            )
    for edition in Edition if new else ():
        placed = stored_timetable.sessions(db, here.space, edition)
        timetable.check_hosting(topic.number, new, placed, zone=here.space.zone)
    mine = here.person.user_id
    gone = [user_id for user_id in topic.hosts if user_id not in wanted and user_id != mine]
    known = _participants(db, here, (*wanted, *gone))
    topics.set_hosts(db, topic.id, [known[user_id] for user_id in wanted])
    topics.note_removed(db, topic.id, [known[user_id] for user_id in gone])
    topics.forget_removed(db, topic.id, [known[user_id] for user_id in new])
    named = [
        NamedHost(user_id, here.space, topic.number, topic.title, named_by=mine)
        for user_id in new
        if user_id != mine
    ]
    removed = [
        HostRemoved(user_id, here.space, topic.number, topic.title, removed_by=mine)
        for user_id in gone
    ]
    letters.promise(db, here.space, [*named, *removed], now=here.now)


def is_still_so(db: Session, item: NamedHost | HostJoined | HostRemoved) -> bool:
    """Say whether what somebody is told of a topic's hosts is still true when it is told."""
    found = topics.listed(db, item.space, numbers=(item.number,))
    hosts = found[0].hosts if found else ()
    match item:
        case NamedHost():
            return item.user_id in hosts
        case HostJoined():
            return {item.user_id, item.joined} <= {*hosts}
        case HostRemoved():
            return bool(found) and item.user_id not in hosts


def _participants(db: Session, here: Here, user_ids: Sequence[str]) -> dict[str, int]:
    known = [stored_people.participant(db, here.space, user_id) for user_id in user_ids]
    return {one.user_id: one.participant_id for one in known if one.participant_id is not None}


def _own_deed(db: Session, visit: Visit, number: int) -> tuple[Here, Topic]:
    here = visits.act(db, visit, hold=Hold.ALONE)
    topic = topic_services.find(db, here, number)
    if topic.speakers is not None:
        raise RuleViolation(
            f"#{number} is a talk: facilitators name who leads it. `/openspace facilitators` shows"
            " whom to ask."
        )
    return here, topic


def _check_not_removed(db: Session, here: Here, topic: Topic) -> None:
    if people.may_edit(here.person, here.space, is_host=is_author(here, topic)):
        return  # they may name whom they want, themselves too
    if topics.was_removed(db, topic.id, here.participant_id):
        raise RuleViolation(
            f"Somebody took you out of the hosts of #{topic.number}, so you cannot join by"
            " yourself. Ask a host to name you, or a facilitator: `/openspace facilitators` shows"
            " who they are."
        )


def _check_is_there(db: Session, here: Here, topic: Topic) -> None:
    stated = absences.mine(db, here)
    mine = here.person.user_id
    placed = stored_timetable.sessions(db, here.space, Edition.PUBLISHED) if stated else ()
    as_host = [
        replace(one, hosts=(mine,))
        for one in placed
        if one.number == topic.number and one.slot.ends_at > here.now
    ]
    for found in absence_rules.problems(as_host, {mine: stated}):
        when = timetable.slot_label(found.session.slot, here.space.zone)
        raise RuleViolation(
            f"#{topic.number} is on {when}, and you have said that you cannot be there then. If you"
            " can, take that back first: `/openspace away` shows how."
        )


def _joined(db: Session, here: Here, topic: Topic) -> Hosted:
    mine = here.person.user_id
    if mine in topic.hosts:
        return Hosted(here, topic, mine, was_host=True)
    _check_not_removed(db, here, topic)
    _check_is_there(db, here, topic)
    set_hosts(db, here, topic, (*topic.hosts, mine))
    told = [
        HostJoined(user_id, here.space, topic.number, topic.title, joined=mine)
        for user_id in topic.hosts
    ]
    letters.promise(db, here.space, told, now=here.now)
    return Hosted(here, topic_services.find(db, here, topic.number), mine, was_host=False)
