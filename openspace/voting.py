"""The rules of voting with dots: a budget, secret ballots, and who sees the totals."""

from collections.abc import Mapping

from openspace import RuleViolation
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
            f"Everyone can have {lowest} to {highest} dots. Type for example `/openspace dots 5`."
        )
    if dots < now and is_any_dot_given:
        raise RuleViolation(
            f"People have begun to vote with {dots_words(now)} each, and no dot is taken back."
            f" More are possible: `/openspace dots {min(now + 1, highest)}`."
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
        f" That promise holds, so it stays at `/openspace tally {now.value}`."
    )


def dots_words(count: int) -> str:
    """Return a number of dots in words that fit: 1 dot, 5 dots."""
    return f"{count} dot" if count == 1 else f"{count} dots"
