"""A browser, a sandbox with a small app in it, and people who open its page."""

import itertools
import os
import shutil
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from sandbox.server import Sandbox
from sandbox.world import Limits
from tests.browser import trial_app
from tests.browser.deeds import Acts
from tests.browser.tabs import watched
from tests.browser.week import Tabs, Week, running

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Nothing of the browser's own may go to the network or need a display.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Two people's pages are both looked at, though only one of them is in front.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
)
DEADLINE_S = 10.0
VIEWPORT = ViewportSize(width=1280, height=800)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sentence = f"No browser is installed: looked for {', '.join(BROWSERS)}."
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(sentence)
        pytest.skip(sentence)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def workspace() -> Iterator[Sandbox]:
    """A sandbox with ada, bo and cy, and the trial app connected to it."""
    with Sandbox(
        trial_app.MANIFEST, people=("ada", "bo", "cy"), limits=Limits(ack_s=1.5)
    ) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        app = trial_app.build(client)
        handler = SocketModeHandler(app, app_token=sandbox.app_token)
        handler.connect()  # type: ignore[no-untyped-call]  # slack_bolt has no annotation there
        _until(lambda: bool(_workspace(sandbox)["app"]["connected"]))
        yield sandbox
        handler.close()  # type: ignore[no-untyped-call]  # the same
        app.listener_runner.listener_executor.shutdown(wait=True)


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not holds():
        assert time.monotonic() < deadline, "The app did not connect in time."
        time.sleep(0.01)


def _workspace(sandbox: Sandbox) -> dict[str, Any]:
    answer: dict[str, Any] = httpx.get(f"{sandbox.base_url}/sandbox/workspace").json()
    return answer


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One browser profile for all pages; what a person typed is kept by tab, not by profile."""
    context = browser.new_context(viewport=VIEWPORT)
    context.set_default_timeout(DEADLINE_S * 1000)
    yield context
    context.close()


@pytest.fixture(scope="session")
def blank_page(context: BrowserContext, workspace: Sandbox) -> Iterator[Page]:
    """The page as the first person, for looking at its parts."""
    page = context.new_page()
    page.goto(workspace.base_url)
    page.get_by_role("navigation").get_by_role("link", name="Trial", exact=True).wait_for()
    yield page
    page.close()


numbers = itertools.count(1)


@pytest.fixture
def acts_as(context: BrowserContext, workspace: Sandbox) -> Iterator[Acts]:
    """Opens the page as somebody, in a channel new in each test; no page may log an error."""
    ids = {person["name"]: person["id"] for person in _workspace(workspace)["people"]}
    members = [ids["ada"], ids["bo"], workspace.bot_user_id]
    answer = httpx.post(
        f"{workspace.base_url}/sandbox/channels",
        json={"name": f"room-{next(numbers)}", "members": members},
    )
    channel_id = answer.json()["channel"]["id"]
    with watched(context.new_page) as tab:

        def opens(name: str) -> Page:
            page = tab(f"{workspace.base_url}/#as={ids[name]}&channel={channel_id}")
            page.get_by_text("Nothing has been said here yet.").wait_for()
            return page

        yield opens


@pytest.fixture
def new_window(browser: Browser) -> Callable[[], Page]:
    """Opens an empty window for one person.

    In a tab behind another, Chromium draws once a second, and each click would wait for that.
    """

    def opens() -> Page:
        page = browser.new_page(viewport=VIEWPORT)
        page.set_default_timeout(DEADLINE_S * 1000)
        return page

    return opens


@pytest.fixture(scope="module")
def week(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Week]:
    """The demo, running with the example week; without a browser it is not started."""
    with running(tmp_path_factory.mktemp("week")) as week:
        yield week


@pytest.fixture
def tabs(week: Week, new_window: Callable[[], Page]) -> Iterator[Tabs]:
    """Opens the example week as somebody, in its channel or elsewhere."""
    with watched(new_window) as tab:
        yield Tabs(week, tab)
