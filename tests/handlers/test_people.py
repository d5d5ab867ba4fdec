"""Who may take part: facilitators, guests, people from elsewhere, bots, and an outage of Slack."""

from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient

from handlers.blocks import values
from handlers.blocks import voting as voting_blocks
from handlers.blocks.values import Dots, View
from sandbox.sights import Message
from tests.handlers import dump
from tests.handlers.cast import Somebody, Week
from tests.handlers.test_voting import all_dots, space_id
from tests.handlers.world import MONDAY

STAFF_ONLY = "organisation"


def test_facilitators_are_shown_added_told_and_removed(week: Week) -> None:
    assert week.ada.mention in week.bo.runs("facilitators").text
    added = week.ada.runs(f"facilitators add {week.bo.mention}").text
    assert f"{week.ada.mention} and {week.bo.mention}" in added
    assert f"<#{week.channel.id}>" in week.bo.last_letter()
    week.ada.runs(f"facilitators add {week.bo.mention}")
    assert len(week.bo.letters()) == 1
    week.bo.runs(f"facilitators remove {week.ada.mention}")
    assert "Only facilitators" in week.ada.runs("open voting").text
    assert "last one" in week.bo.runs(f"facilitators remove {week.bo.mention}").text


def test_who_is_meant_must_be_a_person(week: Week) -> None:
    robot = week.newcomer("robot", kind="bot")
    for words in (f"add {robot.mention}", "add bo", "add", f"remove {week.bo.mention}"):
        assert "`/openspace facilitators" in week.ada.runs(f"facilitators {words}").text
    assert week.ada.runs("facilitators").text.count("<@") == 1


def test_who_may_not_appoint_makes_nobody_known(week: Week) -> None:
    stranger = week.world.workspace.add_person(f"stranger-{week.world.number()}")
    calls = len(week.world.payloads_since(0))
    week.bo.runs(f"facilitators add <@{stranger.id}>")
    asked = [call.request for call in week.world.payloads_since(calls) if call.name == "users.info"]
    assert [request for request in asked if request.get("user") == stranger.id] == []


def test_guests_are_refused_until_a_facilitator_allows_them(week: Week) -> None:
    week.voting("Procurement").published()
    guest = week.newcomer("guest", kind="guest")
    for words in ("topics", "vote 1", "propose Mine", "signup 2", "agenda", "openspace"):
        assert STAFF_ONLY in guest.types(words).text
        assert "Procurement" not in guest.types(words).text
    assert all_dots(week) == 0
    week.ada.runs("guests allow")
    assert "4 dots left" in guest.votes("1").text
    week.ada.runs("guests refuse")
    assert STAFF_ONLY in guest.votes("1 x2").text


def test_a_guest_starts_no_open_space(week: Week) -> None:
    guest = week.newcomer("guest", kind="guest")
    channel = week.world.workspace.add_channel(
        f"guests-{week.world.number()}", members=[guest.person], is_private=True
    )
    said = guest.types('openspace new "Mine" 2027-11-22 to 2027-11-26', at=channel)
    assert STAFF_ONLY in said.text


def test_clicks_of_people_from_elsewhere_follow_the_setting(week: Week) -> None:
    week.voting("Procurement")
    visitor = week.newcomer("visitor", kind="external")
    value = values.write(Dots(space_id(week), 1, 1, View("ballot")))
    assert STAFF_ONLY in visitor.clicks_raw(voting_blocks.MORE, value).text
    assert all_dots(week) == 0
    week.ada.runs("guests allow")
    assert "4 dots left" in visitor.clicks_raw(voting_blocks.MORE, value).text
    assert all_dots(week) == 1


def test_a_click_on_a_message_that_others_see_is_answered_to_its_presser_alone(week: Week) -> None:
    week.voting("Procurement")
    ballot = week.cy.votes()
    posted = _post_publicly(week, list(ballot.blocks))
    visitor = week.newcomer("visitor", kind="external")
    week.ada.runs("guests allow")
    before = week.bo.person.last_answer(week.channel)
    shown = visitor.presses(_seen(visitor, posted), voting_blocks.MORE, 1, add=True)
    assert "4 dots left" in shown.text
    assert _seen(week.bo, posted).text == "public"
    assert week.bo.person.last_answer(week.channel) == before


