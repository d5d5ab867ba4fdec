"""The rules of voting with dots: a budget, secret ballots, and who sees the totals."""

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from openspace import RuleViolation, quoted
from openspace.spaces import Space, TallySeenBy, Window

BUDGET_RANGE = (1, 100)

_MAY_BECOME = {
    TallySeenBy.EVERYONE: {TallySeenBy.FACILITATORS, TallySeenBy.AFTER},
    TallySeenBy.FACILITATORS: set[TallySeenBy](),
    TallySeenBy.AFTER: set[TallySeenBy](),
}
"""Changes by which nobody ever sees more than people were told when they voted. The two without
any differ in both directions: one shows totals early to some, the other shows them late to all."""

SEEN_BY_WORDS = {
    TallySeenBy.EVERYONE: "everyone can see the totals by topic at any time",
    TallySeenBy.FACILITATORS: "only facilitators can see the totals by topic",
    TallySeenBy.AFTER: "nobody can see the totals by topic until voting closes, then everyone can",
}


def spend(ballot: Mapping[int, int], topic: int, *, dots: int, budget: int) -> dict[int, int]:
    """Return *ballot* with exactly *dots* on *topic*.

    Args:
        ballot: dots by topic number.
        dots: 0 takes the topic off the ballot.
        budget: dots one person has in this open space.

    Raises:
        RuleViolation: the ballot would hold more dots than *budget*.
    """
    return spend_all(ballot, {topic: dots}, budget=budget)


def spend_all(
    ballot: Mapping[int, int], wanted: Mapping[int, int], *, budget: int
) -> dict[int, int]:
    """Return *ballot* with exactly the *wanted* dots on each topic named there, all or nothing.

    Raises:
        RuleViolation: the ballot would hold more dots than *budget*.
    """
    changed = {**ballot, **wanted}
    over = sum(changed.values()) - budget
    if over > 0:
        raise RuleViolation(
            f"That is {over} more than your {dots_words(budget)}."
            f" {_way_out(ballot, wanted, budget=budget)}"
        )
    return {number: count for number, count in changed.items() if count}


def _way_out(ballot: Mapping[int, int], wanted: Mapping[int, int], *, budget: int) -> str:
    others = {number: dots for number, dots in ballot.items() if number not in wanted}
    free = budget - sum(others.values())
    take_off = f"Take some off another topic first: `/vote remove {next(iter(others), 0)}`."
    if len(wanted) > 1:
        return take_off if others else "Name fewer topics, or give fewer dots to each: `/vote`."
    if not free:
        return take_off
    most = f"#{next(iter(wanted))} can have {free} at most: `/vote {next(iter(wanted))} x{free}`."
    return f"{most} For more, take some off another topic first." if others else most


def in_order(topic_ids: Iterable[int], *, person_key: str) -> list[int]:
    """Return *topic_ids* in the order of one person's ballot, so that none gains by being first.

    A topic's place follows from the topic and the person alone. So the order is the same whenever
    that person looks, and a new topic comes between others without changing their order.

    Args:
        person_key: tells people apart and never changes, like a user id.
    """
    person = f"{person_key} ".encode()
    # Python's own hash() is salted anew in each process.
    return sorted(topic_ids, key=lambda topic_id: sha256(person + b"%d" % topic_id).digest())


def theme_meant(words: str, themes: Sequence[str]) -> str:
    """Return the one of *themes* that is called *words*, or that alone has all those words.

    Raises:
        RuleViolation: there is none, or there are several.
    """
    wanted = _words(words)
    for theme in themes:
        if theme == words or _words(theme) == wanted:
            return theme
    if not themes:
        raise RuleViolation("No topic here has a theme. `/vote` shows all topics.")
    all_there = [theme for theme in themes if all(word in theme.casefold() for word in wanted)]
    found = all_there if wanted else []
    if len(found) == 1:
        return found[0]
    if found:
        raise RuleViolation(
            f"{quoted(words)} could be {_or(found)}. Type one more word of the one you mean, as in"
            " `/vote theme digital`."
        )
    raise RuleViolation(
        f"No theme here has the words {quoted(words)}. The themes are {_and(themes)}."
        " Type a word of one, as in `/vote theme digital`."
    )


FEW = 10


def _or(themes: Sequence[str]) -> str:
    named = [quoted(theme) for theme in themes[:FEW]]
    return f"{', '.join(named[:-1])} or {named[-1]}"


def _and(themes: Sequence[str]) -> str:
    named = [quoted(theme) for theme in themes[:FEW]]
    if len(themes) > FEW:
        named.append("others")
    return " and ".join(part for part in (", ".join(named[:-1]), named[-1]) if part)


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.casefold()) if word != "and"]


def check_voting_open(space: Space) -> None:
    """Refuse a change of a ballot while voting is closed.

    Raises:
        RuleViolation: voting is closed.
    """
    if not space.is_open(Window.VOTING):
        raise RuleViolation(
            "Voting is closed, so your dots stay as they are. `/vote` shows them;"
            " the channel is told when voting opens."
        )


def check_budget(dots: int, *, now: int, is_any_dot_given: bool) -> None:
    """Refuse a budget outside 1 to 100, or a smaller one once somebody has voted.

    How full a ballot is must not show, so that the smaller one cannot be tried out.

    Args:
        now: the budget so far.

    Raises:
        RuleViolation: the budget cannot be.
    """
    lowest, highest = BUDGET_RANGE
    if not lowest <= dots <= highest:
        raise RuleViolation(
            f"Everyone can have {lowest} to {highest} dots. Type for example `/openspace dots 5`.",
            "dots",
        )
    if dots < now and is_any_dot_given:
        raise RuleViolation(
            f"People have begun to vote with {dots_words(now)} each, and no dot is taken back."
            f" More are possible: `/openspace dots {min(now + 1, highest)}`.",
            "dots",
        )


def check_tally_change(now: TallySeenBy, wanted: TallySeenBy, *, is_any_dot_given: bool) -> None:
    """Refuse to show totals to more people than voters were told.

    Raises:
        RuleViolation: a dot is given and the change would let anybody see more, or sooner.
    """
    if not is_any_dot_given or wanted is now or wanted in _MAY_BECOME[now]:
        return
    raise RuleViolation(
        f"People have already voted, knowing that {SEEN_BY_WORDS[now]}."
        f" That promise holds, so it stays at `/openspace tally {now.value}`.",
        "tally",
    )


def tally_choices(now: TallySeenBy, *, is_any_dot_given: bool) -> tuple[TallySeenBy, ...]:
    """Return who may see the tally from now on, as it is and as it could be set."""
    return tuple(
        one for one in TallySeenBy if one is now or not is_any_dot_given or one in _MAY_BECOME[now]
    )


def dots_words(count: int) -> str:
    """Return a number of dots in words that fit: 1 dot, 5 dots."""
    return f"{count} dot" if count == 1 else f"{count} dots"
