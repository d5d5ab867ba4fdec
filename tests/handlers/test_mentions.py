"""Who mentions the bot is answered alone, in the thread if there is one, and once."""

from typing import Any

import pytest

from handlers.blocks import lists, spaces
from sandbox.calls import id_of
from sandbox.client import wait_for
from tests.handlers import cast, dump, seen
from tests.handlers.cast import Somebody, Week

TIMEOUT = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
NOT_DELIVERED = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "connection_failed"}


def mention(somebody: Somebody, **more: Any) -> dict[str, Any]:
    return {
        "type": "app_mention",
        "user": somebody.id,
        "text": f"<@{somebody.world.sandbox.bot_user_id}> secret words",
        "ts": "1638000000.000100",
        "channel": id_of(somebody.channel),
        **more,
    }


def mentions(somebody: Somebody, *, event_id: str = "", **headers: str) -> list[str]:
    """Slack says that somebody mentioned the bot; what only they read there then."""
    told = somebody.world.tells(mention(somebody), event_id=event_id, **headers)
    assert told.status_code == 200
    return [message.text for message in somebody.whispers()]


def test_a_mention_is_answered_with_where_things_stand_and_what_to_do(week: Week) -> None:
    week.voting("Procurement")
    standing = week.cy.runs().text
    (text,) = mentions(week.bo)[-1:]
    first, _, rest = text.partition("\n\n")
    assert first.splitlines()[0] == "CoProWeekScot"
    assert first == standing
    assert "To make a topic from a message" in rest
    assert "Only you see this." in rest


def test_only_whoever_mentions_it_sees_the_answer(week: Week) -> None:
    before = len(week.cy.whispers())
    week.bo.person.says(f"@{bot_name(week)} what is this?", week.channel)
    wait_for(
        lambda: any("To make a topic from a message" in one.text for one in week.bo.whispers())
    )
    assert len(week.cy.whispers()) == before
    assert [one for one in week.cy.reads() if "To make a topic from a message" in one.text] == []
    assert week.bo.letters() == []


def bot_name(week: Week) -> str:
    workspace = week.world.sandbox._world.workspace
    return workspace.people[workspace.bot_user_id].name


def test_in_a_thread_it_is_answered_in_the_thread(week: Week) -> None:
    begun = week.cy.person.says("How do we start?", week.channel)
    week.cy.person.says("Anyone?", week.channel, thread_ts=begun)
    week.bo.person.says(f"@{bot_name(week)}", week.channel, thread_ts=begun)
    wait_for(lambda: bool(week.bo.whispers(thread_ts=begun)))
    (answer,) = week.bo.whispers(thread_ts=begun)
    assert answer.text.startswith("CoProWeekScot")
    assert answer.thread_ts == begun
    ballot = week.bo.presses(answer, lists.BALLOT)
    assert ballot.text.startswith("Your ballot in CoProWeekScot")


@pytest.mark.parametrize("headers", [{}, TIMEOUT, NOT_DELIVERED], ids=["plain", "late", "lost"])
def test_the_same_mention_delivered_again_is_answered_once(
    week: Week, headers: dict[str, str]
) -> None:
    event_id = f"EvTwice{week.world.number()}"
    once = len(mentions(week.bo, event_id=event_id))
    assert len(mentions(week.bo, event_id=event_id, **headers)) == once


def test_a_repetition_of_what_another_process_has_is_not_answered(week: Week) -> None:
    before = len(week.bo.whispers())
    assert len(mentions(week.bo, **TIMEOUT)) == before


def test_a_repetition_of_what_never_arrived_is_answered(week: Week) -> None:
    before = len(week.bo.whispers())
    assert len(mentions(week.bo, **NOT_DELIVERED)) == before + 1


def test_two_mentions_are_two_answers(week: Week) -> None:
    mentions(week.bo)
    assert len(mentions(week.bo)) == 2


@pytest.mark.parametrize(
    "more",
    [{"bot_id": "B0123"}, {"bot_id": "B0123", "subtype": "bot_message", "user": None}],
    ids=["of an app", "of a workflow"],
)
def test_mentions_by_bots_are_ignored(week: Week, more: dict[str, Any]) -> None:
    calls = len(week.world.payloads_since(0))
    assert week.world.tells(mention(week.bo, **more)).status_code == 200
    sent = week.world.payloads_since(calls)
    assert [call.name for call in sent if call.name.startswith("chat.")] == []


def test_a_robot_that_slack_names_like_a_person_is_ignored_too(week: Week) -> None:
    robot = week.newcomer("robot", kind="bot")
    calls = len(week.world.payloads_since(0))
    assert week.world.tells(mention(robot)).status_code == 200
    sent = week.world.payloads_since(calls)
    assert [call.name for call in sent if call.name.startswith("chat.")] == []


def test_a_mention_changes_nothing_and_none_of_its_words_is_kept(
    week: Week, caplog: pytest.LogCaptureFixture
) -> None:
    week.bo.runs()
    before = dump.rows(week.settled().world.database)
    mentions(week.bo)
    assert dump.rows(week.settled().world.database) == before
    assert "secret words" not in caplog.text


def test_where_there_is_no_open_space_it_says_how_to_start_one(week: Week) -> None:
    channel = week.world.workspace.add_channel(f"other-{week.world.number()}")
    stranger = cast.joined(week.world, "stranger", channel)
    (text,) = mentions(stranger)
    assert "There is no open space here yet" in text
    assert "`/openspace new" in text


def test_elsewhere_somebody_with_several_open_spaces_chooses_one(week: Week) -> None:
    second = week.world.workspace.add_channel(
        f"second-{week.world.number()}", members=[week.ada.person], is_private=True
    )
    week.ada.types('openspace new "Second week" 2027-11-22 to 2027-11-26', at=second)
    third = week.world.workspace.add_channel(
        f"third-{week.world.number()}", members=[week.ada.person], is_private=True
    )
    ada = Somebody(week.world, week.ada.person, third)
    (question,) = mentions(ada)
    assert question.startswith("Which open space do you mean?")
    shown = ada.presses(ada.whispers()[0], spaces.CHOOSE)
    assert "What you can do next" in shown.text


def test_a_guest_is_refused_until_let_in(week: Week) -> None:
    guest = week.newcomer("guest", kind="guest")
    assert "own staff" in mentions(guest)[-1]
    week.ada.runs("guests allow")
    assert "What you can do next" in mentions(guest)[-1]


def test_somebody_from_elsewhere_is_named_no_command_they_cannot_type(week: Week) -> None:
    week.ada.runs("guests allow")
    week.voting("Procurement")
    visitor = week.newcomer("visitor", kind="external")
    text = mentions(visitor)[-1]
    assert "`/" not in text
    assert "To make a topic from a message" not in text
    assert "These buttons do the same" in text
    assert seen.labels(visitor.whispers()[-1]) == [
        "Propose a topic in CoProWeekScot",
        "Vote: my ballot in CoProWeekScot",
        "Topics of CoProWeekScot",
    ]
