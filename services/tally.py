"""The tally, for those who may see it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from openspace import RuleViolation, people, tally, voting
from openspace.spaces import Window
from openspace.tally import Coverage, Ranked
from services import visits
from services.visits import Here, Visit
from storage import ballots, spaces


@dataclass(frozen=True)
class Tally:
    """Totals by topic.

    Args:
        turnout: how many people have voted.
        coverage: dots and topics by theme; empty where the open space has no themes.
    """

    here: Here
    rows: tuple[Ranked, ...]
    turnout: int
    is_voting_open: bool
    coverage: tuple[Coverage, ...] = ()

    @property
    def without_host(self) -> tuple[int, ...]:
        """Return the numbers of the topics that nobody hosts yet."""
        return tuple(sorted(row.total.number for row in self.rows if not row.total.is_hosted))

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
    totals = ballots.totals(db, here.space)
    return Tally(
        here=here,
        rows=tally.ranked(totals),
        turnout=ballots.turnout(db, here.space),
        is_voting_open=here.space.is_open(Window.VOTING),
        coverage=tally.coverage(totals, spaces.themes(db, here.space).values()),
    )
