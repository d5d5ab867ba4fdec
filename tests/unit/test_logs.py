"""Do lines of the log carry what finds the rest of their request, and nothing else?"""

import json
import logging

from bot import logs
from handlers import references
from handlers.references import Reference


def record(text: str, **fields: object) -> logging.LogRecord:
    made = logging.LogRecord("bot.dispatch", logging.INFO, "x.py", 1, text, ("five",), None)
    made.__dict__.update(fields)
    return made


def test_lines_of_one_request_carry_the_same_reference_in_both_forms() -> None:
    reference = Reference()
    mark = references.current.set(reference)
    try:
        text = logs.TextLines(logs.TEXT).format(record("It took %s."))
        line = json.loads(logs.JsonLines().format(record("It took %s.", kind="click")))
    finally:
        references.current.reset(mark)
    assert text.endswith(f"INFO bot.dispatch: It took five. [{reference.text}]")
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "INFO",
        "logger": "bot.dispatch",
        "message": "It took five.",
        "request": reference.text,
        "kind": "click",
    }


def test_lines_outside_requests_carry_no_reference() -> None:
    assert logs.TextLines(logs.TEXT).format(record("It took %s.")).endswith("It took five.")
    assert "request" not in json.loads(logs.JsonLines().format(record("It took %s.")))


def test_what_went_wrong_has_the_reference_that_the_person_reads() -> None:
    reference = Reference()
    mark = references.current.set(reference)
    try:
        assert references.noted(references.FAILED) is reference
    finally:
        references.current.reset(mark)
    assert reference.outcome == references.FAILED
    assert references.noted(references.FAILED).text != reference.text


def test_any_text_of_a_message_stays_one_line_of_json() -> None:
    line = logs.JsonLines().format(record("It took %s.\nERROR \u2028 forged"))
    assert len(line.split("\n")) == 1
