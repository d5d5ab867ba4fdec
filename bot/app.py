"""Puts the bot together: Bolt, the way to Slack, the desk and all listeners."""

import logging
from collections.abc import Callable
from threading import Event

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult

from bot import restraint, slack
from bot.clock import Clock
from bot.lanes import Lanes
from bot.settings import Settings
from handlers import desk as desks
from handlers import listeners
from handlers.desk import Desk, Desks
from handlers.outages import Outages
from openspace import RuleViolation
from storage.database import Database

logger = logging.getLogger(__name__)

SILENT = "Slack did not tell me who I am just now, so nothing was changed. Please try again."
AWAY = (
    "I am just starting and cannot reach what is stored yet, so nothing was changed. Please try"
    " again in a minute."
)
REFUSED = (
    "Slack does not accept my token, so nothing was changed. Please tell whoever runs this bot."
)


def build(
    settings: Settings,
    database: Database,
    clock: Clock,
    lanes: Lanes,
    identity: slack.Identity | None = None,
    *,
    outages: Outages | None = None,
    is_open: Event | None = None,
) -> App:
    """Return the Bolt app of a bot that serves one workspace; asks Slack nothing.

    Args:
        settings: tokens, prefix and Slack's address.
        database: with its schema up to date, or waited for.
        clock: what time it is.
        lanes: what is done after an answer.
        identity: who the bot is; None makes one.
        outages: writes down what failed; None makes one.
        is_open: set once the database can be used; until then people hear so. None where it can.
    """
    with_token = slack.client(settings, token=settings.bot_token)
    known = identity or slack.Identity(with_token)

    def authorize() -> AuthorizeResult:
        check_open(is_open)
        who = _who(known)
        return AuthorizeResult(
            enterprise_id=who.enterprise_id,
            # Where the bot is installed; the request may come from a person of another workspace.
            team_id=who.team_id,
            bot_id=who.bot_id,
            bot_user_id=who.bot_user_id,
            bot_token=settings.bot_token,
        )

    desk = Desk(
        database=database,
        now=clock.now,
        later=lanes.later,
        client=with_token,
        patient=slack.client(settings, token=settings.bot_token, patience_s=slack.LONG_PATIENCE_S),
        prefix=settings.command_prefix,
        keeping=settings.keeping,
        outages=outages or Outages(),
    )
    return assembled(settings, authorize, desks.only(desk))


def check_open(is_open: Event | None) -> None:
    """Refuse what needs the database while it is away at the start.

    Args:
        is_open: set once it can be used; None where it can.

    Raises:
        RuleViolation: it cannot be used yet.
    """
    if is_open is not None and not is_open.is_set():
        raise RuleViolation(AWAY)


def assembled(
    settings: Settings, authorize: Callable[..., AuthorizeResult], all_desks: Desks
) -> App:
    """Return the Bolt app with every listener.

    Args:
        settings: prefix, signing secret and Slack's address.
        authorize: says as whom the bot acts in the workspace of a request.
        all_desks: give each listener the desk of that workspace.
    """
    app = App(
        name="openspace",
        # Listeners save, then answer; see docs/architecture.md, "Commit, then ack".
        process_before_response=True,
        # An unmatched request reaches our own error handler, which answers. Bolt's way is a 404,
        # of which Socket Mode makes silence.
        raise_error_for_unhandled_request=True,
        # Without a token of its own: given one, Bolt would ask Slack about it at once.
        client=slack.client(settings, token=None),
        authorize=authorize,
        token_verification_enabled=False,
        signing_secret=settings.signing_secret,
    )
    # At INFO it logs the whole body of a request with a bad signature (request_verification.py).
    logging.getLogger("slack_bolt.RequestVerification").setLevel(logging.WARNING)
    listeners.register(app, all_desks)
    app.action(restraint.TOO_FAST)(restraint.say)
    app.shortcut(restraint.TOO_FAST)(restraint.say)
    return app


def _who(identity: slack.Identity) -> slack.Who:
    # Bolt swallows a SlackApiError here and blames the installation (authorize.py); a
    # RuleViolation goes to our error handler, which says it wherever the person is looking.
    try:
        return identity.who()
    except slack.TokenRefused as refused:
        logger.warning("Slack does not accept SLACK_BOT_TOKEN: %s", refused.reason)
        raise RuleViolation(REFUSED) from None
    except slack.SlackSilent as silent:
        logger.warning("Slack does not answer auth.test: %s", silent)
        raise RuleViolation(SILENT) from None
