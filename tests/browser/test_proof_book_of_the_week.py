"""The proof-book of the example week, played by the real bot: complete, readable, printable."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser, Page

from bot import example_week
from bot.proofbook import book
from bot.proofbook.proofs import Rehearsal
from bot.rehearsal import play
from tests.browser.accessible import violations


@pytest.fixture(scope="module")
def week() -> Rehearsal:
    return play.play(example_week.SET_UP, count=12, seed=1, stop=Event(), say=lambda _line: None)


@pytest.fixture(scope="module")
def opened(
    browser: Browser, week: Rehearsal, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    path: Path = tmp_path_factory.mktemp("book") / "proof-book.html"
    path.write_text(book.html(week), encoding="utf-8")
    page = browser.new_page()
    errors: list[str] = []
    page.on("console", lambda told: errors.append(told.text))
    page.goto(path.as_uri())
    yield page
    page.close()
    assert errors == []


def test_it_tells_as_many_things_as_the_outbox_sent(opened: Page, week: Rehearsal) -> None:
    shown = opened.locator("article[data-promises]").evaluate_all(
        "all => all.reduce((sum, one) => sum + Number(one.dataset.promises), 0)"
    )
    assert week.sent > 60
    assert (shown, week.told) == (week.sent, week.sent)
    assert opened.get_by_text("All of them stand in this book.").is_visible()


def test_axe_finds_no_barrier_in_it(opened: Page) -> None:
    assert violations(opened) == []


def test_on_paper_every_message_can_be_read(opened: Page) -> None:
    opened.emulate_media(media="print")
    articles = opened.locator("article[data-promises]")
    assert articles.count() == articles.locator("visible=true").count() > 20
    assert opened.pdf(format="A4").startswith(b"%PDF")
    opened.emulate_media(media="screen")
