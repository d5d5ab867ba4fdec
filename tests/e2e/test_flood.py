"""One person sends commands as fast as a program can; everybody else votes as if nobody did."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from urllib.parse import urlencode

import httpx

from bot.restraint import SENTENCE
from bot.timing import USUAL
from tests.e2e.test_program_http import signed
from tests.e2e.week import World, begin_vote, held

FLOODERS = 3
"""How many programs send for the one person."""

LEAST = 100
"""How many commands each of them sends at least, also where the machine is slow."""

OTHERS = 6
ROUNDS = 10


def test_one_person_who_floods_the_bot_is_held_back_and_nobody_else_is(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/week.db"
    names = [f"voter{number}" for number in range(OTHERS)]
    with held("http", url, tmp_path, people=("ada", "mallory", *names)) as world:
        begin_vote(world, world.person("ada"), topics=3)
        quiet = _voted(world, names)
        over = Event()
        with ThreadPoolExecutor(FLOODERS) as pool:
            began = time.monotonic()
            floods = [pool.submit(_flood, world, n, over) for n in range(FLOODERS)]
            try:
                busy = _voted(world, names)
            finally:
                over.set()
            texts = [text for flood in floods for text in flood.result()]
            seconds = time.monotonic() - began
        taken = sum(text != SENTENCE for text in texts)
        print(  # noqa: T201 - figures for whoever asks with -s
            f"\n{len(texts) / seconds:.0f} a second for {seconds:.1f} s, {taken} taken; "
            f"99th percentile of the others: {_late_ms(quiet):.0f} ms before, "
            f"{_late_ms(busy):.0f} ms meanwhile"
        )
        assert len(texts) > taken
        assert taken <= USUAL.deeds_burst + USUAL.deeds_per_s * seconds + 1


def _voted(world: World, names: list[str]) -> list[float]:
    """How long each vote of these people took, in ms; every one is answered with the ballot."""

    def vote(name: str) -> list[float]:
        person = world.person(name)
        times = []
        for turn in range(ROUNDS):
            answer = person.types(f"/vote {turn % 3 + 1} x1", world.channel)
            assert answer.message is not None
            assert "Your ballot" in answer.message.text
            times.append(answer.ack_ms)
        return times

    with ThreadPoolExecutor(len(names)) as pool:
        return [ms for times in pool.map(vote, names) for ms in times]


def _late_ms(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]


def _flood(world: World, number: int, over: Event) -> list[str]:
    """Send until told to stop; what each answer said."""
    user_id = world.person("mallory").id
    address = f"http://127.0.0.1:{world.settings['HTTP_PORT']}/slack/events"
    texts: list[str] = []
    with httpx.Client(trust_env=False, timeout=10) as client:
        while not over.is_set() or len(texts) < LEAST:
            fields = {
                "command": "/vote",
                "text": f"{len(texts) % 3 + 1} x2",
                "team_id": world.slack.team_id,
                "user_id": user_id,
                "channel_id": world.channel.id,
                "trigger_id": f"1.{number}.{len(texts)}",
            }
            body = urlencode(fields).encode()
            headers = signed(body, world.slack.signing_secret)
            answer = client.post(address, content=body, headers=headers)
            assert answer.status_code == 200
            texts.append(answer.json()["text"])
    return texts
