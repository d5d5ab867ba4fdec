"""The wire on the sandbox's page: what went between sandbox and app, as people look into it."""

import json
import re
from collections.abc import Iterator
from typing import Literal

import httpx
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from sandbox.server import Sandbox
from tests.browser.accessible import violations
from tests.browser.deeds import Acts, messages, types
from tests.browser.test_readability import SMALL, UNREADABLE


def opens_the_wire(page: Page) -> Locator:
    """Open the panel; the rows."""
    page.get_by_role("button", name="Wire and faults").click()
    expect(page.get_by_role("tab", name="The wire")).to_be_focused()
    return rows(page)


def rows(page: Page) -> Locator:
    return page.get_by_role("list", name="Calls, newest first").locator("> li")


def height_of(place: Locator) -> float:
    """How far down the window it stands, in pixels."""
    box = place.bounding_box()
    assert box is not None
    return box["y"]


def calls_slack(sandbox: Sandbox, method: str, **arguments: object) -> None:
    """Call the Web API as the app."""
    headers = {"Authorization": f"Bearer {sandbox.bot_token}"}
    httpx.post(f"{sandbox.api_url}{method}", json=arguments, headers=headers).raise_for_status()


def is_refused(sandbox: Sandbox, page: Page) -> None:
    """Post one block more than a message may have to the channel that *page* shows."""
    channel = page.url.split("channel=")[1]
    calls_slack(sandbox, "chat.postMessage", channel=channel, blocks=[{"type": "divider"}] * 51)


def finds(page: Page, words: str) -> None:
    page.get_by_label("Find in name, kind or error").fill(words)


@pytest.fixture
def may_copy(context: BrowserContext) -> Iterator[None]:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield
    context.clear_permissions()


def test_a_typed_command_is_a_row_with_its_ack_time(acts_as: Acts) -> None:
    page = acts_as("ada")
    # There are always the calls with which the app connected: until they show, nothing is counted.
    expect(opens_the_wire(page).first).to_be_visible()
    finds(page, "command /echo")
    expect(rows(page).filter(has_not_text="/echo")).to_have_count(0)
    before = rows(page).count()
    types(page, "/echo over the wire")
    expect(rows(page)).to_have_count(before + 1)
    row = rows(page).first
    expect(row).to_contain_text(re.compile(r"#\d+ \d\d:\d\d:\d\d\.\d{3} To the app command"))
    expect(row).to_contain_text(re.compile(r"/echo acked in [\d,]+ ms, status 200|/echo acked in"))
    row.locator("summary").click()
    asked = row.get_by_role("group", name=re.compile("^Request of call"))
    answered = row.get_by_role("group", name=re.compile("^Response of call"))
    sent, said = json.loads(asked.inner_text()), json.loads(answered.inner_text())
    assert (sent["command"], sent["text"], said["text"]) == ("/echo", "over the wire", sent["text"])
    assert sent["response_url"].startswith("http")
    assert sent["trigger_id"]
    assert row.locator("h3").all_inner_texts() == ["Request", "Response"]
    expect(row).to_contain_text(re.compile("On the workspace's clock it was [A-Z][a-z]+day "))


def test_what_slack_would_not_take_is_said_in_words(acts_as: Acts, workspace: Sandbox) -> None:
    page = acts_as("bo")
    opens_the_wire(page)
    sums = page.locator("#wire-sums")
    expect(sums).to_contain_text("refused")
    before = int(re.findall(r"([\d,]+) refused", sums.inner_text())[0].replace(",", ""))
    is_refused(workspace, page)
    row = rows(page).first
    expect(row).to_contain_text("From the app web_api")
    expect(row).to_contain_text("Refused: invalid_blocks, no more than 50 items allowed at /blocks")
    expect(sums).to_contain_text(f"{before + 1} refused")
    types(page, "/silent")
    expect(rows(page).first).to_contain_text("/silent no ack in 1,5")
    expect(rows(page).first).to_contain_text("Refused: operation_timeout, the app did not ack in")
    expect(sums).to_contain_text(f"{before + 2} refused")


