"""`/openspace board`."""

from handlers.asking import Asked
from handlers.blocks import board as blocks
from handlers.blocks.message import Message
from services import board


def post_anew(asked: Asked) -> Message:
    """'The board is lost; post it at the end of the channel.'"""
    with asked.desk.database.begin() as db:
        return blocks.anew(board.post_anew(db, asked.visit))
