"""Tabs in which no error may be logged."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import ConsoleMessage, Page


@contextmanager
def watched(new_page: Callable[[], Page]) -> Iterator[Callable[[str], Page]]:
    """Yield what opens an address in a new tab; all are closed at the end.

    Args:
        new_page: opens an empty tab.

    Raises:
        AssertionError: at the end, where one of them logged an error.
    """
    opened: list[Page] = []
    errors: list[str] = []

    def opens(address: str) -> Page:
        page = new_page()
        opened.append(page)
        page.on("console", lambda told: errors.append(told.text) if _is_error(told) else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        return page

    yield opens
    for page in opened:
        page.close()
    assert errors == []


def _is_error(told: ConsoleMessage) -> bool:
    """Whether it is the page's fault: Chromium also logs each request that was refused in words."""
    return told.type == "error" and "responded with a status of 400" not in told.text
