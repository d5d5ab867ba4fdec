"""When a person cannot be there, as they alone see it, and the form in which they say so."""

from handlers.blocks import forms, message, mrkdwn, sessions, values
from handlers.blocks.filled import Filled
from handlers.blocks.form_values import AwayForm
from handlers.blocks.forms import Form
from handlers.blocks.message import Block, Button, Message, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import Chosen as InSpace
from openspace import absences, spaces
from openspace.absences import Absence
from openspace.spaces import Space
from services.absences import Asking, Away, Chosen
from services.visits import Here

CALLBACK = "absences_set"
OPEN = "absences_open"
FIELD = "away"
TITLE = "When I cannot"
MOST_CLASHES = 5
MOST_AT_HOME = 5

ABOUT_YOU = (
    "This is about you, not about this topic. No session that you host is put at these times."
    " Nobody else sees this list."
)
SEEN = Mrkdwn(
    "Nobody else sees this list. No session that you host is put at these times. Where one is at"
    " such a time already, facilitators read that you cannot come then, and no more."
)

CHANGED = Mrkdwn(
    "*You changed this somewhere else while you had the form open*, so nothing was saved yet. Below"
    " stands what holds now. Choose again, and save."
)


def away(found: Away) -> Message:
    """Return when the person cannot be there, and how to change that."""
    return message.message(
        message.lines(_times(found.absences, found.here.space)),
        _clashes(found),
        message.note(SEEN),
        message.note(_by_typing(found)),
    )


def form(found: Asking, *, showing: int = 0) -> Form:
    """Return the form in which somebody says when they cannot be there.

    Args:
        showing: how often it was shown anew because the person had changed this elsewhere.
    """
    space = found.here.space
    return Form(
        TITLE,
        forms.parts(
            message.paragraph(CHANGED) if showing else None,
            message.paragraph(
                say(
                    "When can you *not* be at *{name}*? Choose all times, in {zone}.",
                    name=space.name,
                    zone=space.zone,
                )
            ),
            field(found.times, hint=None, showing=showing),
            message.note(SEEN),
        ),
        CALLBACK,
        "Save",
        values.write(AwayForm(space.id, showing, found.opened)),
    )


def saved(result: Away) -> Form:
    """Return what takes the place of the form when it is saved."""
    times = _times(result.absences, result.here.space)
    return Form(
        TITLE,
        forms.parts(
            message.lines([Mrkdwn("Saved."), *times]),
            _clashes(result),
            message.note(_by_typing(result)),
        ),
    )


def field(
    times: Chosen,
    typed: tuple[str, ...] | None = None,
    *,
    hint: str | None = ABOUT_YOU,
    showing: int = 0,
) -> Block | None:
    """Return the field that asks somebody when they cannot be there; None without times to choose.

    Args:
        typed: what they chose so far; None for what is stored.
    """
    if not times.offered:
        return None
    marked = tuple(_value(one) for one in times.marked) if typed is None else typed
    return forms.several_field(
        TITLE,
        FIELD,
        {_value(choice.times): choice.label for choice in times.offered},
        initial=marked,
        placeholder="Choose times",
        is_optional=True,
        hint=hint,
        showing=showing,
    )


def chosen(filled: Filled) -> tuple[Absence, ...] | None:
    """Return the times chosen in the field; None where the form had none.

    Raises:
        RuleViolation: they are from an older version of the form.
    """
    return meant(filled.choices(FIELD)) if filled.has(FIELD) else None


def meant(chosen_values: tuple[str, ...]) -> tuple[Absence, ...]:
    """Return the times that values of the field's options mean.

    Raises:
        RuleViolation: they are from an older version of the form.
    """
    return tuple(Absence(*values.read_times(value)) for value in chosen_values)


def at_home(here: Here, stated: tuple[Absence, ...]) -> Part | None:
    """Return when the person cannot be there, with the button to change it; None once it ended."""
    space = here.space
    if spaces.has_ended(space, here.now):
        return None
    value = values.write(InSpace(space.id, "openspace", "away"))
    button = Button("Choose times", OPEN, value, f"Choose times when I cannot be at {space.name}")
    shown = stated[:MOST_AT_HOME]
    more = len(stated) - len(shown)
    lines = _times(shown, space)
    if more:
        lines.append(say("And {more} more: `/openspace away`", more=more))
    return message.both(
        message.header(TITLE),
        message.paragraph(mrkdwn.join(lines), button),
        message.note(
            Mrkdwn(
                "No session that you host is put at such times. Nobody else sees the list."
                " By typing: `/openspace away tue 10:00-11:00`."
            )
        ),
    )


def _value(times: Absence) -> str:
    return values.write_times(times.starts_at, times.ends_at)


def _times(stated: tuple[Absence, ...], space: Space) -> list[Mrkdwn]:
    if not stated:
        return [say("You can be at *{name}* at all times, as far as I know.", name=space.name)]
    labels = [say("• {label}", label=absences.label(one, space.zone)) for one in stated]
    return [say("You cannot be at *{name}* then:", name=space.name), *labels]


def _clashes(found: Away) -> Part | None:
    if not found.clashes:
        return None
    zone = found.here.space.zone
    lines = [
        say(
            "• {title}, {when}",
            title=sessions.title(session),
            when=sessions.when(session, zone),
        )
        for session in found.clashes[:MOST_CLASHES]
    ]
    return message.lines(
        [
            Mrkdwn("*You are to host then.* Please ask a facilitator to move it:"),
            *lines,
            Mrkdwn("`/openspace facilitators` shows whom to ask."),
        ]
    )


def _by_typing(found: Away) -> Mrkdwn:
    return say(
        "Times in {zone}. By typing: `/openspace away wed,thu` for whole days, `/openspace away"
        " tue 10:00-11:00` for a part. `/openspace away remove tue` takes that back,"
        " `/openspace away clear` all.",
        zone=found.here.space.zone,
    )
