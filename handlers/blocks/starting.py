"""The form for a new open space, and the way to it."""

from dataclasses import dataclass
from datetime import date

from handlers.blocks import fields, forms, message, mrkdwn, values
from handlers.blocks.filled import Filled
from handlers.blocks.form_values import Starting
from handlers.blocks.forms import Form
from handlers.blocks.message import Button, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from openspace import moments, spaces, themes, voting
from openspace.spaces import TallySeenBy
from services.spaces import DEFAULT_BUDGET, Changed

START = "space_start"
CALLBACK = "space_new"
TITLE = "New open space"
CHANNEL = "channel"
NAME = "name"
FIRST_DAY = "first_day"
LAST_DAY = "days"
ZONE = "zone"
DOTS = "dots"
TALLY = "tally"
GUESTS = "guests"
THEMES = "themes"
"""Fields are named as the rules name them when they refuse something; `days` stands at the last."""

SEEN_BY = {
    TallySeenBy.FACILITATORS: "Only facilitators",
    TallySeenBy.EVERYONE: "Everyone, at any time",
    TallySeenBy.AFTER: "Nobody until voting closes, then everyone",
}
"""Who sees the totals, as a choice reads."""

MAY_COME = "Guests, and people of other organisations, may take part"
THEMES_HINT = "One on each line, if topics are to have themes. More can be added later."
THEMES_LENGTH = 2200


@dataclass(frozen=True)
class Typed:
    """What stands in the fields, as it was typed; None for a day or a choice that is missing."""

    channel_id: str
    name: str
    first_day: date | None
    last_day: date | None
    zone: str
    dots: str
    tally_seen_by: str | None
    guests_allowed: bool
    themes: str


def way() -> Part | None:
    """Return the button that opens the form, for somebody who may start an open space."""
    return message.buttons(
        Button(
            "Start an open space",
            START,
            values.write(Starting("")),
            "Start an open space: opens a form",
            style="primary",
        )
    )


def empty(channel_id: str) -> Form:
    """Return the form for a new open space.

    Args:
        channel_id: where it is to be; "" lets the person choose.
    """
    where = (
        message.paragraph(
            say(
                "It is held in {channel}. The channel is told when you start it.",
                channel=mrkdwn.channel(channel_id),
            )
        )
        if channel_id
        else fields.channel_field(
            "Channel",
            CHANNEL,
            placeholder="Choose a channel",
            hint="Where people meet. I must be in it: type /invite @openspace there first.",
        )
    )
    shortest, longest = spaces.NAME_LENGTH
    fewest, most = voting.BUDGET_RANGE
    return Form(
        TITLE,
        forms.parts(
            where,
            forms.text_field(
                "Name",
                NAME,
                initial="",
                at_least=shortest,
                at_most=longest,
                hint="Like: CoProWeekScot",
                has_focus=True,
            ),
            fields.day_field("First day", FIRST_DAY, placeholder="Choose a day"),
            fields.day_field(
                "Last day",
                LAST_DAY,
                placeholder="Choose a day",
                hint="The same as the first for a single day.",
            ),
            forms.text_field(
                "Time zone",
                ZONE,
                initial=moments.DEFAULT_ZONE,
                at_least=1,
                at_most=60,
                hint="All times are of this zone. Others are named like Europe/Paris.",
            ),
            fields.number_field(
                "Dots for each person",
                DOTS,
                initial=DEFAULT_BUDGET,
                at_least=fewest,
                at_most=most,
                is_optional=False,
                hint="Dots are votes. Everyone gets the same number.",
            ),
            fields.one_of_field(
                "Who sees the totals of the vote",
                TALLY,
                {one.value: name for one, name in SEEN_BY.items()},
                initial=TallySeenBy.FACILITATORS.value,
                hint="Who voted for what stays secret. Everyone can read what you choose here.",
            ),
            forms.tick_field("Guests", GUESTS, MAY_COME, is_ticked=False),
            themes_field(THEMES_HINT),
        ),
        CALLBACK,
        "Start it",
        values.write(Starting(channel_id)),
    )


def themes_field(hint: str, *, label: str = "Themes", showing: int = 0) -> message.Block:
    """Return the field for themes, one on each line."""
    return forms.text_field(
        label,
        THEMES,
        initial="",
        at_most=min(THEMES_LENGTH, themes.MOST_THEMES * (themes.THEME_LENGTH[1] + 1)),
        is_long=True,
        hint=hint,
        showing=showing,
    )


def read(filled: Filled) -> Typed:
    """Return what was filled into the form."""
    return Typed(
        channel_id=filled.channel(CHANNEL),
        name=filled.text(NAME),
        first_day=filled.day(FIRST_DAY),
        last_day=filled.day(LAST_DAY),
        zone=filled.text(ZONE),
        dots=filled.text(DOTS),
        tally_seen_by=filled.choice(TALLY),
        guests_allowed=filled.is_ticked(GUESTS),
        themes=filled.text(THEMES),
    )


def started(result: Changed) -> Form:
    """Return what takes the place of the form: what to do next."""
    space = result.space
    day = moments.day_label(space.first_day)[:3].lower()
    return Form(
        TITLE,
        forms.parts(
            message.paragraph(
                say(
                    "*{name}* starts in {channel}, {days}, and you are its facilitator."
                    " The channel is told.",
                    name=space.name,
                    channel=mrkdwn.channel(space.channel_id),
                    days=moments.days_label(space.first_day, space.last_day),
                )
            ),
            message.lines(
                [
                    Mrkdwn("*What to do next*"),
                    Mrkdwn("1. Let people propose topics: `/openspace open proposals`"),
                    Mrkdwn('2. Add rooms: `/openspace rooms add "Room A" 30`'),
                    say("3. Add slots: `/openspace slots add {day} 10:00-11:00`", day=day),
                    Mrkdwn("4. Let a colleague help you: `/openspace facilitators add @someone`"),
                ]
            ),
            message.note(
                Mrkdwn(
                    "`/openspace` in the channel, and my Home, have buttons to run it."
                    " `/openspace settings` changes what you chose here."
                )
            ),
        ),
    )
