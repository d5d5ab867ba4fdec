"""The tally as a ranked list, as a chart and as a file; it knows totals only."""

import csv
import io
from collections import Counter
from dataclasses import replace

from handlers.blocks import lists, message, mrkdwn, values
from handlers.blocks.message import Block, Button, Message, Page, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import Turn, View
from openspace import voting
from openspace.tally import Coverage, Ranked, Total
from services.tally import Tally

CHART = "tally_chart"
WORDS = "tally_words"
FILE = "tally_file"
PAGE_SIZE = 20
TABLE_SIZE = 40
TABLE_PAGE_SIZE = 20
MOST_BARS = 20
COLUMNS = ("Rank", "Topic", "Title", "Dots", "People")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def tally(found: Tally, *, page: int = 1, said: Mrkdwn | None = None) -> Message:
    """Return one page of the tally in words.

    Args:
        said: what comes in place of a heading; None for nothing.
    """
    space = found.here.space
    shown = message.page(found.rows, page, size=PAGE_SIZE)
    view = View("tally", page=shown.number)
    sharing = _sharing(found)
    chart = Button(
        "Show as a chart",
        CHART,
        values.write(Turn(space.id, View("chart"))),
        f"Show as a chart: tally of {space.name}",
    )
    return message.message(
        message.paragraph(said) if said else message.header(f"Tally of {space.name}"),
        *_overview(found, page=shown.number),
        *(message.paragraph(_row(row, sharing[row.rank])) for row in shown.entries),
        lists.turning(shown, space_id=space.id, view=view),
        message.buttons(chart if found.dots else None, _file_button(found)),
        message.note(
            say(
                "Who voted for what is secret; {seen}. `/tally chart` draws this, `/tally csv`"
                " sends it as a file.",
                seen=voting.SEEN_BY_WORDS[space.tally_seen_by],
            )
        ),
    )


def chart(found: Tally, *, page: int = 1) -> Message:
    """Return the tally as Slack's own chart and table, with the tally in words for older Slacks.

    The table has pages too; the chart of the first topics stands above its first page.
    """
    space = found.here.space
    shown = message.page(found.rows, page, size=TABLE_SIZE)
    view = View("chart", page=shown.number)
    in_words = Button(
        "Show as a list",
        WORDS,
        values.write(Turn(space.id, View("tally"))),
        f"Show as a list: tally of {space.name}",
    )
    drawn = message.message(
        message.header(f"Tally of {space.name}"),
        *_overview(found, page=shown.number),
        _bars(found) if shown.number == 1 and found.dots else None,
        _table(found, shown) if shown.entries else None,
        lists.turning(shown, space_id=space.id, view=view),
        message.buttons(in_words, _file_button(found)),
        message.note(
            say(
                "Who voted for what is secret; {seen}. `/tally` shows this as a list, `/tally csv`"
                " sends it as a file.",
                seen=voting.SEEN_BY_WORDS[space.tally_seen_by],
            )
        ),
    )
    said = Mrkdwn("Slack does not draw charts here. This is the same in words:")
    return replace(drawn, plain=tally(found, said=said))


def chart_coming() -> Message:
    """Return what is said while the chart is on its way."""
    return message.message(
        message.paragraph(
            Mrkdwn("The chart comes as a message of its own. `/tally` shows the same as a list.")
        )
    )


def _overview(found: Tally, *, page: int) -> list[Part]:
    """Return turnout and, on the first page, themes and topics without host."""
    parts = [message.paragraph(_turnout(found))]
    if page > 1:
        return parts
    if found.coverage:
        parts.append(message.lines([Mrkdwn("*By theme*"), *map(_covered, found.coverage)]))
    if found.without_host:
        numbers = ", ".join(f"#{number}" for number in found.without_host)
        parts.append(
            message.paragraph(
                say(
                    "*Without a host yet:* {numbers}. `/topics {first}` shows the first of them.",
                    numbers=numbers,
                    first=found.without_host[0],
                )
            )
        )
    return parts


def _covered(one: Coverage) -> Mrkdwn:
    return say(
        "• {theme}: {topics}, {dots}",
        theme=one.theme or "No theme",
        topics="1 topic" if one.topics == 1 else f"{one.topics} topics",
        dots=voting.dots_words(one.dots),
    )


def _bars(found: Tally) -> Part:
    """Return the chart of the first topics; the table below says the same in words."""
    totals = [row.total for row in found.rows[:MOST_BARS]]
    # A label has 20 characters at most, so that bars carry numbers and the table the titles.
    points = [{"label": f"#{total.number}", "value": total.dots} for total in totals]
    block = {
        "type": "data_visualization",
        "title": "Dots by topic"
        if len(found.rows) <= MOST_BARS
        else f"Dots of the first {MOST_BARS} topics",
        "chart": {
            "type": "bar",
            "series": [{"name": "Dots", "data": points}],
            "axis_config": {
                "categories": [point["label"] for point in points],
                "x_label": "Topic",
                "y_label": "Dots",
            },
        },
    }
    return Part((block,), "")


def _table(found: Tally, shown: Page[Ranked]) -> Part:
    sharing = _sharing(found)
    caption = "Topics by dots"
    if shown.last > 1:
        caption += f", page {shown.number} of {shown.last}"
    block = {
        "type": "data_table",
        "caption": caption,
        "row_header_column_index": COLUMNS.index("Title"),
        "page_size": TABLE_PAGE_SIZE,
        "rows": [
            [_text_cell(name) for name in COLUMNS],
            *(_cells(row.rank, row.total) for row in shown.entries),
        ],
    }
    rows = [_row(row, sharing[row.rank]) for row in shown.entries]
    return Part((block,), mrkdwn.join([Mrkdwn(caption), *rows]))


def _cells(rank: int, total: Total) -> list[Block]:
    return [
        _number_cell(rank),
        _text_cell(f"#{total.number}"),
        _text_cell(total.title),
        _number_cell(total.dots),
        _number_cell(total.voters),
    ]


def _text_cell(words: str) -> Block:
    return {"type": "raw_text", "text": words}


def _number_cell(number: int) -> Block:
    return {"type": "raw_number", "value": number}


def _sharing(found: Tally) -> Counter[int]:
    """Return how many topics have each rank."""
    return Counter(row.rank for row in found.rows)


def _file_button(found: Tally) -> Button:
    space = found.here.space
    value = values.write(Turn(space.id, View("tally")))
    return Button("Send as a file", FILE, value, f"Send as a file: tally of {space.name}")


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
        writer.writerow((row.rank, total.number, cell(total.title), total.dots, total.voters))
    writer.writerow(("", "", "people who voted", "", found.turnout))
    return out.getvalue()


def cell(text: str) -> str:
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
