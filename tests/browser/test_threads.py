"""Threads beside the channel, and the menu that each message has."""

import re

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.deeds import Acts, messages, types


def thread(page: Page) -> Locator:
    """The thread's pane."""
    return page.get_by_role("region", name="Thread", exact=True)


def replies(page: Page) -> Locator:
    """The message and what stands below it."""
    return thread(page).get_by_role("article")


def answers(page: Page, text: str) -> None:
    """Type *text* in the open thread and send it."""
    words = thread(page).get_by_role("textbox", name="Reply")
    words.fill(text)
    words.press("Enter")


def opens_thread(page: Page, message: Locator) -> None:
    """Open a message's thread by its menu."""
    message.get_by_role("button", name="Message actions").click()
    page.get_by_role("menuitem", name="Reply in thread").click()
    expect(thread(page)).to_be_visible()


def test_a_reply_stands_in_the_thread_and_is_counted_in_the_channel(acts_as: Acts) -> None:
    ada, bo = acts_as("ada"), acts_as("bo")
    types(ada, "where shall we meet?")
    opens_thread(ada, messages(ada).first)
    expect(thread(ada).get_by_role("textbox", name="Reply")).to_be_focused()
    answers(ada, "by the window")
    expect(replies(ada)).to_have_count(2)
    bo.get_by_role("button", name="1 reply").click()
    expect(replies(bo)).to_have_count(2)
    answers(bo, "yes")
    expect(replies(ada)).to_have_count(3)
    expect(replies(ada).last).to_contain_text("yes")
    expect(thread(ada)).to_contain_text("2 replies")
    expect(messages(ada)).to_have_count(1 + 3)  # the log of the thread is a log too
    expect(ada.get_by_role("button", name="2 replies")).to_be_visible()


def test_what_is_said_while_a_thread_or_channel_loads_stays_shown(acts_as: Acts) -> None:
    page = acts_as("ada")
    types(page, "first")
    expect(messages(page)).to_have_count(1)
    late = []  # answers that were given before the reply, and arrive after it

    def holds(route: Route) -> None:
        late.append((route, route.fetch()))

    page.route("**/sandbox/messages?*", holds)
    opens_thread(page, messages(page).first)
    page.wait_for_timeout(300)
    answers(page, "by the window")
    expect(replies(page)).to_have_count(2)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # loads the channel anew
    page.wait_for_timeout(300)
    types(page, "second")
    expect(messages(page)).to_have_count(2 + 2)
    assert len(late) >= 2
    for route, answer in late:
        route.fulfill(response=answer)
    page.wait_for_timeout(300)
    expect(replies(page)).to_have_count(2)
    expect(messages(page)).to_have_count(2 + 2)


def test_escape_closes_the_thread_and_the_focus_goes_back_to_its_message(acts_as: Acts) -> None:
    page = acts_as("ada")
    types(page, "first")
    types(page, "second")
    expect(messages(page)).to_have_count(2)
    opens_thread(page, messages(page).first)
    page.keyboard.press("Escape")
    expect(thread(page)).to_be_hidden()
    expect(messages(page).first).to_be_focused()


def test_everything_about_a_message_is_reached_by_keyboard(acts_as: Acts) -> None:
    page = acts_as("ada")
    types(page, "first")
    types(page, "second")
    expect(messages(page)).to_have_count(2)
    page.get_by_role("log").focus()
    page.keyboard.press("ArrowUp")
    expect(messages(page).last).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(messages(page).first).to_be_focused()
    page.keyboard.press("Tab")
    expect(messages(page).first.get_by_role("button", name="Message actions")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Reply in thread")).to_be_focused()
    page.keyboard.press("Escape")
    expect(messages(page).first.get_by_role("button", name="Message actions")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(thread(page).get_by_role("textbox", name="Reply")).to_be_focused()


def test_a_thread_stays_open_after_a_reload(acts_as: Acts) -> None:
    page = acts_as("ada")
    types(page, "first")
    opens_thread(page, messages(page).first)
    answers(page, "kept")
    expect(replies(page)).to_have_count(2)
    page.reload()
    expect(replies(page).last).to_contain_text("kept")


def test_a_command_in_a_thread_is_refused_with_the_way_out(acts_as: Acts) -> None:
    page = acts_as("ada")
    types(page, "first")
    opens_thread(page, messages(page).first)
    answers(page, "/echo hello")
    expect(thread(page).get_by_role("alert").filter(has_text="/echo")).to_have_text(
        "/echo does not work in threads. Type it in the channel."
    )
    expect(thread(page).get_by_role("textbox", name="Reply")).to_have_value("/echo hello")
    expect(replies(page)).to_have_count(1)


def test_a_shortcut_works_on_a_message_and_on_a_reply(acts_as: Acts) -> None:
    page = acts_as("ada")
    types(page, "first")
    messages(page).first.get_by_role("button", name="Message actions").click()
    page.get_by_role("menuitem", name=re.compile("^Quote it")).click()
    expect(messages(page).last).to_contain_text("Quoted: first")
    opens_thread(page, messages(page).first)
    answers(page, "a reply")
    expect(replies(page)).to_have_count(2)
    replies(page).last.get_by_role("button", name="Message actions").click()
    expect(page.get_by_role("menuitem")).to_have_count(1)  # the thread is open already
    page.get_by_role("menuitem", name=re.compile("^Quote it")).click()
    expect(page.get_by_text("Quoted: a reply")).to_be_visible()


def test_a_shortcut_for_everywhere_opens_its_form(acts_as: Acts) -> None:
    page = acts_as("ada")
    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_role("menuitem", name=re.compile("^Open the form")).click()
    window = page.get_by_role("dialog", name="A form")
    expect(window).to_be_visible()
    page.keyboard.press("Escape")
    expect(window).to_be_hidden()


def test_a_message_for_one_person_has_no_menu(acts_as: Acts) -> None:
    page = acts_as("ada")
    types(page, "/echo for me")
    expect(messages(page)).to_have_count(1)
    expect(page.get_by_role("button", name="Message actions")).to_have_count(0)


def test_a_thread_lies_over_the_channel_where_the_window_is_narrow(acts_as: Acts) -> None:
    page = acts_as("ada")
    page.set_viewport_size({"width": 360, "height": 740})
    types(page, "first")
    opens_thread(page, messages(page).first)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.locator("#messages").evaluate("(node) => node.inert")
    page.get_by_role("button", name="Close the thread").click()
    expect(thread(page)).to_be_hidden()
    assert not page.locator("#messages").evaluate("(node) => node.inert")
