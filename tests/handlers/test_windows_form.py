"""The form in which proposing and voting are opened and closed, now and at set times."""

from datetime import datetime

import pytest

from handlers.blocks import running, windows_form
from sandbox import elements
from sandbox.sights import View
from tests.handlers import dump
from tests.handlers.cast import Somebody, Week
from tests.handlers.seen import as_read
from tests.handlers.test_errors import locked
from tests.handlers.test_proposing_form import is_refused, sends, typed
from tests.handlers.test_windows import CLOSED, OPENED, at, on, quiet, told

DATABASES = ("sqlite", "postgresql")


def opens_windows(somebody: Somebody) -> View:
    """Press the button in the answer to `/openspace`; the form."""
    assert somebody.pushes(somebody.runs(), running.WINDOWS).error is None
    return somebody.person.form()


def seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def presses(somebody: Somebody, form: View, action_id: str, name: str) -> View:
    """Press the button whose accessible name begins with *name*; the form after it."""
    block, element = next(
        (block, one)
        for block, one in elements.interactive(form.blocks)
        if one["action_id"] == action_id and one["accessibility_label"].startswith(name)
    )
    outcome = somebody.person.clicks(form, element["action_id"], block_id=block["block_id"])
    assert outcome.error is None
    somebody.world.wait_for_lanes()
    return somebody.person.form()


def test_voting_opens_and_closes_now_and_the_channel_is_told_as_after_a_command(
    week: Week,
) -> None:
    quiet(week)
    form = opens_windows(week.ada)
    assert "Voting is *closed* now." in form.shown
    form = presses(week.ada, form, windows_form.OPEN_NOW, "Open now: voting")
    assert "Voting is open. The channel is told." in form.shown
    assert "Voting is *open* now." in form.shown
    week.world.settle()
    assert told(week) == [OPENED]
    form = presses(week.ada, form, windows_form.CLOSE_NOW, "Close now: voting")
    assert "Voting is closed. The channel is told." in form.shown
    week.world.settle()
    assert told(week) == [OPENED, CLOSED]


def test_set_times_hold_and_empty_fields_take_them_off(week: Week) -> None:
    quiet(week)
    filled = {
        "Voting opens at": seconds(on(23, 9)),
        "Voting closes at": seconds(on(25, 17)),
        "Proposing closes at": seconds(on(24, 12)),
    }
    done = sends(week.ada, opens_windows(week.ada), filled)
    said = as_read(done.shown)
    assert "Voting opens by itself on Tue 23 Nov 09:00." in said
    assert "Voting closes by itself on Thu 25 Nov 17:00." in said
    assert "Proposing closes by itself on Wed 24 Nov 12:00." in said
    assert "Voting opens by itself" in as_read(week.cy.runs().text)
    form = opens_windows(week.ada)
    assert typed(form) == {
        "voting_open": seconds(on(23, 9)),
        "voting_close": seconds(on(25, 17)),
        "proposals_close": seconds(on(24, 12)),
    }
    done = sends(week.ada, form, {"Voting closes at": None, "Proposing closes at": None})
    assert "closes by itself" not in done.shown
    at(week, on(23, 9))
    assert told(week) == [OPENED]


def test_a_button_takes_a_set_time_off_and_keeps_what_else_was_typed(week: Week) -> None:
    week.ada.runs("open voting at tue 9:00 until thu 17:00")
    form = opens_windows(week.ada)
    form = week.ada.person.fills(form, {"Voting closes at": seconds(on(26, 12))})
    form = presses(week.ada, form, windows_form.TIME_OFF, "Take this time off: voting opens")
    assert "Voting no longer opens by itself." in form.shown
    assert "The times that you changed below are not saved yet." in form.shown
    assert typed(form) == {"voting_close": seconds(on(26, 12))}
    assert "opens by itself on" not in week.cy.runs().text
    assert "closes by itself on Thu 25 Nov 17:00" in as_read(week.cy.runs().text)
    sends(week.ada, form)
    assert "closes by itself on Fri 26 Nov 12:00" in as_read(week.cy.runs().text)


@pytest.mark.parametrize(
    ("filled", "field", "says"),
    [
        ({"Voting closes at": on(22, 9)}, "voting_close.0", "has passed"),
        ({"Proposing opens at": on(27, 9)}, "proposals_open.0", "is over by then"),
        (
            {"Voting opens at": on(25, 9), "Voting closes at": on(24, 9)},
            "voting_close.0",
            "close before it opens",
        ),
    ],
)
def test_a_time_that_cannot_be_is_refused_at_its_field_and_changes_nothing(
    week: Week, filled: dict[str, datetime], field: str, says: str
) -> None:
    form = opens_windows(week.ada)
    before = dump.rows(week.settled().world.database)
    values = {"Proposing closes at": seconds(on(24, 12))}
    values |= {name: seconds(moment) for name, moment in filled.items()}
    refused = is_refused(week.ada, form, values)
    assert refused.errors is not None
    assert list(refused.errors) == [field]
    assert says in refused.errors[field]
    assert dump.rows(week.settled().world.database) == before


def test_when_both_set_the_same_time_the_second_sees_both_and_decides(week: Week) -> None:
    week.ada.runs(f"facilitators add {week.bo.mention}")
    form = opens_windows(week.ada)
    week.bo.runs("close voting at thu 17:00")
    week.bo.runs("close proposals at wed 12:00")
    anew = sends(week.ada, form, {"Voting closes at": seconds(on(26, 12))})
    said = as_read(anew.shown)
    assert "Somebody else set the same times" in said
    assert "Voting closes at: theirs is Thu 25 Nov 17:00." in said
    assert typed(anew) == {
        "voting_close": seconds(on(26, 12)),
        "proposals_close": seconds(on(24, 12)),
    }
    assert "Voting closes by itself on Fri 26 Nov 12:00." in as_read(sends(week.ada, anew).shown)
    assert "Proposing closes by itself on Wed 24 Nov 12:00." in as_read(week.cy.runs().text)


def test_who_is_facilitator_no_more_is_refused_in_the_form_and_above_it(week: Week) -> None:
    week.ada.runs(f"facilitators add {week.bo.mention}")
    form = opens_windows(week.bo)
    week.ada.runs(f"facilitators remove {week.bo.mention}")
    refused = is_refused(week.bo, form, {"Voting closes at": seconds(on(25, 17))})
    assert refused.errors is not None
    assert "Only facilitators" in refused.errors["proposals_open.0"]
    presses(week.bo, form, windows_form.OPEN_NOW, "Open now: voting")
    assert "Only facilitators" in week.bo.person.forms()[-1].shown
    assert "Voting is closed" in week.cy.votes("1").text


def test_an_open_space_closed_meanwhile_is_said_in_the_form(week: Week) -> None:
    form = opens_windows(week.ada)
    week.ada.runs("close")
    refused = is_refused(week.ada, form, {"Voting closes at": seconds(on(25, 17))})
    assert refused.errors is not None
    assert "is closed" in refused.errors["proposals_open.0"]


def test_while_the_database_does_not_answer_the_form_stays(week: Week) -> None:
    form = opens_windows(week.ada)
    with locked(week):
        refused = is_refused(week.ada, form, {"Voting closes at": seconds(on(25, 17))})
    assert refused.errors is not None
    assert "did not answer in time" in refused.errors["proposals_open.0"]
    assert "closes by itself" in sends(week.ada, week.ada.person.form()).shown
