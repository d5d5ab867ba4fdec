"""What a participant could make a modified client send, and what comes of it: nothing."""

import logging
import socket
import time
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import update

from bot import http
from handlers.blocks import placing, requests_form, values, voting
from handlers.blocks.form_values import AnswerForm, PlaceWanted, Placing
from handlers.blocks.values import Dots, View
from storage.planning_tables import PlanningAskerRow
from tests.handlers import cast, dump
from tests.handlers.cast import Week
from tests.handlers.test_permissions_of_forms import sent
from tests.handlers.test_voting import given, space_id
from tests.handlers.world import World

ELSEWHERE = "http://127.0.0.1:9/metrics"
NOT_SENT = "address that is not Slack's"


def a_draft(week: Week) -> Week:
    """An open space whose draft has a topic without a place."""
    return week.voting("Procurement").published(seats=30)


@pytest.mark.parametrize("kind", ["placing", "answer"])
def test_an_address_forged_into_a_form_gets_no_answer(
    week: Week, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    a_draft(week)
    n = space_id(week)
    if kind == "placing":
        wanted = values.write(PlaceWanted("2027-11-23 11:00", 2, 0))
        state: dict[str, Any] = {placing.PLACE: {"selected_option": {"value": wanted}}}
        metadata = values.write(Placing(n, 1, View("timetable"), ELSEWHERE))
        said = sent(week.ada, placing.CALLBACK, metadata, state)
    else:
        week.bo.runs('ask 2 tue 11:00 "Room B"')
        metadata = values.write(AnswerForm(n, 1, False, View("requests"), "", ELSEWHERE))
        state = {requests_form.WORD: {"value": "Not now"}}
        said = sent(week.ada, requests_form.ANSWER_CALLBACK, metadata, state)
    assert '"response_action": "update"' in said, said
    assert NOT_SENT in caplog.text
    assert ELSEWHERE not in caplog.text


def test_an_address_changed_in_the_database_gets_no_draft(
    week: Week, caplog: pytest.LogCaptureFixture
) -> None:
    a_draft(week)
    week.ada.runs("timetable draft")
    with week.world.database.begin() as db:
        db.execute(update(PlanningAskerRow).values(answer_url=ELSEWHERE))
    week.world.ticks.plan()
    assert NOT_SENT in caplog.text


def test_a_response_url_elsewhere_is_not_answered_at(
    week: Week, caplog: pytest.LogCaptureFixture
) -> None:
    week.voting("Procurement")
    action = {
        "type": "button",
        "action_id": voting.MORE,
        "value": values.write(Dots(space_id(week), 1, 1, View("ballot"))),
    }
    answer = week.world.interacts(
        {
            "type": "block_actions",
            "team": {"id": week.world.sandbox.team_id},
            "user": {"id": week.cy.id},
            "response_url": ELSEWHERE,
            "actions": [action],
        }
    )
    assert answer.status_code == 200
    week.world.wait_for_lanes()
    assert NOT_SENT in caplog.text


def test_dots_for_a_topic_of_an_open_space_that_one_may_not_find_are_refused(
    world: World, week: Week
) -> None:
    other = cast.week(world).voting("Secret plans")
    week.voting("Procurement")
    # From then on it is remembered what Slack says she is.
    week.mallory.types("topics")
    before = dump.rows(week.settled().world.database)
    for number, dots in ((1, 1), (1, 5), (2**31 - 1, 1), (0, 1)):
        forged = values.write(Dots(space_id(other), number, dots, View("ballot")))
        said = week.mallory.clicks_raw(voting.MORE, forged).text
        assert "Secret plans" not in said
        assert dump.rows(world.database) == before


@pytest.mark.parametrize("dots", ["-1", "-5", "6", "99", "2147483647", "2147483648", "1e3", "1.0"])
def test_dots_below_none_or_beyond_the_budget_change_nothing(week: Week, dots: str) -> None:
    week.voting("Procurement")
    week.cy.votes("1 x2")
    said = week.cy.clicks_raw(voting.MORE, f'[{space_id(week)},1,{dots},"ballot","",1]').text
    # Below none the database would refuse too, but as a defect of ours.
    assert "Something went wrong" not in said
    assert given(week.cy.votes()) == {1: 2}


def test_a_ballot_that_is_named_in_a_button_is_still_ones_own(week: Week) -> None:
    """No button names whose dots it moves: that is whoever Slack says pressed it."""
    week.voting("Procurement")
    week.bo.votes("1 x3")
    value = f'[{space_id(week)},1,0,"ballot","{week.bo.id}",1]'
    week.cy.clicks_raw(voting.FEWER, value)
    assert given(week.bo.votes()) == {1: 3}


def test_a_request_heard_once_is_not_heard_again(week: Week) -> None:
    week.voting("Procurement")
    moment = str(int(time.time()))
    fields = {
        "command": "/vote",
        "text": "1 x3",
        "team_id": week.world.sandbox.team_id,
        "user_id": week.cy.id,
        "channel_id": week.channel.id,
    }
    body = urlencode(fields).encode()
    headers = week.world.signed(body, moment)
    first = week.world.sends_as_it_is(body, headers)
    week.cy.votes("clear")
    again = week.world.sends_as_it_is(body, headers)
    assert (first.status_code, again.status_code) == (200, 401)
    # Slack's retries are of events alone, so that a header that nobody signs opens no door.
    claimed = week.world.sends_as_it_is(body, {**headers, "X-Slack-Retry-Num": "1"})
    assert claimed.status_code == 401
    assert given(week.cy.votes()) == {}


def test_somebody_of_another_workspace_who_has_the_same_id_is_somebody_else(week: Week) -> None:
    """A team id in a payload makes nobody a member: only the workspace of the token counts."""
    week.voting("Procurement")
    week.world.posts(
        {
            "command": "/vote",
            "text": "1",
            "team_id": "T0FORGED",
            "user_id": week.cy.id,
            "channel_id": "C0FORGED",
        }
    )
    after = dump.rows(week.settled().world.database)
    assert all("T0FORGED" not in str(row) for rows in after.values() for row in rows)


def test_answers_are_kept_by_nothing_and_taken_for_nothing_else(
    week: Week, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for method, path, status in (
        ("POST", "/slack/events", 401),
        ("GET", "/slack/events", 405),
        ("DELETE", "/slack/events", 405),
        ("GET", "/healthz", 200),
        ("GET", "/nowhere", 404),
        ("GET", "/.env", 404),
        ("GET", "/slack/../.env", 404),
    ):
        answer = week.world.asks(method, path)
        assert answer.status_code == status, path
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert "server" not in answer.headers


def test_a_body_that_never_ends_is_given_up(week: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "BODY_PATIENCE_S", 0.2)
    head = "POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf"
    with socket.create_connection(("127.0.0.1", week.world.settings.http_port), 5) as line:
        line.sendall(head.encode())
        assert line.recv(1000).startswith(b"HTTP/1.1 408 ")
