"""Files with what is stored, and what is said about them."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from handlers.blocks import message, tally
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from openspace.exporting import Mine, Whole

MINE = "my-data.json"


def mine_coming() -> Message:
    """Return what is said while the file about oneself is on its way."""
    return message.message(
        message.paragraph(
            Mrkdwn(
                "Your data is coming as a file in a direct message from me. Nobody else gets it."
            )
        ),
        message.note(
            Mrkdwn(
                "`/openspace privacy` says what is stored; `/openspace forget me` has it erased."
            )
        ),
    )


def mine_note() -> Message:
    """Return what stands above the file about oneself."""
    return message.message(
        message.paragraph(
            Mrkdwn(
                "All that is stored about you in this workspace, as a file. It has your own ballot"
                " in it, so keep it to yourself."
            )
        )
    )


def mine_failed() -> Message:
    """Return what is said when that file did not arrive."""
    return message.message(
        message.paragraph(
            Mrkdwn("Slack did not take the file. `/openspace export me` tries again.")
        )
    )


def whole_coming() -> Message:
    """Return what is said while the files about an open space are on their way."""
    return message.message(
        message.paragraph(
            Mrkdwn(
                "The open space is coming as files in a direct message from me. No ballots are in"
                " them, and not who has which seat."
            )
        )
    )


def whole_note(found: Whole) -> Message:
    """Return what stands above these files."""
    counted = (
        "" if found.tally is not None else " The totals of the vote are left out until it closes."
    )
    return message.message(
        message.paragraph(
            say(
                "{name} as files: all of it for programs, topics and timetable for a"
                " spreadsheet.{counted}",
                name=found.open_space,
                counted=counted,
            )
        ),
        message.note(
            Mrkdwn("They name hosts, so share them only with those who may read the channel.")
        ),
    )


def whole_failed() -> Message:
    """Return what is said when a file did not arrive."""
    return message.message(
        message.paragraph(
            Mrkdwn("Slack did not take all of the files. `/openspace export` tries again.")
        )
    )


def mine_file(found: Mine) -> bytes:
    """Return all about one person as a file that people and programs can read."""
    return _json(found)


def whole_files(found: Whole) -> dict[str, bytes]:
    """Return an open space as files by their names."""
    votes = {one.topic: (one.dots, one.voters) for one in found.tally or ()}
    topics = [
        (
            one.topic,
            one.title,
            one.theme or "",
            one.speakers or "",
            " ".join(one.hosts),
            one.description,
            one.access_notes,
            *votes.get(one.topic, ("", "")),
        )
        for one in found.topics
    ]
    sessions = [
        (
            one.topic,
            one.title,
            one.starts_at.isoformat(),
            one.ends_at.isoformat(),
            one.room,
            one.seats,
            one.signed_up,
        )
        for one in found.timetable
    ]
    return {
        "open-space.json": _json(found),
        "topics.csv": _csv(
            "topic title theme speakers hosts description access_notes dots voters", topics
        ),
        "timetable.csv": _csv("topic title starts_at ends_at room seats signed_up", sessions),
    }


def _json(found: Mine | Whole) -> bytes:
    return (
        json.dumps(asdict(found), indent=2, ensure_ascii=False, default=_moment) + "\n"
    ).encode()


def _moment(value: object) -> str:
    assert isinstance(value, date | datetime), "files are made of words, numbers and moments"  # noqa: S101 - a mistake of ours
    return value.isoformat()


def _csv(columns: str, rows: Sequence[tuple[object, ...]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns.split())
    for row in rows:
        writer.writerow([tally.cell(one) if isinstance(one, str) else one for one in row])
    return out.getvalue().encode()
