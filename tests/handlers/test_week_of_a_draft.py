"""From the vote to a draft, everybody's own week and a granted change: by typing, by clicking."""

from sqlalchemy import select

from handlers.blocks import agenda, drafting, requests, timetable
from storage.tables import SessionRow, TopicRow
from tests.handlers.cast import Week
from tests.handlers.test_drafting import again, newest
from tests.handlers.test_proposing_form import sends
from tests.handlers.test_requests import option

DATABASES = ("sqlite", "postgresql")


def voted(week: Week) -> Week:
    """Bo, ada and cy host a topic each; cy wants all three; there are two slots and two rooms."""
    week.ada.runs("open proposals")
    for host, title in ((week.bo, "Procurement"), (week.ada, "Transport"), (week.cy, "Digital")):
        host.proposes(title)
    week.ada.runs("open voting")
    week.cy.votes("1 x2")
    week.cy.votes("2 3")
    week.bo.votes("2")
    week.ada.runs('rooms add "Room A" 30')
    week.ada.runs('rooms add "Room B" 10')
    week.ada.runs("slots add tue 10:00-11:00 11:00-12:00")
    return week


def place_of(week: Week, number: int) -> tuple[int | None, int | None]:
    """Return slot and room of a published session."""
    with week.world.database.reading() as db:
        row = db.execute(
            select(SessionRow.published_slot_id, SessionRow.published_room_id)
            .join(TopicRow, TopicRow.id == SessionRow.topic_id)
            .where(TopicRow.number == number)
        ).one()
    return row[0], row[1]


def test_by_typing(week: Week) -> None:
    voted(week).ada.runs("close voting")
    week.ada.runs("timetable draft")
    week.world.ticks.plan()
    assert "The draft is ready: 3 sessions changed their place." in newest(week.ada).text
    assert "#1 is on Tue 23 Nov 1" in week.ada.runs("why 1").text
    week.ada.runs("timetable draft")
    week.world.ticks.plan()
    assert "The draft stays as it is: I found no better one." in newest(week.ada).text
    assert "The timetable is published." in week.ada.runs("timetable publish").text
    letter = week.cy.last_letter()
    assert "Your week in CoProWeekScot" in letter
    assert "You can get to 2 of the 3 topics that have dots of yours." in letter
    assert "You have a seat now in" in week.cy.types("signup suggested").text
    before = [place_of(week, number) for number in (1, 2)]
    assert "It is request 1." in week.bo.runs("ask 2 swap 1 because of the children").text
    assert "Request 1 is granted." in week.ada.runs("grant 1 Gladly.").text
    assert "A facilitator says: Gladly." in week.bo.last_letter()
    assert [place_of(week, number) for number in (2, 1)] == before


def test_by_clicking(week: Week) -> None:
    shown = voted(week).ada.runs("timetable")
    week.ada.runs("close voting")
    shown = week.ada.presses(shown, drafting.AGAIN)
    assert "I am working out a draft" in shown.text
    week.world.ticks.plan()
    ready = again(week, shown)
    assert "The draft is ready: 3 sessions changed their place." in ready.text
    published = week.ada.presses(ready, timetable.PUBLISH)
    assert "The timetable is published." in published.text
    letter = week.cy.letters()[-1]
    week.cy.pushes(letter, agenda.TAKE, 1)
    week.world.wait_for_lanes()
    assert "You have a seat." in newest_in(week, letter.channel)
    week.bo.pushes(week.bo.types("agenda week"), requests.ASK)
    first = week.bo.person.form()
    swap = {"deed": option(first, "deed", "Swap"), "session": option(first, "session", "#2 ")}
    second = sends(week.bo, first, swap)
    sends(week.bo, second, {"place": option(second, "place", "#1 "), "reason": "The children"})
    week.ada.pushes(week.ada.letters()[-1], requests.GRANT, 1)
    done = sends(week.ada, week.ada.person.form(), {"word": "Gladly."})
    assert "Request 1 is granted." in str(done.blocks)
    assert "A facilitator says: Gladly." in week.bo.last_letter()


def newest_in(week: Week, channel: str) -> str:
    message = week.cy.person.last_answer(channel)
    assert message is not None
    return message.text
