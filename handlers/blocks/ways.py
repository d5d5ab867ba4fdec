"""The buttons that lead everybody to what they do often: on the board, and below answers."""

from handlers.blocks import lists, proposing, values, voting
from handlers.blocks.message import Button
from handlers.blocks.values import Turn, View
from openspace.spaces import Space, Window


def ways(space: Space, *, is_live: bool, is_published: bool) -> tuple[Button | None, ...]:
    """Return what can be done now, each as a button that answers whoever presses it alone.

    Args:
        is_live: whether the open space can still be changed.
        is_published: whether there is a timetable to show.
    """
    is_voting = is_live and space.is_open(Window.VOTING)
    return (
        proposing.propose_button(space) if is_live else None,
        voting.vote_button(space)
        if is_voting
        else _list(space, "My ballot", lists.BALLOT, "ballot"),
        topics_button(space),
        agenda_button(space) if is_published else None,
    )


def _ballot(space: Space) -> Button:
    return _list(space, "My ballot", lists.BALLOT, "ballot")


def topics_button(space: Space) -> Button:
    """Return the button that shows all topics."""
    return _list(space, "Topics", lists.TOPICS, "topics")


def agenda_button(space: Space) -> Button:
    """Return the button that shows the sessions of all days."""
    return _list(space, "Agenda", lists.AGENDA, "agenda", "week")


def _list(space: Space, label: str, action_id: str, kind: str, words: str = "") -> Button:
    value = values.write(Turn(space.id, View(kind, words)))
    return Button(label, action_id, value, f"{label} of {space.name}")
