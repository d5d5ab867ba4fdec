"""Somebody's Home: what concerns them now, the timetable, their topics, settings and help."""

from collections.abc import Sequence
from datetime import date

from handlers.blocks import (
    agenda,
    lists,
    message,
    mrkdwn,
    needs,
    notices,
    proposing,
    running,
    sessions,
    setting_up,
    starting,
    timetable,
    values,
    windows,
)
from handlers.blocks.message import Button, Message, Part, Tab
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import Turn, View
from openspace import moments, voting
from openspace.spaces import Space, Window
from services.agenda import Entry
from services.home import Home, Inside

SPACE = "home_space"
DAYS = "home_days"
KIND = "home"
WEEK = "week"
DRAFT = "draft"
MOST_MINE = 8
MOST_TOPICS = 10
MOST_OTHERS = 10


def home(found: Home, *, words: str = "", page: int = 1, said: Message | None = None) -> Tab:
    """Return what somebody's Home shows.

    Args:
        words: which sessions: "week" for all days, "" for today during the event; or "draft" for
            nothing but the draft of the timetable.
        page: of these sessions, 1 for the first.
        said: the answer to what they just pressed, which stands above all; None for none.
    """
    answer = None if said is None else message.both(Part(said.blocks, said.text), message.line())
    if found.inside is None:
        return message.tab(
            answer, *_nothing(), starting.way() if found.may_start else None, _help()
        )
    inside = found.inside
    if words == DRAFT and inside.draft is not None:
        draft = timetable.parts(inside.draft, page=page)
        return message.tab(answer, *draft, message.buttons(_back(inside.here.space)))
    return message.tab(
        answer,
        message.header(inside.here.space.name),
        message.paragraph(_where_it_stands(inside)),
        _welcome(inside) if inside.is_newcomer and not inside.has_ended else None,
        needs.needs(inside.here.space, inside.needs) if inside.needs is not None else None,
        running.panel(inside.here.space) if inside.needs is not None else None,
        setting_up.panel(inside.here.space) if setting_up.is_offered(inside.here) else None,
        None if inside.is_newcomer else _mine(inside),
        _timetable(inside, words, page),
        _topics(inside),
        _settings(inside),
        _others(found.others),
        _help(),
    )


def _back(space: Space) -> Button:
    label = "Back to your Home"
    value = values.write(Turn(space.id, View(KIND)))
    return Button(label, SPACE, value, f"{label} of {space.name}")


def _nothing() -> list[Part]:
    return [
        message.header("Welcome"),
        message.paragraph(
            Mrkdwn(
                "In an *open space* people bring the topics themselves, and everybody goes where"
                " they learn or can help. I keep the topics, the votes and the timetable."
            )
        ),
        message.paragraph(
            Mrkdwn(
                "There is no open space that you can see from here. Go to the channel of one, and"
                " it shows up here. Or start one in the channel where people meet:"
                ' `/openspace new "CoProWeekScot" 2027-11-22 to 2027-11-26`.'
            )
        ),
    ]


def _where_it_stands(inside: Inside) -> Mrkdwn:
    space = inside.here.space
    days = moments.days_label(space.first_day, space.last_day)
    channel = mrkdwn.channel(space.channel_id)
    if inside.has_ended:
        return say(
            "{days} in {channel}. *It is over*, thank you. You can still read it: `/topics` and"
            " `/agenda week`.",
            days=days,
            channel=channel,
        )
    when = _when(inside)
    return mrkdwn.join(
        [
            say("{days} in {channel}. {when}", days=days, channel=channel, when=when),
            *_open(inside),
            *(windows.to_come(one, space.zone) for one in inside.times),
        ]
    )


def _when(inside: Inside) -> str:
    space, today = inside.here.space, inside.agenda.today
    days = (space.first_day - today).days
    if days > 1:
        return f"It begins in {days} days."
    if days == 1:
        return "It begins tomorrow."
    return "Today is the last day." if today == space.last_day else "It is on now."


def _open(inside: Inside) -> list[Mrkdwn]:
    space = inside.here.space
    proposing_words = (
        "Proposing is open: type `/propose Your title` in any channel."
        if space.is_open(Window.PROPOSALS)
        else "Proposing is closed."
    )
    if not space.is_open(Window.VOTING):
        return [Mrkdwn(proposing_words), Mrkdwn("Voting is closed.")]
    return [
        Mrkdwn(proposing_words),
        say(
            "Voting is open: you have *{left} left* of {budget}. `/vote` shows your ballot.",
            left=voting.dots_words(inside.listing.dots_left),
            budget=space.budget,
        ),
    ]


def _welcome(inside: Inside) -> Part:
    return message.both(
        message.header("New here? Three things to do"),
        message.lines(
            [
                Mrkdwn(
                    "In an *open space* people bring the topics themselves, and everybody goes"
                    " where they learn or can help. You may come and go at any time."
                ),
                Mrkdwn(
                    "1. *Bring a topic*: type `/propose How do we start co-pro in procurement?`"
                ),
                say(
                    "2. *Say what interests you*: `/topics` lists all, and with `/vote` you give"
                    " {dots}. Nobody else sees to what.",
                    dots=voting.dots_words(inside.here.space.budget),
                ),
                Mrkdwn(
                    "3. *Take a seat* in a session: press a button below."
                    if inside.agenda.is_published
                    else "3. *Take a seat* in a session: below, once the timetable is published."
                ),
            ]
        ),
    )


