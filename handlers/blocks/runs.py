"""Another run of a topic: what facilitators are suggested, and what hosts are asked and told."""

from collections.abc import Sequence

from handlers.blocks import message, proposing, values
from handlers.blocks.message import Button, Message, Part
from handlers.blocks.mrkdwn import Mrkdwn, say
from handlers.blocks.values import AboutTopic
from openspace.discretion import Kind
from openspace.proposing import Topic
from openspace.runs import Answer, Crowded, Split
from openspace.spaces import Space
from services.news import RunAccepted, RunOffered
from services.runs import Answered, Offered, Suggestion

OFFER = "run_offer"
YES = "run_yes"
NO = "run_no"
MOST_SUGGESTIONS = 5


def suggestions(space: Space, found: Sequence[Suggestion]) -> Part | None:
    """Return the topics that deserve another run, below a draft; None without any."""
    if not found:
        return None
    more = len(found) - MOST_SUGGESTIONS
    return message.both(
        message.paragraph(Mrkdwn("*Another run could help*")),
        *(_suggestion(space, one) for one in found[:MOST_SUGGESTIONS]),
        message.paragraph(say("And {more} more.", more=more)) if more > 0 else None,
    )


def _suggestion(space: Space, one: Suggestion) -> Part:
    title = proposing.short_title(one.topic)
    match one.reason:
        case Crowded(_, voters, seats):
            why = say(
                "{title}: {voters} people gave it dots, and its room has {seats} seats.",
                title=title,
                voters=voters,
                seats=seats,
            )
        case Split(_, other, share):
            why = say(
                "{title}: {people} of the {of} people who gave it dots also want #{other}, which is"
                " at the same time.",
                title=title,
                people="nearly all" if share.kind is Kind.NEARLY_ALL else f"about {share.people}",
                of=share.of,
                other=other,
            )
    if not one.was_offered:
        label = "Ask its hosts"
        about = values.write(AboutTopic(space.id, one.topic.number))
        spoken = f"{label} for another run: #{one.topic.number} {one.topic.title}"
        return message.paragraph(why, Button(label, OFFER, about, spoken))
    return message.paragraph(say("{why} {state}", why=why, state=_state(one.answer)))


def _state(answer: Answer | None) -> Mrkdwn:
    if answer is Answer.NO:
        return Mrkdwn("Its hosts hold it once.")
    return Mrkdwn("Its hosts have been asked.")


def offered(result: Offered) -> Message:
    """Return that the hosts of a topic are asked, to the facilitator who did it."""
    topic, me = result.topic, result.here.person.user_id
    title = proposing.short_title(topic)
    if result.answer is Answer.NO:
        return message.message(
            message.paragraph(
                say(
                    "The hosts of {title} have said that they hold it once. If they change their"
                    " minds, one of them types `/openspace run {number} yes`.",
                    title=title,
                    number=topic.number,
                )
            )
        )
    text = (
        "The hosts of {title} have been asked already; they are not asked twice."
        if result.was_offered
        else "The hosts of {title} are asked whether they hold it a second time."
    )
    is_mine = me in topic.hosts
    return message.message(
        message.paragraph(say(text, title=title)),
        message.buttons(*_answers(result.here.space, topic.number, topic.title))
        if is_mine
        else None,
        message.note(
            say(
                "You host it too: `/openspace run {number} yes` or `/openspace run {number} no`.",
                number=topic.number,
            )
            if is_mine
            else Mrkdwn("You are told if one of them says yes.")
        ),
    )


def answered(result: Answered) -> Message:
    """Return what became of a host's answer."""
    topic = result.topic
    if result.run is None:
        return message.message(
            message.paragraph(
                say("Thank you. {title} is held once.", title=proposing.short_title(topic))
            ),
            message.note(
                say("If you change your mind: `/openspace run {number} yes`.", number=topic.number)
            ),
        )
    return message.message(
        message.paragraph(
            say(
                "{title} has another run already: #{run}."
                if result.was_there
                else "Thank you. The second run of {title} is #{run}. Facilitators place it.",
                title=proposing.short_title(topic),
                run=result.run.number,
            )
        ),
        message.note(_by_typing(result.run)),
    )


def _by_typing(run: Topic) -> Mrkdwn:
    return say(
        "`/openspace edit {number}` changes it, `/openspace withdraw {number}` takes it back.",
        number=run.number,
    )


def asked(item: RunOffered) -> Message:
    """Return the question to one host whether they hold their topic a second time."""
    return message.message(
        message.paragraph(
            say(
                "More people in *{name}* want {title} than can come. Would you hold it a second"
                " time, in another slot? Both answers are fine.",
                name=item.space.name,
                title=_title(item.number, item.title),
            )
        ),
        message.buttons(*_answers(item.space, item.number, item.title)),
        message.note(
            say(
                "Or type `/openspace run {number} yes` or `/openspace run {number} no`. One answer"
                " is enough for all its hosts.",
                number=item.number,
            )
        ),
    )


def accepted(item: RunAccepted) -> Message:
    """Return to one facilitator that a topic is held a second time."""
    return message.message(
        message.paragraph(
            say(
                "{title} in *{name}* is held a second time, as #{run}. It has no place yet.",
                title=_title(item.number, item.title),
                name=item.space.name,
                run=item.run,
            )
        ),
        message.note(
            say(
                "The next draft places it; or you do:"
                ' `/openspace timetable move {run} wed 10:00 "Room B"`.',
                run=item.run,
            )
        ),
    )


def _title(number: int, title: str) -> Mrkdwn:
    return say("#{number} *{title}*", number=number, title=message.short(title))


def _answers(space: Space, number: int, title: str) -> tuple[Button, Button]:
    about = values.write(AboutTopic(space.id, number))
    of = f"#{number} {title}"
    return (
        Button("Yes, once more", YES, about, f"Yes, once more: {of}"),
        Button("No, once is enough", NO, about, f"No, once is enough: {of}"),
    )
