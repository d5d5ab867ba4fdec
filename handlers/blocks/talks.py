"""The list of talks."""

from handlers.blocks import message, sessions
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from services.talks import Talks

MOST = 40


def talks(found: Talks) -> Message:
    """Return the talks by time; a talk just added is named first."""
    zone = found.here.space.zone
    added = found.added
    more = len(found.talks) - MOST
    return message.message(
        message.header(f"Talks of {found.here.space.name}"),
        message.paragraph(
            say(
                "The talk is #{number}. Everyone sees it after `/openspace timetable publish`.",
                number=added,
            )
        )
        if added
        else None,
        *(
            message.paragraph(
                say(
                    "{title}, {who}\n{when}, {where}",
                    title=sessions.title(talk),
                    who=sessions.who(talk),
                    when=sessions.when(talk, zone),
                    where=sessions.where(talk),
                )
            )
            for talk in found.talks[:MOST]
        ),
        message.note(say("And {more} more: `/agenda week` has pages.", more=more))
        if more > 0
        else None,
        None if found.talks else message.paragraph(Mrkdwn("There are no talks to show yet.")),
        message.note(
            Mrkdwn(
                'Facilitators add one with `/openspace talks add "Inclusion in practice" tue 10:00'
                ' "Room A" by "Name, Organisation"`.'
            )
        ),
    )
