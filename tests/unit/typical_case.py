"""An open space as it usually is, for what is shown of it."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

from handlers.blocks.message import Message
from openspace.spaces import Space, TallySeenBy
from openspace.timetable import Room, Session, Slot
from services.agenda import Entry

TUESDAY = date(2027, 11, 23)
SPACE = Space(
    id=1,
    team_id="T1",
    channel_id="C1",
    name="Week & more",
    first_day=date(2027, 11, 22),
    last_day=date(2027, 11, 26),
    zone="Europe/London",
    budget=5,
    tally_seen_by=TallySeenBy.EVERYONE,
    proposals_open=True,
    voting_open=True,
    guests_allowed=True,
    is_private=False,
    closed_at=None,
)
QUIET = replace(SPACE, proposals_open=False, voting_open=False)
ROOM_A = Room(1, "Room A", 12, "https://meet.example.org/a")
ROOM_B = Room(2, "Room B", 1, None)
CALL = "<https://meet.example.org/a|join the call>"


def at(hour: int, minute: int = 0, *, day: int = 23) -> datetime:
    return datetime(2027, 11, day, hour, minute, tzinfo=UTC)


def an_entry(
    number: int, title: str, hour: int, room: Room, *, signed_up: int, speakers: str | None = None
) -> Entry:
    slot = Slot(hour, at(hour), at(hour + 1))
    hosts = ("UBO",) if speakers is None else ()
    session = Session(number, number, title, slot, room, hosts, speakers)
    return Entry(session, signed_up, None, is_over=False)


FULL = an_entry(4, "Sharing power", 10, ROOM_B, signed_up=3)
FREE = an_entry(7, "Co-pro in <procurement>", 10, ROOM_A, signed_up=9)
TALK = an_entry(9, "Inclusion", 14, ROOM_A, signed_up=11, speakers="Jo Lee, SCN & others")


def read_out(shown: Message) -> str:
    """Its text, with moments as they are shown where Slack cannot localise them."""
    return re.sub(r"<!date\^\d+\^[^|>]+\|([^>]+)>", r"\1", shown.text).replace(" Europe/London", "")
