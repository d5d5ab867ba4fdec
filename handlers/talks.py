"""`/openspace talks`."""

from handlers import asking, lists, slots
from handlers.asking import Asked
from handlers.blocks import talks as blocks
from handlers.blocks.message import Message
from handlers.blocks.values import View
from handlers.words import talks as words
from services import talks, visits

ADD = '/openspace talks add "Inclusion in practice" {day} 10:00 "Room A" by "Name, Organisation"'


def talks_wanted(asked: Asked, wanted: words.Talks) -> Message:
    """'Which talks are there?', 'Add this one.'"""
    desk, visit = asked.desk, asked.visit
    match wanted:
        case words.TalksShow(page):
            return lists.show(desk, visit, View("talks", page=page))
        case words.TalkAdd(title, named_day, start, room, speakers, hosts):
            if hosts:
                # First of all: who may not do this must not make us remember anybody.
                visits.check_facilitator(asking.look(desk, visit, talks.show).here)
                for host in hosts:
                    asked.meet(host)
            with desk.database.begin() as db:
                (day,) = slots.on_days(visits.look(db, visit), named_day, example=ADD)
                found = talks.add(
                    db,
                    visit,
                    title=title,
                    day=day,
                    start=start,
                    room_name=room,
                    speakers=speakers,
                    hosts=hosts,
                )
            return blocks.talks(found)
