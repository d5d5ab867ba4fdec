"""`/openspace talks`, and the form that lists the talks and adds one."""

from handlers import asking, editing, lists, slots
from handlers.asking import Asked
from handlers.blocks import details, placing, values
from handlers.blocks import talks as blocks
from handlers.blocks import talks_form as form_blocks
from handlers.blocks.form_values import Setting
from handlers.blocks.forms import Form
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn
from handlers.blocks.values import AboutTopic, View
from handlers.desk import Desk
from handlers.forms import Above, Sent
from handlers.words import proposing as words_proposing
from handlers.words import slots as words_slots
from handlers.words import talks as words
from handlers.words import tokens
from openspace import RuleViolation
from services import proposing, talks, visits
from services.visits import Visit

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


def listed(
    desk: Desk, visit: Visit, *, page: int = 1, showing: int = 0, said: Mrkdwn | None = None
) -> Form:
    """Return the form with the talks as they are now.

    Raises:
        RuleViolation: the person may not change them.
    """
    found = asking.begin(desk, visit, talks.begin)
    return form_blocks.form(found, page=page, showing=showing, said=said)


def submit(sent: Sent) -> Form:
    """'Add this talk.'"""
    carried = values.read(Setting, sent.metadata)
    visit = sent.visit(carried.space_id)
    title = words_proposing.title(sent.filled.text(details.TITLE))
    speakers = tokens.line(sent.filled.text(form_blocks.SPEAKERS))
    hosts = sent.filled.people(details.HOSTS)
    if not speakers and not hosts:
        raise RuleViolation("Who speaks? Write a name here, or choose hosts.", form_blocks.SPEAKERS)
    day, start = words_slots.chosen(sent.filled.choice(placing.SLOT) or "", field=placing.SLOT)
    # First of all: who may not do this must not make us remember anybody.
    asking.look(sent.desk, visit, talks.begin)
    for host in hosts:
        sent.meet(host)
    with sent.desk.database.begin() as db:
        added = talks.add(
            db,
            visit,
            title=title,
            day=day,
            start=start,
            room_name=sent.filled.choice(placing.ROOM) or "",
            speakers=speakers,
            hosts=hosts,
        )
        found = talks.begin(db, visit)
    number = added.added or 0
    return form_blocks.form(
        found,
        page=form_blocks.page_with(found, number),
        showing=carried.showing + 1,
        said=form_blocks.added(number),
    )


def press_edit(sent: Sent) -> Above:
    """'I want to change what is written about this talk'; the list stays below."""
    about = values.read(AboutTopic, sent.value)
    return Above(editing.form(sent.desk, sent.visit(about.space_id), about.number))


def press_withdraw(sent: Sent) -> Form:
    """'This talk is not held'; what is typed in the form stays."""
    about = values.read(AboutTopic, sent.value)
    carried = values.read(Setting, sent.metadata)
    visit = sent.visit(about.space_id)
    with sent.desk.database.begin() as db:
        gone = proposing.withdraw(db, visit, about.number)
        found = talks.begin(db, visit)
    return form_blocks.form(
        found,
        page=carried.view.page,
        showing=carried.showing,
        said=form_blocks.withdrawn(gone.number, gone.title),
    )