def test_rows_are_filtered_by_words_way_and_refusal(acts_as: Acts, workspace: Sandbox) -> None:
    page = acts_as("ada")
    types(page, "/count")
    expect(messages(page)).to_have_count(1)
    is_refused(workspace, page)
    opens_the_wire(page)
    expect(rows(page).first).to_contain_text("chat.postMessage")
    page.get_by_label("To the app").check()
    expect(rows(page).first).to_contain_text("/count")
    assert "From the app" not in page.locator("#wire-rows").inner_text()
    page.get_by_label("From the app").check()
    page.get_by_label("Only refused or lost").check()
    expect(rows(page).first).to_contain_text("chat.postMessage")
    told = rows(page).locator("summary").all_inner_texts()
    assert [text for text in told if "Refused" not in text and "Lost" not in text] == []
    page.get_by_label("Only refused or lost").uncheck()
    page.get_by_label("All", exact=True).check()
    finds(page, "INVALID_blocks")
    expect(rows(page).first).to_contain_text("invalid_blocks")
    expect(page.locator("#wire-shown")).to_have_text(re.compile(r"Showing \d+ of \d+ that fit"))
    expect(page.locator("#announcer")).to_have_text(re.compile(r"Showing \d+ of \d+ that fit"))
    finds(page, "no such call")
    expect(rows(page)).to_have_count(0)
    expect(page.get_by_text("No call fits.")).to_be_visible()


@pytest.mark.usefixtures("may_copy")
def test_a_call_is_copied_as_json(acts_as: Acts, workspace: Sandbox) -> None:
    page = acts_as("ada")
    is_refused(workspace, page)
    row = opens_the_wire(page).first
    row.locator("summary").click()
    row.get_by_role("button", name="Copy as JSON").click()
    expect(row.get_by_text("Copied.")).to_be_visible()
    expect(page.locator("#announcer")).to_have_text(re.compile(r"Call \d+ is copied as JSON\."))
    copied = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert (copied["name"], len(copied["request"]["blocks"])) == ("chat.postMessage", 51)
    assert copied["response"]["error"] == "invalid_blocks"
    assert workspace.bot_token not in json.dumps(copied)


def test_where_pages_may_not_copy_the_text_is_selected(acts_as: Acts, workspace: Sandbox) -> None:
    page = acts_as("ada")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    is_refused(workspace, page)
    row = opens_the_wire(page).first
    row.locator("summary").click()
    row.get_by_role("button", name="Copy as JSON").click()
    field = row.get_by_role("textbox", name=re.compile(r"^Call \d+ as JSON$"))
    expect(field).to_be_focused()
    expect(page.locator("#announcer")).to_contain_text("copy it with Ctrl+C")
    selected = page.evaluate("document.activeElement.selectionEnd")
    assert json.loads(field.input_value()[:selected])["name"] == "chat.postMessage"


def test_a_long_wire_is_shown_in_parts_and_what_stays_is_not_drawn_again(
    acts_as: Acts, workspace: Sandbox
) -> None:
    page = acts_as("ada")
    name = "called.only.here"
    with httpx.Client() as http:
        for n in range(450):
            http.post(f"{workspace.api_url}{name}", json={"number": n}).raise_for_status()
    opens_the_wire(page)
    finds(page, name)
    expect(rows(page)).to_have_count(200)
    page.evaluate("document.querySelector('#wire-rows > li').isTheSame = true")
    calls_slack(workspace, name, number=450)
    expect(rows(page).nth(1)).to_have_js_property("isTheSame", value=True)
    expect(rows(page)).to_have_count(200)
    page.get_by_role("button", name="Show older").click()
    expect(rows(page)).to_have_count(400)
    expect(rows(page).nth(200).locator("summary")).to_be_focused()
    page.get_by_role("button", name="Show older").click()
    expect(rows(page)).to_have_count(451)
    expect(page.get_by_role("button", name="Show older")).to_be_hidden()
    expect(rows(page).nth(1)).to_have_js_property("isTheSame", value=True)