# What concerns the person


def _mine(inside: Inside) -> Part:
    coming = inside.my_next
    return message.both(
        message.header("Your sessions"),
        message.lines([_my_session(entry, inside) for entry in coming[:MOST_MINE]])
        if coming
        else message.paragraph(Mrkdwn("You have no sessions to come.")),
        message.note(Mrkdwn("`/agenda mine` shows all of them.")) if coming else None,
    )


def _my_session(entry: Entry, inside: Inside) -> Mrkdwn:
    session, zone = entry.session, inside.here.space.zone
    if inside.here.person.user_id in session.hosts:
        mine = Mrkdwn("you host it")
    else:
        mine = Mrkdwn("") if entry.mine is None else agenda.seat_words(entry.mine)
    return say(
        "{when}, {where}: {title}, {mine}",
        when=sessions.when(session, zone),
        where=sessions.where(session),
        title=sessions.title(session),
        mine=mine,
    )


def _timetable(inside: Inside, words: str, number: int) -> Part:
    found, space = inside.agenda, inside.here.space
    if not found.is_published:
        return message.both(
            message.header("Timetable"),
            message.paragraph(
                Mrkdwn("It is not published yet. The channel is told when it is there.")
            ),
        )
    next_day = _next_day(inside)
    day = None if words == WEEK else next_day
    entries = found.entries if day is None else found.on(day)
    shown = message.page(entries, number, size=agenda.PAGE_SIZE)
    view = View("agenda", WEEK if day is None else str(day), shown.number)
    return message.both(
        message.header(_timetable_heading(day, today=found.today)),
        *agenda.rows(found, shown.entries, view, is_day_named=day is not None),
        lists.turning(shown, space_id=space.id, view=view),
        _other_days(space, day) if next_day is not None else None,
    )


def _next_day(inside: Inside) -> date | None:
    """Return today during the event, or the next day with sessions; None for no such day."""
    space, found = inside.here.space, inside.agenda
    if inside.has_ended or found.today < space.first_day:
        return None
    days = [
        moments.wall(entry.session.slot.starts_at, space.zone).date() for entry in found.entries
    ]
    return min((day for day in days if day >= found.today), default=None)


def _timetable_heading(day: date | None, *, today: date) -> str:
    if day is None:
        return "Timetable"
    label = moments.day_label(day)
    return f"Timetable: today, {label}" if day == today else f"Timetable: next, {label}"


def _other_days(space: Space, day: date | None) -> Part | None:
    label, words = ("Show all days", WEEK) if day is not None else ("Show one day", "")
    turn = Turn(space.id, View(KIND, words))
    button = Button(label, DAYS, values.write(turn), f"{label} of {space.name}")
    typed = "`/agenda week`" if day is not None else "`/agenda today`"
    return message.both(message.buttons(button), message.note(Mrkdwn(f"Also by typing: {typed}.")))


def _topics(inside: Inside) -> Part | None:
    mine = inside.my_topics
    if not mine:
        return None
    more = len(mine) - MOST_TOPICS
    return message.both(
        message.header("Your topics"),
        message.lines(
            [
                *(proposing.short_title(topic) for topic in mine[:MOST_TOPICS]),
                *([Mrkdwn(f"And {more} more: `/topics`")] if more > 0 else []),
            ]
        ),
        None
        if inside.has_ended
        else message.note(
            say("`/openspace withdraw {number}` takes topic {number} back.", number=mine[0].number)
        ),
    )


def _settings(inside: Inside) -> Part:
    return message.both(
        message.header("Messages from me"),
        notices.choice(inside.here.space, inside.here.person.notices),
    )


def _others(spaces: Sequence[Space]) -> Part | None:
    if not spaces:
        return None
    more = len(spaces) - MOST_OTHERS
    return message.both(
        message.header("Other open spaces"),
        *(_other(space) for space in spaces[:MOST_OTHERS]),
        message.paragraph(Mrkdwn(f"There are {more} more. Go to the channel of the one you mean."))
        if more > 0
        else None,
    )


def _other(space: Space) -> Part:
    value = values.write(Turn(space.id, View(KIND)))
    return message.paragraph(
        say(
            "*{name}* in {channel}, {days}",
            name=space.name,
            channel=mrkdwn.channel(space.channel_id),
            days=moments.days_label(space.first_day, space.last_day),
        ),
        Button("Show this one", SPACE, value, f"Show {space.name}"),
    )


def _help() -> Part:
    return message.both(
        message.line(),
        message.note(
            Mrkdwn(
                "*Help*: `/openspace` shows where things stand and what you can do next."
                " `/openspace help` lists all commands. `/openspace privacy` says what is stored,"
                " and `/openspace facilitators` whom you can ask."
            )
        ),
    )
