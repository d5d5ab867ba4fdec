"""The faults on the sandbox's page: switched by a person, seen by all, and taken back at once."""

import json
from collections.abc import Iterator
from typing import Literal

import httpx
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from sandbox.client import Workspace
from sandbox.server import Sandbox
from tests.browser import trial_app
from tests.browser.accessible import violations
from tests.browser.deeds import Acts
from tests.browser.test_readability import SMALL, UNREADABLE


@pytest.fixture
def slack(workspace: Sandbox) -> Iterator[Workspace]:
    """The sandbox from outside; afterwards all is as usual."""
    with Workspace(workspace.base_url) as outside:
        yield outside
        outside.all_as_usual()


def opens_faults(page: Page) -> None:
    page.get_by_role("button", name="Wire and faults").click()
    page.get_by_role("tab", name="Faults").click()
    expect(page.get_by_label("Retry-After, in seconds")).to_have_value("1")


def sets(page: Page, label: str, text: str) -> None:
    page.get_by_label(label).fill(text)
    page.get_by_label(label).press("Enter")


def line(page: Page) -> Locator:
    """The line on the page that says which faults are on."""
    return page.locator("#faults-on")


def asks(sandbox: Sandbox, method: str) -> httpx.Response:
    """Call the Web API as the app."""
    headers = {"Authorization": f"Bearer {sandbox.bot_token}"}
    return httpx.post(f"{sandbox.api_url}{method}", headers=headers)


def test_a_fault_set_on_the_page_has_its_effect_and_everybody_sees_that_it_is_on(
    acts_as: Acts, workspace: Sandbox, slack: Workspace
) -> None:
    ada, bo = acts_as("ada"), acts_as("bo")
    expect(line(bo)).to_be_hidden()
    opens_faults(ada)
    sets(ada, "Too many calls (429), in %", "100")
    sets(ada, "Retry-After, in seconds", "7")
    sets(ada, "Only these methods", "auth.test")
    words = "Faults are on: Slack answers 429 to 100 % of calls (Retry-After 7 s) (only auth.test)."
    for page in (ada, bo):
        expect(line(page)).to_contain_text(words)
    expect(ada.locator("#announcer")).to_have_text(words)
    expect(ada.get_by_role("tab", name="Faults (1 on)")).to_be_visible()
    answer = asks(workspace, "auth.test")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
    assert asks(workspace, "users.list").json()["ok"]
    line(bo).get_by_role("button", name="Look at the faults").click()
    expect(bo.get_by_label("Too many calls (429), in %")).to_have_value("100")
    bo.get_by_role("button", name="All as usual").click()
    for page in (ada, bo):
        expect(line(page)).to_be_hidden()
        expect(page.locator("#faults-state")).to_have_text("All is as usual.")
        expect(page.get_by_label("Too many calls (429), in %")).to_have_value("0")
        expect(page.get_by_label("Only these methods")).to_have_value("")
    assert asks(workspace, "auth.test").json()["ok"]
    assert slack.calls.get("controls")["faults"] == slack.calls.get("controls")["usual"]


def test_every_number_is_set_as_it_is_shown(acts_as: Acts, slack: Workspace) -> None:
    page = acts_as("ada")
    opens_faults(page)
    sets(page, "Wait before each call, in ms", "5")
    sets(page, "Wait after each call, in ms", "6.5")
    sets(page, "Too many calls (429), in %", "12.5")
    sets(page, "Failure in Slack (500), in %", "7")
    sets(page, "Connection lost, in %", "3")
    page.get_by_role("switch", name="Enforce Slack's rate limits").uncheck()
    words = (
        "each call waits 5 ms; each answer comes 6.5 ms late; "
        "Slack answers 429 to 12.5 % of calls (Retry-After 1 s); Slack answers 500 to 7 % of calls;"
        " the connection is cut after 3 % of calls; rate limits are not enforced."
    )
    expect(line(page)).to_contain_text(words)
    assert slack.faults() == {
        "latency_ms": 5,
        "answer_latency_ms": 6.5,
        "rate_429": 0.125,
        "rate_500": 0.07,
        "drop_after_accept": 0.03,
        "retry_after_s": 1,
        "methods": None,
        "enforce_rate_limits": False,
    }
    page.reload()
    expect(line(page)).to_contain_text(words)
    line(page).get_by_role("button", name="Look at the faults").click()
    expect(page.get_by_label("Failure in Slack (500), in %")).to_have_value("7")
    expect(page.get_by_label("Wait after each call, in ms")).to_have_value("6.5")
    expect(page.get_by_role("switch", name="Enforce Slack's rate limits")).not_to_be_checked()


@pytest.mark.usefixtures("slack")
def test_a_connection_cut_after_slack_took_the_call_shows_in_the_wire_as_lost(
    acts_as: Acts, workspace: Sandbox
) -> None:
    page = acts_as("ada")
    opens_faults(page)
    sets(page, "Connection lost, in %", "100")
    expect(line(page)).to_be_visible()
    with pytest.raises(httpx.TransportError):
        asks(workspace, "api.test")
    page.get_by_role("tab", name="The wire").click()
    page.get_by_label("Only refused or lost").check()
    row = page.locator("#wire-rows > li").first
    expect(row).to_contain_text("Lost: the connection was cut after Slack took the call")
    expect(page.locator("#wire-sums")).to_contain_text("1 lost")


