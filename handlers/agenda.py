"""`/agenda`, and the calendar files that it and its buttons send."""

from collections.abc import Callable

from handlers import answers, asking, calendar, clicks, files, lists, suggesting, why
from handlers.asking import Asked
from handlers.blocks import agenda as blocks
from handlers.blocks import values
from handlers.blocks.message import Message
from handlers.blocks.values import Turn, View
from handlers.clicks import Add, Clicked
from handlers.desk import Desk
from handlers.words import agenda as words
from handlers.words import moments
from handlers.words import timetable as words_timetable
from openspace import RuleViolation
from services import agenda
from services.agenda import Agenda
from services.visits import Visit


def show(asked: Asked) -> Message:
    """'What is on today?'"""
    wanted = words.agenda(asked.text)
    if isinstance(wanted, words.Calendar):
        return _calendar(asked, wanted.number)
    if isinstance(wanted, words_timetable.Why):
        return why.why_wanted(asked, wanted)
    if isinstance(wanted, words.Suggested):
        return suggesting.show(asked, page=wanted.page)
    found = asking.look(asked.desk, asked.visit, agenda.show)
    return lists.sessions(found, View("agenda", _words(wanted, found), wanted.page))


def press_calendar(clicked: Clicked) -> Add:
    """'I want these sessions in my calendar.'"""
    wanted = values.read(Turn, clicked.value)
    visit = clicked.visit(wanted.space_id)
    found = asking.look(clicked.desk, visit, agenda.show)
    send = _sending(clicked.desk, visit, found, wanted.view, clicks.adding(clicked))
    return Add(blocks.file_coming(), send)


def _calendar(asked: Asked, number: int | None) -> Message:
    if number is None:
        found = asking.look(asked.desk, asked.visit, agenda.show)
        view = View("agenda", lists.MINE)
    else:
        found = asking.look(
            asked.desk, asked.visit, lambda db, where: agenda.show_with(db, where, number)
        )
        view = lists.only([number])
    send = _sending(asked.desk, asked.visit, found, view, answers.answering(asked))
    asked.desk.later(asked.visit.user_id, send)
    return blocks.file_coming()


def _sending(
    desk: Desk, visit: Visit, found: Agenda, view: View, say: Callable[[Message], None]
) -> Callable[[], None]:
    """Return what sends the sessions that *view* names as a file, or says that it did not."""
    entries, _ = lists.chosen(found, view.words)
    if not entries:
        raise RuleViolation(
            "You have no sessions yet, so there is nothing for your calendar. `/signup` shows where"
            " seats are free."
        )

    def send() -> None:
        is_sent = files.send(
            desk,
            visit.user_id,
            note=blocks.file_note(found, entries),
            filename=calendar.FILENAME,
            title=f"Sessions in {found.here.space.name}",
            content=calendar.file(found, entries),
        )
        if not is_sent:
            say(blocks.file_failed(view))

    return send


def _words(wanted: words.Default | words.OneDay | words.Week | words.Mine, found: Agenda) -> str:
    match wanted:
        case words.Mine():
            return lists.MINE
        case words.Week():
            return lists.WEEK
        case words.OneDay(day, _):
            space = found.here.space
            (date,) = moments.days(
                day,
                first_day=space.first_day,
                last_day=space.last_day,
                today=found.today,
                example="/agenda {day}",
            )
            return str(date)
        case words.Default():
            return lists.default_words(found)
