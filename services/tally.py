"""The tally, for those who may see it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from openspace import RuleViolation, people, tally, voting
from openspace.spaces import Window
from openspace.tally import Ranked
from services import visits
from services.visits import Here, Visit
from storage import ballots


@dataclass(frozen=True)
class Tally:
    """Totals by topic.

    Args:
        turnout: how many people have voted.
    """

    here: Here
    rows: tuple[Ranked, ...]
    turnout: int
    is_voting_open: bool

    @property
    def dots(self) -> int:
        """Return how many dots are given."""
        return sum(row.total.dots for row in self.rows)


def show(db: Session, visit: Visit) -> Tally:
    """Return the tally as it stands.

    Raises:
        RuleViolation: the person may not see it now.
    """
    here = visits.look(db, visit)
    if not people.may_see_tally(here.person, here.space):
        raise RuleViolation(
            f"The tally is not shown to you now: in {here.space.name}"
            f" {voting.SEEN_BY_WORDS[here.space.tally_seen_by]}. `/vote` shows your own dots."
        )
    return Tally(
        here=here,
        rows=tally.ranked(ballots.totals(db, here.space)),
        turnout=ballots.turnout(db, here.space),
        is_voting_open=here.space.is_open(Window.VOTING),
    )
