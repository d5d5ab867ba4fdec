"""What a defect of our own does to a message on its way: nothing is lost, doubled or held up."""

import pytest

from bot import posting
from bot.posting import Sight
from services import delivery
from tests.handlers.cast import Week
from tests.handlers.test_outage import causes, news
from tests.handlers.world import AT_ONCE

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(autouse=True)
def refusals_are_expected(week: Week) -> None:
    week.world.expects_refusals = True


@pytest.mark.parametrize("where", ["channel", "direct message"])
def test_a_defect_after_slack_took_a_message_lets_it_neither_fail_nor_come_twice(
    week: Week, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    causes(week, where)

    def broken(*_: object, **__: object) -> bool:
        raise ValueError("what somebody wrote")

    with monkeypatch.context() as bent:
        bent.setattr(delivery, "sent", broken)
        week.world.settle()
    assert len(news(week, where)) == 1
    assert "Not delivered" not in week.ada.runs("messages").text
    assert "Nothing that failed" in week.ada.runs("messages again").text
    week.world.passes(seconds=AT_ONCE.lease_s + 1)
    week.world.passes(minutes=5)
    assert len(news(week, where)) == 1


def test_a_message_that_cannot_be_looked_for_holds_up_no_other(
    week: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    week.world.settle()
    week.ada.runs("open voting")
    week.ada.runs(f"facilitators add {week.bo.mention}")
    week.world.workspace.faults(rate_500=1.0, methods=["chat.postMessage"])
    week.world.settle()
    week.world.workspace.faults(rate_500=0, methods=None)
    look, asked = posting.look, []

    def broken_once(*given: object, **more: object) -> Sight:
        asked.append(given)
        if len(asked) == 1:
            raise ValueError("what somebody wrote")
        return look(*given, **more)  # type: ignore[arg-type]  # what it was given it passes on

    monkeypatch.setattr(posting, "look", broken_once)
    week.world.passes(seconds=6)
    assert len(asked) > 1
    for _ in range(4):
        week.world.passes(minutes=1)
    assert len(news(week, "channel")) == 1
    assert len(news(week, "direct message")) == 1


def test_a_sender_that_slept_too_long_posts_nothing_itself(
    week: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    causes(week, "channel")
    letter = delivery.letter

    def sleeps(*given: object, **more: object) -> delivery.Letter:
        # The machine sleeps: the time of day goes on, and `monotonic` stands still.
        week.world.clock.set(week.world.clock.now() + AT_ONCE.pace(week.world.clock).lease)
        return letter(*given, **more)  # type: ignore[arg-type]  # what it was given it passes on

    with monkeypatch.context() as bent:
        bent.setattr(delivery, "letter", sleeps)
        week.world.ticks.deliver()
    assert news(week, "channel") == []
    before = len(week.world.calls)
    week.world.passes(minutes=1)
    week.world.passes(minutes=1)
    assert len([c for c in week.world.calls[before:] if c.name == "chat.postMessage"]) == 1
    assert len(news(week, "channel")) == 1
