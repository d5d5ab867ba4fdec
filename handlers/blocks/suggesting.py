"""Somebody's week: what they can get to, what clashes and why, and the seats to take."""

from collections.abc import Sequence

from handlers.blocks import agenda, lists, message, mrkdwn, requests, sessions, values
from handlers.blocks.message import Button, Message, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import AboutSpace, Seat, Turn, View
from openspace import spaces
from openspace.proposing import Topic
from openspace.suggesting import Because
from openspace.timetable import Session
from services.agenda import Entry
from services.suggesting import Clashing, Missing, Planned, Taken, Week
from services.weeks import Told

TAKE_ALL = "week_take_all"
SHOW = "week_show"
KIND = "suggested"
PAGE_SIZE = 10
MOST_MISSING = 8
MOST_TOLD = 6
MOST_MISSING_TOLD = 3
MOST_CHANGED = 6
MOST_ASKED = 3


def week(found: Week, *, page: int = 1, said: Part | None = None) -> Message:
    """Return one page of somebody's own week.

    Args:
        said: what was just done; None for nothing.
    """
    space = found.here.space
    shown = message.page(found.planned, page, size=PAGE_SIZE)
    view = View(KIND, page=shown.number)
    return message.message(
        message.header(f"Your week in {space.name}"),
        said,
        message.paragraph(_summary(found)),
        *(_session(found, one, view) for one in shown.entries),
        message.buttons(_take_all(found)),
        lists.turning(shown, space_id=space.id, view=view),
        *_missing(found, MOST_MISSING),
        message.buttons(_ask(found)),
        message.note(_small_print(found)),
    )


def told(item: Told) -> Message:
    """Return what somebody is told of their week without having asked."""
    found = item.week
    space = found.here.space
    rest = len(found.planned) - MOST_TOLD
    view = View(KIND)
    return message.message(
        message.header(f"Your week in {space.name}"),
        None if item.changed is None else message.lines(_changed(item)),
        message.paragraph(_summary(found)),
        *(_short_session(found, one, view) for one in found.planned[:MOST_TOLD]),
        message.paragraph(say("And {rest} more.", rest=rest)) if rest > 0 else None,
        message.buttons(_take_all(found), _show(found)),
        *_missing(found, MOST_MISSING_TOLD),
        message.buttons(_ask(found)),
        message.note(_small_print(found)),
    )


def taken(result: Taken) -> Message:
    """Return somebody's week after they took all suggested seats."""
    return week(result.week, said=message.paragraph(_taken(result)))


def _taken(result: Taken) -> Mrkdwn:
    if not result.entries:
        return (
            Mrkdwn("You have all the seats that are suggested. Nothing is changed.")
            if result.week.planned
            else Mrkdwn("There are no seats to suggest. Nothing is changed.")
        )
    seated = [entry for entry in result.entries if entry.mine and entry.mine.has_seat]
    waiting = [entry for entry in result.entries if entry.mine and not entry.mine.has_seat]
    lines = []
    if seated:
        lines.append(say("You have a seat now in {numbers}.", numbers=_numbers(seated)))
    if waiting:
        lines.append(
            say(
                "{numbers} {be} full, so you are on the waiting list there.",
                numbers=_numbers(waiting),
                be="is" if len(waiting) == 1 else "are",
            )
        )
    return mrkdwn.join(lines, " ")


def _numbers(entries: Sequence[Entry]) -> str:
    numbers = [f"#{entry.session.number}" for entry in entries]
    return numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])} and {numbers[-1]}"


def _summary(found: Week) -> Mrkdwn:
    if not found.agenda.is_published:
        return Mrkdwn(
            "The timetable isn't published yet. Once it is, you see here what you can get to."
        )
    if not found.has_voted:
        return Mrkdwn(
            "You have not given any dots, so nothing is suggested. `/agenda week` shows all"
            " sessions, and `/signup 3` takes a seat."
        )
    if not found.wanted:
        return Mrkdwn("What you gave dots to has begun or is over. `/agenda` shows the rest.")
    if found.met == found.wanted:
        return Mrkdwn(
            "You can get to the topic that has dots of yours."
            if found.wanted == 1
            else say("You can get to all {n} topics that have dots of yours.", n=found.wanted)
        )
    if found.wanted == 1:
        return Mrkdwn("You cannot get to the topic that has dots of yours.")
    return say(
        "You can get to {met} of the {wanted} topics that have dots of yours.",
        met=found.met or "none",
        wanted=found.wanted,
    )


def _session(found: Week, one: Planned, view: View) -> Part:
    session, zone = one.entry.session, found.here.space.zone
    text = say(
        "*{when}*, {where}\n{title}, {who}\n{state}",
        when=sessions.when(session, zone),
        where=sessions.where(session),
        title=sessions.title(session),
        who=sessions.who(session),
        state=_state(one),
    )
    return message.paragraph(text, _button(found, one, view))


def _short_session(found: Week, one: Planned, view: View) -> Part:
    """Return the same in few words, for a message that may hold other news as well."""
    session = one.entry.session
    text = say(
        "*{when}*, {room}\n{title}. {state}",
        when=sessions.when(session, found.here.space.zone),
        room=session.room.name,
        title=_short(session),
        state=_state(one),
    )
    return message.paragraph(text, _button(found, one, view))


