"""What needs a facilitator now, as it stands in their Home."""

from collections.abc import Sequence

from handlers.blocks import message, messages, mrkdwn, proposing, requests, sessions, values
from handlers.blocks.message import Button, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import Again
from openspace.absences import Problem
from openspace.spaces import Space
from services.agenda import Entry
from services.home import Needs

MOST = 5


def needs(space: Space, found: Needs) -> Part:
    """Return what needs a facilitator now, or that nothing does."""
    hostless = [proposing.short_title(topic) for topic in found.hostless]
    waiting = [_waiting(entry) for entry in found.waiting]
    away = [_away(problem, space.zone) for problem in found.problems]
    is_quiet = not (hostless or waiting or away or found.failed or found.requests)
    return message.both(
        message.header("What needs you now"),
        message.paragraph(Mrkdwn("Nothing needs a facilitator just now.")) if is_quiet else None,
        _few(Mrkdwn("*Topics without a host*"), hostless, "`/topics`"),
        _few(Mrkdwn("*More people than seats*"), waiting, "`/agenda week`"),
        _few(Mrkdwn("*A host cannot be there*"), away, "`/openspace timetable`"),
        requests.waiting(space, found.requests),
        _failed(space, found.failed) if found.failed else None,
        message.note(
            Mrkdwn(
                "`/openspace timetable` shows the draft, `/tally` the vote, `/openspace messages`"
                " what was sent."
            )
        ),
    )


def _away(problem: Problem, zone: str) -> Mrkdwn:
    session = problem.session
    return say(
        "#{number} *{title}*, {when}: {host} cannot be there then",
        number=session.number,
        title=message.short(session.title),
        when=sessions.when(session, zone),
        host=mrkdwn.person(problem.host),
    )


def _waiting(entry: Entry) -> Mrkdwn:
    session = entry.session
    return say(
        "#{number} *{title}*: {waiting} waiting, {seats} in {room}",
        number=session.number,
        title=message.short(session.title),
        waiting=entry.waiting,
        seats="1 seat" if session.room.capacity == 1 else f"{session.room.capacity} seats",
        room=session.room.name,
    )


def _failed(space: Space, count: int) -> Part:
    button = Button(
        "Send again",
        messages.AGAIN,
        values.write(Again(space.id)),
        f"Send again what failed in {space.name}",
    )
    what = "1 message" if count == 1 else f"{count} messages"
    text = say("*Not delivered*: {what}. `/openspace messages` says why.", what=what)
    return message.paragraph(text, button)


def _few(heading: Mrkdwn, several: Sequence[Mrkdwn], others: str) -> Part | None:
    """Return the first of a list under its heading; None without any."""
    if not several:
        return None
    more = len(several) - MOST
    rest = [Mrkdwn(f"And {more} more: {others}")] if more > 0 else []
    return message.lines([heading, *several[:MOST], *rest])
