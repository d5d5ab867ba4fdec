"""What a rehearsal comes to, in a few plain sentences."""

from collections.abc import Sequence

from bot.proofbook import dates, days, per_person
from bot.proofbook.attending import Fairness
from bot.proofbook.days import Day
from bot.proofbook.proofs import Rehearsal
from bot.proofbook.sentences import counted, people, row
from openspace import moments

SPELLED = {1: "one", 2: "two"}


def lines(rehearsal: Rehearsal, found: Sequence[Day], *, problems: int) -> tuple[str, ...]:
    """Return whose week it is, how much is sent and on which day most of it.

    Args:
        problems: how many were found.
    """
    held = moments.days_label(rehearsal.first_day, rehearsal.last_day)
    runs = per_person.name(rehearsal.facilitator, rehearsal)
    return (
        (
            f"{rehearsal.name} is held {held} in #{rehearsal.channel[1]}."
            f" All times here are those of {rehearsal.zone}."
        ),
        f"{people(len(rehearsal.people))} take part, all of them invented. {runs} runs the week."
        if len(rehearsal.people) != 1
        else f"1 person takes part, who is invented: {runs}.",
        *_messages(rehearsal, found),
        f"Problems found: {problems}.",
    )


def fairness(found: Fairness) -> tuple[str, ...]:
    """Return how many people can go to how much of what they gave dots."""
    if found.worst is None:
        return ("Nobody gave dots, so nobody can say what people wanted.",)
    missed = dict(found.by_missed)
    everything = missed.pop(0, 0)
    others = [
        f"{people(count)} {'misses' if count == 1 else 'miss'} {SPELLED.get(n, n)}"
        for n, count in missed.items()
    ]
    can, of = found.worst
    return (
        f"{everything:,} of {people(found.asked)} can go to everything they gave dots.",
        *([f"{row(others)}."] if others else []),
        f"The person who fares worst can go to {can} of {of}.",
    )


def how(rehearsal: Rehearsal) -> tuple[str, ...]:
    """Return how the book came about."""
    return (
        (
            "The week was played on one machine, with a workspace that only looks like Slack."
            " Nothing left the machine, and nobody real got a message."
        ),
        (
            "All people, and what they propose, want and do, are invented."
            " The messages are what the bot would send in a real week."
        ),
        (
            f"The number {rehearsal.seed} started it. With the same number and the same set-up it"
            " gives the same week again."
        ),
        _whole(rehearsal),
        f"It took {_took(rehearsal.took_s)}.",
    )


def _messages(rehearsal: Rehearsal, found: Sequence[Day]) -> list[str]:
    if not rehearsal.messages:
        return ["The bot would send nothing."]
    direct = sum(days.is_direct(sent, rehearsal) for sent in rehearsal.messages)
    in_channel = len(rehearsal.messages) - direct
    told = rehearsal.told
    rows = per_person.calendar(rehearsal).people
    busiest = max(found, key=lambda day: day.messages)
    return [
        f"The bot would send {counted(len(rehearsal.messages), 'message')}: {in_channel:,} to the"
        f" channel and {direct:,} to single people."
        + (
            f" They tell {told:,} things, as several things to one person may come as one message."
            if told != len(rehearsal.messages)
            else ""
        ),
        (
            f"The busiest day is {dates.long_day(busiest.day)}, with"
            f" {counted(busiest.messages, 'message')}. Nobody gets more than"
            f" {counted(rows[0].most if rows else 0, 'direct message')} in one day."
        ),
    ]


def _whole(rehearsal: Rehearsal) -> str:
    listed = f"The bot keeps a list of what it has sent: {counted(rehearsal.sent, 'thing')}."
    if rehearsal.told == rehearsal.sent:
        return f"{listed} All of them stand in this book."
    return f"{listed} This book tells {rehearsal.told:,}, so it is not complete."


def _took(seconds: float) -> str:
    if seconds < 60:
        return counted(max(round(seconds), 1), "second")
    minutes, left = divmod(round(seconds), 60)
    return row([counted(minutes, "minute"), counted(left, "second")])
