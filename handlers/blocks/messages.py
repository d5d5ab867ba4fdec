"""All messages of an open space in a few lines, for its facilitators."""

from collections.abc import Sequence
from itertools import groupby

from handlers.blocks import lists, message, mrkdwn, values
from handlers.blocks.message import Button, Message, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import Again, View
from openspace import moments
from openspace.messages import Status
from openspace.spaces import Space
from services.messages import Line, Overview

AGAIN = "messages_again"
PAGE_SIZE = 15

KINDS = {
    "proposals_open": "Proposing opens",
    "proposals_close": "Proposing closes",
    "voting_open": "Voting opens",
    "voting_close": "Voting closes",
    "created": "Start of the open space",
    "board_posted": "Board",
    "closed": "Closing or reopening of the open space",
    "timetable_published": "Published timetable",
    "topic_withdrawn": "Withdrawn topic",
    "seat_changed": "Change of a seat",
    "session_changed": "Change of a session",
    "your_week": "What people can get to",
    "run_offered": "Question for another run",
    "run_accepted": "Another run of a topic",
    "made_facilitator": "New facilitator",
    "named_host": "New host",
    "host_joined": "New co-host",
    "host_removed": "Host taken out",
    "change_asked": "Request for a change",
    "request_answered": "Answer to a request",
    "digest": "Morning digest",
    "summary": "Evening summary",
    "reminder": "Reminder of a session",
    "briefing": "Sessions to host on the next day",
    "closes_soon": "Voting closes soon",
    "trouble": "News of messages that were not delivered",
}
"""What each kind of message is about, by the name under which it is stored."""

_SECTIONS = {
    Status.FAILED: "Not delivered",
    Status.PENDING: "Due next",
    Status.SENDING: "Due next",
    Status.DROPPED: "Dropped",
    Status.SENT: "Sent",
}
_ORDER = tuple(dict.fromkeys(_SECTIONS.values()))


def overview(found: Overview, *, page: int = 1) -> Message:
    """Return one page of the messages: what failed, what is due, what was dropped and sent."""
    space = found.here.space
    listed = sorted(found.lines, key=lambda line: _ORDER.index(_SECTIONS[line.status]))
    shown = message.page(listed, page, size=PAGE_SIZE)
    return message.message(
        message.header(f"Messages of {space.name}"),
        None if found.again is None else message.paragraph(_sent_again(found.again)),
        *_by_section(shown.entries, space.zone),
        None if listed else message.paragraph(Mrkdwn("No messages yet.")),
        lists.turning(shown, space_id=space.id, view=View("messages", page=shown.number)),
        _again(space) if found.can_send_again else None,
        message.note(
            Mrkdwn(
                "Names are left out on purpose: what somebody gets could tell how they voted or"
                " what they signed up for."
            )
        ),
    )


def _sent_again(count: int) -> Mrkdwn:
    if not count:
        return Mrkdwn("Nothing that failed is still of use, so nothing is sent again.")
    messages = "1 message is" if count == 1 else f"{count} messages are"
    return say("{messages} in line to be sent again.", messages=messages)


def _by_section(entries: Sequence[Line], zone: str) -> list[Part]:
    return [
        message.lines([say("*{section}*", section=section), *(_line(one, zone) for one in lines)])
        for section, lines in groupby(entries, key=lambda line: _SECTIONS[line.status])
    ]


def _line(line: Line, zone: str) -> Mrkdwn:
    about = [mrkdwn.escape(KINDS.get(line.kind, "Message"))]
    if line.number is not None:
        title = message.short(line.title)
        about.append(say("#{number} *{title}*", number=line.number, title=title))
    if line.day is not None:
        about.append(mrkdwn.escape(moments.day_label(line.day)))
    return say(
        "{about}, {to}: {when}{reason}",
        about=mrkdwn.join(about, ", "),
        to=_to(line),
        when=mrkdwn.moment(line.at, zone),
        reason=mrkdwn.sentence(f". {line.reason}" if line.reason else ""),
    )


def _to(line: Line) -> str:
    if line.in_channel:
        return "to the channel"
    if line.people is None:
        return "to those concerned"
    return "to 1 person" if line.people == 1 else f"to {line.people} people"


def _again(space: Space) -> Part:
    button = Button(
        "Send again",
        AGAIN,
        values.write(Again(space.id)),
        f"Send again what failed in {space.name}",
    )
    return message.both(
        message.buttons(button),
        message.note(Mrkdwn("`/openspace messages again` sends again what failed.")),
    )
