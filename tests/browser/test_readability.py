"""The sandbox's page can be read and used: contrast, size of targets, narrow windows."""

from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browser.deeds import Acts, messages, types

# Every visible text whose contrast with what lies behind it is below *least* (WCAG 2.2, 1.4.3).
UNREADABLE = """(least) => {
    const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const colour = (css) => {
        pixel.clearRect(0, 0, 1, 1);
        pixel.fillStyle = css;
        pixel.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3]));
    const behind = (node) => {
        const layers = [];
        for (let at = node; at; at = at.parentElement) {
            layers.unshift(colour(getComputedStyle(at).backgroundColor));
        }
        return layers.reduce((below, layer) => over(layer, below), [255, 255, 255]);
    };
    const light = (rgb) => {
        const linear = (v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
        const [r, g, b] = rgb.map((v) => linear(v / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const low = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const node = walk.currentNode.parentElement;
        const text = walk.currentNode.data.trim();
        if (!text || !node.checkVisibility() || node.closest("option, .spoken")) continue;
        const back = behind(node);
        const front = over(colour(getComputedStyle(node).color), back);
        const [less, more] = [light(back), light(front)].sort((a, b) => a - b);
        if ((more + 0.05) / (less + 0.05) < least) low.push(text);
    }
    return low;
}"""

# Every target below 24 pixels that is not within a line of text (WCAG 2.2, 2.5.8).
SMALL = """() => [...document.querySelectorAll("button, a, select, summary, label.tick")]
    .filter((node) => node.checkVisibility() && !node.closest("p") && !node.matches(".skip"))
    .map((node) => [node.textContent.trim(), node.getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24)
    .map(([text]) => text)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast_and_targets_are_large_enough(
    acts_as: Acts, scheme: Literal["light", "dark"]
) -> None:
    page = acts_as("ada")
    page.emulate_media(color_scheme=scheme)
    types(page, "/count")
    expect(messages(page)).to_have_count(1)
    types(page, "/kitchen")
    expect(messages(page)).to_have_count(2)
    page.locator("#words").press_sequentially("/")
    assert page.evaluate(UNREADABLE, 4.5) == []
    assert page.evaluate(UNREADABLE, 22) != [], "nothing was measured"
    assert page.evaluate(SMALL) == []


def test_the_page_fits_a_narrow_window(acts_as: Acts) -> None:
    page = acts_as("ada")
    page.set_viewport_size({"width": 360, "height": 740})
    types(page, "/kitchen")
    expect(messages(page)).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("button", name="People and channels").click()
    expect(page.get_by_label("Acting as")).to_be_focused()
    page.get_by_role("link", name="Trial").click()
    expect(page.get_by_label("Acting as")).to_be_hidden()
    expect(page.locator("#place-title")).to_have_text("Trial")
