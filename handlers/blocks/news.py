"""What people are told without having asked."""

from handlers.blocks import (
    agenda,
    board,
    digests,
    hosting,
    message,
    mrkdwn,
    reminders,
    requests_said,
    runs,
    sessions,
    suggesting,
    timetable,
    ways,
    windows,
)
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from openspace import moments, voting
from openspace.spaces import Window
from openspace.timetable import Fate, Session
from services import news
from services.board import Board
from services.current import Said
from services.digests import DayAhead, DayDone, WeekDone
from services.reminders import BeginsSoon, HostsTomorrow, VotingCloses
from services.requests import ToAnswer
from services.weeks import Told


def told(item: Said) -> Message:
    """Return the message for one piece of news, or for what has become of something due.

    Raises:
        LookupError: *item* is only due and has not become anything yet.
    """
    match item:
        case news.Created():
            return _created(item)
        case Board():
            return board.board(item)
        case news.Closed():
            return _closed(item)
        case news.WindowChanged():
            return windows.changed(item)
        case news.TimetablePublished():
            return _published(item)
        case news.TopicWithdrawn():
            return _withdrawn(item)
        case news.SeatChanged():
            return _seat(item)
        case news.SessionChanged():
            return _session(item)
        case news.RunOffered():
            return runs.asked(item)
        case news.RunAccepted():
            return runs.accepted(item)
        case Told():
            return suggesting.told(item)
        case news.MadeFacilitator():
            return _facilitator(item)
        case news.NamedHost():
            return hosting.named(item)
        case news.HostJoined():
            return hosting.joined(item)
        case news.HostRemoved():
            return hosting.removed(item)
        case ToAnswer():
            return requests_said.to_answer(item)
        case news.RequestAnswered():
            return requests_said.answered(item)
        case news.Trouble():
            return _trouble(item)
        case DayAhead():
            return digests.day_ahead(item)
        case DayDone():
            return digests.day_done(item)
        case WeekDone():
            return digests.week_done(item)
        case BeginsSoon():
            return reminders.begins_soon(item)
        case HostsTomorrow():
            return reminders.hosts_tomorrow(item)
        case VotingCloses():
            return reminders.voting_closes(item)
        case (
            news.BoardPosted()
            | news.Digest()
            | news.Summary()
            | news.Reminder()
            | news.Briefing()
            | news.ClosesSoon()
            | news.ChangeAsked()
            | news.YourWeek()
        ):
            raise LookupError("what is due is told as what it has become")


def _created(item: news.Created) -> Message:
    space = item.space
    return message.message(
        message.paragraph(
            say(
                "*{name}*, an open space, is held in this channel, {days}. You will read here when"
                " proposing and voting open. `/openspace` shows where things stand.",
                name=space.name,
                days=moments.days_label(space.first_day, space.last_day),
            )
        )
    )


def _closed(item: news.Closed) -> Message:
    text = (
        "*{name} is closed.* Thank you to everyone who took part. `/topics` and `/agenda week`"
        " still show it; nothing in it changes any more."
        if item.is_closed
        else "*{name} is open again.* `/openspace` shows where things stand."
    )
    return message.message(message.paragraph(say(text, name=item.space.name)))


def _published(item: news.TimetablePublished) -> Message:
    what = "is published" if item.is_first else "has changed"
    return message.message(
        message.paragraph(
            say("*The timetable of {name} {what}.*", name=item.space.name, what=what)
        ),
        message.lines(timetable.change_lines(item.changes, item.space.zone)),
        message.buttons(ways.agenda_button(item.space)),
        message.note(Mrkdwn("`/agenda week` shows all of it; `/signup 3` takes a seat.")),
    )


def _withdrawn(item: news.TopicWithdrawn) -> Message:
    lines = [
        say(
            "#{number} *{title}* in {name} was withdrawn.",
            number=item.number,
            title=item.title,
            name=item.space.name,
        )
    ]
    if item.dots_back:
        dots = voting.dots_words(item.dots_back)
        lines.append(
            say("You have {dots} back to give to another topic: `/vote`.", dots=dots)
            if item.space.is_open(Window.VOTING)
            else say("You have {dots} back.", dots=dots)
        )
    if item.had_signed_up:
        lines.append(Mrkdwn("Its session will not take place: `/agenda` shows the others."))
    if item.was_host:
        lines.append(Mrkdwn("You were to host it; you need do nothing."))
    return message.message(message.paragraph(mrkdwn.join(lines, " ")))


def _seat(item: news.SeatChanged) -> Message:
    session = item.session
    where = say(
        "{title}, {when}, {where}",
        title=sessions.title(session),
        when=sessions.when(session, item.space.zone),
        where=sessions.where(session),
    )
    text = (
        say(
            "A seat came free and it is yours: {where}. If you cannot come, give it to the next"
            " with `/signup cancel {number}`.",
            where=where,
            number=session.number,
        )
        if item.has_seat
        else say(
            "The new room has fewer seats, so you are now on the waiting list: {where}. You are"
            " told as soon as a seat comes free.",
            where=where,
        )
    )
    give_up = agenda.give_up_button(item.space, session) if item.has_seat else None
    return message.message(message.paragraph(text), message.buttons(give_up))


def _session(item: news.SessionChanged) -> Message:
    if item.back is not None:
        return _back(item, item.back)
    session = item.change.session
    yours = "The session you host" if item.is_host else "A session you signed up for"
    what = {
        Fate.NEW: "has its place",
        Fate.MOVED: "has moved",
        Fate.CANCELLED: "is cancelled",
    }[item.change.fate]
    return message.message(
        message.paragraph(
            say(
                "{yours} {what}. {line}.",
                yours=yours,
                what=what,
                line=timetable.change_line(item.change, item.space.zone),
            )
        ),
        message.note(
            Mrkdwn("`/agenda week` shows the sessions there are.")
            if item.change.fate is Fate.CANCELLED
            else say("`/signup cancel {number}` if it no longer suits you.", number=session.number)
            if not item.is_host
            else Mrkdwn("`/agenda mine` shows your sessions.")
        ),
    )


def _back(item: news.SessionChanged, session: Session) -> Message:
    return message.message(
        message.paragraph(
            say(
                "{title} was taken out of the timetable and has come back: {when}, {where}. Your"
                " place in it was lost; `/signup {number}` takes a seat again.",
                title=sessions.title(session),
                when=sessions.when(session, item.space.zone),
                where=sessions.where(session),
                number=session.number,
            )
        )
    )


def _facilitator(item: news.MadeFacilitator) -> Message:
    return message.message(
        message.paragraph(
            say(
                "You now help to run *{name}* in {channel}. `/openspace` shows where things stand"
                " and what you can do.",
                name=item.space.name,
                channel=mrkdwn.channel(item.space.channel_id),
            )
        )
    )


def _trouble(item: news.Trouble) -> Message:
    text = (
        "Messages of *{name}* cannot be posted in {channel}. The reason: {reason} If I am"
        " not in it, type `/invite @openspace` there. `/openspace messages` shows what was not"
        " sent."
        if item.in_channel
        else "Some people could not be reached with messages of *{name}*. The reason: {reason}"
        " `/openspace messages` shows what was not sent."
    )
    return message.message(
        message.paragraph(
            say(
                text,
                name=item.space.name,
                channel=mrkdwn.channel(item.space.channel_id),
                reason=mrkdwn.sentence(f"{item.reason.rstrip('.')}."),
            )
        )
    )
