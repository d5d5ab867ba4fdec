"""A week on the sandbox's page with the real bot: ada facilitates, bo and cy take part."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.deeds import messages
from tests.browser.tabs import watched
from tests.browser.week import SOON_MS, Tabs, answers, board, chooses, form, running


def direct_messages_link(page: Page) -> Locator:
    """The bot's entry among the direct messages, whose name says how many are unread."""
    return page.get_by_role("navigation").get_by_role("link", name="Open Space")


def clock(page: Page) -> Locator:
    """The clock in the header, with what turns it."""
    return page.get_by_role("group", name="Clock")


def turns_the_clock(page: Page, to: str) -> None:
    """Jump to a moment, like "Tuesday 09:00"; all that is due on the way has then happened."""
    clock(page).get_by_role("combobox", name="Jump to").select_option(label=to)
    clock(page).get_by_role("button", name="Go").click()
    expect(clock(page).get_by_text("Played.")).to_be_visible(timeout=SOON_MS)


def gives(place: Locator, topic: str) -> None:
    """Press + at the topic, like "#8"."""
    _at(place, topic, "+").click()


def takes_back(place: Locator, topic: str) -> None:
    """Press − at the topic."""
    _at(place, topic, "−").click()


def _at(place: Locator, topic: str, sign: str) -> Locator:
    """The button with that sign; its name says what it does, and to which topic."""
    named = place.get_by_role("button", name=re.compile(rf"(dot|dots|dot off): {topic} "))
    return named.filter(has_text=sign)


def test_a_topic_proposed_with_the_form_shows_to_everybody(tabs: Tabs) -> None:
    ada, bo = tabs.channel("ada"), tabs.channel("bo")
    propose = board(bo).get_by_role("button", name="Propose a topic")
    propose.click()
    window = form(bo, "Propose a topic")
    title = window.get_by_role("textbox", name="Title")
    expect(title).to_be_focused()
    # Long enough for the browser; the bot knows that it is empty.
    title.fill("     ")
    window.get_by_role("button", name="Propose it").click()
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(title).to_have_accessible_description(re.compile("3 characters"))
    expect(title).to_be_focused()
    title.fill("Who gets past the usual suspects?")
    chooses(bo, window.get_by_role("button", name="Theme"), "Show co-pro in action")
    expect(window.get_by_role("button", name="Theme")).to_have_accessible_name(
        "Theme (optional) Show co-pro in action"
    )
    window.get_by_role("button", name="Propose it").click()
    expect(window).to_contain_text("There are topics with similar words.")
    expect(window.get_by_role("status")).to_contain_text("There are topics with similar words.")
    expect(window).to_contain_text("#13 Getting past the usual suspects, hosted by @jo")
    window.get_by_role("button", name="Post it anyway").click()
    thanks = form(bo, re.compile(r"^Topic \d+$"))
    expect(thanks).to_contain_text(re.compile(r"Thank you\. Your topic is #\d+\."))
    line = "Who gets past the usual suspects?, hosted by @bo"
    expect(board(ada)).to_contain_text(line, timeout=SOON_MS)
    expect(board(bo)).to_contain_text(line, timeout=SOON_MS)
    thanks.get_by_role("button", name="Close").click()
    expect(thanks).to_be_hidden()
    # The board was drawn anew behind the form.
    expect(propose).to_be_focused()


def test_dots_are_given_and_taken_back_in_the_ballot(tabs: Tabs) -> None:
    tabs.week.types("cy", "/vote clear")
    cy = tabs.channel("cy")
    ballot = answers(cy, "/vote")
    expect(ballot).to_contain_text("Only visible to you")
    for left, topic in ((4, "#8"), (3, "#8"), (2, "#8"), (1, "#5"), (0, "#9")):
        gives(ballot, topic)
        expect(ballot).to_contain_text(f"You have {left} dot{'s' * (left != 1)} left of 5.")
    expect(ballot.get_by_role("button", name="Give a dot: #9")).to_be_hidden()
    gives(ballot, "#12")
    refusal = cy.get_by_text(re.compile("more than your 5 dots"))
    expect(refusal).to_be_in_viewport()
    expect(ballot).to_contain_text("You have 0 dots left of 5.")
    takes_back(ballot, "#8")
    expect(ballot).to_contain_text("You have 1 dot left of 5.")
    expect(ballot.get_by_role("button", name="Make it 3 dots: #8")).to_be_visible()


