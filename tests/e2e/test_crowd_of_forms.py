"""Do forms open in time when many people want one at the same moment and Slack is slow?"""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from tests.e2e.week import FIRST_DAY, LAST_DAY, ZONE, World, held

PEOPLE = 100
LATENCY_MS = 400
TRIGGER_S = 3.0


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_a_hundred_people_open_the_form_at_once_while_slack_takes_400_ms(
    mode: str, database_url: str, tmp_path: Path
) -> None:
    names = [f"proposer{number}" for number in range(PEOPLE)]
    with held(mode, database_url, tmp_path, people=("ada", *names)) as world:
        ada = world.person("ada")
        world.types(ada, f'/openspace new "The week" {FIRST_DAY} to {LAST_DAY} {ZONE}')
        world.types(ada, "/openspace open proposals")
        world.workspace.faults(latency_ms=LATENCY_MS)
        took = _all_open(world, names)
        opened = [call for call in world.workspace.wire() if call.name == "views.open"]
        # A form that opened too late, or not at all, would be among those refused.
        assert [call for call in world.refused() if call.name == "views.open"] == []
    assert len(opened) == PEOPLE
    assert min(call.ms for call in opened) >= LATENCY_MS
    assert max(took) < TRIGGER_S


def _all_open(world: World, names: list[str]) -> list[float]:
    """Let everybody type `/propose` at the same moment; how long each waited, in seconds."""
    people = [world.person(name) for name in names]
    together = Barrier(len(names))

    def opens(number: int) -> float:
        together.wait()
        began = time.monotonic()
        answer = people[number].types("/propose", world.channel)
        took = time.monotonic() - began
        assert (answer.error, answer.message) == (None, None), answer
        assert people[number].form().title == "Propose a topic"
        return took

    with ThreadPoolExecutor(len(names)) as pool:
        return list(pool.map(opens, range(len(names))))
