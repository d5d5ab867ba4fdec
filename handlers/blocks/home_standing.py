"""Where things stand, at the top of somebody's Home."""

from handlers.blocks import mrkdwn, windows
from handlers.blocks.mrkdwn import Mrkdwn, say
from openspace import moments, voting
from openspace.spaces import Window
from services.home import Inside


def standing(inside: Inside) -> Mrkdwn:
    """Return when the open space is, and what is open in it."""
    space = inside.here.space
    days = moments.days_label(space.first_day, space.last_day)
    channel = mrkdwn.channel(space.channel_id)
    if inside.has_ended:
        return say(
            "{days} in {channel}. *It is over*, thank you. You can still read it: `/topics` and"
            " `/agenda week`.",
            days=days,
            channel=channel,
        )
    when = _when(inside)
    return mrkdwn.join(
        [
            say("{days} in {channel}. {when}", days=days, channel=channel, when=when),
            *_open(inside),
            *(windows.to_come(one, space.zone) for one in inside.times),
        ]
    )


def _when(inside: Inside) -> str:
    space, today = inside.here.space, inside.agenda.today
    days = (space.first_day - today).days
    if days > 1:
        return f"It begins in {days} days."
    if days == 1:
        return "It begins tomorrow."
    return "Today is the last day." if today == space.last_day else "It is on now."


def _open(inside: Inside) -> list[Mrkdwn]:
    space = inside.here.space
    proposing_words = (
        "Proposing is open: type `/propose Your title` in any channel."
        if space.is_open(Window.PROPOSALS)
        else "Proposing is closed."
    )
    if not space.is_open(Window.VOTING):
        return [Mrkdwn(proposing_words), Mrkdwn("Voting is closed.")]
    return [
        Mrkdwn(proposing_words),
        say(
            "Voting is open: you have *{left} left* of {budget}. `/vote` shows your ballot.",
            left=voting.dots_words(inside.listing.dots_left),
            budget=space.budget,
        ),
    ]