def test_a_token_is_revoked_and_restored(
    acts_as: Acts, workspace: Sandbox, slack: Workspace
) -> None:
    page = acts_as("ada")
    opens_faults(page)
    switch = page.get_by_role("switch", name="Revoke the bot's token")
    switch.focus()
    page.keyboard.press("Space")
    expect(line(page)).to_contain_text("Faults are on: the bot's token is revoked.")
    assert asks(workspace, "auth.test").json()["error"] == "token_revoked"
    slack.restore_token()
    expect(switch).not_to_be_checked()
    expect(line(page)).to_be_hidden()
    assert asks(workspace, "auth.test").json()["ok"]


def test_scopes_taken_away_are_told_and_given_back(acts_as: Acts, slack: Workspace) -> None:
    page = acts_as("ada")
    slack.take_scopes("users:read")
    expect(line(page)).to_contain_text("Faults are on: the app lacks users:read.")
    opens_faults(page)
    page.get_by_role("button", name="All as usual").click()
    expect(line(page)).to_be_hidden()
    slack.take_scopes("users:read")  # refused if it were missing still


def test_what_is_no_number_that_fits_is_said_at_its_field_and_changes_nothing(
    acts_as: Acts, slack: Workspace
) -> None:
    page = acts_as("ada")
    opens_faults(page)
    field = page.get_by_label("Failure in Slack (500), in %")
    for wrong in ("101", "-1", "", "half"):
        sets(page, "Failure in Slack (500), in %", "50")
        expect(field).not_to_have_attribute("aria-invalid", "true")
        sets(page, "Failure in Slack (500), in %", wrong)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(
            "! Type a number from 0 to 100. Slack answers 500 to this share of calls,"
            " and does not do what they ask."
        )
    assert slack.faults()["rate_500"] == 0.5
    sets(page, "Only these methods", "chat.shout")
    expect(page.get_by_text("There is no method called chat.shout here.")).to_be_visible()
    assert slack.faults()["methods"] is None
    page.get_by_role("button", name="All as usual").click()
    expect(field).to_have_value("0")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Only these methods")).to_have_value("")


def test_sockets_are_cut_and_renewed(context: BrowserContext) -> None:
    with Sandbox(trial_app.MANIFEST, people=("ada",)) as apart:
        page = context.new_page()
        page.goto(apart.base_url)
        opens_faults(page)
        expect(page.locator("#faults-sockets")).to_contain_text("0 sockets open.")
        page.get_by_role("button", name="Cut the sockets now").click()
        done = page.locator("#faults-done")
        expect(done).to_have_text("There was no socket to cut.")
        headers = {"Authorization": f"Bearer {apart.app_token}"}
        opened = httpx.post(f"{apart.api_url}apps.connections.open", headers=headers).json()
        with connect(opened["url"]) as app:
            assert json.loads(app.recv())["type"] == "hello"
            expect(page.locator("#faults-sockets")).to_contain_text("1 socket open.")
            page.get_by_role("button", name="Renew the sockets now").click()
            expect(done).to_have_text(
                "Renewing 1 socket. The app is warned now, and the old ones close in 10 s."
            )
            assert json.loads(app.recv())["reason"] == "warning"
            page.get_by_role("button", name="Cut the sockets now").click()
            expect(done).to_have_text("Cut 1 socket without a goodbye.")
            with pytest.raises(ConnectionClosed):
                app.recv()
        expect(page.locator("#faults-sockets")).to_contain_text("0 sockets open.")
        page.close()


def test_an_app_that_is_reached_by_http_has_no_sockets_to_cut(context: BrowserContext) -> None:
    by_http = {**trial_app.MANIFEST, "settings": {"interactivity": {"is_enabled": True}}}
    with Sandbox(by_http, people=("ada",), request_url="http://127.0.0.1:9/") as apart:
        page = context.new_page()
        page.goto(apart.base_url)
        opens_faults(page)
        expect(
            page.get_by_text("The app is reached by HTTP, so it has no sockets.")
        ).to_be_visible()
        expect(page.get_by_role("button", name="Cut the sockets now")).to_be_hidden()
        page.close()


@pytest.mark.usefixtures("slack")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_faults_can_be_read_and_axe_finds_nothing(
    acts_as: Acts, scheme: Literal["light", "dark"]
) -> None:
    page = acts_as("ada")
    page.emulate_media(color_scheme=scheme)
    opens_faults(page)
    sets(page, "Too many calls (429), in %", "30")
    sets(page, "Failure in Slack (500), in %", "x")
    expect(line(page)).to_be_visible()
    assert violations(page) == []
    assert page.evaluate(UNREADABLE, 4.5) == []
    assert page.evaluate(SMALL) == []


@pytest.mark.usefixtures("slack")
def test_faults_fit_a_narrow_window(acts_as: Acts) -> None:
    page = acts_as("ada")
    page.set_viewport_size({"width": 360, "height": 740})
    opens_faults(page)
    sets(page, "Too many calls (429), in %", "30")
    expect(page.get_by_role("tab", name="Faults (1 on)")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.keyboard.press("Escape")
    expect(line(page)).to_contain_text("Slack answers 429 to 30 % of calls")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
