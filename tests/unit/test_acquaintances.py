"""Are people remembered, and not more of them than there is room for?"""

from datetime import UTC, datetime, timedelta

from handlers.acquaintances import Acquaintances

NOW = datetime(2027, 11, 22, 9, 40, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def test_a_person_is_remembered_by_workspace_and_user() -> None:
    met = Acquaintances()
    met.note("T1", "U1", at=NOW)
    met.note("T1", "U1", at=LATER)
    known = [met.met_at(*who) for who in (("T1", "U1"), ("T2", "U1"), ("T1", "U2"))]
    assert known == [LATER, None, None]


def test_those_met_longest_ago_are_forgotten_first() -> None:
    met = Acquaintances(most=3)
    for user_id in ("U1", "U2", "U3", "U1", "U4", "U5"):
        met.note("T1", user_id, at=NOW)
    remembered = [f"U{n}" for n in range(1, 6) if met.met_at("T1", f"U{n}")]
    assert remembered == ["U1", "U4", "U5"]
