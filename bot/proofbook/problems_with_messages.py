"""Problems with messages: at odd hours, too many, too close together, not delivered.

A message that would tell something about a vote is counted, and nobody is named with it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import time, timedelta
from itertools import pairwise

from bot.proofbook import days, per_person
from bot.proofbook.per_person import TOO_MANY_A_DAY
from bot.proofbook.problem import Problem, Severity
from bot.proofbook.proofs import Rehearsal, Sent
from bot.proofbook.sentences import counted, people, times
from openspace import moments, schedule

SOON = timedelta(minutes=5)
"""Two messages to one person that are not further apart than this could have been one."""


def too_many(rehearsal: Rehearsal) -> Problem | None:
    """Return who gets more direct messages in a day than is good."""
    many = sorted(
        (
            (-count, day, per_person.name(user_id, rehearsal))
            for user_id, by_day in per_person.direct(rehearsal).items()
            for day, count in by_day.items()
            if count > TOO_MANY_A_DAY
        )
    )
    if not many:
        return None
    who = people(len({name for _, _, name in many}))
    return Problem(
        Severity.LOOK,
        f"{who} would get more than {TOO_MANY_A_DAY} direct messages in one day.",
        "Reminders are most of them as a rule: `/openspace reminder off` stops them for all. Each"
        " person can also choose: `/openspace notices mine`.",
        tuple(f"{name}: {-count} on {moments.day_label(day)}" for count, day, name in many),
    )


def too_close(rehearsal: Rehearsal) -> Problem | None:
    """Return how often somebody gets two messages within five minutes."""
    by_person: dict[str, list[Sent]] = {}
    for sent in sorted(rehearsal.messages, key=lambda one: one.at):
        if days.is_direct(sent, rehearsal):
            by_person.setdefault(sent.recipient, []).append(sent)
    close = Counter(
        (days.kinds_words(one.promises), days.kinds_words(other.promises))
        for sent in by_person.values()
        for one, other in pairwise(sent)
        if other.at - one.at <= SOON
    )
    if not close:
        return None
    return Problem(
        Severity.KNOW,
        f"Somebody gets two messages within 5 minutes: {times(close.total())}.",
        "This comes of several changes made one after the other. Make all changes to the draft"
        " first, then type `/openspace timetable publish` once.",
        tuple(f"{one}, then {other}: {times(n)}" for (one, other), n in close.most_common()),
    )


def at_odd_hours(rehearsal: Rehearsal) -> Problem | None:
    """Return what is sent before people begin work or after they stop."""
    opens, closes = schedule.WAKING_HOURS
    odd = _shown(
        rehearsal,
        [one for one in rehearsal.messages if not opens <= _minute(one, rehearsal) <= closes],
    )
    if not odd:
        return None
    return Problem(
        Severity.LOOK,
        f"{_messages(odd)} before {opens.hour}:{opens:%M} or after {closes.hour}:{closes:%M}.",
        "Set the times at which the bot speaks: `/openspace digest 09:00`,"
        " `/openspace summary 16:30`. What you close or publish late is told at once; a set time"
        " helps: `/openspace close voting at thu 17:00`.",
        tuple(_details(odd, rehearsal)),
    )


def on_other_days(rehearsal: Rehearsal) -> Problem | None:
    """Return what is sent on days outside the event."""
    first, last, zone = rehearsal.first_day, rehearsal.last_day, rehearsal.zone
    outside = _shown(
        rehearsal,
        [one for one in rehearsal.messages if not first <= moments.today(one.at, zone) <= last],
    )
    if not outside:
        return None
    return Problem(
        Severity.KNOW,
        f"{_messages(outside)} on days outside the event.",
        "This is fine where people are to propose or vote before the week. If not, set other"
        " times: `/openspace open proposals at mon 9:00`.",
        tuple(_details(outside, rehearsal)),
    )


def failed(rehearsal: Rehearsal) -> Problem | None:
    """Return what could not be delivered, by kind and reason."""
    failures = Counter(
        (days.kind_words(one.promise.kind), one.reason)
        for one in rehearsal.unsent
        if one.status == "failed"
    )
    if not failures:
        return None
    return Problem(
        Severity.MEND,
        f"{counted(failures.total(), 'message')} could not be delivered.",
        "`/openspace messages` says why, and `/openspace messages again` sends again what failed.",
        tuple(f"{kind}, {times(n)}: {why}" for (kind, why), n in failures.most_common()),
    )


ALL = (failed, too_many, at_odd_hours, too_close, on_other_days)


def _shown(rehearsal: Rehearsal, some: Iterable[Sent]) -> tuple[days.Shown, ...]:
    return days.together(replace(rehearsal, messages=tuple(some)))


def _minute(sent: Sent, rehearsal: Rehearsal) -> time:
    # What is due at 18:00 is sent a few seconds later.
    return moments.wall(sent.at, rehearsal.zone).time().replace(second=0, microsecond=0)


def _messages(shown: Iterable[days.Shown]) -> str:
    count = sum(len(one.recipients) for one in shown)
    return f"{counted(count, 'message')} {'is' if count == 1 else 'are'} sent"


def _details(shown: Iterable[days.Shown], rehearsal: Rehearsal) -> Iterator[str]:
    for one in shown:
        when = moments.moment_label(one.first.at, rehearsal.zone)
        to = (
            people(len(one.recipients))
            if days.is_direct(one.first, rehearsal)
            else f"#{rehearsal.channel[1]}"
        )
        yield f"{when}, {days.kinds_words(one.first.promises)}, to {to}"
