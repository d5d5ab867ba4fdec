"""How long what is about people is kept, in words."""

from openspace.retention import Keeping


def words(keeping: Keeping) -> str:
    """Return how long after the end of an open space what is kept, in two sentences."""
    ballots = min(keeping.ballots_days, keeping.people_days)
    return (
        f"Whose ballot is whose is forgotten {_after(ballots)}; the totals stay."
        f" All else about people goes {_after(keeping.people_days)}; topics stay without names."
    )


def _after(days: int) -> str:
    match days:
        case 0:
            return "when an open space ends"
        case 1:
            return "a day after an open space ends"
        case 365:
            return "12 months after an open space ends"
        case _:
            return f"{days} days after an open space ends"
