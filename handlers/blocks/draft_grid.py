"""The draft as a table of slots and rooms, where Slack draws tables."""

from collections.abc import Sequence

from handlers.blocks import mrkdwn
from handlers.blocks import rooms as rooms_blocks
from handlers.blocks.message import Block, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from openspace.timetable import Room, Session, Slot, slot_label
from services.timetable import Draft

WORDS = "grid"
"""What a view of the draft is asked for with where it is a table."""

MOST_ROOMS = 8
MOST_SLOTS = 40
MOST_TEXT = 8000
"""Characters, escaped, of what the table says; Slack takes 20,000 in a table's cells."""

PAGE_SIZE = 20
TITLE_LENGTH = 40
FREE = "free"
CAPTION = "Sessions by slot and room"


def fits(found: Draft) -> bool:
    """Say whether the draft can be read as a table: something is in it, and it is not too big."""
    is_small = len(found.rooms) <= MOST_ROOMS and len(found.slots) <= MOST_SLOTS
    return bool(found.sessions) and is_small and len(_text(found)) <= MOST_TEXT


def grid(found: Draft) -> Part:
    """Return the draft as a table, a row for each slot and a column for each room.

    Slack draws a data table a page at a time, of at most 100 rows (docs.slack.dev, data table
    block); its text says the same by slot.
    """
    zone = found.here.space.zone
    block = {
        "type": "data_table",
        "caption": CAPTION,
        "row_header_column_index": 0,
        "page_size": PAGE_SIZE,
        "rows": [
            [_cell("Slot"), *(_cell(_heading(room)) for room in found.rooms)],
            *([_cell(slot_label(slot, zone)), *map(_entry, row)] for slot, row in _rows(found)),
        ],
    }
    return Part((block,), _text(found))


def _rows(found: Draft) -> list[tuple[Slot, list[Session | None]]]:
    """Return for each slot what is in each room; None where a room is free."""
    where = {(session.slot.id, session.room.id): session for session in found.sessions}
    return [(slot, [where.get((slot.id, room.id)) for room in found.rooms]) for slot in found.slots]


def _text(found: Draft) -> Mrkdwn:
    zone = found.here.space.zone
    lines = [_line(slot, row, found.rooms, zone) for slot, row in _rows(found)]
    return mrkdwn.join([Mrkdwn(CAPTION), *lines])


def _heading(room: Room) -> str:
    return f"{room.name}, {rooms_blocks.seats(room.capacity)}"


def _entry(session: Session | None) -> Block:
    return _cell(FREE if session is None else _words(session))


def _words(session: Session) -> str:
    title = session.title
    cut = title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1].rstrip() + "…"
    return f"#{session.number} {cut}{', pinned' if session.is_pinned else ''}"


def _line(slot: Slot, row: Sequence[Session | None], rooms: Sequence[Room], zone: str) -> Mrkdwn:
    """Return what is where in one slot, for those who hear the table."""
    placed = [
        say("{room}: {words}", room=room.name, words=_words(session))
        for session, room in zip(row, rooms, strict=True)
        if session is not None
    ]
    free = [room.name for session, room in zip(row, rooms, strict=True) if session is None]
    if free:
        placed.append(say("{free}: {rooms}", free=FREE, rooms=", ".join(free)))
    return say("{when}: {what}", when=slot_label(slot, zone), what=mrkdwn.join(placed, "; "))


def _cell(words: str) -> Block:
    return {"type": "raw_text", "text": words}
