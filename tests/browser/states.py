"""The states in which a person may find the page with the real bot, each by what leads there."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.week import Tabs, answers, board, chooses, form

NARROW = ViewportSize(width=360, height=740)


def a_channel_with_its_board(tabs: Tabs) -> Page:
    page = tabs.channel("bo")
    expect(board(page)).to_be_visible()
    answers(page, "/openspace help")
    answers(page, "/topics")
    return page


def a_ballot(tabs: Tabs) -> Page:
    tabs.week.types("bo", "/vote 5 x2")
    page = tabs.channel("bo")
    expect(answers(page, "/vote")).to_contain_text("2 dots of yours")
    return page


def a_tally_in_words(tabs: Tabs) -> Page:
    page = tabs.channel("ada")
    expect(answers(page, "/tally")).to_contain_text("dots from")
    return page


def a_tally_as_a_chart(tabs: Tabs) -> Page:
    page = tabs.channel("ada")
    answer = answers(page, "/tally")
    answer.get_by_role("button", name="Show as a chart").click()
    expect(page.get_by_role("log").get_by_role("figure")).to_be_visible()
    expect(page.get_by_role("log").get_by_role("table")).to_be_visible()
    return page


def an_agenda(tabs: Tabs) -> Page:
    page = tabs.channel("bo")
    expect(answers(page, "/agenda week")).to_contain_text("Take a seat")
    return page


def offers_of_commands(tabs: Tabs) -> Page:
    page = tabs.channel("bo")
    page.get_by_role("textbox", name="Message").press_sequentially("/")
    expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    return page


def a_menu_of_a_message(tabs: Tabs) -> Page:
    page = tabs.channel("ada")
    answers(page, "/openspace timetable").get_by_role("button", name="More actions").first.click()
    expect(page.get_by_role("menuitem", name="Unpin").first).to_be_visible()
    return page


def a_question_before_a_deed(tabs: Tabs) -> Page:
    page = tabs.channel("ada")
    answers(page, "/openspace").get_by_role("button", name="Close the open space").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    return page


def the_window_that_adds_a_person(tabs: Tabs) -> Page:
    page = tabs.channel("bo")
    page.get_by_role("button", name="Add a person").click()
    expect(page.get_by_role("dialog", name="Add a person")).to_be_visible()
    return page


def the_clock_on_a_narrow_page(tabs: Tabs) -> Page:
    page = tabs.channel("bo")
    page.set_viewport_size(NARROW)
    page.get_by_role("button", name="Clock").click()
    expect(page.get_by_role("group", name="Clock")).to_be_visible()
    return page


def the_left_column_on_a_narrow_page(tabs: Tabs) -> Page:
    page = tabs.channel("bo")
    page.set_viewport_size(NARROW)
    page.get_by_role("button", name="People and channels").click()
    expect(page.get_by_role("navigation", name="People and channels")).to_be_visible()
    return page


def direct_messages(tabs: Tabs) -> Page:
    week = tabs.week
    answer = week.types("bo", "/agenda mine calendar")
    assert "direct message" in answer.text
    page = tabs.direct_messages("bo")
    expect(page.get_by_role("log").get_by_role("article").first).to_be_visible()
    return page


def a_thread(tabs: Tabs) -> Page:
    page = tabs.channel("bo")
    message = page.get_by_role("article").filter(has_text="Voting is open").last
    message.get_by_role("button", name="Message actions").click()
    page.get_by_role("menuitem", name="Reply in thread").click()
    thread = page.get_by_role("region", name="Thread", exact=True)
    thread.get_by_role("textbox", name="Reply").fill("Where do I begin?")
    page.keyboard.press("Enter")
    expect(thread.get_by_role("article").last).to_contain_text("Where do I begin?")
    return page


def a_menu_with_the_apps_shortcuts(tabs: Tabs) -> Page:
    page = tabs.channel("bo")
    page.get_by_role("button", name="Shortcuts").click()
    expect(page.get_by_role("menuitem", name="Propose a topic")).to_be_visible()
    return page


def two_people_side_by_side(tabs: Tabs) -> Page:
    page = tabs.channel("bo")
    page.get_by_role("button", name="Side by side with").click()
    window = page.get_by_role("dialog", name="Side by side")
    window.get_by_label("Who else").select_option(label="ada")
    window.get_by_role("button", name="Show both").click()
    for name in ("ada", "bo"):
        half = page.frame_locator(f'iframe[title="As {name}"]')
        expect(half.get_by_role("heading", name="CoProWeekScot: the board")).to_be_visible()
    return page


def the_people(tabs: Tabs) -> Page:
    page = tabs.channel("bo")
    page.get_by_role("button", name="People", exact=True).click()
    expect(page.get_by_role("dialog", name="People")).to_contain_text("Lena Wishart")
    return page


def the_wire(tabs: Tabs) -> Page:
    page = tabs.channel("ada")
    answers(page, "/tally")
    page.get_by_role("button", name="Wire and faults").click()
    calls = page.get_by_role("list", name="Calls, newest first")
    expect(calls.get_by_role("listitem").filter(has_text="/tally").first).to_be_visible()
    return page


def home_of_a_newcomer(tabs: Tabs) -> Page:
    if "nia" not in [person.name for person in tabs.week.workspace.people()]:
        tabs.week.workspace.add_person("nia", real_name="Nia Roy")
    return tabs.home("nia")


def home_of_a_participant(tabs: Tabs) -> Page:
    tabs.week.types("bo", "/vote 5 x2")
    page = tabs.home("bo")
    expect(page.get_by_role("heading", name="Your dots")).to_be_visible()
    return page


def home_of_a_facilitator(tabs: Tabs) -> Page:
    page = tabs.home("ada")
    expect(page.get_by_role("heading", name="Run this open space")).to_be_visible()
    return page


def home_with_the_draft(tabs: Tabs) -> Page:
    # The draft stays in its facilitator's Home, so it is in that of one of whom no other test asks.
    tabs.week.types("ada", "/openspace facilitators add @dee")
    page = tabs.home("dee")
    page.get_by_role("button", name="Timetable of CoProWeekScot").click()
    expect(page.get_by_role("button", name="Place: #5")).to_be_visible()
    return page


def the_form_of_a_new_topic(tabs: Tabs) -> Page:
    page = tabs.channel("bo")
    board(page).get_by_role("button", name="Propose a topic").click()
    expect(form(page, "Propose a topic")).to_be_visible()
    return page


def a_form_with_errors(tabs: Tabs) -> Page:
    page = the_form_of_a_new_topic(tabs)
    form(page, "Propose a topic").get_by_role("button", name="Propose it").click()
    expect(page.get_by_text("Please fill this in.")).to_be_visible()
    return page


def a_form_with_similar_topics(tabs: Tabs) -> Page:
    page = the_form_of_a_new_topic(tabs)
    window = form(page, "Propose a topic")
    window.get_by_label("Title").fill("Rural transport: who asks the bus driver")
    window.get_by_role("button", name="Propose it").click()
    expect(window).to_contain_text("There are topics with similar words.")
    return page


def a_form_with_an_open_menu(tabs: Tabs) -> Page:
    page = the_form_of_a_new_topic(tabs)
    page.get_by_role("button", name="Co-hosts").click()
    expect(page.get_by_role("menuitemcheckbox").first).to_be_visible()
    return page


def the_ballot_as_a_form(tabs: Tabs) -> Page:
    tabs.week.types("bo", "/vote 5 x2")
    page = tabs.home("bo")
    page.get_by_role("button", name="Vote: my ballot").click()
    expect(form(page, re.compile("dots left"))).to_be_visible()
    return page


def details_above_the_ballot(tabs: Tabs) -> Page:
    page = the_ballot_as_a_form(tabs)
    page.get_by_role("button", name="Details of #9").click()
    expect(form(page, "Topic 9")).to_be_visible()
    return page


def the_form_that_places_a_session(tabs: Tabs) -> Page:
    page = tabs.channel("ada")
    answers(page, "/openspace timetable").get_by_role("button", name="Place: #7").click()
    window = form(page, "Place session")
    chooses(page, window.get_by_role("button", name="Slot and room"), "Fri 26 Nov 14:00, Room A")
    return page


def the_form_of_absences(tabs: Tabs) -> Page:
    page = tabs.home("bo")
    page.get_by_role("button", name="Choose times when I cannot be").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    return page


def a_form_of_the_facilitator(button: str, title: str) -> Callable[[Tabs], Page]:
    def shown(tabs: Tabs) -> Page:
        page = tabs.home("ada")
        page.get_by_role("button", name=button).click()
        expect(form(page, title)).to_be_visible()
        return page

    shown.__name__ = f"the_form_{title}".lower().replace(" ", "_")
    return shown


def the_form_of_a_new_open_space(tabs: Tabs) -> Page:
    page = tabs.channel("bo")
    page.get_by_role("link", name="practice").click()
    page.get_by_role("textbox", name="Message #practice").fill("/openspace new")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    return page


STATES: list[Callable[[Tabs], Page]] = [
    a_channel_with_its_board,
    a_ballot,
    a_tally_in_words,
    a_tally_as_a_chart,
    an_agenda,
    offers_of_commands,
    a_menu_of_a_message,
    a_question_before_a_deed,
    the_window_that_adds_a_person,
    the_clock_on_a_narrow_page,
    the_left_column_on_a_narrow_page,
    direct_messages,
    a_thread,
    a_menu_with_the_apps_shortcuts,
    two_people_side_by_side,
    the_people,
    the_wire,
    home_of_a_newcomer,
    home_of_a_participant,
    home_of_a_facilitator,
    home_with_the_draft,
    the_form_of_a_new_topic,
    a_form_with_errors,
    a_form_with_similar_topics,
    a_form_with_an_open_menu,
    the_ballot_as_a_form,
    details_above_the_ballot,
    the_form_that_places_a_session,
    the_form_of_absences,
    the_form_of_a_new_open_space,
    a_form_of_the_facilitator("Settings: CoProWeekScot", "Settings"),
    a_form_of_the_facilitator("Open or close", "Open or close"),
    a_form_of_the_facilitator("Rooms of", "Rooms"),
    a_form_of_the_facilitator("Slots of", "Slots"),
    a_form_of_the_facilitator("Talks of", "Talks"),
    a_form_of_the_facilitator("Tally of", "Tally"),
    a_form_of_the_facilitator("Messages of", "Messages"),
]
