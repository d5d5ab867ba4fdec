"""Does a whole open space work, from its start to the waiting list, by typing alone?"""

from pathlib import Path

import pytest

from sandbox.client import wait_for
from tests.e2e.week import FIRST_DAY, LAST_DAY, TOMORROW, ZONE, World, held


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_an_open_space_is_held_by_typing_alone(
    mode: str, database_url: str, tmp_path: Path
) -> None:
    with held(mode, database_url, tmp_path, people=("ada", "bo", "cy", "dee")) as world:
        set_up(world)
        propose_and_vote(world)
        place_and_publish(world)
        sign_up(world)
        assert world.program.process.poll() is None
        assert world.refused() == []


def set_up(world: World) -> None:
    ada, bo = world.person("ada"), world.person("bo")
    assert "There is no open space here yet" in world.types(bo, "/topics")
    assert "starts here" in world.types(
        ada, f"/openspace new “CoProWeekScot” {FIRST_DAY} to {LAST_DAY} {ZONE}"
    )
    assert "Only facilitators" in world.types(bo, '/openspace rooms add "Attic" 3')
    world.types(ada, '/openspace rooms add "Room A" 2')
    assert "10 seats" in world.types(ada, "/openspace rooms add “Room B” 10")
    slots = world.types(ada, f"/openspace slots add {TOMORROW} 10:00-11:00 11:30-12:30")
    assert "10:00-11:00, 11:30-12:30" in slots
    talk = world.types(
        ada,
        f'/openspace talks add "Inclusion in practice" {TOMORROW} 10:00 "room b"'
        ' by "Sam Halloran, Open Doors"',
    )
    assert "The talk is #1" in talk


def propose_and_vote(world: World) -> None:
    ada, bo, cy = world.person("ada"), world.person("bo"), world.person("cy")
    assert "Proposing is closed" in world.types(bo, "/propose Procurement")
    assert "Proposing is open" in world.types(ada, "/openspace open proposals")
    assert "#2" in world.types(bo, "/propose How do we start co-pro in procurement?")
    assert "#3" in world.types(cy, "/propose Paying people for their experience")
    assert "already" in world.types(cy, "/propose paying people for their experience")
    assert "Voting is closed" in world.types(bo, "/vote 2")
    world.types(ada, "/openspace open voting")
    assert "0 dots left" in world.types(bo, "/vote 3 x5")
    assert "1 more than your 5 dots" in world.types(bo, "/vote 2")
    assert "2 dots left" in world.types(bo, "/vote #3 x2 2")
    assert "3 dots left" in world.types(cy, "/vote 2 3")
    assert "#1 is a talk" in world.types(cy, "/vote 1")
    assert "isn't there: the numbers go from 1 to 3" in world.types(cy, "/vote 99")
    tally = world.types(ada, "/tally")
    assert "2 people have voted and given 5 dots" in tally
    assert "1.  #3 *Paying people for their experience*: 3 dots from 2 people" in tally
    assert "not shown to you" in world.types(bo, "/tally")


def place_and_publish(world: World) -> None:
    ada, bo = world.person("ada"), world.person("bo")
    assert "isn't published yet" in world.types(bo, "/agenda week")
    moved = world.types(ada, f'/openspace timetable move 3 {TOMORROW} 11:30 "Room A"')
    assert "#3" in moved
    refused = world.types(ada, f'/openspace timetable move 2 {TOMORROW} 11:30 "Room A"')
    assert "Room A already holds #3" in refused
    world.types(ada, f'/openspace timetable move 2 {TOMORROW} 11:30 "Room B"')
    assert "is published" in world.types(ada, "/openspace timetable publish")
    wait_for(lambda: any("has its place" in message.text for message in bo.dms()))
    published = "The timetable of CoProWeekScot is published"
    # Announcements in one channel leave a second and a bit apart, as Slack asks.
    wait_for(lambda: any(published in m.text for m in bo.sees(world.channel)), timeout_s=15)


def sign_up(world: World) -> None:
    ada, bo, cy, dee = (world.person(name) for name in ("ada", "bo", "cy", "dee"))
    assert "you have a seat" in world.types(bo, "/signup 3")
    assert "you have a seat" in world.types(cy, "/signup #3")
    assert "you are first on the waiting list" in world.types(dee, "/signup 3")
    assert "you are number 2 on the waiting list" in world.types(ada, "/signup 3")
    assert "at the same time as #3" in world.types(bo, "/signup 2")
    assert "you have a seat" in world.types(bo, "/signup 2 anyway")
    assert "you are not signed up" in world.types(bo, "/signup cancel 3")
    wait_for(lambda: any("A seat came free" in message.text for message in dee.dms()))
    assert [m for m in (*cy.dms(), *ada.dms()) if "A seat came free" in m.text] == []
    agenda = world.types(dee, f"/agenda {TOMORROW}")
    assert "*You have a seat* (no seat free, 1 waiting)" in agenda
    assert "You are first on the waiting list" in world.types(ada, "/agenda mine")
