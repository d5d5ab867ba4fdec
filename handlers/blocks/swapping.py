"""The form in which a session gets another to change places with."""

from handlers.blocks import form_values, forms, message, sessions, values
from handlers.blocks.forms import Form
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import View
from openspace.timetable import Session, slot_label
from services.swapping import Swapping

CALLBACK = "session_swap"
OTHER = "other"
TITLE = "Swap sessions"
MOST_OTHERS = 100
SHORTEST = 30


def form(found: Swapping, *, view: View, answer_url: str) -> Form:
    """Return the form with where the session stands, and the sessions that it can swap with.

    Args:
        view: the page of the draft that it is opened from.
        answer_url: where that draft is shown anew; "" for the person's Home.
    """
    session, zone = found.session, found.here.space.zone
    more = len(found.others) - MOST_OTHERS
    return Form(
        TITLE,
        forms.parts(
            message.paragraph(
                say(
                    "{title}, {who}\nNow: {when}, {room}.",
                    title=sessions.title(session),
                    who=sessions.who(session),
                    when=sessions.when(session, zone),
                    room=session.room.name,
                )
            ),
            forms.choice_field(
                "Swap it with",
                OTHER,
                {str(one.number): _label(one, zone) for one in found.others[:MOST_OTHERS]},
                initial=None,
                placeholder="Choose a session",
                is_optional=False,
            ),
            message.note(
                say(
                    "Listed are those with which it can change places.{more} By typing:"
                    " `/openspace timetable swap {number} {other}`.",
                    more=f" There are {more} more." if more > 0 else "",
                    number=session.number,
                    other=found.others[0].number,
                )
            ),
        ),
        CALLBACK,
        "Swap them",
        values.write(form_values.Placing(found.here.space.id, session.number, view, answer_url)),
    )


def swapped(number: int, other: int, said: Mrkdwn) -> Form:
    """Return what takes the place of the form once the two have changed places."""
    return Form(
        f"{number} and {other}",
        forms.parts(
            message.paragraph(say("Saved.\n{said}", said=said)),
            message.note(
                Mrkdwn(
                    "People see it once you publish the timetable: `/openspace timetable publish`."
                )
            ),
        ),
    )


def _label(session: Session, zone: str) -> str:
    """Return number, time and room first: Slack cuts what is too long at its end."""
    room = session.room.name
    short = room if len(room) <= SHORTEST else room[: SHORTEST - 1].rstrip() + "…"
    return f"#{session.number}, {slot_label(session.slot, zone)}, {short}: {session.title}"
