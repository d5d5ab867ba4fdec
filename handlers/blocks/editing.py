"""The form in which a topic is changed."""

from collections.abc import Mapping

from handlers.blocks import absences, details, forms, message, mrkdwn, proposing, values
from handlers.blocks.details import Typed
from handlers.blocks.form_values import Editing
from handlers.blocks.forms import Form
from handlers.blocks.message import Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from openspace import editing
from openspace.proposing import Details
from services.editing import Edited, Meanwhile

CALLBACK = "topic_change"
NAMES = {
    "title": "Title",
    "description": "Description",
    "theme": "Theme",
    "hosts": "Hosts",
    "access_notes": "Access notes",
}
"""What each field is called where people read it."""


def opened(found: Edited, *, adds_details: bool = False) -> Form:
    """Return the form with what is written about a topic.

    Args:
        adds_details: begin at the description, not at the title.
    """
    return _form(found, found.details, showing=0, adds_details=adds_details)


def meanwhile(changed: Meanwhile, *, away: tuple[str, ...] | None = None, showing: int) -> Form:
    """Return the form anew after somebody else changed the topic; nothing of either is lost.

    Args:
        away: the times that the person chose; None where the form did not ask.
        showing: how often it has been shown anew, with this time.
    """
    told = [
        message.paragraph(
            Mrkdwn(
                "*Somebody else changed this topic while you had the form open*, so nothing was"
                " saved yet. Look at what changed, and save again."
            )
        ),
        *(_told(changed, name) for name in changed.changed),
    ]
    above = message.both(*told)
    return _form(changed.found, changed.merged, showing=showing, away=away, above=above)


def saved(result: Edited) -> Form:
    """Return what takes the place of the form when the change is saved."""
    return Form(
        f"Topic {result.topic.number}",
        forms.parts(
            message.paragraph(say("Saved.\n{title}", title=proposing.title(result.topic))),
            message.note(
                say("`/openspace edit {number}` changes it again.", number=result.topic.number)
            ),
        ),
    )


def _form(
    found: Edited,
    shown: Details,
    *,
    showing: int,
    adds_details: bool = False,
    away: tuple[str, ...] | None = None,
    above: Part | None = None,
) -> Form:
    typed = _typed(shown, found.themes)
    notes = details.access_notes(typed, showing=showing)
    is_talk = found.topic.speakers is not None
    opened = editing.prints(found.details)
    return Form(
        f"Edit topic {found.topic.number}",
        forms.parts(
            above,
            details.title(typed, has_focus=not adds_details, showing=showing),
            details.description(typed, has_focus=adds_details, showing=showing),
            details.theme(typed, found.themes, showing=showing),
            details.hosts(typed, is_talk=is_talk, showing=showing),
            None if found.details.access_notes is None else notes,
            absences.field(found.times, away, showing=showing),
        ),
        CALLBACK,
        "Save",
        values.write(Editing(found.here.space.id, found.topic.number, showing, opened)),
    )


def _typed(shown: Details, themes: Mapping[int, str]) -> Typed:
    return Typed(
        title=shown.title,
        description=shown.description,
        theme=next((str(key) for key, name in themes.items() if name == shown.theme), None),
        hosts=shown.hosts,
        access_notes=shown.access_notes or "",
    )


def _told(changed: Meanwhile, name: str) -> Part:
    """Return what became of one field: taken over below, or beside what the person typed."""
    heading = (
        f"{NAMES[name]}: changed, and taken over below. It now reads:"
        if name in changed.kept
        else f"{NAMES[name]}: yours stands below and is saved if you save. Theirs reads:"
    )
    now = changed.found.details
    if name == "hosts":
        theirs = mrkdwn.people(now.hosts) if now.hosts else Mrkdwn("nobody yet")
        return message.paragraph(say("{heading}\n{theirs}", heading=heading, theirs=theirs))
    return forms.words(heading, getattr(now, name) or "(empty)")
