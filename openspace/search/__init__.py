"""The search for a plan: what people get of one, what it may not be, and a good one.

numpy is imported by the first search only, so that the bot starts without it.
"""

from collections.abc import Callable

from openspace.planning import Options, Plan, Problem
from openspace.search.rules import violations
from openspace.search.score import score

__all__ = ["score", "search", "violations"]


def search(
    problem: Problem,
    options: Options = Options(),  # noqa: B008 - frozen
    *,
    should_stop: Callable[[], bool] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Plan:
    """Return the best plan that is found for *problem*, always one that can be.

    The same problem and options give the same plan on any machine, unless it is stopped early.

    Args:
        should_stop: asked many times a second; once it says yes, the best plan so far is returned.
        on_progress: told how many steps are done, of how many.

    Raises:
        CannotPlan: what is fixed contradicts itself.
    """
    from openspace.search import finding

    return finding.find(problem, options, should_stop, on_progress)
