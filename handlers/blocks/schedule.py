"""When the bot speaks by itself."""

from handlers.blocks import message, mrkdwn
from handlers.blocks.message import Message
from handlers.blocks.mrkdwn import Mrkdwn, say
from openspace import moments, schedule
from services.schedule import Spoken

_CHANGE = (
    "`/openspace digest 09:00` or `/openspace digest off`\n"
    "`/openspace summary 16:30` or `/openspace summary off`\n"
    "`/openspace reminder 15` or `/openspace reminder off`"
)


def spoken(found: Spoken) -> Message:
    """Return when digest, summary and reminder come, and how to change that."""
    opens, closes = schedule.WAKING_HOURS
    return message.message(
        message.paragraph(_times(found)),
        message.paragraph(_from_when(found)) if found.not_today else None,
        message.paragraph(_how_to_change(found)),
        message.note(
            say(
                "I write to you directly from {opens} to {closes} only. If a session of yours"
                " begins soon, I do so at any time.",
                opens=f"{opens:%H:%M}",
                closes=f"{closes:%H:%M}",
            )
        ),
    )


def _times(found: Spoken) -> Mrkdwn:
    space = found.here.space
    digest_at, summary_at = space.schedule.digest_at, space.schedule.summary_at
    return mrkdwn.join(
        [
            say("*When I speak by myself in {name}*", name=space.name),
            say(
                "Morning digest: {when}",
                when="off" if digest_at is None else f"{digest_at:%H:%M}, in the channel",
            ),
            say(
                "Evening summary: {when}",
                when="off" if summary_at is None else f"{summary_at:%H:%M}, in the channel",
            ),
            say("Reminder of a session: {when}", when=_reminder(space.schedule.reminder_min)),
            say(
                "All of it on the days of the event, {days}, with times of {zone}.",
                days=moments.days_label(space.first_day, space.last_day),
                zone=space.zone,
            ),
        ]
    )


def _reminder(minutes: int | None) -> str:
    if minutes is None:
        return "off"
    before = "1 minute before" if minutes == 1 else f"{minutes} minutes before"
    return f"{before}, to those who have a seat or host it"


def _from_when(found: Spoken) -> Mrkdwn:
    space = found.here.space
    if moments.today(found.here.now, space.zone) >= space.last_day:
        return Mrkdwn("That time has passed today, and today is the last day.")
    return Mrkdwn("That time has passed today, so it begins tomorrow.")


def _how_to_change(found: Spoken) -> Mrkdwn:
    if found.here.person.is_facilitator:
        return say("To change this, type:\n{commands}", commands=Mrkdwn(_CHANGE))
    return say(
        "Only facilitators can change this; `/openspace facilitators` shows who they are."
        " They type:\n{commands}",
        commands=Mrkdwn(_CHANGE),
    )
