"""Which workspaces the bot is in, and how it speaks to Slack in each; remembered for a while."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import slack
from bot.clock import Clock
from bot.install_store import InstallStore
from bot.settings import Settings
from bot.token_keys import TokenKeys, WrongKeys
from services import workspaces
from storage.database import UNAVAILABLE, Busy, Database

logger = logging.getLogger(__name__)

HOLDS_S = 30.0
"""How long another process may not have noticed what changed here, in seconds."""

MISSING_HOLDS_S = 2.0
MOST = 5000
"""How many workspaces are remembered at most; those of which nothing was heard are forgotten."""

GONE = ("token_revoked", "account_inactive")
"""Slack's words for a token of a bot that was taken out (docs.slack.dev, auth.test). Not
`invalid_auth`, which a workspace that restricts addresses also says to a good token."""


class Unreadable(Exception):
    """The bot is in a workspace, but none of the keys opens its token."""


@dataclass(frozen=True)
class Place:
    """One workspace with the bot in it.

    Args:
        team_id: by which its rows are kept.
        client: talks to Slack before an answer.
        patient: talks to Slack after an answer, and for the clock.
    """

    team_id: str
    enterprise_id: str | None
    name: str
    bot_id: str | None
    bot_user_id: str
    token: str
    client: WebClient
    patient: WebClient

    def __repr__(self) -> str:
        return f"Place({self.team_id})"


class Installations:
    """Finds the workspace that a request comes from; safe to ask from many threads.

    What is remembered is only a cache: any process may get any request.

    Args:
        settings: for many workspaces.
        database: where installations are kept.
        clock: what time it is.
    """

    def __init__(self, settings: Settings, database: Database, clock: Clock) -> None:
        self.store = InstallStore(database, settings.client_id, TokenKeys(settings.token_keys))
        self._settings = settings
        self._database = database
        self._clock = clock
        self._lock = Lock()
        self._known: dict[str, tuple[float, Place | None]] = {}

    def first(self, team_ids: Iterable[str | None]) -> Place | None:
        """Return the first of these workspaces that the bot is in; None for none.

        Raises:
            Unreadable: none of the keys opens its token.
        """
        for team_id in team_ids:
            found = self.find(team_id) if team_id else None
            if found is not None:
                return found
        return None

    def find(self, team_id: str) -> Place | None:
        """Return a workspace with the bot in it; None if it is not.

        Raises:
            Unreadable: none of the keys opens its token.
        """
        until, place = self._known.get(team_id, (0.0, None))
        if monotonic() < until:
            return place
        place = self._read(team_id)
        until = monotonic() + (HOLDS_S if place else MISSING_HOLDS_S)
        with self._lock:
            self._known.pop(team_id, None)
            while len(self._known) >= MOST:
                del self._known[next(iter(self._known))]
            self._known[team_id] = (until, place)
        return place

    def forget(self, team_id: str) -> None:
        """Look anew at the next request of this workspace."""
        with self._lock:
            self._known.pop(team_id, None)

    def refused(self, place_id: str, token: str) -> None:
        """Take in that Slack says of a token that the bot was taken out.

        What if another token came since? Then only what is remembered here was old.
        """
        self.forget(place_id)
        try:
            now = self.find(place_id)
            if now is None or now.token != token:
                return
        except Unreadable:
            return
        moment = self._clock.now()
        try:
            with self._database.begin() as db:
                workspaces.uninstall(db, team_id=place_id, told_at=moment, now=moment)
        except (Busy, *UNAVAILABLE) as error:
            # The next call is refused as well, and tries again.
            logger.warning("It could not be kept that the bot left: %s", type(error).__name__)
            return
        self.forget(place_id)
        logger.warning("A workspace has taken the bot out; its tokens are deleted.")

    def _read(self, team_id: str) -> Place | None:
        with self._database.reading() as db:
            known = workspaces.find(db, team_id=team_id)
        if known is None:
            return None
        try:
            bot = self.store.bot_of(known)
        except WrongKeys:
            logger.warning("TOKEN_KEYS do not open the token of a workspace.")
            raise Unreadable from None
        if bot is None or not bot.bot_token:
            return None
        token = bot.bot_token
        return Place(
            team_id=team_id,
            enterprise_id=known.enterprise_id,
            name=known.name,
            bot_id=bot.bot_id or None,
            bot_user_id=bot.bot_user_id or "",
            token=token,
            client=self._client(team_id, token, slack.PATIENCE_S),
            patient=self._client(team_id, token, slack.LONG_PATIENCE_S),
        )

    def _client(self, team_id: str, token: str, patience_s: int) -> WebClient:
        return _Watched(
            lambda: self.refused(team_id, token),
            token=token,
            base_url=self._settings.slack_api_url,
            timeout=patience_s,
            retry_handlers=[],
        )


class _Watched(WebClient):
    """A client that tells when Slack says that the bot was taken out."""

    def __init__(self, gone: Callable[[], None], **more: Any) -> None:
        super().__init__(**more)
        self._gone = gone

    def api_call(self, api_method: str, **more: Any) -> Any:
        """Call Slack, as every method of the client does."""
        try:
            return super().api_call(api_method, **more)
        except SlackApiError as error:
            if slack.word(error) in GONE:
                self._gone()
            raise


def candidates(
    context: Mapping[str, Any], enterprise_id: str | None, team_id: str | None
) -> tuple[str | None, ...]:
    """Return by which ids a request's workspace may be known, the likeliest first.

    A workspace's own installation comes before that of its organisation, but where Slack says
    that it speaks of the organisation's. Last comes who posted the message whose button was
    pressed: in a channel that two organisations share, Slack may name the one of the person.
    """
    posted_in = context.get("message_team_id")
    if context.get("is_enterprise_install"):
        return enterprise_id, team_id, posted_in
    return team_id, enterprise_id, posted_in
