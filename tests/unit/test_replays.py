"""Signatures are good for one request."""

import hashlib

import pytest

from bot import replays
from bot.replays import Replays


class Seconds:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def signature(of: object) -> str:
    return f"v0={hashlib.sha256(str(of).encode()).hexdigest()}"


def test_a_signature_is_heard_once_for_as_long_as_slacks_verifier_takes_it() -> None:
    now = Seconds()
    heard = Replays(now)
    assert heard.is_new(signature("vote"))
    for now.at in (0.1, 299, 599, 659):
        assert not heard.is_new(signature("vote"))
    assert heard.is_new(signature("another vote"))


@pytest.mark.parametrize("first_at", range(0, 1400, 100))
def test_what_others_send_makes_no_signature_good_again(first_at: int) -> None:
    now = Seconds()
    heard = Replays(now)
    for now.at in range(0, first_at, 10):
        heard.is_new(signature(now.at))
    now.at = first_at
    assert heard.is_new(signature("vote"))
    for now.at in range(first_at, first_at + 600, 10):
        heard.is_new(signature(now.at))
        assert not heard.is_new(signature("vote"))


def test_what_nobody_could_use_any_more_is_forgotten() -> None:
    now = Seconds()
    heard = Replays(now)
    for number in range(100):
        heard.is_new(signature(number))
    for turn in (1, 2, 3):
        now.at = turn * (replays.LIFE_S + 1)
        assert heard.is_new(signature(f"later {turn}"))
    assert heard._newer.count + heard._older.count == 2


def test_however_many_are_heard_only_so_many_are_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(replays, "REMEMBERED", 10)
    heard = Replays(Seconds())
    for number in range(50):
        assert heard.is_new(signature(number))
    assert heard._newer.count + heard._older.count <= 20
    # The last ten are always among them.
    assert not any(heard.is_new(signature(number)) for number in range(40, 50))


def test_the_last_fifty_thousand_are_remembered_one_by_one() -> None:
    heard = Replays(Seconds())
    signatures = [signature(number) for number in range(replays.REMEMBERED)]
    # Those that would all stand at the same place, among them one whose bits are all zero.
    signatures[:100] = [f"v0={number:09x}000000{'f' * 49}" for number in range(100)]
    assert all(heard.is_new(one) for one in signatures)
    assert not any(heard.is_new(one) for one in signatures)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"command": "/vote"}, True),
        ({"type": "block_actions"}, True),
        ({"type": "view_submission"}, True),
        ({"type": "shortcut"}, True),
        ({"type": "event_callback"}, False),
        ({"type": "url_verification"}, False),
    ],
)
def test_what_slack_itself_delivers_again_is_not_refused(
    body: dict[str, str], expected: bool
) -> None:
    assert replays.matters(body) is expected
