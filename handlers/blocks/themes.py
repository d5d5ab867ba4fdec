"""The themes of an open space."""

from handlers.blocks import message
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from services.themes import Themes


def themes(found: Themes) -> Message:
    """Return the themes that topics may have, and what was added just now."""
    name = found.here.space.name
    heading = (
        say("*Themes of {name}*", name=name)
        if found.names
        else say("Topics of {name} have no themes so far.", name=name)
    )
    return message.message(
        message.lines([heading, *(say("• {theme}", theme=theme) for theme in found.names)]),
        message.paragraph(_added(found.added)) if found.added else None,
        message.note(
            Mrkdwn("Facilitators add one with `/openspace themes add Invest in showing it works`.")
        ),
    )


def _added(names: tuple[str, ...]) -> Mrkdwn:
    if len(names) == 1:
        return Mrkdwn("1 theme is new. Topics can have it from now on.")
    return say("{count} themes are new. Topics can have them from now on.", count=len(names))
