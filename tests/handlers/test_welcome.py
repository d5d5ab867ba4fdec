"""First contact: what a newcomer is told, and whoever brings the bot into a channel; once."""

from typing import Any

import pytest

from handlers.blocks import lists, voting
from sandbox.client import wait_for
from sandbox.sights import Channel
from tests.handlers import cast, seen
from tests.handlers.cast import Somebody, Week
from tests.handlers.test_voting import space_id
from tests.handlers.world import World

DATABASES = ("sqlite", "postgresql")


def arrival(somebody: Somebody, **more: Any) -> dict[str, Any]:
    channel = somebody.channel
    assert isinstance(channel, Channel)
    event = {"type": "member_joined_channel", "user": somebody.id, "channel": channel.id}
    return {**event, **more}


def joins(somebody: Somebody, *, event_id: str = "", **headers: str) -> list[str]:
    """Slack says that somebody joined; what only they read there then."""
    world = somebody.world
    assert world.tells(arrival(somebody), event_id=event_id, **headers).status_code == 200
    return [message.text for message in somebody.whispers()]


def leaves(somebody: Somebody) -> None:
    event = {**arrival(somebody), "type": "member_left_channel"}
    assert somebody.world.tells(event).status_code == 200


def test_who_joins_a_live_open_space_is_told_once_what_it_is_and_how_to_begin(week: Week) -> None:
    week.voting("Procurement")
    dee = week.newcomer("dee")
    (text,) = joins(dee)
    assert text == (
        "Welcome. *CoProWeekScot*, an open space, is held in this channel, Mon 22 to Fri 26 Nov"
        " 2027. That means: you bring the topics. Whoever cares about one proposes it. All give"
        " their dots to what they want to talk about. Then the topics get a time and a room.\n"
        "*To begin, type*\n"
        "• `/vote` shows your ballot, where you give your dots\n"
        "• `/propose Your title` proposes a topic\n"
        "• `/openspace` shows where things stand\n"
        "Only you see this. What you type is answered to you alone."
    )
    leaves(dee)
    assert joins(dee) == [text]
    assert dee.letters() == []
    assert [message for message in week.bo.reads() if "Welcome" in message.text] == []
    assert [message for message in week.bo.whispers() if "Welcome" in message.text] == []


def test_before_anything_is_open_the_first_commands_are_others(week: Week) -> None:
    (text,) = joins(week.newcomer("dee"))
    assert "`/topics`" in text
    assert "`/openspace`" in text
    assert "`/openspace help`" in text
    assert "`/vote`" not in text


def test_once_the_timetable_is_published_it_leads_there(week: Week) -> None:
    week.published()
    assert "`/agenda` shows the sessions" in joins(week.newcomer("dee"))[0]


def test_the_sandbox_itself_tells_of_somebody_who_joins(week: Week) -> None:
    dee = Somebody(week.world, week.world.workspace.add_person(f"dee-{week.world.number()}"), "C")
    dee.channel = week.channel
    dee.person.joins(week.channel)
    wait_for(lambda: bool(dee.whispers()))
    assert dee.whispers()[0].text.startswith("Welcome.")


def test_an_event_that_slack_delivers_again_welcomes_nobody_twice(week: Week) -> None:
    dee = week.newcomer("dee")
    joins(dee, event_id="EvAgain")
    retry = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
    assert len(joins(dee, event_id="EvAgain", **retry)) == 1


def test_who_has_already_done_something_is_not_told_what_this_is(week: Week) -> None:
    week.voting("Procurement")
    dee = week.newcomer("dee")
    dee.votes("1")
    assert [text for text in joins(dee) if "Welcome" in text] == []


@pytest.mark.parametrize("kind", ["guest", "external", "bot"])
def test_who_may_not_take_part_is_told_nothing(week: Week, kind: str) -> None:
    calls = len(week.world.payloads_since(0))
    somebody = week.newcomer("somebody", kind=kind)
    assert week.world.tells(arrival(somebody)).status_code == 200
    sent = week.world.payloads_since(calls)
    assert [call.name for call in sent if call.name.startswith("chat.")] == []


def test_a_closed_account_is_told_nothing(week: Week) -> None:
    gone = week.newcomer("gone")
    week.world.workspace.deactivate(gone.person)
    calls = len(week.world.payloads_since(0))
    assert week.world.tells(arrival(gone)).status_code == 200
    sent = week.world.payloads_since(calls)
    assert [call.name for call in sent if call.name.startswith("chat.")] == []


@pytest.mark.parametrize("kind", ["guest", "external"])
def test_guests_who_are_let_in_are_welcome(week: Week, kind: str) -> None:
    week.ada.runs("guests allow")
    (text,) = joins(week.newcomer("visitor", kind=kind))
    assert text.startswith("Welcome.")
    assert ("`/" in text) is (kind == "guest")
    assert ("no commands of mine" in text) is (kind == "external")


def test_somebody_from_elsewhere_presses_what_they_cannot_type(week: Week) -> None:
    week.ada.runs("guests allow")
    week.voting("Procurement").published()
    visitor = week.newcomer("visitor", kind="external")
    joins(visitor)
    for action, words in (
        (lists.TOPICS, "Topics of CoProWeekScot"),
        (lists.AGENDA, "Opening"),
    ):
        shown = visitor.clicks_raw(action, value_of(visitor.whispers()[0], action))
        assert words in shown.text
    assert visitor.pushes(visitor.whispers()[0], voting.OPEN).error is None
    assert "Your ballot in CoProWeekScot" in visitor.person.form().shown


def value_of(message: Any, action: str) -> str:
    return str(seen.button(message, action)[1]["value"])


