"""Where the bot may not read the history, nothing that may have arrived is sent again blindly."""

import pytest

from tests.handlers.cast import Week
from tests.handlers.test_dead_destinations import is_quiet, overview, section
from tests.handlers.test_outage import answers, fails, told
from tests.handlers.test_reminders import letters


@pytest.fixture(autouse=True)
def refusals_are_expected(week: Week) -> None:
    week.world.expects_refusals = True


@pytest.mark.parametrize("where", ["channel", "direct message"])
def test_without_the_history_what_may_have_arrived_is_never_sent_blindly(
    week: Week, where: str
) -> None:
    week.settled()
    week.world.workspace.take_scopes("channels:history", "groups:history", "im:history")
    fails(week, "drop_after_accept", "chat.postMessage")
    if where == "channel":
        week.ada.runs("open voting")
    else:
        week.ada.runs(f"facilitators add {week.bo.mention}")
    before = len(week.world.calls)
    week.world.settle()
    answers(week)
    week.world.passes(seconds=16)
    assert [line.split(". ", 1)[1] for line in section(overview(week), "Not delivered")] == [
        "Nobody can tell whether it arrived: Slack refused it: missing_scope."
    ]
    assert len(letters(week.ada)[0]) == 1
    assert "Nobody can tell whether it arrived" in week.ada.last_letter()
    asked = [
        c.request["channel"] for c in week.world.calls[before:] if c.name == "chat.postMessage"
    ]
    assert sorted(asked) == sorted(
        [week.ada.id, week.channel.id if where == "channel" else week.bo.id]
    )
    assert is_quiet(week)


def test_without_the_history_what_slack_refused_for_certain_is_no_question(week: Week) -> None:
    week.settled()
    week.world.workspace.take_scopes("channels:history", "groups:history", "im:history")
    week.world.workspace.faults(rate_429=1.0, retry_after_s=5, methods=["chat.postMessage"])
    week.ada.runs("open voting")
    week.world.settle()
    answers(week)
    week.world.passes(seconds=6)
    assert len(told(week, "*Voting is open*")) == 1


def test_without_the_scope_to_find_a_direct_message_it_is_the_same(week: Week) -> None:
    week.settled()
    week.world.workspace.take_scopes("im:write")
    fails(week, "rate_500", "chat.postMessage")
    week.ada.runs(f"facilitators add {week.bo.mention}")
    week.world.settle()
    answers(week)
    week.world.passes(seconds=2)
    week.world.passes(minutes=5)
    assert letters(week.bo) == [[]]
    assert "Nobody can tell whether it arrived" in "".join(section(overview(week), "Not delivered"))
    # Somebody who has asked bo can have it sent after all.
    assert "1 message is in line to be sent again." in week.ada.runs("messages again").text
    assert len(letters(week.bo)[0]) == 1
    assert is_quiet(week)
