"""The example week on the sandbox's page, with the real bot: who opens it, and what they do."""

import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

from sandbox.client import Workspace, wait_for
from sandbox.sights import Channel, Message
from tests.browser.deeds import messages, types
from tests.e2e.program import programs

ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)/#as=\w+&channel=(\w+)")
SOON_S = 20.0
SOON_MS = SOON_S * 1000
"""How long what the bot does by itself may take: boards, Homes and news wait for their tick."""


@dataclass(frozen=True)
class Week:
    """A running demo."""

    workspace: Workspace
    base_url: str
    channel: Channel

    def types(self, name: str, text: str) -> Message:
        """Type a command in the channel of the week, without a page; its answer."""
        answer = self.workspace.person(name).types(text, self.channel)
        assert answer.message is not None, (text, answer.error)
        return answer.message


@contextmanager
def running(folder: Path, *options: str) -> Iterator[Week]:
    """Run `python -m bot demo` until it has said all that opens the week; end it as Ctrl+C does."""
    with programs(folder) as start:
        program = start({"PYTHONUNBUFFERED": "1"}, "demo", "--page-port", "0", *options)
        program.says("Stop it with Ctrl+C")
        found = ADDRESS.search(program.output)
        assert found, program.output
        with Workspace(found[1]) as workspace:
            ada = workspace.person("ada")
            channel = next(one for one in ada.channels() if one.id == found[2])
            wait_for(
                lambda: any(one.text.startswith("*Voting is open*") for one in ada.sees(channel)),
                timeout_s=SOON_S,
            )
            yield Week(workspace, found[1], channel)
        assert program.ends(signal.SIGINT) == 0
        assert " ERROR " not in program.output, program.output


@dataclass(frozen=True)
class Tabs:
    """Opens tabs as the people of *week*."""

    week: Week
    tab: Callable[[str], Page]

    def channel(self, name: str) -> Page:
        """The channel of the week as *name* sees it."""
        page = self._opened(name, self.week.channel.id)
        board(page).wait_for()
        return page

    def home(self, name: str) -> Page:
        """The bot's Home as *name* sees it."""
        page = self._opened(name, "app&tab=home")
        page.get_by_role("region", name="Home").get_by_role("heading").first.wait_for()
        return page

    def direct_messages(self, name: str) -> Page:
        """What the bot wrote to *name*."""
        return self._opened(name, "app")

    def _opened(self, name: str, place: str) -> Page:
        person = self.week.workspace.person(name)
        for left_open in reversed(person.forms()):
            person.closes(left_open)
        return self.tab(f"{self.week.base_url}/#as={person.id}&channel={place}")


def board(page: Page) -> Locator:
    """The board in the channel."""
    heading = page.get_by_role("heading", name="CoProWeekScot: the board")
    return messages(page).filter(has=heading)


def answers(page: Page, text: str) -> Locator:
    """Type *text*; the answer that comes, and stays the same one when later ones come."""
    own = messages(page).filter(has_text="Only visible to you")
    answer = own.nth(own.count())
    types(page, text)
    answer.wait_for()
    return answer


def form(page: Page, title: str | re.Pattern[str]) -> Locator:
    """The form with that title."""
    return page.get_by_role("dialog", name=title)


def chooses(page: Page, field: Locator, option: str) -> None:
    """Choose *option* in the drop-down *field*."""
    field.click()
    page.get_by_role("menuitemradio", name=option).click()
