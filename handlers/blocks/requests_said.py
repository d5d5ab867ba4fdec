"""What is said after each deed about a request, and what people are told of one."""

from handlers.blocks import message, mrkdwn, requests, timetable
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from services.granting import Answered
from services.news import RequestAnswered
from services.requesting import Done, Outcome
from services.requests import ToAnswer


def done(result: Done) -> Message:
    """Return what became of somebody's asking, backing or taking back."""
    listed = result.listed
    request = listed.request
    zone = result.here.space.zone
    number = request.number
    text = {
        Outcome.NEW: say("You asked for a change. It is request {n}.", n=number),
        Outcome.BACKED: say(
            "You back request {n}, which somebody else asked for. Thank you.", n=number
        ),
        Outcome.ALREADY: say(
            "You asked for this already: it is request {n}."
            if listed.is_mine
            else "You back request {n} already.",
            n=number,
        ),
        Outcome.STOPPED: say("You no longer back request {n}.", n=number),
        Outcome.TAKEN_BACK: say("You took request {n} back.", n=number),
    }[result.outcome]
    is_asked = result.outcome in (Outcome.NEW, Outcome.BACKED, Outcome.ALREADY)
    return message.message(
        message.paragraph(mrkdwn.join([text, requests.what(listed, zone)])),
        message.paragraph(requests.in_its_way(listed.obstacle))
        if is_asked and listed.obstacle
        else None,
        message.buttons(requests.show_button(result.here.space)),
        message.note(
            Mrkdwn("Facilitators decide. You are told what they answer.")
            if is_asked
            else Mrkdwn("`/openspace requests` lists those that are open.")
        ),
    )


def to_answer(item: ToAnswer) -> Message:
    """Return what a facilitator is told of a new request."""
    space = item.here.space
    return message.message(
        message.paragraph(
            say("Somebody asks for a change of the timetable of *{name}*.", name=space.name)
        ),
        requests.row(item.here, item.listed, requests.ALONE),
        message.note(requests.TO_ANSWER),
    )


def answered(item: RequestAnswered) -> Message:
    """Return what whoever asked, and those who back it, are told of the answer."""
    what = "The change that you asked for" if item.has_asked else "A change that you back"
    became = "is made" if item.is_granted else "is declined"
    lines = [
        say(
            "{what} {became}: {sessions} in *{name}*.",
            what=what,
            became=became,
            sessions=requests.which(item.session, item.other),
            name=item.space.name,
        )
    ]
    if item.changes:
        lines += timetable.change_lines(item.changes, item.space.zone)
    elif item.is_granted:
        lines.append(Mrkdwn("The timetable has changed again since then."))
    if item.word:
        lines.append(requests.said_by_facilitator(item.word))
    return message.message(
        message.lines(lines),
        message.note(
            Mrkdwn("`/agenda week` shows the timetable, `/agenda mine` your sessions.")
            if item.is_granted
            else Mrkdwn(
                "The timetable stays as it is. `/openspace requests` shows what else is asked."
            )
        ),
    )


def settled(result: Answered) -> Message:
    """Return what a facilitator reads who granted or declined a request."""
    became = "granted" if result.is_granted else "declined"
    told = {0: "Nobody had to be told.", 1: "One person is told."}.get(
        result.told, f"{result.told} people are told."
    )
    text = say("Request {n} is {became}. {told}", n=result.request.number, became=became, told=told)
    if not result.is_granted:
        return message.message(message.paragraph(text))
    return message.message(
        message.paragraph(text),
        message.lines(timetable.change_lines(result.changes, result.here.space.zone)),
        message.note(
            Mrkdwn(
                "Everyone sees this now, and so does the draft. What else the draft holds stays"
                " unpublished."
            )
        ),
    )
