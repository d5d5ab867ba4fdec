"""Two people change one topic at the same time: what each meant, and what changed meanwhile."""

from dataclasses import dataclass, fields, replace
from hashlib import blake2b

from openspace.proposing import Details


@dataclass(frozen=True)
class Prints:
    """What a form was opened with, as a short print of each field: fit to travel with the form."""

    title: str
    description: str
    theme: str
    hosts: str
    access_notes: str


def prints(details: Details) -> Prints:
    """Return the prints of *details*; equal details have equal prints."""
    return Prints(
        title=_print(details.title),
        description=_print(details.description),
        theme=_print(details.theme or ""),
        hosts=_print(" ".join(sorted(details.hosts))),
        access_notes=_print(details.access_notes or ""),
    )


def meanwhile(opened: Prints, now: Details, wanted: Details) -> tuple[str, ...]:
    """Return the names of the fields that somebody changed since, to something not *wanted*.

    Args:
        opened: what the form was opened with.
        now: how the topic stands.
    """
    there, meant = prints(now), prints(wanted)
    return tuple(
        field.name
        for field in fields(Prints)
        if getattr(there, field.name) != getattr(opened, field.name)
        and getattr(there, field.name) != getattr(meant, field.name)
    )


def kept(opened: Prints, wanted: Details) -> tuple[str, ...]:
    """Return the names of the fields that the person left as they were when the form opened."""
    meant = prints(wanted)
    return tuple(
        field.name
        for field in fields(Prints)
        if getattr(meant, field.name) == getattr(opened, field.name)
    )


def merged(opened: Prints, now: Details, wanted: Details) -> Details:
    """Return *wanted* with the newer text in each field that the person left alone."""
    return replace(wanted, **{name: getattr(now, name) for name in kept(opened, wanted)})


def _print(text: str) -> str:
    return blake2b(text.encode(), digest_size=6).hexdigest()
