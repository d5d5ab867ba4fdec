"""The program in HTTP mode: whom it hears, what it refuses, and how it tells that it is well."""

import hashlib
import hmac
import json
import math
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from sandbox.server import Sandbox
from tests.e2e.program import Start, free_port, programs, settings_for, workspace

BODY_LIMIT = 1024 * 1024


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def slack(port: int) -> Iterator[Sandbox]:
    with workspace("http", port) as sandbox:
        yield sandbox


@pytest.fixture
def known(slack: Sandbox, port: int, tmp_path: Path) -> dict[str, str]:
    return settings_for(slack, "http", port, tmp_path)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    with programs(tmp_path) as begin:
        yield begin


def at(known: dict[str, str]) -> str:
    return f"http://127.0.0.1:{known['HTTP_PORT']}"


def asked_of(slack: Sandbox) -> set[str]:
    """Return the methods that the bot has called."""
    calls = httpx.get(f"{slack.base_url}/sandbox/wire").json()["calls"]
    return {call["name"] for call in calls}


def events(known: dict[str, str]) -> str:
    return at(known) + "/slack/events"


def signed(body: bytes, secret: str, *, at: str | None = None) -> dict[str, str]:
    moment = at or str(int(time.time()))
    digest = hmac.new(secret.encode(), f"v0:{moment}:".encode() + body, hashlib.sha256)
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": moment,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
    }


def help_wanted(slack: Sandbox, words: str = "help") -> bytes:
    fields = {
        "command": "/openspace",
        "text": words,
        "team_id": slack.team_id,
        "user_id": "U1",
        "channel_id": "C1",
        "response_url": f"{slack.base_url}/respond/none",
        "trigger_id": "1.1.1",
    }
    return urlencode(fields).encode()


def test_only_slacks_signature_opens_the_door(
    start: Start, known: dict[str, str], slack: Sandbox
) -> None:
    start(known).ready()
    body = help_wanted(slack)
    secret = slack.signing_secret
    now = int(time.time())
    strangers = [
        # First, and rounded up: while it is on its way, the future comes nearer.
        signed(body, secret, at=str(math.ceil(time.time()) + 301)),
        {},
        signed(body, "another secret"),
        signed(body + b"x", secret),
        signed(body, secret, at=str(now - 301)),
        signed(body, secret, at="yesterday"),
        {**signed(body, secret), "X-Slack-Signature": "v0=é".encode().decode("latin-1")},
    ]
    with httpx.Client() as client:
        for headers in strangers:
            sent = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
            assert client.post(events(known), content=body, headers=sent).status_code == 401
        for junk in (b"", b"{", b"\xff\xfe", b"payload=%7B"):
            assert client.post(events(known), content=junk).status_code == 401
        assert asked_of(slack) == {"auth.test"}
        assert client.post(events(known), content=body, headers=signed(body, secret)).is_success
    assert asked_of(slack) > {"auth.test"}


def test_a_command_about_a_payload_is_a_command(
    start: Start, known: dict[str, str], slack: Sandbox
) -> None:
    start(known).ready()
    answers = []
    for words in ("payload", "burden"):
        body = help_wanted(slack, words)
        answer = httpx.post(events(known), content=body, headers=signed(body, slack.signing_secret))
        answers.append((answer.status_code, answer.text.replace(words, "WORD")))
    assert answers[0] == answers[1]


def test_slack_may_verify_the_address(start: Start, known: dict[str, str], slack: Sandbox) -> None:
    start(known).ready()
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1aB"}).encode()
    headers = signed(body, slack.signing_secret) | {"Content-Type": "application/json"}
    answer = httpx.post(events(known), content=body, headers=headers)
    assert (answer.status_code, answer.json()) == (200, {"challenge": "3eZbrw1aB"})


def test_signed_nonsense_is_answered_and_harms_nothing(
    start: Start, known: dict[str, str], slack: Sandbox
) -> None:
    program = start(known)
    program.ready()
    for body in (b"payload=%7B", b"payload=1", b"payload=" + b"[" * 100_000):
        headers = signed(body, slack.signing_secret)
        assert httpx.post(events(known), content=body, headers=headers).status_code == 400
    assert program.ends(signal.SIGTERM) == 0


def test_a_body_of_more_than_a_megabyte_is_refused(
    start: Start, known: dict[str, str], slack: Sandbox
) -> None:
    start(known).ready()
    statuses = [
        httpx.post(
            events(known), content=body, headers=signed(body, slack.signing_secret)
        ).status_code
        for body in (b"payload=" + b"x" * (BODY_LIMIT - 8), b"x" * (BODY_LIMIT + 1))
    ]
    assert statuses == [400, 413]


def test_it_tells_that_it_lives_and_whether_it_can_answer(
    start: Start, known: dict[str, str], slack: Sandbox
) -> None:
    program = start({**known, "SLACK_API_URL": "http://127.0.0.1:9/api/"})
    program.says("Slack does not answer yet")
    found = [httpx.get(at(known) + path) for path in ("/healthz", "/readyz", "/slack/events", "/x")]
    assert [answer.status_code for answer in found] == [200, 503, 405, 404]
    assert found[1].text == "Slack does not answer."
    assert "server" not in found[0].headers
    assert program.ends(signal.SIGTERM) == 0
    start(known).ready()
    assert httpx.get(at(known) + "/readyz").text == "ready"


def test_a_taken_port_ends_it_with_a_sentence(start: Start, known: dict[str, str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(known["HTTP_PORT"])))
        other.listen()
        program = start(known)
        assert program.ends() == 2
    assert f"Port {known['HTTP_PORT']} of 127.0.0.1 cannot be listened at" in program.output


def test_the_keys_of_an_installation_page_do_not_open_one(
    start: Start, known: dict[str, str]
) -> None:
    # A secret alone is left over from somewhere; half of what many workspaces need is a mistake.
    program = start({**known, "SLACK_CLIENT_SECRET": "unused-secret"})
    program.ready()
    for page in ("install", "oauth_redirect"):
        assert httpx.get(f"{at(known)}/slack/{page}").status_code == 404
    assert program.ends(signal.SIGTERM) == 0
    half = start({**known, "SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "unused-secret"})
    assert half.ends() == 2
    assert "TOKEN_KEYS is missing" in half.output
