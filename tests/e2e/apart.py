"""A sandbox in a process of its own, as a load has it, so that many people do not slow it down."""

from bot.load.apart import Slack, sandbox

__all__ = ["Slack", "sandbox"]
