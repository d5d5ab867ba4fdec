"""Changes that people ask for after publishing: the list, and what is said after each deed."""

from collections.abc import Sequence

from handlers.blocks import lists, message, mrkdwn, sessions, values
from handlers.blocks.message import Button, Message, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import AboutRequest, AboutSpace, Turn, View
from openspace import people, spaces
from openspace.requests import Named, Obstacle, Request, Status
from openspace.spaces import Space
from openspace.timetable import Change, slot_label
from services.requests import Listed, Requests
from services.visits import Here

ASK = "request_ask"
SHOW = "requests_show"
BACK = "request_back"
NO_LONGER = "request_no_longer"
TAKE_BACK = "request_take_back"
GRANT = "request_grant"
DECLINE = "request_decline"
PAGE_SIZE = 8
ALONE = View("")
"""Stands for no list: the request is shown by itself."""

_HOW = Mrkdwn(
    'Ask by typing: `/openspace ask 7 wed 10:00 "Room B" because two of us teach then`, or'
    " `/openspace ask 7 swap 8`."
)
_WISH = Mrkdwn("`/openspace back 3` wishes for the same, `/openspace back 3 no` no longer.")
TO_ANSWER = Mrkdwn(
    "`/openspace grant 3` and `/openspace decline 3` answer a request; a word of yours may follow."
)


def requests(found: Requests, *, page: int = 1, said: Mrkdwn | None = None) -> Message:
    """Return one page of the requests, each with what can be done about it.

    Args:
        said: what was just done; None for nothing.
    """
    here, space = found.here, found.here.space
    shown = message.page(found.listed, page, size=PAGE_SIZE)
    view = View("requests", page=shown.number)
    return message.message(
        message.paragraph(said) if said else None,
        message.header(f"Requests in {space.name}"),
        None
        if found.listed
        else message.paragraph(Mrkdwn("Nobody asks for a change of the timetable now.")),
        *(row(here, one, view) for one in shown.entries),
        lists.turning(shown, space_id=space.id, view=view),
        message.buttons(None if spaces.has_ended(space, here.now) else ask_button(space)),
        message.note(mrkdwn.join([TO_ANSWER, _HOW] if _may_answer(here) else [_HOW, _WISH], " ")),
    )


def asked_by(listed: Listed) -> Mrkdwn:
    """Return for facilitators who asked, how many back it, and the rule in its way."""
    lines = [
        say(
            "Asked by {who}. {backed}",
            who=mrkdwn.person(listed.request.asked_by),
            backed=_backed(listed),
        )
    ]
    if listed.is_overtaken:
        lines.append(_OVERTAKEN)
    elif listed.obstacle:
        lines.append(in_its_way(listed.obstacle))
    elif listed.effect:
        lines.append(say("*For people's wishes*: {effect}.", effect=listed.effect))
    return mrkdwn.join(lines)


def ask_button(space: Space) -> Button:
    """Return the button that opens the form to ask for a change."""
    return Button(
        "Ask for a change",
        ASK,
        values.write(AboutSpace(space.id)),
        f"Ask for a change in {space.name}",
    )


def show_button(space: Space) -> Button:
    """Return the button that lists the requests."""
    return Button(
        "Show requests",
        SHOW,
        values.write(Turn(space.id, View("requests"))),
        f"Show requests in {space.name}",
    )


def waiting(space: Space, count: int) -> Part | None:
    """Return for a facilitator's Home that requests wait for an answer; None without any."""
    if not count:
        return None
    asked = "1 change of the timetable" if count == 1 else f"{count} changes of the timetable"
    text = say("*Asked for*: {asked}. `/openspace requests` lists them.", asked=asked)
    return message.paragraph(text, show_button(space))


_OVERTAKEN = Mrkdwn("*Overtaken*: the session or its new place has changed since.")


def row(here: Here, listed: Listed, view: View) -> Part:
    """Return one request with what can be done about it; *view* is the list that it stands in."""
    lines = [_heading(listed), what(listed, here.space.zone)]
    if _may_answer(here) and listed.is_open:
        lines.append(asked_by(listed))
    else:
        lines.append(_standing(listed))
    return message.both(
        message.paragraph(mrkdwn.join(lines)),
        None
        if spaces.has_ended(here.space, here.now)
        else message.buttons(*_deeds(here, listed, view)),
    )


def _heading(listed: Listed) -> Mrkdwn:
    became = {
        Status.OPEN: "",
        Status.GRANTED: ", granted",
        Status.DECLINED: ", declined",
        Status.WITHDRAWN: ", taken back",
    }[listed.request.status]
    return say("*Request {n}{became}*", n=listed.request.number, became=became)


