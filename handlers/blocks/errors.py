"""What is said when something cannot be, or went wrong."""

from handlers.blocks import message, mrkdwn
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from openspace import RuleViolation


def refusal(violation: RuleViolation) -> Message:
    """Return why something cannot be and what to do instead."""
    said = mrkdwn.naming(mrkdwn.sentence(violation.text), violation.people)
    return message.message(message.paragraph(said))


def busy() -> Message:
    """Return that too many people act at once; nothing was begun."""
    return message.message(
        message.paragraph(
            Mrkdwn(
                "Many people are doing something at this moment, so nothing was changed."
                " Please try again."
            )
        )
    )


def unknown() -> Message:
    """Return that nothing answers to a command or a button."""
    return message.message(
        message.paragraph(Mrkdwn("I do not know that. `/openspace help` lists what I do know."))
    )


def database_failed(reference: str) -> Message:
    """Return that the database did not answer; it takes a change whole or not at all."""
    return message.message(
        message.paragraph(
            say(
                "The database did not answer in time. Please look whether it worked, and try again"
                " if it did not. If this goes on, tell whoever runs this bot: reference"
                " {reference}.",
                reference=reference,
            )
        )
    )


def database_away(reference: str) -> Message:
    """Return that the database cannot be used just now, and that nothing was changed."""
    return message.message(
        message.paragraph(
            say(
                "The database did not answer in time, so nothing was changed. Please try again in a"
                " minute. If this goes on, tell whoever runs this bot: reference {reference}.",
                reference=reference,
            )
        )
    )


def failed(reference: str) -> Message:
    """Return that something went wrong on our side."""
    return message.message(
        message.paragraph(
            say(
                "Something went wrong on our side. Please look whether it worked, and try again if"
                " it did not. If this goes on, tell whoever runs this bot: reference {reference}.",
                reference=reference,
            )
        )
    )
