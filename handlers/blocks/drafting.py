"""What facilitators are told while a draft is worked out, and what became of it."""

from handlers.blocks import message, mrkdwn
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from services.drafting import Asked, Undone
from services.planning import Result
from services.timetable import Draft


def asked(found: Asked) -> Message:
    """Return that a draft is being worked out."""
    begun = (
        "I am working out a draft, and show it here in a moment. Nobody else sees it."
        if found.is_new
        else "A draft is being worked out already, and I show it here in a moment."
    )
    return message.message(message.paragraph(Mrkdwn(begun)))


def progress(percent: int) -> Message:
    """Return how far the search for a draft is."""
    text = say("I am still working out the draft: {percent}% is done.", percent=percent)
    return message.message(message.paragraph(text))


def drafted(result: Result) -> Mrkdwn:
    """Return what a search came to."""
    if result.obstacles:
        lines = [Mrkdwn("There is no draft, as something stands in its way. Nothing was changed.")]
        return mrkdwn.join([*lines, *(say("{why}", why=why) for why in result.obstacles)])
    changed = len(result.changed)
    if not changed:
        return Mrkdwn("The draft stays as it is: I found no better one.")
    sessions = "1 session stands" if changed == 1 else f"{changed} sessions stand"
    return say("The draft is ready. {sessions} elsewhere than before.", sessions=sessions)


def undone(found: Undone) -> Mrkdwn:
    """Return that a step was taken back."""
    said = say("Undone: {deed}.", deed=found.deed)
    if not found.lost:
        return said
    numbers = ", ".join(f"#{number}" for number in found.lost)
    lost = say("These could not go back, as their place is gone: {numbers}.", numbers=numbers)
    return mrkdwn.join([said, lost])


def discarded(found: Draft) -> Mrkdwn:
    """Return that the draft was discarded."""
    if found.is_published:
        return Mrkdwn("The draft is what everyone sees again.")
    return Mrkdwn("The draft is discarded. Talks and pinned sessions stay.")


def fairness(permille: int) -> Message:
    """Return how far a draft goes for those who fare worst."""
    text = say(
        "For those who fare worst, the next draft may give up {percent}% of all wishes that can be"
        " met.",
        percent=f"{permille / 10:g}",
    )
    return message.message(message.paragraph(text))
