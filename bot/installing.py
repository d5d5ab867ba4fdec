"""Workspaces install the bot by themselves: from its page to Slack and back (OAuth 2.0).

1. `/slack/install` begins: a state that is good once and for ten minutes goes into the database,
   and into a cookie of the browser.
2. In Slack somebody who may add apps says yes or no.
3. Slack sends them to `/slack/oauth_redirect`. State and cookie have to be the same, so that nobody
   can be made to end what somebody else began; then Slack gives a token for the code it sent.

What if this process dies in between? Any other takes the next step; after the token was given and
before it is kept, whoever installs sees that it failed, and begins again.
"""

import hmac
import logging
from collections import deque
from collections.abc import Sequence
from threading import Lock
from time import monotonic

from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import AuthorizeUrlGenerator
from slack_sdk.oauth.installation_store import Installation
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import slack
from bot.clock import Clock
from bot.install_pages import Link, page
from bot.install_store import STATE_S, States
from bot.installations import Installations
from bot.manifest import OPTIONAL_SCOPES, SCOPES
from bot.settings import Settings
from services import workspaces
from storage.database import UNAVAILABLE, Busy, Database

logger = logging.getLogger(__name__)

COOKIE = "openspace-install"

MOST_A_MINUTE = 120
"""How many pages are opened in a minute in each process. Each writes to the database, and whoever
votes must not wait for somebody who opens them all the time."""

MINUTE_S = 60
INSTALL = "/slack/install"
REDIRECT = "/slack/oauth_redirect"


def pages(
    settings: Settings, database: Database, clock: Clock, installations: Installations
) -> Sequence[Route]:
    """Return the pages by which workspaces install the bot.

    Args:
        settings: for many workspaces.
        database: where what was begun is kept.
        clock: what time it is.
        installations: where what was ended is kept.
    """
    desk = _Installing(settings, database, clock, installations)

    async def install(_request: Request) -> Response:
        return await run_in_threadpool(desk.begin)

    async def returned(request: Request) -> Response:
        return await run_in_threadpool(desk.end, request)

    return [Route(INSTALL, install), Route(REDIRECT, returned)]


class Opened:
    """Counts what was opened in the last minute.

    Args:
        most: how many may be.
    """

    def __init__(self, most: int) -> None:
        self._lock = Lock()
        self._at: deque[float] = deque(maxlen=most)

    def has_room(self) -> bool:
        """Count one more, unless there were too many in the last minute."""
        with self._lock:
            now = monotonic()
            if len(self._at) == self._at.maxlen and now - self._at[0] < MINUTE_S:
                return False
            self._at.append(now)
            return True


class _CannotInstall(Exception):
    """An installation ends here; says why and what to do, to whoever installs."""

    def __init__(self, title: str, text: str, status: int) -> None:
        super().__init__(title)
        self.title = title
        self.text = text
        self.status = status


