"""Why a message was not sent, or not yet, in sentences that facilitators read."""

from collections.abc import Mapping

ASKED_TO_WAIT = "Slack asked to wait."
UNREACHED = "Slack cannot be reached."
BROKEN = "The connection to Slack broke."
TOO_MANY = "There are too many messages in the channel to look through."
CANNOT_BE_WRITTEN = "It could not be put into words; the log says more."
CANNOT_BE_LOOKED_FOR = "It could not be looked whether it arrived; the log says more."

_REFUSED: Mapping[str, str] = {
    "is_archived": "The channel is archived.",
    "channel_not_found": "I am not in the channel, or it is gone.",
    "not_in_channel": "I am not in the channel.",
    "user_disabled": "The account is closed.",
    "user_not_found": "Slack does not know the person.",
    "cannot_dm_bot": "It is a bot, not a person.",
    "messages_tab_disabled": "Direct messages from this app are switched off.",
    "restricted_action": "Slack's settings do not let me post there.",
    "msg_too_long": "Slack found the message too long.",
}


def refused(word: str) -> str:
    """Return why Slack refuses something for good, from its word for the error."""
    return _REFUSED.get(word, f"Slack refused it: {word}.")


def answered(word: str) -> str:
    """Return that Slack answered with a failure, from its word or the status of its answer."""
    return f"Slack answered {word}."


def token_refused(word: str) -> str:
    """Return that Slack does not accept the bot's token, from its word for the error."""
    return f"Slack does not let the bot in any more: {word}."


def never_known(reason: str) -> str:
    """Return that nobody can tell whether a message arrived, because of *reason*."""
    return f"Nobody can tell whether it arrived: {reason}"
