"""The agenda and the list of seats: sessions by day with free seats and one's own place."""

from collections.abc import Sequence
from datetime import date

from handlers.blocks import lists, message, requests, sessions, values, why
from handlers.blocks.message import Button, Message, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import Seat, Turn, View
from openspace import moments, spaces
from openspace.signup import Place
from openspace.spaces import Space
from openspace.timetable import Session
from services.agenda import Agenda, Entry

TAKE = "seat_take"
TAKE_ANYWAY = "seat_take_anyway"
GIVE_UP = "seat_give_up"
DAY_BEFORE = "agenda_day_before"
DAY_AFTER = "agenda_day_after"
WEEK = "agenda_week"
MINE = "agenda_mine"
CALENDAR = "agenda_calendar"
PAGE_SIZE = 12
EXAMPLE = 3


def agenda(
    found: Agenda,
    entries: Sequence[Entry],
    *,
    day: date | None,
    view: View,
    said: Part | None = None,
) -> Message:
    """Return one page of *entries* by day, each with a button to take or give up a seat.

    Args:
        day: the one day that is shown; None for several.
        view: how to show the same again after a click.
        said: what comes in place of a heading, like what was changed.
    """
    space = found.here.space
    heading = message.header(_heading(found, day=day, words=view.words))
    if not found.is_published:
        return message.message(
            heading,
            message.paragraph(
                Mrkdwn(
                    "The timetable isn't published yet. `/topics` shows what people want to"
                    " discuss; the channel is told when the timetable is there."
                )
            ),
        )
    shown = message.page(entries, view.page, size=PAGE_SIZE)
    return message.message(
        said or heading,
        *rows(
            found,
            shown.entries,
            View(view.kind, view.words, shown.number),
            is_day_named=day is not None,
        ),
        None if entries else message.paragraph(_nothing(view)),
        lists.turning(shown, space_id=space.id, view=view),
        message.buttons(
            *_elsewhere(found, view, day=day), _all_mine(found, entries, view), _ask(found)
        ),
        why.menu(space, [entry.session for entry in shown.entries]),
        message.note(_small_print(found, shown.entries)),
    )


def file_coming() -> Message:
    """Return what is said while the calendar file is on its way."""
    return message.message(
        message.paragraph(Mrkdwn("The calendar file comes in a direct message from me."))
    )


def file_note(found: Agenda, entries: Sequence[Entry]) -> Message:
    """Return what stands above the calendar file of *entries*, of which there is at least one."""
    space = found.here.space
    first = entries[0].session
    what = (
        say("{title}, {when}", title=sessions.title(first), when=sessions.when(first, space.zone))
        if len(entries) == 1
        else say("{count} sessions in *{name}*", count=len(entries), name=space.name)
    )
    return message.message(
        message.paragraph(say("{what}, as a file for your calendar:", what=what)),
        message.note(
            Mrkdwn(
                "Open it to add this to your calendar. It does not follow later changes:"
                " `/agenda mine calendar` sends it anew."
            )
        ),
    )


def file_failed(view: View) -> Message:
    """Return what is said when the calendar file of *view* did not arrive."""
    words = view.words.removeprefix("only ")
    return message.message(
        message.paragraph(
            say(
                "Slack did not take the calendar file. `/agenda {words} calendar` tries again;"
                " `/agenda mine` shows your sessions here.",
                words=words,
            )
        )
    )


def seat_words(mine: Place) -> Mrkdwn:
    """Return where somebody stands, in words."""
    if mine.has_seat:
        return Mrkdwn("you have a seat")
    if mine.waiting_position == 1:
        return Mrkdwn("you are first on the waiting list")
    return say("you are number {n} on the waiting list", n=mine.waiting_position)


def rows(found: Agenda, entries: Sequence[Entry], view: View, *, is_day_named: bool) -> list[Part]:
    """Return the sessions with their buttons, the first of each time below that time.

    Args:
        is_day_named: whether what stands above names their one day; else each time names its day.
    """
    zone = found.here.space.zone
    parts: list[Part] = []
    before: Entry | None = None
    for entry in entries:
        text = _line(entry)
        if before is None or before.session.slot != entry.session.slot:
            text = say(
                "{time}\n{text}", time=_time(entry, zone, is_day_named=is_day_named), text=text
            )
        parts.append(_with_buttons(found, entry, view, text))
        before = entry
    return parts


def _time(entry: Entry, zone: str, *, is_day_named: bool) -> Mrkdwn:
    times = sessions.times(entry.session, zone)
    if is_day_named:
        return say("*{times}*", times=times)
    day = moments.wall(entry.session.slot.starts_at, zone).date()
    return say("*{day}, {times}*", day=moments.day_label(day), times=times)


def _line(entry: Entry) -> Mrkdwn:
    session = entry.session
    return say(
        "{title}, {who}\n{where}. {seats}",
        title=sessions.title(session),
        who=sessions.who(session),
        where=sessions.where(session),
        seats=_seats(entry),
    )


