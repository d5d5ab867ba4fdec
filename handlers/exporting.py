"""`/openspace export` and `/openspace export me`: what is stored, as files."""

from handlers import answers, files
from handlers.asking import Asked
from handlers.blocks import exporting as blocks
from handlers.blocks.message import Message
from services import exporting


def export_me(asked: Asked) -> Message:
    """'Send me all that is stored about me.'"""
    visit = asked.visit
    with asked.desk.database.reading() as db:
        found = exporting.mine(db, team_id=visit.team_id, user_id=visit.user_id, now=visit.now)
    say = answers.answering(asked)

    def send() -> None:
        is_sent = files.send(
            asked.desk,
            visit.user_id,
            note=blocks.mine_note(),
            filename=blocks.MINE,
            title="What is stored about me",
            content=blocks.mine_file(found),
        )
        if not is_sent:
            say(blocks.mine_failed())

    asked.desk.later(visit.user_id, send)
    return blocks.mine_coming()


def export_all(asked: Asked) -> Message:
    """'Send me the whole open space, but no ballots.'"""
    visit = asked.visit
    with asked.desk.database.reading() as db:
        found = exporting.whole(db, visit)
    say = answers.answering(asked)

    def send() -> None:
        if not files.send_several(
            asked.desk,
            visit.user_id,
            note=blocks.whole_note(found),
            contents=blocks.whole_files(found),
        ):
            say(blocks.whole_failed())

    asked.desk.later(visit.user_id, send)
    return blocks.whole_coming()