def _state(one: Planned) -> Mrkdwn:
    if one.is_host:
        return Mrkdwn("You host it.")
    if one.entry.mine is not None:
        words = agenda.seat_words(one.entry.mine)
        return Mrkdwn(f"*{words[0].upper()}{words[1:]}.*")
    free = one.entry.free
    if free:
        return Mrkdwn("1 seat is free." if free == 1 else f"{free} seats are free.")
    return Mrkdwn(f"No seat is free; {one.entry.waiting} wait for one.")


def _button(found: Week, one: Planned, view: View) -> Button | None:
    """Return the button to take this one seat, or to give it up; None where there is none."""
    space, session = found.here.space, one.entry.session
    if one.is_host or spaces.has_ended(space, found.here.now):
        return None
    value = values.write(Seat(space.id, session.number, view))
    about = f"#{session.number} {session.title}"
    if one.entry.mine is None:
        label = "Take a seat" if one.entry.free else "Join waiting list"
        return Button(label, agenda.TAKE, value, f"{label}: {about}")
    label = "Give up seat" if one.entry.mine.has_seat else "Stop waiting"
    return Button(label, agenda.GIVE_UP, value, f"{label}: {about}")


def _take_all(found: Week) -> Button | None:
    """Return the button that takes all suggested seats; None without any, or with one alone."""
    space, count = found.here.space, len(found.to_take)
    if count < 2 or spaces.has_ended(space, found.here.now):
        return None
    label = "Take both seats" if count == 2 else f"Take all {count} seats"
    value = values.write(AboutSpace(space.id))
    return Button(label, TAKE_ALL, value, f"{label} in {space.name}", style="primary")


def _show(found: Week) -> Button:
    space = found.here.space
    value = values.write(Turn(space.id, View(KIND)))
    return Button("Your week as it is now", SHOW, value, f"Your week as it is now: {space.name}")


def _missing(found: Week, most: int) -> list[Part]:
    if not found.missing or not found.agenda.is_published:
        return []
    more = len(found.missing) - most
    return [
        message.paragraph(Mrkdwn("*What you cannot get to*")),
        *(_missed(one) for one in found.missing[:most]),
        *([message.paragraph(say("And {more} more.", more=more))] if more > 0 else []),
    ]


def _missed(one: Missing) -> Part:
    """Return why somebody cannot get to a topic, and the ways out."""
    why = (
        say("{title} has no place in the timetable.", title=_title(one.topic))
        if one.clash is None
        else _clash(one.clash)
    )
    return message.paragraph(mrkdwn.join([why, *_ways_out(one)]))


def _clash(clash: Clashing) -> Mrkdwn:
    reason = {
        Because.HOSTS: "which you host",
        Because.SIGNED_UP: "for which you signed up",
        Because.MORE_DOTS: "to which you gave more dots",
        Because.AS_MANY_DOTS: "to which you gave as many dots",
    }[clash.because]
    return say(
        "{title} is at the same time as {other}, {reason}.",
        title=_short(clash.session),
        other=_short(clash.other),
        reason=reason,
    )


def _ways_out(one: Missing) -> list[Mrkdwn]:
    ways = []
    if one.run is not None:
        ways.append(
            say("#{number} is another run of it, without a place yet.", number=one.run.number)
        )
    elif one.is_run_asked_for:
        ways.append(Mrkdwn("Its hosts have been asked to hold it a second time."))
    if one.topic.hosts:
        ways.append(
            say(
                "It is {who}: talk to them about it."
                if one.clash is None
                else "It is {who}: ask them for the notes.",
                who=sessions.leaders(None, one.topic.hosts[:MOST_ASKED]),
            )
        )
    return ways


def _changed(item: Told) -> list[Mrkdwn]:
    named = {topic.number: _title(topic) for topic in item.changed or ()}
    lines = [
        say(text, title=named[number])
        for text, numbers in (
            ("New: you can get to {title}.", item.difference.gained),
            ("Elsewhere now: {title}.", item.difference.elsewhere),
            ("You cannot get to {title} any more.", item.difference.lost),
        )
        for number in numbers
        if number in named
    ]
    more = len(lines) - MOST_CHANGED
    return [
        Mrkdwn("*The timetable has changed for you*"),
        *lines[:MOST_CHANGED],
        *([say("And {more} more.", more=more)] if more > 0 else []),
    ]


def _short(session: Session) -> Mrkdwn:
    return say("#{number} *{title}*", number=session.number, title=message.short(session.title))


def _title(topic: Topic) -> Mrkdwn:
    return say("#{number} *{title}*", number=topic.number, title=message.short(topic.title))


def _small_print(found: Week) -> Mrkdwn:
    said = [Mrkdwn("Only you see this.")]
    if len(found.to_take) > 1 and not spaces.has_ended(found.here.space, found.here.now):
        said.append(Mrkdwn("`/signup suggested` takes all suggested seats."))
    for number in _clashing(found)[:1]:
        ask = '`/openspace ask {number} wed 10:00 "Room B"` asks for a change.'
        said.append(say(ask, number=number))
    said.append(Mrkdwn("`/agenda suggested` shows your week at any time."))
    return mrkdwn.join(said, " ")


def _ask(found: Week) -> Button | None:
    return requests.ask_button(found.here.space) if _clashing(found) else None


def _clashing(found: Week) -> list[int]:
    """Return the topics for which somebody could ask for a change, while that can be done."""
    if spaces.has_ended(found.here.space, found.here.now):
        return []
    return [one.topic.number for one in found.missing if one.clash is not None]
