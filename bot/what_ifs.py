"""What one more room or hour would give, looked for once a draft is there, in a few seconds."""

from dataclasses import replace

from openspace import discretion, drafting, what_if
from openspace.drafting import Material
from openspace.planning import Options, Plan
from openspace.spaces import Window
from openspace.what_if import Search
from services.planning import Job, Settled

AIM_S = 3.0
"""How long all searches together should take, in seconds; shorter than what stops them."""

SLOWEST_DRAFT_S = 5.0
"""A draft that took longer than this, in seconds, is too large for it."""

MOST_TOLD = 3


def material(job: Job, plan: Plan, settled: Settled) -> Material | None:
    """Return what to look with, the new draft in it; None where it is not worth looking."""
    is_few = len(job.made_from.voters) < discretion.SMALLEST_WHOLE
    is_slow = settled.result.seconds >= SLOWEST_DRAFT_S
    if is_few or is_slow or settled.result.obstacles or settled.space.is_open(Window.VOTING):
        return None
    drafted = drafting.sessions(job.coded, plan, job.made_from.sessions)
    return replace(job.made_from, sessions=drafted)


def sentences(
    made_from: Material, search: Search, *, zone: str, options: Options, draft_s: float
) -> tuple[str, ...]:
    """Return what would help most, at most three sentences; none where nothing may be told.

    Args:
        options: with which the draft was searched for.
        draft_s: how long that took, in seconds.

    Raises:
        CannotPlan: what is fixed contradicts itself.
    """
    days = len({slot.starts_at.date() for slot in made_from.slots})
    searches = 1 + 2 * days
    effort = min(what_if.EFFORT, AIM_S / (searches * max(draft_s, 0.01)))
    short = Options(seed=options.seed, fairness=options.fairness, effort=effort)
    found = what_if.what_ifs(made_from, search, zone=zone, options=short)
    told = [said for said in map(what_if.in_words, found) if said]
    return tuple(told[:MOST_TOLD])
