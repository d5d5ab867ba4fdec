"""Searches for the drafts that facilitators asked for; any number of processes may do so at once.

What if this process dies? Nothing is lost: the search is begun again by another, or after the next
start, and whoever asked is told then.
"""

import logging
import secrets
from collections.abc import Callable
from functools import partial
from threading import Event, Lock
from time import monotonic

from bot import searching, what_ifs
from bot.clock import Clock
from bot.searching import SearchEnded, Searcher
from bot.timing import Timing
from handlers import drafting as telling
from handlers import failures, what_if
from handlers.addresses import Way
from openspace.planning import CannotPlan, Plan
from services import planning
from services.planning import Job, Result, Settled
from services.visits import Visit
from storage.database import Database
from storage.planning import Asker

Tell = Callable[[Database, Way, Visit, Asker, Result], None]

logger = logging.getLogger(__name__)

TRIES = 3
"""After so many searches in a row that broke off, people are told so."""

RENEW_S = 1.0
"""How often it is noted how far a search is, in seconds."""

PROGRESS_AT_S = (4.0, 14.0)
"""When people are told how far it is, in seconds: Slack takes five answers to one deed at most."""


class Planner:
    """Searches for drafts in one workspace.

    Args:
        database: where it is noted what is wanted.
        team_id: of the workspace.
        clock: what time it is.
        way: says which addresses people may be answered at.
        timing: how long a search is this process's unless it is renewed.
    """

    def __init__(
        self, database: Database, *, team_id: str, clock: Clock, way: Way, timing: Timing
    ) -> None:
        self._database = database
        self._team_id = team_id
        self._clock = clock
        self._way = way
        self._timing = timing
        self._stopping = Event()
        self._state = Lock()
        self._searcher: Searcher | None = None
        self._broken: dict[int, int] = {}

    def tick(self) -> None:
        """Search for what is wanted, one after another."""
        if self._stopping.is_set():
            return
        with self._database.reading() as db:
            found = planning.due(db, team_id=self._team_id, now=self._clock.now())
        for space_id in found:
            if not self._stopping.is_set():
                self._plan(space_id)

    def stop(self) -> None:
        """End a search under way, and give it back."""
        with self._state:
            self._stopping.set()
            if self._searcher is not None:
                self._searcher.stop()

    def _plan(self, space_id: int) -> None:
        token = secrets.token_hex(16)
        lease = self._clock.ahead(self._timing.search_lease_s)
        with self._database.begin() as db:
            if not planning.claim(db, space_id, token, now=self._clock.now(), lease=lease):
                return
        with self._database.reading() as db:
            job = planning.begin(db, space_id, token, team_id=self._team_id, now=self._clock.now())
        if job is None:
            return
        try:
            plan, settled = self._searched(job)
        except SearchEnded:
            plan, settled = None, self._broke_off(job)
        else:
            self._broken.pop(space_id, None)
        if settled is not None:
            for asker in settled.askers:
                self._tell(settled, asker)
            if plan is not None:
                self._look_further(job, plan, settled)

    def _searched(self, job: Job) -> tuple[Plan | None, Settled | None]:
        began = monotonic()
        try:
            with searching.searcher() as searcher:
                self._hold(searcher)
                plan = self._search(searcher, job)
                result = Result(is_fresh=job.options.previous is None, seconds=monotonic() - began)
        except CannotPlan as cannot:
            with self._database.begin() as db:
                return None, planning.refuse(
                    db, job, cannot.obstacles, team_id=self._team_id, now=self._clock.now()
                )
        finally:
            self._hold(None)
        with self._database.begin() as db:
            return plan, planning.settle(
                db, job, plan, team_id=self._team_id, now=self._clock.now(), result=result
            )

    def _broke_off(self, job: Job) -> Settled | None:
        """Give a search back, to be begun again; or give it up where it breaks off again and again.

        When the bot ends, that is no failure.
        """
        failures_of_it = self._broken.get(job.space_id, 0)
        if not self._stopping.is_set():
            failures_of_it += 1
            logger.warning("A search for a draft broke off.")
        self._broken[job.space_id] = failures_of_it
        with self._database.begin() as db:
            if failures_of_it < TRIES:
                planning.release(db, job)
                return None
            del self._broken[job.space_id]
            now = self._clock.now()
            return planning.give_up(db, job, team_id=self._team_id, now=now)

    def _look_further(self, job: Job, plan: Plan, settled: Settled) -> None:
        """Look what would help the draft, which people have by now, and tell them."""
        made_from = what_ifs.material(job, plan, settled)
        if made_from is None or not self._timing.what_if_s:
            return
        is_over = _Deadline(self._timing.what_if_s, self._is_wanted)
        try:
            with searching.searcher() as searcher:
                self._hold(searcher)
                said = what_ifs.sentences(
                    made_from,
                    partial(searcher.search, should_stop=is_over.is_reached),
                    zone=settled.space.zone,
                    options=job.options,
                    draft_s=settled.result.seconds,
                )
        except (SearchEnded, CannotPlan):
            return
        finally:
            self._hold(None)
        if not said:
            return
        with self._database.begin() as db:
            amended = planning.add_what_if(db, settled, said)
        if amended is not None:
            for asker in amended.askers:
                self._tell(amended, asker, what_if.tell)

    def _is_wanted(self) -> bool:
        """Say whether people wait for another draft."""
        with self._database.reading() as db:
            return bool(planning.due(db, team_id=self._team_id, now=self._clock.now()))

    def _hold(self, searcher: Searcher | None) -> None:
        with self._state:
            self._searcher = searcher
            if searcher is not None and self._stopping.is_set():
                searcher.stop()

    def _search(self, searcher: Searcher, job: Job) -> Plan:
        progress = _Progress(partial(self._renew, job), partial(self._tell_progress, job))
        return searcher.search(job.coded.problem, job.options, on_progress=progress.note)

    def _renew(self, job: Job, percent: int) -> None:
        until = self._clock.now() + self._clock.ahead(self._timing.search_lease_s)
        with self._database.begin() as db:
            is_mine = planning.renew(db, job, progress=percent, until=until)
        if not is_mine:
            raise SearchEnded

    # What people see

    def _tell_progress(self, job: Job, percent: int) -> None:
        with self._database.reading() as db:
            waiting = planning.askers(db, job)
        for asker in waiting:
            try:
                visit = self._visit(job.space_id, asker)
                telling.tell_progress(self._database, self._way, visit, asker, percent)
            except Exception as error:  # noqa: BLE001 - how far it is must not stop the search
                failures.note(logger, "Somebody could not be told how far a draft is", error)

    def _tell(self, settled: Settled, asker: Asker, tell: Tell = telling.tell) -> None:
        visit = self._visit(settled.space.id, asker)
        try:
            tell(self._database, self._way, visit, asker, settled.result)
        except Exception as error:  # noqa: BLE001 - one who cannot be told must not stop the others
            failures.note(logger, "Somebody could not be told of a draft", error)

    def _visit(self, space_id: int, asker: Asker) -> Visit:
        return Visit(self._team_id, asker.user_id, "", self._clock.now(), space_id)


