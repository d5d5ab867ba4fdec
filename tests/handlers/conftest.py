"""A running world for each module, on the databases it names, and a new open space for each test.

After each test, all that the bot sent in it is held against the rules of `wire_rules`, and ties
nobody to a topic they voted for.

A module says `DATABASES = ("sqlite", "postgresql")` where the database makes a difference.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers import introductions
from tests import secrecy
from tests.databases import PostgresServer
from tests.handlers import cast, wire_rules
from tests.handlers import world as worlds
from tests.handlers.cast import Week
from tests.handlers.world import MONDAY, World


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "world" in metafunc.fixturenames:
        databases = getattr(metafunc.module, "DATABASES", ("sqlite",))
        metafunc.parametrize("world", databases, indirect=True, scope="module")


@pytest.fixture(autouse=True)
def no_rush() -> Iterator[None]:
    """Ask about everybody: by its clock, all people of a world come within the same minute."""
    # Not by the fixture, which would then undo what tests change only after their week has ended.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(introductions, "ASKED_A_MINUTE", 100_000)
        yield


@pytest.fixture(scope="module")
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Sandbox and bot in HTTP mode."""
    url = new_database(request, tmp_path_factory.mktemp("world"), request.param)
    with worlds.world(url) as running:
        yield running


@pytest.fixture
def socket_world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """The same by Socket Mode."""
    with worlds.world(new_database(request, tmp_path, "sqlite"), mode="socket") as running:
        yield running
        running.settle()
        assert wire_rules.offences(running) == []


@pytest.fixture
def week(world: World) -> Iterator[Week]:
    """A new open space in a private channel, on its first morning; both windows are closed."""
    world.clock.set(MONDAY)
    world.begins_anew()
    world.workspace.faults(rate_500=0, rate_429=0, latency_ms=0, drop_after_accept=0, methods=None)
    start = len(world.calls)
    yield cast.week(world)
    world.workspace.faults(rate_500=0, rate_429=0, latency_ms=0, drop_after_accept=0, methods=None)
    world.settle()
    offences = wire_rules.offences(world, since=start)
    world.expects_refusals = False
    assert offences == []
    # Also at the end of the world; but here the dots are still known that later tests take off.
    assert secrecy.leaks(world.calls[start:], secrecy.voters(world.database)) == []


def new_database(request: pytest.FixtureRequest, folder: Path, kind: str) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder / 'openspace.db'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def public(week: Week) -> Week:
    """An open space in a public channel, which everybody of the organisation may find."""
    return cast.week(week.world, is_private=False)
