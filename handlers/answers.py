"""What is said later in answer to a command or a click, at the address that Slack gave for it."""

import logging
from collections.abc import Callable
from functools import partial

from slack_sdk.errors import SlackClientError
from slack_sdk.webhook import WebhookClient

from handlers.addresses import Way
from handlers.asking import Asked
from handlers.blocks.message import Message

logger = logging.getLogger(__name__)

ANSWER_TIMEOUT_S = 5
UNKNOWN_BLOCKS = "invalid_blocks"
"""Slack's word for blocks that it does not take (docs.slack.dev, chat.postMessage)."""


def answering(asked: Asked) -> Callable[[Message], None]:
    """Return what shows a message later on where a command was typed."""
    return partial(respond, asked.desk.way, asked.response_url)


def respond(
    way: Way, response_url: str, message: Message, *, replace_original: bool = False
) -> None:
    """Send *message* to a response URL, seen by its person alone; a failure is logged.

    Where Slack does not know blocks of it, it is sent in plain words instead.

    Args:
        way: says whether the address is Slack's; to any other nothing is sent.
    """
    if not response_url:
        logger.warning("There was no way to answer.")
        return
    if not way.leads_to_slack(response_url):
        logger.warning("An answer was to go to an address that is not Slack's; it was not sent.")
        return
    # Sent twice an answer would stand there twice, so the client must not try again by itself.
    client = WebhookClient(response_url, timeout=ANSWER_TIMEOUT_S, retry_handlers=[])
    try:
        response = client.send_dict(
            {
                **message.payload(way.prefix),
                "response_type": "ephemeral",
                "replace_original": replace_original,
            }
        )
    except (SlackClientError, OSError) as silent:
        logger.warning("Slack did not take an answer: %s", type(silent).__name__)
        return
    if message.plain and UNKNOWN_BLOCKS in response.body:
        logger.info("Slack does not know a block here; what it says is sent in words.")
        respond(way, response_url, message.plain, replace_original=replace_original)
    elif response.status_code != 200:
        logger.warning("Slack did not take an answer: %s", response.status_code)