class _Deadline:
    """Says when to stop looking: after a while, or because something else is to be done.

    Args:
        most_s: after how many seconds.
        is_wanted: whether something else is; asked once a second.
    """

    def __init__(self, most_s: float, is_wanted: Callable[[], bool]) -> None:
        self._until = monotonic() + most_s
        self._is_wanted = is_wanted
        self._asked = monotonic()

    def is_reached(self) -> bool:
        now = monotonic()
        if now >= self._until:
            return True
        if now - self._asked < RENEW_S:
            return False
        self._asked = now
        return self._is_wanted()


class _Progress:
    """Says now and then how far a search is.

    Args:
        renew: notes it; called once a second.
        tell: tells people; called a few times at most.
    """

    def __init__(self, renew: Callable[[int], None], tell: Callable[[int], None]) -> None:
        self._renew = renew
        self._tell = tell
        self._began = monotonic()
        self._renewed = self._began
        self._told = 0

    def note(self, done: int, of: int) -> None:
        """Take in that so many of so many steps are done."""
        now = monotonic()
        percent = 100 * done // max(of, 1)
        if now - self._renewed >= RENEW_S:
            self._renewed = now
            self._renew(percent)
        if self._told < len(PROGRESS_AT_S) and now - self._began >= PROGRESS_AT_S[self._told]:
            self._told += 1
            self._tell(percent)
