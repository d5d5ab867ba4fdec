"""Somebody's Home: what concerns them now, the timetable, their topics, settings and help."""

from collections.abc import Sequence

from handlers.blocks import (
    absences,
    home_mine,
    home_newcomer,
    home_standing,
    home_timetable,
    message,
    mrkdwn,
    needs,
    notices,
    running,
    setting_up,
    starting,
    timetable,
    values,
)
from handlers.blocks.message import Button, Message, Part, Tab
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import Turn, View
from openspace import moments
from openspace.spaces import Space
from services.home import Home, Inside

SPACE = "home_space"
DRAFT = "draft"
MOST_OTHERS = 5


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
            answer, *home_newcomer.nothing(), starting.way() if found.may_start else None, _help()
        )
    inside = found.inside
    if words == DRAFT and inside.draft is not None:
        draft = timetable.parts(inside.draft, page=page)
        return message.tab(answer, *draft, message.buttons(_back(inside.here.space)))
    return message.tab(
        answer,
        message.header(inside.here.space.name),
        message.paragraph(home_standing.standing(inside)),
        None if inside.is_newcomer else home_mine.next_steps(inside),
        home_newcomer.welcome(inside) if inside.is_newcomer and not inside.has_ended else None,
        needs.needs(inside.here.space, inside.needs) if inside.needs is not None else None,
        running.panel(inside.here.space) if inside.needs is not None else None,
        setting_up.panel(inside.here.space) if setting_up.is_offered(inside.here) else None,
        None if inside.is_newcomer else _mine(inside),
        starting.way() if found.may_start and inside.has_ended else None,
        home_timetable.timetable(inside, words, page),
        home_mine.topics(inside),
        absences.at_home(inside.here, inside.absences),
        _settings(inside),
        _others(found.others),
        _help(),
    )


def _back(space: Space) -> Button:
    label = "Back to your Home"
    value = values.write(Turn(space.id, View(home_timetable.KIND)))
    return Button(label, SPACE, value, f"{label} of {space.name}")


def _mine(inside: Inside) -> Part:
    return message.both(home_mine.coming(inside), home_mine.ballot(inside))


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
    value = values.write(Turn(space.id, View(home_timetable.KIND)))
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