class _Installing:
    def __init__(
        self, settings: Settings, database: Database, clock: Clock, installations: Installations
    ) -> None:
        self._settings = settings
        self._database = database
        self._clock = clock
        self._installations = installations
        self._states = States(database)
        self._opened = Opened(MOST_A_MINUTE)
        self._redirect_uri = f"{settings.public_url}{REDIRECT}"
        self._is_secure = settings.public_url.startswith("https://")
        self._authorize = AuthorizeUrlGenerator(
            client_id=settings.client_id,
            scopes=[*SCOPES, *OPTIONAL_SCOPES],
            redirect_uri=self._redirect_uri,
            authorization_url=_authorization_url(settings.slack_api_url),
        )

    def begin(self) -> Response:
        if not self._opened.has_room():
            return self._failed(_crowded())
        try:
            state = self._states.issue()
        except (Busy, *UNAVAILABLE) as error:
            logger.warning("An installation could not begin: %s", type(error).__name__)
            return self._failed(_down())
        response = page(
            "Add Open Space to your Slack",
            "Open Space holds an open space week inside Slack: people propose topics, vote in"
            " secret with dots, and take seats in the timetable.",
            "Slack shows you next what the bot may do, and asks whether you agree. In some"
            " workspaces somebody who manages apps has to agree as well.",
            "This page is good for ten minutes.",
            link=Link("Add to Slack", self._authorize.generate(state)),
        )
        response.set_cookie(
            COOKIE,
            state,
            max_age=STATE_S,
            path="/slack",
            secure=self._is_secure,
            httponly=True,
            # Slack's page sends people back by a link, at which "strict" would send no cookie.
            samesite="lax",
        )
        return response

    def end(self, request: Request) -> Response:
        if not self._opened.has_room():
            return self._failed(_crowded())
        try:
            return self._ended(request)
        except _CannotInstall as cannot:
            return self._failed(cannot)
        except (Busy, *UNAVAILABLE) as error:
            logger.warning("An installation could not be kept: %s", type(error).__name__)
            return self._failed(_down())

    def _ended(self, request: Request) -> Response:
        asked = request.query_params
        state = asked.get("state", "")
        self._check_state(state, request.cookies.get(COOKIE, ""))
        if "error" in asked:
            # Slack's word is not shown or logged: anybody could have typed it.
            raise _CannotInstall(
                "Nothing was added",
                "In Slack, the bot was not allowed. If that was not meant, begin again.",
                200 if asked["error"] == "access_denied" else 400,
            )
        place = self._kept(asked.get("code", ""))
        return page(
            f"Open Space is in {place}",
            "You can close this page. In Slack, go to the channel where people meet, and type:"
            f" /invite @openspace, then /{self._settings.command_prefix}openspace help.",
        )

    def _check_state(self, state: str, of_browser: str) -> None:
        """Raise unless this browser began what ends here, once and not long ago."""
        if not state or not hmac.compare_digest(state.encode(), of_browser.encode()):
            raise _CannotInstall(
                "This was not begun here",
                "Nothing was added. The installation has to be ended in the browser in which it"
                " was begun, and only the one that was begun last. Begin again.",
                400,
            )
        if not self._states.consume(state):
            raise _CannotInstall(
                "This was begun too long ago",
                "Nothing was added this time. The installation took longer than ten minutes, or"
                " this page was opened a second time. If the bot is not in your Slack, begin"
                " again.",
                400,
            )

    def _kept(self, code: str) -> str:
        """Let Slack give a token for *code* and keep it; return the workspace's name."""
        installation = self._given(code)
        is_organisation = installation.is_enterprise_install
        team_id = installation.enterprise_id if is_organisation else installation.team_id
        name = installation.enterprise_name if is_organisation else installation.team_name
        if not team_id or not installation.bot_token:
            raise _unusable()
        self._installations.store.save(installation)
        with self._database.begin() as db:
            workspaces.install(
                db,
                team_id=team_id,
                enterprise_id=installation.enterprise_id,
                name=name or team_id,
                now=self._clock.now(),
            )
        self._installations.forget(team_id)
        logger.info("A workspace has installed the bot.")
        return name or "your Slack"

    def _given(self, code: str) -> Installation:
        client = slack.client(self._settings, token=None, patience_s=slack.LONG_PATIENCE_S)
        try:
            given = client.oauth_v2_access(
                client_id=self._settings.client_id,
                client_secret=self._settings.client_secret,
                code=code,
                redirect_uri=self._redirect_uri,
            )
            token = str(given.get("access_token") or "")
            # Only this says which bot it is (docs.slack.dev, oauth.v2.access and auth.test).
            bot_id = client.auth_test(token=token)["bot_id"] if token else None
        except SlackApiError as error:
            logger.warning("Slack did not accept an installation: %s", slack.word(error))
            raise _unusable() from None
        except slack.UNREACHABLE as error:
            logger.warning("Slack did not answer an installation: %s", type(error).__name__)
            raise _CannotInstall(
                "Slack does not answer just now",
                "Nothing was added. Wait a minute, and begin again.",
                502,
            ) from None
        team, enterprise = given.get("team") or {}, given.get("enterprise") or {}
        return Installation(
            app_id=given.get("app_id"),
            enterprise_id=enterprise.get("id"),
            enterprise_name=enterprise.get("name"),
            team_id=team.get("id"),
            team_name=team.get("name"),
            bot_token=token or None,
            bot_id=bot_id,
            bot_user_id=given.get("bot_user_id"),
            bot_scopes=str(given.get("scope") or ""),
            user_id=(given.get("authed_user") or {}).get("id") or "",
            is_enterprise_install=bool(given.get("is_enterprise_install")),
            token_type=given.get("token_type"),
        )

    def _failed(self, cannot: _CannotInstall) -> Response:
        return page(
            cannot.title,
            cannot.text,
            link=Link("Begin again", f"{self._settings.public_url}{INSTALL}"),
            status=cannot.status,
        )


def _unusable() -> _CannotInstall:
    return _CannotInstall(
        "Slack did not accept this",
        "Nothing was added. Begin again; each attempt is good once.",
        400,
    )


def _crowded() -> _CannotInstall:
    return _CannotInstall(
        "Too many do this just now", "Nothing was added. Wait a minute, and begin again.", 429
    )


def _down() -> _CannotInstall:
    return _CannotInstall(
        "This does not work just now", "Nothing was added. Wait a minute, and begin again.", 503
    )


def _authorization_url(slack_api_url: str) -> str:
    """Return where people say yes, beside where Slack's methods are."""
    return slack_api_url.removesuffix("api/") + "oauth/v2/authorize"
