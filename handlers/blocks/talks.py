"""The list of talks."""

from handlers.blocks import lists, message, sessions, setting_up
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import View
from services.talks import Talks

PAGE_SIZE = 12


def talks(found: Talks, *, page: int = 1) -> Message:
    """Return one page of the talks by time; after one was added, the page that it is on."""
    space, added = found.here.space, found.added
    numbers = [talk.number for talk in found.talks]
    if added in numbers:
        page = numbers.index(added) // PAGE_SIZE + 1
    shown = message.page(found.talks, page, size=PAGE_SIZE)
    return message.message(
        message.header(f"Talks of {space.name}"),
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
                    when=sessions.when(talk, space.zone),
                    where=sessions.where(talk),
                )
            )
            for talk in shown.entries
        ),
        lists.turning(shown, space_id=space.id, view=View("talks", page=shown.number)),
        None if found.talks else message.paragraph(Mrkdwn("There are no talks to show yet.")),
        setting_up.change(found.here, setting_up.talks(space, "Change talks")),
        message.note(
            Mrkdwn(
                'Facilitators add one with `/openspace talks add "Inclusion in practice" tue 10:00'
                ' "Room A" by "Name, Organisation"`.'
            )
        ),
    )
