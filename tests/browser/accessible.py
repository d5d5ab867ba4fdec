"""What axe finds on a page: barriers for people who use it by keyboard, by ear or enlarged."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
LOOK = """([parts, tags]) => axe.run(
    { include: parts.map((part) => [part]) }, { runOnly: tags, resultTypes: ["violations"] })"""


def violations(page: Page, *parts: str) -> list[str]:
    """What axe finds wrong on *page* as it looks now, each as "rule: target: message".

    Args:
        parts: selectors of what is looked at; none for all.

    Axe is put there by the debugger: the page's Content-Security-Policy allows no script of others.
    """
    for frame in page.frames:  # what stands in a frame is only looked at where axe is in it, too
        if not frame.evaluate("() => 'axe' in window"):
            frame.evaluate(Axe().axe_script)
    found = page.evaluate(LOOK, [list(parts or ("html",)), list(TAGS)])
    assert len(found["passes"]) > 10, "axe looked at nothing"
    return [line for violation in found["violations"] for line in _lines(violation)]


def _lines(violation: dict[str, Any]) -> list[str]:
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {_message(node)}"
        for node in violation["nodes"]
    ]


def _message(node: dict[str, Any]) -> str:
    checks = [*node["any"], *node["all"], *node["none"]]
    return " ".join(check["message"] for check in checks)
