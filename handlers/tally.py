"""`/tally`, and the buttons that show it otherwise."""

from collections.abc import Callable

from handlers import answers, asking, clicks, files, lists
from handlers.asking import Asked
from handlers.blocks import tally as blocks
from handlers.blocks import values
from handlers.blocks.message import Message
from handlers.blocks.values import Turn, View
from handlers.clicks import Add, Clicked
from handlers.desk import Desk
from handlers.words import tally as words
from services import tally
from services.tally import Tally


def show(asked: Asked) -> Message:
    """'What do people want?'"""
    match words.tally(asked.text):
        case words.Show(page):
            return lists.show(asked.desk, asked.visit, View("tally", page=page))
        case words.Chart():
            return _chart(asked)
        case words.Csv():
            found = asking.look(asked.desk, asked.visit, tally.show)
            user_id = asked.visit.user_id
            send = _sending(asked.desk, user_id, found, answers.answering(asked))
            asked.desk.later(user_id, send)
            return blocks.file_coming()


def press_file(clicked: Clicked) -> Add:
    """'Send me the totals as a file.'"""
    wanted = values.read(Turn, clicked.value)
    visit = clicked.visit(wanted.space_id)
    found = asking.look(clicked.desk, visit, tally.show)
    send = _sending(clicked.desk, visit.user_id, found, clicks.adding(clicked))
    return Add(blocks.file_coming(), send)


def _chart(asked: Asked) -> Message:
    """Draw it in a message of its own.

    The answer to a command cannot be a chart: where Slack does not know charts, it would show
    nothing at all and not tell us. A response URL tells, so the tally can come in words instead.
    """
    drawn = blocks.chart(asking.look(asked.desk, asked.visit, tally.show))
    asked.desk.later(
        asked.visit.user_id, lambda: answers.respond(asked.desk.way, asked.response_url, drawn)
    )
    return blocks.chart_coming()


def _sending(
    desk: Desk, user_id: str, found: Tally, say: Callable[[Message], None]
) -> Callable[[], None]:
    """Return what sends the totals as a file, or says that it did not."""

    def send() -> None:
        is_sent = files.send(
            desk,
            user_id,
            note=blocks.file_note(found),
            filename="tally.csv",
            title=f"Tally of {found.here.space.name}",
            content=blocks.csv_text(found).encode(),
        )
        if not is_sent:
            say(blocks.file_failed())

    return send
