"""Asks Slack to post a message, and asks whether it did; says what can be known of it."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from socket import gaierror
from typing import Any, TypeAlias
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import slack
from handlers.blocks import reasons
from storage import claims

logger = logging.getLogger(__name__)

EVENT_TYPE = "openspace_message"
"""How our messages are marked. Metadata can be read by every app and member of a workspace
(docs.slack.dev, message metadata), so nothing stands in it but a random token."""

PAGE = 200
MOST_PAGES = 10
LIMITED_S = 30.0
"""How long to wait, in seconds, when Slack says that it is too much and not for how long."""

UNSURE = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""Slack's words for a failure after which something may have been done
(docs.slack.dev, chat.postMessage, errors)."""

LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
TOKEN = frozenset({*slack.REFUSALS, "org_login_required", "ekm_access_denied", "no_permission"})
ACCOUNT_GONE = frozenset({"user_disabled", "user_not_found", "cannot_dm_bot"})


@dataclass(frozen=True)
class Posted:
    """Slack took it; *ts* is the message's number there."""

    ts: str


@dataclass(frozen=True)
class Refused:
    """Slack will not take it, for a *reason* that a person can read."""

    reason: str
    is_account_gone: bool = False


@dataclass(frozen=True)
class Wait:
    """Slack did not take it and wants nothing for so many seconds."""

    seconds: float


@dataclass(frozen=True)
class Unreached:
    """Slack did not take it: it could not be reached at all, or does not accept our token."""

    reason: str


@dataclass(frozen=True)
class Unsure:
    """Nobody knows whether Slack took it.

    Args:
        has_answered: whether Slack said so itself, so that nothing is under way any more.
    """

    reason: str
    has_answered: bool


@dataclass(frozen=True)
class Absent:
    """It is not in the channel."""


@dataclass(frozen=True)
class Hidden:
    """It will never be known, because we may not look, for a *reason* that a person can read."""

    reason: str


@dataclass(frozen=True)
class Gone:
    """The message that was to change is not there any more."""


Outcome: TypeAlias = Posted | Refused | Wait | Unreached | Unsure
Sight: TypeAlias = Posted | Absent | Hidden | Wait | Unreached


def post(client: WebClient, recipient: str, payload: Mapping[str, Any], token: str) -> Outcome:
    """Ask Slack once to post *payload*, marked with *token*.

    Args:
        client: one that never tries again by itself.
        recipient: a channel's id, or a user's for a direct message.
    """
    try:
        answer = client.chat_postMessage(
            channel=recipient,
            unfurl_links=False,
            unfurl_media=False,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"id": token}},
            **payload,
        )
    except SlackApiError as refused:
        return _refusal(refused)
    except slack.UNREACHABLE as error:
        return _silence(error)
    return Posted(str(answer["ts"]))


def update(
    client: WebClient, channel_id: str, ts: str, payload: Mapping[str, Any]
) -> Outcome | Gone:
    """Ask Slack once to let a message of ours show *payload*; its mark stays."""
    try:
        client.chat_update(channel=channel_id, ts=ts, **payload)
    except SlackApiError as refused:
        # Of a deleted message a tombstone may stay, which cannot be changed either.
        is_gone = slack.word(refused) in ("message_not_found", "cant_update_message")
        return Gone() if is_gone else _refusal(refused)
    except slack.UNREACHABLE as error:
        return _silence(error)
    return Posted(ts)


def publish(client: WebClient, user_id: str, view: dict[str, Any]) -> Outcome:
    """Ask Slack once to show *view* as somebody's Home."""
    try:
        client.views_publish(user_id=user_id, view=view)
    except SlackApiError as refused:
        return _refusal(refused)
    except slack.UNREACHABLE as error:
        return _silence(error)
    return Posted("")


def pin(client: WebClient, channel_id: str, ts: str) -> None:
    """Ask Slack once to pin a message; without it the message is only harder to find."""
    _best_effort(lambda: client.pins_add(channel=channel_id, timestamp=ts), "pin")


def remove(client: WebClient, channel_id: str, ts: str) -> None:
    """Ask Slack once to delete a message of ours; somebody may have done so before."""
    _best_effort(lambda: client.chat_delete(channel=channel_id, ts=ts), "deletion")


def _best_effort(call: Callable[[], object], what: str) -> None:
    try:
        call()
    except SlackApiError as refused:
        logger.info("Slack did not take a %s: %s", what, slack.word(refused))
    except slack.UNREACHABLE as error:
        logger.info("Slack did not answer to a %s: %s", what, type(error).__name__)


def look(client: WebClient, recipient: str, token: str, *, oldest: float, latest: float) -> Sight:
    """Look among the messages of a channel for the one marked with *token*.

    Args:
        oldest: seconds since 1970, on Slack's clock; *latest* as well.
    """
    try:
        channel_id = recipient
        if claims.is_person(recipient):
            # A direct message has a channel of its own, and only that has a history.
            channel_id = client.conversations_open(users=recipient)["channel"]["id"]
        return _found(client, channel_id, token, oldest=oldest, latest=latest)
    except SlackApiError as refused:
        match _refusal(refused):
            case Refused(reason):
                return Hidden(reason)
            case Unsure(reason):
                return Unreached(reason)
            case Wait() | Unreached() as known:
                return known
            case _:
                raise
    except slack.UNREACHABLE as error:
        return Unreached(type(error).__name__)


def _found(
    client: WebClient, channel_id: str, token: str, *, oldest: float, latest: float
) -> Sight:
    cursor = ""
    for _ in range(MOST_PAGES):
        page = client.conversations_history(
            channel=channel_id,
            oldest=f"{oldest:.6f}",
            latest=f"{latest:.6f}",
            limit=PAGE,
            include_all_metadata=True,
            cursor=cursor or None,
        )
        for message in page["messages"]:
            if _token(message) == token:
                return Posted(str(message["ts"]))
        cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
        if not cursor:
            return Absent()
    return Hidden(reasons.TOO_MANY)


def _token(message: Mapping[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    return (metadata.get("event_payload") or {}).get("id")


def _refusal(refused: SlackApiError) -> Outcome:
    answer = refused.response
    word = slack.word(refused)
    if answer.status_code == 429 or word in LIMITED:
        after = answer.headers.get("Retry-After", "")
        return Wait(float(after) if after.isdecimal() else LIMITED_S)
    if answer.status_code >= 500 or word in UNSURE or not word:
        return Unsure(reasons.answered(word or str(answer.status_code)), has_answered=True)
    if word == "missing_scope" or word not in TOKEN:
        return Refused(reasons.refused(word), is_account_gone=word in ACCOUNT_GONE)
    return Unreached(reasons.token_refused(word))


def _silence(error: Exception) -> Unreached | Unsure:
    """Return what a failed call means: only where nothing was sent it is certain."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, ConnectionRefusedError | gaierror):
        return Unreached(reasons.UNREACHED)
    return Unsure(reasons.BROKEN, has_answered=False)
