"""What an app may send, as the page draws it; and no barrier in threads, lists and halves."""

import re
from collections.abc import Callable
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessible import violations
from tests.browser.deeds import Acts, messages, types
from tests.browser.test_people import opens_members
from tests.browser.test_split import opens_beside
from tests.browser.test_threads import answers, opens_thread, replies
from tests.browser.trial_app import Json, option, plain

# Draws blocks below a heading of their own; what is pressed and what a form would send is kept.
DRAW = """async (list) => {
    const { blocks } = await import("/page/blocks.js");
    window.pressed = [];
    window.fields = [];
    const surface = {
        fields: window.fields,
        press: (node, element, block, value) => window.pressed.push([element.action_id, value]),
    };
    document.getElementById("try-it")?.remove();
    const root = document.createElement("section");
    root.id = "try-it";
    root.setAttribute("aria-label", "Trial");
    root.append(...blocks(list, surface));
    document.querySelector("main").append(root);
}"""


def drawn(page: Page, *blocks: Json) -> Any:
    """The place where these blocks are drawn."""
    page.evaluate(DRAW, list(blocks))
    return page.locator("#try-it")


def field(element: Json) -> Json:
    return {"type": "input", "block_id": "b", "label": plain("Field"), "element": element}


def values(page: Page) -> list[Any]:
    """What the fields hold now, as a form would send it."""
    return list(page.evaluate("window.fields.map((field) => field.read())"))


