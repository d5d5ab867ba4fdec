"""Where the program tells how it is: `/healthz`, `/readyz` and, for monitoring, `/metrics`."""

import platform
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from time import time
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import bot
from bot import health as state
from bot import metrics
from bot.health import Health, Probe
from bot.http import WebServer
from bot.settings import Settings
from storage import health as stored
from storage.health import Backlog

STOP_S = 1.0


@contextmanager
def told(settings: Settings, health: Health) -> Generator[str | None]:
    """Tell how the program is at the port for that, while the block lasts; count meanwhile.

    Yields:
        The address, like `http://127.0.0.1:9100`; None where no port is set.

    Raises:
        CannotListen: the address is taken or not ours.
    """
    if settings.status_port is None:
        yield None
        return
    # Imported here: only whoever monitors the bot pays for it.
    from prometheus_client import (
        GCCollector,
        PlatformCollector,
        ProcessCollector,
        disable_created_metrics,
    )
    from prometheus_client.registry import CollectorRegistry

    # When each figure was first counted: as many lines again, which no alert needs.
    disable_created_metrics()  # type: ignore[no-untyped-call] # theirs has no types
    registry = CollectorRegistry()
    for collector in (ProcessCollector, PlatformCollector, GCCollector):
        collector(registry=registry)
    registry.register(Looking(health))
    counting = metrics.Counting(registry)
    server = WebServer(
        Starlette(routes=[*state.routes(health), Route("/metrics", _figures(registry))]),
        settings.status_host,
        settings.status_port,
        setting="STATUS",
    )
    address = server.start()
    metrics.count_with(counting)
    try:
        yield address
    finally:
        metrics.stop_counting(counting)
        server.stop(STOP_S)


class Looking:
    """What is looked up when somebody asks for the figures, all within a second or left out."""

    def __init__(self, health: Health) -> None:
        self._health = health
        self._backlog = Probe(self._read)

    def describe(self) -> Iterator[Any]:
        """Return nothing: what there is depends on what runs (prometheus_client, registry.py)."""
        return iter(())

    def collect(self) -> Iterator[Any]:
        """Yield each figure."""
        from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily

        health = self._health
        about = InfoMetricFamily("openspace", "Which version of the bot this is.")
        about.add_metric([], {"version": bot.VERSION, "python": platform.python_version()})
        yield about
        if health.dispatcher is not None:
            open_now = health.dispatcher.open_requests
            yield _gauge("openspace_open_requests", "Requests not answered yet.", open_now)
        if health.line is not None:
            connected = float(health.line.connected.is_set())
            yield _gauge(
                "openspace_socket_connected", "Whether Socket Mode is connected.", connected
            )
        if health.scheduler is not None:
            succeeded = GaugeMetricFamily(
                "openspace_tick_last_success_seconds",
                "When each tick last succeeded, in seconds since 1970.",
                labels=["tick"],
            )
            took = GaugeMetricFamily(
                "openspace_tick_last_seconds", "How long each tick took last.", labels=["tick"]
            )
            for name, beat in health.scheduler.beats().items():
                succeeded.add_metric([name], beat.succeeded_at or 0)
                took.add_metric([name], beat.took_s)
            yield from (succeeded, took)
        if health.database is not None:
            pool = metrics.pool_state(health.database)
            yield _gauge(
                "openspace_database_connections", "Connections in use.", float(pool["in_use"])
            )
            yield _gauge(
                "openspace_database_connections_most",
                "How many connections there may be.",
                float(pool["most"]),
            )
        try:
            backlog = self._backlog.answer()
        except (SQLAlchemyError, TimeoutError, OSError):
            yield _gauge("openspace_database_up", "Whether the database answers.", 0)
            return
        yield _gauge("openspace_database_up", "Whether the database answers.", 1)
        messages = GaugeMetricFamily(
            "openspace_outbox_messages", "Promised messages, by state.", labels=["state"]
        )
        for status, number in backlog.by_status.items():
            messages.add_metric([status], number)
        yield messages
        oldest = backlog.oldest_due_at
        late_s = 0.0 if oldest is None else max(0.0, time() - oldest.timestamp())
        yield _gauge(
            "openspace_outbox_late_seconds", "For how long the oldest message is due.", late_s
        )

    def _read(self) -> Backlog:
        if self._health.database is None:
            raise OSError
        with self._health.database.reading() as db:
            return stored.backlog(db, now=datetime.now(UTC))


def _gauge(name: str, text: str, value: float) -> Any:
    from prometheus_client.core import GaugeMetricFamily

    return GaugeMetricFamily(name, text, value=value)


def _figures(registry: Any) -> Callable[[Request], Any]:
    from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

    async def figures(_request: Request) -> Response:
        text = await run_in_threadpool(generate_latest, registry)
        return Response(text, media_type=CONTENT_TYPE_PLAIN_0_0_4)

    return figures
