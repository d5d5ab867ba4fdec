"""An outage of the database in the log: a line a second at most, and its end."""

import logging

import pytest

from handlers import outages
from handlers.outages import Outages
from storage.database import Busy

logger = logging.getLogger(__name__)


def test_a_hundred_people_who_meet_one_outage_are_one_line_and_share_its_reference(
    caplog: pytest.LogCaptureFixture,
) -> None:
    known = Outages()
    references = {known.note(logger, "Somebody could not be answered", Busy()) for _ in range(100)}
    assert len(caplog.records) == 1
    assert len(references) == 1
    assert references.pop() in caplog.text


def test_what_is_no_outage_is_always_written_down(caplog: pytest.LogCaptureFixture) -> None:
    known = Outages()
    references = {known.note(logger, "That", ValueError("what Bo wrote")) for _ in range(3)}
    assert len(references) == len(caplog.records) == 3
    assert "what Bo wrote" not in caplog.text


def test_an_outage_that_is_over_is_told_once(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO)
    known = Outages()
    known.note(logger, "That", Busy())
    known.over(logger)
    assert "answers again" not in caplog.text, "what only reads goes on while nothing is saved"
    monkeypatch.setattr(outages, "OVER_AFTER_S", 0.0)
    known.over(logger)
    known.over(logger)
    assert caplog.text.count("answers again; 1 things had failed") == 1
