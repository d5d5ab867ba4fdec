"""What is counted of the running program, for Prometheus; without a port for it, nothing is.

One process runs one bot, so there is one meter a process, as Prometheus has it. No figure carries
anything of a person, a channel or a workspace.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from sqlalchemy import event

from storage.database import Database

ACK_BUCKETS_S = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Slack waits three seconds; a vote takes some hundredths."""

WAIT_BUCKETS_S = (0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.0)
TICK_BUCKETS_S = (0.01, 0.05, 0.25, 1.0, 5.0, 30.0)


class Meter(Protocol):
    """Counts what happens."""

    def answered(self, kind: str, outcome: str, seconds: float) -> None:
        """Count one request that Slack sent, and how long it waited for the answer."""

    def ticked(self, name: str, outcome: str, seconds: float) -> None:
        """Count one tick of the clock, `done`, `waited` (for the database) or `failed`."""

    def slack_refused(self, method: str, word: str) -> None:
        """Count a call that Slack did not do, with its word for why."""

    def slack_limited(self, method: str) -> None:
        """Count a call that was one too many for Slack (429)."""

    def database_failed(self, kind: str) -> None:
        """Count an error of the database, by its kind."""

    def gate_waited(self, seconds: float) -> None:
        """Count how long a writer waited for its turn on SQLite."""


class Nothing:
    """Counts nothing, at next to no cost."""

    def answered(self, kind: str, outcome: str, seconds: float) -> None:
        """Count nothing."""

    def ticked(self, name: str, outcome: str, seconds: float) -> None:
        """Count nothing."""

    def slack_refused(self, method: str, word: str) -> None:
        """Count nothing."""

    def slack_limited(self, method: str) -> None:
        """Count nothing."""

    def database_failed(self, kind: str) -> None:
        """Count nothing."""

    def gate_waited(self, seconds: float) -> None:
        """Count nothing."""


class Counting:
    """Counts for Prometheus.

    Args:
        registry: a `prometheus_client.CollectorRegistry`.
    """

    def __init__(self, registry: Any) -> None:
        # Imported here: only whoever monitors the bot pays for it.
        from prometheus_client import Counter, Histogram

        self._requests = Histogram(
            "openspace_request_seconds",
            "From the arrival of a request to its answer, by kind and outcome.",
            ["kind", "outcome"],
            buckets=ACK_BUCKETS_S,
            registry=registry,
        )
        self._ticks = Histogram(
            "openspace_tick_seconds",
            "How long each tick of the clock took, by tick and outcome.",
            ["tick", "outcome"],
            buckets=TICK_BUCKETS_S,
            registry=registry,
        )
        self._refused = Counter(
            "openspace_slack_errors",
            "Calls that Slack did not do, by method and Slack's word for why.",
            ["method", "error"],
            registry=registry,
        )
        self._limited = Counter(
            "openspace_slack_limited",
            "Calls that were one too many for Slack (429), by method.",
            ["method"],
            registry=registry,
        )
        self._database = Counter(
            "openspace_database_errors",
            "Errors of the database, by kind.",
            ["kind"],
            registry=registry,
        )
        self._gate = Histogram(
            "openspace_sqlite_wait_seconds",
            "How long writers waited for their turn on SQLite; those that did not wait are left"
            " out.",
            buckets=WAIT_BUCKETS_S,
            registry=registry,
        )

    def answered(self, kind: str, outcome: str, seconds: float) -> None:
        """Count one request."""
        self._requests.labels(kind, outcome).observe(seconds)

    def ticked(self, name: str, outcome: str, seconds: float) -> None:
        """Count one tick."""
        self._ticks.labels(name, outcome).observe(seconds)

    def slack_refused(self, method: str, word: str) -> None:
        """Count a call that Slack did not do."""
        self._refused.labels(method, word).inc()

    def slack_limited(self, method: str) -> None:
        """Count a call that was one too many."""
        self._limited.labels(method).inc()

    def database_failed(self, kind: str) -> None:
        """Count an error of the database."""
        self._database.labels(kind).inc()

    def gate_waited(self, seconds: float) -> None:
        """Count how long a writer waited."""
        self._gate.observe(seconds)


_meters: list[Meter] = [Nothing()]


def meter() -> Meter:
    """Return what counts in this process."""
    return _meters[-1]


def count_with(counting: Meter) -> None:
    """Let *counting* count from now on."""
    _meters.append(counting)


def stop_counting(counting: Meter) -> None:
    """Let *counting* count no more."""
    _meters.remove(counting)


def watch(database: Database) -> None:
    """Count the errors of *database*, and on SQLite how long writers wait."""

    @event.listens_for(database.engine, "handle_error")
    def failed(context: Any) -> None:
        error: BaseException = context.sqlalchemy_exception or context.original_exception
        meter().database_failed(type(error).__name__)

    if database.gate is not None:
        database.gate.on_wait = lambda seconds: meter().gate_waited(seconds)


def pool_state(database: Database) -> Mapping[str, int]:
    """Return how many connections are in use, and how many there may be."""
    pool: Any = database.engine.pool
    return {"in_use": pool.checkedout(), "most": pool.size()}