def test_what_is_read_stays_where_it_is_and_a_paused_wire_stands_still(
    acts_as: Acts, workspace: Sandbox
) -> None:
    page = acts_as("ada")
    is_refused(workspace, page)
    row = opens_the_wire(page).first
    row.locator("summary").click()
    expect(row.get_by_role("button", name="Copy as JSON")).to_be_visible()
    number = row.locator(".call-number").inner_text().strip()
    read = rows(page).filter(has_text=re.compile(rf"^{number} ")).locator("summary")
    before = height_of(read)
    calls_slack(workspace, "auth.test")
    expect(rows(page).first).to_contain_text("auth.test")
    expect(read).to_be_focused()
    assert height_of(read) == pytest.approx(before, abs=1)  # Chromium scrolls by eighths of a pixel
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Pause")).to_have_attribute("aria-pressed", "true")
    calls_slack(workspace, "api.test")
    other = acts_as("bo")
    expect(opens_the_wire(other).first).to_contain_text("api.test")
    expect(rows(page).first).to_contain_text("auth.test")
    page.get_by_role("button", name="Pause").click()
    expect(rows(page).first).to_contain_text("api.test")


def test_the_wire_is_asked_for_only_while_it_is_looked_at(acts_as: Acts) -> None:
    page = acts_as("ada")
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url) if "/wire" in request.url else None
    )
    types(page, "/echo unseen")
    expect(messages(page)).to_have_count(1)
    assert [url for url in asked if "/sandbox/" in url] == []
    with page.expect_request(re.compile("/sandbox/wire/rows")):
        opens_the_wire(page)
    with page.expect_request(re.compile("/sandbox/wire/rows")):
        pass
    page.get_by_role("tab", name="Faults").click()
    asked.clear()
    page.wait_for_timeout(1_300)  # longer than the second after which it would ask again
    assert asked == []


def test_the_panel_is_used_by_keyboard_alone(acts_as: Acts, workspace: Sandbox) -> None:
    page = acts_as("ada")
    is_refused(workspace, page)
    toggle = page.get_by_role("button", name="Wire and faults")
    toggle.focus()
    expect(toggle).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("tab", name="The wire")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Faults")).to_be_focused()
    expect(page.get_by_role("tabpanel", name="Faults")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="The wire")).to_have_attribute("aria-selected", "true")
    expect(rows(page).first).to_contain_text("invalid_blocks")
    for _ in range(5):  # close, words, way, only refused, pause
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    page.keyboard.press("Tab")
    expect(rows(page).first.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows(page).first.get_by_role("button", name="Copy as JSON")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("complementary", name="Wire and faults")).to_be_hidden()
    expect(toggle).to_be_focused()


def test_the_panel_stays_open_when_somebody_else_acts(acts_as: Acts) -> None:
    page = acts_as("ada")
    opens_the_wire(page)
    page.get_by_label("Acting as").select_option(label="bo")
    expect(page.locator("#acting-note")).to_contain_text("bo")
    finds(page, "command /echo")
    before = rows(page).count()
    types(page, "/echo as bo")
    expect(rows(page)).to_have_count(before + 1)
    row = rows(page).first
    row.locator("summary").click()
    expect(row.get_by_role("group", name=re.compile("^Request"))).to_contain_text('"as bo"')


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_wire_can_be_read_and_axe_finds_nothing(
    acts_as: Acts, workspace: Sandbox, scheme: Literal["light", "dark"]
) -> None:
    page = acts_as("ada")
    page.emulate_media(color_scheme=scheme)
    types(page, "/count")
    expect(messages(page)).to_have_count(1)
    is_refused(workspace, page)
    row = opens_the_wire(page).first
    row.locator("summary").click()
    expect(row.get_by_role("button", name="Copy as JSON")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate(UNREADABLE, 4.5) == []
    assert page.evaluate(SMALL) == []


def test_on_a_narrow_window_the_panel_takes_all_of_it(acts_as: Acts) -> None:
    page = acts_as("ada")
    page.set_viewport_size({"width": 360, "height": 740})
    opens_the_wire(page)
    panel = page.get_by_role("complementary", name="Wire and faults")
    assert panel.bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 740}
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    reached = "(id) => { document.getElementById(id).focus(); return document.activeElement.id; }"
    assert page.evaluate(reached, "words") == "panel-tab-wire", "what lies below is reached"
    assert violations(page) == []
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("button", name="Wire and faults")).to_be_focused()
    expect(page.get_by_role("textbox", name=re.compile("^Message "))).to_be_visible()
