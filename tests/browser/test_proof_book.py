"""The proof-book opens as a file in Chromium: nothing asked for, nothing amiss, whole on paper."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.proofbook import book
from bot.proofbook.proofs import Rehearsal
from tests import rehearsed
from tests.browser.accessible import violations

LONGEST_S = 5.0
LARGEST_BYTES = 5_000_000
A4_WIDTH = 673
"""Pixels across an A4 page within the book's margins, at 96 to the inch."""

# What cuts off or hides something that a person is to read.
CUT_OFF = """() => [...document.querySelectorAll("main *, header *")]
    .filter((node) => !node.closest(".spoken, #finder, svg"))
    .filter((node) => !node.checkVisibility({ visibilityProperty: true, opacityProperty: true })
        || (getComputedStyle(node).overflowY !== "visible"
            && node.scrollHeight > node.clientHeight + 1)
        || node.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((node) => node.outerHTML.slice(0, 120))"""

Opens = Callable[..., Page]


@pytest.fixture(scope="module")
def small() -> Rehearsal:
    return rehearsed.week(people=12)


@pytest.fixture(scope="module")
def large() -> Rehearsal:
    return rehearsed.week(people=500, talks_to_all=10)


@pytest.fixture
def opens(browser: Browser, tmp_path: Path) -> Iterator[Opens]:
    """Open the book of a week from its file; at the end, nothing was amiss or asked for."""
    amiss: list[str] = []
    asked: list[str] = []
    pages: list[Page] = []

    def open_book(week: Rehearsal, **how: Any) -> Page:
        path = tmp_path / "book.html"
        path.write_text(book.html(week), "utf-8")
        page = browser.new_page(**how)
        pages.append(page)
        page.on("console", lambda told: amiss.append(told.text))
        page.on("pageerror", lambda error: amiss.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_book
    for page in pages:
        page.close()
    assert amiss == []
    assert asked == [(tmp_path / "book.html").as_uri()] * len(pages)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_the_page_does_not_scroll_sideways(
    opens: Opens, small: Rehearsal, scheme: Literal["light", "dark"], width: int
) -> None:
    page = opens(small, color_scheme=scheme, viewport={"width": width, "height": 800})
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_axe_would_see_what_is_wrong(opens: Opens, small: Rehearsal) -> None:
    page = opens(small)
    page.evaluate("document.querySelector('h1').outerHTML = '<h3>Week</h3>'")
    assert violations(page) != []


def test_wide_tables_scroll_by_themselves_and_by_keyboard(opens: Opens, small: Rehearsal) -> None:
    page = opens(small, viewport={"width": 360, "height": 740})
    table = page.get_by_role("region", name="Sessions at the end of the week")
    table.focus()
    expect(table).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(node) => node.scrollLeft > 0", arg=table.element_handle())


def test_a_person_finds_the_messages_to_them(opens: Opens, small: Rehearsal) -> None:
    page = opens(small)
    direct, channel = page.locator("article.direct"), page.locator("article.channel")
    everything = direct.count()
    page.get_by_label("Show only messages to").fill("ewan lin")
    shown = direct.locator("visible=true")
    for article in shown.all():
        expect(article.locator(".names")).to_contain_text("Ewan Lindsay")
    assert 0 < shown.count() < everything
    expect(page.get_by_role("status")).to_have_text(
        f"{shown.count()} direct messages are shown. Messages to the channel stay;"
        " those without names are left out."
    )
    assert channel.locator("visible=true").count() == channel.count() == 15
    page.emulate_media(media="print")
    assert direct.locator("visible=true").count() == everything
    page.emulate_media(media="screen")
    page.get_by_label("Show only messages to").fill("")
    assert shown.count() == everything


def test_without_scripts_all_can_be_read(
    browser: Browser, small: Rehearsal, tmp_path: Path
) -> None:
    path = tmp_path / "book.html"
    path.write_text(book.html(small), "utf-8")
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(path.as_uri())
        expect(page.get_by_label("Show only messages to")).to_be_hidden()
        assert page.locator("article >> visible=true").count() == page.locator("article").count()


def test_the_skip_link_and_the_contents_lead_there(opens: Opens, small: Rehearsal) -> None:
    page = opens(small)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the contents")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    missing = """() => [...document.querySelectorAll("nav a")]
        .filter((link) => !document.querySelector(link.getAttribute("href"))).length"""
    assert page.evaluate(missing) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_nothing_is_cut_off_or_hidden(
    opens: Opens, large: Rehearsal, scheme: Literal["light", "dark"]
) -> None:
    page = opens(large, color_scheme=scheme, viewport={"width": A4_WIDTH, "height": 960})
    assert page.evaluate(CUT_OFF) != [], "the boxes with many names scroll on the screen"
    page.emulate_media(media="print", color_scheme=scheme)
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_it_prints_as_many_pages(opens: Opens, small: Rehearsal) -> None:
    printed = opens(small).pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) > 10


def test_a_week_of_five_hundred_people_is_made_quickly_and_opens(
    opens: Opens, large: Rehearsal
) -> None:
    assert len(large.people) == 500
    assert len(large.messages) >= 5000
    begun = time.perf_counter()
    text = book.html(large)
    assert time.perf_counter() - begun < LONGEST_S
    assert len(text.encode()) < LARGEST_BYTES
    page = opens(large)
    promises = page.locator("article").evaluate_all(
        "(all) => all.reduce((sum, one) => sum + Number(one.dataset.promises), 0)"
    )
    assert promises == sum(len(sent.promises) for sent in large.messages)
    expect(page.get_by_text(re.compile("^And 440 more people with at most"))).to_be_visible()
    assert page.locator(".who.many").count() == 10  # each talk reminds all
    assert violations(page, "header", "#problems", "#calendar", "#everybody", ".who.many") == []