def _seats(entry: Entry) -> Mrkdwn:
    if entry.is_over:
        return Mrkdwn("This session is over.")
    free = {0: "no seat free", 1: "1 seat free"}.get(entry.free, f"{entry.free} seats free")
    waiting = f", {entry.waiting} waiting" if entry.waiting else ""
    if entry.mine is None:
        return say("{free}{waiting}", free=free.capitalize(), waiting=waiting)
    return say(
        "*{mine}* ({free}{waiting})",
        mine=Mrkdwn(_sentence(seat_words(entry.mine))),
        free=free,
        waiting=waiting,
    )


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def _with_buttons(found: Agenda, entry: Entry, view: View, text: Mrkdwn) -> Part:
    space = found.here.space
    if entry.is_over or spaces.has_ended(space, found.here.now):
        return message.paragraph(text)
    session = entry.session
    value = values.write(Seat(space.id, session.number, view))
    about = f"#{session.number} {session.title}"
    if entry.mine is None:
        label = "Take a seat" if entry.free else "Join waiting list"
        return message.paragraph(text, Button(label, TAKE, value, f"{label}: {about}"))
    label = "Give up seat" if entry.mine.has_seat else "Stop waiting"
    only = values.write(Turn(space.id, View("agenda", f"only {session.number}")))
    return message.both(
        message.paragraph(text),
        message.buttons(
            Button(label, GIVE_UP, value, f"{label}: {about}"),
            Button("Calendar file", CALENDAR, only, f"Calendar file: {about}"),
        ),
    )


def give_up_button(space: Space, session: Session) -> Button:
    """Return the button that gives up a seat, for where the agenda is not shown."""
    value = values.write(Seat(space.id, session.number, View("agenda", f"only {session.number}")))
    label = "Give up seat"
    return Button(label, GIVE_UP, value, f"{label}: #{session.number} {session.title}")


def _elsewhere(found: Agenda, view: View, *, day: date | None) -> list[Button | None]:
    """Return the ways to the days before and after, to the whole week and to one's own sessions."""
    space = found.here.space

    def button(label: str, action_id: str, words: str) -> Button:
        value = values.write(Turn(space.id, View("agenda", words)))
        return Button(label, action_id, value, f"{label}: agenda of {space.name}")

    days = sorted(
        {moments.wall(e.session.slot.starts_at, space.zone).date() for e in found.entries}
    )
    before = [one for one in days if day and one < day]
    after = [one for one in days if day and one > day]
    return [
        button(moments.day_label(before[-1]), DAY_BEFORE, str(before[-1])) if before else None,
        button(moments.day_label(after[0]), DAY_AFTER, str(after[0])) if after else None,
        button("Whole week", WEEK, "week") if view.words != "week" else None,
        button("My sessions", MINE, "mine") if view.words != "mine" else None,
    ]


def _all_mine(found: Agenda, entries: Sequence[Entry], view: View) -> Button | None:
    if view.words != "mine" or not entries:
        return None
    space = found.here.space
    value = values.write(Turn(space.id, View("agenda", "mine")))
    return Button(
        "Calendar file of all",
        CALENDAR,
        value,
        f"Calendar file of all: my sessions in {space.name}",
    )


def _ask(found: Agenda) -> Button | None:
    """Return the button to ask for a change; None where nothing is to come that could change."""
    now = found.here.now
    is_any = any(entry.session.slot.starts_at > now for entry in found.entries)
    has_ended = spaces.has_ended(found.here.space, now)
    return requests.ask_button(found.here.space) if is_any and not has_ended else None


def _small_print(found: Agenda, entries: Sequence[Entry]) -> Mrkdwn:
    space = found.here.space
    times = say("Times are on your own clock; days as in {zone}.", zone=space.zone)
    if spaces.has_ended(space, found.here.now):
        return say("{times} {name} has ended.", times=times, name=space.name)
    return say(
        "{times} `/signup {number}` takes a seat, `/signup cancel {number}` gives it up,"
        " `/agenda week` shows all days, `/agenda mine calendar` sends your sessions as a file.",
        times=times,
        number=_example_number(entries),
    )


def _example_number(entries: Sequence[Entry]) -> int:
    return next((entry.session.number for entry in entries if not entry.is_over), EXAMPLE)


def _nothing(view: View) -> Mrkdwn:
    if view.words == "mine":
        return Mrkdwn("You have no sessions yet. `/signup 3` takes a seat in session 3.")
    return Mrkdwn("There are no sessions then. `/agenda week` shows all days.")


def _heading(found: Agenda, *, day: date | None, words: str) -> str:
    name = found.here.space.name
    if words == "mine":
        return f"Your sessions in {name}"
    if day is None:
        return f"Agenda of {name}"
    label = moments.day_label(day)
    return f"{name}, today {label}" if day == found.today else f"{name}, {label}"
