"""What the rules refuse while windows are open changes no row of any table."""

import pytest

from handlers.blocks import agenda
from handlers.blocks import voting as voting_blocks
from tests.handlers import dump
from tests.handlers.cast import Somebody, Week

DATABASES = ("sqlite", "postgresql")

TOPICS = ("Procurement", "Transport", "Digital")
"""Topics 1 to 3, all of bo; topic 4 is a talk, in Room A on Tuesday at 10:00, 5 in Room B then."""


def ready(week: Week) -> Week:
    """Both windows are open, the timetable is published, cy has voted and has a seat."""
    week.voting(*TOPICS)
    week.published(("Opening", "10:00", "Room A"), ("Other talk", "10:00", "Room B"))
    week.cy.votes("1 x4")
    week.cy.signs_up("4")
    return week


REFUSED = (
    ("cy", "vote 2 x2", "1 more than your 5 dots"),
    ("cy", "vote 1 x5 2", "1 more than your 5 dots"),
    ("cy", "vote 1 x101", "more than anyone has"),
    ("cy", "vote 2 4", "#4 is a talk"),
    ("cy", "vote 2 99", "99 isn't there"),
    ("cy", "vote remove 99", "99 isn't there"),
    ("cy", "vote 0", "Topic numbers go from 1"),
    ("cy", "vote two", "is not a topic's number"),
    ("bo", "propose procurement", "already"),
    ("bo", "propose ab", "3"),
    ("cy", "openspace withdraw 1", "Only whoever proposed #1"),
    ("cy", "openspace withdraw 99", "99 isn't there"),
    ("cy", "signup 99", "99 isn't there"),
    ("cy", "signup 1", "no place in the published timetable"),
    ("cy", "signup cancel 99", "99 isn't there"),
    ("cy", "signup 5", "at the same time as #4"),
    ("bo", "signup 4 5", "at the same time"),
    ("cy", "signup 5 99", "99 isn't there"),
    ("ada", 'openspace timetable move 1 tue 10:00 "Room A"', "Room A already holds #4"),
    ("ada", 'openspace timetable move 1 tue 15:00 "Room A"', "slot"),
    ("ada", 'openspace timetable move 1 tue 10:00 "Nowhere"', "Nowhere"),
    ("ada", 'openspace timetable move 99 tue 10:00 "Room A"', "99 isn't there"),
    ("ada", "openspace timetable pin 1", "#1"),
    ("ada", "openspace timetable unplace 99", "99 isn't there"),
    ("ada", 'openspace talks add "Third" tue 10:00 "Room B" by "Jo"', "Room B already holds #5"),
    ("ada", "openspace slots add tue 10:30-11:30", "overlap"),
    ("ada", "openspace slots add mon 12:00-11:00", "end before it begins"),
    ("ada", "openspace slots remove tue 10:00", "#4"),
    ("ada", 'openspace rooms remove "Room A"', "#4"),
    ("ada", 'openspace rooms add "Room C" 0', "seat"),
    ("ada", "openspace dots 3", "no dot is taken back"),
    ("ada", "openspace tally everyone", "already voted"),
    ("ada", "openspace tally after", "already voted"),
    ("ada", "openspace close voting at mon 9:00", "has passed"),
    ("ada", "openspace close voting at 2027-11-29 12:00", "runs from Mon 22 to Fri 26"),
    ("ada", "openspace open voting until thu", "The time is missing"),
    ("ada", "openspace digest 25:00", "not a time I know"),
    ("ada", "openspace summary soon", "not a time I know"),
    ("ada", "openspace reminder 0", "1 to 240 minutes"),
    ("ada", "openspace reminder 241", "1 to 240 minutes"),
    ("ada", "openspace reminder soon", "not a number of minutes"),
    ("ada", "openspace messages page none", "page 2`"),
    ("ada", "openspace messages all", "`/openspace messages again`"),
    ("cy", "openspace notices some", "`/openspace notices all`"),
    ("cy", "openspace notices mine please", "`/openspace notices mine`"),
    ("cy", "openspace digest 10:00", "Only facilitators"),
    ("cy", "openspace messages", "Only facilitators"),
    ("ada", 'openspace new "Second" 2027-11-22 to 2027-11-26', "already here"),
    ("ada", 'openspace new "Bad" 2027-02-30 to 2027-03-01', "There is no 30 February 2027."),
    ("ada", "openspace facilitators remove {ada}", "last"),
    ("ada", "openspace reopen", "not closed"),
)


def test_what_the_rules_refuse_changes_nothing(week: Week) -> None:
    ready(week)
    people: dict[str, Somebody] = {"ada": week.ada, "bo": week.bo, "cy": week.cy}
    for person in people.values():
        person.runs()
    before = dump.rows(week.settled().world.database)
    sent = len(week.world.calls)
    for name, words, said in REFUSED:
        answer = people[name].types(words.format(ada=week.ada.mention))
        assert said in answer.text, (words, answer.text)
        assert "Something went wrong" not in answer.text
        assert dump.rows(week.settled().world.database) == before, words
    assert [c.name for c in week.world.payloads_since(sent) if c.name.startswith("chat.")] == []


def test_a_session_that_is_over_takes_nobody_and_lets_nobody_go(week: Week) -> None:
    ready(week)
    week.world.clock.set(week.world.clock.now().replace(day=23, hour=11, minute=30))
    for person in (week.bo, week.cy):
        person.runs()  # A day later Slack is asked anew who they are; that is noted.
    before = dump.rows(week.settled().world.database)
    for person, words in ((week.bo, "4"), (week.bo, "4 anyway"), (week.cy, "cancel 4")):
        assert "is over" in person.signs_up(words).text
        assert dump.rows(week.settled().world.database) == before


@pytest.mark.parametrize("action", [voting_blocks.MORE, agenda.TAKE])
def test_a_press_that_the_rules_refuse_changes_nothing(week: Week, action: str) -> None:
    ready(week)
    if action == voting_blocks.MORE:
        shown, about, said = week.cy.votes(), 2, "more than your 5 dots"
        week.cy.votes("3")
    else:
        shown, about, said = week.cy.types("agenda week"), 5, "at the same time as #4"
    before = dump.rows(week.settled().world.database)
    assert said in week.cy.presses(shown, action, about, add=True).text
    assert dump.rows(week.settled().world.database) == before
