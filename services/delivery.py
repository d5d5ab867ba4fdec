"""Messages on their way: which are to be sent now, what they say, and what became of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from openspace import moments
from openspace.messages import Status
from openspace.notices import Notices
from openspace.people import Kind
from openspace.spaces import Space
from services import current, letters, news, reminders, weeks
from services.current import Dropped, Later, Said
from storage import claims
from storage import pace as paces
from storage import people as stored_people
from storage import spaces as stored_spaces
from storage.claims import Claim
from storage.pace import Pace

UNREADABLE = "Another version of the program wrote it, and it cannot be read."


@dataclass(frozen=True)
class Letter:
    """What one claim says now.

    Args:
        said: what is still true and wanted, with the number of each message.
        dropped: why others are not sent.
        later: when others are due.
        broken: those that cannot be read.
    """

    claim: Claim
    space: Space
    said: tuple[tuple[int, Said], ...]
    dropped: tuple[tuple[int, str], ...]
    later: tuple[tuple[int, datetime], ...]
    broken: tuple[int, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        """Return the numbers of the messages that are sent."""
        return tuple(number for number, _ in self.said)

    @property
    def stop_to(self) -> Notices | None:
        """Return what "stop these" chooses; None where there is nothing to choose."""
        if not claims.is_person(self.claim.recipient):
            return None
        own = (_is_about_own(said) for _, said in self.said)
        return Notices.NONE if all(own) else Notices.MINE


def is_anything_due(db: Session, *, team_id: str, now: datetime) -> bool:
    """Say whether a message is to be sent now, or has come too late."""
    return claims.is_anything_due(db, team_id=team_id, now=now)


def claim(db: Session, *, team_id: str, now: datetime, pace: Pace, most: int) -> tuple[Claim, ...]:
    """Drop what has come too late, and take what may be sent now, the soonest first."""
    return claims.claim(db, team_id=team_id, now=now, pace=pace, most=most)


def letter(db: Session, claim: Claim, *, team_id: str, now: datetime) -> Letter:
    """Return what a claim says now, each message held against what is true and wanted.

    Raises:
        LookupError: its open space is gone.
    """
    space = stored_spaces.by_id(db, claim.space_id, team_id=team_id)
    if space is None:
        raise LookupError("the open space of a message is gone")
    said: list[tuple[int, Said]] = []
    dropped: list[tuple[int, str]] = []
    later: list[tuple[int, datetime]] = []
    broken: list[int] = []
    for row in claim.rows:
        try:
            found = current.said(db, space, row, now)
        except (KeyError, ValueError, ExceptionGroup):
            # What cattrs raises for a subject that is not what this version writes.
            broken.append(row.id)
            continue
        match found:
            case Dropped(reason):
                dropped.append((row.id, reason))
            case Later(at):
                later.append((row.id, at))
            case _:
                said.append((row.id, found))
    return Letter(claim, space, tuple(said), tuple(dropped), tuple(later), tuple(broken))


def put_aside(db: Session, found: Letter, *, now: datetime) -> None:
    """Store what became of the messages of a letter that are not sent now."""
    token = found.claim.token
    for number, reason in found.dropped:
        claims.settle(db, token, [number], Status.DROPPED, at=now, reason=reason)
    for number, at in found.later:
        claims.put_back(db, token, [number], not_before=at, reason="")
    if found.broken:
        claims.settle(db, token, found.broken, Status.FAILED, at=now, reason=UNREADABLE)


def sent(db: Session, claim: Claim, ids: Collection[int], *, slack_ts: str, now: datetime) -> bool:
    """Store that Slack took a message; False when somebody else has settled it meanwhile."""
    return claims.settle(db, claim.token, ids, Status.SENT, at=now, slack_ts=slack_ts)


def failed(
    db: Session,
    claim: Claim,
    ids: Collection[int],
    reason: str,
    *,
    team_id: str,
    now: datetime,
) -> None:
    """Store that Slack refused a message for good, and let facilitators know once a day."""
    if not claims.settle(db, claim.token, ids, Status.FAILED, at=now, reason=reason):
        return
    space = stored_spaces.by_id(db, claim.space_id, team_id=team_id)
    told_of = {row.promise.kind for row in claim.rows}
    if space is None or told_of == {letters.kind_of(news.Trouble)}:
        return  # that trouble could not be told is no news for those who could not be told
    in_channel = not claims.is_person(claim.recipient)
    day = moments.today(now, space.zone)
    letters.promise(
        db,
        space,
        [
            news.Trouble(user_id, space, in_channel, reason, day)
            for user_id in stored_people.facilitators(db, space)
            if user_id != claim.recipient
        ],
        now=now,
    )


def put_back(
    db: Session, claim: Claim, ids: Collection[int], *, not_before: datetime, reason: str
) -> None:
    """Let messages be sent later that Slack certainly did not take."""
    claims.put_back(db, claim.token, ids, not_before=not_before, reason=reason)


def look_later(db: Session, claim: Claim, *, look_at: datetime, reason: str) -> None:
    """Let it be looked later what became of messages that Slack may have taken."""
    claims.look_later(db, claim.token, look_at=look_at, reason=reason)


def pause(db: Session, *, team_id: str, until: datetime, pace: Pace) -> None:
    """Let no process write to the workspace before *until*."""
    paces.pause(db, team_id=team_id, until=until, pace=pace)


def is_anything_unclear(db: Session, *, team_id: str, now: datetime) -> bool:
    """Say whether it is time to look what became of a message."""
    return claims.is_anything_unclear(db, team_id=team_id, now=now)


def unclear(db: Session, *, team_id: str, now: datetime) -> tuple[Claim, ...]:
    """Return the claims of which it is time to look what became of them."""
    return claims.unclear(db, team_id=team_id, now=now)


def has_sent_since(db: Session, since: datetime, *, team_id: str) -> bool:
    """Say whether a message has been sent at *since* or later."""
    return claims.has_sent_since(db, since, team_id=team_id)


def account_closed(db: Session, user_id: str, *, team_id: str, now: datetime) -> None:
    """Remember that somebody's account is closed, so that nobody writes to them again."""
    stored_people.refresh_kind(
        db, Kind.DEACTIVATED, team_id=team_id, user_id=user_id, checked_at=now
    )


def _is_about_own(said: Said) -> bool:
    if isinstance(said, news.TopicWithdrawn):
        return letters.is_about_own(said)
    return not isinstance(said, reminders.VotingCloses | weeks.Told)
