"""The fields in which people write about a topic, the same in every form that has them."""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.blocks import absences, forms
from handlers.blocks.filled import Filled
from handlers.blocks.message import Block
from openspace import proposing

TITLE = "title"
DESCRIPTION = "description"
THEME = "theme"
HOSTS = "hosts"
NOBODY = "nobody"
ACCESS_NOTES = "access_notes"
SPACE = "space"

NOTES_HINT = (
    "Facilitators see this, and whoever proposes the topic. Nobody else does. Think of captions,"
    " breaks, a step-free room or somebody who signs."
)
HOSTS_HINT = "Whoever you add is told in a direct message."
NO_HOST_HINT = "With no host, the topic asks for one. Anybody may then take it on."
SOMEBODY_ELSE = "Somebody else should host this; anybody may adopt it"


@dataclass(frozen=True)
class Typed:
    """What stands in the fields, exactly as it was typed.

    Args:
        theme: the chosen theme's id; None for none.
        hosts: user ids, in the form for a new topic of co-hosts alone.
        is_for_others: whether somebody else shall host it.
        space: the chosen open space's id; None where nobody was asked.
        away: the chosen times at which the person cannot be there; None where nobody was asked.
    """

    title: str = ""
    description: str = ""
    theme: str | None = None
    hosts: tuple[str, ...] = ()
    is_for_others: bool = False
    access_notes: str = ""
    space: str | None = None
    away: tuple[str, ...] | None = None


def read(filled: Filled) -> Typed:
    """Return what was typed into the fields that the functions below made."""
    return Typed(
        title=filled.text(TITLE),
        description=filled.text(DESCRIPTION),
        theme=filled.choice(THEME),
        hosts=filled.people(HOSTS),
        is_for_others=filled.is_ticked(NOBODY),
        access_notes=filled.text(ACCESS_NOTES),
        space=filled.choice(SPACE),
        away=filled.choices(absences.FIELD) if filled.has(absences.FIELD) else None,
    )


def title(typed: Typed, *, has_focus: bool = True, showing: int = 0) -> Block:
    """Return the field for the title."""
    shortest, longest = proposing.TITLE_LENGTH
    return forms.text_field(
        "Title",
        TITLE,
        initial=typed.title,
        at_least=shortest,
        at_most=longest,
        hint="What is to be discussed, like: How do we start co-pro in procurement?",
        has_focus=has_focus,
        showing=showing,
    )


def description(typed: Typed, *, has_focus: bool = False, showing: int = 0) -> Block:
    """Return the field for the description."""
    return forms.text_field(
        "Description",
        DESCRIPTION,
        initial=typed.description,
        at_most=proposing.DESCRIPTION_LENGTH,
        is_long=True,
        has_focus=has_focus,
        showing=showing,
    )


def theme(typed: Typed, themes: Mapping[int, str], *, showing: int = 0) -> Block | None:
    """Return the field for the theme; None where the open space has none."""
    if not themes:
        return None
    return forms.choice_field(
        "Theme",
        THEME,
        {str(theme_id): name for theme_id, name in themes.items()},
        initial=typed.theme,
        placeholder="Choose a theme",
        is_optional=True,
        showing=showing,
    )


def co_hosts(typed: Typed) -> Block:
    """Return the field for those who host a new topic beside whoever proposes it."""
    return forms.people_field(
        "Co-hosts",
        HOSTS,
        initial=typed.hosts,
        at_most=proposing.MOST_HOSTS - 1,
        placeholder="Choose people",
        hint=HOSTS_HINT,
    )


def hosts(typed: Typed, *, is_talk: bool, showing: int = 0) -> Block:
    """Return the field for all who host a topic or talk."""
    return forms.people_field(
        "Hosts",
        HOSTS,
        initial=typed.hosts,
        at_most=proposing.MOST_HOSTS,
        placeholder="Choose people",
        hint=HOSTS_HINT if is_talk else f"{NO_HOST_HINT} {HOSTS_HINT}",
        showing=showing,
    )


def for_others(typed: Typed) -> Block:
    """Return the box by which somebody proposes a topic without hosting it."""
    return forms.tick_field("Host", NOBODY, SOMEBODY_ELSE, is_ticked=typed.is_for_others)


def access_notes(typed: Typed, *, showing: int = 0) -> Block:
    """Return the field for what facilitators should know about access."""
    return forms.text_field(
        "Access notes",
        ACCESS_NOTES,
        initial=typed.access_notes,
        at_most=proposing.ACCESS_NOTES_LENGTH,
        is_long=True,
        hint=NOTES_HINT,
        showing=showing,
    )


def space(choices: Mapping[int, str]) -> Block:
    """Return the field that asks which of several open spaces is meant."""
    return forms.choice_field(
        "Open space",
        SPACE,
        {str(space_id): name for space_id, name in choices.items()},
        initial=None,
        placeholder="Choose one",
        is_optional=False,
    )
