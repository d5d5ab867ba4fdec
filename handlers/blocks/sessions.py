"""One session in a line or two, the same wherever it is shown."""

from handlers.blocks import mrkdwn
from handlers.blocks.mrkdwn import Mrkdwn, say
from openspace.timetable import Session


def when(session: Session, zone: str) -> Mrkdwn:
    """Return day and time of a session on each reader's own clock."""
    return say(
        "{start} to {end}",
        start=mrkdwn.moment(session.slot.starts_at, zone),
        end=mrkdwn.moment(session.slot.ends_at, zone, form="{time}"),
    )


def times(session: Session, zone: str) -> Mrkdwn:
    """Return start and end of a session, for a list that names the day."""
    return say(
        "{start} to {end}",
        start=mrkdwn.moment(session.slot.starts_at, zone, form="{time}"),
        end=mrkdwn.moment(session.slot.ends_at, zone, form="{time}"),
    )


def title(session: Session) -> Mrkdwn:
    """Return number and title: #7 *Title*."""
    return say("#{number} *{title}*", number=session.number, title=session.title)


def where(session: Session) -> Mrkdwn:
    """Return the room, with its call link where there is one."""
    if session.room.link is None:
        return mrkdwn.escape(session.room.name)
    return say(
        "{room} ({link})",
        room=session.room.name,
        link=mrkdwn.link(session.room.link, "join the call"),
    )


def who(session: Session) -> Mrkdwn:
    """Return who leads it: the speakers of a talk, the hosts of a topic."""
    return leaders(session.speakers, session.hosts)


def leaders(speakers: str | None, hosts: tuple[str, ...]) -> Mrkdwn:
    """Return who leads a talk or a topic.

    Args:
        speakers: names as they were typed; "" for a talk with hosts only, None for a topic.
    """
    named = mrkdwn.people(hosts)
    if speakers is None:
        return say("hosted by {named}", named=named) if hosts else Mrkdwn("looking for a host")
    if not hosts:
        return say("talk by {speakers}", speakers=speakers)
    if not speakers:
        return say("talk by {named}", named=named)
    return say("talk by {speakers}, with {named}", speakers=speakers, named=named)
