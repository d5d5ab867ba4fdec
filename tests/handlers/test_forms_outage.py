"""A form outlives a database that does not answer, and defects of ours, with all that was typed."""

import pytest

from handlers.blocks import similar
from services import proposing
from tests.handlers import dump
from tests.handlers.cast import Week
from tests.handlers.test_errors import locked
from tests.handlers.test_proposing_form import is_refused, opens, sends, typed

DATABASES = ("sqlite", "postgresql")
FILLED = {"Title": "Transport in rural areas", "Description": "Buses\n\nand trains"}
KEPT = {"title": FILLED["Title"], "description": FILLED["Description"]}


def test_a_new_topic_is_kept_in_its_form_and_posted_once_the_database_is_back(week: Week) -> None:
    form = opens(week.proposing().bo)
    before = dump.rows(week.settled().world.database)
    with locked(week):
        refused = is_refused(week.bo, form, FILLED)
    assert refused.errors is not None
    assert "did not answer in time" in refused.errors["title.0"]
    assert typed(week.bo.person.form()) == KEPT
    assert dump.rows(week.settled().world.database) == before
    assert "Your topic is #1" in sends(week.bo, week.bo.person.form()).shown


def test_a_change_is_kept_in_its_form_and_saved_once_the_database_is_back(week: Week) -> None:
    week.proposing().bo.proposes("Transport")
    form = opens(week.bo, "openspace edit 1")
    with locked(week):
        refused = is_refused(week.bo, form, FILLED)
    assert refused.errors is not None
    assert "did not answer in time" in refused.errors["title.0"]
    assert typed(week.bo.person.form()) == {**KEPT, "hosts": [week.bo.id]}
    assert "#1 *Transport in rural areas*" in sends(week.bo, week.bo.person.form()).shown


def test_a_press_in_a_form_is_answered_above_it_and_the_form_stays(week: Week) -> None:
    week.proposing().cy.proposes("Rural transport")
    warned = sends(week.bo, opens(week.bo), FILLED)
    with locked(week):
        assert week.bo.person.clicks(warned, similar.FORM_JOIN).error is None
    week.world.wait_for_lanes()
    below, above = week.bo.person.forms()
    assert "did not answer in time" in above.shown
    assert typed(below) == KEPT


def test_a_defect_keeps_the_form_and_shows_a_reference_that_the_log_has(
    week: Week, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    form = opens(week.proposing().bo)

    def broken(*_: object, **__: object) -> None:
        raise KeyError("what bo wrote")

    # The one place where our own code is bent: a defect cannot be had otherwise.
    monkeypatch.setattr(proposing, "propose", broken)
    refused = is_refused(week.bo, form, FILLED)
    monkeypatch.undo()
    assert refused.errors is not None
    said = refused.errors["title.0"]
    assert said.split("reference ")[1].rstrip(".") in caplog.text
    assert "what bo wrote" not in said + caplog.text
    assert FILLED["Title"] not in caplog.text
    assert "Your topic is #1" in sends(week.bo, week.bo.person.form()).shown
