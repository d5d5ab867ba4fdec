"""The form in which a topic is proposed."""

from collections.abc import Mapping, Sequence

from handlers.blocks import absences, details, forms, message, mrkdwn, similar, values
from handlers.blocks.details import Typed
from handlers.blocks.form_values import Proposing
from handlers.blocks.forms import Form
from handlers.blocks.message import Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from openspace.spaces import Space
from services.hosting import Hosted
from services.proposing import Beginning, Listing

CALLBACK = "topic_propose"
TITLE = "Propose a topic"
MOST_CHOICES = 100


def empty(beginning: Beginning, typed: Typed) -> Form:
    """Return the form, filled in with what is known already."""
    space = beginning.here.space
    intro = say("A topic for *{name}*. Only the title is needed.", name=space.name)
    return _form(beginning, typed, message.paragraph(intro))


def choosing(spaces: Sequence[Space], typed: Typed) -> Form:
    """Return the form for somebody who has to choose among several open spaces.

    Their themes and times are left out: which there are depends on the choice.
    """
    choices = {space.id: space.name for space in spaces[:MOST_CHOICES]}
    return Form(
        TITLE,
        forms.parts(details.space(choices), *_fields({}, typed)),
        CALLBACK,
        "Propose it",
        values.write(Proposing(0, is_warned=False)),
    )


def warned(beginning: Beginning, typed: Typed, found: Listing, said: Mrkdwn | None = None) -> Form:
    """Return the form with similar topics named above it; sent again it is posted anyway.

    Args:
        said: what was done about one of them just now; None for nothing.
    """
    above = message.both(
        message.paragraph(said) if said else None, similar.named(found, similar.IN_FORM)
    )
    return _form(beginning, typed, above, is_warned=True)


def joined(result: Hosted) -> Mrkdwn:
    """Return that the person is a host of a similar topic now, and what the form is still for."""
    return say(
        "You host {title}. You can close this form, or still post your own topic.",
        title=mrkdwn.Mrkdwn(f"#{result.topic.number} *{mrkdwn.escape(result.topic.title)}*"),
    )


def dotted(number: int, dots: str) -> Mrkdwn:
    """Return that a similar topic has dots of the person's now."""
    return say(
        "#{number} has {dots} of yours. You can close this form, or still post your own topic.",
        number=number,
        dots=dots,
    )


def _form(
    beginning: Beginning,
    typed: Typed,
    above: Part,
    *,
    is_warned: bool = False,
) -> Form:
    return Form(
        TITLE,
        forms.parts(
            above,
            *_fields(beginning.themes, typed),
            absences.field(beginning.times, typed.away),
        ),
        CALLBACK,
        "Post it anyway" if is_warned else "Propose it",
        values.write(Proposing(beginning.here.space.id, is_warned=is_warned)),
    )


def _fields(themes: Mapping[int, str], typed: Typed) -> tuple[Part | message.Block | None, ...]:
    return (
        details.title(typed),
        details.description(typed),
        details.theme(typed, themes),
        details.co_hosts(typed),
        details.for_others(typed),
        details.access_notes(typed),
    )