def test_dots_are_given_in_the_form_that_home_opens_and_show_there(tabs: Tabs) -> None:
    tabs.week.types("bo", "/vote clear")
    bo = tabs.home("bo")
    home = bo.get_by_role("region", name="Home")
    opener = home.get_by_role("button", name="Vote: my ballot")
    opener.click()
    ballot = form(bo, "5 of 5 dots left")
    gives(ballot, "#7")
    ballot = form(bo, "4 of 5 dots left")
    details = ballot.get_by_role("button", name="Details of #7")
    details.click()
    whole = form(bo, "Topic 7")
    expect(whole).to_contain_text("British Sign Language users in our consultations")
    bo.keyboard.press("Escape")
    expect(details).to_be_focused()
    for left in (3, 2, 1, 0):
        gives(ballot, "#7")
        ballot = form(bo, f"{left} of 5 dots left")
        expect(ballot).to_be_visible()
    gives(ballot, "#7")
    refusal = form(bo, "That did not work")
    expect(refusal).to_contain_text("That is 1 more than your 5 dots. #7 can have 5 at most")
    refusal.get_by_role("button", name="Close").click()
    takes_back(ballot, "#7")
    expect(form(bo, "1 of 5 dots left")).to_be_visible()
    bo.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(home).to_contain_text("4 dots of yours", timeout=SOON_MS)


def test_the_focus_goes_back_to_a_home_that_was_drawn_anew_behind_its_forms(tabs: Tabs) -> None:
    tabs.week.types("bo", "/vote clear")
    bo = tabs.home("bo")
    home = bo.get_by_role("region", name="Home")
    expect(home).to_contain_text("5 dots left", timeout=SOON_MS)
    opener = home.get_by_role("button", name="Vote: my ballot")
    opener.click()
    details = form(bo, "5 of 5 dots left").get_by_role("button", name="Details of #7")
    tabs.week.types("bo", "/vote 7 x3")
    # What opens a form makes all else unreachable, so what is behind it is found by its text.
    expect(bo.locator("#home")).to_contain_text("3 dots of yours", timeout=SOON_MS)
    details.click()
    expect(form(bo, "Topic 7")).to_be_visible()
    bo.keyboard.press("Escape")
    expect(details).to_be_focused()
    bo.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_home_tells_a_newcomer_what_to_do_first(tabs: Tabs) -> None:
    page = tabs.channel("bo")
    page.get_by_role("button", name="Add a person").click()
    window = page.get_by_role("dialog", name="Add a person")
    window.get_by_label("Name", exact=True).fill("mo")
    window.get_by_role("button", name="Add").click()
    direct_messages_link(page).click()
    page.get_by_role("link", name="Home", exact=True).click()
    home = page.get_by_role("region", name="Home")
    expect(home.get_by_role("heading", name="New here? Three things to do")).to_be_visible()
    for deed in ("Propose a topic", "Vote: my ballot", "Show the sessions"):
        expect(home.get_by_role("button", name=deed)).to_be_visible()
    home.get_by_role("button", name="Take a seat: #1").click()
    expect(home).to_contain_text("You have a seat")


def test_dots_and_messages_are_changed_in_ones_home(tabs: Tabs) -> None:
    tabs.week.types("bo", "/vote clear")
    tabs.week.types("bo", "/vote 6")
    tabs.week.types("bo", "/openspace notices all")
    home = tabs.home("bo").get_by_role("region", name="Home")
    expect(home.get_by_role("heading", name="Run this open space")).to_be_hidden()
    expect(home).to_contain_text("You have 4 dots left of 5.")
    gives(home, "#6")
    expect(home).to_contain_text("2 dots of yours")
    expect(home).to_contain_text("You have 3 dots left of 5.")
    takes_back(home, "#6")
    expect(home).to_contain_text("1 dot of yours")
    expect(home).to_contain_text("You get all messages from me.")
    home.get_by_role("button", name="Only about my own").click()
    expect(home).to_contain_text("You get only messages about your own")
    home.get_by_role("button", name="All messages").click()
    expect(home).to_contain_text("You get all messages from me.")


def test_a_press_in_home_counts_also_while_home_is_drawn_anew(tabs: Tabs) -> None:
    tabs.week.types("cy", "/openspace notices all")
    page = tabs.home("cy")
    home = page.get_by_role("region", name="Home")
    expect(home).to_contain_text("You get all messages from me.")
    held: list[Route] = []
    page.route(
        "**/sandbox/home?**", lambda route: route.continue_() if held else held.append(route)
    )
    with page.expect_request("**/sandbox/home?**"):
        tabs.week.workspace.person("cy").opens_home()
    # The page still shows the Home before that one.
    home.get_by_role("button", name="Only about my own").click()
    expect(home).to_contain_text("You get only messages about your own")
    held[0].continue_()


