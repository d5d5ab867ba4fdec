"""What stands in the files that people ask for.

The names of all fields here are the keys of those files (docs/privacy.md): they stay.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Dots:
    """Dots on one topic of one's own ballot."""

    topic: int
    title: str
    dots: int


@dataclass(frozen=True)
class OwnTopic:
    """A topic that the person proposed."""

    topic: int
    title: str
    description: str
    access_notes: str
    theme: str | None
    proposed_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Hosting:
    """A topic that the person hosts."""

    topic: int
    title: str


@dataclass(frozen=True)
class Seat:
    """A session that the person signed up for; `place` is 1 for the first of the list."""

    topic: int
    title: str
    starts_at: datetime
    ends_at: datetime
    room: str
    place: int
    has_seat: bool


@dataclass(frozen=True)
class Away:
    """A time at which the person cannot be there."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Request:
    """A change to the timetable that the person asked for."""

    request: int
    topic: int
    reason: str
    asked_at: datetime
    status: str
    answer: str


@dataclass(frozen=True)
class Deed:
    """What somebody did as facilitator, and to what."""

    at: datetime
    deed: str
    subject: str


@dataclass(frozen=True)
class Message:
    """A message to the person: of which kind, and what became of it."""

    kind: str
    status: str
    due_at: datetime
    settled_at: datetime | None


@dataclass(frozen=True)
class OwnPart:
    """What is stored about the person in one open space.

    Args:
        ballot: None where ballots are not kept by person any more.
    """

    open_space: str
    channel_id: str
    first_day: date
    last_day: date
    is_facilitator: bool
    is_in_channel: bool
    wants_messages: str
    ballot: tuple[Dots, ...] | None
    topics_proposed: tuple[OwnTopic, ...]
    topics_hosted: tuple[Hosting, ...]
    taken_out_of_hosts_of: tuple[int, ...]
    seats: tuple[Seat, ...]
    away: tuple[Away, ...]
    requests: tuple[Request, ...]
    requests_backed: tuple[int, ...]
    deeds_as_facilitator: tuple[Deed, ...]
    changes_to_the_draft: tuple[Deed, ...]
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class Mine:
    """All that is stored about one person in a workspace."""

    workspace_id: str
    user_id: str
    made_at: datetime
    kind: str
    kind_known_since: datetime | None
    home_opened_at: datetime | None
    open_spaces: tuple[OwnPart, ...]


@dataclass(frozen=True)
class Topic:
    """A topic or, with speakers, a talk; `hosts` and `proposed_by` are user ids."""

    topic: int
    title: str
    description: str
    access_notes: str
    theme: str | None
    speakers: str | None
    proposed_by: str | None
    hosts: tuple[str, ...]
    proposed_at: datetime


@dataclass(frozen=True)
class PlacedTopic:
    """A session of the timetable; nobody is named who signed up."""

    topic: int
    title: str
    starts_at: datetime
    ends_at: datetime
    room: str
    seats: int
    signed_up: int


@dataclass(frozen=True)
class Total:
    """What a topic got."""

    topic: int
    title: str
    rank: int
    dots: int
    voters: int


@dataclass(frozen=True)
class Room:
    """A room."""

    name: str
    seats: int
    link: str | None


@dataclass(frozen=True)
class Whole:
    """An open space without ballots.

    Args:
        tally: None where facilitators may not see it now.
    """

    open_space: str
    channel_id: str
    first_day: date
    last_day: date
    time_zone: str
    dots_each: int
    made_at: datetime
    themes: tuple[str, ...]
    facilitators: tuple[str, ...]
    rooms: tuple[Room, ...]
    slots: tuple[Away, ...]
    topics: tuple[Topic, ...]
    timetable: tuple[PlacedTopic, ...]
    draft: tuple[PlacedTopic, ...]
    tally: tuple[Total, ...] | None
    turnout: int | None
    requests: tuple[Request, ...]
    deeds: tuple[Deed, ...]
