"""Misbehaviour on demand: latency, 429, 500, and answers late or lost once a call took effect."""

import random
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal

from sandbox.refusals import Json, NotAllowed

Fault = Literal["rate_429", "rate_500", "drop_after_accept"]


# The most that each number may be; none may be below 0.
_RATE, _LONG_MS, _LONG_S = 1, 600_000, 3_600
_MOST = {
    "latency_ms": _LONG_MS,
    "answer_latency_ms": _LONG_MS,
    "rate_429": _RATE,
    "rate_500": _RATE,
    "drop_after_accept": _RATE,
    "retry_after_s": _LONG_S,
}


@dataclass(frozen=True)
class FaultPlan:
    """How the Web API misbehaves; rates are probabilities, *methods* None means every method.

    *latency_ms* is waited before a call takes effect, *answer_latency_ms* after that.
    """

    latency_ms: float = 0
    answer_latency_ms: float = 0
    rate_429: float = 0.0
    rate_500: float = 0.0
    drop_after_accept: float = 0.0
    retry_after_s: int = 1
    methods: tuple[str, ...] | None = None
    enforce_rate_limits: bool = True


def _check_number(name: str, value: Any, *, most: float) -> None:
    """Refuse what is no number from 0 to *most*."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotAllowed("bad_fault", f"{name} is a number.")
    if not 0 <= value <= most:
        raise NotAllowed("bad_fault", f"{name} is a number from 0 to {most}.")


class Faults:
    """Draws faults by the plan that is set now."""

    def __init__(self, plan: FaultPlan | None = None) -> None:
        self.plan = plan or FaultPlan()

    def change(self, wanted: Json) -> FaultPlan:
        """Set the named fields and leave the others as they are.

        Raises:
            NotAllowed: a field is unknown, of the wrong kind or out of range; nothing is set then.
        """
        known = {field.name for field in fields(FaultPlan)}
        changes: dict[str, Any] = {}
        for name, value in wanted.items():
            if name not in known:
                raise NotAllowed("unknown_fault", f"There is no fault called {name}.")
            changes[name] = value
        for name, most in _MOST.items():
            if name in changes:
                _check_number(name, changes[name], most=most)
        if not isinstance(changes.get("retry_after_s", 1), int):
            raise NotAllowed("bad_fault", "retry_after_s is a whole number.")
        if not isinstance(changes.get("enforce_rate_limits", True), bool):
            raise NotAllowed("bad_fault", "enforce_rate_limits is true or false.")
        methods = changes.get("methods")
        if methods is not None:
            changes["methods"] = tuple(methods)
        self.plan = replace(self.plan, **changes)
        return self.plan

    def as_json(self) -> Json:
        """The plan as the human side shows it."""
        return asdict(self.plan)

    def hits(self, method: str) -> bool:
        """Whether the plan is about *method* at all."""
        return self.plan.methods is None or method in self.plan.methods

    def strikes(self, fault: Fault, method: str) -> bool:
        """Whether *fault* befalls this call of *method*."""
        rate: float = getattr(self.plan, fault)
        return rate > 0 and self.hits(method) and random.random() < rate  # noqa: S311 - chance, not secrecy
