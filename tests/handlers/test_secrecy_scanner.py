"""The scanner that says whether anything ties a voter to a topic finds what was planted."""

from dataclasses import replace

from sandbox.wire import WireCall
from tests.secrecy import Voter, leaks


def test_the_scanner_finds_a_planted_leak_in_every_kind_of_call() -> None:
    voter = Voter("U0SBX000099", "voter0-1", frozenset({"Gannet"}))
    sent = WireCall(
        n=1,
        at=0.0,
        shown_at=0.0,
        direction="from_app",
        kind="web_api",
        name="chat.postMessage",
        request={"channel": "C1", "text": "<@U0SBX000099> voted for Gannet"},
        response={"ok": True},
        status=200,
        ms=1.0,
        refused=None,
    )
    in_blocks = {"blocks": [{"type": "section", "text": {"text": "voter0-1 likes Gannet"}}]}
    planted = [
        sent,
        replace(sent, kind="response_url", request=in_blocks),
        replace(sent, direction="to_app", kind="command", request={}, response=in_blocks),
        replace(sent, name="files.completeUploadExternal", request={"title": "voter0-1 Gannet"}),
    ]
    assert len(leaks(planted, [voter])) == 4
    innocent = [
        replace(sent, request={"channel": "C1", "text": "#1 Gannet, hosted by <@U0SBX000099>"}),
        replace(sent, request={"channel": "U0SBX000099", "text": "Gannet was withdrawn"}),
        replace(sent, request={"channel": "C1", "text": "<@U0SBX000099> hosts Wheatear"}),
        replace(sent, direction="to_app", kind="command", response=None),
    ]
    assert leaks(innocent, [voter]) == []