def what(listed: Listed, zone: str) -> Mrkdwn:
    """Return a request in words: what is to be changed, and why."""
    request = listed.request
    lines = [_wish(listed, zone)]
    if request.reason:
        lines.append(say("Because: {reason}", reason=request.reason))
    return mrkdwn.join(lines)


def _wish(listed: Listed, zone: str) -> Mrkdwn:
    """Return what is asked for, from where to where as far as that is known."""
    request = listed.request
    named = which(request.session, request.other)
    if request.other is not None:
        if not listed.changes:
            return say("Swap {which}", which=named)
        return say(
            "Swap {which}\nNow: {first}\nAnd: {second}",
            which=named,
            first=_from(listed.changes[0], zone),
            second=_from(listed.changes[1], zone),
        )
    to = Mrkdwn("a place that is not there any more")
    if listed.place is not None:
        slot, room = listed.place
        to = say("{slot}, {room}", slot=slot_label(slot, zone), room=room.name)
    if not listed.changes:
        return say("Move {which}\nTo: {to}", which=named, to=to)
    after = listed.changes[0].after
    assert after is not None, "a request takes no session away"  # noqa: S101 - tells mypy
    return say(
        "Move {which}\nTo: {when}, {room}\nNow: {now}",
        which=named,
        when=sessions.when(after, zone),
        room=after.room.name,
        now=_from(listed.changes[0], zone),
    )


def _from(change: Change, zone: str) -> Mrkdwn:
    before = change.before
    assert before is not None, "a request is about published sessions"  # noqa: S101 - tells mypy
    return say("{when}, {room}", when=sessions.when(before, zone), room=before.room.name)


def which(session: Named, other: Named | None) -> Mrkdwn:
    """Return the session that a request is about, and the one that it is to swap with."""
    both = [session] if other is None else [session, other]
    named = [say("#{n} *{t}*", n=one.number, t=message.short(one.title)) for one in both]
    return mrkdwn.join(named, " and ")


def _standing(listed: Listed) -> Mrkdwn:
    request = listed.request
    lines = []
    if listed.is_open:
        who = Mrkdwn("You asked for it. ") if listed.is_mine else Mrkdwn("")
        backed = (
            _backed(listed) if listed.is_mine or listed.request.backers else "Nobody backs it yet."
        )
        lines.append(say("{who}{backed}", who=who, backed=backed))
        if listed.is_overtaken:
            lines.append(_OVERTAKEN)
        elif listed.obstacle:
            lines.append(in_its_way(listed.obstacle))
    if request.answer:
        lines.append(said_by_facilitator(request.answer))
    return mrkdwn.join(lines)


def _backed(listed: Listed) -> str:
    count = listed.request.backers
    if listed.is_backed:
        others = count - 1
        if not others:
            return "You back it."
        return f"You and {others} {'other' if others == 1 else 'others'} back it."
    return {0: "Nobody else backs it yet.", 1: "1 person backs it."}.get(
        count, f"{count} people back it."
    )


def in_its_way(obstacle: Obstacle) -> Mrkdwn:
    """Return the rule that forbids a request now."""
    text = mrkdwn.naming(mrkdwn.sentence(obstacle.text), obstacle.people)
    return say("*In its way now*: {text}", text=text)


def said_by_facilitator(word: str) -> Mrkdwn:
    """Return the word of a facilitator about a request."""
    return say("A facilitator says: {word}", word=word)


def _deeds(here: Here, listed: Listed, view: View) -> Sequence[Button | None]:
    if not listed.is_open:
        return ()
    may_answer = _may_answer(here)
    return (
        _button(here, listed.request, view, "Grant", GRANT)
        if may_answer and not listed.is_overtaken
        else None,
        _button(here, listed.request, view, "Decline", DECLINE) if may_answer else None,
        _mine(here, listed, view),
    )


def _mine(here: Here, listed: Listed, view: View) -> Button | None:
    """Return what somebody does about a request as one who takes part."""
    request = listed.request
    if listed.is_mine:
        return _button(here, request, view, "Take back", TAKE_BACK)
    if listed.is_backed:
        return _button(here, request, view, "No longer", NO_LONGER)
    if listed.is_overtaken or view == ALONE:
        return None
    return _button(here, request, view, "Back it", BACK)


def _button(here: Here, request: Request, view: View, label: str, action_id: str) -> Button:
    value = values.write(AboutRequest(here.space.id, request.number, view))
    spoken = f"{label}: request {request.number}, #{request.session.number}"
    return Button(label, action_id, value, f"{spoken} {request.session.title}")


def _may_answer(here: Here) -> bool:
    return people.may_facilitate(here.person, here.space)
