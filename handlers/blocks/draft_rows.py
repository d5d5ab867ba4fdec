"""The sessions of the draft and what has no place, each with what can be done to it."""

from collections.abc import Sequence

from handlers.blocks import draft_grid, message, mrkdwn, proposing, setting_up, values, why
from handlers.blocks.message import Button, Option, Page, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.overflow import Overflow
from handlers.blocks.values import InDraft, View
from openspace import figures, moments
from openspace.proposing import Topic
from openspace.timetable import Session, Slot
from services.timetable import Draft
from services.visits import Here

CHANGE = "draft_change"
PLACE_BUTTON = "draft_place"

PLACE = "place"
PIN = "pin"
UNPIN = "unpin"
UNPLACE = "unplace"

SHORTEST = 80


def short(session: Session) -> Mrkdwn:
    """Return number and title of a session, cut where many stand together."""
    title = session.title
    cut = title if len(title) <= SHORTEST else title[: SHORTEST - 1].rstrip() + "…"
    return say("#{number} *{title}*", number=session.number, title=cut)


def rows(found: Draft, shown: Page[Session | Topic], view: View) -> list[Part]:
    """Return what stands on a page: sessions, then what has no place.

    In the list each slot stands above its first session. Below the table, which says where
    sessions are, they are named for their menus alone.
    """
    placed = [entry for entry in shown.entries if isinstance(entry, Session)]
    without = [entry for entry in shown.entries if isinstance(entry, Topic)]
    listed = _named if view.words == draft_grid.WORDS else _by_slot
    return [
        *listed(found, placed, view),
        *(
            _without_place(found, topic, [] if n else [Mrkdwn("*Without a place*")], view)
            for n, topic in enumerate(without)
        ),
    ]


def _by_slot(found: Draft, placed: Sequence[Session], view: View) -> list[Part]:
    rows = []
    before: Slot | None = None
    for session in placed:
        heading = [] if session.slot == before else [_slot(session.slot, found.here.space.zone)]
        before = session.slot
        text = mrkdwn.join([*heading, _row(session)])
        rows.append(message.paragraph(text, _deeds(found, session, view)))
    return rows


def _named(found: Draft, placed: Sequence[Session], view: View) -> list[Part]:
    if not setting_up.is_offered(found.here):
        return []
    heading = [Mrkdwn("*Change a session*")]
    return [
        message.paragraph(
            mrkdwn.join([*([] if n else heading), short(session)]), _deeds(found, session, view)
        )
        for n, session in enumerate(placed)
    ]


def _slot(slot: Slot, zone: str) -> Mrkdwn:
    start, end = moments.moment_label(slot.starts_at, zone), moments.time_label(slot.ends_at, zone)
    return say("*{start} to {end}*", start=start, end=end)


def _deeds(found: Draft, session: Session, view: View) -> Overflow | None:
    """Return the menu of what can be done to a session; None where nothing can be changed."""
    if not setting_up.is_offered(found.here):
        return None
    options = (
        _option(found.here, session, "Move or swap", PLACE, view),
        _option(found.here, session, "Unpin", UNPIN, view)
        if session.is_pinned
        else _option(found.here, session, "Pin", PIN, view),
        _option(found.here, session, "Leave out", UNPLACE, view),
        _option(found.here, session, "Why here?", why.DEED, view),
    )
    return Overflow(CHANGE, options)


def _option(here: Here, about: Session | Topic, label: str, deed: str, view: View) -> Option:
    wanted = InDraft(here.space.id, about.number, deed, view)
    return Option(f"{label}: #{about.number} {about.title}", values.write(wanted))


def _without_place(found: Draft, topic: Topic, heading: list[Mrkdwn], view: View) -> Part:
    is_left_out = topic.number in found.left_out
    text = mrkdwn.join([*heading, proposing.short_title(topic), _why(found, topic)])
    if not setting_up.is_offered(found.here):
        return message.paragraph(text)
    if is_left_out:
        options = (
            _option(found.here, topic, "Place", PLACE, view),
            _option(found.here, topic, "Let drafts place it", UNPIN, view),
        )
        return message.paragraph(text, Overflow(CHANGE, options))
    wanted = values.write(InDraft(found.here.space.id, topic.number, PLACE, view))
    button = Button("Place", PLACE_BUTTON, wanted, f"Place: #{topic.number} {topic.title}")
    return message.paragraph(text, button)


def _why(found: Draft, topic: Topic) -> Mrkdwn:
    """Return why a topic has no place."""
    if topic.number in found.left_out:
        return Mrkdwn("Facilitators left it out, so drafts do too.")
    obstacle = found.obstacles.get(topic.number, figures.Obstacle.NONE)
    return say("No place, because {why}.", why=figures.because(obstacle))


def _row(session: Session) -> Mrkdwn:
    pinned = ", pinned" if session.is_pinned else ""
    return say(
        "{room} ({seats}): {title}{pinned}",
        room=session.room.name,
        seats=session.room.capacity,
        title=short(session),
        pinned=pinned,
    )
