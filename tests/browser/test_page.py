"""The sandbox's page in a real browser: people type, click, fill in forms and see what changes."""

import re

import pytest
from playwright.sync_api import BrowserContext, expect

from sandbox.client import Workspace, wait_for
from sandbox.server import Sandbox
from tests.browser import trial_app
from tests.browser.deeds import Acts, messages, types

NOW = """async () => (await import("/page/state.js")).now()"""


def test_a_typed_command_is_answered_to_its_person_alone(acts_as: Acts) -> None:
    ada, bo = acts_as("ada"), acts_as("bo")
    types(ada, "/echo good morning")
    expect(messages(ada).last).to_contain_text("Only visible to you")
    expect(messages(ada).last).to_contain_text("good morning")
    expect(ada.get_by_text(re.compile(r"Answered in \d+ ms"))).to_be_visible()
    types(ada, "said to all")
    expect(messages(bo)).to_have_count(1)
    expect(messages(bo).last).to_contain_text("said to all")


def test_what_the_app_tells_the_channel_appears_to_another_person_at_once(acts_as: Acts) -> None:
    ada, bo = acts_as("ada"), acts_as("bo")
    types(ada, "/tell *Voting* is open")
    expect(messages(bo).last.locator("strong")).to_have_text("Voting")
    expect(messages(bo).last).not_to_contain_text("Only visible to you")


def test_commands_are_completed_by_keyboard(acts_as: Acts) -> None:
    page = acts_as("ada")
    words = page.locator("#words")
    words.press_sequentially("/")
    offers = page.get_by_role("listbox", name="Commands of the app").get_by_role("option")
    expect(offers).to_have_count(6)
    words.press("ArrowDown")
    expect(offers.nth(1)).to_have_attribute("aria-selected", "true")
    assert words.get_attribute("aria-activedescendant") == offers.nth(1).get_attribute("id")
    words.press("Escape")
    expect(offers.first).to_be_hidden()
    words.press_sequentially("ec")
    expect(offers).to_have_count(1)
    words.press("Tab")
    expect(words).to_have_value("/echo ")
    expect(words).to_be_focused()
    expect(page.get_by_text("/echo words – Says what was typed, to you alone")).to_be_visible()
    words.press_sequentially("by keyboard")
    words.press("Enter")
    expect(messages(page).last).to_contain_text("by keyboard")


def test_enter_completes_a_command_that_is_half_typed(acts_as: Acts) -> None:
    page = acts_as("ada")
    types(page, "")
    page.locator("#words").press_sequentially("/cou")
    page.locator("#words").press("Enter")
    expect(page.locator("#words")).to_have_value("/count ")
    expect(messages(page)).to_have_count(0)


def test_the_up_key_brings_back_what_this_person_typed(acts_as: Acts) -> None:
    page = acts_as("ada")
    types(page, "/echo one")
    expect(messages(page)).to_have_count(1)
    types(page, "/echo two")
    expect(messages(page)).to_have_count(2)
    words = page.locator("#words")
    words.press("ArrowUp")
    expect(words).to_have_value("/echo two")
    words.press("ArrowUp")
    expect(words).to_have_value("/echo one")
    words.press("ArrowDown")
    words.press("ArrowDown")
    expect(words).to_have_value("")


def test_an_unknown_command_is_refused_in_words_to_its_person_alone(acts_as: Acts) -> None:
    ada, bo = acts_as("ada"), acts_as("bo")
    types(ada, "/ecko hello")
    expect(messages(ada).last).to_contain_text("/ecko is not a valid command.")
    types(ada, "never mind")
    expect(messages(bo)).to_have_count(1)


def test_a_command_that_is_not_answered_shows_slacks_error(acts_as: Acts) -> None:
    page = acts_as("ada")
    types(page, "/silent")
    expect(messages(page).last).to_contain_text("operation_timeout")


def test_pressing_a_button_changes_the_answer_in_place_and_keeps_the_focus(acts_as: Acts) -> None:
    page = acts_as("ada")
    types(page, "/count")
    answer = messages(page).last
    button = answer.get_by_role("button", name="Add one")
    for count in (1, 2, 3):
        button.press("Enter")
        expect(answer).to_contain_text(f"The count is {count}.")
    expect(button).to_be_focused()
    expect(messages(page)).to_have_count(1)


def test_a_button_that_asks_first_does_nothing_when_the_answer_is_no(acts_as: Acts) -> None:
    page = acts_as("ada")
    types(page, "/count")
    answer = messages(page).last
    answer.get_by_role("button", name="Add one").click()
    expect(answer).to_contain_text("The count is 1.")
    answer.get_by_role("button", name="Start again").click()
    question = page.get_by_role("dialog", name="Start again?")
    question.get_by_role("button", name="Keep it").click()
    expect(question).to_be_hidden()
    expect(answer).to_contain_text("The count is 1.")
    answer.get_by_role("button", name="Start again").click()
    question.get_by_role("button", name="Start again").click()
    expect(answer).to_contain_text("The count is 0.")


