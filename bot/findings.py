"""What is found when it is looked whether the bot could run."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Args:
        good: whether it is as it should be.
        text: what was found and, where it is not good, what to do; no token, no password.
    """

    good: bool
    text: str
