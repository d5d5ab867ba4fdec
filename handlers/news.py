"""Sends news after the answer: to the channel, or to one person."""

import logging
import time
from collections.abc import Iterable
from functools import partial

from slack_sdk.errors import SlackApiError, SlackClientError

from handlers.blocks import news as shown
from handlers.blocks.message import Message
from handlers.desk import Desk
from services import news

logger = logging.getLogger(__name__)

MOST_TRIES = 5
LONGEST_WAIT_S = 30


def tell(desk: Desk, items: Iterable[news.News], *, sender: str) -> None:
    """Send *items* once what they tell of is saved.

    Args:
        sender: user id of whoever caused them, who is told when the channel cannot be reached.
    """
    for item in items:
        match item:
            case news.WindowChanged() | news.Created() | news.Closed() | news.TimetablePublished():
                desk.slowly(item.space.channel_id, partial(_announce, desk, item, sender))
            case _:
                desk.slowly(item.user_id, partial(_write, desk, item))


def post(desk: Desk, destination: str, message: Message) -> str | None:
    """Post *message*; a 429 is waited out, up to five times.

    Args:
        destination: a channel's id, or a user's for a direct message.

    Returns:
        The id of the channel it went to; None if Slack did not take it, which is logged.
    """
    for _ in range(MOST_TRIES):
        try:
            answer = desk.patient.chat_postMessage(
                channel=destination,
                unfurl_links=False,
                unfurl_media=False,
                **message.payload(desk.prefix),
            )
        except SlackApiError as refused:
            if refused.response.status_code == 429:
                time.sleep(min(int(refused.response.headers.get("Retry-After", 1)), LONGEST_WAIT_S))
                continue
            logger.warning("Slack did not take a message: %s", refused.response["error"])
            return None
        except (SlackClientError, OSError) as silent:
            # Sent again it might arrive twice, so it is not.
            logger.warning("Slack did not answer to a message: %s", type(silent).__name__)
            return None
        channel_id: str = answer["channel"]
        return channel_id
    logger.warning("Slack was too busy for a message.")
    return None


def _announce(desk: Desk, item: news.ToChannel, sender: str) -> None:
    channel_id = item.space.channel_id
    if post(desk, channel_id, shown.told(item)) is None:
        post(desk, sender, shown.not_announced(channel_id))


def _write(desk: Desk, item: news.ToPerson) -> None:
    post(desk, item.user_id, shown.told(item))
