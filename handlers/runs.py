"""`/openspace run`, and the buttons that offer another run of a topic and answer that."""

from handlers.asking import Asked
from handlers.blocks import runs as blocks
from handlers.blocks import values
from handlers.blocks.message import Message
from handlers.blocks.values import AboutTopic
from handlers.clicks import Add, Clicked
from handlers.words import runs as words
from openspace.runs import Answer
from services import runs


def run_wanted(asked: Asked, wanted: words.Run) -> Message:
    """'Ask the hosts of topic 7 for another run', or their answer."""
    with asked.desk.database.begin() as db:
        if wanted.answer is None:
            return blocks.offered(runs.offer(db, asked.visit, wanted.number))
        return blocks.answered(runs.answer(db, asked.visit, wanted.number, wanted.answer))


def press_offer(clicked: Clicked) -> Add:
    """'Ask the hosts of this topic for another run.'"""
    about = values.read(AboutTopic, clicked.value)
    with clicked.desk.database.begin() as db:
        return Add(blocks.offered(runs.offer(db, clicked.visit(about.space_id), about.number)))


def press_yes(clicked: Clicked) -> Add:
    """'I hold it once more.'"""
    return _answer(clicked, Answer.YES)


def press_no(clicked: Clicked) -> Add:
    """'I hold it once.'"""
    return _answer(clicked, Answer.NO)


def _answer(clicked: Clicked, given: Answer) -> Add:
    about = values.read(AboutTopic, clicked.value)
    visit = clicked.visit(about.space_id)
    with clicked.desk.database.begin() as db:
        return Add(blocks.answered(runs.answer(db, visit, about.number, given)))
