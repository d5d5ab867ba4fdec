"""What one more room or hour would give."""

from collections.abc import Sequence

from handlers.blocks import message
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn, say


def helping(sentences: Sequence[str]) -> Message:
    """Return what would help the draft, the best first."""
    lines = [Mrkdwn("*What would help this draft*")]
    return message.message(
        message.lines([*lines, *(say("• {said}", said=one) for one in sentences)]),
        message.note(
            Mrkdwn(
                'Rooms and slots are added with `/openspace rooms add "Room A" 30` and'
                " `/openspace slots add wed 17:00-18:00`."
            )
        ),
    )