def test_the_buttons_of_the_welcome_show_lists_in_its_place(week: Week) -> None:
    dee = week.newcomer("dee")
    joins(dee)
    week.voting("Procurement")
    ballot = dee.presses(dee.whispers()[0], lists.BALLOT)
    assert ballot.text.startswith("Your ballot in CoProWeekScot")
    assert len(dee.whispers()) == 1
    assert seen.carried(seen.button(ballot, "vote_more", 1)[1])[0] == space_id(week)


def test_where_there_is_no_live_open_space_nobody_is_told_anything(week: Week) -> None:
    week.ada.runs("close")
    assert joins(week.newcomer("dee")) == []
    plain = week.world.workspace.add_channel(f"plain-{week.world.number()}")
    assert joins(cast.joined(week.world, "dee", plain)) == []


def test_while_slack_does_not_say_what_somebody_is_they_are_told_nothing(week: Week) -> None:
    dee = week.newcomer("dee")
    week.world.expects_refusals = True
    week.world.workspace.faults(rate_500=1.0, methods=["users.info"])
    assert joins(dee) == []


def test_a_welcome_that_slack_does_not_take_is_logged_and_nothing_else(
    week: Week, caplog: pytest.LogCaptureFixture
) -> None:
    dee = week.newcomer("dee")
    week.world.expects_refusals = True
    week.world.workspace.faults(rate_500=1.0, methods=["chat.postEphemeral"])
    assert joins(dee) == []
    assert "Slack did not take a private answer" in caplog.text
    assert "Failure" not in caplog.text
    assert dee.id not in caplog.text
    week.world.workspace.faults(rate_500=0, methods=None)
    assert dee.runs().text.startswith("CoProWeekScot")


def test_more_than_slack_takes_are_not_greeted_and_all_of_them_are_remembered(
    week: Week, caplog: pytest.LogCaptureFixture
) -> None:
    week.world.clock.set(week.world.clock.now().replace(hour=20))
    crowd = [week.newcomer("many") for _ in range(63)]
    assert sum(len(joins(one)) for one in crowd) == 60
    assert caplog.text.count("can be greeted in a minute") == 3
    week.world.passes(minutes=1)
    assert len(joins(week.newcomer("later"))) == 1


# The bot itself


@pytest.fixture
def empty(week: Week) -> Somebody:
    """Mallory in a channel of her own, which holds no open space."""
    world = week.world
    channel = world.workspace.add_channel(
        f"empty-{world.number()}", members=[week.mallory.person], is_private=True, with_app=False
    )
    return Somebody(world, week.mallory.person, channel)


def test_who_brings_the_bot_into_a_channel_is_told_what_it_is_and_what_to_type(
    empty: Somebody,
) -> None:
    empty.world.workspace.invite_app(empty.channel, by=empty.person)
    wait_for(lambda: bool(empty.whispers()))
    (message,) = empty.whispers()
    assert message.text == (
        "I hold open spaces. People propose topics, give dots to what they want to talk about, and"
        " take a seat in the sessions. I say nothing here until an open space starts.\n"
        "To start one here, type its name and its days:"
        ' `/openspace new "CoProWeekScot" 2027-11-22 to 2027-11-26`.\n'
        "`/openspace help` lists all commands. Only you see this."
    )
    assert empty.reads() == []


def brings(somebody: Somebody, *, event_id: str = "", **headers: str) -> list[str]:
    """Slack says that somebody brought the bot in; what only they read there then."""
    world = somebody.world
    event = arrival(somebody, inviter=somebody.id) | {"user": world.sandbox.bot_user_id}
    assert world.tells(event, event_id=event_id, **headers).status_code == 200
    return [message.text for message in somebody.whispers()]


def is_in(world: World, somebody: Somebody) -> None:
    world.workspace.invite_app(somebody.channel)


@pytest.mark.parametrize("kind", ["guest", "external"])
def test_a_guest_who_brings_the_bot_is_told_who_can_start(week: Week, kind: str) -> None:
    channel = week.world.workspace.add_channel(f"guests-{week.world.number()}")
    guest = cast.joined(week.world, "guest", channel, kind=kind)
    (text,) = brings(guest)
    assert "Your colleagues of this organisation's own staff can start one here" in text


def test_a_bot_that_brings_the_bot_is_told_nothing(week: Week) -> None:
    robot = cast.joined(week.world, "robot", week.channel, kind="bot")
    week.ada.runs("close")
    calls = len(week.world.payloads_since(0))
    event = arrival(robot, inviter=robot.id) | {"user": week.world.sandbox.bot_user_id}
    week.world.tells(event)
    sent = week.world.payloads_since(calls)
    assert [call.name for call in sent if call.name.startswith("chat.")] == []


def test_where_an_open_space_lives_the_bot_says_nothing_when_it_is_brought_back(
    week: Week,
) -> None:
    before = len(week.bo.whispers())
    assert len(brings(week.bo)) == before
    week.ada.runs("close")
    assert len(brings(week.bo)) == before + 1


def test_the_same_arrival_delivered_again_is_answered_once(empty: Somebody) -> None:
    is_in(empty.world, empty)
    assert len(brings(empty, event_id="EvBrought")) == 1
    assert len(brings(empty, event_id="EvBrought")) == 1


def test_nobody_is_answered_where_nobody_invited_the_bot(empty: Somebody) -> None:
    is_in(empty.world, empty)
    event = arrival(empty) | {"user": empty.world.sandbox.bot_user_id}
    assert empty.world.tells(event).status_code == 200
    assert empty.whispers() == []
