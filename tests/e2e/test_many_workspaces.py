"""The program for many workspaces: installed by its pages, apart from each other, and taken out."""

import hashlib
import hmac
import re
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
import pytest
from cryptography.fernet import Fernet

from bot.manifest import manifest
from sandbox.client import Person, Workspace, wait_for
from sandbox.server import Sandbox
from sandbox.sights import Channel
from sandbox.world import OAuthApp
from tests.e2e.program import Program, Start, free_port, programs
from tests.e2e.router import router

APP = OAuthApp("111.222", "a-client-secret-of-nobody")
SECRET = "a-signing-secret-of-nobody"
NEW = 'new "{}" 2027-11-22 to 2027-11-26'


@dataclass(frozen=True)
class Side:
    """One of two workspaces whose people and channels have the same ids."""

    sandbox: Sandbox
    workspace: Workspace
    ada: Person
    bo: Person
    channel: Channel

    def types(self, person: Person, text: str) -> str:
        answer = person.types(text, self.channel)
        assert answer.error is None, answer
        return answer.message.text if answer.message else ""

    def board(self) -> str:
        return "\n".join(one.text for one in self.ada.sees(self.channel))


@dataclass(frozen=True)
class Two:
    north: Side
    south: Side
    address: str
    settings: dict[str, str]
    file: Path


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with ExitStack() as stack:
        sides = []
        for name in ("NORTH", "SOUTH"):
            box = Sandbox(
                manifest("http", "", address, workspaces="many"),
                team_name=name.title(),
                team_id=f"T0{name}",
                people=["ada", "bo"],
                request_url=f"{address}/slack/events",
                signing_secret=SECRET,
                oauth_app=APP,
            )
            stack.enter_context(box)
            workspace = stack.enter_context(Workspace(box.base_url))
            ada, bo = workspace.person("ada"), workspace.person("bo")
            channel = workspace.add_channel("week", members=[ada, bo])
            sides.append(Side(box, workspace, ada, bo, channel))
        api_url = stack.enter_context(router([side.sandbox for side in sides]))
        file = tmp_path / "week.db"
        settings = {
            "MODE": "http",
            "SLACK_CLIENT_ID": APP.client_id,
            "SLACK_CLIENT_SECRET": APP.client_secret,
            "SLACK_SIGNING_SECRET": SECRET,
            "TOKEN_KEYS": Fernet.generate_key().decode(),
            "PUBLIC_URL": address,
            "SLACK_API_URL": api_url,
            "DATABASE_URL": f"sqlite:///{file}",
            "HTTP_PORT": str(port),
        }
        yield Two(sides[0], sides[1], address, settings, file)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    with programs(tmp_path) as begin:
        yield begin


class Browser:
    """Goes from page to page, and shows Slack's pages of one workspace."""

    def __init__(self, two: Two, side: Side) -> None:
        self._two = two
        self._side = side
        self._http = httpx.Client(trust_env=False, timeout=15)

    def begins(self) -> str:
        """Open the bot's page; return where its link leads, in this workspace."""
        page = self._http.get(f"{self._two.address}/slack/install")
        assert page.status_code == 200
        link = unescape(re.findall(r'class="do" href="([^"]+)"', page.text)[0])
        return self._side.sandbox.base_url + link.removeprefix(
            self._two.settings["SLACK_API_URL"].removesuffix("/api/")
        )

    def presses(self, address: str, label: str) -> str:
        """Press a link of Slack's page; return where Slack sends the browser."""
        page = self._http.get(address)
        links = re.findall(r'<a href="([^"]+)">([^<]+)</a>', page.text)
        found = next(unescape(to) for to, said in links if said == label)
        answer = self._http.get(address.split("?")[0] + found)
        assert answer.status_code == 302
        return answer.headers["location"]

    def returns(self, address: str) -> httpx.Response:
        return self._http.get(address)

    def installs(self) -> httpx.Response:
        return self.returns(self.presses(self.begins(), "Allow as ada"))

    def close(self) -> None:
        self._http.close()


def said(page: httpx.Response) -> str:
    """The words of a page, whose shape is checked on the way."""
    assert '<html lang="en-GB">' in page.text
    assert re.search("<title>[^<]+</title>", page.text)
    assert "default-src 'none'" in page.headers["content-security-policy"]
    return unescape(re.sub("<[^>]+>", " ", page.text.split("<main>")[1]))


def install(two: Two, side: Side) -> str:
    browser = Browser(two, side)
    try:
        return said(browser.installs())
    finally:
        browser.close()


def stored(two: Two) -> bytes:
    return b"".join(path.read_bytes() for path in two.file.parent.glob("week.db*"))


