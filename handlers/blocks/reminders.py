"""What one person is reminded of: a session that begins soon, hosting tomorrow, dots left."""

from handlers.blocks import message, mrkdwn, sessions
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from openspace import moments, voting
from services.agenda import Entry
from services.reminders import BeginsSoon, HostsTomorrow, VotingCloses

MOST_HOSTED = 8


def begins_soon(said: BeginsSoon) -> Message:
    """Return when and where a session begins, and what its host or participant wants to know."""
    session = said.entry.session
    minutes = "1 minute" if said.in_min == 1 else f"{said.in_min} minutes"
    place = say(
        "in {minutes}, at {time}, {where}",
        minutes=minutes,
        time=mrkdwn.moment(session.slot.starts_at, said.space.zone, form="{time}"),
        where=sessions.where(session),
    )
    title = sessions.title(session)
    if said.is_host:
        return message.message(
            message.paragraph(
                say(
                    "You host {title} {place}. {coming}",
                    title=title,
                    place=place,
                    coming=_coming(said.expected, said.entry.waiting),
                )
            )
        )
    return message.message(
        message.paragraph(say("{title} begins {place}.", title=title, place=place)),
        message.note(
            say(
                "If you cannot come, give your seat to the next: `/signup cancel {number}`.",
                number=session.number,
            )
        ),
    )


def hosts_tomorrow(said: HostsTomorrow) -> Message:
    """Return the sessions that somebody hosts on the next day, and how many come to each."""
    more = len(said.entries) - MOST_HOSTED
    return message.message(
        message.paragraph(
            say(
                "*Tomorrow you host* in {name}, {day}:",
                name=said.space.name,
                day=moments.day_label(said.day),
            )
        ),
        message.lines([_hosted(entry, said.space.zone) for entry in said.entries[:MOST_HOSTED]]),
        message.note(
            say("And {more} more: `/agenda mine` shows them all.", more=more)
            if more > 0
            else Mrkdwn("`/agenda mine` shows all your sessions.")
        ),
    )


def voting_closes(said: VotingCloses) -> Message:
    """Return that voting closes soon and how many dots somebody has left."""
    return message.message(
        message.paragraph(
            say(
                "Voting in *{name}* closes soon: {when}. You have {dots} left: `/vote`.",
                name=said.space.name,
                when=mrkdwn.moment(said.closes_at, said.space.zone),
                dots=voting.dots_words(said.dots_left),
            )
        )
    )


def _hosted(entry: Entry, zone: str) -> Mrkdwn:
    session = entry.session
    return say(
        "{times}, {where}: {title}. {coming}",
        times=sessions.times(session, zone),
        where=sessions.where(session),
        title=sessions.title(session),
        coming=_coming(entry.signed_up - entry.waiting, entry.waiting),
    )


def _coming(seated: int, waiting: int) -> Mrkdwn:
    if not seated:
        return Mrkdwn("Nobody has a seat yet.")
    people = "1 person has a seat" if seated == 1 else f"{seated} people have a seat"
    wait = {0: "", 1: ", 1 waits"}.get(waiting, f", {waiting} wait")
    return say("{people}{wait}.", people=people, wait=wait)
