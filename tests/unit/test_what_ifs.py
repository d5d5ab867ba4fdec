"""Looking what would help a draft that people have: whether, how hard, and what is said."""

from bot import what_ifs
from openspace.planning import Options, Plan, Problem
from tests.unit import drafts
from tests.unit.drafts import ROOMS, SLOTS, ZONE
from tests.unit.test_what_if import every_way

HOUR_HELPS = "With one more hour on Mon 22 Nov, about 10 more people get everything."
TOO_MANY = [*([[1, 2]] * 12), *([[1]] * 8)]


def test_only_what_helps_is_said() -> None:
    material = drafts.material({1: (0, 0), 2: (0, 1)}, TOO_MANY, slots=SLOTS[:1], rooms=ROOMS[:2])
    said = what_ifs.sentences(material, every_way, zone=ZONE, options=Options(), draft_s=0.1)
    assert said == (HOUR_HELPS,)


def test_all_searches_together_are_to_take_no_longer_than_aimed_at() -> None:
    material = drafts.material({1: (0, 0)}, TOO_MANY)
    asked: list[Options] = []

    def search(_problem: Problem, options: Options) -> Plan:
        asked.append(options)
        return Plan({})

    for draft_s in (0.0, 4.0):
        what_ifs.sentences(
            material, search, zone=ZONE, options=Options(seed=3, fairness=9), draft_s=draft_s
        )
    assert len(asked) == 2 * 5
    assert {(one.seed, one.fairness) for one in asked} == {(3, 9)}
    quick, slow = asked[:5], asked[5:]
    assert {one.effort for one in quick} == {0.2}
    assert sum(one.effort * 4.0 for one in slow) <= what_ifs.AIM_S + 0.001
