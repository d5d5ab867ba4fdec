"""How often the clock ticks and how fast it sends, in real seconds."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.restraint import Restraint
from services.repaint import Paces
from storage.pace import Pace

LONGEST_PAUSE_S = 3600


@dataclass(frozen=True)
class Timing:
    """All durations of the clock; drills and tests shorten them.

    Args:
        windows_s: between looks for windows that open or close.
        promise_s: between looks for what has become due.
        deliver_s: between looks for what is to be sent.
        recover_s: between looks for messages of which nobody said what became of them.
        per_minute: messages to one workspace; Slack allows "several hundred"
            (docs.slack.dev, rate limits).
        burst: how many of them may go at once after a rest.
        gap_s: between two messages to one channel; Slack allows one a second.
        senders: how many messages are under way at once.
        lease_s: how long a sender may take before others look for its message. Far longer than
            a call to Slack may take, so that nobody looks while it is still under way.
        doubt_s: how long after a broken connection it is looked for.
        plan_s: between looks for drafts that are to be searched for.
        search_lease_s: how long a search may say nothing before others begin it anew.
        what_if_s: how long it is looked what would help a draft that people have; 0 for not at all.
        retain_s: between looks for what is kept no longer.
        repaint_s: between looks for boards and Homes that are stale.
        repaint_gap_s: between two repaints of one board, or of one Home that nobody pressed.
        boards_per_minute: repaints of boards in one workspace; Slack allows 50 of chat.update.
        homes_per_minute: repaints of Homes in one workspace; Slack allows 100 of views.publish,
            and those whom somebody opens come on top.
        deeds_burst: what one person may do at once after a rest. The quickest hand makes some ten
            clicks a second, and nobody keeps that up for six seconds with sense.
        deeds_per_s: what may follow a second.
    """

    windows_s: float = 1
    promise_s: float = 5
    deliver_s: float = 0.5
    recover_s: float = 2
    per_minute: float = 270
    burst: int = 5
    gap_s: float = 1
    senders: int = 8
    lease_s: float = 60
    doubt_s: float = 15
    plan_s: float = 0.5
    search_lease_s: float = 10
    what_if_s: float = 5
    retain_s: float = 3600
    repaint_s: float = 1
    repaint_gap_s: float = 3
    boards_per_minute: float = 40
    homes_per_minute: float = 60
    deeds_burst: int = 60
    deeds_per_s: float = 10

    def pace(self, clock: Clock) -> Pace:
        """Return the same as times on *clock*, which may run faster than real time."""
        return Pace(
            interval=clock.ahead(60 / self.per_minute),
            burst=self.burst,
            gap=clock.ahead(self.gap_s),
            lease=clock.ahead(self.lease_s),
            longest_pause=clock.ahead(LONGEST_PAUSE_S),
        )

    def repaint(self, clock: Clock) -> Paces:
        """Return how fast boards and Homes are repainted, as times on *clock*."""
        return Paces(
            boards=self._repaint(clock, self.boards_per_minute),
            homes=self._repaint(clock, self.homes_per_minute),
        )

    def restraint(self) -> Restraint:
        """Return what counts how much each person does; by real time, as it is about threads."""
        return Restraint(burst=self.deeds_burst, per_s=self.deeds_per_s)

    def _repaint(self, clock: Clock, per_minute: float) -> Pace:
        return Pace(
            interval=clock.ahead(60 / per_minute),
            burst=self.burst,
            gap=clock.ahead(self.repaint_gap_s),
            lease=clock.ahead(self.lease_s),
            longest_pause=clock.ahead(LONGEST_PAUSE_S),
        )


USUAL = Timing()
