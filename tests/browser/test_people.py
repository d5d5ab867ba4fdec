"""People of all kinds: added, listed, invited, deactivated; who sees what; what is unread."""

import itertools
import re

import httpx
from playwright.sync_api import Page, expect

from sandbox.server import Sandbox
from tests.browser.deeds import Acts, messages, types

numbers = itertools.count(1)


def adds(page: Page, name: str, *, kind: str = "member", full: str = "", zone: str = "") -> None:
    """Add somebody by the form, and act as them."""
    page.get_by_role("button", name="Add a person").click()
    window = page.get_by_role("dialog", name="Add a person")
    window.get_by_label("Name", exact=True).fill(name)
    window.get_by_label("Full name").fill(full)
    window.get_by_label("Kind").select_option(kind)
    window.get_by_label("Time zone").fill(zone)
    window.get_by_role("button", name="Add").click()


def is_now(page: Page, name: str) -> None:
    """Wait until *name* acts."""
    expect(page.locator("#acting-note")).to_contain_text(f"what {name}")


def acts_now(page: Page, name: str) -> None:
    """Let *name* act on this page."""
    page.get_by_label("Acting as").select_option(label=name)
    is_now(page, name)


def opens_members(page: Page) -> None:
    page.get_by_role("button", name=re.compile(r"people? in #|person in #")).click()


def fresh(name: str) -> str:
    return f"{name}-{next(numbers)}"


def test_a_person_is_added_with_full_name_kind_and_zone(acts_as: Acts) -> None:
    page, name = acts_as("ada"), fresh("ines")
    adds(page, name, kind="external", full="Ines Prat", zone="new york")
    is_now(page, f"{name}, from another organisation,")
    page.get_by_role("button", name="People", exact=True).click()
    row = page.get_by_role("dialog", name="People").get_by_role("listitem").filter(has_text=name)
    expect(row).to_contain_text("Ines Prat, from another organisation, America/New_York")


def test_a_zone_left_empty_is_london_and_an_unknown_one_is_refused(acts_as: Acts) -> None:
    page, name = acts_as("ada"), fresh("dee")
    first = page.evaluate("""async () => {
        document.getElementById("add-person").click();
        return document.querySelector("dialog datalist option").value;
    }""")
    assert first == "Europe/London"
    page.keyboard.press("Escape")
    adds(page, name, zone="Nowhere/Land")
    window = page.get_by_role("dialog", name="Add a person")
    expect(window.get_by_role("alert")).to_have_text("There is no time zone called Nowhere/Land.")
    window.get_by_label("Time zone").fill("")
    window.get_by_role("button", name="Add").click()
    is_now(page, name)
    page.get_by_role("button", name="People", exact=True).click()
    row = page.get_by_role("dialog", name="People").get_by_role("listitem").filter(has_text=name)
    expect(row).to_contain_text("a member, Europe/London")


def test_a_deactivated_person_can_no_longer_act(acts_as: Acts) -> None:
    page, name = acts_as("ada"), fresh("eve")
    adds(page, name)
    is_now(page, name)
    page.get_by_role("button", name="People", exact=True).click()
    window = page.get_by_role("dialog", name="People")
    window.get_by_role("searchbox", name="Find a person").fill(name)
    window.get_by_role("button", name=f"Deactivate {name}").click()
    page.get_by_role("dialog", name=f"Deactivate {name}?").get_by_role(
        "button", name="Deactivate"
    ).click()
    expect(window.get_by_role("list", name="Deactivated")).to_contain_text(name)
    window.get_by_role("button", name="Done").click()
    is_now(page, "ada")  # who acted is gone, so the first person acts
    expect(page.locator("#acting-as").locator("option", has_text=name)).to_have_count(0)


def test_the_kind_of_who_speaks_stands_beside_their_name(acts_as: Acts) -> None:
    ada, page, name = acts_as("ada"), acts_as("ada"), fresh("gil")
    adds(page, name, kind="guest")
    is_now(page, name)
    acts_now(ada, "ada")
    opens_members(ada)
    ada.get_by_role("dialog").get_by_role("button", name=f"Invite {name}").click()
    ada.get_by_role("button", name="Done").click()
    page.get_by_role("link", name=re.compile("^room-")).click()
    expect(page.get_by_role("textbox", name=re.compile("^Message #room-"))).to_be_visible()
    types(page, "hello from a guest")
    expect(messages(ada).last.locator(".byline")).to_contain_text("Guest")


