"""What was to be said while Slack did not answer is said once when it does, or not at all."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.blocks import digests
from services import delivery
from tests.handlers.cast import Somebody, Week
from tests.handlers.seen import as_read
from tests.handlers.test_reminders import at, begins, letters
from tests.handlers.world import AT_ONCE

DATABASES = ("sqlite", "postgresql")

FAULTS = ("rate_500", "drop_after_accept", "rate_429")


@pytest.fixture(autouse=True)
def refusals_are_expected(week: Week) -> None:
    week.world.expects_refusals = True


def busy_morning(week: Week) -> dict[str, Somebody]:
    """Digest at 9:00, summary at 10:00; people with a seat at 9:30, at 10:15 and at 11:00."""
    week.ada.runs('rooms add "Room A" 30')
    week.ada.runs("slots add tue 9:30-10:00 10:15-10:45 11:00-12:00")
    for time in ("9:30", "10:15", "11:00"):
        week.ada.runs(f'talks add "Talk at {time}" tue {time} "Room A" by "Morag Tennant"')
    week.ada.runs("timetable publish")
    week.ada.runs("summary 10:00")
    people = {time: week.newcomer(f"at-{time[:2]}") for time in ("9:30", "10:15", "11:00")}
    for number, one in enumerate(people.values(), start=1):
        one.signs_up(f"{number}")
    return people


def fails(week: Week, fault: str, *methods: str) -> None:
    """Let Slack fail from now on, in everything or in some of its methods."""
    week.world.workspace.faults(methods=list(methods) or None, **{fault: 1.0})


def answers(week: Week) -> None:
    """Let Slack answer again."""
    week.world.workspace.faults(methods=None, **dict.fromkeys(FAULTS, 0.0))


def goes_on(week: Week, until: datetime, **step: float) -> None:
    """Let time pass in steps, like `minutes=5`, and let the clock tick after each."""
    while week.world.clock.now() < until:
        week.world.passes(**step)
    assert week.world.clock.now() == until


def told(week: Week, start: str) -> list[str]:
    """What the channel reads that begins like that."""
    return [text for one in week.cy.reads() if (text := as_read(one.text)).startswith(start)]


def posts(week: Week, since: int) -> int:
    """How often Slack was asked to post a message after the first *since* calls."""
    return sum(call.name == "chat.postMessage" for call in week.world.calls[since:])


def on(hour: int, minute: int = 0) -> datetime:
    """That moment of Tuesday 23 November 2027."""
    return datetime(2027, 11, 23, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize("fault", FAULTS)
def test_after_two_hours_without_slack_what_is_useful_comes_once_and_what_is_not_is_dropped(
    week: Week, fault: str
) -> None:
    people = busy_morning(week)
    at(week, 23, 8, 50)
    assert letters(*people.values()) == [[], [], []]
    fails(week, fault)
    goes_on(week, on(10, 50), minutes=5)
    answers(week)
    before = len(week.world.calls)
    goes_on(week, on(10, 59), minutes=1)
    assert len(told(week, "Good morning")) == 1
    assert len(told(week, "CoProWeekScot, Tue 23 Nov: the day in short")) == 1
    reminded = [len(some) for some in letters(*people.values())]
    if fault == "drop_after_accept":
        # Slack took each when it was due, and only the bot had not heard so. The summary alone
        # had to wait, until it was known what became of the digest to the same channel.
        assert reminded == [1, 1, 1]
        assert posts(week, before) == 1
    else:
        minutes = 8 if fault == "rate_500" else 9  # after a failure it is looked first
        late = begins(3, "Talk at 11:00", "11:00", "Room A", minutes=minutes)
        assert letters(*people.values()) == [[], [], [late]]
    overview = as_read(week.ada.runs("messages").text).splitlines()
    dropped = [line for line in overview if line.endswith("It came too late to be of use.")]
    assert sorted(line.split(": ")[0] for line in dropped) == (
        []
        if fault == "drop_after_accept"
        else [
            "Reminder of a session, #1 *Talk at 9:30*, to 1 person",
            "Reminder of a session, #2 *Talk at 10:15*, to 1 person",
        ]
    )
    assert "*Not delivered*" not in overview
    goes_on(week, on(11, 59), minutes=10)
    assert len(told(week, "Good morning")) == 1
    assert [len(some) for some in letters(*people.values())] == reminded


def test_while_slack_does_not_answer_it_is_not_asked_again_and_again(week: Week) -> None:
    busy_morning(week)
    at(week, 23, 8, 50)
    fails(week, "rate_500")
    at(week, 23, 9)
    before = len(week.world.calls)
    for _ in range(10):
        week.world.settle()
    assert posts(week, before) == 0
    goes_on(week, on(9, 10), minutes=1)
    assert posts(week, before) == 0, "it is looked for, not sent again blindly"


def test_without_a_sender_what_was_due_comes_when_there_is_one_again(week: Week) -> None:
    people = busy_morning(week)
    at(week, 23, 8, 50)
    at(week, 23, 10, 50)
    assert len(told(week, "Good morning")) == 1
    assert [len(some) for some in letters(*people.values())] == [0, 0, 1]
    at(week, 23, 16)
    assert len(told(week, "Good morning")) == 1


def test_a_digest_that_would_come_in_the_afternoon_does_not_come(week: Week) -> None:
    busy_morning(week)
    at(week, 23, 8, 50)
    fails(week, "rate_500")
    goes_on(week, on(15), minutes=10)
    answers(week)
    at(week, 23, 15, 1)
    assert told(week, "Good morning") == []
    assert "Morning digest, Tue 23 Nov, to the channel: Tue 23 Nov 15:01. It came too late" in (
        as_read(week.ada.runs("messages").text)
    )


# One message, and what became of it


def news(week: Week, where: str) -> list[str]:
    """Open voting or make bo a facilitator; what the channel or bo reads of it."""
    if where == "channel":
        return told(week, "*Voting is open*")
    return letters(week.bo)[0]


def causes(week: Week, where: str) -> None:
    week.world.settle()
    words = "open voting" if where == "channel" else f"facilitators add {week.bo.mention}"
    week.ada.runs(words)


@pytest.mark.parametrize("where", ["channel", "direct message"])
def test_what_slack_took_without_saying_so_is_found_and_not_sent_again(
    week: Week, where: str
) -> None:
    causes(week, where)
    fails(week, "drop_after_accept", "chat.postMessage")
    before = len(week.world.calls)
    week.world.settle()
    answers(week)
    assert posts(week, before) == 1
    overview = as_read(week.ada.runs("messages").text)
    assert "The connection to Slack broke." in overview.split("*Sent*")[0]
    week.world.passes(seconds=16)
    week.world.passes(minutes=5)
    assert posts(week, before) == 1
    assert len(news(week, where)) == 1
    assert "The connection to Slack broke." not in week.ada.runs("messages").text


@pytest.mark.parametrize("where", ["channel", "direct message"])
def test_what_slack_did_not_take_is_sent_again_once(week: Week, where: str) -> None:
    causes(week, where)
    fails(week, "rate_500", "chat.postMessage")
    before = len(week.world.calls)
    week.world.settle()
    answers(week)
    assert news(week, where) == []
    week.world.passes(seconds=6)
    week.world.passes(minutes=5)
    assert posts(week, before) == 2
    assert len(news(week, where)) == 1


@pytest.mark.parametrize("where", ["channel", "direct message"])
def test_what_a_sender_took_before_it_died_is_sent_once_after_its_time(
    week: Week, where: str
) -> None:
    causes(week, where)
    with week.world.database.begin() as db:
        claims = delivery.claim(
            db,
            team_id=week.world.sandbox.team_id,
            now=week.world.clock.now(),
            pace=AT_ONCE.pace(week.world.clock),
            most=10,
        )
    assert len(claims) == 1
    week.world.passes(seconds=AT_ONCE.lease_s - 1)
    assert news(week, where) == []
    week.world.passes(seconds=1)
    week.world.passes(seconds=1)
    assert len(news(week, where)) == 1
    week.world.passes(minutes=5)
    assert len(news(week, where)) == 1


def test_it_is_found_among_many_newer_messages(week: Week) -> None:
    causes(week, "channel")
    fails(week, "drop_after_accept", "chat.postMessage")
    week.world.settle()
    answers(week)
    for n in range(205):
        week.cy.person.says(f"Message {n}", week.channel)
    before = len(week.world.calls)
    week.world.passes(seconds=16)
    week.world.passes(minutes=5)
    assert posts(week, before) == 0
    seen = week.cy.person.sees(week.channel, limit=500)
    assert len([one for one in seen if one.text.startswith("*Voting is open*")]) == 1


def test_slack_that_asks_to_wait_is_not_asked_before(week: Week) -> None:
    causes(week, "channel")
    week.world.workspace.faults(rate_429=1.0, retry_after_s=40, methods=["chat.postMessage"])
    week.world.settle()
    answers(week)
    before = len(week.world.calls)
    for _ in range(10):
        week.world.settle()
    week.world.passes(seconds=39)
    assert posts(week, before) == 0
    assert "Slack asked to wait." in week.ada.runs("messages").text
    week.world.passes(seconds=1)
    assert len(told(week, "*Voting is open*")) == 1
    assert posts(week, before) == 1


def test_one_message_that_cannot_be_said_holds_up_no_other(
    week: Week, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    people = busy_morning(week)
    at(week, 23, 8, 50)

    def broken(*_: object) -> None:
        raise KeyError("what somebody wrote")

    # A defect cannot be had otherwise.
    monkeypatch.setattr(digests, "day_ahead", broken)
    at(week, 23, 9)
    at(week, 23, 9, 15)
    assert told(week, "Good morning") == []
    assert len(letters(people["9:30"])[0]) == 1
    assert "It could not be put into words" in week.ada.runs("messages").text
    assert "what somebody wrote" not in caplog.text
    monkeypatch.undo()
    week.ada.runs("messages again")
    assert len(told(week, "Good morning")) == 1
    assert week.world.clock.now() - on(9, 15) < timedelta(minutes=1)
