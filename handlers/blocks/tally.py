"""The tally as a ranked list and as a file; it knows totals only."""

import csv
import io
from collections import Counter

from handlers.blocks import lists, message
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import View
from openspace import voting
from openspace.tally import Ranked
from services.tally import Tally

PAGE_SIZE = 20
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def tally(found: Tally, *, page: int = 1) -> Message:
    """Return one page of the tally."""
    space = found.here.space
    shown = message.page(found.rows, page, size=PAGE_SIZE)
    view = View("tally", page=shown.number)
    sharing = Counter(row.rank for row in found.rows)
    return message.message(
        message.header(f"Tally of {space.name}"),
        message.paragraph(_turnout(found)),
        *(message.paragraph(_row(row, sharing[row.rank])) for row in shown.entries),
        lists.turning(shown, space_id=space.id, view=view),
        message.note(
            say(
                "Who voted for what is secret; {seen}. `/tally csv` sends this as a file.",
                seen=voting.SEEN_BY_WORDS[space.tally_seen_by],
            )
        ),
    )


def file_coming() -> Message:
    """Return what is said while the file is on its way."""
    return message.message(
        message.paragraph(Mrkdwn("The tally is coming as a file in a direct message from me."))
    )


def file_note(found: Tally) -> Message:
    """Return what stands above the file."""
    return message.message(
        message.paragraph(say("The tally of {name} as a file:", name=found.here.space.name)),
        message.paragraph(_turnout(found)),
    )


def file_failed() -> Message:
    """Return what is said when the file did not arrive."""
    return message.message(
        message.paragraph(
            Mrkdwn(
                "Slack did not take the file. `/tally` shows the same here;"
                " `/tally csv` tries again."
            )
        )
    )


def csv_text(found: Tally) -> str:
    """Return the tally as comma-separated values, fit for a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("rank", "topic", "title", "dots", "voters"))
    for row in found.rows:
        total = row.total
        writer.writerow((row.rank, total.number, _cell(total.title), total.dots, total.voters))
    writer.writerow(("", "", "people who voted", "", found.turnout))
    return out.getvalue()


def _cell(text: str) -> str:
    """Return *text* so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _turnout(found: Tally) -> Mrkdwn:
    people = "1 person has voted" if found.turnout == 1 else f"{found.turnout} people have voted"
    state = "Voting is open, so this may change." if found.is_voting_open else "Voting is closed."
    return say(
        "{people} and given {dots}. {state}",
        people=people,
        dots=voting.dots_words(found.dots),
        state=state,
    )


def _row(row: Ranked, sharing: int) -> Mrkdwn:
    total = row.total
    voters = "1 person" if total.voters == 1 else f"{total.voters} people"
    return say(
        "{rank}  #{number} *{title}*: {dots} from {voters}",
        rank=f"{row.rank}=" if sharing > 1 else f"{row.rank}.",
        number=total.number,
        title=total.title,
        dots=voting.dots_words(total.dots),
        voters=voters,
    )