IMAGE = {
    "type": "image",
    "alt_text": "A dot",
    "image_url": "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=",
}
CARD = {
    "type": "card",
    "title": plain("A card"),
    "subtitle": plain("Below it"),
    "body": plain("Its words"),
    "actions": [{"type": "button", "action_id": "go", "text": plain("Go")}],
}
RICH = [
    {"type": "text", "text": "under", "style": {"underline": True}},
    {"type": "text", "text": "lit", "style": {"highlight": True}},
    {"type": "emoji", "name": "white_check_mark", "unicode": "2705"},
    {"type": "emoji", "name": "unknown"},
]
EVERY_BLOCK: list[Json] = [
    {"type": "header", "text": plain("Level one")},
    {"type": "header", "text": plain("Level two"), "level": 2},
    CARD,
    {"type": "carousel", "elements": [{**CARD, "title": plain("First")}]},
    {
        "type": "container",
        "title": plain("Fold"),
        "is_collapsible": True,
        "default_collapsed": True,
        "child_blocks": [{"type": "section", "text": plain("Folded away")}],
    },
    {"type": "alert", "level": "warning", "text": plain("Mind the gap")},
    {"type": "file", "external_id": "F-7", "source": "remote"},
    {
        "type": "video",
        "title": plain("A film"),
        "title_url": "https://films.example/7",
        "video_url": "https://films.example/7/embed",
        "thumbnail_url": IMAGE["image_url"],
        "alt_text": "A stage",
    },
    {"type": "markdown", "text": "# Title\n\nSome **bold** and _thin_ [words](https://a.example)"},
    {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": RICH}]},
    {
        "type": "context_actions",
        "elements": [
            {"type": "icon_button", "icon": "trash", "text": plain("Delete"), "action_id": "del"},
            {
                "type": "feedback_buttons",
                "action_id": "helpful",
                "positive_button": {"text": plain("Good"), "value": "+"},
                "negative_button": {"text": plain("Bad"), "value": "-"},
            },
        ],
    },
    {
        "type": "data_visualization",
        "title": "Shares",
        "chart": {
            "type": "pie",
            "segments": [{"label": "One", "value": 1}, {"label": "Three", "value": 3}],
        },
    },
]


def test_every_other_block_is_drawn_as_what_it_is(acts_as: Acts) -> None:
    page = acts_as("ada")
    place = drawn(page, *EVERY_BLOCK)
    expect(place.get_by_text("is not shown here yet")).to_have_count(0)
    expect(place.get_by_role("heading", name="Level two", level=4)).to_be_visible()
    expect(place.get_by_role("list", name="Cards").get_by_text("First")).to_be_visible()
    expect(place.get_by_text("Folded away")).to_be_hidden()
    place.get_by_text("Fold", exact=True).click()
    expect(place.get_by_text("Folded away")).to_be_visible()
    expect(place.get_by_role("note")).to_have_text("WarningMind the gap")
    expect(place.get_by_role("link", name="A film")).to_have_attribute(
        "href", "https://films.example/7"
    )
    expect(place.get_by_role("heading", name="Title")).to_be_visible()
    expect(place.locator("strong").filter(has_text="bold")).to_be_visible()
    expect(place.get_by_role("link", name="words")).to_be_visible()
    expect(place.locator("u")).to_have_text("under")
    expect(place.locator("mark")).to_have_text("lit")
    expect(place.get_by_role("img", name="white check mark")).to_have_text("✅")
    expect(place.get_by_text(":unknown:")).to_be_visible()
    expect(place.get_by_role("listitem").filter(has_text="Three")).to_contain_text("3 (75%)")
    place.get_by_role("button", name="Delete").click()
    place.get_by_role("button", name="Bad").click()
    place.get_by_role("button", name="Go").first.click()
    assert page.evaluate("window.pressed") == [["del", None], ["helpful", "-"], ["go", None]]


def test_a_block_and_an_element_that_nobody_knows_are_named(acts_as: Acts) -> None:
    page = acts_as("ada")
    place = drawn(page, {"type": "hologram"}, field({"type": "dial", "action_id": "a"}))
    expect(place).to_contain_text("Block type hologram is not shown here yet.")
    expect(place).to_contain_text("Element type dial is not shown here yet.")


def test_a_data_table_shows_a_page_at_a_time(acts_as: Acts) -> None:
    page = acts_as("ada")
    cells = [[{"type": "raw_text", "text": f"Row {n}"}] for n in range(8)]
    place = drawn(page, {"type": "data_table", "caption": "Many", "page_size": 3, "rows": cells})
    expect(place.get_by_role("cell")).to_have_text(["Row 1", "Row 2", "Row 3"])
    place.get_by_role("button", name="Further rows").click()
    place.get_by_role("button", name="Further rows").click()
    expect(place.get_by_role("cell")).to_have_text(["Row 7"])
    expect(place).to_contain_text("Rows 7 to 7 of 7")
    expect(place.get_by_role("button", name="Further rows")).to_be_disabled()
    place.get_by_role("button", name="Earlier rows").click()
    expect(place.get_by_role("cell")).to_have_text(["Row 4", "Row 5", "Row 6"])


def test_a_date_and_time_is_chosen_in_the_persons_own_zone(acts_as: Acts) -> None:
    page = acts_as("ada")
    at = 1826876460  # 22 November 2027, 09:41 in London, 11:41 in Athens
    page.evaluate(
        """async () => {
            const { state } = await import("/page/state.js");
            state.people.get(state.me).tz = "Europe/Athens";
        }"""
    )
    element = {"type": "datetimepicker", "action_id": "when", "initial_date_time": at}
    place = drawn(page, field(element))
    picker = place.get_by_label("Field")
    expect(picker).to_have_value("2027-11-22T11:41")
    assert values(page) == [at]
    picker.fill("2027-07-01T12:00")
    assert values(page) == [1814432400]  # 1 July 2027, 09:00 in UTC


def test_no_more_are_chosen_than_the_app_allows(acts_as: Acts) -> None:
    page = acts_as("ada")
    element = {
        "type": "multi_static_select",
        "action_id": "few",
        "options": [option(day) for day in ("Monday", "Tuesday", "Friday")],
        "max_selected_items": 2,
    }
    place = drawn(page, field(element))
    place.get_by_label("Field").click()
    for day in ("Monday", "Tuesday", "Friday"):
        page.get_by_role("menuitemcheckbox", name=day).click()
    expect(page.get_by_text("No more than 2 can be chosen.")).to_be_visible()
    page.get_by_role("button", name="Done").click()
    expect(place.get_by_label("Field")).to_contain_text("Monday, Tuesday")
    assert values(page) == [["monday", "tuesday"]]


def test_a_list_of_conversations_offers_only_those_its_filter_lets_in(acts_as: Acts) -> None:
    page = acts_as("ada")
    element = {
        "type": "conversations_select",
        "action_id": "where",
        "default_to_current_conversation": True,
    }
    here = page.locator("#place-title").inner_text()
    place = drawn(page, field({**element, "filter": {"include": ["public"]}}))
    expect(place.get_by_label("Field")).to_contain_text(here)
    place = drawn(page, field({**element, "filter": {"include": ["im"]}}))
    expect(place.get_by_label("Field")).to_contain_text("Choose")
    place.get_by_label("Field").click()
    expect(page.get_by_role("menuitemradio")).to_have_text(["Trial"])


def test_a_tick_is_taken_back_when_the_answer_to_its_question_is_no(acts_as: Acts) -> None:
    page = acts_as("ada")
    question = {
        "title": plain("Sure?"),
        "text": plain("It is for good."),
        "confirm": plain("Yes"),
        "deny": plain("No"),
    }
    element = {
        "type": "checkboxes",
        "action_id": "tick",
        "options": [option("Ready")],
        "confirm": question,
    }
    place = drawn(page, {"type": "actions", "block_id": "b", "elements": [element]})
    place.get_by_role("checkbox", name="Ready").click()
    page.get_by_role("dialog", name="Sure?").get_by_role("button", name="No").click()
    expect(place.get_by_role("checkbox", name="Ready")).not_to_be_checked()
    assert page.evaluate("window.pressed") == []


def test_a_button_for_others_is_not_shown(acts_as: Acts) -> None:
    page = acts_as("ada")
    button = {"type": "button", "text": plain("Secret"), "visible_to_user_ids": ["U0NOBODY"]}
    place = drawn(page, {"type": "actions", "elements": [{**button, "action_id": "x"}]})
    expect(place.get_by_role("button")).to_have_count(0)


def a_thread(page: Page) -> None:
    types(page, "first")
    opens_thread(page, messages(page).first)
    answers(page, "below it")
    expect(replies(page)).to_have_count(2)


def a_menu(page: Page) -> None:
    types(page, "first")
    messages(page).first.get_by_role("button", name="Message actions").click()
    expect(page.get_by_role("menuitem").first).to_be_visible()


def all_blocks(page: Page) -> None:
    expect(drawn(page, *EVERY_BLOCK).get_by_text("A film")).to_be_visible()


def all_people(page: Page) -> None:
    page.get_by_role("button", name="People", exact=True).click()
    expect(page.get_by_role("dialog", name="People")).to_be_visible()


def somebody_new(page: Page) -> None:
    page.get_by_role("button", name="Add a person").click()
    expect(page.get_by_label("Time zone")).to_be_visible()


def members(page: Page) -> None:
    opens_members(page)
    expect(page.get_by_role("dialog", name=re.compile("^People in #"))).to_be_visible()


def side_by_side(page: Page) -> None:
    opens_beside(page, "bo")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "shows", [a_thread, a_menu, all_blocks, all_people, somebody_new, members, side_by_side]
)
def test_axe_finds_no_barrier(
    acts_as: Acts, shows: Callable[[Page], None], scheme: Literal["light", "dark"]
) -> None:
    page = acts_as("ada")
    page.emulate_media(color_scheme=scheme)
    shows(page)
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
