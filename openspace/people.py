"""Who may do what: one predicate for each deed."""

from dataclasses import dataclass
from enum import StrEnum

from openspace.notices import Notices
from openspace.spaces import Space, TallySeenBy, Window

ONLY_FACILITATORS = (
    "Only facilitators can do that. `/openspace facilitators` shows who they are; ask one of them."
)


class Kind(StrEnum):
    """What Slack says a user is (docs.slack.dev, user object)."""

    MEMBER = "member"
    GUEST = "guest"
    EXTERNAL = "external"
    BOT = "bot"
    DEACTIVATED = "deactivated"
    UNKNOWN = "unknown"
    """Slack has not answered yet: treated as a member, and asked about again."""


@dataclass(frozen=True)
class Person:
    """Somebody in an open space.

    Args:
        participant_id: None until the person does something there.
        is_present: the person joined its channel, or did something in it, and has not left.
        notices: which messages the person wants.
    """

    user_id: str
    kind: Kind
    participant_id: int | None
    is_facilitator: bool
    is_present: bool = False
    notices: Notices = Notices.ALL


def is_person(kind: Kind) -> bool:
    """Say whether this is somebody who can take part at all; bots and closed accounts cannot."""
    return kind not in (Kind.BOT, Kind.DEACTIVATED)


def may_take_part(person: Person, space: Space) -> bool:
    """Say whether the person may read, propose, vote and sign up."""
    if not is_person(person.kind):
        return False
    if person.kind in (Kind.GUEST, Kind.EXTERNAL):
        return space.guests_allowed or person.is_facilitator
    return True


def may_be_welcomed(person: Person, space: Space) -> bool:
    """Say whether the person may be told of the open space without having asked.

    Somebody about whom Slack has not answered might be a guest or a bot.
    """
    return person.kind is not Kind.UNKNOWN and may_take_part(person, space)


def may_find(person: Person, space: Space) -> bool:
    """Say whether the person may learn of the open space from outside its channel."""
    if space.is_private:
        return person.is_present
    return person.is_present or person.is_facilitator or person.kind in (Kind.MEMBER, Kind.UNKNOWN)


def may_facilitate(person: Person, space: Space) -> bool:
    """Say whether the person may run the open space: windows, rooms, slots, talks, timetable."""
    return person.is_facilitator and may_take_part(person, space)


def may_become_facilitator(kind: Kind) -> bool:
    """Say whether somebody of this kind can be made a facilitator."""
    return is_person(kind) and kind is not Kind.UNKNOWN


def may_host(kind: Kind) -> bool:
    """Say whether somebody of this kind can be named as host of a talk."""
    return is_person(kind)


def may_create(kind: Kind) -> bool:
    """Say whether somebody of this kind can start an open space."""
    return kind is Kind.MEMBER


def could_create(kind: Kind) -> bool:
    """Say whether somebody may start an open space, as far as Slack has told what they are."""
    return may_create(kind) or kind is Kind.UNKNOWN


def may_edit(person: Person, space: Space, *, is_host: bool) -> bool:
    """Say whether the person may change a topic's text; *is_host* means author or co-host."""
    return may_take_part(person, space) and (is_host or person.is_facilitator)


def may_see_access_notes(person: Person, space: Space, *, is_author: bool) -> bool:
    """Say whether the person may read a topic's access notes, meant for facilitators alone."""
    return may_take_part(person, space) and (is_author or person.is_facilitator)


def may_withdraw(person: Person, space: Space, *, is_author: bool) -> bool:
    """Say whether the person may take a topic back; their own also when let in no longer."""
    return is_person(person.kind) and (is_author or may_facilitate(person, space))


def may_everyone_see_tally(space: Space) -> bool:
    """Say whether totals may stand where everybody reads them."""
    match space.tally_seen_by:
        case TallySeenBy.EVERYONE:
            return True
        case TallySeenBy.FACILITATORS:
            return False
        case TallySeenBy.AFTER:
            return not space.is_open(Window.VOTING)


def may_see_tally(person: Person, space: Space) -> bool:
    """Say whether the person may see totals now; nobody ever sees a ballot but their own."""
    if space.tally_seen_by is TallySeenBy.FACILITATORS:
        return may_facilitate(person, space)
    return may_take_part(person, space) and may_everyone_see_tally(space)
