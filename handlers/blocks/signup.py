"""What is said when somebody takes a seat, waits for one or gives it up."""

from handlers.blocks import agenda, message, sessions, values
from handlers.blocks.message import Button, Message, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import Seat, View
from services.signup import Clash, SignedUp


def outcome(result: SignedUp) -> Part:
    """Return for each session named where the person stands now."""
    lines = [
        say(
            "{title}: {standing}.",
            title=sessions.title(entry.session),
            standing=Mrkdwn("you are not signed up")
            if entry.mine is None
            else agenda.seat_words(entry.mine),
        )
        for entry in result.entries
    ]
    return message.lines(lines)


def clash(warning: Clash, view: View) -> Message:
    """Return the warning before two sessions at one time, and both ways on."""
    zone = warning.here.space.zone
    wanted, other = warning.wanted.session, warning.other.session
    numbers = " ".join(str(number) for number in warning.numbers)
    take = Button(
        "Sign up for both",
        agenda.TAKE_ANYWAY,
        values.write(Seat(warning.here.space.id, wanted.number, view)),
        f"Sign up for both: #{wanted.number} {wanted.title}",
    )
    return message.message(
        message.paragraph(
            say(
                "{wanted} is at the same time as {other}, which you have: {when}."
                " Nothing is changed yet."
                if warning.other.mine
                else "You named {wanted} and {other}, which are at the same time: {when}."
                " Nothing is changed yet.",
                wanted=sessions.title(wanted),
                other=sessions.title(other),
                when=sessions.when(wanted, zone),
            )
        ),
        message.buttons(take) if len(warning.numbers) == 1 else None,
        message.note(
            say(
                "You may sign up for both and move between them: `/signup {numbers} anyway`."
                " To give the other one up: `/signup cancel {other}`."
                if warning.other.mine
                else "You may sign up for both and move between them: `/signup {numbers} anyway`."
                " To take one of them: `/signup {other}`.",
                numbers=numbers,
                other=other.number,
            )
        ),
    )
