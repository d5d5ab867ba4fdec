"""A pytest plugin: with REQUIRE_ALL=1, as in `.ci/run`, a skipped test fails the run."""

import os

import pytest


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the session when a test was skipped or expected to fail."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("REQUIRE_ALL") != "1" or reporter is None:
        return
    left_out = [*reporter.stats.get("skipped", []), *reporter.stats.get("xfailed", [])]
    if left_out:
        reporter.write_line(f"REQUIRE_ALL=1, but {len(left_out)} tests were not run.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
