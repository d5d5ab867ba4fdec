"""Misbehaviour on demand: latency, 429, 500, and answers late or lost once a call took effect."""

import random
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal

from sandbox.refusals import Json, NotAllowed

Fault = Literal["rate_429", "rate_500", "drop_after_accept"]


_NUMBERS = (
    "latency_ms",
    "answer_latency_ms",
    "rate_429",
    "rate_500",
    "drop_after_accept",
    "retry_after_s",
)


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


class Faults:
    """Draws faults by the plan that is set now."""

    def __init__(self, plan: FaultPlan | None = None) -> None:
        self.plan = plan or FaultPlan()

    def change(self, wanted: Json) -> FaultPlan:
        """Set the named fields and leave the others as they are.

        Raises:
            NotAllowed: a field is unknown or of the wrong kind.
        """
        known = {field.name for field in fields(FaultPlan)}
        changes: dict[str, Any] = {}
        for name, value in wanted.items():
            if name not in known:
                raise NotAllowed("unknown_fault", f"There is no fault called {name}.")
            changes[name] = value
        methods = changes.get("methods")
        if methods is not None:
            changes["methods"] = tuple(methods)
        for name in _NUMBERS:
            if name in changes and not isinstance(changes[name], int | float):
                raise NotAllowed("bad_fault", f"{name} is a number.")
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
