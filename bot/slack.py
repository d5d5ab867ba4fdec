"""The way to Slack: a client with a short patience, and who we are there."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from threading import Lock
from time import monotonic
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot import metrics
from bot.settings import Settings

logger = logging.getLogger(__name__)

PATIENCE_S = 1
"""How long a call before an answer may wait for Slack, in seconds, of the three there are."""

LONG_PATIENCE_S = 10
"""How long a call after an answer may wait for Slack, in seconds."""

REFUSALS = (
    "account_inactive",
    "invalid_auth",
    "missing_scope",
    "not_allowed_token_type",
    "not_authed",
    "token_expired",
    "token_revoked",
)
"""Slack's words for a token that will never work (docs.slack.dev, auth.test)."""

UNREACHABLE = (OSError, HTTPException, SlackClientError, ValueError)
"""What slack_sdk raises when Slack does not answer, or not in Slack's way (base_client.py);
ValueError is an answer that is no JSON."""


class SlackSilent(Exception):
    """Slack did not answer, or not usefully; it may the next time.

    Args:
        reason: the kind of failure, or Slack's word for it.
        after_s: how many seconds Slack asks us to wait before the next time.
    """

    def __init__(self, reason: str, after_s: float = 0) -> None:
        super().__init__(reason)
        self.after_s = after_s


class TokenRefused(Exception):
    """Slack answers, but not to this token.

    Args:
        reason: Slack's word for it.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Who:
    """Who the bot is, in Slack's words."""

    team_id: str
    team: str
    enterprise_id: str | None
    bot_id: str | None
    bot_user_id: str


def client(settings: Settings, *, token: str | None, patience_s: int = PATIENCE_S) -> WebClient:
    """Return a client that never tries again by itself.

    The SDK's own second try can post a message twice when a connection drops after Slack took it.

    Args:
        settings: says where Slack is.
        token: None for a client whose calls bring their own.
        patience_s: how long one call may take.
    """
    return CountedClient(
        token=token, base_url=settings.slack_api_url, timeout=patience_s, retry_handlers=[]
    )


class CountedClient(WebClient):
    """A client whose failures are counted."""

    def api_call(self, api_method: str, **given: Any) -> SlackResponse:
        """Call *api_method*, through which all others go (slack_sdk/web/client.py)."""
        try:
            return super().api_call(api_method, **given)
        except SlackApiError as error:
            if error.response.status_code == 429:
                metrics.meter().slack_limited(api_method)
            metrics.meter().slack_refused(api_method, word(error) or "no reason given")
            raise
        except UNREACHABLE as error:
            metrics.meter().slack_refused(api_method, type(error).__name__)
            raise


class Identity:
    """Who we are, asked once and remembered; safe to ask from many threads.

    After a failure the question is not repeated for a second, so that fifty people who wait
    hear "no" together instead of one after another.
    """

    def __init__(self, with_token: WebClient) -> None:
        self._client = with_token
        self._lock = Lock()
        self._who: Who | None = None
        self._failure: SlackSilent | TokenRefused | None = None
        self._ask_again_at = 0.0
        self.headers: Mapping[str, str] = {}
        """What came with Slack's answer, names in small letters; empty before."""

    @property
    def is_known(self) -> bool:
        """Whether Slack has said who we are; asks nothing."""
        return self._who is not None

    def who(self) -> Who:
        """Return who the bot is.

        Raises:
            SlackSilent: Slack did not answer.
            TokenRefused: the bot's token does not work.
        """
        known = self._who
        if known is not None:
            return known
        with self._lock:
            if self._who is None:
                self._who = self._asked()
            return self._who

    def _asked(self) -> Who:
        if self._failure is not None and monotonic() < self._ask_again_at:
            raise self._failure
        try:
            who, self.headers = _asked(self._client)
        except (SlackSilent, TokenRefused) as failure:
            self._failure = failure
            self._ask_again_at = monotonic() + 1
            raise
        return who


def socket_address(any_client: WebClient, app_token: str) -> str:
    """Return the address of a new WebSocket for Socket Mode, good for one use.

    Raises:
        SlackSilent: Slack did not answer.
        TokenRefused: the app token does not work.
    """
    try:
        return str(any_client.apps_connections_open(app_token=app_token)["url"])
    except SlackApiError as error:
        raise _meaning(error) from None
    except UNREACHABLE as error:
        raise SlackSilent(type(error).__name__) from None


def _asked(with_token: WebClient) -> tuple[Who, Mapping[str, str]]:
    try:
        answer = with_token.auth_test()
    except SlackApiError as error:
        raise _meaning(error) from None
    except UNREACHABLE as error:
        raise SlackSilent(type(error).__name__) from None
    headers = {str(name).lower(): str(value) for name, value in answer.headers.items()}
    return Who(
        team_id=answer["team_id"],
        team=answer.get("team", ""),
        enterprise_id=answer.get("enterprise_id"),
        bot_id=answer.get("bot_id"),
        bot_user_id=answer["user_id"],
    ), headers


def word(error: SlackApiError) -> str:
    """Return Slack's word for why it refused something, "" where it gave none."""
    answer = error.response
    # The body of an error page is text, not JSON (slack_sdk/web/base_client.py).
    return str(answer.data.get("error", "")) if isinstance(answer.data, dict) else ""


class HomeAddress:
    """Where in Slack our Home is, once Slack has said which app we are.

    Args:
        with_token: asks; once, and again after a failure.
        team_id: of the workspace.
    """

    def __init__(self, with_token: WebClient, team_id: str) -> None:
        self._client = with_token
        self._team_id = team_id
        self._address: str | None = None
        self._tries_left = 3

    def known(self) -> str | None:
        """Return the address; None while Slack has not said it."""
        if self._team_id.startswith("E"):
            return None  # an organisation's; Slack documents such addresses for workspaces alone
        if self._address is None and self._tries_left:
            self._tries_left -= 1
            app_id = self._app_id()
            if app_id:
                # docs.slack.dev, deep linking, "Open an app".
                self._address = f"slack://app?team={self._team_id}&id={app_id}&tab=home"
        return self._address

    def _app_id(self) -> str:
        try:
            bot_id = self._client.auth_test()["bot_id"]
            return str(self._client.bots_info(bot=bot_id)["bot"]["app_id"])
        except (*UNREACHABLE, KeyError, TypeError) as error:
            logger.info("Slack did not say which app this is: %s", type(error).__name__)
            return ""


def _meaning(error: SlackApiError) -> SlackSilent | TokenRefused:
    answer = error.response
    reason = word(error)
    if reason in REFUSALS:
        return TokenRefused(reason)
    wait = answer.headers.get("Retry-After", "")
    return SlackSilent(reason or "no reason given", float(wait) if wait.isdecimal() else 0)
