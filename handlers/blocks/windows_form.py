"""The form in which proposing and voting are opened and closed, now or at set times."""

import json
from collections.abc import Mapping
from datetime import datetime

from handlers.blocks import fields, forms, message, mrkdwn, values
from handlers.blocks import windows as window_blocks
from handlers.blocks.filled import Filled
from handlers.blocks.form_values import Planning
from handlers.blocks.forms import Form
from handlers.blocks.message import Button, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import WindowWanted
from handlers.blocks.windows import WHEN, WORDS
from openspace import windows
from openspace.spaces import Space, Window
from openspace.windows import SetTime
from services.windows import Meanwhile, Windows

CALLBACK = "windows_plan"
TITLE = "Open or close"
OPEN_NOW = "window_open_now"
CLOSE_NOW = "window_close_now"
TIME_OFF = "window_time_off"

Plan = Mapping[str, datetime | None]


def read(filled: Filled) -> dict[str, datetime | None]:
    """Return the times that stand in the fields, by name; None for an empty one."""
    return {name: filled.moment(name) for name in windows.PLANNED}


def opened(found: Windows) -> Form:
    """Return the form with how proposing and voting stand."""
    return _form(found, windows.planned(found.times), showing=0, said=())


def pressed(found: Windows, done: Mrkdwn, typed: Plan, *, showing: int) -> Form:
    """Return the form anew after one of its buttons did something.

    Args:
        done: what was done.
        typed: times that were typed and are not saved yet.
        showing: how often it has been shown anew, with this time.
    """
    said = (done, *([_UNSAVED] if _has_unsaved(found, typed) else []))
    return _form(found, typed, showing=showing, said=said)


def taken_off(window: Window, *, is_open: bool) -> Mrkdwn:
    """Return that a window no longer opens, or closes, by itself."""
    verb = "opens" if is_open else "closes"
    return say("{what} no longer {verb} by itself.", what=WORDS[window], verb=verb)


def meanwhile(changed: Meanwhile, *, showing: int) -> Form:
    """Return the form anew after somebody else set the same times; nothing of either is lost.

    Args:
        showing: how often it has been shown anew, with this time.
    """
    theirs = windows.planned(changed.found.times)
    zone = changed.found.here.space.zone
    said = [
        Mrkdwn(
            "*Somebody else set the same times while you had the form open*, so nothing was saved"
            " yet. Look at what changed, and save again."
        ),
        *(
            say(
                "{what}: theirs is {theirs}. Yours stands below and is saved if you save.",
                what=_label(name),
                theirs=_when(theirs[name], zone),
            )
            for name in changed.clashes
        ),
    ]
    return _form(changed.found, changed.merged, showing=showing, said=said)


def saved(found: Windows) -> Form:
    """Return what takes the place of the form when the times are saved."""
    zone = found.here.space.zone
    return Form(
        TITLE,
        forms.parts(
            message.lines(
                [
                    Mrkdwn("*Saved.*"),
                    *(_state(found.here.space, window) for window in Window),
                    *(window_blocks.to_come(one, zone) for one in found.times),
                    *([] if found.times else [Mrkdwn("Nothing is set to happen by itself.")]),
                ]
            ),
            message.note(Mrkdwn("The channel is told each time something opens or closes.")),
        ),
    )


_UNSAVED = Mrkdwn("The times that you changed below are not saved yet.")


def _has_unsaved(found: Windows, typed: Plan) -> bool:
    return windows.written(typed) != windows.written(windows.planned(found.times))


def _form(
    found: Windows, shown: Plan, *, showing: int, said: tuple[Mrkdwn, ...] | list[Mrkdwn]
) -> Form:
    space = found.here.space
    now = windows.written(windows.planned(found.times))
    blocks = forms.parts(
        message.both(message.lines(said), message.line()) if said else None,
        message.paragraph(
            say(
                "*{name}*. A time is shown on your own clock. An empty field means: not by itself.",
                name=space.name,
            )
        ),
    )
    for window in Window:
        blocks += forms.parts(
            message.header(WORDS[window]),
            message.paragraph(_state(space, window), _now_button(space, window)),
            *(_set_time(space, one) for one in found.times if one.window is window),
            *(
                fields.moment_field(
                    _label(name),
                    name,
                    initial=shown[name],
                    showing=showing,
                )
                for name, (whose, _) in windows.PLANNED.items()
                if whose is window
            ),
        )
    opened = json.dumps(now, separators=(",", ":"))
    return Form(
        TITLE, blocks, CALLBACK, "Save times", values.write(Planning(space.id, showing, opened))
    )


def _state(space: Space, window: Window) -> Mrkdwn:
    state = "open" if space.is_open(window) else "closed"
    return say("{what} is *{state}* now.", what=WORDS[window], state=state)


def _now_button(space: Space, window: Window) -> Button:
    what = WORDS[window].lower()
    if space.is_open(window):
        value = values.write(WindowWanted(space.id, window.value, is_open=False))
        return Button(
            "Close now",
            CLOSE_NOW,
            value,
            f"Close now: {what} in {space.name}",
            confirm=f"Close {what} now? The channel is told. You can open it again at any time.",
        )
    value = values.write(WindowWanted(space.id, window.value, is_open=True))
    return Button(
        "Open now",
        OPEN_NOW,
        value,
        f"Open now: {what} in {space.name}",
        confirm=f"Open {what} now? The channel is told.",
    )


def _set_time(space: Space, one: SetTime) -> Part:
    value = values.write(WindowWanted(space.id, one.window.value, one.is_open))
    verb = "open" if one.is_open else "close"
    what = WORDS[one.window].lower()
    button = Button(
        "Take this time off",
        TIME_OFF,
        value,
        f"Take this time off: {what} {verb}s in {space.name}",
    )
    return message.paragraph(window_blocks.to_come(one, space.zone), button)


def _label(name: str) -> str:
    window, is_open = windows.PLANNED[name]
    return f"{WORDS[window]} {'opens' if is_open else 'closes'} at"


def _when(at: datetime | None, zone: str) -> Mrkdwn:
    return Mrkdwn("no time") if at is None else mrkdwn.moment(at, zone, form=WHEN)
