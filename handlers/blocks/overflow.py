"""A menu behind three dots, for deeds that would be too many buttons."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.blocks.message import Block, Option


@dataclass(frozen=True)
class Overflow:
    """A menu without a label of its own, so each option says by itself what it does.

    Args:
        options: one to five (docs.slack.dev, overflow menu), each with a value of its own.
    """

    action_id: str
    options: Sequence[Option]

    def element(self) -> Block:
        """Return it as Slack's overflow element."""
        return {
            "type": "overflow",
            "action_id": self.action_id,
            "options": [option.element() for option in self.options],
        }
