"""The pages of whoever installs the bot: shape, safety, and how often they open."""

import base64
import hashlib
import re

from bot.install_pages import Link, page
from bot.installing import Opened


def _text(response: object) -> str:
    return bytes(response.body).decode()  # type: ignore[attr-defined]


def test_what_stands_on_a_page_is_only_text() -> None:
    shown = _text(page("In <b>Here</b>", '1 < 2 & "3"', link=Link("Go <i>", 'x"onclick="y')))
    assert "<b>" not in shown
    assert "<i>" not in shown
    assert 'onclick="' not in shown
    assert "<h1>In &lt;b&gt;Here&lt;/b&gt;</h1>" in shown


def test_a_page_runs_nothing_loads_nothing_and_lets_its_own_style_through() -> None:
    response = page("Title", "Text")
    policy = response.headers["content-security-policy"]
    style = re.findall("<style>(.*?)</style>", _text(response), re.DOTALL)[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["referrer-policy"] == "no-referrer"


def test_after_too_many_in_a_minute_no_more_are_opened() -> None:
    opened = Opened(3)
    assert [opened.has_room() for _ in range(5)] == [True, True, True, False, False]
