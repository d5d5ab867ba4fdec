"""Why a session stands where it does: who is told what, from what is stored."""

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from openspace import absences as absence_rules
from openspace import why as rules
from openspace.spaces import TallySeenBy, Window
from services import absences, placing, spaces, timetable, why
from services.visits import Here
from storage.tables import DotsRow, ParticipantRow, PersonRow
from tests.storage.week import NOON, NOW, TEAM, TEN, TUESDAY, Actor, Week, user_id

ZONE = "Europe/London"
PLACE = "#1 is on Tue 23 Nov 10:00 in Room A"
WANTED = "about 10 of the 16 people who want it also want #2, which is on Tue 23 Nov 12:00"


def told(somebody: Actor, number: int = 1) -> str:
    return rules.sentence(somebody.sees(why.explain, number).found, zone=ZONE)


def crowd(db: Session, space_id: int, *, first: int, both: int, other: int) -> None:
    """Let people vote: *first* for #1 alone, *both* for #1 and #2, *other* for #2 alone."""
    wants = [(1,)] * first + [(1, 2)] * both + [(2,)] * other
    for n, numbers in enumerate(wants):
        person = db.execute(
            insert(PersonRow)
            .values(team_id=TEAM, user_id=user_id(f"v{n}"), kind="member", checked_at=NOW)
            .returning(PersonRow.id)
        ).scalar_one()
        guest = db.execute(
            insert(ParticipantRow)
            .values(space_id=space_id, person_id=person, is_facilitator=False, is_present=True)
            .returning(ParticipantRow.id)
        ).scalar_one()
        for topic_id in numbers:
            db.execute(insert(DotsRow).values(topic_id=topic_id, participant_id=guest, dots=1))


@pytest.fixture
def placed(week: Week) -> Week:
    """Bo's #1 at ten, cy's #2 at noon, #3 without a place: published."""
    week.has_topics("Transport")
    week.has_topics("Digital", by="cy")
    week.has_topics("Housing")
    week.has_slots()
    week.has_room("Room A", 10)
    week.has_session(1, "Room A")
    week.has_published(2, "Room A", start=NOON)
    return week


def has_voted(week: Week) -> None:
    """Ten people want both #1 and #2, six #1 alone, five #2 alone."""
    with week.database.begin() as db:
        crowd(db, week.space.id, first=6, both=10, other=5)
    week.closes(Window.VOTING)


def test_facilitators_are_told_in_fives_whom_it_would_keep_away(placed: Week) -> None:
    has_voted(placed)
    assert told(placed.ada) == f"{PLACE} because {WANTED}."
    assert told(placed.bo) == f"{PLACE}, and as far as can be told it could as well be elsewhere."
    placed.opens(Window.VOTING)
    assert "want" not in told(placed.ada)


def test_others_are_told_of_wishes_where_all_see_the_tally_once_nobody_votes(placed: Week) -> None:
    placed.ada(spaces.set_tally_seen_by, TallySeenBy.EVERYONE)
    has_voted(placed)
    assert told(placed.bo) == f"{PLACE} because {WANTED}."
    placed.opens(Window.VOTING)
    assert "want" not in told(placed.bo)


def test_absences_are_read_by_facilitators_alone(placed: Week) -> None:
    before = told(placed.cy)

    def at_noon(_here: Here) -> tuple[absence_rules.Absence, ...]:
        return (absence_rules.part_of_day(TUESDAY, NOON, NOON.replace(hour=13), ZONE),)

    placed.bo(absences.add, at_noon)
    assert "its host is away on Tue 23 Nov 12:00" in told(placed.ada)
    assert told(placed.cy) == before


def test_what_a_host_leads_beside_it_is_no_secret(placed: Week) -> None:
    placed.ada(placing.unplace, 2)
    placed.has_published(3, "Room A", start=NOON)
    assert told(placed.cy) == f"{PLACE} because its host is not free at every other time."


def test_nothing_of_the_draft_is_told_to_others(placed: Week) -> None:
    placed.ada(placing.unplace, 1)
    placed.has_session(3, "Room A", start=TEN)
    assert told(placed.ada, 3).startswith("#3 is on Tue 23 Nov 10:00 in Room A")
    assert placed.bo.sees(why.explain, 3).found.session is None
    assert told(placed.bo).startswith(PLACE)
    assert told(placed.ada).startswith("#1 has no place because ")
    placed.ada(timetable.publish)
    assert placed.bo.sees(why.explain, 1).found.session is None


def test_what_is_not_there_is_refused(placed: Week) -> None:
    assert "from 1 to 3" in placed.bo.is_refused(why.explain, 9)
