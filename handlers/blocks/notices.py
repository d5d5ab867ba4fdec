"""Which messages a person gets, and the way to stop them that stands below each."""

from handlers.blocks import message, values
from handlers.blocks.message import Button, Message, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import AboutSpace, NoticesWanted
from openspace.notices import WORDS, Notices
from openspace.spaces import Space
from services.notices import Wanted

STOP = "notices_stop"
ALL = "notices_all"
MINE = "notices_mine"
NONE = "notices_none"
SHOW = "notices_show"


def stop(space: Space, after: Notices) -> Part:
    """Return the end of a direct message: how to get no more like it.

    Args:
        after: what the person gets once they have stopped them.
    """
    button = Button(
        "Stop these messages",
        STOP,
        values.write(NoticesWanted(space.id, after.value)),
        f"Stop these messages from {space.name}",
    )
    return message.both(
        message.buttons(button),
        message.note(
            say(
                "To stop these messages, type `/openspace notices {after}`."
                " In {name} you then get {words}.",
                after=after.value,
                name=space.name,
                words=WORDS[after],
            )
        ),
    )


def wanted(found: Wanted) -> Message:
    """Return which messages the person gets now, and how to change that."""
    name = found.here.space.name
    text = (
        "From now on you get {words} in {name}." if found.was_set else "You get {words} in {name}."
    )
    return message.message(
        message.paragraph(say(text, words=WORDS[found.notices], name=name)),
        message.lines(
            [
                say("`/openspace notices {value}`: {words}", value=one.value, words=WORDS[one])
                for one in Notices
            ]
        ),
        _choices(found.here.space, found.notices),
        message.note(
            Mrkdwn(
                "This holds for this open space only, and for what I write to you directly."
                " What you type is always answered."
            )
        ),
    )


def choice(space: Space, now: Notices) -> Part:
    """Return which messages the person gets, with a button for each other choice."""
    return message.both(
        message.paragraph(say("You get {words} from me.", words=WORDS[now])),
        _choices(space, now),
        message.note(
            Mrkdwn(
                "Also by typing: `/openspace notices all`, `/openspace notices mine` or"
                " `/openspace notices none`."
            )
        ),
    )


def way(space: Space) -> Button:
    """Return the button that leads to this choice."""
    value = values.write(AboutSpace(space.id))
    return Button("My messages", SHOW, value, f"My messages from {space.name}")


def _choices(space: Space, now: Notices) -> Part | None:
    return message.buttons(
        _button(space, Notices.ALL, ALL, "All messages") if now is not Notices.ALL else None,
        _button(space, Notices.MINE, MINE, "Only about my own")
        if now is not Notices.MINE
        else None,
        _button(space, Notices.NONE, NONE, "No messages") if now is not Notices.NONE else None,
    )


def _button(space: Space, wanted: Notices, action_id: str, label: str) -> Button:
    value = values.write(NoticesWanted(space.id, wanted.value))
    return Button(label, action_id, value, f"{label}, please, from {space.name}")
