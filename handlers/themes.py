"""`/openspace themes`: the themes that topics may have."""

from handlers import asking
from handlers.asking import Asked
from handlers.blocks import themes as blocks
from handlers.blocks.message import Message
from handlers.words import themes as words
from services import themes


def themes_wanted(asked: Asked, wanted: words.Themes) -> Message:
    """'Which themes are there?', 'This is one too.'"""
    match wanted:
        case words.ThemesShow():
            return blocks.themes(asking.look(asked.desk, asked.visit, themes.show))
        case words.ThemesAdd(names):
            with asked.desk.database.begin() as db:
                return blocks.themes(themes.add(db, asked.visit, names))
