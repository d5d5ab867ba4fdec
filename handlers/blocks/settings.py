"""The form with all settings of an open space."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers.blocks import fields, forms, message, mrkdwn, retention, starting, values
from handlers.blocks.filled import Filled
from handlers.blocks.form_values import Planning
from handlers.blocks.forms import Form
from handlers.blocks.message import Block, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from openspace import moments, schedule, settings, themes, voting
from openspace.retention import Keeping
from openspace.settings import Settings
from services.settings import Found, Meanwhile, Saved

CALLBACK = "space_settings"
TITLE = "Settings"
DOTS = "dots"
TALLY = "tally"
GUESTS = "guests"
DIGEST = "digest"
SUMMARY = "summary"
REMINDER = "reminder"
FACILITATORS = "facilitators"
MOST_FACILITATORS = 50

TIME_HINT = "A time like {example}, in the channel on each day of the event. Empty for none."


@dataclass(frozen=True)
class Typed:
    """What stands in the fields, as it was typed; None where the form had no such field."""

    dots: str
    tally_seen_by: str | None
    guests_allowed: bool
    digest: str
    summary: str
    reminder: str
    facilitators: tuple[str, ...] | None
    themes: str


def read(filled: Filled) -> Typed:
    """Return what was filled into the form."""
    return Typed(
        dots=filled.text(DOTS),
        tally_seen_by=filled.choice(TALLY),
        guests_allowed=filled.is_ticked(GUESTS),
        digest=filled.text(DIGEST),
        summary=filled.text(SUMMARY),
        reminder=filled.text(REMINDER),
        facilitators=filled.people(FACILITATORS) if filled.has(FACILITATORS) else None,
        themes=filled.text(starting.THEMES),
    )


def opened(found: Found, keeping: Keeping) -> Form:
    """Return the form with how an open space is set, and how long things are kept."""
    intro = say("*{name}*. Only what you change is saved.", name=found.here.space.name)
    return _form(
        found,
        found.settings,
        showing=0,
        above=message.both(
            message.paragraph(intro), message.note(Mrkdwn(retention.words(keeping)))
        ),
    )


def meanwhile(changed: Meanwhile, *, showing: int) -> Form:
    """Return the form anew after somebody else set the same; nothing of either is lost.

    Args:
        showing: how often it has been shown anew, with this time.
    """
    theirs, mine = _words(changed.found.settings), _words(changed.merged)
    told = [
        Mrkdwn(
            "*Somebody else changed the same settings while you had the form open*, so nothing was"
            " saved yet. Look at what changed, and save again."
        ),
        *(
            say(
                "{what}: theirs is {theirs}. Yours is {mine}, and is saved if you save.",
                what=NAMES[name],
                theirs=theirs[name],
                mine=mine[name],
            )
            for name in changed.clashes
        ),
    ]
    return _form(changed.found, changed.merged, showing=showing, above=message.lines(told))


def saved(result: Saved) -> Form:
    """Return what takes the place of the form when the change is saved."""
    words = _words(result.found.settings)
    said = [say("• {what}: {now}", what=NAMES[one], now=words[one]) for one in result.changed]
    if result.added:
        names = ", ".join(result.added)
        said.append(say("• New themes: {names}", names=names))
    if result.not_today:
        said.append(_from_when(result))
    return Form(
        TITLE,
        forms.parts(
            message.lines([Mrkdwn("*Saved.*"), *said])
            if said
            else message.paragraph(Mrkdwn("You changed nothing, so all stays as it was.")),
            message.note(Mrkdwn("`/openspace settings` changes it again.")),
        ),
    )


NAMES = {
    "dots": "Dots for each person",
    "tally": "Who sees the totals",
    "guests": "Guests",
    "digest": "Morning digest",
    "summary": "Evening summary",
    "reminder": "Reminder of a session",
    "facilitators": "Facilitators",
}
"""What each setting is called where people read it."""


def _words(set_to: Settings) -> dict[str, Mrkdwn]:
    """Return each setting as people read it."""
    times = set_to.schedule
    minutes = times.reminder_min
    said: Mapping[str, str | Mrkdwn] = {
        "dots": voting.dots_words(set_to.budget),
        "tally": starting.SEEN_BY[set_to.tally_seen_by],
        "guests": "may take part" if set_to.guests_allowed else "do not take part",
        "digest": settings.time_words(times.digest_at),
        "summary": settings.time_words(times.summary_at),
        "reminder": "off" if minutes is None else f"{_minutes(minutes)} before",
        "facilitators": mrkdwn.people(set_to.facilitators[:MOST_FACILITATORS]),
    }
    return {name: say("{words}", words=words) for name, words in said.items()}


def _minutes(count: int) -> str:
    return "1 minute" if count == 1 else f"{count} minutes"


def _from_when(result: Saved) -> Mrkdwn:
    here = result.found.here
    what = " and ".join(NAMES[name].lower() for name in result.not_today)
    if moments.today(here.now, here.space.zone) >= here.space.last_day:
        return say("The time for the {what} has passed, and today is the last day.", what=what)
    return say("The time for the {what} has passed today, so it begins tomorrow.", what=what)


def _form(found: Found, shown: Settings, *, showing: int, above: Part) -> Form:
    opened = json.dumps(settings.written(found.settings), separators=(",", ":"))
    return Form(
        TITLE,
        forms.parts(above, *(field(found, shown, showing) for field in _FIELDS)),
        CALLBACK,
        "Save",
        values.write(Planning(found.here.space.id, showing, opened)),
    )


def _dots(found: Found, shown: Settings, showing: int) -> Block:
    fewest, most = voting.BUDGET_RANGE
    return fields.number_field(
        NAMES["dots"],
        DOTS,
        initial=shown.budget,
        at_least=min(found.settings.budget, shown.budget) if found.is_any_dot_given else fewest,
        at_most=most,
        is_optional=False,
        hint="People have begun to vote, so there can be more but not fewer."
        if found.is_any_dot_given
        else None,
        showing=showing,
    )


def _tally(found: Found, shown: Settings, showing: int) -> Block | Part:
    now = found.settings.tally_seen_by
    choices = voting.tally_choices(now, is_any_dot_given=found.is_any_dot_given)
    if len(choices) == 1:
        return message.paragraph(
            say(
                "*Who sees the totals of the vote*\n{now}. People have voted knowing this, so it"
                " stays.",
                now=starting.SEEN_BY[now],
            )
        )
    chosen = shown.tally_seen_by if shown.tally_seen_by in choices else now
    return fields.one_of_field(
        "Who sees the totals of the vote",
        TALLY,
        {one.value: starting.SEEN_BY[one] for one in choices},
        initial=chosen.value,
        hint="People have begun to vote. If you show the totals to fewer, that stays."
        if found.is_any_dot_given
        else "Once somebody votes, they can be shown to fewer people, never to more.",
        showing=showing,
    )


def _guests(found: Found, shown: Settings, showing: int) -> Block:
    return forms.tick_field(
        NAMES["guests"],
        GUESTS,
        starting.MAY_COME,
        is_ticked=shown.guests_allowed,
        showing=showing,
    )


def _digest(found: Found, shown: Settings, showing: int) -> Block:
    wall = shown.schedule.digest_at
    return _time(NAMES["digest"], DIGEST, "" if wall is None else f"{wall:%H:%M}", showing)


def _summary(found: Found, shown: Settings, showing: int) -> Block:
    wall = shown.schedule.summary_at
    return _time(NAMES["summary"], SUMMARY, "" if wall is None else f"{wall:%H:%M}", showing)


def _time(label: str, action_id: str, initial: str, showing: int) -> Block:
    example = schedule.USUAL.digest_at if action_id == DIGEST else schedule.USUAL.summary_at
    return forms.text_field(
        label,
        action_id,
        initial=initial,
        at_most=20,
        hint=TIME_HINT.format(example=settings.time_words(example)),
        showing=showing,
    )


def _reminder(found: Found, shown: Settings, showing: int) -> Block:
    shortest, longest = schedule.REMINDER_RANGE
    return fields.number_field(
        NAMES["reminder"],
        REMINDER,
        initial=shown.schedule.reminder_min,
        at_least=shortest,
        at_most=longest,
        is_optional=True,
        hint="Minutes before it begins. Empty for none.",
        showing=showing,
    )


def _facilitators(found: Found, shown: Settings, showing: int) -> Block | Part:
    if len(found.settings.facilitators) > MOST_FACILITATORS:
        return message.paragraph(
            say(
                "*Facilitators*\nThere are more than {most}, too many for this form. Type"
                " `/openspace facilitators add @someone` to add one.",
                most=MOST_FACILITATORS,
            )
        )
    return forms.people_field(
        NAMES["facilitators"],
        FACILITATORS,
        initial=shown.facilitators,
        at_most=MOST_FACILITATORS,
        placeholder="Choose people",
        hint="They run this open space as you do. There is always at least one.",
        showing=showing,
    )


def _themes(found: Found, shown: Settings, showing: int) -> Block | None:
    there = len(found.themes)
    if there >= themes.MOST_THEMES:
        return None
    # What is typed here stays when the form is shown anew: it clashes with nothing.
    return starting.themes_field(
        f"One on each line. {_so_far(there)} None can be taken away.", label="Themes to add"
    )


def _so_far(count: int) -> str:
    if not count:
        return "There are none so far."
    return "There is 1 so far." if count == 1 else f"There are {count} so far."


_FIELDS: tuple[Callable[[Found, Settings, int], Block | Part | None], ...] = (
    _dots,
    _tally,
    _guests,
    _digest,
    _summary,
    _reminder,
    _facilitators,
    _themes,
)