def test_home_shows_a_facilitator_what_they_run(tabs: Tabs) -> None:
    ada = tabs.home("ada")
    home = ada.get_by_role("region", name="Home")
    expect(home.get_by_role("heading", name="What needs you now")).to_be_visible()
    home.get_by_role("button", name="Tally of CoProWeekScot").click()
    tally = form(ada, "Tally")
    expect(tally).to_contain_text(re.compile(r"#\d+ .+: \d+ dots? from \d+ (people|person)"))
    # Totals, and never who voted for what.
    expect(tally).not_to_contain_text("@")
    ada.keyboard.press("Escape")
    home.get_by_role("button", name="Settings: CoProWeekScot").click()
    settings = form(ada, "Settings")
    digest = settings.get_by_label("Morning digest")
    digest.fill("soon")
    settings.get_by_role("button", name="Save").click()
    expect(digest).to_have_accessible_description(re.compile("“soon” is not a time I know"))
    expect(digest).to_be_focused()


def test_whoever_waits_first_is_told_when_a_seat_comes_free(tabs: Tabs) -> None:
    for words in (
        'rooms add "Snug" 1',
        'talks add "A talk in the snug" wed 11:30 "Snug" by "Una Galbraith"',
        "timetable publish",
    ):
        tabs.week.types("ada", f"/openspace {words}")
    bo, cy = tabs.channel("bo"), tabs.channel("cy")
    agenda = answers(bo, "/agenda wed")
    agenda.get_by_role("button", name=re.compile(r"Take a seat: #\d+ A talk in the snug")).click()
    expect(agenda).to_contain_text("You have a seat (no seat free)")
    waiting = answers(cy, "/agenda wed")
    name = re.compile(r"Join waiting list: #\d+ A talk in the snug")
    waiting.get_by_role("button", name=name).click()
    expect(waiting).to_contain_text("You are first on the waiting list (no seat free, 1 waiting)")
    agenda.get_by_role("button", name=re.compile("Give up seat: #.+ in the snug")).click()
    expect(direct_messages_link(cy)).to_have_accessible_name(
        "Open Space 1 unread message", timeout=SOON_MS
    )
    direct_messages_link(cy).click()
    told = messages(cy).last
    expect(told).to_contain_text("A seat came free and it is yours")
    expect(told).to_contain_text("A talk in the snug")
    expect(direct_messages_link(cy)).to_have_accessible_name("Open Space")


def test_what_the_facilitator_places_is_seen_once_it_is_published(tabs: Tabs) -> None:
    ada, bo = tabs.channel("ada"), tabs.channel("bo")
    draft = answers(ada, "/openspace timetable")
    draft.get_by_role("button", name="Place: #8").click()
    window = form(ada, "Place session")
    window.get_by_role("button", name="Place it").click()
    expect(window).to_contain_text("Please fill this in.")
    field = window.get_by_role("button", name=re.compile("^Slot and room"))
    chooses(ada, field, "Fri 26 Nov 10:00, Room B")
    window.get_by_role("button", name="Place it").click()
    saved = form(ada, "Session 8")
    expect(saved).to_contain_text("People see it there once you publish the timetable")
    saved.get_by_role("button", name="Close").click()
    expect(draft).to_contain_text("Publishing would change")
    expect(answers(bo, "/agenda fri")).not_to_contain_text("#8")
    draft.get_by_role("button", name="Publish the timetable").click()
    ada.get_by_role("dialog", name="Are you sure?").get_by_role("button", name="Yes").click()
    news = messages(bo).filter(has_text="has changed").last
    expect(news).to_contain_text("#8 Digital by default leaves people out.", timeout=SOON_MS)
    expect(answers(bo, "/agenda fri")).to_contain_text("#8 Digital by default")


def test_on_the_next_morning_digest_and_reminders_come_once(
    new_window: Callable[[], Page], tmp_path: Path
) -> None:
    # Of its own: time does not go back for other tests.
    with running(tmp_path) as week, watched(new_window) as tab:
        for name in ("ada", "bo", "cy"):
            week.types(name, "/signup 2")
        pages = [Tabs(week, tab).channel(name) for name in ("ada", "bo", "cy")]
        turns_the_clock(pages[0], "Tuesday 09:00")
        for page in pages:
            expect(clock(page)).to_contain_text("It is Tuesday 23 November 2027, 09:00")
            digest = messages(page).filter(has_text="Good morning: CoProWeekScot, Tue 23 Nov")
            expect(digest).to_contain_text("#2 Inclusion in practice", timeout=SOON_MS)
        clock(pages[0]).get_by_role("button", name="Next message due").click()
        for page in pages:
            expect(clock(page)).to_contain_text(", 09:45", timeout=SOON_MS)
            expect(messages(page).filter(has_text="Good morning:")).to_have_count(1)
            expect(direct_messages_link(page)).to_have_accessible_name(re.compile("unread"))
            direct_messages_link(page).click()
            reminder = messages(page).filter(has_text="#2 Inclusion in practice: who is not in")
            expect(reminder.filter(has_text="begins in 15 minutes, at 10:00")).to_have_count(
                1, timeout=SOON_MS
            )
