"""What becomes of a message that was promised."""

from enum import StrEnum

TOO_LATE = "It came too late to be of use."


class Status(StrEnum):
    """Where a promised message stands."""

    PENDING = "pending"
    SENDING = "sending"
    """Slack was asked to post it, and has not said yet whether it did."""
    SENT = "sent"
    DROPPED = "dropped"
    """Not sent because it was no longer true, wanted or in time."""
    FAILED = "failed"
    """Slack refused it, or nobody can tell whether it arrived."""