def _post_publicly(week: Week, blocks: list[dict[str, Any]]) -> str:
    client = WebClient(week.world.settings.bot_token, base_url=week.world.settings.slack_api_url)
    return str(client.chat_postMessage(channel=week.channel.id, text="public", blocks=blocks)["ts"])


def _seen(person: Somebody, ts: str) -> Message:
    return next(message for message in person.reads() if message.ts == ts)


def test_bots_and_closed_accounts_take_no_part(week: Week) -> None:
    week.voting("Procurement")
    robot = week.newcomer("robot", kind="bot")
    fields = {
        "command": "/vote",
        "text": "1",
        "team_id": week.world.sandbox.team_id,
        "user_id": robot.id,
        "channel_id": week.channel.id,
    }
    assert "Only people" in week.world.posts(fields).json()["text"]
    week.world.workspace.deactivate(week.cy.person)
    week.world.tells({"type": "user_change", "user": {"id": week.cy.id, "deleted": True}})
    said = week.world.posts({**fields, "user_id": week.cy.id}).json()["text"]
    assert "Only people" in said
    assert all_dots(week) == 0


def test_who_becomes_a_guest_counts_as_one_from_the_next_event_on(week: Week) -> None:
    week.voting("Procurement")
    week.cy.votes("1")
    week.settled()  # what Slack said of cy is stored by then, and not after what it says next
    user = {"id": week.cy.id, "team_id": week.world.sandbox.team_id, "is_restricted": True}
    week.world.tells({"type": "user_change", "user": user})
    assert STAFF_ONLY in week.cy.votes("1 x2").text
    week.world.tells({"type": "user_change", "user": {**user, "is_restricted": False}})
    assert "3 dots left" in week.cy.votes("1 x2").text


def test_a_user_change_of_somebody_unknown_stores_nobody(week: Week) -> None:
    before = dump.rows(week.settled().world.database)
    answer = week.world.tells({"type": "user_change", "user": {"id": "U0NOBODY01"}})
    assert answer.status_code == 200
    assert dump.rows(week.world.database) == before


@pytest.mark.parametrize(
    "fault", [{"rate_500": 1.0}, {"rate_429": 1.0}, {"drop_after_accept": 1.0}]
)
def test_people_can_vote_while_slack_does_not_say_who_they_are(
    week: Week, fault: dict[str, float]
) -> None:
    week.voting("Procurement")
    week.world.expects_refusals = True
    week.world.workspace.faults(methods=["users.info"], **fault)
    new = week.newcomer("new")
    assert "4 dots left" in new.votes("1").text
    assert "3 dots left" in new.presses(new.votes(), voting_blocks.MORE, 1).text


def test_people_can_vote_while_slack_is_too_slow_to_say_who_they_are(week: Week) -> None:
    week.voting("Procurement")
    week.world.workspace.faults(methods=["users.info"], latency_ms=5000)
    new = week.newcomer("new")
    answer = new.tries("vote 1")
    assert answer.error is None
    assert "4 dots left" in answer.text


def test_a_guest_whom_slack_did_not_describe_at_first_is_refused_later(week: Week) -> None:
    week.voting("Procurement")
    week.world.expects_refusals = True
    week.world.workspace.faults(methods=["users.info"], rate_500=1.0)
    guest = week.newcomer("guest", kind="guest")
    guest.votes("1")
    week.world.workspace.faults(methods=None, rate_500=0.0)
    week.world.clock.set(MONDAY + timedelta(seconds=61))
    assert STAFF_ONLY in guest.votes("1 x2").text


def test_what_slack_says_of_somebody_holds_for_a_day(week: Week) -> None:
    # Where Slack took no questions, it is asked again after a minute.
    week.world.clock.set(MONDAY + timedelta(minutes=2))
    week.voting("Procurement")
    week.cy.votes()

    def asked() -> int:
        return sum(
            call.name == "users.info" and call.request.get("user") == week.cy.id
            for call in week.world.payloads_since(0)
        )

    week.cy.votes("1")
    assert asked() == 1
    week.world.clock.set(MONDAY + timedelta(hours=25))
    week.cy.votes()
    assert asked() == 2
