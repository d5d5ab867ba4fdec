"""Who facilitates."""

from handlers.blocks import message, mrkdwn
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from services.people import Facilitators

MOST = 50


def facilitators(found: Facilitators) -> Message:
    """Return who runs the open space."""
    shown = found.user_ids[:MOST]
    more = len(found.user_ids) - len(shown)
    return message.message(
        message.paragraph(
            say(
                "Facilitators of {name}: {people}{more}.",
                name=found.here.space.name,
                people=mrkdwn.people(shown),
                more=f" and {more} more" if more else "",
            )
        ),
        message.note(
            Mrkdwn(
                "Facilitators change this with `/openspace facilitators add @someone` and"
                " `/openspace facilitators remove @someone`."
            )
        ),
    )
