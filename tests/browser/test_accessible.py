"""Does axe find a barrier on the page, whatever of the real bot it shows?"""

from collections.abc import Callable, Mapping
from typing import Literal

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.accessible import violations
from tests.browser.states import NARROW, STATES
from tests.browser.week import Tabs

WIDE = ViewportSize(width=1280, height=800)
Scheme = Literal["light", "dark"]
LOOKS: Mapping[str, tuple[Scheme, ViewportSize]] = {
    "light": ("light", WIDE),
    "dark": ("dark", WIDE),
    "narrow": ("light", NARROW),
}


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_no_barrier(tabs: Tabs, state: Callable[[Tabs], Page]) -> None:
    page = state(tabs)
    found = {}
    for look, (scheme, size) in LOOKS.items():
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        found[look] = violations(page) + _hidden_to_the_right(page)
    assert found == {look: [] for look in LOOKS}


def test_axe_is_asked_and_heard(tabs: Tabs) -> None:
    page = tabs.channel("bo")
    page.evaluate("() => document.querySelector('main').append(document.createElement('button'))")
    assert [found.split(":")[0] for found in violations(page)] == ["button-name"]


def _hidden_to_the_right(page: Page) -> list[str]:
    """What WCAG 1.4.10 forbids: a page that has to be moved sideways to be read."""
    width, seen = page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
    return [f"reflow: {width} pixels wide"] if width > seen else []
