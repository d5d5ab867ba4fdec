"""How an open space stands, what changed in it, and which one is meant."""

from collections.abc import Sequence

from handlers.blocks import (
    lists,
    message,
    mrkdwn,
    notices,
    retention,
    running,
    setting_up,
    values,
    ways,
    windows,
)
from handlers.blocks.message import Button, Message, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import Chosen
from openspace import moments, people, voting
from openspace.people import Kind
from openspace.retention import Keeping
from openspace.spaces import Space, Window
from services.spaces import Changed, Standing

CHOOSE = "space_choose"
MOST_CHOICES = 20
VALUE_LENGTH = 2000


def standing(found: Standing) -> Message:
    """Return where things stand now and what the person can do next."""
    space = found.here.space
    heading, facts = message.header(space.name), message.paragraph(_facts(found))
    panel = setting_up.panel(space) if setting_up.is_offered(found.here) else None
    everyday = ways.ways(space, is_live=not found.has_ended, is_published=found.is_published)
    if found.here.person.kind is Kind.EXTERNAL:
        buttons_only = message.paragraph(lists.BUTTONS_ONLY)
        return message.message(heading, facts, buttons_only, message.buttons(*everyday), panel)
    return message.message(
        heading,
        facts,
        message.paragraph(mrkdwn.join([Mrkdwn("*What you can do next*"), *_next(found)])),
        message.buttons(*everyday, notices.way(space)),
        running.panel(space) if people.may_facilitate(found.here.person, space) else None,
        panel,
        message.note(Mrkdwn("`/openspace help` lists all commands.")),
    )


def created(result: Changed) -> Message:
    """Return what the first facilitator sees."""
    return message.message(
        message.paragraph(
            say(
                "*{name}* starts here, {days}, and you are its facilitator.",
                name=result.space.name,
                days=moments.days_label(result.space.first_day, result.space.last_day),
            )
        ),
        message.paragraph(
            Mrkdwn(
                "Next: `/openspace open proposals` lets people propose topics."
                ' Then add rooms (`/openspace rooms add "Room A" 30`) and slots'
                " (`/openspace slots add tue,wed 10:00-11:00`)."
                " `/openspace facilitators add @someone` lets a colleague help you."
            )
        ),
    )


def budget(result: Changed) -> Message:
    """Return how many dots each person has now."""
    dots = voting.dots_words(result.space.budget)
    return message.message(message.paragraph(say("Everyone now has {dots}.", dots=dots)))


def tally_seen_by(result: Changed) -> Message:
    """Return who sees the tally now."""
    seen = voting.SEEN_BY_WORDS[result.space.tally_seen_by]
    return message.message(
        message.paragraph(say("From now on {seen}. Everyone can read that.", seen=seen))
    )


def guests(result: Changed) -> Message:
    """Return whether guests take part now."""
    may = "may take part" if result.space.guests_allowed else "do not take part"
    return message.message(message.paragraph(say("Guests {may}.", may=may)))


def closed(result: Changed, keeping: Keeping) -> Message:
    """Return that the open space is closed, and how long what is about people is kept."""
    return message.message(
        message.paragraph(
            say(
                "{name} is closed. Everyone can still read it; nothing in it changes any more."
                " `/openspace reopen` opens it again.",
                name=result.space.name,
            )
        ),
        message.note(Mrkdwn(retention.words(keeping))),
    )


def reopened(result: Changed) -> Message:
    """Return that the open space is open again."""
    return message.message(
        message.paragraph(
            say(
                "{name} is open again, with proposing and voting as they were."
                if result.space.unlinked_at is None
                else "{name} is open again, with proposing as it was. Voting stays closed: ballots"
                " are counted and no longer kept by person.",
                name=result.space.name,
            )
        )
    )


