"""What all long lists share: pages, the buttons that turn them, and how to turn them by typing."""

from typing import Any

from handlers.blocks import message, values
from handlers.blocks.message import Button, Page, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import Turn, View

EARLIER = "page_earlier"
LATER = "page_later"
TOPICS = "list_topics"
BALLOT = "list_ballot"
AGENDA = "list_agenda"

COMMANDS = {
    "ballot": "/vote",
    "topics": "/topics",
    "topic": "/topics",
    "tally": "/tally",
    "chart": "/tally",
    "timetable": "/openspace timetable",
    "rooms": "/openspace rooms",
    "talks": "/openspace talks",
    "agenda": "/agenda",
    "suggested": "/agenda suggested",
    "messages": "/openspace messages",
    "requests": "/openspace requests",
}
"""The command that shows each kind of list."""

BUTTONS_ONLY = Mrkdwn(
    "Slack has no commands of mine for people of other organisations. These buttons do the same."
)
"""docs.slack.dev, slash commands: in a shared channel the other organisation has none of ours."""


def turning(shown: Page[Any], *, space_id: int, view: View) -> Part | None:
    """Return the way to the pages before and after; None when there is one page only."""
    if shown.last == 1:
        return None

    def button(label: str, action_id: str, number: int) -> Button:
        turn = Turn(space_id, View(view.kind, view.words, number))
        spoken = f"{label}, page {number} of {shown.last}"
        return Button(label, action_id, values.write(turn), spoken)

    return message.both(
        message.buttons(
            button("Earlier page", EARLIER, shown.number - 1) if shown.number > 1 else None,
            button("Next page", LATER, shown.number + 1) if shown.number < shown.last else None,
        ),
        message.note(_typed(shown, view)),
    )


def _typed(shown: Page[Any], view: View) -> Mrkdwn:
    """Return which page this is and what to type for another, the next where there is one."""
    here = say("Page {number} of {last}", number=shown.number, last=shown.last)
    command = _command(view)
    if command is None:
        return say("{here}.", here=here)
    has_next = shown.number < shown.last
    return say(
        "{here}; `{command} page {other}` shows the {which}.",
        here=here,
        command=command,
        other=shown.number + 1 if has_next else shown.number - 1,
        which="next" if has_next else "one before",
    )


def _command(view: View) -> str | None:
    """Return what to type for this list; None for a few sessions that somebody just named."""
    match view:
        case View("ballot", theme) if theme:
            return f"/vote theme {theme}"
        case View("timetable"):
            return COMMANDS["timetable"]
        case View("agenda", "coming"):
            return "/signup"
        case View("agenda", words) if words.startswith("only "):
            return None
        case _:
            return f"{COMMANDS[view.kind]} {view.words}".rstrip()
