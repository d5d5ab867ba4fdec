"""Two people side by side on one page."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import FloatRect, FrameLocator, Page, expect

from tests.browser.deeds import Acts


def half(page: Page, name: str) -> FrameLocator:
    """The half in which that person acts."""
    return page.frame_locator(f'iframe[title="As {name}"]')


def boxes(page: Page) -> list[FloatRect]:
    """Where the two halves stand, left or upper one first."""
    found = [frame.bounding_box() for frame in page.locator("iframe").all()]
    return [box for box in found if box is not None]


def opens_beside(page: Page, name: str) -> None:
    """Open the page with *name* at the side of whoever acts."""
    page.get_by_role("button", name="Side by side with").click()
    window = page.get_by_role("dialog", name="Side by side")
    window.get_by_label("Who else").select_option(label=name)
    window.get_by_role("button", name="Show both").click()
    expect(half(page, name).get_by_text("Nothing has been said here yet.")).to_be_visible()


def says(page: Page, name: str, text: str) -> None:
    """Type *text* in one half."""
    words = half(page, name).get_by_role("textbox", name=re.compile("^Message "))
    words.fill(text)
    words.press("Enter")


def test_two_people_see_each_others_messages_side_by_side(acts_as: Acts) -> None:
    page = acts_as("ada")
    opens_beside(page, "bo")
    assert page.get_by_role("heading", level=1).inner_text() == "Side by side: ada and bo"
    says(page, "ada", "good morning")
    expect(half(page, "bo").get_by_role("article")).to_have_text(re.compile("good morning"))
    says(page, "bo", "/echo for bo alone")
    expect(half(page, "bo").get_by_role("article")).to_have_count(2)
    expect(half(page, "ada").get_by_role("article")).to_have_count(1)


def test_a_reload_brings_both_back_where_they_were(acts_as: Acts) -> None:
    page = acts_as("ada")
    opens_beside(page, "bo")
    half(page, "bo").get_by_role("button", name="People and channels").click()
    half(page, "bo").get_by_role("link", name="Trial", exact=True).click()
    expect(half(page, "bo").get_by_role("heading", name="Trial")).to_be_visible()
    page.reload()
    expect(half(page, "bo").get_by_role("heading", name="Trial")).to_be_visible()
    expect(half(page, "ada").get_by_role("heading", name=re.compile("^#room"))).to_be_visible()


def test_the_halves_are_swapped_and_nothing_is_loaded_anew(acts_as: Acts) -> None:
    page = acts_as("ada")
    opens_beside(page, "bo")
    page.get_by_role("button", name="Swap the two").click()
    expect(page.locator("iframe").first).to_have_attribute("title", "As bo")
    expect(page.locator("iframe").last).to_have_attribute("title", "As ada")
    says(page, "bo", "from the left")
    expect(half(page, "ada").get_by_role("article")).to_have_count(1)


def test_closing_one_half_leaves_the_other_as_the_whole_page(acts_as: Acts) -> None:
    page = acts_as("ada")
    opens_beside(page, "bo")
    page.get_by_role("button", name="Close the side of ada").click()
    expect(page.get_by_text("You see what bo would see.")).to_be_visible()
    assert urlsplit(page.url).path == "/"
    assert "as" in parse_qs(urlsplit(page.url).fragment)


def test_choosing_another_person_in_a_half_renames_it(acts_as: Acts) -> None:
    page = acts_as("ada")
    opens_beside(page, "bo")
    half(page, "bo").get_by_role("button", name="People and channels").click()
    half(page, "bo").get_by_label("Acting as").select_option(label="cy")
    expect(page.get_by_role("heading", name="As cy")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Side by side: ada and cy")
    assert half(page, "cy").get_by_role("button", name="Side by side with").count() == 0


def test_the_halves_stand_one_above_the_other_in_a_narrow_window(acts_as: Acts) -> None:
    page = acts_as("ada")
    opens_beside(page, "bo")
    wide = boxes(page)
    assert wide[0]["y"] == wide[1]["y"]
    page.set_viewport_size({"width": 360, "height": 740})
    narrow = boxes(page)
    assert narrow[0]["y"] + narrow[0]["height"] <= narrow[1]["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert min(box["height"] for box in narrow) > 400
