"""`/openspace digest`, `/openspace summary` and `/openspace reminder`."""

from handlers import asking
from handlers.asking import Asked
from handlers.blocks import schedule as blocks
from handlers.blocks.message import Message
from handlers.words import schedule as words
from services import schedule


def schedule_wanted(asked: Asked, wanted: words.Schedule) -> Message:
    """'When does the bot speak?', 'The digest comes at nine', 'No reminders.'"""
    desk, visit = asked.desk, asked.visit
    if isinstance(wanted, words.ScheduleShow):
        return blocks.spoken(asking.look(desk, visit, schedule.show))
    with desk.database.begin() as db:
        match wanted:
            case words.DigestAt(wall):
                return blocks.spoken(schedule.set_digest(db, visit, wall))
            case words.SummaryAt(wall):
                return blocks.spoken(schedule.set_summary(db, visit, wall))
            case words.ReminderBefore(minutes):
                return blocks.spoken(schedule.set_reminder(db, visit, minutes))
