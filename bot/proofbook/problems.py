"""All problems that a rehearsal has shown, those that matter most first."""

from bot.proofbook import problems_with_messages, problems_with_sessions
from bot.proofbook.problem import Problem, Severity
from bot.proofbook.proofs import Rehearsal

_ORDER = tuple(Severity)
_ALL = (*problems_with_sessions.ALL, *problems_with_messages.ALL)


def found(rehearsal: Rehearsal) -> tuple[Problem, ...]:
    """Return what a facilitator should look at before the week."""
    problems = (look(rehearsal) for look in _ALL)
    some = [problem for problem in problems if problem is not None]
    return tuple(sorted(some, key=lambda problem: _ORDER.index(problem.severity)))
