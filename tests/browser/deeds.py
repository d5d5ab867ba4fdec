"""What a person does on the sandbox's page, and where they look."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page

Acts = Callable[[str], Page]


def types(page: Page, text: str) -> None:
    """Type *text* in the composer and send it."""
    words = page.get_by_role("textbox", name=re.compile("^Message "))
    words.fill(text)
    words.press("Enter")


def messages(page: Page) -> Locator:
    """The messages on the page, oldest first."""
    return page.get_by_role("log").get_by_role("article")