def command_by_hand(two: Two, side: Side, **changed: str) -> httpx.Response:
    """What Slack would send for `/openspace help`, signed."""
    fields = {
        "command": "/openspace",
        "text": "help",
        "team_id": side.sandbox.team_id,
        "user_id": side.bo.id,
        "channel_id": side.channel.id,
        "response_url": f"{side.sandbox.base_url}/respond/none",
        "trigger_id": "1.1.1",
        **changed,
    }
    body, moment = urlencode(fields).encode(), str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"v0:{moment}:".encode() + body, hashlib.sha256)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": moment,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
    }
    with httpx.Client(trust_env=False) as http:
        return http.post(f"{two.address}/slack/events", content=body, headers=headers)


def test_two_workspaces_install_it_act_apart_and_one_leaves_and_comes_back(
    two: Two, start: Start
) -> None:
    program = start(two.settings)
    program.ready()
    north, south = two.north, two.south
    assert (north.bo.id, north.channel.id) == (south.bo.id, south.channel.id)
    assert "not, or no longer, installed" in command_by_hand(two, north).json()["text"]

    assert "Open Space is in North" in install(two, north)
    assert "Open Space is in South" in install(two, south)
    _hold_weeks(north, south)
    tokens = [side.sandbox._world.tokens.bot for side in (north, south)]
    assert not [token for token in tokens if token.encode() in stored(two)]
    assert APP.client_secret.encode() not in stored(two)

    north.workspace.uninstall_app()
    wait_for(lambda: "its tokens are deleted" in program.output)
    assert "not, or no longer, installed" in command_by_hand(two, north).json()["text"]
    assert _token_rows(two) == [south.sandbox.team_id]
    assert "Harbour" in south.types(south.bo, "/topics")

    assert program.ends(signal.SIGTERM) == 0
    again = start(two.settings)
    again.ready()
    assert "Open Space is in North" in install(two, north)
    assert "Heather" in north.types(north.bo, "/topics")
    assert "Harbour" not in north.types(north.bo, "/topics")
    assert "4 dots left" in north.types(north.bo, "/vote")
    assert again.ends(signal.SIGTERM) == 0
    _nothing_leaked([*tokens, north.sandbox._world.tokens.bot], program, again)


def _hold_weeks(north: Side, south: Side) -> None:
    """Both hold a week in the same channel id with the same user ids; nothing crosses."""
    for side, name, topic in ((north, "Hills", "Heather"), (south, "Coast", "Harbour")):
        side.types(side.ada, f"/openspace {NEW.format(name)}")
        side.types(side.ada, "/openspace open proposals")
        side.types(side.ada, "/openspace open voting")
        side.types(side.bo, f"/propose {topic}")
    north.types(north.bo, "/vote 1")
    wait_for(lambda: "Heather" in north.board() and "Harbour" in south.board())
    assert "Harbour" not in north.board()
    assert "Heather" not in south.board()
    assert "4 dots left" in north.types(north.bo, "/vote")
    assert "5 dots left" in south.types(south.bo, "/vote")


def _token_rows(two: Two) -> list[str]:
    import sqlite3

    with sqlite3.connect(two.file) as db:
        rows = db.execute(
            "SELECT team_id FROM slack_bots UNION SELECT team_id FROM slack_installations"
        ).fetchall()
    db.close()
    return [row[0] for row in rows]


def _nothing_leaked(tokens: list[str], *programs: Program) -> None:
    secrets = [*tokens, APP.client_secret, SECRET]
    assert len(set(tokens)) == 3
    for program in programs:
        assert not [secret for secret in secrets if secret in program.output]


def test_what_goes_wrong_while_installing_is_said_in_words_and_installs_nothing(
    two: Two, start: Start
) -> None:
    program = start(two.settings)
    program.ready()
    browser, other = Browser(two, two.north), Browser(two, two.north)
    try:
        refused = browser.returns(browser.presses(browser.begins(), "Cancel"))
        assert "Nothing was added" in said(refused)
        assert "Begin again" in said(refused)

        elsewhere = browser.presses(browser.begins(), "Allow as ada")
        assert "not begun here" in said(other.returns(elsewhere))
        other.begins()
        assert "not begun here" in said(other.returns(elsewhere))
        forged = re.sub("state=[^&]+", "state=1", elsewhere)
        assert "not begun here" in said(browser.returns(forged))

        wrong = re.sub("code=[^&]+", "code=T0NORTH.1", elsewhere)
        assert "Slack did not accept this" in said(browser.returns(wrong))
        assert "too long ago" in said(browser.returns(elsewhere)), "a state is good once"

        two.north.workspace.faults(rate_500=1.0, methods=["oauth.v2.access"])
        broken = browser.installs()
        assert broken.status_code in (400, 502)
        assert "Nothing was added" in said(broken)
        two.north.workspace.all_as_usual()
        assert browser.returns(f"{two.address}/slack/oauth_redirect").status_code == 400
        assert _token_rows(two) == []
        assert urlsplit(elsewhere).query.split("code=")[1].split("&")[0] not in program.output
        assert "Open Space is in North" in said(browser.installs())
        cookie = browser._http.get(f"{two.address}/slack/install").headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
    finally:
        browser.close()
        other.close()
    assert program.ends(signal.SIGTERM) == 0
