"""What the app reads again in the sandbox: histories, and messages found by their metadata."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from tests.e2e.sandbox_app import Bench, bench, manifest

OUTBOX = {"event_type": "outbox", "event_payload": {"key": "digest:1"}}


@pytest.fixture(scope="module")
def floor() -> Iterator[Bench]:
    with bench("alone") as ready:
        yield ready


@pytest.fixture
def there(floor: Bench) -> Bench:
    floor.start_over()
    floor.workspace.faults(enforce_rate_limits=False)
    return floor


def refused(call: Any, **arguments: Any) -> str:
    """Slack's word for why it does not do *call*."""
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    return str(caught.value.response["error"])


def posted(there: Bench, *texts: str) -> list[str]:
    """The timestamps of messages that the app posts in the channel."""
    post = there.client.chat_postMessage
    return [str(post(channel=there.channel.id, text=text)["ts"]) for text in texts]


def history(there: Bench, **arguments: Any) -> list[str]:
    """The texts that the app reads in the channel, as Slack orders them."""
    answer = there.client.conversations_history(channel=there.channel.id, **arguments)
    return [message["text"] for message in answer["messages"]]


@pytest.mark.parametrize("place", ["channel", "dm"])
def test_a_message_is_found_again_by_its_metadata(there: Bench, place: str) -> None:
    opened = there.client.conversations_open(users=there.bo.id)["channel"]["id"]
    channel = there.channel.id if place == "channel" else opened
    ts = there.client.chat_postMessage(channel=channel, text="x", metadata=OUTBOX)["ts"]
    there.client.chat_postMessage(channel=channel, text="y")

    read = there.client.conversations_history
    with_metadata = read(channel=channel, include_all_metadata=True)["messages"]
    without = read(channel=channel)["messages"]

    assert opened == there.bo.dm().id
    assert [(m["ts"], m["metadata"]) for m in with_metadata if "metadata" in m] == [(ts, OUTBOX)]
    assert [m["text"] for m in without if "metadata" in m] == []
    assert len(with_metadata) == len(without) == 2


def test_metadata_outlives_a_change_of_the_message_that_brings_none(there: Bench) -> None:
    channel = there.channel.id
    ts = there.client.chat_postMessage(channel=channel, text="x", metadata=OUTBOX)["ts"]
    there.client.chat_update(channel=channel, ts=ts, text="y")

    found = there.client.conversations_history(channel=channel, include_all_metadata=True)

    assert [(m["text"], m["metadata"]) for m in found["messages"]] == [("y", OUTBOX)]


def test_history_lies_between_two_moments_and_holds_them_only_if_told(there: Bench) -> None:
    first, second, third = posted(there, "1", "2", "3")

    assert history(there, oldest=first, latest=third) == ["2"]
    assert history(there, oldest=first, latest=third, inclusive=True) == ["3", "2", "1"]
    assert history(there, oldest=first) == ["3", "2"]
    assert history(there, latest=second) == ["1"]
    assert history(there, inclusive=True) == ["3", "2", "1"]
    assert history(there, latest=second, inclusive=True, limit=1) == ["2"]
    assert history(there, oldest=third, latest=first, inclusive=True) == []


def test_pages_of_a_history_keep_to_its_moments(there: Bench) -> None:
    stamps = posted(there, "1", "2", "3", "4")
    asked: dict[str, Any] = {"channel": there.channel.id, "oldest": stamps[0], "limit": 2}

    first = there.client.conversations_history(**asked)
    cursor = first["response_metadata"]["next_cursor"]
    second = there.client.conversations_history(**asked, cursor=cursor)

    assert [m["text"] for m in first["messages"] + second["messages"]] == ["4", "3", "2"]
    assert (first["has_more"], second["has_more"]) == (True, False)


def test_a_history_that_cannot_be_is_refused_with_slacks_word(there: Bench) -> None:
    def why(**arguments: Any) -> str:
        return refused(there.client.conversations_history, channel=there.channel.id, **arguments)

    assert why(oldest="yesterday") == "invalid_ts_oldest"
    assert why(latest="-1") == "invalid_ts_latest"
    assert why(limit=1000) == "invalid_limit"
    assert why(cursor="elsewhere") == "invalid_cursor"


def test_each_kind_of_conversation_is_read_and_opened_by_its_own_scope() -> None:
    scopes = "channels:history chat:write commands"
    with bench("alone", manifest=manifest(scopes=scopes, events="app_home_opened")) as there:
        dm = there.bo.dm().id
        with pytest.raises(SlackApiError) as caught:
            there.client.conversations_history(channel=dm)

        assert caught.value.response["needed"] == "im:history"
        assert refused(there.client.conversations_open, users=there.bo.id) == "missing_scope"
        assert there.client.conversations_history(channel=there.channel.id)["messages"] == []
