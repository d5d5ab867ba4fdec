"""What is pressed in a Home is answered in the Home, also when it is no list that a Home has."""

import pytest

from handlers.blocks import agenda, tally, values
from handlers.blocks.values import Turn, View
from tests.handlers.cast import Somebody, Week
from tests.handlers.seen import words_of
from tests.handlers.test_permissions_of_clicks import pressed_at_home
from tests.handlers.test_voting import space_id


@pytest.fixture(autouse=True)
def arrived(week: Week) -> None:
    """All have been seen in the private channel, so that they find its open space."""
    for somebody in (week.ada, week.cy):
        somebody.types("topics")
        somebody.opens_home()


def turns(somebody: Somebody, week: Week, action_id: str, view: View) -> str:
    """What somebody's Home shows after a button that leads to *view*."""
    return pressed_at_home(somebody, action_id, values.write(Turn(space_id(week), view)))


def test_a_calendar_file_that_slack_does_not_take_is_told_at_home(week: Week) -> None:
    week.published()
    week.cy.opens_home()
    week.cy.presses_at_home(agenda.TAKE, 1)
    week.world.expects_refusals = True
    week.world.workspace.faults(rate_500=1.0, methods=["files.getUploadURLExternal"])
    home = week.cy.presses_at_home(agenda.CALENDAR, 1)
    assert "Slack did not take the calendar file." in words_of(home)
    week.world.workspace.faults(rate_500=0, methods=None)


def test_a_tally_is_shown_above_all_else_and_never_as_a_chart(week: Week) -> None:
    week.voting("Procurement")
    week.cy.votes("1 x2")
    for action_id, kind in ((tally.WORDS, "tally"), (tally.CHART, "chart")):
        shown = turns(week.ada, week, action_id, View(kind))
        assert "2 dots from 1 person" in shown
        assert "Messages from me" in shown
