"""Which messages a person wants from the bot."""

from enum import StrEnum


class Notices(StrEnum):
    """What the bot may write to a person directly."""

    ALL = "all"
    MINE = "mine"
    """Only what concerns sessions and topics of theirs."""
    NONE = "none"


WORDS = {
    Notices.ALL: "all messages",
    Notices.MINE: "only messages about your own sessions and topics",
    Notices.NONE: "no messages",
}
