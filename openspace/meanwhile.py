"""Two people change the same settings at the same time: what each changed, where they differ."""

from collections.abc import Mapping

Written = Mapping[str, str]
"""Settings as words by name, fit to travel with a form."""


def changed(opened: Written, wanted: Written) -> tuple[str, ...]:
    """Return the names of what somebody changed who was shown *opened*."""
    return tuple(name for name, value in wanted.items() if value != opened.get(name, value))


def clashes(opened: Written, now: Written, wanted: Written) -> tuple[str, ...]:
    """Return the names of what this person and somebody else both changed, to different things.

    Args:
        opened: what the form was opened with.
        now: how it stands.
    """
    return tuple(
        name
        for name in changed(opened, wanted)
        if now[name] != opened[name] and now[name] != wanted[name]
    )
