"""The form that lists the talks and adds one."""

from handlers.blocks import details, forms, message, placing, sessions, setting_up, values
from handlers.blocks.details import Typed
from handlers.blocks.form_values import Setting
from handlers.blocks.forms import Form
from handlers.blocks.message import Block, Button, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import AboutTopic, View
from openspace import proposing
from openspace.proposing import Topic
from services.talks import SPEAKERS_LENGTH, Choosing

CALLBACK = "talks_form"
EDIT = "talk_edit"
WITHDRAW = "talk_withdraw"
SPEAKERS = "speakers"
PAGE_SIZE = 5


def form(found: Choosing, *, page: int = 1, showing: int = 0, said: Mrkdwn | None = None) -> Form:
    """Return the form with one page of the talks; it only lists them where none can be added.

    Args:
        showing: how often a talk was added with it; its fields are empty after each.
        said: what was just done; None for nothing.
    """
    space = found.here.space
    shown = message.page(found.talks, page, size=PAGE_SIZE)
    view = View("talks", page=shown.number)
    can_add = bool(found.choices and found.rooms)
    fields = _fields(found, showing) if can_add else _missing()
    return Form(
        "Talks",
        forms.parts(
            message.paragraph(said) if said else None,
            *(_row(found, talk) for talk in shown.entries),
            None if found.talks else message.paragraph(Mrkdwn("There are no talks yet.")),
            setting_up.turning(shown, space_id=space.id, view=view),
            message.header("Add a talk"),
            *fields,
        ),
        CALLBACK,
        "Add the talk" if can_add else None,
        values.write(Setting(space.id, view, showing)),
        "Close",
    )


def page_with(found: Choosing, number: int) -> int:
    """Return the page that the talk of that number is on."""
    return [talk.number for talk in found.talks].index(number) // PAGE_SIZE + 1


def added(number: int) -> Mrkdwn:
    """Return that a talk is there."""
    return say(
        "The talk is #{number}. Everyone sees it after `/openspace timetable publish`.",
        number=number,
    )


def withdrawn(number: int, title: str) -> Mrkdwn:
    """Return that a talk is not there any more."""
    return say("#{number} *{title}* is withdrawn.", number=number, title=title)


def _row(found: Choosing, talk: Topic) -> Part:
    space = found.here.space
    place = found.places.get(talk.number)
    about = values.write(AboutTopic(space.id, talk.number))
    named = f"#{talk.number} {talk.title}"
    return message.both(
        message.paragraph(
            say(
                "#{number} *{title}*, {who}\n{where}",
                number=talk.number,
                title=talk.title,
                who=sessions.leaders(talk.speakers, talk.hosts),
                where="It has no place in the timetable."
                if place is None
                else say(
                    "{when}, {room}", when=sessions.when(place, space.zone), room=place.room.name
                ),
            )
        ),
        message.buttons(
            Button("Edit", EDIT, about, f"Edit: {named}"),
            Button(
                "Withdraw",
                WITHDRAW,
                about,
                f"Withdraw: {named}",
                confirm=f"This takes the talk {named} back. All who signed up for it are told.",
            ),
        ),
    )


def _fields(found: Choosing, showing: int) -> tuple[Block | Part, ...]:
    shortest, longest = proposing.TITLE_LENGTH
    return (
        forms.text_field(
            "Title",
            details.TITLE,
            initial="",
            at_least=shortest,
            at_most=longest,
            showing=showing,
        ),
        forms.text_field(
            "Speakers",
            SPEAKERS,
            initial="",
            at_most=SPEAKERS_LENGTH,
            hint="As everyone shall read it, like: Jo Lee, Scottish Co-production Network",
            showing=showing,
        ),
        placing.slot(found.choices, found.here.space.zone, initial=None, showing=showing),
        placing.room(found.rooms, initial=None, showing=showing),
        details.hosts(Typed(), is_talk=True, showing=showing),
        message.note(
            Mrkdwn(
                'By typing: `/openspace talks add "Inclusion in practice" tue 10:00 "Room A" by'
                ' "Name, Organisation"`.'
            )
        ),
    )


def _missing() -> tuple[Part, ...]:
    return (
        message.paragraph(
            Mrkdwn(
                "A talk needs a slot to come and a room. Close this form and add them first:"
                " `/openspace slots add tue,wed 10:00-11:00` and"
                ' `/openspace rooms add "Room A" 30`.'
            )
        ),
    )
