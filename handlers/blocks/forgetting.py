"""Being forgotten: what will go and what stays, asked once more, and what has gone."""

from collections.abc import Sequence

from handlers.blocks import message, mrkdwn, values
from handlers.blocks.message import Button, Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import Sure
from openspace import forgetting, voting
from services.forgetting import Foreseen, Part

YES = "forget_me_yes"
MOST_NUMBERS = 15
MOST_SPACES = 20

_GOES = (
    "*What goes*: your Slack user id, your ballots and seats, and when you cannot be there. What"
    " you asked for or backed goes too, and your part as facilitator. Whoever waits for your seat"
    " gets it."
)
_STAYS = (
    "*What stays*: topics that others host, gave dots to or signed up for, and those in the"
    " timetable. Your name goes from them. Where others wrote your name, it then says “someone who"
    " left”. What I wrote to you in Slack stays in Slack."
)


def sure(found: Foreseen) -> Message:
    """Return what will go, with a button to let it go."""
    value = values.write(Sure(forgetting.button_until(found.asked_at)))
    button = Button(
        "Yes, forget me", YES, value, "Yes, forget me in this workspace for good", style="danger"
    )
    return message.message(
        message.header("Do you want to be forgotten?"),
        message.paragraph(Mrkdwn(_GOES)),
        message.paragraph(Mrkdwn(_STAYS)),
        *(message.paragraph(_foreseen(part)) for part in found.parts[-MOST_SPACES:]),
        None
        if len(found.parts) <= MOST_SPACES
        else message.paragraph(
            say("And the same in {more} more.", more=len(found.parts) - MOST_SPACES)
        ),
        message.paragraph(
            Mrkdwn(
                "It cannot be undone. For a copy first, type `/openspace export me`. To go on,"
                " press the button within ten minutes, or type `/openspace forget me yes`."
            )
        ),
        message.buttons(button),
        message.note(Mrkdwn("Nothing has changed so far.")),
    )


def gone(found: Foreseen) -> Message:
    """Return that it is done: the last that the person is told."""
    return message.message(
        message.paragraph(
            Mrkdwn(
                "*You are forgotten.* Nothing about you is stored here any more, and I write to you"
                " no more. If you use me again, you start anew."
            )
        ),
        *(message.paragraph(_gone(part)) for part in found.parts[-MOST_SPACES:]),
        message.note(
            Mrkdwn(
                "Backups may still hold it until they are replaced; whoever runs me knows for how"
                " long."
            )
        ),
    )


def home() -> message.Tab:
    """Return the Home of somebody who was forgotten."""
    return message.tab(
        message.paragraph(
            Mrkdwn(
                "Nothing about you is stored here. Open this page anew, or type `/openspace` in a"
                " channel, to start again."
            )
        )
    )


def _foreseen(part: Part) -> Mrkdwn:
    lines = [say("*{name}*", name=part.space.name)]
    if part.dots:
        text = (
            "• Your {dots} stay in the totals, without your name. Voting is closed, so a change now"
            " would show how you voted."
            if part.stay_counted
            else "• Your {dots} are taken back, as voting is open. If few people vote, the change"
            " in the totals could tell who sees them how you voted."
        )
        lines.append(say(text, dots=voting.dots_words(part.dots)))
    if part.seats:
        lines.append(
            say(
                "• {seats} given up.",
                seats="Your place in 1 session is"
                if part.seats == 1
                else f"Your places in {part.seats} sessions are",
            )
        )
    if part.alone:
        text = "• Withdrawn, with all words, unless others gave dots to it: {which}."
        lines.append(say(text, which=_row(part.alone)))
    if part.kept:
        lines.append(say("• Kept without your name: {which}.", which=_row(part.kept)))
    if part.was_facilitator:
        lines.append(Mrkdwn("• You stop being a facilitator."))
    if len(lines) == 1:
        lines.append(Mrkdwn("• That you were there."))
    return mrkdwn.join(lines)


def _gone(part: Part) -> Mrkdwn:
    did = []
    if part.dots:
        dots = voting.dots_words(part.dots)
        did.append(f"{dots} {'counted without your name' if part.stay_counted else 'taken back'}")
    if part.seats:
        did.append("1 place given up" if part.seats == 1 else f"{part.seats} places given up")
    if part.alone:
        did.append(f"withdrawn, unless others gave dots: {_row(part.alone)}")
    if part.kept:
        did.append(f"kept without your name: {_row(part.kept)}")
    return say("{name}: {did}.", name=part.space.name, did="; ".join(did) or "you are out of it")


def _row(numbers: Sequence[int]) -> str:
    shown = ", ".join(f"#{number}" for number in numbers[:MOST_NUMBERS])
    more = len(numbers) - MOST_NUMBERS
    return shown if more < 1 else f"{shown} and {more} more"
