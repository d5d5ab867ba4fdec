"""Does it hold when many people act at the same moment, through real sockets?"""

import random
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from sqlalchemy import func, select

from sandbox.acting import Person
from sandbox.calls import Refused
from sandbox.sights import Message, WireEntry
from storage.database import Database, open_database
from storage.tables import DotsRow, ParticipantRow, PersonRow, SignupRow, TopicRow
from tests.e2e.week import TOMORROW, World, begin_vote, held, said

VOTERS = 50
CLICKS = 20
TOPICS = 22
"""More than a page of the tally holds; the ballot that is pressed on is the first page of it."""
BUDGET = 5
RACERS = 200
SEATS = 10
TALLY_ROW = re.compile(r"#(\d+) \*[^*\n]+\*: (\d+) dots? from (\d+) (?:person|people)")


def test_fifty_people_vote_at_once_and_nobody_is_ever_over_budget(
    database_url: str, tmp_path: Path
) -> None:
    names = [f"voter{number}" for number in range(VOTERS)]
    with held("http", database_url, tmp_path, people=("ada", *names)) as world:
        ada = world.person("ada")
        begin_vote(world, ada, topics=TOPICS)
        together = Barrier(VOTERS)

        def clicks(name: str) -> None:
            person = world.person(name)
            answer = person.types("/vote", world.channel)
            assert answer.message is not None
            choice = random.Random(name)
            together.wait()
            pressed = 0
            while pressed < CLICKS:
                pressed += _presses(person, answer.message, choice)

        with ThreadPoolExecutor(VOTERS) as pool:
            list(pool.map(clicks, names))
        tally = world.types(ada, "/tally") + world.types(ada, "/tally page 2")
        assert world.refused() == []
    _check_ballots(database_url, tally)


def _presses(person: Person, ballot: Message, choice: random.Random) -> int:
    """Press a random button of the ballot as it is now; 0 if it had just been shown anew."""
    now = person.again(ballot)
    assert now is not None
    buttons = [
        (block["block_id"], element["action_id"])
        for block in now.blocks
        for element in [*block.get("elements", []), block.get("accessory", {})]
        if element.get("type") == "button"
    ]
    block_id, action_id = choice.choice(buttons)
    try:
        outcome = person.presses(now, action_id=action_id, block_id=block_id)
    except Refused:
        return 0
    assert outcome.ok, outcome
    return 1


def _check_ballots(database_url: str, tally: str) -> None:
    database = open_database(database_url)
    with database.reading() as db:
        sums = db.execute(
            select(DotsRow.participant_id, func.sum(DotsRow.dots)).group_by(DotsRow.participant_id)
        ).all()
        of_topics = db.execute(
            select(TopicRow.number, func.sum(DotsRow.dots), func.count(DotsRow.participant_id))
            .join(DotsRow, DotsRow.topic_id == TopicRow.id)
            .group_by(TopicRow.number)
        ).all()
    database.close()
    assert len(sums) > VOTERS * 0.8
    assert max(int(dots) for _, dots in sums) <= BUDGET
    total = sum(int(dots) for _, dots in sums)
    assert f"{len(sums)} people have voted and given {total} dots" in tally
    # Each topic's total is what its ballots add up to, on every page; without ballots it has 0.
    shown = {
        int(number): (int(dots), int(voters)) for number, dots, voters in TALLY_ROW.findall(tally)
    }
    counted = {int(number): (int(dots), int(voters)) for number, dots, voters in of_topics}
    assert shown == {number: counted.get(number, (0, 0)) for number in range(1, TOPICS + 1)}


def test_two_hundred_race_for_ten_seats_and_exactly_ten_get_one(
    database_url: str, tmp_path: Path
) -> None:
    names = [f"racer{number}" for number in range(RACERS)]
    with held("http", database_url, tmp_path, people=("ada", *names)) as world:
        _publish_one_session(world)
        racers = {name: world.person(name) for name in names}
        together = Barrier(RACERS)

        def race(name: str) -> tuple[str, str]:
            together.wait()
            answer = racers[name].types("/signup 1", world.channel)
            assert answer.ok, answer.error
            return racers[name].id, said(answer)

        with ThreadPoolExecutor(RACERS) as pool:
            told = dict(pool.map(race, names))
        # So many new people in one minute are more than Slack tells about (users.info, tier 4:
        # 100 a minute); nobody waits for that or is refused a seat.
        assert [call for call in world.refused() if not _is_asked_too_often(call)] == []
    order = _order(database_url)
    assert sorted(order) == sorted(told)
    for position, user_id in enumerate(order, start=1):
        assert _standing(position) in told[user_id]


def _is_asked_too_often(call: WireEntry) -> bool:
    return call.name == "users.info" and call.refused == "ratelimited" and call.status == 429


def _publish_one_session(world: World) -> None:
    ada = world.person("ada")
    begin_vote(world, ada, topics=1)
    world.types(ada, f'/openspace rooms add "Room A" {SEATS}')
    world.types(ada, f"/openspace slots add {TOMORROW} 10:00-11:00")
    world.types(ada, f'/openspace timetable move 1 {TOMORROW} 10:00 "Room A"')
    world.types(ada, "/openspace timetable publish")


def _standing(position: int) -> str:
    if position <= SEATS:
        return "you have a seat"
    if position == SEATS + 1:
        return "you are first on the waiting list"
    return f"you are number {position - SEATS} on the waiting list"


def _order(database_url: str) -> list[str]:
    database: Database = open_database(database_url)
    with database.reading() as db:
        query = (
            select(PersonRow.user_id)
            .join(ParticipantRow, ParticipantRow.person_id == PersonRow.id)
            .join(SignupRow, SignupRow.participant_id == ParticipantRow.id)
            .order_by(SignupRow.id)
        )
        order = list(db.scalars(query))
    database.close()
    return order