def test_a_private_channel_is_seen_by_its_members_alone(acts_as: Acts) -> None:
    ada, bo, name = acts_as("ada"), acts_as("bo"), fresh("board")
    ada.get_by_role("button", name="Add a channel").click()
    window = ada.get_by_role("dialog", name="Add a channel")
    window.get_by_label("Name").fill(name)
    window.get_by_label(re.compile("^Private")).check()
    window.get_by_role("button", name="Add", exact=True).click()
    expect(ada.get_by_role("heading", name=f"#{name}")).to_be_visible()
    types(ada, "only for members")
    expect(messages(ada)).to_have_count(1)
    entry = bo.get_by_role("link", name=re.compile(name))
    expect(entry).to_have_count(0)

    opens_members(ada)
    ada.get_by_role("dialog").get_by_role("button", name="Invite bo").click()
    expect(entry).to_be_visible()
    entry.click()
    expect(messages(bo).last).to_contain_text("only for members")

    opens_members(bo)
    bo.get_by_role("dialog").get_by_role("button", name="Leave the channel").click()
    expect(entry).to_have_count(0)
    expect(bo.get_by_text("only for members")).to_have_count(0)


def test_ephemerals_and_direct_messages_are_seen_by_one_person(
    acts_as: Acts, workspace: Sandbox
) -> None:
    ada, bo = acts_as("ada"), acts_as("bo")
    types(ada, "/echo a secret of ada")
    expect(messages(ada)).to_have_count(1)
    people = httpx.get(f"{workspace.base_url}/sandbox/workspace").json()["people"]
    ada_id = next(one["id"] for one in people if one["name"] == "ada")
    httpx.post(
        f"{workspace.api_url}chat.postMessage",
        headers={"Authorization": f"Bearer {workspace.bot_token}"},
        json={"channel": ada_id, "text": "written to ada"},
    )
    ada.get_by_role("link", name="Trial").click()
    expect(messages(ada).last).to_contain_text("written to ada")
    types(bo, "for everybody")
    expect(messages(bo)).to_have_count(1)
    bo.get_by_role("link", name="Trial", exact=True).click()
    expect(bo.locator("#place-title")).to_have_text("Trial")
    expect(bo.get_by_text("written to ada")).to_have_count(0)


def test_a_line_stands_above_what_is_new_and_the_title_counts_it(acts_as: Acts) -> None:
    ada, bo = acts_as("ada"), acts_as("bo")
    name = bo.locator("#place-title").inner_text().removeprefix("#")
    types(ada, "seen already")
    expect(messages(bo)).to_have_count(1)
    bo.get_by_role("link", name="Trial", exact=True).click()
    expect(bo.locator("#place-title")).to_have_text("Trial")
    elsewhere = re.match(r"\((\d+)\)", bo.title())  # other tests left something unread, too
    before = int(elsewhere[1]) if elsewhere else 0
    types(ada, "not seen")
    types(ada, "nor this")
    entry = bo.get_by_role("link", name=name)
    expect(entry).to_have_accessible_name(f"{name} 2 unread messages")
    expect(bo).to_have_title(re.compile(rf"^\({before + 2}\) "))
    entry.click()
    line = bo.locator(".new-line")
    expect(line).to_have_text("New")
    expect(line.locator("xpath=following-sibling::article[1]")).to_contain_text("not seen")
    expect(bo).to_have_title(re.compile(rf"^(\({before}\) )?#"))
    bo.get_by_role("link", name="Trial", exact=True).click()
    expect(bo.locator("#place-title")).to_have_text("Trial")
    entry.click()
    expect(messages(bo)).to_have_count(3)
    expect(line).to_have_count(0)


def test_what_was_said_before_somebody_joined_is_not_unread(acts_as: Acts) -> None:
    ada, cy = acts_as("ada"), acts_as("cy")
    types(ada, "before cy came")
    expect(messages(cy)).to_have_count(1)
    cy.get_by_role("button", name="Join the channel").click()
    expect(cy.locator("#words")).to_be_visible()
    cy.reload()
    expect(messages(cy)).to_have_count(1)
    expect(cy.locator(".new-line")).to_have_count(0)
