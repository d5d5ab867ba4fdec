"""`/openspace adopt` and `/openspace cohost`, and the buttons beside similar topics."""

from handlers import asking
from handlers.asking import Asked
from handlers.blocks import hosting as blocks
from handlers.blocks import values
from handlers.blocks import voting as voting_blocks
from handlers.blocks.message import Message
from handlers.blocks.values import AboutTopic, Dots
from handlers.clicks import Add, Clicked
from handlers.words import hosting as words
from services import editing, hosting, voting


def hosting_wanted(asked: Asked, wanted: words.Adopt | words.CoHost) -> Message:
    """'I host this', 'I host this too', 'This person hosts it too.'"""
    desk, visit = asked.desk, asked.visit
    if isinstance(wanted, words.CoHost) and wanted.user_id not in ("", visit.user_id):
        # First of all: who may not do this must not make us remember anybody.
        asking.look(desk, visit, lambda db, where: editing.begin(db, where, wanted.number))
        asked.meet(wanted.user_id)
        with desk.database.begin() as db:
            return blocks.hosted(hosting.name(db, visit, wanted.number, wanted.user_id))
    deed = hosting.adopt if isinstance(wanted, words.Adopt) else hosting.join
    with desk.database.begin() as db:
        return blocks.hosted(deed(db, visit, wanted.number))


def press_adopt(clicked: Clicked) -> Add:
    """'I host this topic, which has no host.'"""
    about = values.read(AboutTopic, clicked.value)
    with clicked.desk.database.begin() as db:
        return Add(blocks.hosted(hosting.adopt(db, clicked.visit(about.space_id), about.number)))


def press_join(clicked: Clicked) -> Add:
    """'I join this topic as co-host.'"""
    about = values.read(AboutTopic, clicked.value)
    with clicked.desk.database.begin() as db:
        return Add(blocks.hosted(hosting.join(db, clicked.visit(about.space_id), about.number)))


def press_dot(clicked: Clicked) -> Add:
    """'I want exactly this many dots on this topic.'"""
    wanted = values.read(Dots, clicked.value)
    with clicked.desk.database.begin() as db:
        changed, size = {wanted.number: wanted.dots}, voting_blocks.PAGE_SIZE
        ballot = voting.set_dots(db, clicked.visit(wanted.space_id), changed, size=size)
    return Add(voting_blocks.changed(ballot, [wanted.number]))
