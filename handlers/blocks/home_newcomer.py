"""What somebody reads in their Home who is new: what this is, and three things to do."""

from handlers.blocks import home_timetable, message, proposing, voting
from handlers.blocks.message import Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from openspace import voting as rules
from openspace.spaces import Window
from services.home import Inside

WHAT_IT_IS = Mrkdwn(
    "In an *open space* people bring the topics themselves. Everybody goes where they learn or can"
    " help."
)


def nothing() -> list[Part]:
    """Return what is said to somebody who can see no open space."""
    return [
        message.header("Welcome"),
        message.paragraph(
            Mrkdwn(
                "In an *open space* people bring the topics themselves, and everybody goes where"
                " they learn or can help. I keep the topics, the votes and the timetable."
            )
        ),
        message.paragraph(
            Mrkdwn(
                "There is no open space that you can see from here. Go to the channel of one, and"
                " it shows up here. Or start one in the channel where people meet:"
                ' `/openspace new "CoProWeekScot" 2027-11-22 to 2027-11-26`.'
            )
        ),
    ]


def welcome(inside: Inside) -> Part:
    """Return the three things to do, each with its button while it can be done."""
    space = inside.here.space
    return message.both(
        message.header("New here? Three things to do"),
        message.paragraph(Mrkdwn(f"{WHAT_IT_IS} You may come and go at any time.")),
        message.paragraph(_topic(inside), proposing.propose_button(space)),
        message.paragraph(_vote(inside), voting.vote_button(space)),
        message.paragraph(_seat(inside), home_timetable.sessions_button(inside)),
    )


def _topic(inside: Inside) -> Mrkdwn:
    if not inside.here.space.is_open(Window.PROPOSALS):
        return Mrkdwn("1. *Bring a topic*, once proposing is open. The channel is told then.")
    return Mrkdwn("1. *Bring a topic*: type `/propose How do we start co-pro in procurement?`")


def _vote(inside: Inside) -> Mrkdwn:
    space = inside.here.space
    dots = rules.dots_words(space.budget)
    if not space.is_open(Window.VOTING):
        return say(
            "2. *Say what interests you*: `/topics` lists all topics. Once voting is open, you have"
            " {dots} to give. Nobody else sees to what.",
            dots=dots,
        )
    return say(
        "2. *Say what interests you*: `/topics` lists all, and with `/vote` you give {dots}. Nobody"
        " else sees to what.",
        dots=dots,
    )


def _seat(inside: Inside) -> Mrkdwn:
    if inside.agenda.is_published:
        return Mrkdwn("3. *Take a seat* in a session: press a button below, or type `/signup 3`.")
    return Mrkdwn("3. *Take a seat* in a session: below, once the timetable is published.")
