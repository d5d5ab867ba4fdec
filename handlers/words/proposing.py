"""What is typed into a topic's form, and what a message says that is to become a topic."""

from dataclasses import dataclass

from handlers.words import tokens
from openspace import RuleViolation, proposing

SOMEONE = "@someone"


@dataclass(frozen=True, slots=True)
class FromMessage:
    """A title and a description taken from a message."""

    title: str
    description: str


def title(typed: str) -> str:
    """Return a title as it was typed into a form.

    Raises:
        RuleViolation: nothing of it can be seen, or too little.
    """
    line = tokens.line(typed)
    shortest, _ = proposing.TITLE_LENGTH
    if len(line) < shortest:
        raise RuleViolation(
            f"A title needs at least {shortest} characters that can be seen. Say in a few words"
            " what to discuss.",
            "title",
        )
    return line


def from_message(text: str, link: str) -> FromMessage:
    """Return what a message says: its first line for a title, all of it with *link* below.

    Args:
        text: as Slack sends it, in Slack's markup.
        link: the message's address; "" if it is not known.
    """
    said = tokens.lines(tokens.unmarked(text, someone=SOMEONE))
    first = next(iter(said.splitlines()), "")
    _, longest = proposing.TITLE_LENGTH
    source = f"From a message: {link}" if link else ""
    room = proposing.DESCRIPTION_LENGTH - len(source) - 2
    parts = [_cut(said, room), source]
    return FromMessage(_cut(first, longest), "\n\n".join(part for part in parts if part))


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