def test_a_choice_is_made_by_keyboard(acts_as: Acts) -> None:
    page = acts_as("ada")
    types(page, "/count")
    messages(page).last.get_by_role("button", name="Choose a day").press("Enter")
    expect(page.get_by_role("menuitemradio", name="Monday")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(messages(page).last).to_contain_text("You chose tuesday.")
    expect(page.get_by_role("button", name="Choose a day: Tuesday")).to_be_focused()


def test_a_form_shows_errors_at_their_field_and_closes_when_it_is_right(acts_as: Acts) -> None:
    page = acts_as("ada")
    types(page, "/form")
    window = page.get_by_role("dialog", name="A form")
    title = window.get_by_role("textbox", name="Title")
    expect(title).to_be_focused()
    window.get_by_role("button", name="Send it").click()
    expect(window).to_contain_text("Please fill this in.")
    title.fill("taken")
    title.press("Enter")
    expect(window).to_contain_text("That title is taken.")
    expect(title).to_have_attribute("aria-invalid", "true")
    title.fill("free")
    window.get_by_label("Day").click()
    page.get_by_role("menuitemradio", name="Tuesday").click()
    window.get_by_label("Hosts").click()
    page.get_by_role("menuitemcheckbox", name="bo", exact=True).click()
    page.get_by_role("button", name="Done").click()
    window.get_by_label("Time").fill("14:30")
    window.get_by_role("button", name="Send it").click()
    expect(window).to_be_hidden()
    expect(messages(page).last).to_contain_text("free, tuesday, 1 host, 14:30")


def test_escape_closes_a_form_and_the_focus_goes_back(acts_as: Acts) -> None:
    page = acts_as("ada")
    types(page, "/form")
    window = page.get_by_role("dialog", name="A form")
    expect(window).to_be_visible()
    page.keyboard.press("Escape")
    expect(window).to_be_hidden()
    expect(page.locator("#words")).to_be_focused()


def test_the_apps_home_is_a_tab_of_its_direct_messages(acts_as: Acts) -> None:
    page = acts_as("ada")
    page.get_by_role("link", name="Trial").click()
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("region", name="Home")).to_contain_text("Welcome home")
    page.get_by_role("link", name="Messages", exact=True).click()
    expect(page.get_by_role("log")).to_be_visible()


def test_each_block_is_shown(acts_as: Acts) -> None:
    page = acts_as("ada")
    types(page, "/kitchen")
    answer = messages(page).last
    expect(answer.get_by_role("heading", name="A header")).to_be_visible()
    expect(answer.get_by_role("cell", name="Procurement")).to_be_visible()
    expect(answer.locator("strong")).to_have_text("rich")
    expect(answer.get_by_role("figure", name="A chart")).to_contain_text("#7")
    expect(answer.get_by_role("list", name="Dots").get_by_role("listitem")).to_have_text("#75")
    for text in ("31 of 44", "Ballots are secret", "A card"):
        expect(answer).to_contain_text(text)


@pytest.mark.parametrize("say", ["{}", "/echo {}", "/tell {}"])
def test_nothing_people_type_is_read_as_html(acts_as: Acts, say: str) -> None:
    page = acts_as("ada")
    attack = "<img src=x onerror=\"document.title='broken'\"><b>bold</b>"
    types(page, say.format(attack))
    expect(messages(page).last).to_contain_text(attack)
    assert page.locator("article img, article b").count() == 0
    assert page.title() != "broken"


def test_a_person_is_added_and_acted_as(acts_as: Acts) -> None:
    page = acts_as("ada")
    page.get_by_role("button", name="Add a person").click()
    window = page.get_by_role("dialog", name="Add a person")
    window.get_by_label("Name", exact=True).fill(f"dee{page.evaluate('Date.now()')}")
    window.get_by_label("Kind").select_option("guest")
    window.get_by_role("button", name="Add").click()
    expect(
        page.get_by_text(re.compile(r"You see what dee\d+, a guest, would see\."))
    ).to_be_visible()
    window.get_by_role("button", name="Add").wait_for(state="detached")
    page.get_by_role("button", name="Add a person").click()
    window.get_by_label("Name", exact=True).fill("ada")
    window.get_by_role("button", name="Add").click()
    expect(window.get_by_role("alert")).to_have_text("There is already somebody called ada.")


def test_choosing_another_person_shows_what_they_may_see(acts_as: Acts) -> None:
    page = acts_as("ada")
    types(page, "/echo for ada")
    types(page, "for everybody")
    expect(messages(page)).to_have_count(2)
    page.get_by_label("Acting as").select_option(label="bo")
    expect(messages(page)).to_have_count(1)
    expect(messages(page).last).to_contain_text("for everybody")
    page.get_by_label("Acting as").select_option(label="ada")
    expect(messages(page)).to_have_count(2)


def test_a_message_elsewhere_is_counted_in_words(acts_as: Acts) -> None:
    ada, bo = acts_as("ada"), acts_as("bo")
    name = bo.locator("#place-title").inner_text().removeprefix("#")
    bo.get_by_role("link", name="Trial").click()
    expect(bo.locator("#place-title")).to_have_text("Trial")
    types(ada, "anybody there?")
    entry = bo.get_by_role("link", name=name)
    expect(entry).to_have_accessible_name(f"{name} 1 unread message")
    entry.click()
    expect(entry).to_have_accessible_name(name)
    expect(messages(bo).last).to_contain_text("anybody there?")


def test_someone_outside_a_channel_can_join_it_from_the_page(acts_as: Acts) -> None:
    page = acts_as("cy")
    expect(page.locator("#words")).to_be_hidden()
    page.get_by_role("button", name="Join the channel").click()
    expect(page.locator("#words")).to_be_focused()


def test_the_pages_clock_runs_as_fast_as_the_workspaces(context: BrowserContext) -> None:
    with (
        Sandbox(trial_app.MANIFEST, people=("ada",), clock_speed=3600) as fast,
        Workspace(fast.base_url) as workspace,
    ):
        page = context.new_page()
        page.goto(fast.base_url)
        clock = page.locator("#clock")
        expect(clock).to_contain_text("It is ")
        earlier, began = clock.inner_text(), workspace.now
        wait_for(lambda: workspace.now > began + 3600)
        # What half a second holds may lie between reading one clock and the other.
        assert abs(page.evaluate(NOW) - workspace.now) < 1800
        expect(clock).not_to_have_text(earlier)
        page.close()
