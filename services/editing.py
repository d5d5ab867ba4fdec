"""Changing what is written about a topic, also when two people do so at the same time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from openspace import RuleViolation, editing, people
from openspace import proposing as rules
from openspace.absences import Absence
from openspace.editing import Prints
from openspace.proposing import Details, Topic
from services import absences, hosting, proposing, visits
from services.absences import NO_TIMES, Chosen
from services.visits import Here, Visit
from storage import spaces, topics
from storage.spaces import Hold


@dataclass(frozen=True)
class Edited:
    """A topic and what is written about it.

    Args:
        themes: those that it may have, by id.
        times: when whoever edits it may say that they cannot be there.
    """

    here: Here
    topic: Topic
    details: Details
    themes: dict[int, str]
    times: Chosen = NO_TIMES


class Meanwhile(Exception):
    """Somebody else changed the topic since the form was opened; nothing was saved.

    Args:
        found: the topic as it is now.
        changed: the fields that changed, names of `openspace.editing.Prints`.
        kept: the fields that this person had left as they were.
        merged: what the person wrote, with the newer words wherever they wrote nothing.
    """

    def __init__(
        self, found: Edited, changed: tuple[str, ...], kept: tuple[str, ...], merged: Details
    ) -> None:
        super().__init__("somebody changed the topic meanwhile")
        self.found = found
        self.changed = changed
        self.kept = kept
        self.merged = merged


def begin(db: Session, visit: Visit, number: int) -> Edited:
    """Return a topic for somebody who wants to change it.

    Raises:
        RuleViolation: it is not there, the open space has ended, or the person may not edit it.
    """
    here = visits.look(db, visit)
    proposing.check_live(here)
    return replace(_edited(db, here, number), times=absences.offered(db, here))


def save(
    db: Session,
    visit: Visit,
    number: int,
    wanted: Details,
    *,
    opened: Prints,
    away: Sequence[Absence] | None = None,
) -> Edited:
    """Store new words and hosts of a topic; newly named hosts are told once.

    Args:
        opened: what the form was opened with.
        away: of the offered times, those at which the person cannot be there; None to leave them.

    Raises:
        RuleViolation: as `begin`, or a field cannot be as it is wanted.
        Meanwhile: somebody changed it since.
    """
    rules.check_title(wanted.title)
    rules.check_description(wanted.description)
    rules.check_access_notes(wanted.access_notes or "")
    here = visits.act(db, visit, hold=Hold.ALONE)
    now = _edited(db, here, number)
    topic = now.topic
    changed = editing.meanwhile(opened, now.details, wanted)
    if changed:
        merged = editing.merged(opened, now.details, wanted)
        now = replace(now, times=absences.offered(db, here))
        raise Meanwhile(now, changed, editing.kept(opened, wanted), merged)
    if now.details.access_notes is None and wanted.access_notes is not None:
        raise RuleViolation(
            "Access notes are written by whoever proposed the topic. Please leave them out.",
            "access_notes",
        )
    key = _title_key(db, here, topic, wanted.title)
    topics.rewrite(db, here.space, topic.id, wanted, title_key=key)
    hosting.set_hosts(db, here, replace(topic, title=wanted.title), wanted.hosts)
    if away is not None:
        absences.choose_for(db, here, away)
    if here.person.is_facilitator:
        visits.note(db, here, "edit", f"#{number} {wanted.title}")
    return Edited(here, proposing.find(db, here, number), wanted, now.themes)


def _edited(db: Session, here: Here, number: int) -> Edited:
    topic = proposing.find(db, here, number)
    hosting.check_may_edit(here, topic)
    is_author = hosting.is_author(here, topic)
    sees_notes = people.may_see_access_notes(here.person, here.space, is_author=is_author)
    details = Details(
        title=topic.title,
        description=topic.description,
        theme=topic.theme,
        hosts=topic.hosts,
        access_notes=topics.access_notes(db, topic.id) if sees_notes else None,
    )
    return Edited(here, topic, details, spaces.themes(db, here.space))


def _title_key(db: Session, here: Here, topic: Topic, title: str) -> str:
    key = rules.same_title_key(title)
    if topic.author_id is None:
        return key
    same = topics.same_title(db, here.space, author_id=topic.author_id, title_key=key)
    if same not in (None, topic.number):
        raise RuleViolation(
            f"The same person proposed #{same} with that title already. Choose another title, or"
            f" change that topic: `/openspace edit {same}`.",
            "title",
        )
    return key