def choose(spaces: Sequence[Space], *, command: str, text: str) -> Message:
    """Return the question which open space is meant, with a button for each."""
    shown = spaces[:MOST_CHOICES]
    return message.message(
        message.paragraph(Mrkdwn("Which open space do you mean?")),
        *(_choice(space, command=command, text=text) for space in shown),
        message.note(
            say(
                "{more}You can also type `/{command}` in the channel of the one you mean.",
                more=f"There are {len(spaces) - MOST_CHOICES} more. "
                if len(spaces) > MOST_CHOICES
                else "",
                command=command,
            )
        ),
    )


def _choice(space: Space, *, command: str, text: str) -> Part:
    value = values.write(Chosen(space.id, command, text))
    button = Button("This one", CHOOSE, value, f"This one: {space.name}")
    return message.paragraph(
        say(
            "*{name}* in {channel}, {days}",
            name=space.name,
            channel=mrkdwn.channel(space.channel_id),
            days=moments.days_label(space.first_day, space.last_day),
        ),
        button if len(value) <= VALUE_LENGTH else None,
    )


def _facts(found: Standing) -> Mrkdwn:
    space = found.here.space
    lines = [
        say(
            "{days} in {channel}, times of {zone}",
            days=moments.days_label(space.first_day, space.last_day),
            channel=mrkdwn.channel(space.channel_id),
            zone=space.zone,
        ),
        say(
            "Proposing is {state}; {topics}",
            state="open" if space.is_open(Window.PROPOSALS) else "closed",
            topics="there is 1 topic."
            if found.topics == 1
            else f"there are {found.topics} topics.",
        ),
        say(
            "Voting is {state}; you have {left} left of {budget}.",
            state="open" if space.is_open(Window.VOTING) else "closed",
            left=voting.dots_words(found.dots_left),
            budget=space.budget,
        ),
        *([] if found.has_ended else [windows.to_come(one, space.zone) for one in found.times]),
        say("Ballots are secret; {seen}.", seen=voting.SEEN_BY_WORDS[space.tally_seen_by]),
        say("The timetable is published; it has {sessions}.", sessions=_sessions(found.sessions))
        if found.is_published
        else Mrkdwn("The timetable is not published yet."),
        Mrkdwn("Guests may take part.")
        if space.guests_allowed
        else Mrkdwn("Guests do not take part."),
    ]
    if found.has_ended:
        lines.insert(0, Mrkdwn("*It has ended*: it can be read but not changed."))
    return mrkdwn.join(lines)


def _sessions(count: int) -> str:
    return "1 session" if count == 1 else f"{count} sessions"


def _next(found: Standing) -> list[Mrkdwn]:
    space = found.here.space
    if found.has_ended:
        return [Mrkdwn("• Read it: `/topics` and `/agenda week`")]
    ways = []
    if space.is_open(Window.PROPOSALS):
        ways.append("• Propose a topic: `/propose How do we start co-pro in procurement?`")
    if space.is_open(Window.VOTING) and found.topics:
        ways.append(f"• Vote: `/vote`, or straight away `/vote {found.example_topic} x2`")
    if found.is_published:
        ways.append("• Take a seat: `/agenda` shows the sessions with their seats")
    ways.append("• Look around: `/topics`")
    if found.here.person.is_facilitator:
        ways += _facilitators_next(found)
    return [Mrkdwn(way) for way in ways]


def _facilitators_next(found: Standing) -> list[str]:
    space = found.here.space
    ways = []
    if not space.is_open(Window.PROPOSALS) and not found.topics:
        ways.append("• As facilitator: let people propose, `/openspace open proposals`")
    if not found.rooms:
        ways.append('• As facilitator: add rooms, `/openspace rooms add "Room A" 30`')
    if not found.slots:
        ways.append("• As facilitator: add slots, `/openspace slots add tue,wed 10:00-11:00`")
    if found.topics and not space.is_open(Window.VOTING):
        ways.append("• As facilitator: let people vote, `/openspace open voting`")
    ways.append("• As facilitator: see the draft, `/openspace timetable`, and the vote, `/tally`")
    return ways
