"""A facilitator answers a change that somebody asked for: grants it at once, or declines it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from openspace import RuleViolation, requests
from openspace.requests import Request, Status
from openspace.timetable import Change, is_same_place
from openspace.timetable import Session as PlacedSession
from services import letters, visits, weeks
from services import requests as request_services
from services import timetable as timetable_services
from services.news import RequestAnswered, SessionChanged, TimetablePublished
from services.requests import Sight, ToAnswer
from services.visits import Here, Visit
from storage import drafts
from storage import requests as stored_requests
from storage import timetable as stored_timetable
from storage.timetable import Edition

DECLINE = "Or decline it: `/openspace decline {number}`."


@dataclass(frozen=True)
class Answered:
    """A request that a facilitator answered just now.

    Args:
        changes: what changed in the timetable; () for a request that was declined.
        told: how many people are told.
    """

    here: Here
    request: Request
    changes: tuple[Change, ...]
    told: int

    @property
    def is_granted(self) -> bool:
        """Say whether it was granted."""
        return bool(self.changes)


def begin(db: Session, visit: Visit, number: int) -> ToAnswer:
    """Return an open request for a facilitator who wants to answer it.

    Raises:
        RuleViolation: there is no such open request, the person is not a facilitator, or the open
            space has ended.
    """
    here = visits.prepare(db, visit)
    request = request_services.open_request(db, here, number)
    return ToAnswer(visit.user_id, here, request_services.listed(db, here, request))


def grant(db: Session, visit: Visit, number: int, *, word: str) -> Answered:
    """Make the change that was asked for, in the draft and for everyone, and tell whom it affects.

    What else the draft holds stays unpublished.

    Raises:
        RuleViolation: there is no such open request, it is overtaken, a rule or the draft is in
            its way, the word is too long, or the person is not a facilitator.
    """
    requests.check_words(word, field="word")
    here = visits.facilitate(db, visit)
    request = request_services.open_request(db, here, number)
    seen = request_services.sight(db, here)
    changes = seen.changes(request)
    _check_can_be(db, seen, request, changes)
    affected = timetable_services.affected(db, here, changes)
    deed = f"grant request {number}"
    drafts.remember(db, here.space, here.participant_id, deed=deed, at=here.now)
    after = [change.after for change in changes if change.after is not None]
    stored_timetable.set_places_at_once(db, after)
    _settle(db, here, request, Status.GRANTED, word)
    visits.note(db, here, "grant", f"request {number}: #{request.session.number}")
    answers = _answers(db, here, request, changes, word)
    # Who asked for it learns from the answer where the session is now.
    hear = {one.user_id for one in answers}
    others = [
        one for one in affected if not (isinstance(one, SessionChanged) and one.user_id in hear)
    ]
    own = weeks.promised(db, here, changes, [*affected, *answers], is_first=False)
    announced = TimetablePublished(here.space, changes, is_first=False)
    letters.promise(db, here.space, [announced, *others, *answers, *own], now=here.now)
    return Answered(here, request, changes, len({one.user_id for one in (*others, *answers)}))


def decline(db: Session, visit: Visit, number: int, *, word: str) -> Answered:
    """Leave the timetable as it is, and tell whoever asked, and those who back it.

    Raises:
        RuleViolation: there is no such open request, the word is too long, or the person is not a
            facilitator.
    """
    requests.check_words(word, field="word")
    here = visits.facilitate(db, visit)
    request = request_services.open_request(db, here, number)
    _settle(db, here, request, Status.DECLINED, word)
    visits.note(db, here, "decline", f"request {number}: #{request.session.number}")
    answers = _answers(db, here, request, (), word)
    letters.promise(db, here.space, answers, now=here.now)
    return Answered(here, request, (), len(answers))


def _settle(db: Session, here: Here, request: Request, status: Status, word: str) -> None:
    stored_requests.settle(
        db,
        request,
        status,
        answer=word,
        answered_by=here.participant_id,
        answered_at=here.now,
    )
    request_services.note_facilitators(db, here)


def _answers(
    db: Session, here: Here, request: Request, changes: tuple[Change, ...], word: str
) -> list[RequestAnswered]:
    """Return what is told to whoever asked and to those who back it, but for the facilitator."""
    concerned = dict.fromkeys((request.asked_by, *stored_requests.backers(db, request)))
    return [
        RequestAnswered(
            user_id,
            here.space,
            request.number,
            request.session,
            request.other,
            bool(changes),
            changes,
            word,
            has_asked=user_id == request.asked_by,
        )
        for user_id in concerned
        if user_id != here.person.user_id
    ]


def _check_can_be(db: Session, seen: Sight, request: Request, changes: tuple[Change, ...]) -> None:
    decline_it = DECLINE.format(number=request.number)
    if not changes:
        raise RuleViolation(
            f"Request {request.number} is overtaken: the session or its new place has changed"
            f" since. Decline it: `/openspace decline {request.number}`."
        )
    obstacle = seen.in_the_way(changes)
    if obstacle is not None:
        raise RuleViolation(
            f"{obstacle.text} So request {request.number} cannot be granted. Change that first:"
            f" `/openspace timetable`. {decline_it}",
            people=obstacle.people,
        )
    space = seen.here.space
    drafted = stored_timetable.sessions(db, space, Edition.DRAFT)
    elsewhere = _elsewhere(changes, drafted)
    if elsewhere is not None:
        raise RuleViolation(
            f"In the draft #{elsewhere.number} is not where people see it now. Publish the draft"
            f" first, or put it back there: `/openspace timetable`. {decline_it}"
        )
    in_draft = requests.in_the_way(changes, drafted, {}, zone=space.zone)
    if in_draft is not None:
        raise RuleViolation(
            f"In the draft, something else is there. {in_draft.text} Publish the draft first, or"
            f" move that one: `/openspace timetable`. {decline_it}"
        )


def _elsewhere(
    changes: tuple[Change, ...], drafted: tuple[PlacedSession, ...]
) -> PlacedSession | None:
    """Return the first session of which the draft says something that is not published yet."""
    in_draft = {session.number: session for session in drafted}
    for change in changes:
        now = in_draft.get(change.session.number)
        if not (is_same_place(now, change.before) or is_same_place(now, change.after)):
            return change.session
    return None
