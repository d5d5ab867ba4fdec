"""What is to be repainted now, and what became of that; boards and Homes, by any process."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from services import board
from services.board import Board
from storage import boards, changes, homes, repaint
from storage import spaces as stored_spaces
from storage.boards import BoardClaim
from storage.homes import HomeClaim
from storage.pace import Pace
from storage.repaint import Kind


@dataclass(frozen=True)
class Paces:
    """How fast a workspace's boards and Homes may be repainted; each has Slack's own limit."""

    boards: Pace
    homes: Pace


@dataclass(frozen=True)
class Work:
    """What one painter has taken."""

    boards: tuple[BoardClaim, ...]
    homes: tuple[HomeClaim, ...]


def is_anything_due(db: Session, *, team_id: str, now: datetime, paces: Paces) -> bool:
    """Say whether something has changed, or can be repainted now."""
    return changes.is_anything_due(
        db, team_id=team_id, now=now, board_pace=paces.boards, home_pace=paces.homes
    )


def claim(db: Session, *, team_id: str, now: datetime, paces: Paces, most: int) -> Work:
    """Take in what has changed, and take what can be repainted now, as the pace allows.

    Args:
        most: boards, and Homes, at once; the rest is left to others and to the next time.
    """
    # The first lock: two processes never take in changes at the same moment.
    boards_left = repaint.hold(db, Kind.BOARDS, team_id=team_id, now=now, pace=paces.boards)
    _take_in(db, team_id=team_id, now=now)
    found = boards.claim(
        db, team_id=team_id, now=now, pace=paces.boards, most=min(most, boards_left)
    )
    if found:
        repaint.count(db, Kind.BOARDS, len(found), team_id=team_id, now=now, pace=paces.boards)
    homes_left = repaint.hold(db, Kind.HOMES, team_id=team_id, now=now, pace=paces.homes)
    stale = homes.claim(db, team_id=team_id, now=now, pace=paces.homes, most=min(most, homes_left))
    if stale:
        repaint.count(db, Kind.HOMES, len(stale), team_id=team_id, now=now, pace=paces.homes)
    return Work(found, stale)


def shown(db: Session, claim: BoardClaim, *, team_id: str, now: datetime) -> Board:
    """Return what a board is to show now.

    Raises:
        LookupError: its open space is gone.
    """
    space = stored_spaces.by_id(db, claim.space_id, team_id=team_id)
    if space is None:
        raise LookupError("the open space of a board is gone")
    return board.show(db, space, now)


def board_painted(
    db: Session, claim: BoardClaim, found: Board, *, shown: str, now: datetime
) -> None:
    """Store that a board shows what was found."""
    boards.settle(db, claim, shown=shown, due_at=found.changes_at, now=now)


def board_lost(db: Session, claim: BoardClaim, found: Board, *, now: datetime) -> None:
    """Promise a board again that is not in the channel any more, but for one that has ended."""
    if found.has_ended:
        boards.settle(db, claim, shown="", due_at=None, now=now)
        return
    board.post_again(db, found.space, claim, now=now)


def put_off_board(db: Session, claim: BoardClaim, *, until: datetime) -> None:
    """Let a board that could not be painted be tried again later."""
    boards.put_off(db, claim, until=until)


def put_off_home(db: Session, claim: HomeClaim, *, team_id: str, until: datetime) -> None:
    """Let a Home that could not be painted be tried again later."""
    homes.put_off(db, claim, team_id=team_id, until=until)


def pause(db: Session, kind: Kind, *, team_id: str, until: datetime) -> None:
    """Let no process repaint anything of one kind before *until*."""
    repaint.pause(db, kind, team_id=team_id, until=until)


def _take_in(db: Session, *, team_id: str, now: datetime) -> None:
    found = changes.take(db, team_id=team_id)
    if found:
        spaces = sorted({one.space_id for one in found})
        boards.mark(db, spaces)
        _begin_missing(db, spaces, team_id=team_id, now=now)
        everybody = sorted({one.space_id for one in found if one.user_id is None})
        if everybody:
            homes.mark_of(db, everybody, team_id=team_id)
        concerned = sorted({one.user_id for one in found if one.user_id is not None})
        if concerned:
            homes.mark(db, concerned, team_id=team_id)
    boards.find_posted(db, team_id=team_id)


def _begin_missing(db: Session, spaces: list[int], *, team_id: str, now: datetime) -> None:
    """Promise the boards of open spaces that are older than boards."""
    for space_id in sorted(set(spaces) - boards.known(db, spaces)):
        space = stored_spaces.by_id(db, space_id, team_id=team_id)
        if space is not None and space.closed_at is None:
            board.begin(db, space, now=now)
